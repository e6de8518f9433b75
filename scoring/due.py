"""When the bot speaks of its own accord: due times as pure questions, each slot once, never in quiet hours.

A slot's moment that is not allowed moves to the next allowed one; what lies on rest days of a digest is in the first
digest of the next working day.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.calendar import IsRest, Period, Schedule, deadlines, next_allowed, week_slots

AHEAD = (("2d", timedelta(days=2)), ("1d", timedelta(days=1)), ("2h", timedelta(hours=2)))
"""How long before the `report` deadline those are reminded who have not reported."""

REVIEW_AHEAD = timedelta(days=1)

ESCALATED_WITHIN = timedelta(days=7)

POSTED_WITHIN = timedelta(days=7)

CLOSED_WITHIN = timedelta(days=366)

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """Work of the bot's own accord: `key` names it in the ledger, `due` is the first allowed moment for it.

    From `until` on it has nothing to say any more; of several due ones with the same `about` the newest is said.
    `day`: the day that a weekly post tells of.
    """

    key: str
    about: str
    due: datetime
    until: datetime
    day: date | None = None


def months_at_hand(schedule: Schedule, today: date) -> tuple[Period, ...]:
    """Return the months whose deadlines may be near a day, oldest first."""
    back = max(schedule.report.days, schedule.review.days, schedule.lock.days) // 28 + 2
    current = Period.holding("month", today)
    return tuple(current.shifted(-steps) for steps in range(back, -1, -1))


def ending_with(month: Period) -> tuple[Period, ...]:
    """Return the periods that end with a month and so share its deadlines: the month, its quarter, its year."""
    several = (month, Period.holding("quarter", month.first), Period.holding("year", month.first))
    return tuple(period for period in several if period.last == month.last)


def reminders(schedule: Schedule, month: Period, zone: ZoneInfo, rests: IsRest) -> Iterator[Slot]:
    """Yield the moments at which heads are reminded of what is missing, in order."""
    report, _, _ = deadlines(schedule, month, zone, rests)
    for name, ahead in AHEAD:
        yield from _before(schedule, f"{month}:{name}", str(month), report - ahead, report, rests)


def review_reminders(schedule: Schedule, month: Period, zone: ZoneInfo, rests: IsRest) -> Iterator[Slot]:
    """Yield the moment at which reviewers are reminded of the cards that are open."""
    _, review, _ = deadlines(schedule, month, zone, rests)
    yield from _before(schedule, str(month), str(month), review - REVIEW_AHEAD, review, rests)


def _before(
    schedule: Schedule, key: str, about: str, planned: datetime, deadline: datetime, rests: IsRest
) -> Iterator[Slot]:
    due = next_allowed(schedule, planned, rests)
    if due < deadline:
        yield Slot(key, about, due, deadline)


def escalations(schedule: Schedule, month: Period, zone: ZoneInfo, rests: IsRest) -> Iterator[Slot]:
    """Yield the moment at which leaders hear of the cards that are still open at the `review` deadline."""
    _, review, _ = deadlines(schedule, month, zone, rests)
    due = next_allowed(schedule, review, rests)
    yield Slot(str(month), str(month), due, due + ESCALATED_WITHIN)


def closings(schedule: Schedule, month: Period, zone: ZoneInfo, rests: IsRest) -> Iterator[Slot]:
    """Yield the moments at which admins are asked to close the periods that end with a month: at their lock."""
    for period in ending_with(month):
        due = next_allowed(schedule, deadlines(schedule, period, zone, rests)[2], rests)
        yield Slot(str(period), str(period), due, due + CLOSED_WITHIN)


def digests(schedule: Schedule, after: datetime, until: datetime, zone: ZoneInfo, rests: IsRest) -> Iterator[Slot]:
    """Yield the digests with after < due <= until, oldest first; a day of rest has none."""
    day, last = after.astimezone(zone).date() - timedelta(days=30), until.astimezone(zone).date()
    while day <= last:
        for at in () if rests(day) else sorted(schedule.digest):
            planned = datetime.combine(day, at, zone)
            due = next_allowed(schedule, planned, rests)
            if after < due <= until:
                yield Slot(f"{planned:%Y-%m-%dT%H:%M}", "", due, datetime.combine(due.date() + DAY, time(), zone))
        day += DAY


def weeks(schedule: Schedule, after: datetime, until: datetime, zone: ZoneInfo, rests: IsRest) -> Iterator[Slot]:
    """Yield the weekly posts with after < due <= until, oldest first."""
    for week in week_slots(schedule, after, until, zone, rests):
        yield Slot(week.week, "", week.due, week.due + POSTED_WITHIN, week.day)


def part(slots: Iterable[Slot], settled: Collection[str], now: datetime) -> tuple[list[Slot], list[Slot]]:
    """Part the due slots that nobody settled into those to be said and those to be skipped."""
    due = sorted((slot for slot in slots if slot.due <= now), key=lambda slot: slot.due)
    newest = {slot.about: slot for slot in due}
    unsettled = [slot for slot in due if slot.key not in settled]
    said = [slot for slot in unsettled if slot == newest[slot.about] and now < slot.until]
    return said, [slot for slot in unsettled if slot not in said]
