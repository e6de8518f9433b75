"""Methods that are one straight line between two bounds, in whole numbers: most rulebooks use hardly any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring import kinds
from scoring.publish import Number

_SHARES = {"full": Fraction(1), "half": Fraction(1, 2), "zero": Fraction()}


@dataclass(frozen=True, slots=True)
class Line:
    """points = min(max(slope·x + start, low), high) / size, all of them whole; a bound None does not bind."""

    slope: int
    start: int
    size: int
    low: int | None = None
    high: int | None = None

    def of_all(self, tops: Sequence[int], bottom: int) -> tuple[list[int], int]:
        """Return the points of many x = top/bottom: their numerators, and the denominator they share."""
        slope, start = self.slope, self.start * bottom
        found = [slope * top + start for top in tops]
        if self.low is not None:
            low = self.low * bottom
            found = [max(each, low) for each in found]
        if self.high is not None:
            high = self.high * bottom
            found = [min(each, high) for each in found]
        return found, self.size * bottom

    def of(self, x: Fraction) -> Fraction:
        """Return the exact points of one x."""
        (numerator,), denominator = self.of_all((x.numerator,), x.denominator)
        return Fraction(numerator, denominator)


def line_of(method: kinds.Method, full: Fraction, ends: tuple[Number, Number] = (0, 0)) -> Line | None:
    """Return the line that a method is, None where it is none; `ends` are the least and the greatest x of the arena."""
    match method:
        case kinds.Goalpost(zero_at=zero_at, full_at=full_at):
            return _through((zero_at, 0), (full_at, full), 0, full)
        case kinds.Efficacy(unacceptable=worst, satisfactory=best, base=base, clip=clip):
            basic = full * base / 100
            first, second = (worst, basic), (best, basic + full * method.span / 100)
            if clip == "none":
                return _through(first, second)
            return _through(first, second, basic if clip == "both" else 0, full)
        case kinds.Completion(direction="up", zero_below=None):
            return _through((0, 0), (method.target, full), full * method.floor, full * method.cap)
        case kinds.MinMax(direction=direction):
            if ends[0] == ends[1]:
                share = full * _SHARES[method.zero_range]
                return _through((0, share), (1, share))
            poorest, finest = ends if direction == "up" else ends[::-1]
            return _through((poorest, 0), (finest, full))
        case kinds.RatioToBest(direction="up"):
            return _through((0, 0), (ends[1], full)) if ends[1] else _through((0, 0), (1, 0))
        case kinds.Checklist():
            return _through((0, 0), (100, full))
        case kinds.Direct():
            return _through((0, 0), (1, 1))
    return None


def _through(
    first: tuple[Number, Number], second: tuple[Number, Number], low: Number | None = None, high: Number | None = None
) -> Line:
    """Return the line through two (x, points), bounded."""
    (x0, y0), (x1, y1) = first, second
    across = x0.denominator if x0.denominator == x1.denominator else x0.denominator * x1.denominator
    up = 1
    for each in (y0, y1, low, high):
        if each is not None and up % each.denominator:
            up *= each.denominator
    left, right = _times(x0, across), _times(x1, across)
    start, end = _times(y0, up), _times(y1, up)
    wide = abs(right - left)
    rise = end - start if right > left else start - end
    return Line(
        slope=rise * across,
        start=start * wide - left * rise,
        size=up * wide,
        low=None if low is None else _times(low, up) * wide,
        high=None if high is None else _times(high, up) * wide,
    )


def _times(number: Number, factor: int) -> int:
    return number.numerator * factor // number.denominator
