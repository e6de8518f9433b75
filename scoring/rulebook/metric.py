"""Reading one `[[metrics]]` table: what is reported, who signs, how it rolls up and scores."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Literal, TypedDict

from scoring.calendar import PeriodKind
from scoring.rulebook.competition import read_points
from scoring.rulebook.ledgers import EVIDENCE
from scoring.rulebook.method import Context, read_method
from scoring.rulebook.methods import Direct, Events, Method
from scoring.rulebook.model import Input, Metric, Missing, Role, Rollup, Shrink
from scoring.rulebook.source import read_source
from scoring.rulebook.spelling import normalise
from scoring.rulebook.toml_table import Table

_INPUTS: tuple[Input, ...] = (
    "number",
    "count",
    "rate",
    "rank",
    "points",
    "events",
    "checklist",
    "rating",
    "tasks",
)

_ROLES: tuple[Role, ...] = ("base", "bonus", "deduction")

_SIGNS: tuple[Literal["any", "all"], ...] = ("any", "all")

_REPORTERS: tuple[Literal["unit", "lead"], ...] = ("unit", "lead")

_PERIODS: tuple[PeriodKind, ...] = ("month", "quarter", "year")

_MISSING: tuple[Missing, ...] = ("zero", "renormalise", "arena_mean", "last_period", "block")

_SMOOTHINGS: tuple[Literal["raw", "wilson"], ...] = ("raw", "wilson")

_ROLLUPS: tuple[Rollup, ...] = ("ratio", "sum", "mean", "last", "points_mean", "points_sum")

_BY_POINTS: tuple[Rollup, ...] = ("points_mean", "points_sum")

# The roll-ups of an input; the first is its default, and every input may also roll up by points.
_ROLLUPS_OF: Mapping[Input, tuple[Rollup, ...]] = {
    "number": ("mean", "sum", "last"),
    "count": ("sum", "mean", "last"),
    "rate": ("ratio", "mean", "last"),
    "checklist": ("ratio", "mean", "last"),
    "tasks": ("ratio", "mean", "last"),
    "rank": ("last",),
    "points": ("mean", "last"),
    "rating": ("mean", "last"),
    "events": ("sum",),
}


_ROUNDED: tuple[Input, ...] = ("number", "count", "rate", "tasks", "rating", "points")

_MOST_DECIMALS = 6

_FROM_SOURCE = (
    "leads",
    "sign",
    "reporter",
    "period",
    "input",
    "unit",
    "range",
    "rollup",
    "evidence",
    "percent_ok",
    "smoothing",
    "level_names",
    "completes",
    "source",
)

_STAND_IN = Metric(
    id="",
    name="",
    arena="",
    category="",
    aliases=(),
    points=Fraction(),
    role="base",
    leads=(),
    sign="any",
    reporter="unit",
    period="month",
    input="number",
    unit="",
    range=None,
    rollup="mean",
    missing="zero",
    evidence="optional",
    percent_ok=False,
    smoothing="raw",
    level_names={},
    method=Direct(),
)


def read_metric(table: Table, arenas: Mapping[str, str], units: Collection[str], places: int) -> Metric:
    """Read a metric; `arenas` maps a category to its arena, `units` are the ids that may lead."""
    named = _named(table, arenas, places)
    leads = table.texts("leads")
    for lead in leads:
        if lead not in units:
            table.fault("leads", "unit_unknown", text=lead)
    kind = table.choice("input", _INPUTS)
    within = _range(table, kind)
    percent_ok = table.flag("percent_ok", default=False)
    method = _method(table, named, kind, within)
    metric = Metric(
        **named,
        leads=leads,
        sign=table.choice("sign", _SIGNS, "any"),
        reporter=table.choice("reporter", _REPORTERS, "unit"),
        period=table.choice("period", _PERIODS, "month"),
        input=kind,
        unit=table.text("unit", ""),
        range=within,
        rollup=_rollup(table, kind, percent_ok=percent_ok),
        evidence=table.choice("evidence", EVIDENCE, "optional"),
        percent_ok=percent_ok,
        smoothing=_smoothing(table, kind, percent_ok=percent_ok),
        level_names=_level_names(table),
        method=method,
        completes=table.text("completes", "") or None,
        round_value=_round_value(table, kind),
        claims_wait=not (isinstance(method, Events) and method.from_full),
        source=read_source(table),
    )
    if "method" in table.raw and not any(place.startswith("method") for place in table.bad):
        _check_level_names(table, metric)
    table.done()
    return metric


def takes_values(table: Table) -> bool:
    """Say whether a metric takes the values of another one."""
    return "value_of" in table.raw


def read_derived(
    table: Table, arenas: Mapping[str, str], places: int, sources: Mapping[str, Metric], derived: Collection[str]
) -> Metric:
    """Read a metric that takes the values of another one: all that is reported, and how, comes from there."""
    named = _named(table, arenas, places)
    text = table.text("value_of")
    source = sources.get(text)
    for key in _FROM_SOURCE:
        if table.take(key) is not None:
            table.fault(key, "value_of_key", text=key)
    if source is None:
        table.take("method")
        table.take("round_value")
        if "value_of" not in table.bad:
            table.fault("value_of", "value_of_chain" if text in derived else "value_of_unknown", text=text)
        table.done()
        return replace(_STAND_IN, **named, value_of=text)
    if source.arena != named["arena"] and "category" not in table.bad:
        table.fault("value_of", "value_of_elsewhere", text=source.name)
    method = _method(table, named, source.input, source.range)
    lacking = source.levels.keys() - (method.levels.keys() if isinstance(method, Events) else source.levels.keys())
    if lacking and not any(place.startswith("method") for place in table.bad):
        table.fault("method.levels", "value_of_levels", text=" ".join(sorted(lacking)))
    metric = replace(
        source,
        **named,
        method=method,
        completes=None,
        round_value=_round_value(table, source.input),
        value_of=source.id,
        source=None,
    )
    table.done()
    return metric


class _Named(TypedDict):
    """What a metric says of itself, whoever's values it scores."""

    id: str
    name: str
    arena: str
    category: str
    aliases: tuple[str, ...]
    points: Fraction
    role: Role
    missing: Missing


