# ruff: noqa: C901, PLR0912, PLR0915 - deliberately plain: one long function follows one paragraph of the rules
"""The rules of scoring once more, written from their text and as plainly as can be: fractions, loops, no classes.

It reads a rulebook as a dict (the TOML's keys) and valid rows of values, shares no code with the engine, and
exists to disagree with it.
"""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import floor
from typing import Any

Json = dict[Any, Any]

DEFAULT_ROLLUP = {"rate": "ratio", "checklist": "ratio", "tasks": "ratio", "count": "sum", "events": "sum"}
DEFAULT_ROLLUP |= {"rank": "last", "number": "mean", "points": "mean", "rating": "mean"}


def number(value: Any) -> Fraction:
    return Fraction(str(value))


def rounded(x: Fraction, places: int, rounding: str) -> Fraction:
    big = abs(x) * 10**places
    low = floor(big)
    if big - low > Fraction(1, 2) or (big - low == Fraction(1, 2) and (rounding == "half_up" or low % 2)):
        low += 1
    return Fraction(low, 10**places) * (-1 if x < 0 else 1)


def written(x: Fraction, places: int, rounding: str) -> str:
    x = rounded(x, places, rounding)
    text = str(int(abs(x) * 10**places)).zfill(places + 1)
    if places:
        text = text[:-places] + "." + text[-places:]
    return "-" + text if x < 0 else text


def six_decimals(x: Fraction) -> str:
    text = written(x, 6, "half_up")
    while text.endswith("0"):
        text = text[:-1]
    return text.removesuffix(".")


# periods ------------------------------------------------------------------------------------------------------


def kind_of(period: str) -> str:
    return {4: "year", 7: "quarter" if "Q" in period else "month"}[len(period)]


def own_periods(period: str, kind: str) -> list[str]:
    year = period[:4]
    months = {"year": range(1, 13)}.get(kind_of(period))
    if kind_of(period) == "quarter":
        last = 3 * int(period[-1])
        months = range(last - 2, last + 1)
    if kind_of(period) == "month":
        months = range(int(period[-2:]), int(period[-2:]) + 1)
    assert months is not None
    if kind == "month":
        return [f"{year}-{month:02}" for month in months]
    if kind == "quarter":
        return [f"{year}-Q{month // 3}" for month in months if month % 3 == 0 and len(months) >= 3]
    return [year] if len(months) == 12 else []


def before(period: str) -> str:
    year = int(period[:4])
    if kind_of(period) == "year":
        return f"{year - 1}"
    if kind_of(period) == "quarter":
        return f"{year - 1}-Q4" if period[-1] == "1" else f"{year}-Q{int(period[-1]) - 1}"
    return f"{year - 1}-12" if period[-2:] == "01" else f"{year}-{int(period[-2:]) - 1:02}"


# raw values ---------------------------------------------------------------------------------------------------


def rate_x(metric: Json, k: int, n: int) -> Fraction:
    smoothing = metric.get("smoothing", "raw")
    if smoothing == "raw":
        return Fraction(100 * k, n)
    if smoothing == "wilson":
        with localcontext() as context:
            context.prec = 80
            z, p, m = Decimal("1.959964"), Decimal(k) / Decimal(n), Decimal(n)
            root = (p * (1 - p) / m + z * z / (4 * m * m)).sqrt()
            low = (p + z * z / (2 * m) - z * root) / (1 + z * z / m)
            return Fraction((100 * max(low, Decimal(0))).quantize(Decimal("0.000000000001"), rounding=ROUND_HALF_UP))
    a, b = number(smoothing["shrink"][0]), number(smoothing["shrink"][1])
    return 100 * (k + a) / (n + a + b)


def mean_of_ratings(ratings: list[Fraction]) -> Fraction:
    ratings = sorted(ratings)
    if len(ratings) >= 5:
        ratings = ratings[1:-1]
    return sum(ratings, Fraction()) / len(ratings)


def count_of_events(events: list[Json]) -> str:
    names = {row["event"] for row in events if row["event"]}
    return str(len(names) + len([row for row in events if not row["event"]]))


