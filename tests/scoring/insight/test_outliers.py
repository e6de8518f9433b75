"""What a batch leaves out: more than 3 MAD from the arena, more than 20 % from the last value."""

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.insight.outliers import median, outlying

FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=999)


def codes(x: str, arena: str = "", last: str | None = None) -> list[str]:
    found = outlying(Fraction(x), [Fraction(each) for each in arena.split()], None if last is None else Fraction(last))
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("x", "arena"),
    [
        ("98", "98"),  # alone
        ("90", "90 98"),  # of two each is one deviation from the middle
        ("94", "94 96 97 98 99"),  # exactly three: median 97, deviations 3 1 0 1 2
        ("100", "100 97 98 96 99"),
    ],
)
def test_what_is_within_three_deviations_of_the_arena_stands_out_nowhere(x: str, arena: str) -> None:
    assert codes(x, arena) == []


@pytest.mark.parametrize(
    ("x", "arena"),
    [
        ("50", "96 97 98 97 50"),
        ("93.999999999999999999999999999999", "93.999999999999999999999999999999 96 97 98 98"),  # a hair beyond three
        ("99", "100 100 100 99"),  # most agree: no deviation, whoever differs stands out
    ],
)
def test_more_than_three_deviations_stand_out(x: str, arena: str) -> None:
    assert codes(x, arena) == ["far_from_arena"]


@pytest.mark.parametrize(
    ("x", "last", "found"),
    [
        ("80", "100", []),
        ("120", "100", []),
        ("79.999", "100", ["far_from_last"]),
        ("120.001", "100", ["far_from_last"]),
        ("-12", "-10", []),
        ("-13", "-10", ["far_from_last"]),
        ("0", "0", []),
        ("1", "0", ["far_from_last"]),
    ],
)
def test_more_than_a_fifth_away_from_the_last_value_stands_out(x: str, last: str, found: list[str]) -> None:
    assert codes(x, last=last) == found


def test_both_reasons_are_told_with_what_they_compare_with() -> None:
    found = outlying(Fraction(50), [Fraction(n) for n in (50, 96, 97, 98)], Fraction(95))

    assert [(each.code, each.reference) for each in found] == [
        ("far_from_arena", Fraction(193, 2)),
        ("far_from_last", Fraction(95)),
    ]


@given(st.lists(FRACTIONS, min_size=1, max_size=12))
def test_the_median_is_that_of_the_standard_library(values: list[Fraction]) -> None:
    assert median(values) == statistics.median(values)


@given(FRACTIONS, st.lists(FRACTIONS, max_size=9), st.none() | FRACTIONS, st.integers(1, 50))
def test_the_unit_of_a_number_does_not_matter(
    x: Fraction, arena: list[Fraction], last: Fraction | None, scale: int
) -> None:
    scaled = outlying(x * scale, [each * scale for each in arena], None if last is None else last * scale)

    assert [each.code for each in scaled] == [each.code for each in outlying(x, arena, last)]
