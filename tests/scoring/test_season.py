"""Which periods are closed, and how long objections to what was published are taken."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from scoring import season
from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.rulebook.model import Publish, Rulebook
from tests.scoring.making import metric, rules, written


def publishing(*, period: str = "month", **keys: object) -> Rulebook:
    found = rules(metric(period=period))
    found["publish"] = keys
    return load(written(found))


def test_what_is_left_out_has_the_published_default() -> None:
    usual = Publish(("month", "quarter", "year"), 3)
    assert load(written(rules(metric()))).publish == publishing().publish == usual
    assert publishing(month=False).publish == Publish(("quarter", "year"))


@pytest.mark.parametrize(
    ("period", "kinds"),
    [("month", ("month", "quarter", "year")), ("quarter", ("quarter", "year")), ("year", ("year",))],
)
def test_a_kind_without_any_metric_that_counts_is_never_closed(period: str, kinds: tuple[str, ...]) -> None:
    assert season.closed_kinds(publishing(period=period)) == kinds


def test_what_is_closed_is_said_in_words() -> None:
    told = "定榜：每月、每季度锁定后由两人定榜"
    assert season.in_words(publishing(year=False)) == f"{told}，公示 3 个工作日，期满后不再受理异议"
    assert season.in_words(publishing(year=False, notice="")) == told
    frozen = season.in_words(publishing(year=False, notice="", freeze="-3d 18:00"))
    assert frozen == f"{told}；期末前 3 天 18:00 起封榜，群里不再显示暂定排名"
    assert season.in_words(publishing(year=False, notice="", group="top:5")) == f"{told}；群里只显示暂定排名的前 5 名"
    assert season.in_words(publishing(year=False, notice="", group="none")) == f"{told}；群里不显示暂定排名"
    assert season.in_words(publishing(year=False, notice="", group="all")) == told
    never = publishing(month=False, quarter=False, year=False)
    assert season.in_words(never) == "定榜：没有设定，各期都不定榜"


@pytest.mark.parametrize(
    ("notice", "day"),
    [("3wd", 11), ("1wd", 9), ("", None)],
)
def test_a_notice_ends_on_a_working_day_and_the_day_of_publication_does_not_count(notice: str, day: int | None) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    friday = datetime(2026, 11, 6, 9, tzinfo=zone)
    found = season.notice_until(publishing(notice=notice), friday, lambda day: day.weekday() > 4)
    assert found == (day and datetime(2026, 11, day, 17, tzinfo=zone))


@pytest.mark.parametrize(
    ("key", "written_as"),
    [
        ("notice", "3"),
        ("notice", "0wd"),
        ("notice", 3),
        ("freeze", "3d 18:00"),
        ("freeze", "-3d 25:00"),
        ("freeze", 3),
        ("symbol", "云市监通〔{year}〕号"),
        ("symbol", "{serial}号{"),
        ("symbol", "{serial}{x}"),
        ("group", "top:0"),
        ("group", "top 5"),
        ("group", 5),
        ("title", "关于{month}的通报"),
        ("title", "关于{period的通报"),
    ],
)
def test_a_notice_or_freeze_that_is_none_is_refused_by_name(key: str, written_as: object) -> None:
    with pytest.raises(FaultyError) as caught:
        publishing(**{key: written_as})
    assert [(fault.place, fault.code) for fault in caught.value.faults] == [(f"publish.{key}", f"bad_{key}")]