def own_cell(metric: Json, rows: list[Json]) -> Json:
    """State, value and what is needed of x in one own period."""
    if [row for row in rows if row["state"] == "not_applicable"]:
        return {"state": "not_applicable", "value": None}
    confirmed = [row for row in rows if row["state"] != "pending"]
    if metric["input"] == "events":
        origin = metric.get("source", metric)["method"]
        if rows and not confirmed and origin.get("from", "zero") == "zero":
            return {"state": "pending", "value": "0"}
        return {"state": "confirmed", "value": count_of_events(confirmed), "events": confirmed}
    if not rows:
        return {"state": "missing", "value": None}
    if metric["input"] == "rating":
        if not confirmed:
            return {"state": "pending", "value": None}
        x = mean_of_ratings([number(row["value"]) for row in confirmed])
        return {"state": "confirmed", "value": six_decimals(x), "x": x}
    row = rows[0]
    cell: Json = {"state": "confirmed", "value": row["value"]}
    if row["state"] == "pending":
        return {"state": "pending", "value": row["value"]}
    if metric["input"] in ("number", "count", "points") or "/" not in row["value"]:
        return cell | {"x": number(row["value"])}
    k, n = (int(part) for part in row["value"].split("/"))
    if metric["input"] == "rank":
        return cell | {"x": Fraction(k), "n": n}
    if n == 0:
        return {"state": "missing", "value": row["value"]}
    failed = (
        {item.strip() for item in row["note"].split(";") if item.strip()} if metric["input"] == "checklist" else set()
    )
    return cell | {"x": rate_x(metric, k, n), "k": k, "n": n, "failed": failed}


def rolled_state(cells: list[Json]) -> str:
    states = [cell["state"] for cell in cells]
    for state in ("confirmed", "pending", "missing"):
        if state in states:
            return state
    return "not_applicable"


def rolled_cell(metric: Json, cells: list[Json]) -> Json:
    """The cell of a coarser period by ratio, sum, mean or last."""
    rollup = metric.get("rollup", DEFAULT_ROLLUP[metric["input"]])
    good = [cell for cell in cells if cell["state"] == "confirmed"]
    if not good:
        state = rolled_state(cells)
        return {"state": state, "value": "0" if (metric["input"], state) == ("events", "pending") else None}
    if metric["input"] == "events":
        events = [event for cell in good for event in cell["events"]]
        return {"state": "confirmed", "value": count_of_events(events), "events": events}
    if rollup == "last":
        return good[-1]
    if rollup == "ratio":
        k, n = sum(cell["k"] for cell in good), sum(cell["n"] for cell in good)
        failed = {item for cell in good for item in cell["failed"]}
        x = rate_x(metric, k, n)
        return {"state": "confirmed", "value": f"{k}/{n}", "x": x, "k": k, "n": n, "failed": failed}
    x = sum((cell["x"] for cell in good), Fraction())
    if rollup == "mean":
        x = x / len(good)
    return {"state": "confirmed", "value": six_decimals(x), "x": x}


# methods ------------------------------------------------------------------------------------------------------


