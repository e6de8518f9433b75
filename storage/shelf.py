"""The shelf of copies of evidence: how much stands on it, what may go by the rules, and what went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from storage import facts
from storage.database import Transaction
from storage.evidence import Kept
from storage.tables.bureau import matter_evidence, veto_evidence, vetoes
from storage.tables.matters import part_standings
from storage.tables.submissions import evidence, gone_files, kept_files, reviews, submissions

_GONE = select(gone_files.c.attachment)
_STANDS = kept_files.c.attachment.not_in(_GONE)


@dataclass(frozen=True, slots=True)
class Held:
    """A copy that is kept for one submission, for a veto or a matter (None): its period, and when it was withdrawn."""

    attachment: int
    stored: str
    number: int | None
    period: str
    withdrawn_at: datetime | None


def copies(tx: Transaction) -> list[Kept]:
    """Return every copy that stands on the shelf."""
    rows = tx.all(select(kept_files).where(_STANDS).order_by(kept_files.c.attachment))
    return [Kept(*(getattr(row, name) for name in Kept.__slots__)) for row in rows]


def used(tx: Transaction) -> int:
    """Return how many bytes stand on the shelf; what was sent twice stands there once."""
    c = kept_files.c
    each = select(c.stored, c.ending, c.size).where(_STANDS).distinct().subquery()
    return int(tx.run(select(func.coalesce(func.sum(each.c.size), 0))).scalar_one())


def stands(tx: Transaction, kept: Kept) -> bool:
    """Say whether the same content stands on the shelf already."""
    c = kept_files.c
    return tx.one(select(c.attachment).where(c.stored == kept.stored, c.ending == kept.ending, _STANDS)) is not None


def held(tx: Transaction, *, withdrawn_alone: bool) -> list[Held]:
    """Return for every copy all submissions that it is kept for; `withdrawn_alone`: of those with a withdrawn one."""
    k, e, s, r = kept_files.c, evidence.c, submissions.c, reviews.c
    withdrawn = select(func.max(r.decided_at)).where(r.number == s.number, r.act == "withdraw").scalar_subquery()
    joined = kept_files.join(evidence, e.attachment == k.attachment).join(submissions, s.number == e.number)
    rows = select(k.attachment, k.stored, e.number, s.period, s.state, withdrawn.label("at")).select_from(joined)
    if withdrawn_alone:
        some = evidence.join(submissions, s.number == e.number)
        rows = rows.where(k.attachment.in_(select(e.attachment).select_from(some).where(s.state == "withdrawn")))
    found = [
        Held(row.attachment, row.stored, row.number, row.period, row.at if row.state == "withdrawn" else None)
        for row in tx.all(rows.where(_STANDS).order_by(k.attachment, e.number))
    ]
    return sorted([*found, *_for_vetoes(tx), *_for_parts(tx)], key=lambda one: one.attachment)


def _for_vetoes(tx: Transaction) -> list[Held]:
    k, e = kept_files.c, veto_evidence.c
    joined = kept_files.join(veto_evidence, e.attachment == k.attachment).join(vetoes, vetoes.c.id == e.veto)
    rows = select(k.attachment, k.stored, vetoes.c.period).select_from(joined).where(_STANDS)
    return [Held(row.attachment, row.stored, None, row.period, None) for row in tx.all(rows.order_by(e.veto))]


def _for_parts(tx: Transaction) -> list[Held]:
    """Return the copies that are kept for matters: as long as for the month in which they came, or are due."""
    k, e, s = kept_files.c, matter_evidence.c, part_standings.c
    mine = (s.number == e.number) & (s.unit == e.unit)
    joined = kept_files.join(matter_evidence, e.attachment == k.attachment).join(part_standings, mine)
    rows = tx.all(select(k.attachment, k.stored, e.moment, s.deadline).select_from(joined).where(_STANDS))
    return [
        Held(row.attachment, row.stored, None, f"{max(row.moment, row.deadline):%Y-%m}", None)
        for row in sorted(rows, key=lambda row: (row.attachment, row.deadline))
    ]


def note_gone(tx: Transaction, attachment: int, why: str, moment: datetime) -> None:
    """Note that a copy is to stand on the shelf no more."""
    facts.add(tx, gone_files, {"attachment": attachment, "why": why, "moment": moment})


def is_gone(tx: Transaction, attachment: int) -> bool:
    """Say whether the copy of an attachment was removed by the rules."""
    return tx.one(_GONE.where(gone_files.c.attachment == attachment)) is not None


def count_gone(tx: Transaction, number: int, as_of: datetime | None = None) -> int:
    """Count the evidence of a submission whose copies were removed, as it was at a moment."""
    joined = gone_files.join(evidence, evidence.c.attachment == gone_files.c.attachment)
    rows = select(func.count()).select_from(joined).where(evidence.c.number == number)
    return int(tx.run(rows if as_of is None else rows.where(gone_files.c.moment <= as_of)).scalar_one())


def gone_since(tx: Transaction, moment: datetime) -> list[tuple[datetime, str]]:
    """Return since a moment what went and when: places on the shelf that nothing else stands at."""
    found = tx.run(_GONE_SINCE, {"moment": moment})
    return [(row.gone_at, Kept(row.sent, row.stored, row.ending, row.size).place) for row in found]


def _gone_since() -> Select[Any]:
    k, other = kept_files.c, kept_files.alias()
    same = (other.c.stored == k.stored, other.c.ending == k.ending, other.c.attachment.not_in(_GONE))
    joined = kept_files.join(gone_files, gone_files.c.attachment == k.attachment)
    rows = select(kept_files, gone_files.c.moment.label("gone_at")).select_from(joined)
    since = gone_files.c.moment > bindparam("moment", type_=gone_files.c.moment.type)
    return rows.where(since, ~select(other.c.attachment).where(*same).exists())


_GONE_SINCE = _gone_since()
