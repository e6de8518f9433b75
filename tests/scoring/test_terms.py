"""The well-known levels and units of measure: said in English, and read when somebody types them so."""

import pytest

from scoring.language import Spoken, measured, named, speaking
from scoring.reading.canonical import ValueRefusedError, level_key, read
from scoring.reading.values import goes_on, hear, shown
from scoring.rulebook.model import Metric
from scoring.terms import LEVELS, MEASURES, TERMS
from tests.scoring.making import book, metric, rate

ENGLISH = Spoken("en", {"市级": "municipal"})
COUNT = metric("count", input="count", unit="件")
RATE = rate("rate", unit="件", category="d")
WAN = metric("wan", unit="万元", category="e")
ODD = metric("odd", unit="坪", category="f")


def of(name: str) -> Metric:
    return book(COUNT, RATE, WAN, ODD).metric(name)


def levels(*names: str) -> Metric:
    known = {f"l{at}": name for at, name in enumerate(names)}
    method = {"kind": "events", "levels": dict.fromkeys(known, "1")}
    return book(metric("e", input="events", level_names=known, method=method)).metric("e")


def test_a_term_is_said_in_english_unless_the_rulebook_calls_it_something_else() -> None:
    for term, english in TERMS.items():
        assert named(term) == term
        with speaking(Spoken("en")):
            assert named(term) == english
    with speaking(ENGLISH):
        assert (named("市级"), named("省级"), named("邻里级")) == ("municipal", "provincial", "邻里级")


@pytest.mark.parametrize(
    ("number", "unit", "english"),
    [
        ("1", "件", "1 case"),
        ("0", "件", "0 cases"),
        ("12.5", "分", "12.5 points"),
        ("95.5", "%", "95.5%"),
        ("3", "坪", "3坪"),
        ("3", "visits", "3 visits"),
        ("3", "", "3"),
    ],
)
def test_a_number_has_its_unit_behind_it(number: str, unit: str, english: str) -> None:
    assert measured(number, unit) == f"{number}{unit}"
    with speaking(Spoken("en")):
        assert measured(number, unit) == english


def test_what_is_said_in_english_is_read_as_what_it_was() -> None:
    for unit in MEASURES:
        one = book(metric("m", unit=unit)).metric("m")
        for value in ("1", "35000"):
            with speaking(Spoken("en")):
                said = shown(one, value)
            assert said.split(" ")[0] == value
            assert hear(one, said).values == (value,), said
            assert hear(one, said).sure
            assert read(one, said.upper()) == value
    for name, english in LEVELS.items():
        assert level_key(levels("其他", name), english.title()) == "l1"
        assert " " not in english, "the next word begins the title"


def test_both_numbers_of_a_share_may_have_their_unit() -> None:
    for said in ("97 of 100 cases", "97 cases of 100", "97 cases of 100 cases", "97/100 cases"):
        assert hear(of("rate"), said).values == ("97/100",)


def test_a_number_is_never_converted_and_another_unit_is_refused() -> None:
    assert hear(of("wan"), "3.5 wan-yuan").values == ("3.5",)
    for name, said in (("wan", "35000 yuan"), ("count", "12 points"), ("odd", "3 cases"), ("count", "cases")):
        with pytest.raises(ValueRefusedError):
            hear(of(name), said)


def test_a_unit_alone_behind_a_number_is_no_reason_for_it() -> None:
    assert goes_on("12", " Points")
    assert not goes_on("12", " people were counted twice")


def test_no_two_levels_share_a_word() -> None:
    assert len(set(LEVELS.values())) == len(LEVELS)
    every = levels(*LEVELS)
    for key, name in every.level_names.items():
        assert level_key(every, LEVELS[name]) == key


def test_a_word_that_the_rulebook_has_itself_is_the_rulebooks() -> None:
    own = levels("本局", "bureau")
    assert level_key(own, "bureau") == "l1"
    assert level_key(levels("本局", "局级"), "bureau-level") == "l1"