def earned(metric: Json, cell: Json, arena: list[Json]) -> Fraction:
    """Points of one cell; `arena` are all cells that the method may compare it with (itself included)."""
    method, full = metric["method"], number(metric["points"])
    kind, up = method["kind"], method.get("direction", "up") == "up"
    if kind == "events":
        return event_points(metric, cell["events"])
    x: Fraction = cell["x"]
    xs = [other["x"] for other in arena]
    if kind == "goalpost":
        zero_at, full_at = number(method["zero_at"]), number(method["full_at"])
        return full * max(Fraction(0), min(Fraction(1), (x - zero_at) / (full_at - zero_at)))
    if kind == "efficacy":
        base, span = number(method.get("base", 60)), number(method.get("span", 40))
        u, s = number(method["unacceptable"]), number(method["satisfactory"])
        result = full * (base + span * (x - u) / (s - u)) / 100
        clip = method.get("clip", "top")
        if clip == "top":
            result = max(Fraction(0), min(full, result))
        if clip == "both":
            result = max(full * base / 100, min(full, result))
        return result
    if kind == "efficacy_banded":
        standards = [number(each) for each in method["standards"]]
        shares = [number(each) for each in method.get("coefficients", ["1", "0.8", "0.6", "0.4", "0.2"])]
        if standards[0] < standards[4]:
            standards, x = [-each for each in standards], -x
        if x >= standards[0]:
            return full * shares[0]
        for i in range(4):
            if standards[i + 1] <= x < standards[i]:
                within = (x - standards[i + 1]) / (standards[i] - standards[i + 1])
                return full * shares[i + 1] + full * (shares[i] - shares[i + 1]) * within
        return Fraction(0)
    if kind == "completion":
        target, floor_, cap = number(method["target"]), number(method.get("floor", 0)), number(method.get("cap", 1))
        if not up and x <= 0:
            return full * cap
        share = x / target if up else target / x
        if "zero_below" in method and share < number(method["zero_below"]):
            return Fraction(0)
        return full * max(floor_, min(cap, share))
    if kind == "step":
        target, step, deduct = number(method["target"]), number(method["step"]), number(method["deduct"])
        gap = max(Fraction(0), target - x if up else x - target)
        steps = gap / step
        if method.get("whole", True):
            steps = Fraction(floor(steps))
        return max(Fraction(0), full - min(steps * deduct, number(method.get("max", metric["points"]))))
    if kind == "bands":
        for edge, points in method["edges"]:
            if (x >= number(edge)) if up else (x <= number(edge)):
                return number(points)
        return Fraction(0)
    if kind == "rank_points":
        better = len([other for other in xs if (other > x if up else other < x)])
        place = Fraction(better + 1)
        if method.get("ties", "equal") == "average":
            same = xs.count(x)
            place = Fraction(sum(range(better + 1, better + same + 1)), same)
        return max(number(method["first"]) - (place - 1) * number(method["step"]), number(method.get("floor", 0)))
    if kind == "external_rank":
        if "table" in method:
            for rank, points in method["table"]:
                if number(rank) >= x:
                    return number(points)
            return Fraction(0)
        full_at, zero_at = number(method.get("full_at", 1)), method.get("zero_at", "n")
        zero_at = Fraction(cell["n"]) if zero_at == "n" else number(zero_at)
        if zero_at <= full_at:
            return full if x <= full_at else Fraction(0)
        return full * max(Fraction(0), min(Fraction(1), (zero_at - x) / (zero_at - full_at)))
    if kind == "minmax":
        if max(xs) == min(xs):
            share = {"full": Fraction(1), "half": Fraction(1, 2), "zero": Fraction(0)}[method.get("zero_range", "full")]
        else:
            share = ((x - min(xs)) if up else (max(xs) - x)) / (max(xs) - min(xs))
        return full * (number(method.get("base", 0)) + number(method.get("span", 100)) * share) / 100
    if kind == "ratio_to_best":
        if up:
            return full * x / max(xs) if max(xs) else Fraction(0)
        return full * min(xs) / x if x else full
    if kind == "direct":
        return min(x, full)
    assert kind == "checklist"
    return full * x / 100


def event_points(metric: Json, events: list[Json]) -> Fraction:
    method = metric["method"]
    total = Fraction(0)
    done: set[str] = set()
    for row in events:
        if not row["event"]:
            total += number(method["levels"][row["level"]])
        elif row["event"] not in done:
            done.add(row["event"])
            same = sorted(number(method["levels"][each["level"]]) for each in events if each["event"] == row["event"])
            if method.get("same_event", "best") == "best":
                total += same[-1]
            else:
                total += same[0]
                for later in same[1:]:
                    total += number(method.get("repeat", 1)) * later
    total = min(total, number(method.get("cap", metric["points"])))
    return number(metric["points"]) - total if method.get("from", "zero") == "full" else total


def stars_of(metric: Json, cell: Json) -> int | None:
    method = metric["method"]
    if "stars" not in method or "k" not in cell:
        return None
    best = 0
    for stars, share in method["stars"]:
        if Fraction(cell["k"], cell["n"]) >= number(share) and not cell["failed"] & set(method.get("mandatory", [])):
            best = max(best, int(stars))
    return best


