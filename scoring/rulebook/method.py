"""Reading `method = { kind = … }`: the parameters of each kind and what they may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from scoring.rulebook import methods
from scoring.rulebook.model import Input, Role
from scoring.rulebook.spelling import normalise
from scoring.rulebook.toml_table import Table

_VALUES: tuple[Input, ...] = ("number", "count", "rate", "rating", "tasks", "checklist")

_NEVER_NEGATIVE: tuple[Input, ...] = ("count", "rate", "checklist", "tasks")

_UP_DOWN: tuple[methods.Direction, ...] = ("up", "down")


@dataclass(frozen=True, slots=True)
class Context:
    """What a method must fit: full marks (None where they are faulty), input, range and role of its metric."""

    points: Fraction | None
    input: Input
    range: tuple[Fraction, Fraction] | None
    role: Role


def read_method(table: Table, context: Context) -> methods.Method:
    """Read a method table; where it is faulty the result is a stand-in."""
    kind = table.text("kind")
    if kind not in _READERS:
        if "kind" not in table.bad:
            table.fault("kind", "method_unknown", text=kind, options=" ".join(_READERS))
        return methods.Direct()
    reader, inputs = _READERS[kind]
    if context.input not in inputs:
        table.fault("kind", "method_input", method=kind, input=context.input)
    method = reader(table, context)
    table.done()
    return method


def _points(table: Table, key: str, value: object, context: Context) -> Fraction:
    """Read a number of points: between nothing and the metric's full marks; nothing where it is left out."""
    if value is None:
        return Fraction()
    points = table.exact(key, value, low=0)
    if context.points is not None and points > context.points:
        table.fault(key, "over_full", text=str(points), points=str(context.points))
    return points


def _direction(table: Table) -> methods.Direction:
    return table.choice("direction", _UP_DOWN, "up")


def _positive(table: Table, key: str, default: Fraction | None = None) -> Fraction:
    number = table.number(key, default)
    if number <= 0 and key not in table.bad:
        table.fault(key, "not_positive", text=str(number))
    return number


def _differ(table: Table, first: str, second: str, values: tuple[Fraction, Fraction]) -> None:
    if values[0] == values[1] and not {first, second} & table.bad:
        table.fault(second, "ends_equal", first=first, second=second)


def _goalpost(table: Table, _: Context) -> methods.Goalpost:
    zero_at, full_at = table.number("zero_at"), table.number("full_at")
    _differ(table, "zero_at", "full_at", (zero_at, full_at))
    return methods.Goalpost(zero_at, full_at)


def _efficacy(table: Table, _: Context) -> methods.Efficacy:
    unacceptable, satisfactory = table.number("unacceptable"), table.number("satisfactory")
    _differ(table, "unacceptable", "satisfactory", (unacceptable, satisfactory))
    base = table.number("base", Fraction(60), low=0, high=100)
    span = _positive(table, "span", Fraction(40))
    clips: tuple[Literal["top", "both", "none"], ...] = ("top", "both", "none")
    return methods.Efficacy(unacceptable, satisfactory, base, span, table.choice("clip", clips, "top"))


def _numbers(table: Table, key: str, *, high: int | None = None, low: int | None = None) -> tuple[Fraction, ...]:
    items = table.items(key, required=True)
    found = [table.exact(f"{key}[{index}]", item, low=low, high=high) for index, item in enumerate(items, 1)]
    if len(found) != 5 and key not in table.bad:
        table.fault(key, "wrong_length", wanted="5", count=str(len(found)))
    return tuple(found)


def _efficacy_banded(table: Table, _: Context) -> methods.EfficacyBanded:
    standards = _numbers(table, "standards")
    if not _strict(standards, "up") and not _strict(standards, "down") and not _touched(table, "standards"):
        table.fault("standards", "not_strict")
    coefficients = tuple(Fraction(fifths, 5) for fifths in (5, 4, 3, 2, 1))
    if "coefficients" in table.raw:
        coefficients = _numbers(table, "coefficients", low=0, high=1)
    else:
        table.take("coefficients")
    return methods.EfficacyBanded(standards, coefficients)


def _completion(table: Table, _: Context) -> methods.Completion:
    own = _is_own(table)
    target = Fraction() if own else _positive(table, "target")
    floor, cap = table.number("floor", Fraction(), low=0), table.number("cap", Fraction(1), low=0)
    if floor > cap and not {"floor", "cap"} & table.bad:
        table.fault("floor", "floor_over_cap", floor=str(floor), cap=str(cap))
    return methods.Completion(target, floor, cap, table.optional("zero_below"), _direction(table), own)


def _is_own(table: Table) -> bool:
    """Say whether every unit has its own target; then it stands in `[[targets]]`."""
    return table.raw.get("target") == "own" and table.take("target") is not None


def _step(table: Table, context: Context) -> methods.Step:
    own = _is_own(table)
    target, step = Fraction() if own else table.number("target"), _positive(table, "step")
    deduct = table.number("deduct", low=0)
    most = table.number("max", context.points or Fraction(), low=0)
    return methods.Step(target, step, deduct, most, table.flag("whole", default=True), _direction(table), own)


