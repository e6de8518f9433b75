"""The one place that rounds: exact numbers become published ones here and nowhere else."""

from fractions import Fraction

from scoring.entries import Rounding

_SHOWN_PLACES = 6


def rounded(number: Fraction, places: int, rounding: Rounding) -> Fraction:
    """Round to so many decimals: half_up away from zero (as Excel does), half_even as GB/T 8170 says."""
    return Fraction(_scaled(number, places, rounding), 10**places)


def published(number: Fraction, places: int, rounding: Rounding) -> str:
    """Write a number with exactly so many decimals, rounded; minus zero is written as zero."""
    return _written(_scaled(number, places, rounding), places)


def raw_text(number: Fraction) -> str:
    """Write a raw value that was reckoned: half up to 6 decimals, trailing zeros dropped."""
    text = published(number, _SHOWN_PLACES, "half_up")
    return text.rstrip("0").rstrip(".")


def _scaled(number: Fraction, places: int, rounding: Rounding) -> int:
    """Return the rounded number in units of its last place."""
    whole, rest = divmod(abs(number.numerator) * int(10**places), number.denominator)
    twice = 2 * rest
    if twice > number.denominator or (twice == number.denominator and (rounding == "half_up" or whole % 2 == 1)):
        whole += 1
    return -whole if number < 0 else whole


def _written(scaled: int, places: int) -> str:
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