# one metric ---------------------------------------------------------------------------------------------------


def own_target(metric: Json, unit: str, at: str, applicable: list[str]) -> Fraction | None:
    """The unit's own target of one period; `applicable` are the own periods in it that are not not_applicable."""
    rows = [row for row in metric["targets"] if row["metric"] == metric["id"] and row["unit"] == unit]
    for row in rows:
        if row.get("period") == at:
            return number(row["value"])
    summed = metric.get("rollup", DEFAULT_ROLLUP[metric["input"]]) == "sum"
    if summed and kind_of(at) != metric.get("period", "month"):
        total = Fraction(0)
        for own in applicable:
            found = own_target(metric, unit, own, [])
            if found is None:
                return None
            total += found
        return total
    for row in rows:
        if "period" not in row:
            return number(row["value"])
    return None


def against_target(metric: Json, unit: str, at: str, applicable: list[str]) -> Json:
    """The metric as it is for this unit, whose target may be its own; a lacking one is noted."""
    if metric["method"].get("target") != "own":
        return metric
    target = own_target(metric, unit, at, applicable)
    if target is None:
        metric["lacking"].add((unit, metric["id"], at))
        target = Fraction(1)
    return metric | {"method": metric["method"] | {"target": str(target)}}


def filled(
    metric: Json, at: str, now: dict[str, Json], then: dict[str, Json], applicable: dict[str, list[str]], *, final: bool
) -> dict[str, Fraction | str | None]:
    """Points of every unit in one column of cells: a number, None (not counted), or "left" (renormalised)."""
    policy = metric.get("missing", "zero") if metric.get("role", "base") == "base" else "zero"
    used = {unit: cell for unit, cell in now.items() if cell["state"] == "confirmed"}
    if final and policy == "last_period":
        for unit, cell in now.items():
            if cell["state"] in ("missing", "pending") and then[unit]["state"] == "confirmed":
                used[unit] = then[unit]
    if "round_value" in metric:
        for unit, cell in used.items():
            used[unit] = cell | {"x": rounded(cell["x"], metric["round_value"], metric["rounding"])}
    found: dict[str, Fraction | str | None] = {}
    exact: dict[str, Fraction] = {}
    for unit, cell in used.items():
        exact[unit] = earned(against_target(metric, unit, at, applicable[unit]), cell, list(used.values()))
    for unit, cell in now.items():
        if unit in used:
            found[unit] = exact[unit]
        elif cell["state"] == "not_applicable" or not final:
            found[unit] = None
        elif policy == "renormalise":
            found[unit] = "left"
        elif policy == "arena_mean" and used:
            found[unit] = sum(exact.values(), Fraction()) / len(exact)
        else:
            found[unit] = Fraction(0)
    return found


