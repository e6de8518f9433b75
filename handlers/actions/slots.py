"""Which scheduled work is due by now and not in the ledger; nothing in quiet hours, nothing from before the house."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from handlers.actions.turn import Turn
from scoring import slots
from scoring.calendar import IsRest, Period, Schedule
from scoring.slots import Slot
from storage import publications

LOOK_BACK = timedelta(days=7)
"""How far back digests that nobody saw are noted as skipped."""
OfMonth = Callable[[Schedule, Period, ZoneInfo, IsRest], Iterable[Slot]]
RestDays = Callable[[str, date], bool]
Open = tuple[list[Slot], list[Slot]]


def of_months(turn: Turn, job: str, planned: OfMonth) -> Open:
    """Return the slots of the months at hand that are to be said now, and those to be skipped."""
    found: list[Slot] = []
    for month in slots.months_at_hand(turn.rulebook.schedule, turn.local(turn.now).date()):
        rulebook = turn.rulebook_on(month.first)
        if rulebook.competition.year == month.year:
            found += _of_month(planned, rulebook.schedule, month, turn.zone, turn.rest_days)
    return _open(turn, job, found)


def of_digests(turn: Turn, job: str) -> Open:
    """Return the digest that is to be sent now, and those to be skipped."""
    today = turn.local(turn.now).date()
    return _open(turn, job, _of_days(turn.rulebook.schedule, today, turn.zone, turn.rest_days))


# What is planned follows from the schedule and the calendar alone, so that keeping it is safe.
@lru_cache(maxsize=256)
def _of_month(
    planned: OfMonth, schedule: Schedule, month: Period, zone: ZoneInfo, rest_days: RestDays
) -> tuple[Slot, ...]:
    return tuple(planned(schedule, month, zone, lambda day: rest_days(schedule.rest_days, day)))


@lru_cache(maxsize=16)
def _of_days(schedule: Schedule, today: date, zone: ZoneInfo, rest_days: RestDays) -> tuple[Slot, ...]:
    until = datetime.combine(today + slots.DAY, time(), zone)
    planned = slots.digests(schedule, until - LOOK_BACK, until, zone, lambda day: rest_days(schedule.rest_days, day))
    return tuple(planned)


def _open(turn: Turn, job: str, planned: Iterable[Slot]) -> Open:
    since = turn.in_use_since
    due = [slot for slot in planned if since < slot.due <= turn.now]
    if not due:
        return [], []
    found = slots.part(due, publications.settled(turn.tx, job, min(slot.due for slot in due)), turn.now)
    return ([], []) if turn.quiet else found


def skip(turn: Turn, job: str, skipped: Iterable[Slot]) -> None:
    """Note slots that passed without being said."""
    for slot in skipped:
        publications.settle_slot(turn.tx, job, slot.key, "skipped")


def take(turn: Turn, job: str, found: Open) -> list[Slot]:
    """Note what is open as said or skipped, and return what is to be said."""
    said, skipped = found
    skip(turn, job, skipped)
    for slot in said:
        publications.settle_slot(turn.tx, job, slot.key, "done")
    return said
