"""Evidence (佐证): what people sent, which submissions or vetoes it is for, and the copies that are kept of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from storage import facts
from storage.database import Transaction, asked_once
from storage.dialect import insert
from storage.tables.bureau import matter_evidence, veto_evidence
from storage.tables.submissions import attachments, evidence, kept_files

_GONE = ("refused", "dropped")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, document or link as it was sent; the `file_id` of a link is its address."""

    id: int
    person: int
    chat: int
    message: int
    album: str | None
    kind: str
    file_id: str
    name: str
    received_at: datetime
    report: str | None
    state: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Kept:
    """The copy of an attachment on the shelf: SHA-256 of what was sent and of what is stored, ending and size."""

    sent: str
    stored: str
    ending: str
    size: int

    @property
    def place(self) -> str:
        """Where the copy stands on the shelf."""
        return f"{self.stored[:2]}/{self.stored}.{self.ending}"


def _attachment(row: Any) -> Attachment:  # noqa: ANN401 - a row of SQLAlchemy
    return Attachment(*(getattr(row, name) for name in Attachment.__slots__))


def _find(tx: Transaction, *where: Any) -> list[Attachment]:  # noqa: ANN401 - SQLAlchemy's conditions
    return [_attachment(row) for row in tx.all(select(attachments).where(*where).order_by(attachments.c.id))]


def take_in(
    tx: Transaction,
    *,
    person: int,
    chat: int,
    message: int,
    album: str | None,
    kind: str,
    file_id: str,
    name: str,
    received_at: datetime,
) -> Attachment:
    """Note what came with a message, once; it is loose until it becomes evidence."""
    row = {
        "person": person,
        "chat": chat,
        "message": message,
        "album": album,
        "kind": kind,
        "file_id": file_id,
        "name": name,
        "received_at": received_at,
        "state": "loose",
        "attempts": 0,
    }
    tx.run(insert(attachments).values(row).on_conflict_do_nothing())
    c = attachments.c
    return _find(tx, c.chat == chat, c.message == message, c.file_id == file_id)[0]


def loose(tx: Transaction, person: int, chat: int) -> list[Attachment]:
    """Return what a person sent to a chat that is evidence of nothing yet."""
    return list(_loose(tx, person, chat))


@asked_once(attachments)
def _loose(tx: Transaction, person: int, chat: int) -> tuple[Attachment, ...]:
    return tuple(map(_attachment, tx.run(_LOOSE, {"of": person, "here": chat})))


_LOOSE = (
    select(attachments)
    .where(
        attachments.c.person == bindparam("of"),
        attachments.c.chat == bindparam("here"),
        attachments.c.state == "loose",
        attachments.c.report.is_(None),
    )
    .order_by(attachments.c.id)
)


def belong(tx: Transaction, found: Collection[Attachment], report: str) -> None:
    """Note which message loose attachments were sent for."""
    _change_loose(tx, found, report=report)


def of_report(tx: Transaction, report: str) -> list[Attachment]:
    """Return what was sent for a message."""
    return list(_of_report(tx, report))


@asked_once(attachments)
def _of_report(tx: Transaction, report: str) -> tuple[Attachment, ...]:
    return tuple(map(_attachment, tx.run(_OF_REPORT, {"of": report})))


_OF_REPORT = (
    select(attachments)
    .where(attachments.c.report == bindparam("of"), attachments.c.state.not_in(_GONE))
    .order_by(attachments.c.id)
)


def of_album(tx: Transaction, chat: int, album: str) -> list[Attachment]:
    """Return the items of an album that have come so far."""
    return _find(tx, attachments.c.chat == chat, attachments.c.album == album)


def drop(tx: Transaction, found: Collection[Attachment]) -> None:
    """Forget loose attachments that nobody used."""
    _change_loose(tx, found, state="dropped")


def _change_loose(tx: Transaction, found: Collection[Attachment], **to: str) -> None:
    ids = [one.id for one in found]
    if ids:
        c = attachments.c
        tx.run(update(attachments).where(c.id.in_(ids), c.state == "loose").values(**to))
        tx.touched.update(put_down_by(one.person) for one in found)


def put_down_by(person: int) -> str:
    """Return the topic of what is offered about what a person put down without a word."""
    return f"e:{person}"


def attach(tx: Transaction, number: int, found: Sequence[Attachment], person: int, moment: datetime) -> None:
    """Make attachments evidence of a submission; from now on a copy of each file is owed."""
    for one in found:
        facts.add_once(tx, evidence, {"number": number, "attachment": one.id, "person": person, "moment": moment})
    _owe_copies(tx, found)


def attach_to_veto(tx: Transaction, veto: int, found: Sequence[Attachment], person: int, moment: datetime) -> None:
    """Make attachments evidence of a veto, in the same way."""
    for one in found:
        facts.add_once(tx, veto_evidence, {"veto": veto, "attachment": one.id, "person": person, "moment": moment})
    _owe_copies(tx, found)


def attach_to_part(
    tx: Transaction, number: int, unit: str, found: Sequence[Attachment], person: int, moment: datetime
) -> None:
    """Make attachments evidence of a unit's part of a matter, in the same way."""
    for one in found:
        row = {"number": number, "unit": unit, "attachment": one.id, "person": person, "moment": moment}
        facts.add_once(tx, matter_evidence, row)
    _owe_copies(tx, found)


def _owe_copies(tx: Transaction, found: Sequence[Attachment]) -> None:
    c = attachments.c
    for one in found:
        state = "bare" if one.kind == "link" else "owed"
        tx.run(update(attachments).where(c.id == one.id, c.state == "loose").values(state=state))
    tx.touched.update(put_down_by(one.person) for one in found)
    for named in tx.all(select(attachments).where(c.id.in_([one.id for one in found])).order_by(c.id)):
        facts.note(tx, attachments, dict(zip(c.keys(), named, strict=True)))


