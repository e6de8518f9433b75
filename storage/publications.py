"""Rulebooks in force, publications, the ledger of settled ticks, and pictures the chat server already has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.database import Transaction
from storage.tables import ledger, pictures, publications, rulebooks


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook as stored: the file's bytes as text, the first day it holds, and when it was put in force."""

    fingerprint: str
    body: bytes
    from_day: date
    put_at: datetime


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


def put_in_force(tx: Transaction, fingerprint: str, body: bytes, from_day: date) -> None:
    """Store a rulebook whole; it holds from that day on."""
    row = {"fingerprint": fingerprint, "body": body.decode(), "from_day": from_day.isoformat(), "put_at": tx.now}
    tx.run(insert(rulebooks).values(row))


def in_force(tx: Transaction) -> list[InForce]:
    """Return every rulebook put in force, in the order in which that was done."""
    rows = tx.all(select(rulebooks).order_by(rulebooks.c.id))
    return [InForce(r.fingerprint, r.body.encode(), date.fromisoformat(r.from_day), r.put_at) for r in rows]


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


def settle_slot(tx: Transaction, job: str, slot: str, outcome: str) -> bool:
    """Settle a slot of scheduled work; False when it was settled before."""
    row = {"job": job, "slot": slot, "outcome": outcome, "settled_at": tx.now}
    return tx.run(upsert(ledger).values(row).on_conflict_do_nothing()).rowcount == 1


def is_settled(tx: Transaction, job: str, slot: str) -> bool:
    """Say whether a slot of scheduled work is settled."""
    return tx.one(select(ledger.c.slot).where(ledger.c.job == job, ledger.c.slot == slot)) is not None


def settled(tx: Transaction, job: str, since: datetime) -> set[str]:
    """Return the slots of a job that were settled since a moment of the clock, which may have been set back."""
    here = (ledger.c.job == job, ledger.c.settled_at >= since)
    return {row.slot for row in tx.all(select(ledger.c.slot).where(*here))}


def occasions(tx: Transaction, since: datetime, until: datetime) -> int:
    """Count the occasions on which something was made public in a span of time: one a kind and slot."""
    c = publications.c
    made = select(c.kind, c.slot).where(c.published_at >= since, c.published_at < until).distinct()
    return len(tx.all(made))


def picture(tx: Transaction, fingerprint: str) -> str | None:
    """Return the chat server's file id of a picture, if it has it."""
    row = tx.one(select(pictures.c.file_id).where(pictures.c.fingerprint == fingerprint))
    return None if row is None else str(row.file_id)


def forget_pictures(tx: Transaction, fingerprints: Collection[str]) -> None:
    """Forget pictures that the chat server no longer knows."""
    tx.run(delete(pictures).where(pictures.c.fingerprint.in_(list(fingerprints))))


def keep_pictures(tx: Transaction, file_ids: Mapping[str, str]) -> None:
    """Remember the chat server's file ids of pictures, by fingerprint."""
    for fingerprint, file_id in file_ids.items():
        row = {"fingerprint": fingerprint, "file_id": file_id, "sent_at": tx.now}
        tx.run(upsert(pictures).values(row).on_conflict_do_update(index_elements=["fingerprint"], set_=row))
