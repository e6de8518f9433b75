from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.standings.output import as_json
from scoring.standings.score import score
from scoring.standings.values_table import judge
from tests.scoring.making import Keys, board, book, column, metric, rules, written
from tests.scoring.random_cases import COLUMNS, random_case, richer_case

quickly = settings(max_examples=60, deadline=None, derandomize=True, database=None)
seeds = st.integers(min_value=10_000, max_value=99_999)
decimals = st.decimals(min_value=-50, max_value=150, places=2).map(str)

FIXED: list[Keys] = [
    {"kind": "goalpost", "zero_at": 0, "full_at": 100},
    {"kind": "efficacy", "unacceptable": 10, "satisfactory": 90},
    {"kind": "efficacy", "unacceptable": 10, "satisfactory": 90, "clip": "both"},
    {"kind": "efficacy_banded", "standards": [90, 70, 50, 30, 10]},
    {"kind": "completion", "target": 80, "cap": "1.2", "zero_below": "0.3"},
    {"kind": "step", "target": 80, "step": 3, "deduct": "0.7"},
    {"kind": "step", "target": 80, "step": 3, "deduct": "0.7", "whole": False},
    {"kind": "bands", "edges": [[90, 20], [50, 10], [10, "2.5"]]},
]
RELATIVE: list[Keys] = [
    {"kind": "minmax", "zero_range": "zero"},
    {"kind": "minmax"},
    {"kind": "minmax", "base": 60, "span": "33.3"},
    {"kind": "rank_points", "first": 20, "step": 3},
    {"kind": "rank_points", "first": 20, "step": 3, "ties": "average"},
]


