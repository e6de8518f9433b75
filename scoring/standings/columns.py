"""A metric's column in an arena: read at once in whole numbers where it holds single values, else cell by cell."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial
from typing import NamedTuple

from scoring.calendar import Period
from scoring.faults import Fault
from scoring.reading.canonical import SHARES, parts
from scoring.rulebook.methods import Checklist, Relative
from scoring.rulebook.model import Metric, Rulebook, Unit
from scoring.standings.cells import (
    Cell,
    Index,
    Known,
    State,
    known,
    missing_policy,
    parts_before,
    rolled,
    rolled_state,
    stars,
)
from scoring.standings.own_targets import aimed, has_own_targets, target_of
from scoring.standings.points import Raw, line_of
from scoring.standings.points import points as points_of
from scoring.standings.publish import Number, Scale, rounded

DECIMALS = ("number", "count", "points")

BY_POINTS = ("points_mean", "points_sum")

_OPEN = ("missing", "pending")

_UNREPORTED = (Cell("", "", ""),)

_NOTHING = Fraction()

_ABSENT = Known("not_applicable")
"""What is known of a unit in a period in which it is not there."""


class Readings(NamedTuple):
    """What the units of an arena reported in one own period, in their order; `points` of the confirmed ones."""

    values: list[str | None]
    states: list[State]
    points: list[Number | None]


def read_at_once(metric: Metric, units: Sequence[Unit], index: Index, period: Period, scale: Scale) -> Readings | None:
    """Read and score a column of one own period; None where it has more in it than single values."""
    if metric.input not in DECIMALS + SHARES or metric.smoothing != "raw" or has_own_targets(metric):
        return None
    if isinstance(metric.method, Checklist) and metric.method.stars is not None:
        return None
    name, at = metric.reported_as, str(period)
    found = [index.get((name, unit.id, at), _UNREPORTED) for unit in units]
    if max(map(len, found)) > 1:
        return None
    cells = [each[0] for each in found]
    values = [cell.value for cell in cells]
    states: list[State] = [cell.state for cell in cells]
    if None in values or states.count("confirmed") < len(states):
        states = ["missing" if cell is _UNREPORTED[0] else cell.state for cell in cells]
        values = [None if cell.state == "not_applicable" else cell.value for cell in cells]
    texts = [value or "" for value, state in zip(values, states, strict=True) if state == "confirmed"]
    if metric.input in DECIMALS:
        return Readings(values, states, _spread(_decimals(metric, texts, scale), states))
    if not all("/" in text for text in texts):
        return None
    pairs = [parts(text) for text in texts]
    if not all(n for _, n in pairs):
        return None
    return Readings(values, states, _spread(_shares(metric, pairs, scale), states))


@lru_cache(maxsize=2**14)  # a board is scored again and again, each time with few new values
def _digits(text: str) -> tuple[int, int]:
    """Return a canonical decimal without its point, and how many decimals it has."""
    whole, _, tail = text.partition(".")
    return int(whole + tail), len(tail)


def scaled(texts: Sequence[str]) -> tuple[list[int], int]:
    """Return canonical decimals as whole numbers of their last decimal, and how many decimals that is."""
    read = list(map(_digits, texts))
    places = max([each for _, each in read], default=0)
    steps = [int(10 ** (places - each)) for each in range(places + 1)]
    return [top * steps[each] for top, each in read], places


def _decimals(metric: Metric, texts: Sequence[str], scale: Scale) -> list[Number]:
    tops, places = scaled(texts)
    bottom = int(10**places)
    ends = (min(tops, default=0), max(tops, default=0))
    line = None if metric.round_value is not None else line_of(metric.method, metric.points, ends)
    if line is not None:  # relative methods compare values with each other, in whatever unit
        return scale.steps(*line.of_all(tops, 1 if isinstance(metric.method, Relative) else bottom))
    return one_by_one(metric, [Fraction(top, bottom) for top in tops], scale)


def _shares(metric: Metric, pairs: Sequence[tuple[int, int]], scale: Scale) -> list[Number]:
    straight = metric.round_value is None and not isinstance(metric.method, Relative)
    line = line_of(metric.method, metric.points) if straight else None
    if line is not None:
        return [scale.steps(*line.of_all((100 * k,), n))[0] for k, n in pairs]
    return one_by_one(metric, [Fraction(100 * k, n) for k, n in pairs], scale)


def one_by_one(metric: Metric, xs: Sequence[Fraction], scale: Scale) -> list[Number]:
    """Score confirmed values by any method."""
    found = points_of(metric.method, metric.points, [Raw(rounded_x(metric, x, scale)) for x in xs])
    return [scale.step(each) for each in found if each is not None]


def rounded_x(metric: Metric, x: Fraction, scale: Scale) -> Fraction:
    """Return x as it is scored: some metrics round it first."""
    return x if metric.round_value is None else rounded(x, metric.round_value, scale.rounding)


def _spread(points: Sequence[Number], states: Sequence[State]) -> list[Number | None]:
    """Give the confirmed units their points."""
    if len(points) == len(states):
        return list(points)
    each = iter(points)
    return [next(each) if state == "confirmed" else None for state in states]


class Weight(NamedTuple):
    """How many times a metric's full marks weigh for one unit.

    `applicable` in the coverage, `covered` as its confirmed part, `counted` in the category; `blocked` where the cell
    keeps the unit from being ranked.
    """

    applicable: int
    covered: int
    counted: int
    blocked: bool


class Column(NamedTuple):
    """A metric's results for the units of an arena, in their order.

    `points` are in units of the last published decimal, None where nothing was counted.
    """

    metric: Metric
    points: Sequence[Number | None]
    values: Sequence[str | None]
    states: Sequence[State]
    weights: Sequence[Weight]
    stars: Sequence[int | None]


def times(metric: Metric, period: Period) -> int:
    """Return how many times over the full marks of a metric weigh in a period."""
    return len(period.parts(metric.period)) if metric.rollup == "points_sum" else 1


def confirmed(metric: Metric, values: Sequence[str], earned: Sequence[int]) -> Column:
    """Return the column of units that all have a confirmed value and have earned these points."""
    units = len(values)
    weight = _weight("confirmed", None, counted=True)
    return Column(metric, earned, values, ["confirmed"] * units, [weight] * units, [None] * units)


class Terms(NamedTuple):
    """What the columns of an arena are read from and scored by; `lacking` gathers the targets that are not there."""

    rulebook: Rulebook
    units: Sequence[Unit]
    cells: Index
    scale: Scale
    final: bool
    lacking: list[Fault]


def score_column(metric: Metric, terms: Terms, period: Period) -> Column:
    """Score one metric for all units of its arena in a period of its own kind or a coarser one."""
    _, units, index, scale, final, _ = terms
    owns = period.parts(metric.period)
    if len(owns) > 1 and metric.rollup in BY_POINTS:
        return _column_by_points(metric, terms, owns)
    policy = missing_policy(metric)
    everybody = not terms.rulebook.is_dated(metric.arena) or all(unit.reports(owns[0]) for unit in units)
    if len(owns) == 1 and everybody and not (final and policy in ("last_period", "arena_mean")):
        read = read_at_once(metric, units, index, owns[0], scale)
        if read is not None:
            return _column_at_once(metric, read, final=final)

    columns = [_known(terms, metric, own) for own in owns]
    column = _rolled(metric, columns, units)

    def previous() -> list[Known]:
        return _rolled(metric, [_known(terms, metric, own) for own in parts_before(metric, period)], units)

    found = _filled(metric, column, previous, terms, _Aim(period, owns, columns))
    return Column(
        metric,
        points=_stepped(found, scale),
        values=[cell.value for cell in column],
        states=[cell.state for cell in column],
        weights=[
            _weight(cell.state, policy if final else None, counted=not final or earned is not None)
            for cell, earned in zip(column, found, strict=True)
        ],
        stars=[stars(metric, cell) for cell in column],
    )


def _column_at_once(metric: Metric, read: Readings, *, final: bool) -> Column:
    """Let the missing policy fill what was read at once: with nothing, or not at all."""
    values, states, points = read
    policy = missing_policy(metric) if final else None
    if final and policy != "renormalise":
        points = [0 if state in _OPEN else earned for state, earned in zip(states, points, strict=True)]
    weights = {
        state: _weight(state, policy, counted=not final or earned is not None)
        for state, earned in dict(zip(states, points, strict=True)).items()
    }
    return Column(metric, points, values, states, [weights[state] for state in states], [None] * len(points))


def _stepped(found: Sequence[Fraction | None], scale: Scale) -> list[Number | None]:
    return [None if earned is None else scale.step(earned) for earned in found]


def _known(terms: Terms, metric: Metric, period: Period) -> list[Known]:
    """Return what is known of every unit in an own period; it does not apply to those that are not there."""
    name, at, index = metric.reported_as, str(period), terms.cells
    found = [known(metric, index.get((name, unit.id, at), ())) for unit in terms.units]
    if not terms.rulebook.is_dated(metric.arena):
        return found
    return [cell if unit.reports(period) else _ABSENT for unit, cell in zip(terms.units, found, strict=True)]


def _rolled(metric: Metric, columns: Sequence[list[Known]], units: Sequence[Unit]) -> list[Known]:
    """Roll the columns of own periods up to one; before the year 1 there are none."""
    if len(columns) == 1:
        return columns[0]
    return [rolled(metric, [each[at] for each in columns]) for at in range(len(units))]


class _Aim(NamedTuple):
    """The period whose targets values are held against; the own periods in it, with their columns."""

    period: Period
    owns: Sequence[Period] = ()
    columns: Sequence[Sequence[Known]] = ()

    def applicable(self, place: int) -> list[Period]:
        """Return the own periods that apply to a unit."""
        columns = zip(self.owns, self.columns, strict=True)
        return [own for own, column in columns if column[place].state != "not_applicable"]


def _is_open(cell: Known) -> bool:
    """Say whether the missing policy acts on the cell at close: missing, or pending, which is treated alike."""
    return cell.state in _OPEN


def _filled(
    metric: Metric, column: Sequence[Known], previous: Callable[[], list[Known]], terms: Terms, aim: _Aim
) -> list[Fraction | None]:
    """Score a column; at close the missing policy fills its open cells, and None is left where one leaves the sum."""
    final = terms.final
    raws = [cell.raw for cell in column]
    policy = missing_policy(metric) if final and any(map(_is_open, column)) else None
    if policy == "last_period":
        before = previous()
        raws = [before[i].raw if _is_open(cell) else cell.raw for i, cell in enumerate(column)]
    if metric.round_value is not None:
        raws = [each and replace(each, x=rounded_x(metric, each.x, terms.scale)) for each in raws]
    own = has_own_targets(metric)
    found = _against_own(metric, raws, terms, aim) if own else points_of(metric.method, metric.points, raws)
    if policy is None or policy == "renormalise":
        return found
    fill = _NOTHING
    if policy == "arena_mean":
        confirmed = [earned for earned in found if earned is not None]
        fill = sum(confirmed, _NOTHING) / len(confirmed) if confirmed else _NOTHING
    return [fill if earned is None and _is_open(cell) else earned for cell, earned in zip(column, found, strict=True)]


def _against_own(metric: Metric, raws: Sequence[Raw | None], terms: Terms, aim: _Aim) -> list[Fraction | None]:
    """Hold every unit's value against its own target; a target that is not there is noted."""
    found: list[Fraction | None] = []
    for at, (unit, raw) in enumerate(zip(terms.units, raws, strict=True)):
        if raw is None:
            found.append(None)
            continue
        target = target_of(terms.rulebook, metric, unit.id, aim.period, aim.applicable(at))
        if target is None:
            values = {"unit": unit.name, "metric": metric.name, "period": str(aim.period)}
            terms.lacking.append(Fault(f"metrics[{metric.id}].method.target", "target_lacking", values))
        method = aimed(metric, target or _NOTHING).method
        found += [None] if target is None else points_of(method, metric.points, [raw])
    return found


