"""The one place that rounds: exact numbers become published ones here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import repeat

from scoring.rulebook.model import Competition, Rounding

Number = Fraction | int

_SHOWN_PLACES = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """How a competition rounds. Numbers are held in units of its last decimal: 4.50 points of two places are 450.

    So every published number is a whole one, and adds up as fast as whole numbers do. Where only the total is rounded
    (`stepwise` is False) a number on the way may be a fraction of that unit.
    """

    places: int
    rounding: Rounding
    stepwise: bool
    unit: int

    def step(self, number: Fraction) -> Number:
        """Take an exact number of points over, rounded where the rulebook rounds every printed one."""
        return (
            _divided(number.numerator * self.unit, number.denominator, self.rounding)
            if self.stepwise
            else (number * self.unit)
        )

    def steps(self, numerators: Sequence[int], denominator: int) -> list[Number]:
        """Take over a whole column of exact points with one (positive) denominator."""
        if not self.stepwise:
            return [Fraction(each * self.unit, denominator) for each in numerators]
        if self.rounding == "half_up" and min(numerators, default=0) >= 0:
            twofold, twice = 2 * self.unit, 2 * denominator
            return [(each * twofold + denominator) // twice for each in numerators]
        return [_divided(each * self.unit, denominator, self.rounding) for each in numerators]

    def share(self, number: Number, part: int, whole: int) -> Number:
        """Return number · part / whole, rounded where the rulebook rounds every printed number."""
        found = Fraction(number * part, whole)
        return self.round(found) if self.stepwise else found

    def round(self, number: Number) -> int:
        """Return a number as it is published, in units of the last decimal."""
        return number if isinstance(number, int) else _divided(number.numerator, number.denominator, self.rounding)

    def write(self, number: Number) -> str:
        """Publish a number."""
        return _written(self.round(number), self.places)

    def percent(self, k: int, n: int) -> str:
        """Publish k/n in percent: with as many decimals as points have, trailing zeros dropped."""
        return _bare(published(Fraction(100 * k, n), self.places, self.rounding))

    def write_all(self, numbers: Sequence[Number | None]) -> list[str | None]:
        """Publish a column of numbers; None stays None."""
        places = self.places
        if self.stepwise and None not in numbers:
            return list(map(_written, numbers, repeat(places)))
        return [None if number is None else _written(self.round(number), places) for number in numbers]


def scale_of(rules: Competition) -> Scale:
    """Return how a competition rounds."""
    return Scale(rules.places, rules.rounding, rules.round_at == "metric", int(10**rules.places))


def published(number: Fraction, places: int, rounding: Rounding) -> str:
    """Write a number with exactly so many decimals, rounded; minus zero is written as zero.

    half_up rounds away from zero (as Excel does), half_even as GB/T 8170 says.
    """
    return _written(_divided(number.numerator * int(10**places), number.denominator, rounding), places)


def rounded(number: Fraction, places: int, rounding: Rounding) -> Fraction:
    """Return a number rounded to so many decimals, still exact: what a rulebook rounds before it is scored."""
    unit = int(10**places)
    return Fraction(_divided(number.numerator * unit, number.denominator, rounding), unit)


def cut_off(number: Fraction, places: int) -> str:
    """Write a number cut off after so many decimals: never more than it is, for a bound that must hold as shown."""
    return _written(number.numerator * int(10**places) // number.denominator, places)


def raw_text(number: Fraction) -> str:
    """Write a raw value that was reckoned: half up to 6 decimals, trailing zeros dropped."""
    return _bare(published(number, _SHOWN_PLACES, "half_up"))


def _bare(text: str) -> str:
    """Drop the trailing zeros of a decimal."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _divided(numerator: int, denominator: int, rounding: Rounding) -> int:
    whole, rest = divmod(abs(numerator), denominator)
    twice = 2 * rest
    if twice > denominator or (twice == denominator and (rounding == "half_up" or whole % 2 == 1)):
        whole += 1
    return -whole if numerator < 0 else whole


@lru_cache(maxsize=2**14)  # the same few thousand numbers are written again and again
def _written(scaled: int, places: int) -> str:
    digits = str(abs(scaled)).rjust(places + 1, "0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits
