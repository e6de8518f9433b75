"""Random valid rulebooks and value tables, the same for the same seed."""

from random import Random
from typing import Any

from tests.scoring.making import Keys

COLUMNS = ("unit", "metric", "period", "value", "state", "level", "event", "note")
VALUES = ("number", "count", "rate", "rating", "tasks", "checklist")
ROLLUPS = {
    "number": ["mean", "sum", "last"],
    "count": ["sum", "mean", "last"],
    "rate": ["ratio", "mean", "last"],
    "checklist": ["ratio", "mean", "last"],
    "tasks": ["ratio", "mean", "last"],
    "rank": ["last"],
    "points": ["mean", "last"],
    "rating": ["mean", "last"],
    "events": ["sum"],
}
ITEMS = ["i1", "i2", "i3"]
PERIODS = ["2026-01", "2026-03", "2026-11", "2026-Q1", "2026-Q4", "2026"]


def random_case(seed: int) -> tuple[Keys, list[Keys], str]:
    """Return a rulebook, the rows of a values table, and a period in which some base metric counts."""
    dice = Random(seed)
    period = dice.choice(PERIODS)
    keys = _rulebook(dice)
    for arena in keys["arenas"]:  # some base metric of every arena must count in the period
        categories = [each["id"] for each in keys["categories"] if each["arena"] == arena["id"]]
        base = [each for each in keys["metrics"] if each["category"] in categories and "role" not in each]
        dice.choice(base).pop("period", None)
    return keys, _rows(dice, keys, period), period


def richer_case(seed: int) -> tuple[Keys, list[Keys], str]:
    """Return a random case that also uses what published schemes need: the rulebook of the same seed, and more."""
    dice = Random(f"richer {seed}")
    keys, rows, period = random_case(seed)
    arena_of = {each["id"]: each["arena"] for each in keys["categories"]}
    units = {arena["id"]: [u["id"] for u in keys["units"] if u.get("arena") == arena["id"]] for arena in keys["arenas"]}
    for metric in list(keys["metrics"]):
        _enrich(dice, metric)
        if metric["method"].get("target") == "own":
            keys.setdefault("targets", [])
            keys["targets"] += _targets(dice, metric, units[arena_of[metric["category"]]], period)
    for metric in list(keys["metrics"]):
        if dice.random() < 0.3:
            _derive(dice, keys, metric)
    keys["competition"] |= _some(
        dice,
        {
            "bonus_from": _decimal(dice, 0, 40, 1),
            "veto": dice.choice(["bottom", f"zero_category:{dice.choice(list(arena_of))}"]),
        },
    )
    for arena, names in units.items():
        if dice.random() < 0.7:
            rows += _vetoes(dice, keys, arena, names, period)
    return keys, rows, period


def _enrich(dice: Random, metric: Keys) -> None:
    method, kind = metric["method"], metric["input"]
    if kind == "events":
        if method.get("same_event") == "sum":
            method |= _some(dice, {"repeat": dice.choice([1, 2, "1.5", "7/3"])}, 0.6)
        if metric.get("role", "base") == "base":
            method |= _some(dice, {"from": "full"}, 0.5)
    if method["kind"] == "minmax":
        method |= _some(dice, {"base": dice.choice([0, 60, "33.3"])}, 0.5)
        if "base" in method or dice.random() < 0.3:
            method["span"] = dice.choice([40, "12.5", "1/3"])
    if method["kind"] in ("completion", "step") and dice.random() < 0.6:
        method["target"] = "own"
    if kind in ("number", "count", "rate", "tasks", "rating", "points"):
        metric |= _some(dice, {"round_value": dice.choice([0, 1, 2])}, 0.3)


