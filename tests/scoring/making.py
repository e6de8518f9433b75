"""Small rulebooks and values for the tests of scoring: a rulebook is a plain dict until it is written as TOML."""

import csv
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import Standings, score
from scoring.standings.values_table import judge

Keys = dict[str, Any]


def toml(value: object) -> str:
    """Write a value as inline TOML."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def written(keys: Keys) -> bytes:
    """Write a rulebook given as a dict."""
    lines: list[str] = []
    for name, table in keys.items():
        for one in table if isinstance(table, list) else [table]:
            lines.append(f"[[{name}]]" if isinstance(table, list) else f"[{name}]")
            lines += [f"{key} = {toml(value)}" for key, value in one.items()]
    return "\n".join(lines).encode()


def metric(name: str = "m", /, **keys: Any) -> Keys:
    """Return a metric: 20 points by goalposts 0 and 100 unless the keys say otherwise."""
    usual = {"id": name, "category": "c", "name": name, "points": 20, "input": "number"}
    if "method" not in keys:
        usual["method"] = {"kind": "goalpost", "zero_at": 0, "full_at": 100}
    return usual | keys


def rate(name: str = "m", /, **keys: Any) -> Keys:
    """Return a rate metric."""
    return metric(name, input="rate", **keys)


def rules(*metrics: Keys, units: int = 5, schedule: Keys | None = None, **competition: Any) -> Keys:
    """Return a rulebook of one arena `a` with units u1, u2 … whose categories fit the metrics."""
    usual = {"id": "test", "name": "测试", "year": 2026, "bonus_cap": 20, "deduction_cap": 20}
    points: dict[str, Fraction] = {}
    for each in metrics:
        points.setdefault(each["category"], Fraction())
        if each.get("role", "base") == "base":
            points[each["category"]] += Fraction(each["points"])
    return {
        "competition": usual | competition,
        **({} if schedule is None else {"schedule": schedule}),
        "arenas": [{"id": "a", "name": "甲擂台"}],
        "units": [{"id": f"u{i}", "name": f"单位{i}", "arena": "a"} for i in range(1, units + 1)],
        "categories": [
            {"id": name, "arena": "a", "name": name, "points": str(total)} for name, total in points.items()
        ],
        "metrics": list(metrics),
    }


def book(*metrics: Keys, **keys: Any) -> Rulebook:
    """Return that rulebook, read."""
    return load(written(rules(*metrics, **keys)))


def lines(text: str, header: str = "unit,metric,period,value,state,level,event,note") -> list[tuple[int, list[str]]]:
    """Return the lines of a values table."""
    return list(enumerate(csv.reader([header, *text.strip().splitlines()]), 1))


def cells(rulebook: Rulebook, text: str) -> tuple[Cell, ...]:
    """Judge a values table."""
    return judge(rulebook, lines(text))


def scored(rulebook: Rulebook, text: str, period: str = "2026-03", *, final: bool = False) -> Standings:
    """Score a values table in arena `a`."""
    wanted = Period.parse(period)
    assert wanted is not None
    return score(rulebook, cells(rulebook, text), wanted, "a", final=final)


def board(rulebook: Rulebook, text: str, period: str = "2026-03", *, final: bool = False) -> dict[str, Any]:
    """Return the rows of the JSON by unit."""
    found: Any = as_json(scored(rulebook, text, period, final=final))
    return {row["unit"]: row for row in found["rows"]}


def column(name: str, values: Sequence[object], period: str = "2026-03") -> str:
    """Return rows that give u1, u2 … these values of a metric."""
    return "\n".join(f"u{i},{name},{period},{value}" for i, value in enumerate(values, 1))


def points(rulebook: Rulebook, values: Sequence[object], name: str = "m") -> list[str | None]:
    """Return the published points of u1, u2 … for these values."""
    rows = board(rulebook, column(name, values))
    return [rows[f"u{i}"]["metrics"][name]["points"] for i in range(1, len(values) + 1)]
