"""One metric over a whole arena: points, state and weight of every unit, missing policies included."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from scoring.calendar import Period
from scoring.cells import Index, Known, State, known, missing_policy, parts_before, rolled, rolled_state, stars
from scoring.entries import Metric, Unit
from scoring.methods import points

BY_POINTS = ("points_mean", "points_sum")
_NOTHING = Fraction()


@dataclass(frozen=True, slots=True)
class Earned:
    """What one unit earns in one metric: exact points, None where nothing was counted.

    The rest says how many times the metric's full marks weigh: `applicable` in the coverage, `covered` as its
    confirmed part, `counted` in the category.
    """

    points: Fraction | None
    value: str | None
    state: State
    applicable: int
    covered: int
    counted: int
    blocked: bool
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A metric's results for the units of an arena, in their order; in the period its full marks weigh `times` over."""

    metric: Metric
    times: int
    earned: tuple[Earned, ...]


def score_column(metric: Metric, units: Sequence[Unit], index: Index, period: Period, *, final: bool) -> Column:
    """Score one metric for all units of its arena in a period of its own kind or a coarser one."""
    owns = period.parts(metric.period)
    if len(owns) > 1 and metric.rollup in BY_POINTS:
        return _column_by_points(metric, units, index, owns, final=final)

    def cells(at: Sequence[Period]) -> list[Known]:
        if not at:  # before the year 1
            return [rolled(metric, ())] * len(units)
        columns = [_known(index, metric, units, part) for part in at]
        return columns[0] if len(at) == 1 else [rolled(metric, owns) for owns in zip(*columns, strict=True)]

    column = cells(owns)
    found = _filled(metric, column, lambda: cells(parts_before(metric, period)), final=final)
    return Column(
        metric,
        1,
        tuple(_earned(metric, cell, earned, final=final) for cell, earned in zip(column, found, strict=True)),
    )


def _known(index: Index, metric: Metric, units: Sequence[Unit], period: Period) -> list[Known]:
    at = str(period)
    return [known(metric, index.get((metric.id, unit.id, at), ())) for unit in units]


def _is_open(cell: Known) -> bool:
    """Say whether the missing policy acts on the cell at close: missing, or pending, which is treated alike."""
    return cell.state in ("missing", "pending")


def _filled(
    metric: Metric, column: Sequence[Known], previous: Callable[[], list[Known]], *, final: bool
) -> list[Fraction | None]:
    """Score a column; at close the missing policy fills its open cells, and None is left where one leaves the sum."""
    raws = [cell.raw for cell in column]
    policy = missing_policy(metric) if final and any(map(_is_open, column)) else None
    if policy == "last_period":
        before = previous()
        raws = [before[i].raw if _is_open(cell) else cell.raw for i, cell in enumerate(column)]
    found = points(metric.method, metric.points, raws)
    if policy is None or policy == "renormalise":
        return found
    fill = _NOTHING
    if policy == "arena_mean":
        confirmed = [earned for earned in found if earned is not None]
        fill = sum(confirmed, _NOTHING) / len(confirmed) if confirmed else _NOTHING
    return [fill if earned is None and _is_open(cell) else earned for cell, earned in zip(column, found, strict=True)]


def _earned(metric: Metric, cell: Known, earned: Fraction | None, *, final: bool) -> Earned:
    weight = int(cell.state != "not_applicable")
    renormalised = final and earned is None
    return Earned(
        points=earned,
        value=cell.value,
        state=cell.state,
        applicable=weight,
        covered=int(cell.state == "confirmed"),
        counted=0 if renormalised else weight,
        blocked=final and missing_policy(metric) == "block" and _is_open(cell),
        stars=stars(metric, cell),
    )


def _column_by_points(
    metric: Metric, units: Sequence[Unit], index: Index, owns: Sequence[Period], *, final: bool
) -> Column:
    """Score every own period by itself, with that period's arena values, and add up or average the exact points."""
    cells = partial(_known, index, metric, units)
    columns = [cells(own) for own in owns]
    scored = [
        _filled(metric, column, partial(cells, own.shifted(-1)), final=final)
        for own, column in zip(owns, columns, strict=True)
    ]
    found = [
        _earned_by_points(metric, states, earned, final=final)
        for states, earned in zip(zip(*columns, strict=True), zip(*scored, strict=True), strict=True)
    ]
    return Column(metric, len(owns) if metric.rollup == "points_sum" else 1, tuple(found))


def _earned_by_points(
    metric: Metric, owns: Sequence[Known], earned: Sequence[Fraction | None], *, final: bool
) -> Earned:
    applicable = sum(own.state != "not_applicable" for own in owns)
    confirmed = sum(own.state == "confirmed" for own in owns)
    counted = [each for each in earned if each is not None]
    total = sum(counted, _NOTHING) if counted else None
    left = len(counted) if final else applicable  # at close a renormalised own period leaves the sum
    if metric.rollup == "points_mean":
        total = None if total is None else total / len(counted)
        applicable, confirmed, left = min(applicable, 1), min(confirmed, 1), min(left, 1)
    return Earned(
        points=total,
        value=None,
        state=rolled_state(owns),
        applicable=applicable,
        covered=confirmed,
        counted=left,
        blocked=final and missing_policy(metric) == "block" and applicable > confirmed == 0,
    )