def _bands(table: Table, context: Context) -> methods.Bands:
    edges = tuple(
        (table.exact(key, edge), _points(table, key, points, context))
        for key, edge, points in table.pairs("edges", '"100", 20', required=True)
    )
    direction = _direction(table)
    _ordered(table, "edges", [edge for edge, _ in edges], "down" if direction == "up" else "up")
    return methods.Bands(edges, direction)


def _rank_points(table: Table, context: Context) -> methods.RankPoints:
    first = _points(table, "first", table.take("first", required=True), context)
    step = table.number("step", low=0)
    floor = _points(table, "floor", table.take("floor"), context)
    modes: tuple[Literal["equal", "average"], ...] = ("equal", "average")
    return methods.RankPoints(first, step, floor, table.choice("ties", modes, "equal"), _direction(table))


def _external_rank(table: Table, context: Context) -> methods.ExternalRank:
    full_at = Fraction(table.whole("full_at", 1, low=1))
    raw = table.take("zero_at")
    zero_at = None if raw is None or raw == "n" else Fraction(table.exact_whole("zero_at", raw, low=1))
    entries = tuple(
        (Fraction(table.exact_whole(key, rank, low=1)), _points(table, key, points, context))
        for key, rank, points in table.pairs("table", "1, 5")
    )
    _ordered(table, "table", [rank for rank, _ in entries], "up")
    if "table" in table.raw and {"full_at", "zero_at"} & table.raw.keys():
        table.fault("table", "table_and_ends")
    return methods.ExternalRank(full_at, zero_at, entries if "table" in table.raw else None)


def _minmax(table: Table, _: Context) -> methods.MinMax:
    modes: tuple[Literal["full", "half", "zero"], ...] = ("full", "half", "zero")
    base, span = table.number("base", Fraction(), low=0), _positive(table, "span", Fraction(100))
    if base + span > 100 and not {"base", "span"} & table.bad:
        table.fault("span", "over_hundred", base=str(base), span=str(span))
    return methods.MinMax(table.choice("zero_range", modes, "full"), _direction(table), base, span)


def _ratio_to_best(table: Table, context: Context) -> methods.RatioToBest:
    if context.input not in _NEVER_NEGATIVE and (context.range is None or context.range[0] < 0):
        table.fault("kind", "range_negative")
    return methods.RatioToBest(_direction(table))


def _direct(_: Table, __: Context) -> methods.Direct:
    return methods.Direct()


def _events(table: Table, context: Context) -> methods.Events:
    levels: dict[str, Fraction] = {}
    within = table.table("levels", required=True)
    if within is not None:
        levels = {key: within.exact(key, value, low=0) for key, value in within.raw.items()}
        if not levels:
            table.fault("levels", "list_empty")
    names = [normalise(key) for key in levels]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        table.fault("levels", "level_name_clash", text=name)
    modes: tuple[Literal["best", "sum"], ...] = ("best", "sum")
    same_event = table.choice("same_event", modes, "best")
    raw = table.take("cap")
    cap = (context.points or Fraction()) if raw is None else _points(table, "cap", raw, context)
    starts: tuple[Literal["zero", "full"], ...] = ("zero", "full")
    from_full = table.choice("from", starts, "zero") == "full"
    if from_full and context.role != "base":
        table.fault("from", "full_not_base")
    repeat = table.number("repeat", Fraction(1), low=1)
    if "repeat" in table.raw and same_event != "sum" and "repeat" not in table.bad:
        table.fault("repeat", "repeat_not_sum")
    return methods.Events(levels, same_event, cap, from_full, repeat)


def _checklist(table: Table, _: Context) -> methods.Checklist:
    mandatory = tuple(normalise(item) for item in table.texts("mandatory"))
    stars = tuple(
        (table.exact_whole(key, count, low=0), table.exact(key, share, low=0, high=1))
        for key, count, share in table.pairs("stars", '3, "0.9"')
    )
    return methods.Checklist(mandatory, stars if "stars" in table.raw else None)


def _touched(table: Table, key: str) -> bool:
    return any(bad == key or bad.startswith(f"{key}[") for bad in table.bad)


def _strict(values: Sequence[Fraction], direction: methods.Direction) -> bool:
    return all(left < right if direction == "up" else left > right for left, right in pairwise(values))


def _ordered(table: Table, key: str, values: Sequence[Fraction], direction: methods.Direction) -> None:
    if not _strict(values, direction) and not _touched(table, key):
        table.fault(key, "not_monotonic", direction="升高" if direction == "up" else "降低")


_READERS: dict[str, tuple[Callable[[Table, Context], methods.Method], tuple[Input, ...]]] = {
    "goalpost": (_goalpost, _VALUES),
    "efficacy": (_efficacy, _VALUES),
    "efficacy_banded": (_efficacy_banded, _VALUES),
    "completion": (_completion, _VALUES),
    "step": (_step, _VALUES),
    "bands": (_bands, _VALUES),
    "rank_points": (_rank_points, _VALUES),
    "external_rank": (_external_rank, ("rank",)),
    "minmax": (_minmax, _VALUES),
    "ratio_to_best": (_ratio_to_best, _VALUES),
    "direct": (_direct, ("points",)),
    "events": (_events, ("events",)),
    "checklist": (_checklist, ("checklist",)),
}
