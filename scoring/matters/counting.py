"""In which period a part counts: once a round, and never in one that was locked before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from scoring.calendar import Period, PeriodKind
from scoring.matters.clock import Clock
from scoring.matters.part import Round, Standing, Terms


@dataclass(frozen=True, slots=True)
class Count:
    """What a part brings into a period. What: a round on time, one missed (or late), or a 反弹 that opened a round.

    `done` of `quantity` is what was verified, 1 of 1 where there is no quantity; nothing of it unless on time.
    """

    period: Period
    round: int
    what: Literal["on_time", "missed", "rebound"]
    done: int = 0
    quantity: int = 1


def counts(terms: Terms, where: Standing, kind: PeriodKind, clock: Clock) -> tuple[Count, ...]:
    """Return all that a part counts for in metrics whose own period is of a kind, the first round first."""
    found: list[Count] = []
    for each in where.rounds:
        if (period := _rebound_in(terms, where, each, kind, clock)) is not None:
            found.append(Count(period, each.number, "rebound"))
        if (period := _round_in(terms, where, each, kind, clock)) is not None:
            found.append(_counted(where, each, period))
    return tuple(found)


def counts_in(terms: Terms, where: Standing, kind: PeriodKind, clock: Clock) -> Period | None:
    """Return the period in which the round that is on (or was the last) counts; None: in none (yet)."""
    return _round_in(terms, where, where.round, kind, clock)


def changed(terms: Terms, one: Standing, other: Standing, moment: datetime, clock: Clock) -> Period | None:
    """Return a period that is locked by a moment and in which two standings of a part count otherwise; None: none."""
    if one is other:
        return None
    for kind in terms.periods:
        differing = set(counts(terms, one, kind, clock)) ^ set(counts(terms, other, kind, clock))
        locked = [count.period for count in differing if clock.is_locked(count.period, moment)]
        if locked:
            return min(locked)
    return None


def _counted(where: Standing, each: Round, period: Period) -> Count:
    quantity = where.quantity or 1
    if each.outcome != "on_time":
        return Count(period, each.number, "missed", 0, quantity)
    return Count(period, each.number, "on_time", quantity if each.done is None else each.done, quantity)


def _round_in(terms: Terms, where: Standing, each: Round, kind: PeriodKind, clock: Clock) -> Period | None:
    if each.since is None or each.counted_there:
        return None
    return _period(terms, where, kind, each.deadline, each.since, clock)


def _rebound_in(terms: Terms, where: Standing, each: Round, kind: PeriodKind, clock: Clock) -> Period | None:
    if each.rebound is None or each.opened is None:
        return None
    return _period(terms, where, kind, each.rebound, each.opened, clock)


def _period(
    terms: Terms, where: Standing, kind: PeriodKind, of: datetime, since: datetime, clock: Clock
) -> Period | None:
    """Return the period that holds a moment, or the earliest later one that was open when it came to be known."""
    period = Period.holding(kind, clock.day(of))
    while period.year == terms.year and clock.is_locked(period, since):
        period = period.shifted(1)
    if period.year != terms.year:
        return None
    gone = where.withdrawn is not None and not clock.is_locked(period, where.withdrawn)
    return None if gone else period
