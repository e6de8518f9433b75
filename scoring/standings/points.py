"""From raw values to exact points: one function a method, each over the whole arena's column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.rulebook import methods
from scoring.standings.publish import Number

_NOTHING = Fraction()

_ALL = Fraction(1)

_SHARES = {"full": Fraction(1), "half": Fraction(1, 2), "zero": Fraction()}


@dataclass(frozen=True, slots=True)
class Raw:
    """A raw value: x (r of a rank), n of a rank, and the (event, level) pairs of an events metric."""

    x: Fraction
    n: int = 0
    events: tuple[tuple[str, str], ...] = ()


def points(method: methods.Method, full: Fraction, column: Sequence[Raw | None]) -> list[Fraction | None]:
    """Return the exact points of every raw value of a column; None stays None.

    `full` are the metric's points W; methods relative to the arena compare the values of this column.
    """
    present = [raw for raw in column if raw is not None]
    scores = iter(_score(method, full, present))
    return [None if raw is None else next(scores) for raw in column]


def _score(method: methods.Method, full: Fraction, raws: Sequence[Raw]) -> list[Fraction]:
    xs = [raw.x for raw in raws]
    line = line_of(method, full, (min(xs), max(xs))) if xs else None
    if line is not None:
        return [line.of(x) for x in xs]
    match method:
        case methods.RankPoints():
            return _rank_points(method, xs)
        case methods.RatioToBest():
            best = min(xs, default=_NOTHING)
            return [full * best / x if x else full for x in xs]
        case methods.ExternalRank():
            return [_external_rank(method, full, raw) for raw in raws]
        case methods.Events():
            return [_events(method, full, raw) for raw in raws]
        case methods.EfficacyBanded():
            return [_efficacy_banded(method, full, x) for x in xs]
        case methods.Completion():
            return [_completion(method, full, x) for x in xs]
        case methods.Step():
            return [_step(method, full, x) for x in xs]
        case methods.Bands():
            return [_bands(method, x) for x in xs]
    return []  # a straight method without any value


def event_points(method: methods.Events, events: Sequence[tuple[str, str]]) -> list[Fraction]:
    """Return what each event earns or costs: its best level, or all its levels, the fewest points once.

    An empty id is always its own event.
    """
    named: dict[str, list[Fraction]] = {}
    found: list[Fraction] = []
    for event, level in events:
        if event:
            named.setdefault(event, []).append(method.levels[level])
        else:
            found.append(method.levels[level])
    if method.same_event == "best":
        return found + [max(earned) for earned in named.values()]
    return found + [_repeated(method, earned) for earned in named.values()]


def _repeated(method: methods.Events, earned: Sequence[Fraction]) -> Fraction:
    first = min(earned)
    return first + method.repeat * (sum(earned, _NOTHING) - first)


def _clip(number: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return min(max(number, low), high)


def _efficacy_banded(method: methods.EfficacyBanded, full: Fraction, x: Fraction) -> Fraction:
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


def _completion(method: methods.Completion, full: Fraction, x: Fraction) -> Fraction:
    if method.direction == "up":
        share = x / method.target
    elif x > 0:
        share = method.target / x
    else:
        return full * method.cap
    if method.zero_below is not None and share < method.zero_below:
        return _NOTHING
    return full * _clip(share, method.floor, method.cap)


def _step(method: methods.Step, full: Fraction, x: Fraction) -> Fraction:
    gap = method.target - x if method.direction == "up" else x - method.target
    steps = max(gap, _NOTHING) / method.step
    if method.whole:
        steps = Fraction(steps.numerator // steps.denominator)
    return max(full - min(steps * method.deduct, method.max), _NOTHING)


def _bands(method: methods.Bands, x: Fraction) -> Fraction:
    for edge, earned in method.edges:
        if x >= edge if method.direction == "up" else x <= edge:
            return earned
    return _NOTHING


def _external_rank(method: methods.ExternalRank, full: Fraction, raw: Raw) -> Fraction:
    if method.table is not None:
        return next((earned for rank, earned in method.table if rank >= raw.x), _NOTHING)
    zero_at = Fraction(raw.n) if method.zero_at is None else method.zero_at
    if zero_at <= method.full_at:
        return full if raw.x <= method.full_at else _NOTHING
    return full * _clip((zero_at - raw.x) / (zero_at - method.full_at), _NOTHING, _ALL)


def _events(method: methods.Events, full: Fraction, raw: Raw) -> Fraction:
    earned = min(sum(event_points(method, raw.events), _NOTHING), method.cap)
    return full - earned if method.from_full else earned


def _rank_points(method: methods.RankPoints, xs: Sequence[Fraction]) -> list[Fraction]:
    together = Counter(xs)
    places: dict[Fraction, Fraction] = {}
    before = 0
    for x in sorted(together, reverse=method.direction == "up"):
        shared = Fraction(together[x] - 1, 2) if method.ties == "average" else _NOTHING
        places[x] = before + 1 + shared
        before += together[x]
    return [max(method.first - (places[x] - 1) * method.step, method.floor) for x in xs]


@dataclass(frozen=True, slots=True)
class Line:
    """points = min(max(slope·x + start, low), high) / size, all of them whole; a bound None does not bind."""

    slope: int
    start: int
    size: int
    low: int | None = None
    high: int | None = None

    def of_all(self, tops: Sequence[int], bottom: int) -> tuple[list[int], int]:
        """Return the points of many x = top/bottom: their numerators, and the denominator they share."""
        slope, start = self.slope, self.start * bottom
        found = [slope * top + start for top in tops]
        if self.low is not None:
            low = self.low * bottom
            found = [max(each, low) for each in found]
        if self.high is not None:
            high = self.high * bottom
            found = [min(each, high) for each in found]
        return found, self.size * bottom

    def of(self, x: Fraction) -> Fraction:
        """Return the exact points of one x."""
        (numerator,), denominator = self.of_all((x.numerator,), x.denominator)
        return Fraction(numerator, denominator)


def line_of(method: methods.Method, full: Fraction, ends: tuple[Number, Number] = (0, 0)) -> Line | None:
    """Return the line that a method is, None where it is none; `ends` are the least and the greatest x of the arena."""
    match method:
        case methods.Goalpost(zero_at=zero_at, full_at=full_at):
            return _through((zero_at, 0), (full_at, full), 0, full)
        case methods.Efficacy(unacceptable=worst, satisfactory=best, base=base, clip=clip):
            basic = full * base / 100
            first, second = (worst, basic), (best, basic + full * method.span / 100)
            if clip == "none":
                return _through(first, second)
            return _through(first, second, basic if clip == "both" else 0, full)
        case methods.Completion(direction="up", zero_below=None):
            return _through((0, 0), (method.target, full), full * method.floor, full * method.cap)
        case methods.MinMax(direction=direction, base=base, span=span):
            least, most = full * base / 100, full * (base + span) / 100
            if ends[0] == ends[1]:
                level = least + (most - least) * _SHARES[method.zero_range]
                return _through((0, level), (1, level))
            poorest, finest = ends if direction == "up" else ends[::-1]
            return _through((poorest, least), (finest, most))
        case methods.RatioToBest(direction="up"):
            return _through((0, 0), (ends[1], full)) if ends[1] else _through((0, 0), (1, 0))
        case methods.Checklist():
            return _through((0, 0), (100, full))
        case methods.Direct():
            return _through((0, 0), (1, 1), 0, full)
    return None


def _through(
    first: tuple[Number, Number], second: tuple[Number, Number], low: Number | None = None, high: Number | None = None
) -> Line:
    """Return the line through two (x, points), bounded."""
    (x0, y0), (x1, y1) = first, second
    across = x0.denominator if x0.denominator == x1.denominator else x0.denominator * x1.denominator
    up = 1
    for each in (y0, y1, low, high):
        if each is not None and up % each.denominator:
            up *= each.denominator
    left, right = _times(x0, across), _times(x1, across)
    start, end = _times(y0, up), _times(y1, up)
    wide = abs(right - left)
    rise = end - start if right > left else start - end
    return Line(
        slope=rise * across,
        start=start * wide - left * rise,
        size=up * wide,
        low=None if low is None else _times(low, up) * wide,
        high=None if high is None else _times(high, up) * wide,
    )


def _times(number: Number, factor: int) -> int:
    return number.numerator * factor // number.denominator
