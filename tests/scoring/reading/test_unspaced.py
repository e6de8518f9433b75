"""A line whose name runs into its value without a blank is read only where no other reading is possible."""

from dataclasses import replace
from datetime import date

import pytest

from bot.files import read_sample
from handlers.names import initials
from scoring.reading import unspaced
from scoring.reading.lines import Reading, read_line, words
from scoring.reading.unspaced import read
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook

BOOK = load(read_sample())
TODAY = date(2026, 11, 19)


def reading(line: str, book: Rulebook = BOOK) -> Reading:
    return read(words(line), book, "offices", TODAY, initials)


def called(**names: str) -> Rulebook:
    """Return the sample with some metrics called otherwise."""
    return replace(
        BOOK, metrics=tuple(replace(one, name=names.get(one.id, one.name), aliases=()) for one in BOOK.metrics)
    )


@pytest.mark.parametrize(
    ("line", "metric", "value", "period"),
    [
        ("办结率98/100", "closure_rate", "98/100", None),
        ("工单办结率９８／１００ 11月", "closure_rate", "98/100", "2026-11"),
        ("办结率98 / 100", "closure_rate", "98/100", None),
        ("办结率一百分之九十八", "closure_rate", "一百分之九十八", None),
        ("工单 满意率98/100", "satisfaction_rate", "98/100", None),
        ("满意 率98/100", "satisfaction_rate", "98/100", None),
        ("gdaqhfl98/100", "reply_rate", "98/100", None),
        ("reply_rate98/100", "reply_rate", "98/100", None),
        ("Requests replied in time98/100 October", "reply_rate", "98/100", "2026-10"),
        ("铁拳3件", "iron_fist", "3件", None),
        ("铁拳3 件", "iron_fist", "3 件", None),
        ("“铁拳”3件", "iron_fist", "3件", None),
        ("铁拳三万五", "iron_fist", "三万五", None),
        ("铁拳十二件", "iron_fist", "十二件", None),
        ("一体化平台运用98/100", "platform", "98/100", None),
        ("一体化98/100", "platform", "98/100", None),
        ("党风廉政三", "discipline", "三", None),
        ("办结率98%", "closure_rate", "98%", None),
        ("满意率98左右", "satisfaction_rate", "98左右", None),
        ("铁拳11月", "iron_fist", None, "2026-11"),
        ("办结率 98/100", "closure_rate", "98/100", None),
        ("铁拳 约12件", "iron_fist", "约12件", None),
    ],
)
def test_a_name_is_parted_from_the_value_behind_it(
    line: str, metric: str, value: str | None, period: str | None
) -> None:
    found = reading(line)
    assert found.metric is not None
    assert (found.metric.id, found.value) == (metric, value)
    assert (None if found.period is None else str(found.period)) == period


@pytest.mark.parametrize(
    "line",
    [
        "铁拳3 5",
        "没有3",
        "铁拳",
        "铁",
        "党风廉政-3",
        "党风廉政负三",
        "党风廉政约3",
        "铁拳约3件",
        "办结率.98",
        "办结率，98/100",
        "铁拳一次办结98",
        "铁拳两场会",
        "98/100办结率",
        "工单按时回复率98/100",
    ],
)
def test_what_might_be_another_number_or_no_name_is_left_unread(line: str) -> None:
    found = reading(line)
    assert (found.candidates, found.metric if line != "铁拳" else None) == ((), None)
    assert found.value is None or line == "铁拳3 5"


def test_a_part_that_several_have_is_asked_about_with_the_value_alone() -> None:
    found = reading("率98/100")
    assert (found.name, found.metric, found.value) == ("率", None, "98/100")
    assert [one.id for one in found.candidates] == ["reply_rate", "closure_rate", "satisfaction_rate"]


@pytest.mark.parametrize(
    ("name", "line", "value"),
    [
        ("热线12345", "热线12345 98", "98"),
        ("热线12345", "热线98", "98"),
        ("热线12345", "热线1234598", None),
        ("热线12345", "热线198", None),
        ("热线12345", "rx198", None),
        ("热线12345", "rx98", None),
        ("热线12345", "热线12345九十八", "九十八"),
        ("12345热线", "12345热线98", "98"),
        ("12345热线", "12345热98", "98"),
        ("双随机一公开", "双随机一公开98", "98"),
        ("双随机一公开", "双随机98", "98"),
        ("双随机一公开", "双随机一百", None),
        ("四个一", "四个一98", "98"),
        ("四个一", "四个98", "98"),
        ("四个一", "四个一三", None),
        ("四个一", "四个一百", None),
    ],
)
def test_figures_that_may_belong_to_the_name_are_never_taken_for_the_value(
    name: str, line: str, value: str | None
) -> None:
    found = reading(line, called(iron_fist=name))
    assert (found.metric.id if found.metric else None, found.value) == ("iron_fist" if value else None, value)


def test_figures_that_may_be_those_of_another_name_are_not_taken_either() -> None:
    book = called(iron_fist="巡查", case_quality="巡查2组")
    assert reading("巡查25", book).metric is None
    found = reading("巡查35", book)
    assert found.metric is not None
    assert (found.metric.id, found.value) == ("iron_fist", "35")


def test_a_rank_is_read_with_the_word_before_it() -> None:
    metric = next(one for one in BOOK.metrics if one.input == "rank")
    for line, value in ((f"{metric.name}第3/16", "第3/16"), (f"{metric.name}3/16", "3/16")):
        found = read(words(line), BOOK, metric.arena, TODAY, initials)
        assert (found.metric, found.value) == (metric, value)


@pytest.mark.parametrize(
    ("line", "most"), [("工单" + "a1" * 2000, 1), ("工单" + "一a" * 2000, 2), ("工单 " + "a1 " * 1300, 1)]
)
def test_a_line_is_read_no_more_often_than_a_name_can_go_on(
    line: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[list[str]] = []

    def counted(parts: list[str], *rest: object) -> Reading:
        tried.append(parts)
        assert len(tried) <= most
        return read_line(parts, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(unspaced, "read_line", counted)
    assert reading(line).metric is None
    assert len(tried) == most
