"""Flags (红旗 黑旗): proposed by a publication, decided by leaders; where one stands follows from its acts."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, select

from scoring.calendar import Period
from scoring.flags import Act, Colour, State, state_after
from scoring.season import KINDS
from storage import facts
from storage.database import Transaction
from storage.tables.bureau import flag_acts, flags, publications


@dataclass(frozen=True, slots=True)
class Decided:
    """What a leader decided; `unit` and `colour` are whose and which the flag is from then on."""

    place: int
    act: Act
    unit: str
    colour: Colour
    reason: str
    person: int
    person_name: str
    acted_at: datetime


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag as it was proposed for a unit by a publication, with all that was decided about it, oldest first."""

    id: int
    publication: int
    unit: str
    colour: Colour
    streak: int
    proposed_at: datetime
    arena: str
    period: str
    acts: tuple[Decided, ...] = ()

    @property
    def in_period(self) -> Period:
        """The period as a value; what is stored was read as one."""
        return Period.written(self.period)

    @property
    def state(self) -> State:
        """Where it stands now."""
        return state_after(act.act for act in self.acts)

    @property
    def held(self) -> tuple[str, Colour]:
        """Whose it is and which: as proposed, or as a leader changed it."""
        return (self.acts[-1].unit, self.acts[-1].colour) if self.acts else (self.unit, self.colour)

    def at(self, moment: datetime) -> "Flag":
        """Return the flag as it stood at a moment."""
        return self.until(sum(act.acted_at <= moment for act in self.acts))

    def until(self, place: int) -> "Flag":
        """Return the flag as it stood after so many acts."""
        return replace(self, acts=self.acts[:place])


def propose(tx: Transaction, publication: int, unit: str, colour: Colour, streak: int) -> int:
    """Store a proposal; returns the number of the flag."""
    row = {"publication": publication, "unit": unit, "colour": colour, "streak": streak}
    return int(facts.add(tx, flags, {"id": tx.next_id(flags), **row, "proposed_at": tx.next_moment()})["id"])


def decide(tx: Transaction, flag: Flag, act: Act, held: tuple[str, Colour], reason: str, by: tuple[int, str]) -> None:
    """Store what a leader (number and name) decided about a flag."""
    unit, colour = held
    row = {"flag": flag.id, "place": len(flag.acts) + 1, "act": act, "unit": unit, "colour": colour, "reason": reason}
    facts.add(tx, flag_acts, {**row, "person": by[0], "person_name": by[1], "acted_at": tx.next_moment()})


def get(tx: Transaction, number: int) -> Flag | None:
    """Return one flag."""
    return next(iter(_found(tx, flags.c.id == number)), None)


def known(tx: Transaction, number: int) -> Flag:
    """Return a flag that is there: none is ever removed."""
    found = get(tx, number)
    if found is None:
        raise LookupError(number)
    return found


def of_periods(tx: Transaction, periods: list[str]) -> list[Flag]:
    """Return all that was proposed at the closing of some periods, in the order of its proposal."""
    return _found(tx, publications.c.period.in_(periods))


def issued(tx: Transaction, period: Period, moment: datetime) -> list[Flag]:
    """Return the flags of a period, and of the shorter ones inside it, that stood issued at a moment."""
    parts = [str(part) for kind in KINDS for part in period.parts(kind)]
    return [flag for flag in (one.at(moment) for one in of_periods(tx, parts)) if flag.state == "issued"]


def every(tx: Transaction) -> list[Flag]:
    """Return all that was ever proposed, in the order of its proposal."""
    return _found(tx)


def _found(tx: Transaction, *which: ColumnElement[bool]) -> list[Flag]:
    of = publications.c
    asked = select(flags, of.arena, of.period).join(publications, of.id == flags.c.publication).where(*which)
    rows = tx.all(asked.order_by(flags.c.id))
    if not rows:
        return []
    mine = select(flag_acts).where(flag_acts.c.flag.in_([row.id for row in rows]))
    acts: dict[int, list[Decided]] = {}
    for row in tx.all(mine.order_by(flag_acts.c.flag, flag_acts.c.place)):
        number, *told = tuple(row)
        acts.setdefault(number, []).append(Decided(*told))
    return [replace(Flag(*tuple(row)), acts=tuple(acts.get(row.id, ()))) for row in rows]