def metric_results(metric: Json, units: list[str], rows: Json, period: str, *, final: bool) -> dict[str, Json]:
    def own(unit: str, at: str) -> Json:
        return own_cell(metric, rows.get((unit, metric.get("value_of", metric["id"]), at), []))

    full, kind = number(metric["points"]), metric.get("period", "month")
    policy = metric.get("missing", "zero") if metric.get("role", "base") == "base" else "zero"
    rollup = metric.get("rollup", DEFAULT_ROLLUP[metric["input"]])
    owns = own_periods(period, kind)
    results: dict[str, Json] = {}
    if kind == kind_of(period) or rollup not in ("points_mean", "points_sum"):
        now, then = {}, {}
        applicable = {unit: [part for part in owns if own(unit, part)["state"] != "not_applicable"] for unit in units}
        for unit in units:
            if kind == kind_of(period):
                now[unit], then[unit] = own(unit, period), own(unit, before(period))
            else:
                now[unit] = rolled_cell(metric, [own(unit, at) for at in owns])
                then[unit] = rolled_cell(metric, [own(unit, at) for at in own_periods(before(period), kind)])
        points = filled(metric, period, now, then, applicable, final=final)
        for unit in units:
            cell, state = now[unit], now[unit]["state"]
            results[unit] = {
                "points": None if points[unit] == "left" else points[unit],
                "value": cell["value"],
                "state": state,
                "applicable": full if state != "not_applicable" else Fraction(0),
                "covered": full if state == "confirmed" else Fraction(0),
                "counted": full if state != "not_applicable" and points[unit] != "left" else Fraction(0),
                "blocks": final and policy == "block" and state in ("missing", "pending"),
                "stars": stars_of(metric, cell) if state == "confirmed" else None,
                "full": full,
            }
        return results
    by_period = []
    for at in owns:
        now = {unit: own(unit, at) for unit in units}
        then = {unit: own(unit, before(at)) for unit in units}
        by_period.append((now, filled(metric, at, now, then, {unit: [] for unit in units}, final=final)))
    for unit in units:
        cells = [now[unit] for now, _ in by_period]
        points = [found[unit] for _, found in by_period]
        counted = [each for each in points if isinstance(each, Fraction)]
        asked = [cell for cell in cells if cell["state"] != "not_applicable"]
        good = [cell for cell in cells if cell["state"] == "confirmed"]
        result: Json = {"points": None, "value": None, "state": rolled_state(cells), "stars": None}
        result["blocks"] = final and policy == "block" and bool(asked) and not good
        if rollup == "points_sum":
            left = points.count("left")
            result |= {"applicable": full * len(asked), "covered": full * len(good), "full": full * len(owns)}
            result["counted"] = full * (len(asked) - left)
            if counted:
                result["points"] = sum(counted, Fraction())
        else:
            result |= {
                "applicable": full if asked else Fraction(0),
                "covered": full if good else Fraction(0),
                "full": full,
            }
            result["counted"] = full if asked and (counted or not final) else Fraction(0)
            if counted:
                result["points"] = sum(counted, Fraction()) / len(counted)
        results[unit] = result
    return results


# the board ----------------------------------------------------------------------------------------------------


class LackingTargetsError(Exception):
    """Targets that are not there, as (unit, metric, period)."""


FROM_SOURCE = ("input", "unit", "range", "period", "rollup", "smoothing", "percent_ok", "level_names", "leads", "sign")


def completed(keys: Json, lacking: set[tuple[str, str, str]]) -> list[Json]:
    """The metrics with all that they are scored by; one that takes values of another has its keys from there."""
    found = []
    for metric in keys["metrics"]:
        whole = dict(metric)
        if "value_of" in metric:
            source = next(each for each in keys["metrics"] if each["id"] == metric["value_of"])
            whole = {name: source[name] for name in FROM_SOURCE if name in source} | whole | {"source": source}
        whole["rounding"] = keys["competition"].get("rounding", "half_up")
        whole["targets"], whole["lacking"] = keys.get("targets", []), lacking
        found.append(whole)
    return found


def vetoes_of(keys: Json, rows: list[Json], period: str) -> dict[str, list[str]]:
    """The effects of the vetoes that hold in a period, by unit."""
    found: dict[str, list[str]] = {}
    for row in rows:
        inside = [period, *own_periods(period, "month"), *own_periods(period, "quarter")]
        if row["metric"] == "veto" and row["period"] in inside:
            effect = row["value"] or keys["competition"].get("veto", "ineligible")
            found.setdefault(row["unit"], []).append(effect)
    order = ["ineligible", "bottom", *(f"zero_category:{category['id']}" for category in keys["categories"])]
    return {unit: [name for name in order if name in effects] for unit, effects in found.items()}


def standings(keys: Json, rows: list[Json], period: str, arena: str, *, final: bool) -> Json:
    """The published object without its fingerprints."""
    units = [unit["id"] for unit in keys["units"] if unit.get("arena") == arena]
    vetoes = {unit: effects for unit, effects in vetoes_of(keys, rows, period).items() if unit in units}
    found = board_under(keys, rows, period, arena, vetoes, final=final)
    if vetoes:
        without = {row["unit"]: row["rank"] for row in board_under(keys, rows, period, arena, {}, final=final)["rows"]}
        found["rows"] = [
            {"rank": row.pop("rank"), "rank_without_veto": without[row["unit"]]} | row for row in found["rows"]
        ]
    return found


