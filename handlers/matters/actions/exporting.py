"""Every part of every matter as it stood at a moment: what leaves the house as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.matters.actions import keeping
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.matters import counting
from scoring.matters.part import Standing
from storage import matters
from storage.matters import Matter, Part


@dataclass(frozen=True, slots=True)
class Exported:
    """A part with its matter and where it stood; a matter that is only above others has no unit, and stands nowhere."""

    matter: Matter
    part: Part | None = None
    where: Standing | None = None
    counts_in: Period | None = None

    @property
    def measure(self) -> str | None:
        """The measure (措施) as it was named last."""
        return self.matter.measure if self.where is None else self.where.measure

    @property
    def responsible(self) -> str | None:
        """Who is responsible (责任人), as named last."""
        return self.matter.responsible if self.where is None else self.where.responsible

    @property
    def verified(self) -> tuple[int, datetime] | None:
        """Who verified it, and when."""
        where = self.where
        if where is None or where.verifier is None or where.closed_at is None:
            return None
        return where.verifier, where.closed_at

    @property
    def recheck(self) -> date | None:
        """The day of the 回头看 that is still to come."""
        return None if self.where is None or self.where.settled else self.where.recheck


def every(turn: Turn, moment: datetime, numbers: Sequence[int] | None = None) -> list[Exported]:
    """Return every part that there was at a moment, of some matters or of all, and every matter that had none.

    They stand by number and unit.
    """
    found = [*_parts(turn, moment, numbers), *_above(turn, moment)]
    return sorted(found, key=lambda one: (one.matter.number, "" if one.part is None else one.part.unit))


def _parts(turn: Turn, moment: datetime, numbers: Sequence[int] | None) -> Iterator[Exported]:
    clock = keeping.clock_of(turn)
    for part in matters.every(turn.tx, numbers):
        known = part.until(moment)
        if known.acts:
            where = keeping.standing_of(turn, known, moment)
            periods = (counting.counts_in(part.terms, where, every, clock) for every in part.terms.periods)
            yield Exported(part.matter, known, where, next((period for period in periods if period is not None), None))


def _above(turn: Turn, moment: datetime) -> Iterator[Exported]:
    for matter in matters.without_parts(turn.tx):
        if matter.moment <= moment:
            yield Exported(matter)
