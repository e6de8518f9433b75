"""The rulebooks in force, whole, each from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from storage import facts
from storage.database import Transaction, asked_once
from storage.tables.bureau import rulebooks


@dataclass(frozen=True, slots=True)
class InForce:
    """A rulebook as stored: the file's bytes as text, the first day it holds, and when it was put in force.

    `template` is the number of the one that it names; None: it names none.
    """

    fingerprint: str
    body: bytes
    from_day: date
    put_at: datetime
    template: int | None = None


def put_in_force(tx: Transaction, fingerprint: str, body: bytes, from_day: date, template: int | None = None) -> None:
    """Store a rulebook whole, with the template that it names; it holds from that day on."""
    _put(tx, InForce(fingerprint, body, from_day, tx.now, template))


def put_again(tx: Transaction, found: Sequence[InForce]) -> None:
    """Let rulebooks stay in force behind one put in force since, as far as they were; none becomes newer by that."""
    for one in found:
        if holding_on(one.from_day, found) is one:
            _put(tx, one)


def _put(tx: Transaction, found: InForce) -> None:
    row = {"fingerprint": found.fingerprint, "body": found.body.decode(), "from_day": found.from_day.isoformat()}
    facts.add(tx, rulebooks, {**row, "put_at": found.put_at, "template": found.template})


def put_by(tx: Transaction, moment: datetime) -> None:
    """Let every rulebook count as put in force by a moment at the latest."""
    for row in tx.all(select(rulebooks.c.id).where(rulebooks.c.put_at > moment)):
        tx.run(update(rulebooks).where(rulebooks.c.id == row.id).values(put_at=moment))
        facts.note(tx, rulebooks, {"id": row.id, "put_at": moment})


_EVERY = select(rulebooks).order_by(rulebooks.c.id)


@asked_once(rulebooks, lasts=True)
def in_force(tx: Transaction) -> tuple[InForce, ...]:
    """Return every rulebook put in force, in the order in which that was done."""
    rows = tx.run(_EVERY)
    return tuple(
        InForce(r.fingerprint, r.body.encode(), date.fromisoformat(r.from_day), r.put_at, r.template) for r in rows
    )


def holding_on(day: date, known: Sequence[InForce]) -> InForce:
    """Return the rulebook in force on a day: the last one put in force whose first day is not later; else the first."""
    return ([one for one in known if one.from_day <= day] or known[:1])[-1]
