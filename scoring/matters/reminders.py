"""What is due to be said about a part of the bot's own accord, and its light."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Literal, get_args

from scoring.calendar import Schedule, next_allowed
from scoring.due import ESCALATED_WITHIN, Slot
from scoring.matters.clock import Clock
from scoring.matters.part import Standing
from scoring.matters.table import RECHECKED_WITHIN

Light = Literal["", "near", "lagging", "overdue"]
"""🔵临期, 🟡滞后, 🔴逾期; the worst last."""
LIGHTS: tuple[Light, ...] = get_args(Light)
What = Literal["3d", "1d", "2h", "overdue", "waits", "recheck"]
"""3d, 1d, 2h: to heads, so long before the deadline · overdue: to heads and verifiers, at the deadline · waits: to
verifiers, one working day after a finish · recheck: to those who may settle it, at the recheck day."""

AHEAD: tuple[tuple[What, timedelta], ...] = (
    ("3d", timedelta(days=3)),
    ("1d", timedelta(days=1)),
    ("2h", timedelta(hours=2)),
)
NEAR = 3
"""So many working days before the deadline a part is 临期."""
WAITED = 3
"""Leaders hear of what waits longer than so many working days."""


def slots(where: Standing, schedule: Schedule, clock: Clock) -> Iterator[Slot]:
    """Yield what is to be said about a part as long as it stands so, in order of time; `what` reads which it is."""
    if where.state in ("open", "asking"):
        yield from _unfinished(where, schedule, clock)
    elif where.state == "verifying" and where.finished_at is not None:
        finished = clock.local(where.finished_at)
        day = clock.working_day(finished.date(), 1)
        planned = datetime.combine(day, finished.time(), clock.zone)
        yield _slot("waits", where, where.finished_at, planned, None, schedule, clock)
    elif where.state == "closed" and where.recheck is not None and not where.settled:
        planned = datetime.combine(where.recheck, time(), clock.zone)
        until = datetime.combine(where.recheck + RECHECKED_WITHIN, time.max, clock.zone)
        yield _slot("recheck", where, planned, planned, until, schedule, clock)


def _unfinished(where: Standing, schedule: Schedule, clock: Clock) -> Iterator[Slot]:
    for what, ahead in AHEAD:
        planned = clock.local(where.deadline - ahead)
        slot = _slot(what, where, where.deadline, planned, where.deadline, schedule, clock)
        if where.round.due_since < planned and slot.due < where.deadline:
            yield slot
    if where.state == "open" and not where.round.counted_there:
        missed = where.turns if where.outcome is None else where.round.since
        if missed is not None:
            yield _slot("overdue", where, where.deadline, clock.local(missed), None, schedule, clock)


def _slot(
    what: What,
    where: Standing,
    named: datetime,
    planned: datetime,
    until: datetime | None,
    schedule: Schedule,
    clock: Clock,
) -> Slot:
    due = next_allowed(schedule, planned, clock.rests)
    key = f"{what}:{where.round.number}:{clock.local(named):%Y-%m-%dT%H:%M:%S}"
    return Slot(key, f"{where.round.number}", due, until or due + ESCALATED_WITHIN)


def what(slot: Slot) -> What:
    """Return what a slot of a part says."""
    return slot.key.partition(":")[0]  # type: ignore[return-value]


def speaks(where: Standing, schedule: Schedule, clock: Clock, after: datetime) -> datetime | None:
    """Return the next moment after another one at which something is due to be said about a part; None: never."""
    return min((slot.due for slot in slots(where, schedule, clock) if slot.due > after), default=None)


def light(where: Standing, now: datetime, clock: Clock) -> Light:
    """Return the light of a part: the worst that holds."""
    if where.state not in ("open", "asking"):
        return ""
    if now > where.deadline:
        return "overdue"
    if where.state == "asking" or where.returns:
        return "lagging"
    return "near" if clock.working_days(clock.day(now), clock.day(where.deadline)) <= NEAR else ""


def is_for_leaders(where: Standing, now: datetime, clock: Clock) -> bool:
    """Say whether a part stands on the leaders' list: overdue, or waiting for a decision over 3 working days."""
    if light(where, now, clock) == "overdue":
        return True
    waits = where.state in ("proposed", "asking", "verifying")
    return waits and clock.working_days(clock.day(where.since), clock.day(now)) > WAITED
