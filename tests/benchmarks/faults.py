"""Reading a rulebook of twenty thousand faults, kind by kind, beside the plain reading of the same file by tomllib.

A kind whose work grew with the square of its faults would stand out by a factor of hundreds.
"""

import tomllib
from collections.abc import Callable
from statistics import median
from time import perf_counter

from tests.scoring.test_many_faults import MANY, faults_of

ROUNDS = 5


def run() -> list[str]:
    """Return for every kind the median seconds, and how many times the anchor's that is."""
    return [measured(kind, text) for kind, text in MANY.items()]


def measured(kind: str, text: str) -> str:
    """Measure one kind in turns with its anchor."""
    ours: list[float] = []
    anchor: list[float] = []
    for _ in range(ROUNDS):
        anchor.append(seconds(lambda: tomllib.loads(text)))
        ours.append(seconds(lambda: faults_of(text)))
    taken, plain = median(ours), median(anchor)
    return f"{kind}: {taken:.2f} s, tomllib alone {plain:.2f} s, ratio {taken / plain:.1f}"


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds that a piece of work takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun
