"""What the office changes from a period on, rulebook or schedule: proposed by one, signed by two where that is asked.

Rows are only added and settled once; a schedule that is in force is a row here, a rulebook stands in `rulebooks`, too.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, select, update

from scoring.calendar import Period
from storage import facts
from storage.database import Transaction, asked_once
from storage.tables.bureau import changes

Kind = Literal["rulebook", "schedule", "extension"]
Outcome = Literal["done", "declined", "lapsed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change: `content` is TOML, a whole rulebook or lines of `[schedule]`; an extension is for its period alone."""

    id: int
    kind: Kind
    period: str
    content: str
    proposer: int
    proposed_at: datetime
    signer: int | None
    outcome: Outcome | None
    settled_at: datetime | None

    @property
    def in_period(self) -> Period:
        """The period from which it holds, or that it is for."""
        return Period.written(self.period)

    def holds_on(self, day: date) -> bool:
        """Say whether this amends the schedule by which a day goes."""
        return self.kind == "schedule" and self.in_period.first <= day

    def is_behind(self, moment: datetime) -> bool:
        """Say whether this came in force at a moment or later."""
        return self.settled_at is not None and self.settled_at >= moment

    def covers(self, period: Period) -> bool:
        """Say whether this amends the deadlines of a period: those that end on one day have them in common."""
        own = self.in_period
        return own.last == period.last if self.kind == "extension" else own.first <= period.last


def propose(tx: Transaction, kind: Kind, period: str, content: str, proposer: int) -> Change:
    """Note a change that somebody wants; it holds once it is settled as done."""
    row = {"kind": kind, "period": period, "content": content, "proposer": proposer, "proposed_at": tx.now}
    return Change(**facts.add(tx, changes, row), signer=None, outcome=None, settled_at=None)


def settle(tx: Transaction, number: int, outcome: Outcome, signer: int | None = None) -> bool:
    """Settle an open change; False where it was settled before."""
    row = {"signer": signer, "outcome": outcome, "settled_at": tx.now}
    open_one = (changes.c.id == number, changes.c.outcome.is_(None))
    if tx.run(update(changes).where(*open_one).values(row)).rowcount == 0:
        return False
    facts.note(tx, changes, {"id": number, **{name: value for name, value in row.items() if value is not None}})
    return True


def get(tx: Transaction, number: int) -> Change | None:
    """Return one change."""
    found = _all(tx, changes.c.id == number)
    return found[0] if found else None


def waiting(tx: Transaction) -> list[Change]:
    """Return the changes that wait for a second signature, oldest first."""
    return list(_waiting(tx))


@asked_once(changes, lasts=True)
def _waiting(tx: Transaction) -> tuple[Change, ...]:
    return tuple(_all(tx, changes.c.outcome.is_(None)))


@asked_once(changes, lasts=True)
def of_schedule(tx: Transaction) -> tuple[Change, ...]:
    """Return what amends the schedule, in the order in which it came in force."""
    return tuple(starmap(Change, tx.run(_OF_SCHEDULE)))


def _all(tx: Transaction, *which: ColumnElement[bool]) -> list[Change]:
    return list(starmap(Change, tx.run(_EVERY.where(*which))))


_EVERY: Select[Any] = select(changes).order_by(changes.c.settled_at, changes.c.id)
_OF_SCHEDULE = _EVERY.where(changes.c.outcome == "done", changes.c.kind != "rulebook")
