import pytest

from tests.scoring.making import Keys, board, book, metric, points


def short(told: list[str | None]) -> str:
    return " ".join(str(each).removesuffix(".00") for each in told)


@pytest.mark.parametrize(
    ("method", "values", "expected"),
    [
        ({"kind": "efficacy", "unacceptable": 6, "satisfactory": 12}, "-9 6 12 18", "0 12 20 20"),
        ({"kind": "efficacy", "unacceptable": 6, "satisfactory": 12, "clip": "both"}, "0 12 18", "12 20 20"),
        (
            {"kind": "efficacy", "unacceptable": 12, "satisfactory": 6, "clip": "none", "base": 50, "span": 50},
            "24 3",
            "-10 25",
        ),
        ({"kind": "efficacy_banded", "standards": [90, 80, 70, 60, 50]}, "99 90 85 50 49", "20 20 18 4 0"),
        ({"kind": "efficacy_banded", "standards": [1, 2, 3, 4, 5]}, "0 1 1.5 5 6", "20 20 18 4 0"),
        (
            {"kind": "efficacy_banded", "standards": [5, 4, 3, 2, 1], "coefficients": [1, "0.9", "0.5", "0.2", 0]},
            "3.5 1",
            "14 0",
        ),
        ({"kind": "completion", "target": 50}, "25 60 -5", "10 20 0"),
        ({"kind": "completion", "target": 50, "cap": "1.2", "floor": "0.1"}, "100 1", "24 2"),
        ({"kind": "completion", "target": 50, "zero_below": "0.5", "floor": "0.6"}, "25 24.9", "12 0"),
        ({"kind": "completion", "target": 50, "direction": "down", "cap": "1.5"}, "100 50 25 0", "10 20 30 30"),
        ({"kind": "completion", "target": 50, "direction": "down", "zero_below": "0.5"}, "101 100", "0 10"),
        ({"kind": "step", "target": 90, "step": 2, "deduct": "1.5"}, "90 88.1 87", "20 20 18.50"),
        ({"kind": "step", "target": 90, "step": 2, "deduct": "1.5", "whole": False}, "87 0", "17.75 0"),
        ({"kind": "step", "target": 90, "step": 1, "deduct": 1, "max": 5}, "0 86", "15 16"),
        ({"kind": "step", "target": 3, "step": 1, "deduct": 4, "direction": "down"}, "3 5 9", "20 12 0"),
        ({"kind": "bands", "edges": [[1, 20], [3, 10]], "direction": "down"}, "0 1 1.1 3 4", "20 20 10 10 0"),
        ({"kind": "rank_points", "first": 10, "step": 3, "floor": 2}, "5 4 3 2", "10 7 4 2"),
        ({"kind": "rank_points", "first": 10, "step": 3, "direction": "down"}, "5 4", "7 10"),
        ({"kind": "rank_points", "first": 10, "step": 3, "ties": "average"}, "5 5 3", "8.50 8.50 4"),
        ({"kind": "rank_points", "first": 10, "step": 3, "ties": "average", "floor": 9}, "5 5", "9 9"),
        ({"kind": "minmax", "direction": "down"}, "1 2 5", "20 15 0"),
        ({"kind": "minmax"}, "7 7", "20 20"),
        ({"kind": "minmax", "zero_range": "half"}, "7", "10"),
        ({"kind": "minmax", "zero_range": "zero"}, "7 7", "0 0"),
        ({"kind": "minmax", "base": 60, "span": 40}, "50 70 90", "12 16 20"),
        ({"kind": "minmax", "base": 60, "span": 40, "direction": "down"}, "50 70 90", "20 16 12"),
        ({"kind": "minmax", "base": "40", "span": "50"}, "7 7", "18 18"),
        ({"kind": "minmax", "base": 60, "span": 40, "zero_range": "half"}, "7", "16"),
        ({"kind": "minmax", "base": 60, "span": 40, "zero_range": "zero"}, "7", "12"),
        ({"kind": "ratio_to_best"}, "1 4 0", "5 20 0"),
        ({"kind": "ratio_to_best"}, "0 0", "0 0"),
        ({"kind": "ratio_to_best", "direction": "down"}, "4 1", "5 20"),
        ({"kind": "ratio_to_best", "direction": "down"}, "4 0", "0 20"),
    ],
)
def test_a_method_earns_the_points_of_its_rule(method: Keys, values: str, expected: str) -> None:
    keys = {"range": [0, 1000]} if method["kind"] == "ratio_to_best" else {}
    assert short(points(book(metric(method=method, **keys)), values.split())) == expected


@pytest.mark.parametrize(
    ("method", "values", "expected"),
    [
        ({}, "1/5 3/5 5/5 1/1", "20 10 0 20"),
        ({"full_at": 2, "zero_at": 6}, "1/9 2/9 4/9 6/9 9/9", "20 20 10 0 0"),
        ({"full_at": 3, "zero_at": 3}, "3/9 4/9", "20 0"),
        ({"full_at": 3}, "2/2 3/3 3/4", "20 20 20"),
        ({"table": [[1, 20], [3, "12.5"]]}, "1/9 2/9 3/9 4/9", "20 12.50 12.50 0"),
        ({"zero_at": "n"}, "2/3", "10"),
    ],
)
def test_a_rank_among_others_earns_by_its_place(method: Keys, values: str, expected: str) -> None:
    rulebook = book(metric(input="rank", method={"kind": "external_rank"} | method))
    assert short(points(rulebook, values.split())) == expected


@pytest.mark.parametrize("kind", ["minmax", "ratio_to_best", "rank_points"])
def test_a_relative_method_without_any_value_earns_nobody_anything(kind: str) -> None:
    method = {"kind": kind} | ({"first": 1, "step": 1} if kind == "rank_points" else {})
    rows = board(book(metric(method=method, range=[0, 1])), "")
    assert {rows[unit]["metrics"]["m"]["points"] for unit in rows} == {None}


def test_pending_values_are_no_yardstick_but_those_of_unranked_units_are() -> None:
    rulebook = book(metric(method={"kind": "minmax"}), metric("n", missing="block"), units=3)
    text = "u1,m,2026-03,0\nu2,m,2026-03,10\nu3,m,2026-03,99,pending\nu1,n,2026-03,1"
    rows = board(rulebook, text, final=True)
    assert (rows["u2"]["rank"], rows["u2"]["metrics"]["m"]["points"]) == (None, "20.00")
    assert rows["u1"]["metrics"]["m"]["points"] == "0.00"
