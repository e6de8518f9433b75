"""Reading a line: unit, metric, value and period, as people write them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.files import read_sample
from handlers.names import initials
from scoring.reading.lines import (
    Reading,
    clean,
    find_arena,
    find_category,
    leading_metric,
    leading_unit,
    read_line,
    suggestions,
    title_key,
    with_period_last,
    words,
)
from scoring.rulebook.load import load
from tests.scoring.bases import at

BOOK = load(read_sample())
TODAY = date(2026, 11, 19)


def reading(line: str, arena: str = "offices") -> Reading:
    return read_line(words(line), BOOK, arena, TODAY, initials)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  确认 ", "确认"),
        ("确\u200b认", "确认"),
        ("\u202e确认\u202c", "确认"),
        ("\u2066确认\u2069\ufeff", "确认"),
        ("确\u00ad认\u2060", "确认"),
        ("ＯＫ！", "OK!"),
        ("９８／１００％", "98/100%"),
        ("\u3000确认\u3000", "确认"),
        ("\u200b\u200f", ""),
        ("１０² ③ ½", "10² ③ ½"),
        ("㎡ ℃ 👍", "m2 °C 👍"),
    ],
)
def test_what_cannot_be_seen_does_not_change_what_was_said(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("回复率 98/100 11月", ["回复率", "98/100", "11月"]),
        ("回复率：98／100", ["回复率", "98/100"]),
        ("回复率=98 / 100", ["回复率", "98/100"]),
        ("回复率\t９８\t/\t１００", ["回复率", "98/100"]),
        ("专项检查、督导检查完成 1/1", ["专项检查", "督导检查完成", "1/1"]),
        ("铁拳 3 件", ["铁拳", "3", "件"]),
        ("98 / 甲", ["98", "/", "甲"]),
        (" 、：＝ ", []),
        ("", []),
    ],
)
def test_words_are_parted_like_people_part_them_and_a_fraction_stays_together(line: str, parts: list[str]) -> None:
    assert words(line) == parts


@pytest.mark.parametrize(
    ("line", "metric", "value", "period"),
    [
        ("工单按期回复率 98/100", "reply_rate", "98/100", None),
        ("reply_rate 98/100 2026-11", "reply_rate", "98/100", "2026-11"),
        ("回复率 98/100 11月份", "reply_rate", "98/100", "2026-11"),
        ("回复率 98/100 上月", "reply_rate", "98/100", "2026-10"),
        ("铁拳 3 件", "iron_fist", "3 件", None),
        ("铁拳 3 件 本月", "iron_fist", "3 件", "2026-11"),
        ("Requests replied in time 98/100 October", "reply_rate", "98/100", "2026-10"),
        ("Requests replied in time 98/100 Oct 2026", "reply_rate", "98/100", "2026-10"),
        ("Requests replied in time n/a last month", "reply_rate", "不涉及", "2026-10"),
        ("Requests replied in time not applicable", "reply_rate", "不涉及", None),
        ("铁拳行动 3件", "iron_fist", "3件", None),
        ("专项检查、督导检查完成 11/12 全年", "inspections", "11/12", "2026"),
        ("案件质量 9/10 四季度", "case_quality", "9/10", "2026-Q4"),
        ("“铁拳”行动实效 2026", "iron_fist", "2026", None),
        ("铁拳 2026 2026", "iron_fist", "2026", "2026"),
    ],
)
def test_a_line_is_read_from_the_right(line: str, metric: str, value: str, period: str | None) -> None:
    found = reading(line)
    assert found.metric is not None
    assert (found.metric.id, found.value) == (metric, value)
    assert found.period == (None if period is None else at(period))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("回复率 98/100 11", "回复率 98/100"),
        ("铁拳 3 5", "铁拳 3"),
        ("铁拳 3 5 11月", "铁拳 3"),
        ("铁拳 3 5件", "铁拳 3"),
        ("铁拳 3 件 5", "铁拳 3 件"),
        ("没有的指标 3", "没有的指标"),
        ("没有的指标", "没有的指标"),
        ("铁拳 3 大 件", "铁拳 3 大"),
    ],
)
def test_two_words_are_never_made_one_number_and_an_unknown_name_stays_unknown(line: str, name: str) -> None:
    found = reading(line)
    assert (found.metric, found.name) == (None, name)


def test_a_name_alone_has_no_value() -> None:
    for line in ("回复率", "“铁拳”行动实效", "铁拳"):
        found = reading(line)
        assert found.metric is not None
        assert found.value is None


def test_a_name_means_the_metric_of_the_own_arena() -> None:
    for arena, metric in (("offices", "urgent_tasks"), ("departments", "dept_urgent_tasks")):
        found = reading("临时性工作 10/10", arena)
        assert found.metric is not None
        assert found.metric.id == metric
    assert reading("回复率 98/100", "departments").metric is None


@pytest.mark.parametrize(
    ("line", "unit", "rest"),
    [
        ("东湖所 回复率 1/1", "donghu", ["回复率", "1/1"]),
        ("donghu 回复率 1/1", "donghu", ["回复率", "1/1"]),
        ("东湖市场监管所 回复率 1/1", "donghu", ["回复率", "1/1"]),
        ("人事 科 回复率 1/1", "renshi", ["回复率", "1/1"]),
        ("人事 回复率 1/1", "renshi", ["回复率", "1/1"]),
        ("东湖 回复率 1/1", None, ["东湖", "回复率", "1/1"]),
        ("东湖所", None, ["东湖所"]),
    ],
)
def test_the_longest_prefix_that_is_exactly_a_unit_is_the_unit(line: str, unit: str | None, rest: list[str]) -> None:
    found, left = leading_unit(words(line), BOOK)
    assert (None if found is None else found.id, left) == (unit, rest)


def test_the_longest_prefix_that_names_a_metric_is_the_metric() -> None:
    for line, metric, rest in (
        ("亮点提报 市级 一窗通办", "highlights_proposed", ["市级", "一窗通办"]),
        ("市级以上荣誉 市级 先进", "honours", ["市级", "先进"]),
        ("专项检查、督导检查完成", "inspections", []),
    ):
        found, left = leading_metric(words(line), BOOK, "offices")
        assert found is not None
        assert (found.id, left) == (metric, rest)
    assert leading_metric(["没有", "市级"], BOOK, "offices") == (None, ["没有", "市级"])


@pytest.mark.parametrize(
    ("text", "arena"),
    [
        ("offices", "offices"),
        ("市场监管所擂台", "offices"),
        ("监管所", "offices"),
        ("局属事业单位、机关科室擂台", "departments"),
        ("局属事业单位机关科室擂台", "departments"),
        ("局属事业单位 机关科室擂台", "departments"),
        ("supervision offices", "offices"),
        ("科室", "departments"),
        ("擂台", None),
        ("没有", None),
        ("", None),
        ("、", None),
    ],
)
def test_an_arena_is_found_by_name_or_by_a_part_that_only_one_has(text: str, arena: str | None) -> None:
    found = find_arena(text, BOOK)
    assert (None if found is None else found.id) == arena


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("results", "results"),
        ("群众满意", "satisfaction"),
        ("Public satisfaction", "satisfaction"),
        ("满意", "satisfaction"),
        ("", None),
        ("没有", None),
    ],
)
def test_a_category_is_found_by_id_name_or_a_part_that_only_one_has(text: str, category: str | None) -> None:
    found = find_category(text, BOOK, BOOK.arena("offices"))
    assert (None if found is None else found.id) == category


def test_suggestions_are_at_most_three_names_that_exist() -> None:
    metrics = BOOK.metrics_in("offices")
    names = {metric.name for metric in metrics}
    for typed in ("回复", "工单按时回复率", "市级", "率"):
        found = suggestions(typed, metrics)
        assert 1 <= len(found) <= 3
        assert set(found) <= names
    assert suggestions("回复", metrics)[0] == "工单按期回复率"
    assert suggestions("", metrics) == ()


def test_titles_that_look_the_same_name_the_same_event() -> None:
    assert title_key("一窗 通办\u200b") == title_key("一窗\u3000通办") == title_key("一窗通办")
    assert title_key("ＡＢ：甲") == title_key("AB:甲")
    assert title_key("一窗通办") != title_key("一网通办")


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("November Petitions resolved 12/13", "Petitions resolved 12/13 November"),
        ("November 2026 回复率 12/13", "回复率 12/13 2026-11"),
        ("last month 回复率 12/13", "回复率 12/13 last month"),
        ("11月 东湖所 回复率 12/13", "东湖所 回复率 12/13 11月"),
        ("上月 回复率12/13", "回复率12/13 上月"),
        ("11月 铁拳 2026", "铁拳 2026 11月"),
        ("11月 回复率 12/13 10月", "11月 回复率 12/13 10月"),
        ("2026 回复率 12/13", "2026 回复率 12/13"),
        ("回复率 12/13", "回复率 12/13"),
        ("11月", "11月"),
        ("", ""),
    ],
)
def test_a_period_that_leads_is_read_as_one_that_follows(line: str, moved: str) -> None:
    assert " ".join(with_period_last(words(line), BOOK, TODAY)) == moved


def test_a_period_within_a_name_is_part_of_it() -> None:
    for name in ("11月专项行动成效", "推进11月专项行动成效"):
        rulebook = replace(BOOK, metrics=(replace(BOOK.metrics[0], name=name), *BOOK.metrics[1:]))
        assert with_period_last(words("11月 专项 3"), rulebook, TODAY) == ["11月", "专项", "3"]
    assert with_period_last(words("11月 回复率 3/4"), rulebook, TODAY) == ["回复率", "3/4", "11月"]