def of_number(tx: Transaction, number: int) -> list[Attachment]:
    """Return the evidence of a submission, oldest first."""
    c = attachments.c
    return _find(tx, c.id.in_(select(evidence.c.attachment).where(evidence.c.number == number)), _counts())


def of_veto(tx: Transaction, number: int) -> list[Attachment]:
    """Return the evidence of a veto, oldest first."""
    c = attachments.c
    return _find(tx, c.id.in_(select(veto_evidence.c.attachment).where(veto_evidence.c.veto == number)), _counts())


def of_part(tx: Transaction, number: int, unit: str) -> list[Attachment]:
    """Return the evidence of a unit's part of a matter, oldest first."""
    c, m = attachments.c, matter_evidence.c
    mine = select(m.attachment).where(m.number == number, m.unit == unit)
    return _find(tx, c.id.in_(mine), _counts())


def parts_of(tx: Transaction, found: Iterable[Attachment]) -> list[tuple[int, str]]:
    """Return the parts of matters that attachments are evidence for."""
    c = matter_evidence.c
    rows = select(c.number, c.unit).where(c.attachment.in_([one.id for one in found])).distinct()
    return [(row.number, row.unit) for row in tx.all(rows.order_by(c.number, c.unit))]


def vetoes_of(tx: Transaction, found: Iterable[Attachment]) -> list[int]:
    """Return the vetoes that attachments are evidence for."""
    c = veto_evidence.c
    rows = select(c.veto).where(c.attachment.in_([one.id for one in found])).distinct().order_by(c.veto)
    return [row.veto for row in tx.all(rows)]


def numbers_of(tx: Transaction, found: Iterable[Attachment]) -> list[int]:
    """Return the submissions that attachments are evidence for."""
    ids = [one.id for one in found]
    rows = select(evidence.c.number).where(evidence.c.attachment.in_(ids)).distinct().order_by(evidence.c.number)
    return [row.number for row in tx.all(rows)]


def count(tx: Transaction, number: int, as_of: datetime | None = None) -> int:
    """Count the evidence of a submission, as it was at a moment."""
    here = {"of": number} if as_of is None else {"of": number, "as_of": as_of}
    return int(tx.run(_COUNT if as_of is None else _COUNT_AS_OF, here).scalar_one())


def counts(tx: Transaction) -> dict[int, int]:
    """Count the evidence of every submission that has any."""
    joined = evidence.join(attachments, evidence.c.attachment == attachments.c.id)
    rows = select(evidence.c.number, func.count().label("found")).select_from(joined).where(_counts())
    return {row.number: row.found for row in tx.all(rows.group_by(evidence.c.number))}


def _counts() -> Any:  # noqa: ANN401 - as above
    return attachments.c.state.not_in(_GONE)


_COUNT = (
    select(func.count())
    .select_from(evidence.join(attachments, evidence.c.attachment == attachments.c.id))
    .where(evidence.c.number == bindparam("of"), _counts())
)
_COUNT_AS_OF = _COUNT.where(evidence.c.moment <= bindparam("as_of", type_=evidence.c.moment.type))


# Copies


def next_owed(tx: Transaction, now: datetime) -> Attachment | None:
    """Return the oldest file of which a copy is owed and may be fetched now (real time)."""
    row = tx.one(_NEXT_OWED, {"now": now})
    return None if row is None else _attachment(row)


def next_try(tx: Transaction) -> datetime | None:
    """Return the real time at which the next copy may be fetched."""
    found = tx.run(_NEXT_TRY).scalar()
    return found if isinstance(found, datetime) else None


_NEXT_OWED = (
    select(attachments)
    .where(
        attachments.c.state == "owed",
        or_(
            attachments.c.not_before.is_(None),
            attachments.c.not_before <= bindparam("now", type_=attachments.c.not_before.type),
        ),
    )
    .order_by(attachments.c.id)
    .limit(1)
)
_NEXT_TRY = select(func.min(attachments.c.not_before)).where(attachments.c.state == "owed")


def later(tx: Transaction, number: int, not_before: datetime, fault: str, *, counted: bool = True) -> None:
    """Let a copy be fetched again, not before a moment of real time; `counted`: this was one of so many tries."""
    values = {"attempts": attachments.c.attempts + int(counted), "not_before": not_before, "fault": fault}
    tx.run(update(attachments).where(attachments.c.id == number, attachments.c.state == "owed").values(values))


def wait_at_most(tx: Transaction, until: datetime) -> None:
    """Let no copy wait longer than until a moment of real time: the machine's clock may have been set back."""
    late = (attachments.c.state == "owed", attachments.c.not_before > until)
    tx.run(update(attachments).where(*late).values(not_before=until))


def settle(tx: Transaction, number: int, state: str, fault: str | None = None) -> bool:
    """Note that a copy is owed no more (kept, bare or refused); False when it was settled before."""
    owed = update(attachments).where(attachments.c.id == number, attachments.c.state == "owed")
    settled = tx.run(owed.values(state=state, fault=fault)).rowcount == 1
    if settled:
        facts.note(tx, attachments, {"id": number, "state": state})
    return settled


def keep(tx: Transaction, number: int, kept: Kept, moment: datetime) -> None:
    """Note the copy of an attachment."""
    row = {"attachment": number, "moment": moment, **{name: getattr(kept, name) for name in Kept.__slots__}}
    facts.add(tx, kept_files, row)


def kept(tx: Transaction, number: int) -> Kept | None:
    """Return the copy of an attachment."""
    row = tx.one(select(kept_files).where(kept_files.c.attachment == number))
    return None if row is None else Kept(*(getattr(row, name) for name in Kept.__slots__))
