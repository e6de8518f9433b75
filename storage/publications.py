"""Publications (通报): standings as they were made public, frozen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables.bureau import publications


@dataclass(frozen=True, slots=True)
class Published:
    """A publication: `body` is the frozen standings as JSON."""

    id: int
    kind: str
    arena: str
    period: str
    slot: str
    as_of: datetime
    published_at: datetime
    audit_code: str
    body: str


def publish(
    tx: Transaction, kind: str, arena: str, period: str, slot: str, as_of: datetime, audit_code: str, body: str
) -> int:
    """Freeze standings that are being made public; returns the publication's number."""
    row = {
        "kind": kind,
        "arena": arena,
        "period": period,
        "slot": slot,
        "as_of": as_of,
        "published_at": tx.now,
        "audit_code": audit_code,
        "body": body,
    }
    result = tx.run(insert(publications).values(row))
    return int(result.inserted_primary_key[0]) if result.inserted_primary_key else 0


def publication(tx: Transaction, number: int) -> Published | None:
    """Return one publication."""
    row = tx.one(select(publications).where(publications.c.id == number))
    return None if row is None else Published(*tuple(row))


def earlier(tx: Transaction, kind: str, arena: str, before: int | None, count: int) -> list[Published]:
    """Return the newest publications of a kind and arena before one (or of all), newest first."""
    c = publications.c
    here = [c.kind == kind, c.arena == arena] + ([] if before is None else [c.id < before])
    return [
        Published(*tuple(row)) for row in tx.all(select(publications).where(*here).order_by(c.id.desc()).limit(count))
    ]


def take_back(tx: Transaction, after: datetime, mark: str) -> list[int]:
    """Let publications made later than a moment stand for no occasion any more; returns their numbers.

    They are kept as they were made public; `mark` sets their kind apart from that of what is published in their place.
    """
    late = publications.c.published_at > after
    numbers = [row.id for row in tx.all(select(publications.c.id).where(late).order_by(publications.c.id))]
    tx.run(update(publications).where(late).values(kind=publications.c.kind + f":{mark}"))
    return numbers


def occasions(tx: Transaction, since: datetime, until: datetime) -> int:
    """Count the occasions on which something was made public in a span of time: one a kind and slot."""
    c = publications.c
    made = select(c.kind, c.slot).where(c.published_at >= since, c.published_at < until).distinct()
    return len(tx.all(made))