def table(keys: Keys, rows: list[Keys], period: str, *, final: bool = True) -> dict[str, dict[str, Any]]:
    """Score every arena and return the rows by unit."""
    rulebook = load(written(keys))
    lines = [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
    cells = judge(rulebook, list(enumerate(lines, 1)))
    wanted = Period.parse(period)
    assert wanted is not None
    boards: list[Any] = [as_json(score(rulebook, cells, wanted, each.id, final=final)) for each in rulebook.arenas]
    return {row["unit"]: row | {"snapshot": board["snapshot"]} for board in boards for row in board["rows"]}


@quickly
@given(seeds)
def test_permuting_units_metrics_categories_and_rows_changes_nothing(seed: int) -> None:
    keys, rows, period = random_case(seed)
    before = table(keys, rows, period)
    dice = Random(seed)
    for name in ("units", "metrics", "categories", "arenas"):
        dice.shuffle(keys[name])
    dice.shuffle(rows)
    assert table(keys, rows, period) == before


@quickly
@given(seeds)
def test_renaming_ids_changes_nothing_but_the_ids(seed: int) -> None:
    keys, rows, period = random_case(seed)
    for entry in keys["metrics"]:  # a name that stays
        entry["name"] = f"名{entry['id']}"
    before = table(keys, rows, period)
    new = {entry["id"]: f"z{i}" for i, entry in enumerate(keys["metrics"] + keys["units"] + keys["categories"])}
    for name in ("metrics", "units", "categories"):
        for entry in keys[name]:
            entry["id"] = new[entry["id"]]
    for entry in keys["metrics"]:
        entry["category"] = new[entry["category"]]
    chain = keys["competition"].get("tie_break", [])
    keys["competition"]["tie_break"] = [
        entry if ":" not in entry else f"{entry.split(':')[0]}:{new[entry.split(':')[1]]}" for entry in chain
    ]
    renamed = [row | {"unit": new[row["unit"]], "metric": new[row["metric"]]} for row in rows]
    after = table(keys, [row | {"event": new.get(row["event"], row["event"])} for row in renamed], period)
    for unit, row in before.items():
        again = after[new[unit]]
        for name in ("rank", "total", "base", "bonus", "deduction", "coverage"):
            assert again[name] == row[name]
        assert again["metrics"] == {new[name]: cell for name, cell in row["metrics"].items()}
        assert again["categories"] == {new[name]: text for name, text in row["categories"].items()}


@quickly
@given(
    st.sampled_from(FIXED + RELATIVE),
    st.lists(st.tuples(decimals, decimals), min_size=2, max_size=6),
    st.decimals(min_value="0.01", max_value=100, places=2),
)
def test_a_better_value_never_lowers_a_units_own_rank(
    method: Keys, values: list[tuple[str, str]], gain: Fraction
) -> None:
    rulebook = book(metric(method=method), metric("n", method=method), units=len(values))
    other = column("n", [value for _, value in values])
    before = board(rulebook, column("m", [value for value, _ in values]) + "\n" + other)
    better = str(Fraction(values[0][0]) + Fraction(gain))
    better = _decimal(Fraction(better))
    after = board(rulebook, column("m", [better, *(value for value, _ in values[1:])]) + "\n" + other)
    assert after["u1"]["rank"] <= before["u1"]["rank"]


@quickly
@given(
    st.sampled_from(FIXED + RELATIVE),
    st.lists(st.tuples(decimals, decimals), min_size=2, max_size=6),
    st.decimals(min_value="0.01", max_value=100, places=2),
    st.sampled_from([{"round_value": 0}, {"round_value": 1}, {"bonus_from": "17.5"}]),
)
def test_nor_where_values_are_rounded_scored_twice_or_a_bonus_needs_a_base(
    method: Keys, values: list[tuple[str, str]], gain: Fraction, more: Keys
) -> None:
    keys = rules(
        metric(method=method, **{name: value for name, value in more.items() if name == "round_value"}),
        metric("n", role="bonus", method=method),
        units=len(values),
        **{name: value for name, value in more.items() if name == "bonus_from"},
    )
    keys["metrics"].append(
        {"id": "d", "category": "c", "name": "d", "points": 20, "value_of": "m", "method": RELATIVE[0]}
    )
    keys["categories"][0]["points"] = 40
    rulebook, other = load(written(keys)), column("n", [value for _, value in values])
    before = board(rulebook, column("m", [value for value, _ in values]) + "\n" + other)
    better = _decimal(Fraction(values[0][0]) + Fraction(gain))
    after = board(rulebook, column("m", [better, *(value for value, _ in values[1:])]) + "\n" + other)
    assert Fraction(after["u1"]["total"]) >= Fraction(before["u1"]["total"]) or method in RELATIVE
    assert after["u1"]["rank"] <= before["u1"]["rank"]


@quickly
@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=6), st.sampled_from(["a", "b", "c"]), seeds)
def test_one_more_fault_never_earns_anything_and_one_more_merit_never_costs(
    levels: list[str], more: str, seed: int
) -> None:
    dice = Random(seed)
    names = {level: dice.choice(["", "x", "y"]) for level in "abc"}
    rows = [f"u1,m,2026-03,,,{level},{names[level]}" for level in levels]
    method = {"kind": "events", "levels": {"a": "2.5", "b": 1, "c": 0}, "same_event": "sum", "repeat": "1.5", "cap": 9}
    for start, better in (("zero", 1), ("full", -1)):
        rulebook = book(metric(input="events", method=method | {"from": start}), units=1)
        few, many = (
            Fraction(board(rulebook, "\n".join(told))["u1"]["total"])
            for told in (rows, [*rows, f"u1,m,2026-03,,,{more},{dice.choice(['', 'x'])}"])
        )
        assert better * (many - few) >= 0
        assert 0 <= many <= 20


@quickly
@given(seeds)
def test_a_units_own_target_moves_nobody_elses_points(seed: int) -> None:
    keys, rows, period = richer_case(seed)
    own = {each["id"] for each in keys["metrics"] if each["method"].get("target") == "own"}
    assume(own)
    everybody = [unit["id"] for unit in keys["units"]]
    keys["targets"] += [{"metric": name, "unit": unit, "value": 7} for name in own for unit in _lacking(keys, name)]
    before = table(keys, rows, period, final=False)
    moved = Random(seed).choice([unit for unit in everybody if unit in before])
    for row in keys["targets"]:
        if row["unit"] == moved:
            row["value"] = 33
    after = table(keys, rows, period, final=False)
    for unit in set(before) - {moved}:
        assert after[unit]["metrics"] == before[unit]["metrics"]
        assert after[unit]["total"] == before[unit]["total"]


