"""Complete columns of decimals in numpy's whole numbers: the same official numbers, exact to the last digit.

Whole numbers of 64 bits are exact as long as none leaves its bounds, which is proved from the extremes of a column
before it is reckoned. What is not proved, or not rounded on the way, is scored cell by cell instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from scoring.calendar import Period
from scoring.reading.canonical import decimal_text
from scoring.rulebook.methods import Relative
from scoring.rulebook.model import Competition, Metric, Rounding, Unit
from scoring.standings.cells import Cell, used_periods
from scoring.standings.columns import DECIMALS, one_by_one, scaled
from scoring.standings.own_targets import has_own_targets
from scoring.standings.points import line_of
from scoring.standings.publish import Scale, scale_of
from scoring.standings.ranking import Rank, places

Whole = npt.NDArray[np.int64]

_BOUND = 2**62

_WIDEST = 2**22  # a range of numbers that is counted off rather than sorted


@dataclass(frozen=True, slots=True)
class Decimals:
    """A metric's confirmed values of all units of an arena, in rulebook order: `scaled` / 10^`places`.

    `written` are the same as canonical decimals, where they were read from those.
    """

    scaled: Whole
    places: int = 0
    written: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.scaled.dtype != np.int64:
            raise TypeError("an official column holds whole numbers of 64 bits")

    @classmethod
    def read(cls, texts: Sequence[str]) -> Self | None:
        """Read canonical values; None where they are no decimals, or 64 bits do not hold them."""
        if "/" in "".join(texts):
            return None
        tops, places = scaled(texts)
        try:
            return cls(np.array(tops, dtype=np.int64), places, texts)
        except OverflowError:
            return None

    def texts(self) -> Sequence[str]:
        """Return the values as canonical decimals."""
        if self.written:
            return self.written
        bottom = int(10**self.places)
        written = {top: decimal_text(Fraction(top, bottom)) for top in set(self.scaled.tolist())}
        return [written[top] for top in self.scaled.tolist()]


class Wide(NamedTuple):
    """The official numbers of all units, in rulebook order: points by metric, totals, ranks.

    Points and totals are in units of the last published decimal.
    """

    points: Mapping[str, Whole]
    totals: list[int]
    ranks: list[Rank]


def takes_columns(metrics: Sequence[Metric], period: Period, *, final: bool) -> bool:
    """Say whether columns of decimals may hold all that standings of a period use of these metrics."""
    return all(_is_decimal(each, period) and used_periods(each, period, final=final) == (period,) for each in metrics)


def reckon(
    rules: Competition, metrics: Sequence[Metric], columns: Mapping[str, Decimals], period: Period, units: int
) -> Wide | None:
    """Score an arena of so many units in a period; None where it is not proved that 64 bits hold every step.

    ValueError where a metric takes no decimals, would have to be rolled up, or has a column of other units.
    """
    for metric in metrics:
        if not _is_decimal(metric, period) or len(columns[metric.reported_as].scaled) != units:
            raise ValueError(f"{metric.id} has no column of decimals in {period}")
    scale = scale_of(rules)
    points: dict[str, Whole] = {}
    for metric in metrics:
        found = _points(metric, columns[metric.reported_as], scale, _BOUND // len(metrics))
        if found is None:
            return None
        points[metric.id] = found
    return _added_up(rules, metrics, points, scale)


def cells_of(
    metrics: Sequence[Metric], units: Sequence[Unit], columns: Mapping[str, Decimals], period: Period
) -> Iterator[Cell]:
    """Return the same values cell by cell."""
    at = str(period)
    for name in {metric.reported_as: None for metric in metrics}:
        for unit, text in zip(units, columns[name].texts(), strict=True):
            yield Cell(unit.id, name, at, value=text)


def _is_decimal(metric: Metric, period: Period) -> bool:
    held = metric.period == period.kind and (metric.input in DECIMALS or metric.percent_ok)
    return held and not has_own_targets(metric)


def _points(metric: Metric, column: Decimals, scale: Scale, bound: int) -> Whole | None:
    """Return the published points of a column; None where 64 bits do not hold them or nothing rounds them."""
    if not scale.stepwise:
        return None
    ends = int(column.scaled.min()), int(column.scaled.max())
    line = None if metric.round_value is not None else line_of(metric.method, metric.points, ends)
    if line is None:
        return _one_by_one(metric, column, scale, bound)
    bottom = 1 if isinstance(metric.method, Relative) else int(10**column.places)
    extremes, denominator = line.of_all(ends, bottom)
    start = line.start * bottom
    steps = [line.slope * end for end in ends] + [line.slope * end + start for end in ends]
    steps += [line.slope, start, *extremes, denominator]
    if min(extremes) < 0 or 4 * scale.unit * max(map(abs, steps)) >= bound:
        return _one_by_one(metric, column, scale, bound)
    found = column.scaled * line.slope
    found += start
    if line.low is not None and line.high is not None:
        np.clip(found, min(extremes), max(extremes), out=found)  # between these a straight line needs no other bounds
    return _rounded(found, denominator, scale.unit, scale.rounding)


def _one_by_one(metric: Metric, column: Decimals, scale: Scale, bound: int) -> Whole | None:
    """Score a column in Python's whole numbers, which have no bounds."""
    bottom = int(10**column.places)
    found = one_by_one(metric, [Fraction(top, bottom) for top in column.scaled.tolist()], scale)
    return np.array(found, dtype=np.int64) if all(-bound < each < bound for each in found) else None


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


def _added_up(rules: Competition, metrics: Sequence[Metric], points: Mapping[str, Whole], scale: Scale) -> Wide:
    sums = {role: np.zeros_like(next(iter(points.values()))) for role in ("base", "bonus", "deduction")}
    for metric in metrics:
        sums[metric.role] += points[metric.id]
    for role, cap in (("bonus", rules.bonus_cap), ("deduction", rules.deduction_cap)):
        np.minimum(sums[role], min(int(cap * scale.unit), _BOUND), out=sums[role])
    if rules.bonus_from is not None:
        least = rules.bonus_from * scale.unit
        whole = -(-least.numerator // least.denominator)
        sums["bonus"][sums["base"] < max(min(whole, _BOUND), -_BOUND)] = 0
    total = np.maximum(sums["base"] + sums["bonus"] - sums["deduction"], 0)
    keys = [-total, *(key for entry in rules.tie_break if (key := _key(entry, metrics, points, sums)) is not None)]
    return Wide(points, total.tolist(), _ranks(keys, rules))


def _key(entry: str, metrics: Sequence[Metric], points: Mapping[str, Whole], sums: Mapping[str, Whole]) -> Whole | None:
    """Return the sort key of an entry of the tie-break chain, None where it tells no unit from another."""
    kind, _, name = entry.partition(":")
    if not name:
        return sums["deduction"] if kind == "deductions" else -sums[kind]
    if kind == "metric":
        return -points[name] if name in points else None
    own = [points[metric.id] for metric in metrics if metric.category == name and metric.role == "base"]
    return -np.sum(own, axis=0) if own else None


def _ranks(keys: Sequence[Whole], rules: Competition) -> list[Rank]:
    """Return the rank of every unit by its keys, the smallest first; equal keys are one group."""
    group, sizes = _grouped(keys[0])
    for key in keys[1:]:
        finer, parts = _grouped(key)
        group, sizes = _grouped(group * len(parts) + finer)
    found = np.empty(len(sizes), dtype=np.object_)
    found[:] = places(sizes.tolist(), rules.ties)
    return list(found[group])


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
