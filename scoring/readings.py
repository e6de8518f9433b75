"""A whole column of single values read at once, in whole numbers: most metrics report so, and it is quick to score."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.calendar import Period
from scoring.cells import Index, State
from scoring.entries import Metric, Unit
from scoring.inputs import parts
from scoring.kinds import Checklist, Relative
from scoring.methods import Raw
from scoring.methods import points as points_of
from scoring.publish import Number, Scale
from scoring.straight import line_of

_DECIMALS = ("number", "count", "points")
_SHARES = ("rate", "checklist", "tasks")


@dataclass(frozen=True, slots=True)
class Readings:
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
    values: list[str | None] = []
    states: list[State] = []
    texts: list[str] = []
    name, at = metric.id, str(period)
    for unit in units:
        cells = index.get((name, unit.id, at), ())
        value = None
        state: State = "missing"
        for cell in cells:
            value, state = cell.value, cell.state
        if len(cells) > 1 or (value is None and state in ("confirmed", "pending")):
            return None
        if state == "confirmed" and value is not None:
            texts.append(value)
        values.append(None if state == "not_applicable" else value)
        states.append(state)
    if metric.input in _DECIMALS:
        return Readings(values, states, _spread(_decimals(metric, texts, scale), states))
    if not all("/" in text for text in texts):
        return None
    pairs = [parts(text) for text in texts]
    if not all(n for _, n in pairs):
        return None
    return Readings(values, states, _spread(_shares(metric, pairs, scale), states))


def _decimals(metric: Metric, texts: Sequence[str], scale: Scale) -> list[Number]:
    parted = [text.partition(".") for text in texts]
    places = max((len(tail) for _, _, tail in parted), default=0)
    tops = [int(whole + tail.ljust(places, "0")) for whole, _, tail in parted]
    bottom = int(10**places)
    ends: tuple[Number, Number] = (0, 0)
    if tops and isinstance(metric.method, Relative):
        ends = Fraction(min(tops), bottom), Fraction(max(tops), bottom)
    line = line_of(metric.method, metric.points, ends)
    if line is not None:
        return scale.steps(*line.of_all(tops, bottom))
    return _one_by_one(metric, [Fraction(top, bottom) for top in tops], scale)


def _shares(metric: Metric, pairs: Sequence[tuple[int, int]], scale: Scale) -> list[Number]:
    line = None if isinstance(metric.method, Relative) else line_of(metric.method, metric.points)
    if line is not None:
        return [scale.steps(*line.of_all((100 * k,), n))[0] for k, n in pairs]
    return _one_by_one(metric, [Fraction(100 * k, n) for k, n in pairs], scale)


def _one_by_one(metric: Metric, xs: Sequence[Fraction], scale: Scale) -> list[Number]:
    found = points_of(metric.method, metric.points, [Raw(x) for x in xs])
    return [scale.step(each) for each in found if each is not None]


def _spread(points: Sequence[Number], states: Sequence[State]) -> list[Number | None]:
    """Give the confirmed units their points."""
    if len(points) == len(states):
        return list(points)
    each = iter(points)
    return [next(each) if state == "confirmed" else None for state in states]
