"""What is due by now and not in the ledger, for all that is scheduled; the end of the quiet hours."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from handlers.turn import Turn, tell_admins
from scoring.calendar import IsRest, Period, Schedule
from scoring.due import DAY, Slot, digests, months_at_hand, part, weeks
from storage import identities, ledger, outbox, preferences, rulebooks

DIGESTS_BACK, WEEKS_BACK = timedelta(days=7), timedelta(days=60)
"""How far back digests that nobody saw, and posts that nobody made, are noted as skipped."""
REST_DAYS = "rest_days"
WARNED_AHEAD = timedelta(days=10)
"""How long before the first day of a year without known holidays the admins are told."""

NEXT_YEAR = "next_year"
TOLD_AHEAD = (30, 14, 3, 0)
"""How many days before a year without a rulebook the admins are told, and at last when it has begun."""

CLOCK, BACK = "clock", "back"
NUDGE = "nudge"
LITTLE = timedelta(hours=1)
"""How far the clock may be set back without anything being open again."""
STAYS = timedelta(minutes=10)
"""How long it must have stayed back: a machine that starts with a wrong clock puts it right within moments."""

OfMonth = Callable[[Schedule, Period, ZoneInfo, IsRest], Iterable[Slot]]
OfDays = Callable[[Schedule, datetime, datetime, ZoneInfo, IsRest], Iterable[Slot]]
RestDays = Callable[[str, date], bool]
Open = tuple[list[Slot], list[Slot]]


def of_months(turn: Turn, job: str, planned: OfMonth) -> Open:
    """Return the slots of the months at hand that are to be said now, and those to be skipped."""
    found: list[Slot] = []
    for month in months_at_hand(turn.rulebook.schedule, turn.local(turn.now).date()):
        rulebook = turn.rulebook_on(month.first)
        if rulebook.competition.year == month.year:
            found += _of_month(planned, turn.schedule_of(month), month, turn.zone, turn.rest_days)
    return _open(turn, job, found)


def of_digests(turn: Turn, job: str) -> Open:
    """Return the digest that is to be sent now, and those to be skipped."""
    return _open(turn, job, _of_days(turn, digests, DIGESTS_BACK))


def of_weeks(turn: Turn, job: str) -> Open:
    """Return the weekly post that is to be made now, and those to be skipped."""
    year = turn.rulebook.competition.year
    planned = _of_days(turn, weeks, WEEKS_BACK)
    return _open(turn, job, [slot for slot in planned if slot.day is not None and slot.day.year == year])


def _of_days(turn: Turn, planned: OfDays, back: timedelta) -> tuple[Slot, ...]:
    return _planned(planned, turn.rulebook.schedule, turn.local(turn.now).date(), back, turn.zone, turn.rest_days)


# What is planned follows from the schedule and the calendar alone, so that keeping it is safe.
@lru_cache(maxsize=256)
def _of_month(
    planned: OfMonth, schedule: Schedule, month: Period, zone: ZoneInfo, rest_days: RestDays
) -> tuple[Slot, ...]:
    return tuple(planned(schedule, month, zone, lambda day: rest_days(schedule.rest_days, day)))


@lru_cache(maxsize=16)
def _planned(
    planned: OfDays, schedule: Schedule, today: date, back: timedelta, zone: ZoneInfo, rest_days: RestDays
) -> tuple[Slot, ...]:
    until = datetime.combine(today + DAY, time(), zone)
    return tuple(planned(schedule, until - back, until, zone, lambda day: rest_days(schedule.rest_days, day)))


def _open(turn: Turn, job: str, planned: Iterable[Slot]) -> Open:
    since = turn.in_use_since
    due = [slot for slot in planned if since < slot.due <= turn.now]
    if not due:
        return [], []
    found = part(due, ledger.settled(turn.tx, job, min(slot.due for slot in due)), turn.now)
    return ([], []) if turn.quiet else found


def skip(turn: Turn, job: str, skipped: Iterable[Slot]) -> None:
    """Note slots that passed without being said."""
    for slot in skipped:
        ledger.settle_slot(turn.tx, job, slot.key, "skipped")


def take(turn: Turn, job: str, found: Open) -> list[Slot]:
    """Note what is open as said or skipped, and return what is to be said."""
    said, skipped = found
    skip(turn, job, skipped)
    for slot in said:
        ledger.settle_slot(turn.tx, job, slot.key, "done")
    return said


def set_back(turn: Turn) -> bool:
    """Say whether to note that the clock was set back, or that it was put right, or to let its future be open again."""
    noticed = ledger.settled_at(turn.tx, CLOCK, BACK)
    if not _ahead(turn):
        return noticed is not None
    return noticed is None or not turn.now - STAYS < noticed <= turn.now


def open_again(turn: Turn) -> int:
    """Let what was settled in a future that did not happen be open again, once the clock has stayed back for a while.

    Letters of the bot's own accord that were owed there may be owed anew, posts made anew; the admins hear of it.
    """
    noticed, ahead = ledger.settled_at(turn.tx, CLOCK, BACK), _ahead(turn)
    if ahead and noticed is not None and noticed <= turn.now - STAYS:
        _open_again(turn)
    ledger.reopen(turn.tx, CLOCK, BACK)
    if ahead and (noticed is None or noticed > turn.now - STAYS):
        ledger.settle_slot(turn.tx, CLOCK, BACK, "done")
    return 1


def _ahead(turn: Turn) -> bool:
    """Say whether anything was settled, or the house taken into use, in the future of the clock."""
    return ledger.any_after(turn.tx, turn.now + LITTLE) or turn.in_use_since > turn.now + LITTLE


def _open_again(turn: Turn) -> None:
    after = turn.now + LITTLE
    slots = ledger.reopen_after(turn.tx, after)
    outbox.let_go(turn.tx, "tick:", after)
    preferences.forget(turn.tx, preferences.MUTED, after)
    until = max([turn.in_use_since, *(settled_at for _, _, settled_at in slots)])
    rulebooks.put_by(turn.tx, turn.now)
    moment = turn.record(None, "clock_back", slots=[f"{job} {slot}" for job, slot, _ in slots])
    tell_admins(turn, "clock_back", moment.isoformat(), at=turn.stamp(until), count=len(slots))


def first_today(turn: Turn, persons: Iterable[int]) -> tuple[list[int], str | None]:
    """Return who of some is urged (催办) for the first time today, and when they hear of it; None: at once."""
    at = turn.allowed_at()
    slots = {person: f"{at.date()}:{identities.mark(turn.tx, person)}" for person in persons}
    new = [person for person, slot in slots.items() if ledger.settle_slot(turn.tx, NUDGE, slot, "done")]
    return new, turn.stamp(at) if turn.quiet else None


def over(turn: Turn) -> bool:
    """Say whether letters were kept back and may go out now."""
    return outbox.keeps_any(turn.tx) and not turn.quiet


def release(turn: Turn) -> int:
    """Let the letters go out that were kept back; each is written anew, and void where it is no longer true."""
    return outbox.release(turn.tx)


def unknown_year(turn: Turn) -> bool:
    """Say whether the admins are still to be warned that a year's days of rest are not known."""
    year = _year(turn)
    if turn.rulebook.schedule.rest_days != "cn" or turn.covers(year):
        return False
    return not ledger.is_settled(turn.tx, REST_DAYS, str(year))