@lru_cache  # a handful of combinations, asked for in every column
def _weight(state: State, policy: str | None, *, counted: bool) -> Weight:
    """Return the weight of a cell; `policy` is what fills it at close, None before."""
    applicable = int(state != "not_applicable")
    return Weight(
        applicable=applicable,
        covered=int(state == "confirmed"),
        counted=applicable if counted else 0,
        blocked=policy == "block" and state in _OPEN,
    )


def _column_by_points(metric: Metric, terms: Terms, owns: Sequence[Period]) -> Column:
    """Score every own period by itself, with that period's arena values, and add up or average the exact points."""
    units, scale, final = terms.units, terms.scale, terms.final
    cells = partial(_known, terms, metric)
    columns = [cells(own) for own in owns]
    scored = [
        _filled(metric, column, partial(cells, own.shifted(-1)), terms, _Aim(own))
        for own, column in zip(owns, columns, strict=True)
    ]
    by_unit = list(zip(*columns, strict=True))
    found = [
        _together(metric, states, earned, final=final)
        for states, earned in zip(by_unit, zip(*scored, strict=True), strict=True)
    ]
    return Column(
        metric,
        points=_stepped([total for total, _ in found], scale),
        values=[None] * len(units),
        states=[rolled_state(states) for states in by_unit],
        weights=[weight for _, weight in found],
        stars=[None] * len(units),
    )


def _together(
    metric: Metric, owns: Sequence[Known], earned: Sequence[Fraction | None], *, final: bool
) -> tuple[Fraction | None, Weight]:
    applicable = sum(own.state != "not_applicable" for own in owns)
    confirmed = sum(own.state == "confirmed" for own in owns)
    counted = [each for each in earned if each is not None]
    total = sum(counted, _NOTHING) if counted else None
    left = len(counted) if final else applicable  # at close a renormalised own period leaves the sum
    if metric.rollup == "points_mean":
        total = None if total is None else total / len(counted)
        applicable, confirmed, left = min(applicable, 1), min(confirmed, 1), min(left, 1)
    blocked = final and missing_policy(metric) == "block" and applicable > confirmed == 0
    return total, Weight(applicable, confirmed, left, blocked)
