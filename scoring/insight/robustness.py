"""How firmly a ranking stands: the margin of its lead, its behaviour under other weights, what decides it.

This is analysis beside the official result: the margin and the re-scorings are exact, the weight noise is a numpy
float lane. Nothing on the official path imports this module, and nothing it says is published as points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.insight.changes import Move, moves
from scoring.insight.explain import contributions, difference
from scoring.insight.what_if import Basis, fitting
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.score import Row, Standings

DRAWS = 1000

NOISE = Fraction(1, 4)

_NOTHING = Fraction()

_EQUAL = 1e-9  # totals closer than this are one total: the float lane cannot tell them apart


@dataclass(frozen=True, slots=True)
class Margin:
    """How far all weights may move before a lead falls; `epsilon` None: no shift of weights can change it."""

    leader: str
    rival: str
    gap: Fraction
    epsilon: Fraction | None


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The ranks of a unit under noisy weights: over all draws, and over the middle nine tenths of them."""

    unit: str
    rank: int | Fraction
    best: int
    worst: int
    usual_best: int
    usual_worst: int


@dataclass(frozen=True, slots=True)
class Flat:
    """A metric in which all ranked units have the same points; `full` where these are its full marks."""

    metric: str
    points: Fraction
    full: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What leaving a metric out would do: who moves, and by how many places all units together."""

    metric: str
    shift: Fraction
    moves: tuple[Move, ...]


def margin(rulebook: Rulebook, standings: Standings) -> Margin | None:
    """Return the exact ε* of the lead against the rival who threatens it most; None with fewer than two ranked.

    ε* = Σw·d / Σw·|d|, with w·d the difference in published points of a metric: if every weight may move by ±ε,
    the lead cannot fall while ε < ε*, and falls for the worst choice of weights beyond it. What caps, rescaling and
    rounding add to a total is held as it is.
    """
    ranked = [row for row in standings.rows if row.rank is not None]
    if len(ranked) < 2:
        return None
    found = [_margin(rulebook, ranked[0], rival) for rival in ranked[1:]]
    return min(found, key=lambda each: (each.epsilon is None, each.epsilon or _NOTHING, each.gap))


def rank_intervals(
    rulebook: Rulebook, standings: Standings, *, seed: int = 0, draws: int = DRAWS, noise: Fraction = NOISE
) -> tuple[RankInterval, ...]:
    """Return the ranks of all ranked units when every metric's weight is drawn from 1 ± noise, uniform and seeded.

    As in `margin` only the metrics' own points scale with their weights. Ties share the better rank.
    """
    ranked = [(row, row.rank) for row in standings.rows if row.rank is not None]
    if not ranked:
        return ()
    metrics = list(ranked[0][0].metrics)
    points = np.zeros((len(ranked), len(metrics)))
    rest = np.zeros(len(ranked))
    for at, (row, _) in enumerate(ranked):
        for part in contributions(rulebook, row):
            if part.kind == "metric":
                points[at, metrics.index(part.name)] = float(part.amount)
            else:
                rest[at] += float(part.amount)
    spread = float(noise)
    weights = np.random.default_rng(seed).uniform(1 - spread, 1 + spread, (draws, len(metrics)))
    totals = weights @ points.T + rest
    places = 1 + np.stack([(totals > totals[:, [at]] + _EQUAL).sum(axis=1) for at in range(len(ranked))])
    low, high = (np.quantile(places, share, axis=1, method="nearest") for share in (0.05, 0.95))
    return tuple(
        RankInterval(row.unit, rank, int(places[at].min()), int(places[at].max()), int(low[at]), int(high[at]))
        for at, (row, rank) in enumerate(ranked)
    )


def flat_metrics(rulebook: Rulebook, standings: Standings) -> tuple[Flat, ...]:
    """Return the metrics that tell nobody apart: all ranked units that have points in them have the same."""
    ranked = [row for row in standings.rows if row.rank is not None]
    found: list[Flat] = []
    for name in ranked[0].metrics if ranked else ():
        given = {Fraction(row.metrics[name].points or 0) for row in ranked if row.metrics[name].points is not None}
        if len(given) == 1:
            (points,) = given
            found.append(Flat(name, points, full=points == _full_marks(rulebook.metric(name), standings.period)))
    return tuple(found)


def left_out(basis: Basis) -> tuple[LeftOut, ...]:
    """Score anew without each metric in turn, officially; the metric that shifts most ranks comes first.

    A metric without which nothing is left to score is passed over.
    """
    now = basis.standings()
    found: list[LeftOut] = []
    for name in now.rows[0].metrics:
        metrics = tuple(metric for metric in basis.rulebook.metrics if metric.id != name)
        try:
            without = replace(basis, rulebook=replace(basis.rulebook, metrics=metrics)).standings()
        except FaultyError:
            continue
        moved = tuple(move for move in moves(now, without) if move.rank_before != move.rank_after)
        found.append(LeftOut(name, _shift(moved), moved))
    return tuple(sorted(found, key=lambda each: -each.shift))


def moved_by(basis: Basis, rulebook: Rulebook) -> tuple[Move, ...]:
    """Return every unit that another rulebook would move on the same values; what it refuses is not reported."""
    other = replace(basis, rulebook=rulebook, cells=fitting(rulebook, basis.cells))
    return moves(basis.standings(), other.standings())


def _margin(rulebook: Rulebook, leader: Row, rival: Row) -> Margin:
    gap = Fraction(leader.total) - Fraction(rival.total)
    apart = (abs(part.amount) for part in difference(rulebook, leader, rival) if part.kind == "metric")
    spread = sum(apart, _NOTHING)
    epsilon = gap / spread if spread else None
    return Margin(leader.unit, rival.unit, gap, epsilon if gap else _NOTHING)


def _full_marks(metric: Metric, period: str) -> Fraction:
    within = Period.parse(period)
    counted = len(within.parts(metric.period)) if within and metric.rollup == "points_sum" else 1
    return metric.points * counted


def _shift(moved: Sequence[Move]) -> Fraction:
    """Return by how many places the ranked units move together; one that gains or loses its rank counts none."""
    both = [(move.rank_before, move.rank_after) for move in moved]
    return sum((abs(Fraction(old) - Fraction(new)) for old, new in both if old and new), _NOTHING)