def board_under(
    keys: Json, rows: list[Json], period: str, arena: str, vetoes: dict[str, list[str]], *, final: bool
) -> Json:
    """The published object under these vetoes, without the ranks of a board without them."""
    rules = keys["competition"]
    lacking: set[tuple[str, str, str]] = set()
    places, rounding = rules.get("places", 2), rules.get("rounding", "half_up")
    each_step = rules.get("round_at", "metric") == "metric"

    def step(x: Fraction) -> Fraction:
        return rounded(x, places, rounding) if each_step else x

    by_cell: Json = {}
    for row in rows:
        by_cell.setdefault((row["unit"], row["metric"], row["period"]), []).append(row)
    units = [unit["id"] for unit in keys["units"] if unit.get("arena") == arena]
    names = {unit["id"]: unit["name"] for unit in keys["units"]}
    categories = [category["id"] for category in keys["categories"] if category["arena"] == arena]
    metrics = [
        metric
        for metric in completed(keys, lacking)
        if metric["category"] in categories and own_periods(period, metric.get("period", "month"))
    ]
    results = {metric["id"]: metric_results(metric, units, by_cell, period, final=final) for metric in metrics}
    if lacking:
        raise LackingTargetsError(lacking)
    base = [metric for metric in metrics if metric.get("role", "base") == "base"]
    any_unit = units[0]
    worth = {
        category: sum((results[m["id"]][any_unit]["full"] for m in base if m["category"] == category), Fraction())
        for category in categories
        if any(m["category"] == category for m in base)
    }
    full_marks = sum(worth.values(), Fraction())
    board = []
    for unit in units:
        line = {name: found[unit] for name, found in results.items()}
        points = {name: None if cell["points"] is None else step(cell["points"]) for name, cell in line.items()}
        shares: dict[str, Fraction] = {}
        for category, full in worth.items():
            mine = [m["id"] for m in base if m["category"] == category]
            counted = sum((line[name]["counted"] for name in mine), Fraction())
            got = sum((points[name] or Fraction(0) for name in mine), Fraction())
            if counted == full:
                shares[category] = got
            elif counted > 0:
                shares[category] = step(got / counted * full)
            if f"zero_category:{category}" in vetoes.get(unit, []):
                shares[category] = min(Fraction(0), shares.get(category, Fraction(0)))
        total_base = sum(shares.values(), Fraction())
        present = sum((worth[category] for category in shares), Fraction())
        if shares and present != full_marks:
            total_base = step(total_base / present * full_marks)
        extra = {}
        for role, cap in (("bonus", "bonus_cap"), ("deduction", "deduction_cap")):
            mine = [m["id"] for m in metrics if m.get("role", "base") == role]
            extra[role] = min(sum((points[name] or Fraction(0) for name in mine), Fraction()), number(rules[cap]))
        if "bonus_from" in rules and rounded(total_base, places, rounding) < number(rules["bonus_from"]):
            extra["bonus"] = Fraction(0)
        asked = sum((line[m["id"]]["applicable"] for m in base), Fraction())
        covered = sum((line[m["id"]]["covered"] for m in base), Fraction())
        coverage = covered / asked if asked else Fraction(0)
        in_rank = asked > 0
        if final and (
            coverage < number(rules.get("minimum_coverage", 0)) or any(line[m["id"]]["blocks"] for m in base)
        ):
            in_rank = False
        if "ineligible" in vetoes.get(unit, []):
            in_rank = False
        total = rounded(max(Fraction(0), total_base + extra["bonus"] - extra["deduction"]), places, rounding)
        board.append(
            {
                "unit": unit,
                "total": total,
                "base": total_base,
                "extra": extra,
                "coverage": coverage,
                "shares": shares,
                "points": points,
                "line": line,
                "in_rank": in_rank,
                "bottom": "bottom" in vetoes.get(unit, []),
            }
        )
    something_confirmed = False
    for metric in metrics:
        for at in own_periods(period, metric.get("period", "month")):
            for unit in units:
                rows_here = by_cell.get((unit, metric["id"], at), [])
                if rows_here and own_cell(metric, rows_here)["state"] == "confirmed":
                    something_confirmed = True
    if not something_confirmed and all(entry["total"] == 0 for entry in board):
        for entry in board:
            entry["in_rank"] = False
    ranking(keys, arena, [entry for entry in board if entry["in_rank"]], places, rounding)
    inside = sorted((entry for entry in board if entry["in_rank"]), key=lambda entry: entry["rank"])
    outside = sorted((entry for entry in board if not entry["in_rank"]), key=lambda entry: -entry["total"])
    show = [
        {
            "rank": show_rank(entry.get("rank")),
            "unit": entry["unit"],
            "name": names[entry["unit"]],
            "total": written(entry["total"], places, rounding),
            "base": written(entry["base"], places, rounding),
            "bonus": written(entry["extra"]["bonus"], places, rounding),
            "deduction": written(entry["extra"]["deduction"], places, rounding),
            "coverage": written(entry["coverage"], 2, rounding),
            "veto": ";".join(vetoes[entry["unit"]]) if entry["unit"] in vetoes else None,
            "categories": {name: written(x, places, rounding) for name, x in entry["shares"].items()},
            "metrics": {
                name: {
                    "points": None
                    if entry["points"][name] is None
                    else written(entry["points"][name], places, rounding),
                    "value": cell["value"],
                    "state": cell["state"],
                }
                | ({} if cell["stars"] is None else {"stars": cell["stars"]})
                for name, cell in entry["line"].items()
            },
        }
        for entry in inside + outside
    ]
    return {
        "competition": rules["id"],
        "arena": arena,
        "period": period,
        "final": final,
        "full_marks": written(full_marks, places, rounding),
        "rows": show,
    }


