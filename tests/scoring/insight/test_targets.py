from typing import Any

import pytest

from scoring.insight.targets import Attainment, attainments, more_is_better, target_of
from tests.scoring.bases import basis
from tests.scoring.making import Keys, book, column, metric

FIVE = [90, 80, 70, 60, 50]
RANGE = {"range": ["0", "200"]}
CASES: list[tuple[Keys, Any, bool]] = [
    ({"method": {"kind": "goalpost", "zero_at": 80, "full_at": 95}}, 95, True),
    ({"method": {"kind": "goalpost", "zero_at": 10, "full_at": 2}}, 2, False),
    ({"method": {"kind": "efficacy", "unacceptable": 6, "satisfactory": 12}}, 12, True),
    ({"method": {"kind": "efficacy", "unacceptable": 12, "satisfactory": 6}}, 6, False),
    ({"method": {"kind": "efficacy_banded", "standards": FIVE}}, 90, True),
    ({"method": {"kind": "efficacy_banded", "standards": FIVE[::-1]}}, 50, False),
    ({"method": {"kind": "completion", "target": 30}}, 30, True),
    ({"method": {"kind": "step", "target": 5, "step": 1, "deduct": 1, "direction": "down"}}, 5, False),
    ({"method": {"kind": "bands", "edges": [[9, 20], [3, 5]]}}, 9, True),
    ({"method": {"kind": "bands", "edges": [[3, 20], [9, 5]], "direction": "down"}}, 3, False),
    ({"method": {"kind": "minmax"}}, None, True),
    ({"method": {"kind": "rank_points", "first": 20, "step": 1, "direction": "down"}}, None, False),
    ({"method": {"kind": "ratio_to_best"}, **RANGE}, None, True),
    ({"method": {"kind": "external_rank", "full_at": 2}, "input": "rank"}, 2, False),
    ({"method": {"kind": "external_rank", "table": [[3, 20], [5, 9]]}, "input": "rank"}, 3, False),
    ({"method": {"kind": "direct"}, "input": "points"}, 20, True),
    ({"method": {"kind": "checklist"}, "input": "checklist"}, 100, True),
    ({"method": {"kind": "events", "levels": {"a": 1}}, "input": "events"}, None, True),
]


@pytest.mark.parametrize(("keys", "target", "up"), CASES)
def test_every_method_knows_its_target_and_which_way_is_better(keys: Keys, target: int | None, up: bool) -> None:  # noqa: FBT001 - a parameter
    rulebook = book(metric("m", **keys), metric("minus", **keys, role="deduction"), metric("other"))
    assert target_of(rulebook.metric("m")) == target
    assert more_is_better(rulebook.metric("m")) is up
    assert more_is_better(rulebook.metric("minus")) is not up


def attained(keys: Keys, value: object, period: str = "2026-03") -> tuple[Attainment, ...]:
    each = basis(book(metric(**keys)), column("m", [value]), period)
    return attainments(each.rulebook, each.cells, each.period, "u1")


@pytest.mark.parametrize(
    ("method", "value", "missing", "share"),
    [
        ({"kind": "completion", "target": 40}, 30, "10", "3/4"),
        ({"kind": "completion", "target": 40}, 50, "0", "5/4"),
        ({"kind": "completion", "target": 40}, -1, "41", "None"),
        ({"kind": "completion", "target": 40, "direction": "down"}, 50, "10", "4/5"),
        ({"kind": "completion", "target": 40, "direction": "down"}, 0, "0", "None"),
        ({"kind": "goalpost", "zero_at": -9, "full_at": 0}, -1, "1", "None"),
    ],
)
def test_attainment_says_what_is_missing_and_the_share_where_it_means_something(
    method: Keys, value: int, missing: str, share: str
) -> None:
    (found,) = attained({"method": method}, value)
    assert (str(found.missing), str(found.share)) == (missing, share)
    assert found.metric == "m"
    assert found.x == value


def test_attainment_of_a_deduction_looks_at_its_own_value() -> None:
    each = basis(
        book(metric("m", role="deduction", method={"kind": "completion", "target": 40}), metric("n")), "u1,m,2026-03,30"
    )
    assert [found.missing for found in attainments(each.rulebook, each.cells, each.period, "u1")] == [10]


def test_attainment_of_a_quarter_is_that_of_the_rolled_up_value() -> None:
    method = {"kind": "completion", "target": 40}
    months = column("m", [10], "2026-01") + "\n" + column("m", [20], "2026-02")
    for rollup, expected in (("sum", [30]), ("mean", [15]), ("points_mean", [])):
        each = basis(book(metric(method=method, rollup=rollup)), months, "2026-Q1")
        assert [found.x for found in attainments(each.rulebook, each.cells, each.period, "u1")] == expected


def test_nothing_confirmed_has_no_attainment() -> None:
    assert attained({}, "") == ()
    assert attained({"input": "rate"}, "0/0") == ()
