"""Official exact standings beside a numpy float lane, polars and pandas: min-max, weights, sum, rank with ties

All start from values already read and end with every unit's total and rank in one arena: from columns of decimals (a
float matrix, two data frames, the official lane's whole numbers). The official lanes also hold every metric's
published points. The two below it start from single cells, as the bot does with its arenas of a few dozen units; the
last one also writes all rows and the fingerprint of the values, ready to be shown.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from scoring.calendar import Period
from scoring.reading.canonical import decimal_text
from scoring.rulebook.load import load
from scoring.standings.cells import Cell
from scoring.standings.score import Standings, score
from scoring.standings.wide import Decimals
from tests.benchmarks.houses import rules_of
from tests.benchmarks.lanes import METRICS, NAMES, by_numpy, by_pandas, by_polars
from tests.benchmarks.table import Row, medians

ROUNDS = {20: 201, 10_000: 15, 100_000: 15}
BUDGET = 1.5
"""Seconds after which a lane takes part in no further round."""
PERIOD = Period(2026, "month", 3)
ANCHORS = ("numpy", "polars", "pandas")


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure every size in turns, once the lanes have been seen to agree; medians."""
    yield f"{METRICS} metrics, from values already read; medians of at most {max(ROUNDS.values())} rounds."
    for units, rounds in ROUNDS.items() if full else list(ROUNDS.items())[:2]:
        lanes = lanes_of(units)
        check({name: lane() for name, lane in lanes.items()})
        taken = medians(lanes, rounds, BUDGET)
        for name in ANCHORS:
            yield Row(f"{units:,} units, official and exact", taken["official"] * 1000, "ms", taken[name] * 1000, name)
        for name in ("from single cells", "and written as text"):
            yield Row(f"{units:,} units, {name}", taken[name] * 1000, "ms", taken["numpy"] * 1000, "numpy")


def lanes_of(units: int) -> dict[str, Callable[[], Any]]:
    """Return the same question to every lane."""
    dice = Random(units)
    hundredths = [[dice.randint(0, 10_000) for _ in NAMES] for _ in range(units)]
    rulebook = load(rules_of(units))
    cells = reported(hundredths)
    matrix = np.asfortranarray(np.array(hundredths) / 100)  # whole columns in memory, the faster way for numpy
    polars_frame = pl.DataFrame(matrix, schema=NAMES)
    pandas_frame = pd.DataFrame(matrix, columns=NAMES)
    columns = {name: Decimals(np.array([row[at] for row in hundredths]), 2) for at, name in enumerate(NAMES)}
    return {
        "official": lambda: score(rulebook, columns, PERIOD, "a"),
        "from single cells": lambda: score(rulebook, cells, PERIOD, "a"),
        "and written as text": lambda: text_of(score(rulebook, cells, PERIOD, "a")),
        "numpy": lambda: by_numpy(matrix),
        "polars": lambda: by_polars(polars_frame),
        "pandas": lambda: by_pandas(pandas_frame),
    }


def reported(hundredths: list[list[int]]) -> list[Cell]:
    """Return the confirmed cells of all units."""
    texts = [decimal_text(Fraction(number, 100)) for number in range(10_001)]
    return [
        Cell(f"u{at}", name, str(PERIOD), value=texts[number])
        for at, row in enumerate(hundredths, 1)
        for name, number in zip(NAMES, row, strict=True)
    ]


def text_of(standings: Standings) -> Standings:
    """Write rows and fingerprint."""
    assert standings.rows
    assert standings.snapshot
    return standings


def check(results: dict[str, Any]) -> None:
    """Make sure that all lanes answered the same question: totals agree but for the rounding of 31 metrics."""
    totals, ranks = results["numpy"]
    official: Standings = results["official"]
    for name in ("from single cells", "and written as text"):
        assert (results[name].totals, results[name].ranks) == (official.totals, official.ranks), (
            f"{name}: other numbers"
        )
    apart = max(abs(one / 100 - total) for one, total in zip(official.totals, totals, strict=True))
    assert apart <= METRICS * 0.005, f"the lanes disagree by {apart} points"
    for name in ("polars", "pandas"):
        assert np.abs(np.asarray(results[name]["total"]) - totals).max() < 1e-9, f"{name} has other totals"
        away = np.abs(np.asarray(results[name]["rank"]) - ranks).max()
        assert away <= 1 + len(ranks) / 1000, f"{name} has other ranks"  # float sums part equal totals, each in its way
