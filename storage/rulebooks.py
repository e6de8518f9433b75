"""The rulebooks in force, whole, each from a day on."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables.bureau import rulebooks


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook as stored: the file's bytes as text, the first day it holds, and when it was put in force."""

    fingerprint: str
    body: bytes
    from_day: date
    put_at: datetime


def put_in_force(tx: Transaction, fingerprint: str, body: bytes, from_day: date) -> None:
    """Store a rulebook whole; it holds from that day on."""
    row = {"fingerprint": fingerprint, "body": body.decode(), "from_day": from_day.isoformat(), "put_at": tx.now}
    tx.run(insert(rulebooks).values(row))


def put_by(tx: Transaction, moment: datetime) -> None:
    """Let every rulebook count as put in force by a moment at the latest."""
    tx.run(update(rulebooks).where(rulebooks.c.put_at > moment).values(put_at=moment))


def in_force(tx: Transaction) -> list[InForce]:
    """Return every rulebook put in force, in the order in which that was done."""
    rows = tx.all(select(rulebooks).order_by(rulebooks.c.id))
    return [InForce(r.fingerprint, r.body.encode(), date.fromisoformat(r.from_day), r.put_at) for r in rows]
