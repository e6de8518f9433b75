from typing import Any

import pytest

from scoring.faults import FaultyError
from scoring.insight.gains import gains
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from tests.scoring.bases import basis
from tests.scoring.making import Keys, board, cells, column, metric, rules, scored, written


def twice(source: Keys, method: Keys | None = None, units: int = 3, **keys: Any) -> Rulebook:
    """Return a rulebook in which metric `d`, 10 points of category `c`, takes the values of `m`."""
    whole = rules(source, units=units)
    derived = {"id": "d", "category": "c", "name": "再算", "points": 10, "value_of": "m"} | keys
    whole["metrics"].append(derived | {"method": method or {"kind": "minmax"}})
    if "role" not in keys:
        whole["categories"][0]["points"] = str(derived["points"] + (20 if source.get("role", "base") == "base" else 0))
    return load(written(whole))


def cell(rows: dict[str, Any], unit: str = "u1", name: str = "d") -> tuple[str | None, str | None, str]:
    found = rows[unit]["metrics"][name]
    return found["points"], found["value"], found["state"]


def test_one_value_is_scored_by_two_metrics() -> None:
    rows = board(twice(metric()), column("m", [50, 70, 90]))
    assert [cell(rows, f"u{number}")[0] for number in (1, 2, 3)] == ["0.00", "5.00", "10.00"]
    assert [cell(rows, f"u{number}", "m")[0] for number in (1, 2, 3)] == ["10.00", "14.00", "18.00"]
    assert cell(rows) == ("0.00", "50", "confirmed")


@pytest.mark.parametrize(
    ("row", "state", "value"),
    [("5,pending", "pending", "5"), (",not_applicable", "not_applicable", None), ("", "missing", None)],
)
def test_the_cell_is_that_of_the_metric_it_takes_values_of(row: str, state: str, value: str | None) -> None:
    assert cell(board(twice(metric()), f"u1,m,2026-03,{row}")) == (None, value, state)


def test_it_counts_in_the_coverage_by_its_own_points() -> None:
    rows = board(twice(metric(points=20)), "u1,m,2026-03,50")
    assert (rows["u1"]["coverage"], rows["u2"]["coverage"]) == ("1.00", "0.00")


def test_it_has_a_missing_policy_and_a_rounding_of_its_own() -> None:
    source = metric(missing="renormalise")
    goal = {"kind": "goalpost", "zero_at": 0, "full_at": 100}
    rulebook = twice(source, goal, missing="zero", round_value=0)
    rows = board(rulebook, "u1,m,2026-03,50.5", final=True)
    assert (cell(rows)[0], cell(rows, name="m")[0]) == ("5.10", "10.10")
    assert (cell(rows, "u2")[0], cell(rows, "u2", "m")[0]) == ("0.00", None)


def test_it_rolls_up_as_its_source_does() -> None:
    text = f"{column('m', [10, 20], '2026-01')}\n{column('m', [30, 20], '2026-02')}"
    rows = board(twice(metric(rollup="sum"), units=2), text, "2026-Q1")
    assert (cell(rows), cell(rows, "u2")) == (("10.00", "40", "confirmed"), ("10.00", "40", "confirmed"))


def test_points_of_the_lead_count_up_to_its_own_full_marks() -> None:
    rulebook = twice(metric(input="points", method={"kind": "direct"}), {"kind": "direct"})
    assert cell(board(rulebook, "u1,m,2026-03,15"))[0] == "10.00"


def test_events_are_counted_by_its_own_levels() -> None:
    source = metric(role="deduction", input="events", method={"kind": "events", "levels": {"a": 2, "b": 1}})
    own = {"kind": "events", "levels": {"a": 5, "b": 3, "c": 1}, "same_event": "sum"}
    rulebook = twice(source, own)
    whole = board(rulebook, "u1,m,2026-03,,,a,e\nu1,m,2026-03,,,b,e")
    assert (cell(whole)[0], cell(whole, name="m")[0]) == ("8.00", "2.00")


def test_stars_look_at_the_mandatory_items_of_each() -> None:
    source = metric(input="checklist", method={"kind": "checklist", "mandatory": ["A", "B"], "stars": [[3, "0.5"]]})
    rulebook = twice(source, {"kind": "checklist", "mandatory": ["B"], "stars": [[5, "0.5"]]})
    rows = board(rulebook, "u1,m,2026-03,3/4,,,,A")
    assert [rows["u1"]["metrics"][name]["stars"] for name in ("m", "d")] == [0, 5]


def test_nobody_reports_it() -> None:
    with pytest.raises(FaultyError, match="第 2 行：指标“再算”取“m”的值，不单独报，请删去此行"):
        cells(twice(metric()), "u1,再算,2026-03,5")


def test_the_fingerprint_of_the_values_has_each_value_once() -> None:
    text = column("m", [50, 70, 90])
    assert scored(twice(metric()), text).snapshot == scored(load(written(rules(metric(), units=3))), text).snapshot


def test_the_way_up_is_told_once_for_one_value() -> None:
    found = gains(basis(twice(metric()), column("m", [50, 70, 90])), "u2")
    assert [(gain.metric, gain.value) for gain in found] == [("m", "90")]
