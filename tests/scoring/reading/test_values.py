"""Values as people write them: one table of what is understood, what is asked, and what is refused and why."""

from pathlib import Path

import pytest

from scoring.faults import words
from scoring.reading.canonical import ValueRefusedError, read
from scoring.reading.values import Heard, goes_on, hear, shown
from scoring.rulebook.model import Metric
from tests.scoring.making import book, metric, rate

SPOKEN_BOOK = book(
    metric("percent", unit="%"),
    metric("share", input="rate", percent_ok=True, rollup="mean", unit="%", category="d"),
    rate("rate", unit="%", category="e"),
    metric("count", input="count", unit="件", category="f"),
    metric("cases", input="count", unit="起", range=[0, 32000], category="g"),
    metric("yuan", unit="元", category="h"),
    metric("wan", unit="万元", category="i"),
    metric("points", input="points", unit="分", points=20, method={"kind": "direct"}, category="j"),
    metric("rank", input="rank", unit="名", method={"kind": "external_rank"}, category="k"),
    metric("list", input="checklist", unit="项", category="l", method={"kind": "checklist", "mandatory": ["1"]}),
    metric("plain", category="m"),
    metric("bare", input="rate", percent_ok=True, rollup="mean", category="n"),
)

# One phrase a line: metric, text, and what it is: `=` one value, `?` the readings that are offered, `!` the refusal.
_LINES = (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines()[1:]
PHRASES = [(name, text, expected[0], expected[2:]) for name, text, expected in (line.split("\t") for line in _LINES)]


def of(name: str) -> Metric:
    return SPOKEN_BOOK.metric(name)


def heard(name: str, text: str) -> str:
    """Return what a metric understands, as the table writes it."""
    try:
        found = hear(of(name), text)
    except ValueRefusedError as error:
        return f"! {error.code}"
    return f"{'=' if found.sure else '?'} {' '.join(found.values)}"


def test_every_phrase_is_understood_asked_about_or_refused_as_the_table_says() -> None:
    assert len(PHRASES) > 300
    found = [(name, text, heard(name, text), f"{kind} {rest}") for name, text, kind, rest in PHRASES]
    assert [one for one in found if one[2] != one[3]] == []


def test_a_refusal_is_a_sentence_about_what_was_written() -> None:
    for name, text, kind, code in PHRASES:
        if kind == "!":
            with pytest.raises(ValueRefusedError) as caught:
                hear(of(name), text)
            assert caught.value.sentence() == words(code, caught.value.values)
            assert caught.value.values["text"] in caught.value.sentence()


def test_every_value_that_is_shown_is_read_back_as_itself() -> None:
    for name, _, kind, rest in PHRASES:
        for value in rest.split() if kind != "!" else ():
            assert hear(of(name), shown(of(name), value)) == Heard((value,), sure=True), (name, value)


def test_blanks_stand_only_around_a_fraction_and_before_a_unit() -> None:
    for name, text, value in (("rate", "98 / 100", "98/100"), ("count", "12 件", "12"), ("percent", " 98 % ", "98")):
        assert hear(of(name), text) == Heard((value,), sure=True)
    assert hear(of("rate"), "98 of 100") == Heard(("98/100",), sure=True)
    assert hear(of("rate"), "100 件中 98 件") == Heard(("98/100",), sure=True)
    for name, text in (
        ("count", "1 234"),
        ("count", "12 万件"),
        ("count", "三 五"),
        ("count", "三万 五千"),
        ("percent", ""),
    ):
        with pytest.raises(ValueRefusedError):
            hear(of(name), text)


@pytest.mark.parametrize("text", ["9" * 201, "九" * 5000, "1/" * 3000, "百分之" * 500, "中" * 201])
def test_a_text_that_is_far_too_long_is_no_number(text: str) -> None:
    for name in ("percent", "rate", "count"):
        with pytest.raises(ValueRefusedError):
            hear(of(name), text)


def test_whatever_a_file_may_hold_may_be_said() -> None:
    for name, text in (
        ("percent", "98.50 %"),
        ("rate", "98/100"),
        ("points", "12 分"),
        ("rank", "3/6"),
        ("list", "1/1"),
    ):
        assert hear(of(name), text).values == (read(of(name), text),)


def test_an_event_has_no_value() -> None:
    events = book(metric(input="events", method={"kind": "events", "levels": {"city": 2}})).metric("m")
    with pytest.raises(ValueRefusedError) as caught:
        hear(events, "3")
    assert caught.value.code == "events_take_a_level"


@pytest.mark.parametrize(
    ("number", "rest", "belongs"),
    [
        ("12", " 万件", True),
        ("98", ",5", True),
        ("98", " 左右", True),
        ("98", ",左右", True),
        ("98", " 到 99", True),
        ("98", " 多件", True),
        ("3", " 件左右", True),
        ("12", " 户次", True),
        ("三万", " 五千", True),
        ("九十八", " 点五", True),
        ("97/100", " 核对台账", False),
        ("97/100", ",件数有误", False),
        ("97/100", " 一件重复", False),
        ("97/100", " 件数有误", False),
        ("97/100", " 人员重复", False),
        ("3", " 户 核对", True),
        ("97/100", " 多报了两件", False),
        ("12", "\n核对台账", False),
        ("12", " yuan too many", True),
        ("12", ", Yuan recounted", True),
        ("35000", " wan-yuan recounted", True),
        ("35000", " yi yuan, recounted", True),
        ("12", " 元 漏计", True),
        ("12", " 元漏计", True),
        ("12", " 万元 漏计", True),
        ("12", " 元旦前漏计", False),
        ("12", " Yuanyuan counted twice", False),
    ],
)
def test_what_may_still_belong_to_a_number_is_no_reason(number: str, rest: str, belongs: bool) -> None:  # noqa: FBT001 - a table
    assert goes_on(number, rest) is belongs
