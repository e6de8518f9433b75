"""Reading a rulebook of twenty thousand faults, kind by kind, beside the plain reading of the same file by tomllib.

A kind whose work grew with the square of its faults would stand out by a factor of hundreds.
"""

import tomllib
from collections.abc import Iterator
from functools import partial

from tests.benchmarks.table import Row, medians
from tests.scoring.test_many_faults import MANY, faults_of

ROUNDS = 5


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure every kind in turns with its anchor; medians."""
    rounds = ROUNDS if full else 1
    yield f"Medians of {rounds} rounds."
    for kind, text in MANY.items():
        taken = medians({"ours": partial(faults_of, text), "plain": partial(tomllib.loads, text)}, rounds)
        yield Row(kind, taken["ours"], "s", taken["plain"], "tomllib alone")
