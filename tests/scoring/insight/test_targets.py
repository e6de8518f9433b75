from fractions import Fraction

import pytest

from scoring.insight.targets import Attainment, attainment, more_is_better
from tests.scoring.bases import basis
from tests.scoring.making import Keys, book, column, metric

FIVE = [90, 80, 70, 60, 50]
RANGE = {"range": ["0", "200"]}
CASES: list[tuple[Keys, bool]] = [
    ({"method": {"kind": "goalpost", "zero_at": 80, "full_at": 95}}, True),
    ({"method": {"kind": "goalpost", "zero_at": 10, "full_at": 2}}, False),
    ({"method": {"kind": "efficacy", "unacceptable": 6, "satisfactory": 12}}, True),
    ({"method": {"kind": "efficacy", "unacceptable": 12, "satisfactory": 6}}, False),
    ({"method": {"kind": "efficacy_banded", "standards": FIVE}}, True),
    ({"method": {"kind": "efficacy_banded", "standards": FIVE[::-1]}}, False),
    ({"method": {"kind": "completion", "target": 30}}, True),
    ({"method": {"kind": "step", "target": 5, "step": 1, "deduct": 1, "direction": "down"}}, False),
    ({"method": {"kind": "bands", "edges": [[9, 20], [3, 5]]}}, True),
    ({"method": {"kind": "bands", "edges": [[3, 20], [9, 5]], "direction": "down"}}, False),
    ({"method": {"kind": "minmax"}}, True),
    ({"method": {"kind": "rank_points", "first": 20, "step": 1, "direction": "down"}}, False),
    ({"method": {"kind": "ratio_to_best"}, **RANGE}, True),
    ({"method": {"kind": "external_rank", "full_at": 2}, "input": "rank"}, False),
    ({"method": {"kind": "external_rank", "table": [[3, 20], [5, 9]]}, "input": "rank"}, False),
    ({"method": {"kind": "direct"}, "input": "points"}, True),
    ({"method": {"kind": "checklist"}, "input": "checklist"}, True),
    ({"method": {"kind": "events", "levels": {"a": 1}}, "input": "events"}, True),
]


@pytest.mark.parametrize(("keys", "up"), CASES)
def test_every_method_knows_which_way_is_better(keys: Keys, up: bool) -> None:  # noqa: FBT001 - a parameter
    rulebook = book(metric("m", **keys), metric("minus", **keys, role="deduction"), metric("other"))
    assert more_is_better(rulebook.metric("m")) is up
    assert more_is_better(rulebook.metric("minus")) is not up


def attained(keys: Keys, value: object, period: str = "2026-03") -> Attainment | None:
    each = basis(book(metric(**keys)), column("m", [value]), period)
    return attainment(each.rulebook, each.rulebook.metric("m"), each.cells, each.period, "u1")


@pytest.mark.parametrize(
    ("method", "value", "share"),
    [
        ({"kind": "completion", "target": 40}, 30, "3/4"),
        ({"kind": "completion", "target": 40}, 50, "5/4"),
        ({"kind": "completion", "target": 40}, -1, "None"),
        ({"kind": "completion", "target": 40, "direction": "down"}, 50, "4/5"),
        ({"kind": "completion", "target": 40, "direction": "down"}, 0, "None"),
        ({"kind": "step", "target": 40, "step": 1, "deduct": 1}, 30, "3/4"),
        ({"kind": "step", "target": 0, "step": 1, "deduct": 1, "direction": "down"}, 5, "0"),
        ({"kind": "step", "target": -2, "step": 1, "deduct": 1, "direction": "down"}, 5, "None"),
        ({"kind": "goalpost", "zero_at": 0, "full_at": 40}, 30, "None"),
    ],
)
def test_attainment_is_the_share_of_the_target_where_that_means_something(method: Keys, value: int, share: str) -> None:
    found = attained({"method": method}, value)
    assert str(found and found.share) == share
    assert found is None or found.target == method["target"]


def test_attainment_of_a_deduction_looks_at_its_own_value() -> None:
    minus = metric("m", role="deduction", method={"kind": "completion", "target": 40})
    each = basis(book(minus, metric("n")), "u1,m,2026-03,30")
    found = attainment(each.rulebook, each.rulebook.metric("m"), each.cells, each.period, "u1")
    assert found == Attainment(Fraction(40), Fraction(3, 4))


def test_attainment_of_a_quarter_is_that_of_the_rolled_up_value() -> None:
    method = {"kind": "completion", "target": 40}
    months = column("m", [10], "2026-01") + "\n" + column("m", [20], "2026-02")
    for rollup, expected in (("sum", Fraction(30)), ("mean", Fraction(15)), ("points_mean", None)):
        each = basis(book(metric(method=method, rollup=rollup)), months, "2026-Q1")
        found = attainment(each.rulebook, each.rulebook.metric("m"), each.cells, each.period, "u1")
        assert (found.share * 40 if found else None) == expected


def test_nothing_confirmed_has_no_attainment() -> None:
    method = {"kind": "completion", "target": 40}
    assert attained({"method": method}, "") is None
    assert attained({"method": method, "input": "rate"}, "0/0") is None