def _lacking(keys: Keys, name: str) -> list[str]:
    """Return the units of a metric's arena that have no target for every period."""
    (category,) = (each["category"] for each in keys["metrics"] if each["id"] == name)
    (arena,) = (each["arena"] for each in keys["categories"] if each["id"] == category)
    given = {row["unit"] for row in keys.get("targets", []) if row["metric"] == name and "period" not in row}
    return [unit["id"] for unit in keys["units"] if unit.get("arena") == arena and unit["id"] not in given]


@quickly
@given(seeds)
def test_a_veto_moves_nobodys_points_but_what_it_takes_from_its_own_unit(seed: int) -> None:
    keys, rows, period = richer_case(seed)
    keys.pop("targets", None)
    for entry in keys["metrics"]:
        if entry["method"].get("target") == "own":
            entry["method"]["target"] = 50
    without = table(keys, [row for row in rows if row["metric"] != "veto"], period)
    vetoed = table(keys, rows, period)
    for unit, row in vetoed.items():
        plain = without[unit]
        assert row["metrics"] == plain["metrics"]
        assert row["coverage"] == plain["coverage"]
        if "rank_without_veto" in row:
            assert row["rank_without_veto"] == plain["rank"]
        if row["veto"] is None or "zero_category" not in row["veto"]:
            assert {**row, "rank": 0, "veto": 0, "snapshot": 0} | {"rank_without_veto": 0} == {
                **plain,
                "rank": 0,
                "veto": 0,
                "snapshot": 0,
                "rank_without_veto": 0,
            }


def _decimal(number: Fraction) -> str:
    hundredths = abs(int(number * 100))
    return f"{'-' if number < 0 else ''}{hundredths // 100}.{hundredths % 100:02}"


@quickly
@given(st.sampled_from(FIXED), st.lists(decimals, min_size=2, max_size=6))
def test_with_fixed_standards_a_new_unit_changes_nobodys_points(method: Keys, values: list[str]) -> None:
    few = board(book(metric(method=method), units=len(values) - 1), column("m", values[:-1]))
    many = board(book(metric(method=method), units=len(values)), column("m", values))
    assert {unit: row | {"rank": None} for unit, row in few.items()} == {
        unit: row | {"rank": None} for unit, row in many.items() if unit in few
    }


@quickly
@given(seeds)
def test_printed_contributions_add_up_to_the_printed_total(seed: int) -> None:
    keys, rows, period = random_case(seed)
    keys["competition"] |= {"round_at": "metric", "bonus_cap": 1000, "deduction_cap": 1000}
    rows = [row for row in rows if row["state"] != "not_applicable"]
    roles = {entry["id"]: entry.get("role", "base") for entry in keys["metrics"]}
    for row in table(keys, rows, period, final=False).values():
        sums = dict.fromkeys(("base", "bonus", "deduction"), Fraction())
        for name, cell in row["metrics"].items():
            sums[roles[name]] += Fraction(cell["points"] or 0)
        assert Fraction(row["base"]) == sums["base"] == sum(map(Fraction, row["categories"].values()))
        assert Fraction(row["total"]) == max(0, sums["base"] + sums["bonus"] - sums["deduction"])


@quickly
@given(
    st.lists(st.integers(min_value=-500, max_value=1500), min_size=1, max_size=6),
    st.sampled_from([10, 100, 1000]),
)
def test_scaling_the_unit_of_a_number_with_its_standards_changes_nothing(values: list[int], factor: int) -> None:
    for small, large in (
        ({"kind": "goalpost", "zero_at": 3, "full_at": 70}, ("zero_at", "full_at")),
        ({"kind": "completion", "target": 70}, ("target",)),
        ({"kind": "step", "target": 70, "step": 3, "deduct": 1}, ("target", "step")),
        ({"kind": "minmax"}, ()),
    ):
        scaled = small | {key: small[key] * factor for key in large}
        few = board(book(metric(method=small), units=len(values)), column("m", values))
        many = board(book(metric(method=scaled), units=len(values)), column("m", [each * factor for each in values]))
        assert [row["total"] for row in few.values()] == [row["total"] for row in many.values()]
