"""Which scheduled work is due by now and not in the ledger; nothing in quiet hours, nothing from before the house."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.actions.turn import Turn
from scoring import slots
from scoring.calendar import IsRest, Period, Schedule
from scoring.slots import Slot
from storage import publications

LOOK_BACK = timedelta(days=7)
"""How far back digests that nobody saw are noted as skipped."""
OfMonth = Callable[[Schedule, Period, ZoneInfo, IsRest], Iterable[Slot]]
Open = tuple[list[Slot], list[Slot]]


def of_months(turn: Turn, job: str, planned: OfMonth) -> Open:
    """Return the slots of the months at hand that are to be said now, and those to be skipped."""
    found: list[Slot] = []
    for month in slots.months_at_hand(turn.rulebook.schedule, turn.local(turn.now).date()):
        rulebook = turn.rulebook_on(month.first)
        if rulebook.competition.year == month.year:
            found += planned(rulebook.schedule, month, turn.zone, turn.rests(rulebook.schedule))
    return _open(turn, job, [slot for slot in found if slot.due > turn.in_use_since])


def of_digests(turn: Turn, job: str) -> Open:
    """Return the digest that is to be sent now, and those to be skipped."""
    schedule = turn.rulebook.schedule
    after = max(turn.in_use_since, turn.now - LOOK_BACK)
    return _open(turn, job, list(slots.digests(schedule, after, turn.now, turn.zone, turn.rests(schedule))))


def _open(turn: Turn, job: str, planned: list[Slot]) -> Open:
    due = [slot for slot in planned if slot.due <= turn.now]
    if not due or turn.quiet:
        return [], []
    settled = publications.settled(turn.tx, job, min(slot.due for slot in due))
    return slots.part(due, settled, turn.now)


def skip(turn: Turn, job: str, skipped: Iterable[Slot]) -> None:
    """Note slots that passed without being said."""
    for slot in skipped:
        publications.settle_slot(turn.tx, job, slot.key, "skipped")
