from fractions import Fraction

import pytest

from scoring.reading.canonical import ValueRefusedError, level_key, raw, read, trimmed_mean, wilson
from scoring.rulebook.load import load
from scoring.rulebook.spelling import normalise
from tests.scoring.faulty import VALUES_BOOK
from tests.scoring.making import book, metric, rate, written


@pytest.mark.parametrize(
    ("name", "text", "canonical"),
    [
        ("m", "98.50", "98.5"),
        ("m", " ９８．５ ", "98.5"),
        ("m", "007", "7"),
        ("m", "0.0", "0"),
        ("m", "-0", "0"),
        ("m", "100.000分", "100"),
        ("m", "12 分", "12"),
        ("rate", "９８／１００", "98/100"),
        ("rate", "98 / 100", "98/100"),
        ("rate", "098/100", "98/100"),
        ("rate", "98/100％", "98/100"),
        ("rate", "0/0", "0/0"),
        ("percent", "98.50%", "98.5"),
        ("percent", "98.5", "98.5"),
        ("percent", "98/100", "98/100"),
        ("count", "12件", "12"),
        ("count", "12.0", "12"),
        ("count", "12 cases", "12"),
        ("count", "1 Case", "1"),
        ("m", "98.5points", "98.5"),
        ("rank", "3/6", "3/6"),
        ("direct", "20", "20"),
        ("direct", "0.125", "0.125"),
        ("rating", "5", "5"),
        ("list", "27/31", "27/31"),
    ],
)
def test_a_value_is_read_into_its_canonical_form(name: str, text: str, canonical: str) -> None:
    assert read(load(written(VALUES_BOOK)).metric(name), text) == canonical


def test_a_percentage_never_passes_a_hundred_whatever_the_range() -> None:
    found = book(rate(percent_ok=True, rollup="mean", range=[0, 200])).metric("m")
    assert [read(found, text) for text in ("0", "100%")] == ["0", "100"]
    with pytest.raises(ValueRefusedError):
        read(found, "100.5%")


def test_negative_numbers_are_read_where_the_range_lets_them() -> None:
    assert read(book(metric()).metric("m"), "-3.140") == "-3.14"


def test_a_number_of_many_digits_stays_exact() -> None:
    text = f"{'1234567890' * 20}.{'0987654321' * 20}"
    assert raw(book(metric()).metric("m"), read(book(metric()).metric("m"), text)) == Fraction(text)


@pytest.mark.parametrize(
    ("keys", "value", "x"),
    [
        ({"input": "number"}, "-1.25", Fraction(-5, 4)),
        ({"input": "rate"}, "1/3", Fraction(100, 3)),
        ({"input": "rate"}, "0/0", None),
        ({"input": "rate", "percent_ok": True, "rollup": "mean"}, "98.5", Fraction(197, 2)),
        ({"input": "rate", "smoothing": {"shrink": ["19", "1"]}}, "0/5", Fraction(76)),
        ({"input": "rate", "smoothing": {"shrink": ["19", "1"]}}, "0/0", None),
        ({"input": "rate", "smoothing": "wilson"}, "0/20", Fraction(0)),
        ({"input": "tasks"}, "3/4", Fraction(75)),
        ({"input": "rank", "method": {"kind": "external_rank"}}, "3/6", Fraction(3)),
    ],
)
def test_the_raw_value_is_exact(keys: dict[str, object], value: str, x: Fraction | None) -> None:
    assert raw(book(metric(**keys)).metric("m"), value) == x


def test_a_wilson_bound_is_a_decimal_of_twelve_places() -> None:
    assert wilson(81, 263) == Fraction("25.528851948902")
    assert wilson(5, 5) == Fraction("56.551753134061")


def test_ratings_are_trimmed_from_five_on() -> None:
    assert trimmed_mean([Fraction(n) for n in (1, 10, 10, 10)]) == Fraction(31, 4)
    assert trimmed_mean([Fraction(n) for n in (10, 1, 10, 10, 1)]) == 7
    assert trimmed_mean([Fraction(3)]) == 3


def test_a_level_is_known_by_its_key_and_by_its_name() -> None:
    found = load(written(VALUES_BOOK))
    events = found.metric("events")
    assert [level_key(events, text) for text in ("city", "市级", " 市级 ", "area", "省级")] == [
        "city",
        "city",
        "city",
        "area",
        None,
    ]
    assert level_key(found.metric("m"), "city") is None


def test_text_is_normalised_and_trimmed() -> None:
    assert normalise("　９８．５％ ") == "98.5%"


def test_the_unit_of_another_metric_is_no_unit() -> None:
    assert read(book(rate(unit="％")).metric("m"), "1/2%") == "1/2"
