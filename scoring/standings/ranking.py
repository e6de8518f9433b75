"""Ranks from published numbers: one sort key, equal key = equal rank, in three ways of counting places."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from scoring.rulebook.model import Ties

Key = tuple[Fraction | int, ...]

Rank = int | Fraction


def ranks(keys: Sequence[Key], ties: Ties) -> list[Rank]:
    """Return the rank of every key, the smallest key first; under `average` a rank may end in a half."""
    together = Counter(keys)
    ordered = sorted(together)
    found = dict(zip(ordered, places([together[key] for key in ordered], ties), strict=True))
    return [found[key] for key in keys]


def places(sizes: Sequence[int], ties: Ties) -> list[Rank]:
    """Return the rank of every group of equals, given how many stand in each, the best group first."""
    found: list[Rank] = []
    before = 0
    for size in sizes:
        if ties == "dense":
            found.append(len(found) + 1)
        elif ties == "average":
            place = before + Fraction(size + 1, 2)
            found.append(int(place) if place.denominator == 1 else place)
        else:
            found.append(before + 1)
        before += size
    return found


def most_first(number: Fraction | int | None) -> Key:
    """Return the part of a sort key for a number of which more is better; who lacks it comes last."""
    return (1, 0) if number is None else (0, -number)
