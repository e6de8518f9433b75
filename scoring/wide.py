"""Very large arenas: the official numbers of complete columns in numpy's whole numbers, exact to the last digit.

The rules are those of `standings`: the same lines, the same rounding, the same ranks. Whole numbers of 64 bits are
exact as long as none leaves its bounds, which is proved from the extremes of a column before it is reckoned. Whatever
is not proved, or is no straight line, goes the way of every other arena.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from scoring.calendar import Period
from scoring.cells import Cell
from scoring.entries import Competition, Metric, Rounding, Rulebook
from scoring.inputs import decimal_text
from scoring.kinds import Relative
from scoring.publish import Scale, scale_of
from scoring.ranking import places
from scoring.standings import counts_in, score
from scoring.straight import line_of

Whole = npt.NDArray[np.int64]
Ranks = npt.NDArray[np.object_]  # whole numbers, or under `average` also exact halves

_BOUND = 2**62
_WIDEST = 2**22  # a range of numbers that is counted off rather than sorted
_DECIMAL = ("number", "count", "points")


@dataclass(frozen=True, slots=True)
class Decimals:
    """A metric's confirmed values of all units of an arena, in rulebook order: `scaled` / 10^`places`."""

    scaled: Whole
    places: int = 0

    def __post_init__(self) -> None:
        if self.scaled.dtype != np.int64:
            raise TypeError("an official column holds whole numbers of 64 bits")


@dataclass(frozen=True, slots=True)
class WideStandings:
    """The published numbers of all units, in rulebook order, in units of the last published decimal."""

    points: Mapping[str, Whole]
    base: Whole
    bonus: Whole
    deduction: Whole
    total: Whole
    ranks: Ranks


