from typing import Any

import pytest

from scoring.faults import FaultyError
from scoring.insight.gains import gains
from scoring.insight.targets import attainment
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.own_targets import aimed as aimed_at
from tests.scoring.bases import basis
from tests.scoring.making import Keys, board, column, metric, rules, scored, written

OWN = {"kind": "completion", "target": "own"}


def aimed(*targets: tuple[Any, ...], units: int = 2, method: Keys = OWN, **keys: Any) -> Rulebook:
    """Return a rulebook of one metric of 10 points and targets as (unit, value) or (unit, value, period)."""
    whole = rules(metric(points=10, method=method, **keys), units=units)
    names = ("unit", "value", "period")
    whole["targets"] = [{"metric": "m", **dict(zip(names, target, strict=False))} for target in targets]
    return load(written(whole))


def points(rulebook: Rulebook, text: str, period: str = "2026-03", **asked: Any) -> list[str | None]:
    rows = board(rulebook, text, period, **asked)
    return [rows[unit.id]["metrics"]["m"]["points"] for unit in rulebook.units_in("a")]


def test_every_unit_is_held_against_its_own_target() -> None:
    assert points(aimed(("u1", 12), ("u2", 10)), column("m", [10, 10])) == ["8.33", "10.00"]


def test_a_step_counts_from_the_units_own_target() -> None:
    method = {"kind": "step", "target": "own", "step": 2, "deduct": "1.5"}
    assert points(aimed(("u1", -5), ("u2", 10), method=method), column("m", [-8, 4])) == ["8.50", "5.50"]


def test_a_target_of_a_period_beats_that_of_every_period() -> None:
    rulebook = aimed(("u1", 20), ("u1", 40, "2026-03"), ("u2", 10))
    assert points(rulebook, column("m", [10, 10])) == ["2.50", "10.00"]
    assert points(rulebook, column("m", [10, 10], "2026-02"), "2026-02") == ["5.00", "10.00"]


def quarter(*rows: str) -> str:
    return "\n".join(rows)


def test_under_sum_the_targets_of_the_own_periods_are_summed() -> None:
    rulebook = aimed(("u1", 10), ("u1", 20, "2026-02"), ("u2", 10), rollup="sum")
    text = quarter(column("m", [10, 10], "2026-01"), column("m", [10, 10], "2026-02"))
    assert points(rulebook, text, "2026-Q1") == ["5.00", "6.67"]


def test_under_sum_what_does_not_apply_has_no_target() -> None:
    rulebook = aimed(("u1", 10), ("u2", 10), rollup="sum")
    text = quarter(column("m", [10, 10], "2026-01"), "u1,m,2026-02,,not_applicable", "u1,m,2026-03,,not_applicable")
    assert points(rulebook, text, "2026-Q1") == ["10.00", "3.33"]


def test_a_coarser_period_may_have_a_target_of_its_own() -> None:
    rulebook = aimed(("u1", 10), ("u1", 40, "2026-Q1"), ("u2", 40, "2026-Q1"), rollup="sum")
    assert points(rulebook, column("m", [10, 20], "2026-01"), "2026-Q1") == ["2.50", "5.00"]


def test_without_sum_a_coarser_period_has_the_target_of_every_period() -> None:
    rulebook = aimed(("u1", 10), ("u1", 20, "2026-02"), ("u2", 20), rollup="mean")
    text = quarter(column("m", [4, 4], "2026-01"), column("m", [8, 8], "2026-02"))
    assert points(rulebook, text, "2026-Q1") == ["6.00", "3.00"]


def test_points_by_period_meet_the_target_of_each_period() -> None:
    rulebook = aimed(("u1", 10), ("u1", 20, "2026-02"), ("u2", 20), rollup="points_mean")
    text = quarter(column("m", [10, 10], "2026-01"), column("m", [10, 10], "2026-02"))
    assert points(rulebook, text, "2026-Q1") == ["7.50", "5.00"]


def test_a_value_carried_over_meets_the_target_of_the_period_it_comes_to() -> None:
    rulebook = aimed(("u1", 10, "2026-02"), ("u1", 20, "2026-03"), ("u2", 10), missing="last_period")
    text = quarter(column("m", [10, 10], "2026-02"))
    assert points(rulebook, text, final=True) == ["5.00", "10.00"]


def test_a_target_that_is_lacking_is_refused_where_a_value_is_scored_and_nowhere_else() -> None:
    rulebook = aimed(("u1", 10), ("u2", 10, "2026-01"))
    assert points(rulebook, "u1,m,2026-03,10\nu2,m,2026-03,10,pending") == ["10.00", None]
    with pytest.raises(FaultyError) as caught:
        scored(rulebook, column("m", [10, 10]))
    assert [fault.sentence() for fault in caught.value.faults] == [
        "metrics[m].method.target：单位“单位2”指标“m”2026-03 没有目标，无法计分，请在 [[targets]] 中补上"
    ]


def test_under_sum_one_lacking_target_is_a_lacking_sum() -> None:
    rulebook = aimed(("u1", 10), ("u2", 10, "2026-01"), rollup="sum")
    with pytest.raises(FaultyError, match="单位“单位2”指标“m”2026-Q1 没有目标"):
        scored(rulebook, column("m", [10, 10], "2026-01"), "2026-Q1")


def test_every_lacking_target_is_named_at_once() -> None:
    rulebook = aimed(rollup="points_sum")
    text = quarter(column("m", [10, 10], "2026-01"), column("m", [10], "2026-02"))
    with pytest.raises(FaultyError) as caught:
        scored(rulebook, text, "2026-Q1")
    assert [(fault.values["unit"], fault.values["period"]) for fault in caught.value.faults] == [
        ("单位1", "2026-01"),
        ("单位2", "2026-01"),
        ("单位1", "2026-02"),
    ]


def test_attainment_looks_at_the_own_target() -> None:
    found = basis(aimed(("u1", 40), ("u2", 10), rollup="sum"), column("m", [30, 10], "2026-01"), "2026-Q1")
    told = [attainment(found.rulebook, found.rulebook.metric("m"), found.cells, found.period, u) for u in ("u1", "u2")]
    assert [(str(each.target), str(each.share)) for each in told if each] == [("120", "1/4"), ("30", "1/3")]
    nobodys = aimed(("u1", 40))
    assert attainment(nobodys, nobodys.metric("m"), basis(nobodys, "u2,m,2026-03,1").cells, found.period, "u2") is None


def test_the_way_up_is_reckoned_with_the_own_target() -> None:
    found = gains(basis(aimed(("u1", 40), ("u2", 10)), column("m", [10, 5])), "u1")
    assert [(gain.value, gain.rank) for gain in found] == [("20", 1)]


def test_who_has_no_target_has_no_way_up_by_this_metric() -> None:
    assert gains(basis(aimed(("u2", 10)), column("m", ["", 5])), "u1") == ()


def test_a_target_changes_nothing_of_a_metric_that_has_none() -> None:
    plain = load(written(rules(metric(), units=1))).metric("m")
    assert aimed_at(plain, plain.points) is plain
