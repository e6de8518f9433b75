"""A whole column of single values read at once, in whole numbers: most metrics report so, and it is quick to score."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from scoring.calendar import Period
from scoring.cells import Cell, Index, State
from scoring.entries import Metric, Unit
from scoring.inputs import parts
from scoring.kinds import Checklist, Relative
from scoring.methods import Raw
from scoring.methods import points as points_of
from scoring.publish import Number, Scale
from scoring.straight import line_of

_DECIMALS = ("number", "count", "points")
_SHARES = ("rate", "checklist", "tasks")
_NOTHING = Cell("", "", "")
_UNREPORTED = (_NOTHING,)


class Readings(NamedTuple):
    """What the units of an arena reported in one own period, in their order; `points` of the confirmed ones."""

    values: list[str | None]
    states: list[State]
    points: list[Number | None]


def read_at_once(metric: Metric, units: Sequence[Unit], index: Index, period: Period, scale: Scale) -> Readings | None:
    """Read and score a column of one own period; None where it has more in it than single values."""
    if metric.input not in _DECIMALS + _SHARES or metric.smoothing != "raw":
        return None
    if isinstance(metric.method, Checklist) and metric.method.stars is not None:
        return None
    name, at = metric.id, str(period)
    found = [index.get((name, unit.id, at), _UNREPORTED) for unit in units]
    if max(map(len, found)) > 1:
        return None
    cells = [each[0] for each in found]
    values = [cell.value for cell in cells]
    states: list[State] = [cell.state for cell in cells]
    if None in values or states.count("confirmed") < len(states):
        states = ["missing" if cell is _NOTHING else cell.state for cell in cells]
        values = [None if cell.state == "not_applicable" else cell.value for cell in cells]
    texts = [value or "" for value, state in zip(values, states, strict=True) if state == "confirmed"]
    if metric.input in _DECIMALS:
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


def _decimals(metric: Metric, texts: Sequence[str], scale: Scale) -> list[Number]:
    read = list(map(_digits, texts))
    places = max([each for _, each in read], default=0)
    tops = [top if each == places else top * int(10 ** (places - each)) for top, each in read]
    bottom = int(10**places)
    ends = (min(tops, default=0), max(tops, default=0))
    line = line_of(metric.method, metric.points, ends)
    if line is not None:  # relative methods compare values with each other, in whatever unit
        return scale.steps(*line.of_all(tops, 1 if isinstance(metric.method, Relative) else bottom))
    return one_by_one(metric, [Fraction(top, bottom) for top in tops], scale)


def _shares(metric: Metric, pairs: Sequence[tuple[int, int]], scale: Scale) -> list[Number]:
    line = None if isinstance(metric.method, Relative) else line_of(metric.method, metric.points)
    if line is not None:
        return [scale.steps(*line.of_all((100 * k,), n))[0] for k, n in pairs]
    return one_by_one(metric, [Fraction(100 * k, n) for k, n in pairs], scale)


def one_by_one(metric: Metric, xs: Sequence[Fraction], scale: Scale) -> list[Number]:
    """Score confirmed values by any method."""
    found = points_of(metric.method, metric.points, [Raw(x) for x in xs])
    return [scale.step(each) for each in found if each is not None]


def _spread(points: Sequence[Number], states: Sequence[State]) -> list[Number | None]:
    """Give the confirmed units their points."""
    if len(points) == len(states):
        return list(points)
    each = iter(points)
    return [next(each) if state == "confirmed" else None for state in states]