def _targets(dice: Random, metric: Keys, units: list[str], period: str) -> list[Keys]:
    """Return own targets of most units, of some for single periods and coarser ones too."""
    found: list[Keys] = []
    own = metric.get("period", "month")
    coarser = {"month": ["2026-Q1", "2026-Q4", "2026"], "quarter": ["2026"], "year": []}[own]
    for unit in units:
        row = {"metric": metric["id"], "unit": unit}
        some = [at for at in _periods(own, period) if dice.random() < 0.2] + [
            at for at in coarser if dice.random() < 0.2
        ]
        found += [row | {"value": dice.choice([3, "12.5", 70]), "period": at} for at in some]
        if dice.random() < 0.97:
            found.append(row | {"value": dice.choice([5, "40.5", 90])})
    return found


def _derive(dice: Random, keys: Keys, source: Keys) -> None:
    """Add a metric that takes the values of another one, with a category that has room for its points."""
    full = dice.randint(1, 20)
    found = {"id": f"{source['id']}d", "name": f"再算{source['id']}", "points": full, "value_of": source["id"]}
    found["category"] = source["category"]
    found |= _some(dice, {"missing": dice.choice(["renormalise", "arena_mean", "last_period", "block"])})
    found |= _some(dice, {"role": dice.choice(["bonus", "deduction"])}, 0.4)
    whole = source | found
    whole.pop("round_value", None)
    method = _method(dice, whole, full)
    if source["input"] == "checklist" and method["kind"] == "checklist":
        method["mandatory"] = dice.sample(ITEMS, 2)
    found["method"] = method
    _enrich(dice, found | {"input": source["input"]})
    if method.get("target") == "own":
        method["target"] = 40
    if source["input"] in ("number", "count", "rate", "tasks", "rating", "points"):
        found |= _some(dice, {"round_value": dice.choice([0, 1])}, 0.3)
    keys["metrics"].insert(dice.randint(0, len(keys["metrics"])), found)
    if "role" not in found:
        next(each for each in keys["categories"] if each["id"] == found["category"])["points"] += full


def _vetoes(dice: Random, keys: Keys, arena: str, units: list[str], period: str) -> list[Keys]:
    categories = [f"zero_category:{each['id']}" for each in keys["categories"] if each["arena"] == arena]
    usual = keys["competition"].get("veto", "ineligible")
    effects = ["ineligible", "bottom", *categories]
    if not usual.startswith("zero_category:") or usual in categories:
        effects.append("")
    found = []
    for unit in dice.sample(units, dice.randint(1, min(3, len(units)))):
        for at in dice.sample(sorted({period, *PERIODS, "2026-02"}), 3):
            row = {"unit": unit, "metric": "veto", "period": at, "value": dice.choice(effects), "note": "事故"}
            found.append(dict.fromkeys(COLUMNS, "") | row | {"state": dice.choice(["", "confirmed"])})
    return found


def _some(dice: Random, keys: Keys, share: float = 0.5) -> Keys:
    """Return some of the optional keys."""
    return {key: value for key, value in keys.items() if dice.random() < share}


def _decimal(dice: Random, low: int, high: int, places: int = 2) -> str:
    scaled = dice.randint(low * 10**places, high * 10**places)
    text = f"{abs(scaled) // 10**places}.{abs(scaled) % 10**places:0{places}}".rstrip("0").rstrip(".")
    return f"-{text}" if scaled < 0 and text != "0" else text


def _rulebook(dice: Random) -> Keys:
    places = dice.choice([0, 1, 2, 2, 3])
    arenas = ["a", "b"][: dice.choice([1, 1, 2])]
    units = [
        {"id": f"{arena}{i}", "name": f"单位{arena}{i}", "arena": arena}
        for arena in arenas
        for i in range(dice.randint(1, 6))
    ]
    units.append({"id": "lead", "name": "牵头"})
    categories, metrics = [], []
    for arena in arenas:
        for i in range(dice.randint(1, 3)):
            name = f"{arena}c{i}"
            own = [_metric(dice, f"{name}m{j}", name) for j in range(dice.randint(1, 3))]
            for each in own[1:]:
                each.update(_some(dice, {"role": dice.choice(["bonus", "deduction"])}, 0.3))
            total = sum(int(each["points"]) for each in own if "role" not in each)
            categories.append({"id": name, "arena": arena, "name": name, "points": total})
            metrics += own
    dice.shuffle(metrics)
    chain = ["base", "bonus", "deductions"]
    chain += [f"category:{each['id']}" for each in categories] + [f"metric:{each['id']}" for each in metrics]
    competition = {"id": "random", "name": "随机", "year": 2026, "places": places}
    competition |= {"bonus_cap": dice.choice([0, 5, 20]), "deduction_cap": dice.choice([0, 5, 20])}
    competition |= _some(
        dice,
        {
            "rounding": "half_even",
            "round_at": "total",
            "ties": dice.choice(["dense", "average"]),
            "tie_break": dice.sample(chain, dice.randint(1, 3)),
            "minimum_coverage": dice.choice(["1/3", "0.5", "2/3", 1]),
        },
    )
    return {
        "competition": competition,
        "arenas": [{"id": arena, "name": f"擂台{arena}"} for arena in arenas],
        "units": units,
        "categories": categories,
        "metrics": metrics,
    }


