"""Official exact standings beside a numpy float lane, polars and pandas: min-max, weights, sum, rank with ties.

All start from values already read and end with every unit's total and rank in one arena: from columns of decimals (a
float matrix, two data frames, the official lane's whole numbers). The official lanes also hold every metric's
published points. The two below it start from single cells, as the bot does with its arenas of a few dozen units; the
last one also writes all rows and the fingerprint of the values, ready to be shown.
"""

import gc
from fractions import Fraction
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl

from scoring.calendar import Period
from scoring.reading.canonical import decimal_text
from scoring.rulebook.model import Rulebook
from scoring.standings.cells import Cell
from scoring.standings.score import Standings, score
from scoring.standings.wide import Decimals
from tests.scoring.making import book, metric

if TYPE_CHECKING:
    from collections.abc import Callable


Matrix = npt.NDArray[np.float64]

METRICS = 31
ROUNDS = {20: 201, 10_000: 15, 100_000: 15}
BUDGET = 3.0  # seconds after which a lane takes part in no further round
PERIOD = Period(2026, "month", 3)
WEIGHTS = [4 if at < 7 else 3 for at in range(METRICS)]
NAMES = [f"m{at}" for at in range(METRICS)]


def run() -> list[str]:
    """Measure every size in interleaved rounds and return medians and ratios to the numpy lane."""
    return [line for size in ROUNDS for line in measured(size)]


def measured(units: int) -> list[str]:
    """Measure one size, once the lanes have been seen to agree."""
    dice = Random(units)
    hundredths = [[dice.randint(0, 10_000) for _ in NAMES] for _ in range(units)]
    rulebook = competition(units)
    cells = reported(hundredths)
    matrix = np.asfortranarray(np.array(hundredths) / 100)  # whole columns in memory, the faster way for numpy
    polars_frame = pl.DataFrame(matrix, schema=NAMES)
    pandas_frame = pd.DataFrame(matrix, columns=NAMES)
    columns = {name: Decimals(np.array([row[at] for row in hundredths]), 2) for at, name in enumerate(NAMES)}
    lanes: dict[str, Callable[[], Any]] = {
        "official exact standings": lambda: score(rulebook, columns, PERIOD, "a"),
        "the same from single cells": lambda: score(rulebook, cells, PERIOD, "a"),
        "and written as text": lambda: written(score(rulebook, cells, PERIOD, "a")),
        "numpy float lane": lambda: by_numpy(matrix),
        "polars": lambda: by_polars(polars_frame),
        "pandas": lambda: by_pandas(pandas_frame),
    }
    spent: dict[str, list[float]] = {name: [] for name in lanes}
    results: dict[str, Any] = {}
    for number in range(ROUNDS[units]):
        for name, lane in lanes.items():
            if sum(spent[name]) < BUDGET:
                gc.collect()
                start = perf_counter()
                result = lane()
                spent[name].append(perf_counter() - start)
                results |= {} if number else {name: result}
        if not number:
            check(results)
            results.clear()
    base = median(spent["numpy float lane"])
    return [
        f"{units:,} units x {METRICS} metrics, medians of interleaved rounds",
        *(
            f"{median(each) * 1000:12.3f} ms {median(each) / base:9.1f} x  {name} ({len(each)} rounds)"
            for name, each in spent.items()
        ),
    ]


def competition(units: int) -> Rulebook:
    """Return a rulebook of one arena in which every metric is scored between the arena's worst and best."""
    metrics = [
        metric(name, points=weight, method={"kind": "minmax"}) for name, weight in zip(NAMES, WEIGHTS, strict=True)
    ]
    return book(*metrics, units=units)


def reported(hundredths: list[list[int]]) -> list[Cell]:
    """Return the confirmed cells of all units."""
    texts = [decimal_text(Fraction(number, 100)) for number in range(10_001)]
    return [
        Cell(f"u{at}", name, str(PERIOD), value=texts[number])
        for at, row in enumerate(hundredths, 1)
        for name, number in zip(NAMES, row, strict=True)
    ]


def written(standings: Standings) -> Standings:
    """Write rows and fingerprint."""
    if not (standings.rows and standings.snapshot):
        raise RuntimeError("nothing was written")
    return standings


def by_numpy(matrix: Matrix) -> tuple[Matrix, npt.NDArray[np.int64]]:
    """Total and rank by floats, column by column, without rounding; equal totals share the better rank."""
    total = np.zeros(len(matrix))
    for weight, column in zip(WEIGHTS, matrix.T, strict=True):
        low = column.min()
        total += (column - low) * (weight / (column.max() - low))
    return total, np.searchsorted(np.sort(-total), -total) + 1


def by_polars(frame: pl.DataFrame) -> pl.DataFrame:
    """The same by polars expressions."""
    shares = [
        (pl.col(name) - pl.col(name).min()) / (pl.col(name).max() - pl.col(name).min()) * weight
        for name, weight in zip(NAMES, WEIGHTS, strict=True)
    ]
    return (
        frame.lazy()
        .select(pl.sum_horizontal(shares).alias("total"))
        .with_columns(pl.col("total").rank("min", descending=True).alias("rank"))
        .collect()
    )


def by_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """The same by pandas columns."""
    low = frame.min()
    total = ((frame - low) / (frame.max() - low) * WEIGHTS).sum(axis=1)
    return pd.DataFrame({"total": total, "rank": total.rank(method="min", ascending=False)})


def check(results: dict[str, Any]) -> None:
    """Make sure that all lanes answered the same question: totals agree but for the rounding of 31 metrics."""
    totals, ranks = results["numpy float lane"]
    official: Standings = results["official exact standings"]
    for name in ("the same from single cells", "and written as text"):
        if (results[name].totals, results[name].ranks) != (official.totals, official.ranks):
            raise RuntimeError(f"{name}: other numbers")
    apart = max(abs(one / 100 - total) for one, total in zip(official.totals, totals, strict=True))
    if apart > METRICS * 0.005:
        raise RuntimeError(f"the lanes disagree by {apart} points")
    for name in ("polars", "pandas"):
        if np.abs(np.asarray(results[name]["total"]) - totals).max() > 1e-9:
            raise RuntimeError(f"{name} has other totals")
        away = np.abs(np.asarray(results[name]["rank"]) - ranks).max()
        if away > 1 + len(ranks) / 1000:  # float sums part equal totals, each library in its own way
            raise RuntimeError(f"{name} has other ranks")
