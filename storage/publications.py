"""Publications (通报): standings as they were made public, frozen."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select, update

from storage import audit, facts
from storage.audit import Link
from storage.database import Transaction, asked_once
from storage.dialect import json_at
from storage.tables.bureau import publications

CLOSING = ("month", "quarter", "year")
"""The kinds by which a period is closed."""
WEEKLY = ("week", "drill")
"""The kinds of weekly posts; those of a rehearsal compare with nothing else."""
CORRECTION = "correction"
"""The kind by which what was published of a closed period becomes another version (slot `2:2026-11`)."""
FINAL = (*CLOSING, CORRECTION)
SKEW = timedelta(hours=1)
"""How far the clock may be set back without a publication counting as one of a future that did not happen."""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication: `body` is the frozen standings as JSON, `slot` its occasion (see `free_slot`)."""

    id: int
    kind: str
    arena: str
    period: str
    slot: str
    as_of: datetime
    published_at: datetime
    audit_code: str
    body: str

    @property
    def version(self) -> int:
        """Which version of what was published of its period it is: the first is 1."""
        return _version(self.slot) if self.kind == CORRECTION else 1


@dataclass(frozen=True, slots=True)
class Result:
    """The newest publication of a closed period, without what it says; its version, and until when its notice runs."""

    id: int
    period: str
    slot: str
    as_of: datetime
    notice: str | None

    @property
    def version(self) -> int:
        """The first is 1."""
        return _version(self.slot)


def _version(slot: str) -> int:
    before, colon, _ = slot.rpartition(":")
    return int(before) if colon else 1


def frozen(beside: Mapping[str, object], standings: Mapping[str, object]) -> str:
    """Return the body of a publication: the standings as published, behind what stands beside them by name."""
    by_name = json.loads(json.dumps(beside, sort_keys=True))
    return json.dumps({**by_name, "standings": standings}, ensure_ascii=False)


def publish(tx: Transaction, kind: str, arena: str, period: str, slot: str, as_of: datetime, body: str) -> int:
    """Freeze standings that are being made public; returns the publication's number. It is still without its code."""
    row = {
        "kind": kind,
        "arena": arena,
        "period": period,
        "slot": slot,
        "as_of": as_of,
        "published_at": tx.now,
        "audit_code": "",
        "body": body,
    }
    return int(facts.add(tx, publications, row)["id"])


def stamp(tx: Transaction, number: int, audit_code: str) -> None:
    """Give a publication its code: that of the row of the chain by which it was sealed."""
    tx.run(update(publications).where(publications.c.id == number).values(audit_code=audit_code))


def publication(tx: Transaction, number: int) -> Published | None:
    """Return one publication."""
    row = tx.one(select(publications).where(publications.c.id == number))
    return None if row is None else Published(*tuple(row))


def with_code(tx: Transaction, audit_code: str) -> Published | None:
    """Return the publication that bears a code."""
    row = tx.one(select(publications).where(publications.c.audit_code == audit_code).limit(1))
    return None if row is None else Published(*tuple(row))


def is_sealed_by(tx: Transaction, post: Published, link: Link) -> bool:
    """Say whether a row of the chain seals a publication as it stands."""
    mine = {name: facts.plain("publications", name, value) for name, value in asdict(post).items()}
    del mine["audit_code"]
    return any(table == "publications" and mine.items() <= row.items() for table, row in audit.sealing(tx, link))


def known(tx: Transaction, number: int) -> Published:
    """Return a publication that is there: none is ever removed."""
    found = publication(tx, number)
    if found is None:
        raise LookupError(number)
    return found


def is_closed(tx: Transaction, period: str, before: int | None = None) -> bool:
    """Say whether a period was closed and made public, before a publication or at all."""
    c = publications.c
    here = [c.kind.in_(CLOSING), c.period == period] + ([] if before is None else [c.id < before])
    return tx.one(select(c.id).where(*here).limit(1)) is not None


def results(tx: Transaction, period: str | None = None) -> list[Result]:
    """Return the newest publication of every closed period, or of one, in the order of their closing."""
    return list(_results_of(tx, period))


@asked_once(publications, lasts=True)
def _results_of(tx: Transaction, period: str | None) -> tuple[Result, ...]:
    found = tx.run(_results(every=True)) if period is None else tx.run(_results(every=False), {"of": period})
    return tuple(starmap(Result, found))


@cache
def _results(*, every: bool) -> Select[Any]:
    c = publications.c
    notice = json_at(c.body, "notice")
    here = [c.kind.in_(FINAL)] + ([] if every else [c.period == bindparam("of")])
    newest = select(func.max(c.id)).where(*here).group_by(c.period)
    return select(c.id, c.period, c.slot, c.as_of, notice).where(c.id.in_(newest)).order_by(c.id)


def last_of(tx: Transaction, arena: str | None, period: str, before: int | None = None) -> Published | None:
    """Return the newest publication of a period, of an arena or any, before one or of all."""
    c = publications.c
    here = [c.period == period] + ([] if arena is None else [c.arena == arena])
    here += [] if before is None else [c.id < before]
    row = tx.one(select(publications).where(*here).order_by(c.id.desc()).limit(1))
    return None if row is None else Published(*tuple(row))


def result_of(tx: Transaction, arena: str, period: str, until: int | None = None) -> Published | None:
    """Return what was made public last of an arena's closed period, up to a publication or at all."""
    c = publications.c
    here = [c.arena == arena, c.period == period, c.kind.in_(FINAL)] + ([] if until is None else [c.id <= until])
    row = tx.one(select(publications).where(*here).order_by(c.id.desc()).limit(1))
    return None if row is None else Published(*tuple(row))


def every(tx: Transaction, period: str | None = None) -> list[Published]:
    """Return all publications, or those of a period, by number."""
    here = [] if period is None else [publications.c.period == period]
    return [Published(*tuple(row)) for row in tx.run(select(publications).where(*here).order_by(publications.c.id))]


def newest(tx: Transaction, count: int) -> list[Published]:
    """Return the newest publications, newest first."""
    found = select(publications).order_by(publications.c.id.desc()).limit(count)
    return [Published(*tuple(row)) for row in tx.run(found)]


def free_slot(tx: Transaction, kind: str, arena: str, slot: str) -> str:
    """Return the name under which an arena's slot is made public: its own, or `2:` before it where that was done.

    That happens only where it was done in a future that did not happen.
    """
    c = publications.c
    same = or_(c.slot == slot, c.slot.endswith(f":{slot}", autoescape=True))
    made = len(tx.all(select(c.id).where(c.kind == kind, c.arena == arena, same)))
    return f"{made + 1}:{slot}" if made else slot


def earlier(tx: Transaction, kind: str, arena: str, before: int | None, count: int) -> list[Published]:
    """Return the newest publications of a kind and arena before one (or of all), newest first.

    Of a slot that was made public twice the last counts, and none that was in a future that did not happen.
    """
    c = publications.c
    here = [c.kind == kind, c.arena == arena, c.published_at <= tx.now + SKEW]
    here += [] if before is None else [c.id < before]
    found: dict[str, Published] = {}
    for row in tx.run(select(publications).where(*here).order_by(c.id.desc())):
        found.setdefault(row.slot.rpartition(":")[2], Published(*tuple(row)))
        if len(found) == count:
            break
    return list(found.values())


def occasions(tx: Transaction, since: datetime, until: datetime) -> int:
    """Count the occasions on which something was made public in a span of time: one a kind and slot."""
    c = publications.c
    made = select(c.kind, c.slot).where(c.published_at >= since, c.published_at < until).distinct()
    return len(tx.all(made))
