from fractions import Fraction

import pytest

from scoring.standings.publish import cut_off, published, raw_text


@pytest.mark.parametrize(
    ("number", "places", "half_up", "half_even"),
    [
        ("-0.125", 2, "-0.13", "-0.12"),
        ("-0.004", 2, "0.00", "0.00"),
        ("0", 2, "0.00", "0.00"),
        ("0.5", 0, "1", "0"),
        ("1.5", 0, "2", "2"),
        ("-1.5", 0, "-2", "-2"),
        ("12", 3, "12.000", "12.000"),
        ("0.05", 1, "0.1", "0.0"),
        ("2/3", 6, "0.666667", "0.666667"),
        ("99.995", 2, "100.00", "100.00"),
    ],
)
def test_a_number_is_rounded_once_and_exactly(number: str, places: int, half_up: str, half_even: str) -> None:
    assert published(Fraction(number), places, "half_up") == half_up
    assert published(Fraction(number), places, "half_even") == half_even


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [("2/3", 1, "0.6"), ("0.999", 2, "0.99"), ("25", 1, "25.0"), ("1e-9", 1, "0.0"), ("7/2", 0, "3")],
)
def test_a_bound_is_never_shown_as_more_than_it_is(number: str, places: int, text: str) -> None:
    assert cut_off(Fraction(number), places) == text
    assert Fraction(text) <= Fraction(number) < Fraction(text) + Fraction(1, 10**places)


@pytest.mark.parametrize(
    ("number", "text"),
    [("2/3", "0.666667"), ("100", "100"), ("0", "0"), ("12.5000005", "12.500001"), ("-1/8", "-0.125"), ("-1e-9", "0")],
)
def test_a_reckoned_raw_value_is_shown_with_six_decimals_at_most(number: str, text: str) -> None:
    assert raw_text(Fraction(number)) == text
