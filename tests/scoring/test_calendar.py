"""Periods, deadlines, quiet hours and post times."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest

from scoring.calendar import (
    Due,
    IsRest,
    Period,
    PeriodKind,
    Schedule,
    WeekSlot,
    WeekTime,
    deadlines,
    is_quiet,
    lock_of,
    next_allowed,
    period_named,
    read_period,
    week_slots,
    whole_periods,
)
from scoring.language import Spoken, speaking
from tests.scoring.bases import at

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 19)
USUAL = Schedule()
MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def never(_day: date) -> bool:
    return False


def weekends(day: date) -> bool:
    return day.weekday() >= 5


def on(*days: date) -> IsRest:
    return lambda day: day in days


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


# Periods


def test_what_is_stored_as_a_period_but_is_none_is_a_fault() -> None:
    assert Period.written("2026-Q4") == Period(2026, "quarter", 4)
    with pytest.raises(LookupError, match="2026-W47"):
        Period.written("2026-W47")


@pytest.mark.parametrize(
    ("period", "told"),
    [("2026-11", "2026年11月"), ("2026-03", "2026年3月"), ("2026-Q4", "2026年第4季度"), ("2026", "2026年")],
)
def test_a_period_is_told_as_people_write_it(period: str, told: str) -> None:
    found = Period.parse(period)
    assert found is not None
    assert found.chinese == told


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-11", "2026-11"),
        ("2026-q4", "2026-Q4"),
        ("2026-Q1", "2026-Q1"),
        ("2026", "2026"),
        ("2025-03", "2025-03"),
        ("本月", "2026-11"),
        ("上月", "2026-10"),
        ("上个月", "2026-10"),
        ("本季度", "2026-Q4"),
        ("上季度", "2026-Q3"),
        ("全年", "2026"),
        ("本年", "2026"),
        ("2025年", "2025"),
        ("2025年3月", "2025-03"),
        ("2025年四季度", "2025-Q4"),
        ("第3季度", "2026-Q3"),
        ("3季度", "2026-Q3"),
        ("第三季", "2026-Q3"),
        *((f"{index}月", f"2026-{index:02}") for index in range(1, 13)),
        *((f"{index:02}月份", f"2026-{index:02}") for index in range(1, 13)),
        *((name, f"2026-{index:02}") for index, name in enumerate(MONTHS, 1)),
        *((f"{name}份", f"2026-{index:02}") for index, name in enumerate(MONTHS, 1)),
        *((name, f"2026-Q{index}") for index, name in enumerate(QUARTERS, 1)),
        *((f"第{name}", f"2026-Q{index}") for index, name in enumerate(QUARTERS, 1)),
    ],
)
def test_every_written_form_of_a_period_is_read(text: str, period: str) -> None:
    assert read_period(text, TODAY, 2026) == at(period)


def test_a_period_is_read_in_english_as_it_is_written() -> None:
    for period in map(at, ("2026-01", "2026-05", "2026-11", "2026-Q4", "2026")):
        assert [read_period(word, TODAY, 2026) for word in whole_periods(period.english.split())] == [period]
    for text, period in (("Oct", "2026-10"), ("october", "2026-10"), ("q3", "2026-Q3")):
        assert read_period(text, TODAY, 2026) == at(period)
    assert whole_periods(["replied", "98/100", "Last", "month"]) == ["replied", "98/100", "Last month"]
    assert whole_periods(["month", "2026", "Nov", "2026", "2026"]) == ["month", "2026", "2026-11", "2026"]


NO_PERIODS = (
    "octo Q5 q 11 3 0月 13月 00月 十三月 二十月 月 5季度 0季度 季度 2026-13 2026-Q5 2026-W12 2026-1 26-11 0000 98/100"
)


@pytest.mark.parametrize("text", ["", "十一", "下月", "明年", "2026-11-19", "11月19日", "-11月", *NO_PERIODS.split()])
def test_what_is_no_period_is_read_as_none(text: str) -> None:
    assert read_period(text, TODAY, 2026) is None


def test_last_month_and_last_quarter_reach_over_the_new_year() -> None:
    january = date(2026, 1, 1)
    assert read_period("上月", january, 2026) == at("2025-12")
    assert read_period("上季度", january, 2026) == at("2025-Q4")
    assert read_period("11月", date(2027, 1, 4), 2026) == at("2026-11")


def test_every_period_reads_back_what_it_writes_and_holds_its_own_days() -> None:
    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(800)):
        for kind in kinds:
            period = Period.holding(kind, day)
            assert Period.parse(str(period)) == period
            assert period.first <= day <= period.last
            assert Period.holding(kind, period.first) == Period.holding(kind, period.last) == period
            assert Period.holding(kind, period.last + timedelta(days=1)) == period.shifted(1)
            assert Period.holding(kind, period.first - timedelta(days=1)) == period.shifted(-1)


def test_a_period_shifted_there_and_back_is_itself() -> None:
    for text, steps in product(("2026-11", "2026-01", "2026-Q1", "2026-Q4", "2026"), range(-30, 31)):
        assert at(text).shifted(steps).shifted(-steps) == at(text)
    assert at("2026-01").shifted(-1) == at("2025-12")
    assert at("2026-Q4").shifted(1) == at("2027-Q1")


def test_the_parts_of_a_period_fill_it_without_gaps() -> None:
    assert [str(part) for part in at("2026-Q4").parts("month")] == ["2026-10", "2026-11", "2026-12"]
    assert [str(part) for part in at("2026").parts("quarter")] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert at("2026-11").parts("quarter") == ()
    for one, other in pairwise(at("2026").parts("month")):
        assert one.last + timedelta(days=1) == other.first
    assert at("2026-Q4").within(at("2026"))
    assert not at("2026").within(at("2026-Q4"))


# Deadlines


def stated(period: str, rests: IsRest, schedule: Schedule = USUAL) -> list[str]:
    return [due.strftime("%m-%d %H:%M") for due in deadlines(schedule, at(period), ZONE, rests)]


def test_deadlines_are_calendar_days_after_the_last_day_of_the_period() -> None:
    assert stated("2026-10", never) == ["11-03 17:00", "11-04 17:00", "11-05 12:00"]
    assert stated("2026-12", never) == ["01-03 17:00", "01-04 17:00", "01-05 12:00"]
    assert stated("2026-Q4", never) == stated("2026", never) == stated("2026-12", never)
    assert stated("2024-02", never) == ["03-03 17:00", "03-04 17:00", "03-05 12:00"]


def test_a_deadline_on_a_rest_day_moves_to_the_same_time_of_the_next_working_day() -> None:
    # 2026-12-05 is a Saturday.
    assert stated("2026-11", weekends) == ["12-03 17:00", "12-04 17:00", "12-07 12:00"]


def test_deadlines_that_would_fall_together_keep_their_order() -> None:
    # 2026-10-03 and 04 are a weekend: the report moves to Monday 17:00, and nothing may overtake it.
    assert stated("2026-09", weekends) == ["10-05 17:00", "10-06 17:00", "10-07 12:00"]
    assert stated("2026-10", on(date(2026, 11, 3))) == ["11-04 17:00", "11-05 17:00", "11-06 12:00"]
    assert stated("2026-10", on(date(2026, 11, 4))) == ["11-03 17:00", "11-05 17:00", "11-06 12:00"]


def test_a_deadline_on_a_working_day_in_between_stays_where_it_is() -> None:
    assert stated("2026-10", on(date(2026, 11, 6))) == stated("2026-10", never)


def test_the_national_holiday_moves_all_three_behind_it() -> None:
    holidays = on(*(date(2026, 10, day) for day in range(1, 9)))
    assert stated("2026-09", holidays) == ["10-09 17:00", "10-10 17:00", "10-11 12:00"]


def test_deadlines_are_never_on_a_rest_day_and_each_is_later_than_the_one_before() -> None:
    schedules = (USUAL, Schedule(report=Due(3, time(17)), review=Due(3, time(9)), lock=Due(1, time(12))))
    for schedule, first in product(schedules, (date(2026, 1, 1) + timedelta(days=n) for n in range(0, 360, 5))):
        rests = on(*(first + timedelta(days=n) for n in (0, 1, 2, 5, 6)))
        for month in at("2026").months():
            found = deadlines(schedule, month, ZONE, rests)
            assert not any(rests(due.date()) for due in found)
            assert found[0] < found[1] < found[2] == lock_of(schedule, month, ZONE, rests)
            earliest = (schedule.report, schedule.review, schedule.lock)
            for due, planned in zip(found, earliest, strict=True):
                assert due.time() == planned.at
                assert due.date() >= month.last + timedelta(days=planned.days)


# Quiet hours


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("08:29:59", True), ("08:30", False), ("12:00", False), ("20:29:59", False), ("20:30", True), ("00:00", True)],
)
def test_quiet_hours_run_over_midnight(clock: str, quiet: bool) -> None:  # noqa: FBT001 - a case
    assert is_quiet(USUAL, moment(f"2026-11-19 {clock}")) is quiet


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    noon = Schedule(quiet=(time(12), time(14)))
    clocks = ("11:59", "12:00", "13:59", "14:00")
    assert [is_quiet(noon, moment(f"2026-11-19 {clock}")) for clock in clocks] == [False, True, True, False]
    assert not any(is_quiet(Schedule(quiet=None), moment(f"2026-11-19 {hour:02}:00")) for hour in range(24))


@pytest.mark.parametrize(
    ("planned", "allowed"),
    [
        ("2026-11-19 09:00", "2026-11-19 09:00"),
        ("2026-11-19 07:00", "2026-11-19 08:30"),
        ("2026-11-19 22:00", "2026-11-20 08:30"),
        ("2026-11-20 21:00", "2026-11-23 08:30"),
        ("2026-11-21 12:00", "2026-11-23 08:30"),
        ("2026-11-22 23:00", "2026-11-23 08:30"),
    ],
)
def test_the_next_allowed_moment_is_neither_quiet_nor_on_a_rest_day(planned: str, allowed: str) -> None:
    assert next_allowed(USUAL, moment(planned), weekends) == moment(allowed)


# Weekly posts


def slots(schedule: Schedule, after: str, until: str, rests: IsRest = weekends) -> list[WeekSlot]:
    return list(week_slots(schedule, moment(after), moment(until), ZONE, rests))


def told(found: Iterable[WeekSlot]) -> list[tuple[str, str]]:
    return [(slot.week, slot.due.strftime("%m-%d %H:%M")) for slot in found]


def test_a_weekly_post_tells_of_the_week_before_it() -> None:
    (slot,) = slots(USUAL, "2026-11-22 00:00", "2026-11-23 09:00")
    assert slot == WeekSlot("2026-W47", date(2026, 11, 22), moment("2026-11-23 09:00"))
    assert slots(USUAL, "2026-11-16 09:00", "2026-11-23 08:59:59") == []
    assert slots(USUAL, "2026-11-23 09:00", "2026-11-23 10:00") == [], "posted already"


def test_a_post_time_in_quiet_hours_or_on_a_rest_day_moves_to_the_next_allowed_moment() -> None:
    for post, due in (
        (WeekTime(0, time(7)), "11-23 08:30"),
        (WeekTime(0, time(21)), "11-24 08:30"),
        (WeekTime(5, time(9)), "11-23 08:30"),
        (WeekTime(6, time(23)), "11-23 08:30"),
    ):
        found = slots(Schedule(week_post=post), "2026-11-18 00:00", "2026-11-24 12:00")
        assert due in [clock for _, clock in told(found)]
        assert all(not weekends(slot.due.date()) and not is_quiet(USUAL, slot.due) for slot in found)


def test_a_post_that_moved_still_tells_of_the_week_of_its_planned_day() -> None:
    saturday = Schedule(week_post=WeekTime(5, time(9)))
    (slot,) = slots(saturday, "2026-11-20 00:00", "2026-11-23 08:30")
    assert (slot.week, slot.day) == ("2026-W47", date(2026, 11, 20))


def test_a_post_that_moved_over_a_long_holiday_is_still_found() -> None:
    holidays = on(*(date(2026, 10, day) for day in range(1, 9)))
    found = slots(USUAL, "2026-10-04 00:00", "2026-10-09 12:00", holidays)
    assert told(found) == [("2026-W40", "10-09 08:30")]


def test_the_weeks_of_a_year_follow_each_other_over_the_new_year() -> None:
    found = slots(USUAL, "2026-12-14 12:00", "2027-01-11 12:00", never)
    assert told(found) == [
        ("2026-W51", "12-21 09:00"),
        ("2026-W52", "12-28 09:00"),
        ("2026-W53", "01-04 09:00"),
        ("2027-W01", "01-11 09:00"),
    ]
    assert [slot.day.year for slot in found] == [2026, 2026, 2027, 2027]


def test_every_week_has_one_post_however_the_time_is_cut() -> None:
    whole = slots(USUAL, "2026-01-01 00:00", "2026-12-31 23:59")
    cuts = [moment("2026-01-01 00:00") + timedelta(hours=37 * n) for n in range(240)]
    cuts = [cut for cut in cuts if cut < moment("2026-12-31 23:59")] + [moment("2026-12-31 23:59")]
    pieces = [slot for one, other in pairwise(cuts) for slot in week_slots(USUAL, one, other, ZONE, weekends)]
    assert pieces == whole
    assert len({slot.week for slot in whole}) == len(whole) == 52


def test_without_a_post_time_or_a_place_there_are_no_posts() -> None:
    for schedule in (Schedule(week_post=None), Schedule(post_to="none")):
        assert slots(schedule, "2026-11-01 00:00", "2026-12-01 00:00") == []


@pytest.mark.parametrize(
    ("shown", "english"),
    [
        ("2026年11月", "November 2026"),
        ("2026年第4季度", "Q4 2026"),
        ("2026年", "2026"),
        ("9月", "Sep"),
        ("第47周 11.16–11.22", "Week 47, 16–22 Nov"),
        ("第49周 11.30–12.6", "Week 49, 30 Nov–6 Dec"),
        ("45周", "Week 45"),
        ("第3版", "第3版"),
        ("13月", "13月"),
        ("2026年11月缺报", "2026年11月缺报"),
    ],
)
def test_periods_months_and_weeks_are_named_in_the_language_that_is_spoken(shown: str, english: str) -> None:
    assert period_named(shown) == shown
    with speaking(Spoken("en")):
        assert period_named(shown) == english


def test_a_period_has_a_name_in_each_language() -> None:
    for written, zh, en in (("2026-11", "2026年11月", "November 2026"), ("2026-Q4", "2026年第4季度", "Q4 2026")):
        assert Period.written(written).name == zh
        with speaking(Spoken("en")):
            assert Period.written(written).name == en