def score_columns(rulebook: Rulebook, columns: Mapping[str, Decimals], period: Period, arena: str) -> WideStandings:
    """Score an arena in which every unit has a confirmed decimal in every metric that counts in the period.

    ValueError where a metric takes no decimals, would have to be rolled up, or has a column of other units.
    """
    metrics = counts_in(rulebook, arena, period)
    units = len(rulebook.units_in(arena))
    for metric in metrics:
        takes_decimals = metric.period == period.kind and (metric.input in _DECIMAL or metric.percent_ok)
        if not takes_decimals or len(columns[metric.id].scaled) != units:
            raise ValueError(f"{metric.id} has no column of decimals in {period}")
    scale = scale_of(rulebook.competition)
    points: dict[str, Whole] = {}
    for metric in metrics:
        found = _points(metric, columns[metric.id], scale, _BOUND // len(metrics))
        if found is None:
            return _one_by_one(rulebook, columns, period, arena)
        points[metric.id] = found
    return _added_up(rulebook, metrics, points, scale)


def _points(metric: Metric, column: Decimals, scale: Scale, bound: int) -> Whole | None:
    """Return the published points of a column; None where it is not proved that 64 bits hold every step."""
    ends = int(column.scaled.min()), int(column.scaled.max())
    line = line_of(metric.method, metric.points, ends)
    if line is None or not scale.stepwise:
        return None
    bottom = 1 if isinstance(metric.method, Relative) else int(10**column.places)
    extremes, denominator = line.of_all(ends, bottom)
    start = line.start * bottom
    steps = [line.slope * end for end in ends] + [line.slope * end + start for end in ends]
    steps += [start, *extremes, denominator]
    if min(extremes) < 0 or 4 * scale.unit * max(map(abs, steps)) >= bound:
        return None
    found = column.scaled * line.slope
    found += start
    if line.low is not None and line.high is not None:
        np.clip(found, min(extremes), max(extremes), out=found)  # between these a straight line needs no other bounds
    return _rounded(found, denominator, scale.unit, scale.rounding)


def _rounded(numerators: Whole, denominator: int, unit: int, rounding: Rounding) -> Whole:
    """Round numbers that are not negative to whole units; the numerators are used up."""
    if rounding == "half_up":
        numerators *= 2 * unit
        numerators += denominator
        numerators //= 2 * denominator
        return numerators
    numerators *= unit
    found = numerators // denominator
    twice = 2 * (numerators - found * denominator)
    found += (twice > denominator) | ((twice == denominator) & (found % 2 == 1))
    return found


def _added_up(
    rulebook: Rulebook, metrics: Sequence[Metric], points: Mapping[str, Whole], scale: Scale
) -> WideStandings:
    sums = {role: np.zeros_like(next(iter(points.values()))) for role in ("base", "bonus", "deduction")}
    for metric in metrics:
        sums[metric.role] += points[metric.id]
    rules = rulebook.competition
    for role, cap in (("bonus", rules.bonus_cap), ("deduction", rules.deduction_cap)):
        np.minimum(sums[role], min(int(cap * scale.unit), _BOUND), out=sums[role])
    total = np.maximum(sums["base"] + sums["bonus"] - sums["deduction"], 0)
    keys = [-total, *(key for entry in rules.tie_break if (key := _key(entry, metrics, points, sums)) is not None)]
    ranks = _ranks(keys, rules)
    return WideStandings(points, sums["base"], sums["bonus"], sums["deduction"], total, ranks)


def _key(entry: str, metrics: Sequence[Metric], points: Mapping[str, Whole], sums: Mapping[str, Whole]) -> Whole | None:
    """Return the sort key of an entry of the tie-break chain, None where it tells no unit from another."""
    kind, _, name = entry.partition(":")
    if not name:
        return sums["deduction"] if kind == "deductions" else -sums[kind]
    if kind == "metric":
        return -points[name] if name in points else None
    own = [points[metric.id] for metric in metrics if metric.category == name and metric.role == "base"]
    return -np.sum(own, axis=0) if own else None


def _ranks(keys: Sequence[Whole], rules: Competition) -> Ranks:
    """Return the rank of every unit by its keys, the smallest first; equal keys are one group."""
    group, sizes = _grouped(keys[0])
    for key in keys[1:]:
        finer, parts = _grouped(key)
        group, sizes = _grouped(group * len(parts) + finer)
    found = np.empty(len(sizes), dtype=np.object_)
    found[:] = places(sizes.tolist(), rules.ties)
    return np.asarray(found[group])


def _grouped(key: Whole) -> tuple[Whole, Whole]:
    """Return the number of every unit's group of equals, in ascending order, and the sizes of the groups."""
    low = int(key.min())
    if int(key.max()) - low > _WIDEST:
        _, group, sizes = np.unique(key, return_inverse=True, return_counts=True)
        return group, sizes
    from_low = key - low
    counts = np.bincount(from_low)
    there = counts > 0
    return (np.cumsum(there) - 1)[from_low], counts[there]


def _one_by_one(rulebook: Rulebook, columns: Mapping[str, Decimals], period: Period, arena: str) -> WideStandings:
    """Score the same values cell by cell."""
    units = [unit.id for unit in rulebook.units_in(arena)]
    cells = [
        Cell(unit, name, str(period), value=decimal_text(Fraction(top, 10**column.places)))
        for name, column in columns.items()
        for unit, top in zip(units, column.scaled.tolist(), strict=True)
    ]
    rows = {row.unit: row for row in score(rulebook, cells, period, arena).rows}
    inside = [rows[unit] for unit in units]
    return WideStandings(
        points={name: _whole([row.metrics[name].points for row in inside]) for name in inside[0].metrics},
        base=_whole([row.base for row in inside]),
        bonus=_whole([row.bonus for row in inside]),
        deduction=_whole([row.deduction for row in inside]),
        total=_whole([row.total for row in inside]),
        ranks=np.array([row.rank for row in inside], dtype=np.object_),
    )


def _whole(texts: Sequence[str | None]) -> Whole:
    """Read published numbers in units of their last decimal."""
    return np.array([int((text or "").replace(".", "")) for text in texts], dtype=np.int64)
