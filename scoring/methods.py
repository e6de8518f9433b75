"""From raw values to exact points: one function a method, each over the whole arena's column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring import kinds
from scoring.straight import line_of

_NOTHING = Fraction()
_ALL = Fraction(1)


@dataclass(frozen=True, slots=True)
class Raw:
    """A raw value: x (r of a rank), n of a rank, and the (event, level) pairs of an events metric."""

    x: Fraction
    n: int = 0
    events: tuple[tuple[str, str], ...] = ()


def points(method: kinds.Method, full: Fraction, column: Sequence[Raw | None]) -> list[Fraction | None]:
    """Return the exact points of every raw value of a column; None stays None.

    `full` are the metric's points W; methods relative to the arena compare the values of this column.
    """
    present = [raw for raw in column if raw is not None]
    scores = iter(_score(method, full, present))
    return [None if raw is None else next(scores) for raw in column]


def _score(method: kinds.Method, full: Fraction, raws: Sequence[Raw]) -> list[Fraction]:
    xs = [raw.x for raw in raws]
    line = line_of(method, full, (min(xs), max(xs))) if xs else None
    if line is not None:
        return [line.of(x) for x in xs]
    match method:
        case kinds.RankPoints():
            return _rank_points(method, xs)
        case kinds.RatioToBest():
            best = min(xs, default=_NOTHING)
            return [full * best / x if x else full for x in xs]
        case kinds.ExternalRank():
            return [_external_rank(method, full, raw) for raw in raws]
        case kinds.Events():
            return [_events(method, raw) for raw in raws]
        case kinds.EfficacyBanded():
            return [_efficacy_banded(method, full, x) for x in xs]
        case kinds.Completion():
            return [_completion(method, full, x) for x in xs]
        case kinds.Step():
            return [_step(method, full, x) for x in xs]
        case kinds.Bands():
            return [_bands(method, x) for x in xs]
    return []  # a straight method without any value


def event_points(method: kinds.Events, events: Sequence[tuple[str, str]]) -> list[Fraction]:
    """Return what each event earns: its best level, or all its levels; an empty id is always its own event."""
    named: dict[str, list[Fraction]] = {}
    found: list[Fraction] = []
    for event, level in events:
        if event:
            named.setdefault(event, []).append(method.levels[level])
        else:
            found.append(method.levels[level])
    best = method.same_event == "best"
    return found + [max(earned) if best else sum(earned, _NOTHING) for earned in named.values()]


def _clip(number: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return min(max(number, low), high)


def _efficacy_banded(method: kinds.EfficacyBanded, full: Fraction, x: Fraction) -> Fraction:
    sign = 1 if method.standards[0] > method.standards[-1] else -1  # ascending standards: lower is better
    standards = [sign * standard for standard in method.standards]
    shares = method.coefficients
    if sign * x >= standards[0]:
        return full * shares[0]
    for i in range(len(standards) - 1):
        if sign * x >= standards[i + 1]:
            within = (sign * x - standards[i + 1]) / (standards[i] - standards[i + 1])
            return full * (shares[i + 1] + (shares[i] - shares[i + 1]) * within)
    return _NOTHING


def _completion(method: kinds.Completion, full: Fraction, x: Fraction) -> Fraction:
    if method.direction == "up":
        share = x / method.target
    elif x > 0:
        share = method.target / x
    else:
        return full * method.cap
    if method.zero_below is not None and share < method.zero_below:
        return _NOTHING
    return full * _clip(share, method.floor, method.cap)


def _step(method: kinds.Step, full: Fraction, x: Fraction) -> Fraction:
    gap = method.target - x if method.direction == "up" else x - method.target
    steps = max(gap, _NOTHING) / method.step
    if method.whole:
        steps = Fraction(steps.numerator // steps.denominator)
    return max(full - min(steps * method.deduct, method.max), _NOTHING)


def _bands(method: kinds.Bands, x: Fraction) -> Fraction:
    for edge, earned in method.edges:
        if x >= edge if method.direction == "up" else x <= edge:
            return earned
    return _NOTHING


def _external_rank(method: kinds.ExternalRank, full: Fraction, raw: Raw) -> Fraction:
    if method.table is not None:
        return next((earned for rank, earned in method.table if rank >= raw.x), _NOTHING)
    zero_at = Fraction(raw.n) if method.zero_at is None else method.zero_at
    if zero_at <= method.full_at:
        return full if raw.x <= method.full_at else _NOTHING
    return full * _clip((zero_at - raw.x) / (zero_at - method.full_at), _NOTHING, _ALL)


def _events(method: kinds.Events, raw: Raw) -> Fraction:
    return min(sum(event_points(method, raw.events), _NOTHING), method.cap)


def _rank_points(method: kinds.RankPoints, xs: Sequence[Fraction]) -> list[Fraction]:
    together = Counter(xs)
    places: dict[Fraction, Fraction] = {}
    before = 0
    for x in sorted(together, reverse=method.direction == "up"):
        shared = Fraction(together[x] - 1, 2) if method.ties == "average" else _NOTHING
        places[x] = before + 1 + shared
        before += together[x]
    return [max(method.first - (places[x] - 1) * method.step, method.floor) for x in xs]
