"""When the bot speaks of its own accord: reminders, digests, escalations, around quiet hours and days of rest."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.restdays import RestDays
from scoring.calendar import Due, IsRest, Period, Schedule, deadlines, is_quiet
from scoring.due import (
    Slot,
    digests,
    ending_with,
    escalations,
    months_at_hand,
    part,
    reminders,
    review_reminders,
    weeks,
)
from tests.scoring.bases import at

ZONE = ZoneInfo("Asia/Shanghai")
USUAL = Schedule()
Planned = Callable[[Schedule, Period, ZoneInfo, IsRest], Iterable[Slot]]


def statutory(day: date) -> bool:
    """The calendar of the State Council, as the bot knows it."""
    return RestDays(Path("/nowhere"))("cn", day)


def never(_day: date) -> bool:
    return False


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def told(planned: Planned, month: str, schedule: Schedule = USUAL, rests: IsRest = statutory) -> list[str]:
    return [f"{slot.due:%m-%d %H:%M}" for slot in planned(schedule, at(month), ZONE, rests)]


# Reminders


@pytest.mark.parametrize(
    ("month", "report", "due"),
    [
        # Thursday: nothing in the way.
        ("2026-11", "12-03 17:00", ["12-01 17:00", "12-02 17:00", "12-03 15:00"]),
        # Tuesday: two days before is a Sunday, which is over on Monday at half past eight.
        ("2026-10", "11-03 17:00", ["11-02 08:30", "11-02 17:00", "11-03 15:00"]),
        # The third is in the holiday of the first to the seventh of October: both earlier ones fall together behind it.
        ("2026-09", "10-08 17:00", ["10-08 08:30", "10-08 08:30", "10-08 15:00"]),
        # A year's end: the first three days of January are free, and the Sunday behind them is worked.
        ("2025-12", "01-04 17:00", ["01-04 08:30", "01-04 08:30", "01-04 15:00"]),
        # Tomb-Sweeping Day: the third of April is worked, the fourth to the sixth are free.
        ("2026-03", "04-03 17:00", ["04-01 17:00", "04-02 17:00", "04-03 15:00"]),
        # Labour Day: the first to the fifth of May are free.
        ("2026-04", "05-06 17:00", ["05-06 08:30", "05-06 08:30", "05-06 15:00"]),
    ],
)
def test_heads_are_reminded_two_days_one_day_and_two_hours_before(month: str, report: str, due: list[str]) -> None:
    assert f"{deadlines(USUAL, at(month), ZONE, statutory)[0]:%m-%d %H:%M}" == report
    assert told(reminders, month) == due


def test_the_worked_saturday_behind_a_holiday_is_a_day_like_any_other() -> None:
    # 10 October 2026 is a Saturday on which everybody works.
    schedule = replace(USUAL, report=Due(11, time(17)), review=Due(12, time(17)), lock=Due(13, time(12)))
    assert not statutory(date(2026, 10, 10))
    assert told(reminders, "2026-09", schedule) == ["10-10 17:00", "10-12 08:30", "10-12 15:00"]
    on_saturday = replace(schedule, report=Due(10, time(17)))
    assert told(reminders, "2026-09", on_saturday) == ["10-08 17:00", "10-09 17:00", "10-10 15:00"]


def test_a_reminder_that_could_only_come_with_the_deadline_or_later_is_none() -> None:
    early = replace(USUAL, report=Due(3, time(8, 30)))
    assert told(reminders, "2026-11", early) == ["12-01 08:30", "12-02 08:30"]
    at_night = replace(USUAL, report=Due(3, time(23)))
    assert told(reminders, "2026-11", at_night) == ["12-02 08:30", "12-03 08:30"]


def test_without_quiet_hours_and_days_of_rest_every_moment_stays_where_it_is() -> None:
    schedule = replace(USUAL, quiet=None, report=Due(3, time(2)))
    assert told(reminders, "2026-10", schedule, never) == ["11-01 02:00", "11-02 02:00", "11-03 00:00"]


def test_reviewers_hear_once_a_day_before_and_leaders_once_at_the_deadline() -> None:
    assert told(review_reminders, "2026-11") == ["12-03 17:00"]
    assert told(escalations, "2026-11") == ["12-04 17:00"]
    assert told(review_reminders, "2026-09") == ["10-08 17:00"]
    late = replace(USUAL, review=Due(4, time(22)))
    assert told(escalations, "2026-11", late) == ["12-07 08:30"], "a Friday night is over on Monday"


def test_nothing_is_ever_said_in_quiet_hours_or_on_a_day_of_rest_and_reminders_come_before_the_deadline() -> None:
    hours = (time(0), time(8, 29), time(12), time(20, 30), time(23, 59))
    for month, planned, hour in product(at("2026").months(), (reminders, review_reminders, escalations), hours):
        schedule = replace(USUAL, report=Due(3, hour), review=Due(4, hour), lock=Due(5, hour))
        for slot in planned(schedule, month, ZONE, statutory):
            assert not is_quiet(schedule, slot.due)
            assert not statutory(slot.due.date())
            assert slot.due < slot.until


def test_the_periods_that_end_together_share_their_reminders() -> None:
    assert [str(period) for period in ending_with(at("2026-11"))] == ["2026-11"]
    assert [str(period) for period in ending_with(at("2026-09"))] == ["2026-09", "2026-Q3"]
    assert [str(period) for period in ending_with(at("2026-12"))] == ["2026-12", "2026-Q4", "2026"]


def test_the_months_at_hand_hold_every_deadline_that_is_near() -> None:
    assert [str(month) for month in months_at_hand(USUAL, date(2026, 1, 5))] == ["2025-11", "2025-12", "2026-01"]
    slow = replace(USUAL, lock=Due(90, time(12)))
    for day in (date(2026, 1, 1) + timedelta(days=n) for n in range(365)):
        for schedule in (USUAL, slow):
            hand = months_at_hand(schedule, day)
            near = [
                m
                for m in (Period.holding("month", day).shifted(-n) for n in range(8))
                if m.last + timedelta(days=schedule.lock.days) >= day
            ]
            assert set(near) <= set(hand)


# Digests


def listed(after: str, until: str, schedule: Schedule = USUAL, rests: IsRest = statutory) -> list[tuple[str, str]]:
    found = digests(schedule, moment(after), moment(until), ZONE, rests)
    return [(slot.key, f"{slot.due:%m-%d %H:%M}") for slot in found]


def test_digests_come_at_their_hours_on_working_days() -> None:
    assert listed("2026-11-20 09:00", "2026-11-23 15:00") == [
        ("2026-11-20T15:00", "11-20 15:00"),
        ("2026-11-23T09:00", "11-23 09:00"),
        ("2026-11-23T15:00", "11-23 15:00"),
    ]


def test_the_national_holiday_has_no_digest_and_its_worked_saturday_has() -> None:
    days = {key[:10] for key, _ in listed("2026-09-29 23:00", "2026-10-12 23:00")}
    assert days == {"2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"}


def test_a_digest_planned_for_quiet_hours_waits_for_their_end() -> None:
    odd = replace(USUAL, digest=(time(21), time(7)))
    assert listed("2026-11-19 12:00", "2026-11-23 12:00", odd) == [
        ("2026-11-19T21:00", "11-20 08:30"),
        ("2026-11-20T07:00", "11-20 08:30"),
        ("2026-11-20T21:00", "11-23 08:30"),
        ("2026-11-23T07:00", "11-23 08:30"),
    ]


def test_a_digest_counts_until_the_end_of_its_day() -> None:
    (slot,) = digests(USUAL, moment("2026-12-31 14:00"), moment("2026-12-31 15:00"), ZONE, never)
    assert slot == Slot("2026-12-31T15:00", "", moment("2026-12-31 15:00"), moment("2027-01-01 00:00"))


def test_a_weekly_post_tells_of_a_day_of_its_week_and_is_made_within_seven_days() -> None:
    (slot,) = weeks(USUAL, moment("2026-11-22 12:00"), moment("2026-11-23 12:00"), ZONE, never)
    assert (slot.key, slot.due, slot.until) == ("2026-W47", moment("2026-11-23 09:00"), moment("2026-11-30 09:00"))
    assert slot.day is not None
    assert date(2026, 11, 16) <= slot.day <= date(2026, 11, 22)


def test_without_hours_there_are_no_digests() -> None:
    assert listed("2026-11-01 00:00", "2026-12-01 00:00", replace(USUAL, digest=())) == []


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (timedelta(0), True),
        (timedelta(days=7, seconds=-1), True),
        (timedelta(days=7), False),
        (timedelta(days=8), False),
    ],
)
def test_a_weekly_post_is_made_up_to_seven_days_late_and_then_skipped(late: timedelta, *, said: bool) -> None:
    (week,) = weeks(USUAL, moment("2026-11-22 12:00"), moment("2026-11-23 12:00"), ZONE, never)
    found, skipped = part([week], (), week.due + late)
    assert (found, skipped) == (([week], []) if said else ([], [week]))


# What is to be said now


def slot(key: str, due: str, until: str = "12-03 17:00", about: str = "2026-11") -> Slot:
    return Slot(key, about, moment(f"2026-{due}"), moment(f"2026-{until}"))


THREE = (slot("2d", "12-01 17:00"), slot("1d", "12-02 17:00"), slot("2h", "12-03 15:00"))


@pytest.mark.parametrize(
    ("now", "settled", "said", "skipped"),
    [
        ("12-01 16:59", "", "", ""),
        ("12-01 17:00", "", "2d", ""),
        ("12-01 18:00", "2d", "", ""),
        ("12-02 17:00", "2d", "1d", ""),
        ("12-03 15:00", "2d", "2h", "1d"),
        ("12-03 15:00", "", "2h", "2d 1d"),
        ("12-03 16:59", "2d 1d", "2h", ""),
        ("12-03 17:00", "2d", "", "1d 2h"),
        ("12-20 09:00", "", "", "2d 1d 2h"),
        # The clock was set back: what was said or skipped before is not said again.
        ("12-02 17:00", "2d 1d 2h", "", ""),
        ("12-02 18:00", "2d 2h", "1d", ""),
    ],
)
def test_of_several_missed_slots_the_newest_is_said_and_none_after_its_time(
    now: str, settled: str, said: str, skipped: str
) -> None:
    found = part(THREE, settled.split(), moment(f"2026-{now}"))
    assert [[one.key for one in several] for several in found] == [said.split(), skipped.split()]


def test_slots_that_were_moved_to_the_same_moment_are_said_once() -> None:
    held = (slot("2d", "10-08 08:30", "10-08 17:00"), slot("1d", "10-08 08:30", "10-08 17:00"))
    said, skipped = part(held, (), moment("2026-10-08 08:30"))
    assert ([one.key for one in said], [one.key for one in skipped]) == (["1d"], ["2d"])


def test_slots_about_different_months_do_not_stand_in_for_each_other() -> None:
    other = slot("other", "12-02 09:00", about="2026-10")
    said, skipped = part((*THREE, other), ("2d",), moment("2026-12-02 17:00"))
    assert ({one.key for one in said}, skipped) == ({"1d", "other"}, [])


def test_every_slot_is_said_or_skipped_once_however_the_clock_is_cut() -> None:
    for step in (7, 45, 360, 1440, 10000):
        settled: list[str] = []
        now = moment("2026-12-01 00:00")
        while now < moment("2026-12-20 00:00"):
            settled += [one.key for several in part(THREE, settled, now) for one in several]
            now += timedelta(minutes=step)
        assert sorted(settled) == ["1d", "2d", "2h"]