def _named(table: Table, arenas: Mapping[str, str], places: int) -> _Named:
    identifier, name, category = table.identifier(), table.name(), table.text("category")
    if category not in arenas and "category" not in table.bad:
        table.fault("category", "category_unknown", text=category)
    points = read_points(table, "points", places)
    if points <= 0 and "points" not in table.bad:
        table.fault("points", "not_positive", text=str(points))
    return {
        "id": identifier,
        "name": name,
        "arena": arenas.get(category, ""),
        "category": category,
        "aliases": table.texts("aliases"),
        "points": points,
        "role": table.choice("role", _ROLES, "base"),
        "missing": table.choice("missing", _MISSING, "zero"),
    }


def _method(table: Table, named: _Named, kind: Input, within: tuple[Fraction, Fraction] | None) -> Method:
    inner = table.table("method", required=True)
    points = None if "points" in table.bad else named["points"]
    if inner is None:
        return Events({}, "best", named["points"])
    method = read_method(inner, Context(points, kind, within, named["role"]))
    if inner.bad:
        table.bad.add("method")
    return method


def _round_value(table: Table, kind: Input) -> int | None:
    if table.raw.get("round_value") is None:
        table.take("round_value")
        return None
    if kind not in _ROUNDED and "input" not in table.bad:
        table.fault("round_value", "round_value_input", input=kind)
    return table.whole("round_value", low=0, high=_MOST_DECIMALS)


def _range(table: Table, kind: Input) -> tuple[Fraction, Fraction] | None:
    if "range" not in table.raw:
        table.take("range")
        if kind == "rating" and "input" not in table.bad:
            table.fault("range", "range_needed")
        return (Fraction(), Fraction(100)) if kind == "rate" else None
    items = table.items("range")
    if len(items) != 2:
        if "range" not in table.bad:
            table.fault("range", "wrong_length", wanted="2", count=str(len(items)))
        return None
    low, high = (table.exact(f"range[{index}]", item) for index, item in enumerate(items, 1))
    if low > high and not {"range[1]", "range[2]"} & table.bad:
        table.fault("range", "pair_unordered", low=str(low), high=str(high))
    return low, high


def _rollup(table: Table, kind: Input, *, percent_ok: bool) -> Rollup:
    usual = _ROLLUPS_OF[kind]
    rollup = table.choice("rollup", _ROLLUPS, usual[0])
    if {"rollup", "input"} & table.bad:
        return rollup
    if rollup not in usual + _BY_POINTS:
        table.fault("rollup", "rollup_input", input=kind, rollup=rollup, options=" ".join(usual + _BY_POINTS))
    if percent_ok and kind == "rate" and rollup == "ratio":
        table.fault("percent_ok", "percent_ok_ratio")
    return rollup


def _smoothing(table: Table, kind: Input, *, percent_ok: bool) -> Literal["raw", "wilson"] | Shrink:
    raw = table.raw.get("smoothing")
    smoothing: Literal["raw", "wilson"] | Shrink
    if isinstance(raw, dict):
        inner = table.table("smoothing")
        smoothing = "raw" if inner is None else _shrink(inner)
    else:
        smoothing = table.choice("smoothing", _SMOOTHINGS, "raw")
    if "input" not in table.bad:
        if percent_ok and kind != "rate":
            table.fault("percent_ok", "percent_ok_input")
        if smoothing != "raw" and kind != "rate":
            table.fault("smoothing", "smoothing_input")
    if smoothing != "raw" and percent_ok:
        table.fault("smoothing", "smoothing_percent")
    return smoothing


def _shrink(table: Table) -> Shrink:
    items = table.items("shrink", required=True)
    table.done()
    if len(items) != 2:
        if "shrink" not in table.bad:
            table.fault("shrink", "wrong_length", wanted="2", count=str(len(items)))
        return Shrink(Fraction(1), Fraction(1))
    a, b = (table.exact(f"shrink[{index}]", item, low=0) for index, item in enumerate(items, 1))
    if a + b <= 0 and not table.bad:
        table.fault("shrink", "shrink_zero")
    return Shrink(a, b)


def _level_names(table: Table) -> dict[str, str]:
    inner = table.table("level_names")
    return {} if inner is None else {key: inner.text(key) for key in inner.raw}


def _check_level_names(table: Table, metric: Metric) -> None:
    taken = {normalise(key): key for key in metric.levels}
    for key, name in metric.level_names.items():
        if key not in metric.levels:
            table.fault("level_names", "level_unknown", text=key)
        elif taken.setdefault(normalise(name), key) != key:
            table.fault("level_names", "level_name_clash", text=name)
