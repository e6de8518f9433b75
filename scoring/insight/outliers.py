"""Values that a batch leaves out because somebody should look at them one by one; exact arithmetic throughout."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

DEVIATIONS = 3
"""More than so many median absolute deviations from the arena's median is far from the arena."""

SHARE = Fraction(1, 5)
"""More than this share of the unit's last value is far from it."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """Why a value stands out, and what it is far from: the arena's median, or the unit's last value."""

    code: Literal["far_from_arena", "far_from_last"]
    reference: Fraction


def outlying(x: Fraction, arena: Sequence[Fraction], last: Fraction | None) -> tuple[Outlier, ...]:
    """Say why a value stands out; `arena` are the values of one metric and period, `last` the unit's value before.

    Exactly three deviations, or exactly 20 %, do not stand out. Where most of the arena agrees, whoever differs does.
    """
    found: list[Outlier] = []
    if arena:
        middle = median(arena)
        if abs(x - middle) > DEVIATIONS * median([abs(each - middle) for each in arena]):
            found.append(Outlier("far_from_arena", middle))
    if last is not None and abs(x - last) > SHARE * abs(last):
        found.append(Outlier("far_from_last", last))
    return tuple(found)


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the middle of some values: of an even number the mean of the two in the middle."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
