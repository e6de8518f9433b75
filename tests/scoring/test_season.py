"""Which periods are closed, when a notice ends, what a freeze hides: at the very moment."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from scoring import season
from scoring.calendar import Due, Period
from scoring.rulebook.load import load
from scoring.rulebook.model import Publish, Rulebook
from tests.scoring.making import metric, rules, written

ZONE = ZoneInfo("Asia/Shanghai")
MONTH, QUARTER, YEAR = Period(2026, "month", 10), Period(2026, "quarter", 4), Period(2026, "year", 0)


def publishing(*, period: str = "month", **keys: object) -> Rulebook:
    found = rules(metric(period=period))
    found["publish"] = keys
    return load(written(found))


def weekend(day: date) -> bool:
    return day.weekday() > 4


def test_what_is_left_out_has_the_published_default() -> None:
    usual = Publish(3, None, None, ("month", "quarter", "year"))
    assert load(written(rules(metric()))).publish == publishing().publish == usual


def test_every_key_is_read() -> None:
    found = publishing(notice="", freeze="-3d 18:00", group="top:5", month=False)
    assert found.publish == Publish(None, Due(-3, time(18)), 5, ("quarter", "year"))
    assert publishing(group="none").publish.shown == 0


@pytest.mark.parametrize(
    ("period", "kinds"),
    [("month", ("month", "quarter", "year")), ("quarter", ("quarter", "year")), ("year", ("year",))],
)
def test_a_kind_without_any_metric_that_counts_is_never_closed(period: str, kinds: tuple[str, ...]) -> None:
    assert season.closed_kinds(publishing(period=period)) == kinds


def test_a_quarter_is_closed_after_its_months_and_a_year_after_its_quarters() -> None:
    assert season.before(publishing(), MONTH) == ()
    assert [str(part) for part in season.before(publishing(), QUARTER)] == ["2026-10", "2026-11", "2026-12"]
    assert len(season.before(publishing(), YEAR)) == 12 + 4
    assert len(season.before(publishing(month=False), YEAR)) == 4
    assert season.around(MONTH) == (MONTH, QUARTER, YEAR)


def test_a_notice_counts_working_days_and_ends_with_the_last_of_them() -> None:
    friday = datetime(2026, 11, 6, 12, 30, tzinfo=ZONE)
    assert season.notice_end(publishing(), friday, weekend) == datetime(2026, 11, 11, 17, tzinfo=ZONE)
    assert season.notice_end(publishing(notice="1wd"), friday, lambda _: False) == datetime(
        2026, 11, 7, 17, tzinfo=ZONE
    )
    assert season.notice_end(publishing(notice=""), friday, weekend) is None


def test_a_freeze_counts_back_from_the_last_day() -> None:
    assert season.freeze_of(publishing(), MONTH, ZONE) is None
    frozen = season.freeze_of(publishing(freeze="-3d 18:00"), MONTH, ZONE)
    assert frozen == datetime(2026, 10, 28, 18, tzinfo=ZONE)


def test_how_periods_are_published_is_said_in_words() -> None:
    assert season.in_words(publishing()) == (
        "定榜：每月、每季度、全年锁定后由两人定榜，发通报",
        "公示：通报发出后 3 个工作日，到 17:00 止，期间受理异议",
    )
    told = season.in_words(publishing(notice="", freeze="-3d 18:00", group="top:5", year=False))
    assert told == (
        "定榜：每月、每季度锁定后由两人定榜，发通报",
        "公示：没有设定，定榜后不再受理异议",
        "封榜：期末最后一天之前 3 天 18:00 起到锁定，群里不发暂定排名",
        "暂定排名在群里只发前 5 名",
    )
    assert season.in_words(publishing(month=False, quarter=False, year=False, group="none")) == (
        "定榜：没有设定，各期不定榜、不发通报",
        "暂定排名不在群里发",
    )