def warn(turn: Turn) -> int:
    """Warn the admins once a year that weekends stand in for its holidays."""
    year = _year(turn)
    ledger.settle_slot(turn.tx, REST_DAYS, str(year), "done")
    tell_admins(turn, "rest_days_unknown", str(year), year=year)
    return 1


def _year(turn: Turn) -> int:
    return turn.local(turn.now + WARNED_AHEAD).year


def unprepared(turn: Turn) -> bool:
    """Say whether the admins are still to be told that the next year has no rulebook."""
    ahead = _ahead_of_year(turn)
    return ahead is not None and not turn.quiet and not ledger.is_settled(turn.tx, NEXT_YEAR, _slot(turn, ahead))


def tell_unprepared(turn: Turn) -> int:
    """Tell the admins so: some days ahead, and on the first working day of that year."""
    ahead, year = _ahead_of_year(turn), turn.rulebook.competition.year + 1
    if ahead is None:
        return 0
    ledger.settle_slot(turn.tx, NEXT_YEAR, _slot(turn, ahead), "done")
    left = (date(year, 1, 1) - turn.local(turn.now).date()).days
    if left > 0:
        tell_admins(turn, "next_year_lacking", _slot(turn, ahead), year=year, count=left)
    else:
        tell_admins(turn, "next_year_begun", _slot(turn, ahead), year=year)
    return 1


def unprepared_year(turn: Turn) -> int | None:
    """Return the next year where the first of the days ahead has come and it has no rulebook."""
    return None if _ahead_of_year(turn) is None else turn.rulebook.competition.year + 1


def _ahead_of_year(turn: Turn) -> int | None:
    """Return which of the days ahead has come, where the next year has no rulebook."""
    first = Period(turn.rulebook.competition.year, "year", 0).shifted(1).first
    left = (first - turn.local(turn.now).date()).days
    if left > TOLD_AHEAD[0] or turn.rulebook_on(date.max).competition.year >= first.year:
        return None
    return min(ahead for ahead in TOLD_AHEAD if left <= ahead)


def _slot(turn: Turn, ahead: int) -> str:
    return f"{turn.rulebook.competition.year + 1}:{ahead}"
