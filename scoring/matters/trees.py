"""Matters under matters (上级): how many leaves are closed, the worst light, and that nothing is above itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from scoring.matters.reminders import LIGHTS, Light
from scoring.matters.table import State

Parents = Mapping[int, int]
"""Which matter is above another one, by their numbers."""


@dataclass(frozen=True, slots=True)
class Roll:
    """What a parent shows: leaves closed of leaves not withdrawn, and the worst light among them."""

    closed: int
    leaves: int
    light: Light


def above(number: int, parents: Parents) -> Iterator[int]:
    """Yield what is above a matter, the nearest first."""
    while number in parents:
        number = parents[number]
        yield number


def would_circle(number: int, parent: int, parents: Parents) -> bool:
    """Say whether a matter would be above itself if it were put below a parent."""
    return number in (parent, *above(parent, parents))


def rolls(parents: Parents, parts: Iterable[tuple[int, State, Light]]) -> dict[int, Roll]:
    """Return what every parent shows of the parts of all matters below it, each with the number of its matter."""
    found = dict.fromkeys(parents.values(), Roll(0, 0, ""))
    for number, state, light in parts:
        if state == "withdrawn":
            continue
        for parent in above(number, parents):
            roll = found[parent]
            worst = max(roll.light, light, key=LIGHTS.index)
            found[parent] = Roll(roll.closed + (state == "closed"), roll.leaves + 1, worst)
    return found