def ranking(keys: Json, arena: str, entries: list[Json], places: int, rounding: str) -> None:
    rules = keys["competition"]
    mine = {f"category:{c['id']}" for c in keys["categories"] if c["arena"] == arena}
    mine |= {f"metric:{m['id']}" for m in keys["metrics"] if f"category:{m['category']}" in mine}

    def is_before(one: Json, other: Json) -> bool:
        if one["bottom"] != other["bottom"]:
            return bool(other["bottom"])
        if one["total"] != other["total"]:
            return bool(one["total"] > other["total"])
        for entry in rules.get("tie_break", []):
            if ":" in entry and entry not in mine:
                continue
            a, b = tie_value(one, entry), tie_value(other, entry)
            if a is None or b is None:
                if (a is None) != (b is None):
                    return b is None
                continue
            a, b = rounded(a, places, rounding), rounded(b, places, rounding)
            if a != b:
                return a < b if entry == "deductions" else a > b
        return False

    for entry in entries:
        ahead = len([other for other in entries if is_before(other, entry)])
        behind = len([other for other in entries if is_before(entry, other)])
        same = len(entries) - ahead - behind
        entry["rank"] = ahead + 1
        if rules.get("ties", "competition") == "average":
            entry["rank"] = Fraction(2 * ahead + 1 + same, 2)
    if rules.get("ties", "competition") == "dense":
        steps = sorted({entry["rank"] for entry in entries})
        for entry in entries:
            entry["rank"] = steps.index(entry["rank"]) + 1


def tie_value(entry: Json, name: str) -> Fraction | None:
    found: Fraction | None
    if name == "base":
        found = entry["base"]
    elif name == "bonus":
        found = entry["extra"]["bonus"]
    elif name == "deductions":
        found = entry["extra"]["deduction"]
    elif name.startswith("category:"):
        found = entry["shares"].get(name.removeprefix("category:"))
    else:
        found = entry["points"].get(name.removeprefix("metric:"))
    return found


def show_rank(rank: Any) -> Any:
    if isinstance(rank, Fraction):
        return rank.numerator if rank.denominator == 1 else rank.numerator / 2
    return rank