def _metric(dice: Random, name: str, category: str) -> Keys:
    kind = dice.choice(list(ROLLUPS))
    full = dice.randint(1, 30)
    found: Keys = {"id": name, "category": category, "name": name, "points": full, "input": kind}
    found |= _some(
        dice,
        {
            "period": dice.choice(["quarter", "year"]),
            "missing": dice.choice(["renormalise", "arena_mean", "last_period", "block"]),
        },
    )
    if kind == "rating":
        found["range"] = ["0", "10"]
    elif kind == "number" and dice.random() < 0.5:
        found["range"] = ["0", "200"]
    if dice.random() < 0.7:
        found["rollup"] = dice.choice([*ROLLUPS[kind], "points_mean", "points_sum"])
    if kind == "rate":
        _rate_keys(dice, found)
    found["method"] = _method(dice, found, full)
    return found


def _rate_keys(dice: Random, found: Keys) -> None:
    if found.get("rollup", "ratio") != "ratio" and dice.random() < 0.3:
        found["percent_ok"] = True
    else:
        found |= _some(dice, {"smoothing": dice.choice(["wilson", {"shrink": ["19", "1.5"]}])}, 0.4)


def _method(dice: Random, metric: Keys, full: int) -> Keys:
    kind = metric["input"]
    if kind == "rank":
        return {"kind": "external_rank"} | dice.choice(
            [
                {},
                {"full_at": 2},
                {"zero_at": dice.randint(1, 8), "full_at": dice.randint(1, 4)},
                {"table": [[1, full], [3, full // 2], [6, "0.25"]]},
            ]
        )
    if kind == "points":
        return {"kind": "direct"}
    if kind == "events":
        levels = {"l1": _decimal(dice, 0, 5), "l2": _decimal(dice, 0, 3), "l3": "1"}
        return {"kind": "events", "levels": levels} | _some(dice, {"same_event": "sum", "cap": full // 2})
    direction: Any = _some(dice, {"direction": "down"}, 0.4)
    down = bool(direction)
    five = [30, 55, 70, 85, 95]
    choices: list[Keys] = [
        {"kind": "goalpost", **dict(zip(("zero_at", "full_at"), dice.sample(["-5", "12.5", 60, 100], 2), strict=True))},
        {
            "kind": "efficacy",
            **dict(zip(("unacceptable", "satisfactory"), dice.sample([0, "33.3", 80], 2), strict=True)),
        }
        | _some(dice, {"base": 50, "span": "45.5", "clip": dice.choice(["both", "none"])}),
        {"kind": "efficacy_banded", "standards": five if down else five[::-1]}
        | _some(dice, {"coefficients": ["1", "0.85", "0.6", "0.3", "0.1"]}),
        {"kind": "completion", "target": dice.choice([7, "66.6", 100]), **direction}
        | _some(dice, {"floor": "0.2", "cap": "1.3", "zero_below": "0.5"}),
        {"kind": "step", "target": dice.choice([7, "66.6", 100]), "step": dice.choice([1, "2.5"]), "deduct": "0.7"}
        | direction
        | _some(dice, {"max": 3, "whole": False}),
        {
            "kind": "bands",
            "edges": [[e, p] for e, p in zip([10, 50, 90] if down else [90, 50, 10], [full, "0.5", 0], strict=True)],
        }
        | direction,
        {"kind": "rank_points", "first": full, "step": dice.choice([1, "1.5"])}
        | direction
        | _some(dice, {"floor": "0.5", "ties": "average"}),
        {"kind": "minmax", **direction} | _some(dice, {"zero_range": dice.choice(["half", "zero"])}),
    ]
    if kind != "number" or "range" in metric:
        choices.append({"kind": "ratio_to_best", **direction})
    if kind == "checklist":
        checklist = {"kind": "checklist", "mandatory": ITEMS}
        choices = [checklist | _some(dice, {"stars": [[3, "0.6"], [5, "0.9"], [1, "1/3"]]}), *choices[:3]]
    return dice.choice(choices)


def _rows(dice: Random, keys: Keys, period: str) -> list[Keys]:
    arena_of = {each["id"]: each["arena"] for each in keys["categories"]}
    spread = dice.choice([2, 12, 40])  # few distinct values make ties
    found: list[Keys] = []
    for metric in keys["metrics"]:
        units = [unit["id"] for unit in keys["units"] if unit.get("arena") == arena_of[metric["category"]]]
        for at in _periods(metric.get("period", "month"), period):
            for unit in units:
                found += _cell(dice, metric, unit, at, spread)
    dice.shuffle(found)
    return found


def _periods(kind: str, period: str) -> list[str]:
    """Return every own period that may matter, and some that do not."""
    if kind == "year":
        return ["2025", "2026"]
    if kind == "quarter":
        return [f"{year}-Q{i}" for year in (2025, 2026) for i in range(1, 5)]
    if len(period) == 4:
        return [f"{year}-{i:02}" for year in (2025, 2026) for i in range(1, 13)]
    return ["2025-10", "2025-11", "2025-12", *(f"2026-{i:02}" for i in (1, 2, 3, 7, 8, 9, 10, 11, 12))]


def _cell(dice: Random, metric: Keys, unit: str, period: str, spread: int) -> list[Keys]:
    row = dict.fromkeys(COLUMNS, "") | {"unit": unit, "metric": metric["id"], "period": period}
    luck = dice.random()
    if luck < 0.12:
        return []
    if luck < 0.2:
        return [row | {"state": "not_applicable"}]
    many = {"events": dice.randint(0, 4), "rating": dice.randint(1, 7)}.get(metric["input"], 1)
    found = []
    for _ in range(many):
        state = dice.choice(["", "", "", "confirmed", "pending"])
        found.append(row | {"state": state} | _value(dice, metric, spread))
    return found


def _value(dice: Random, metric: Keys, spread: int) -> Keys:
    kind = metric["input"]
    if kind == "events":
        return {"level": dice.choice(["l1", "l2", "l3"]), "event": dice.choice(["", "e1", "e2", "e3"])}
    if kind == "rating":
        return {"value": _decimal(dice, 0, min(spread, 10), 1), "event": dice.choice(["", "lead"])}
    if kind == "points":
        return {"value": _decimal(dice, 0, metric["points"], 3)}
    if kind == "number":
        return {"value": _decimal(dice, 0 if "range" in metric else -spread, spread * 4)}
    if kind == "count":
        return {"value": str(dice.randint(0, spread * 3))}
    n = dice.randint(0, spread * 2)
    if kind == "rank":
        return {"value": f"{dice.randint(1, n + 1)}/{n + 1}"}
    k = dice.randint(n // 2, n)
    if kind == "checklist":
        known = metric["method"].get("mandatory", [])
        items = dice.sample(known, min(n - k, len(known), dice.choice([0, 0, 1, 2])))
        return {"value": f"{k}/{n}", "note": ";".join(items)}
    if metric.get("percent_ok") and dice.random() < 0.5:
        return {"value": _decimal(dice, 0, 100)}
    return {"value": f"{k}/{n}"}
