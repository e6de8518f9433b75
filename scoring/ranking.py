"""Ranks from published numbers: one sort key, equal key = equal rank, in three ways of counting places."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from scoring.entries import Ties

Key = tuple[Fraction | int, ...]


def ranks(keys: Sequence[Key], ties: Ties) -> list[int | Fraction]:
    """Return the rank of every key, the smallest key first; under `average` a rank may end in a half."""
    found: dict[Key, int | Fraction] = {}
    before = 0
    for key, together in sorted(Counter(keys).items()):
        if ties == "dense":
            found[key] = len(found) + 1
        elif ties == "average":
            place = before + Fraction(together + 1, 2)
            found[key] = int(place) if place.denominator == 1 else place
        else:
            found[key] = before + 1
        before += together
    return [found[key] for key in keys]


def more_is_better(number: Fraction | int | None) -> Key:
    """Return the part of a sort key for a number of which more is better; who lacks it comes last."""
    return (1, 0) if number is None else (0, -number)
