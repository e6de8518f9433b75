from typing import Any

import pytest

from tests.scoring.making import board, book, column, metric, points, rate

WHOLE = {"kind": "goalpost", "zero_at": 0, "full_at": 100}


def rounding(places: int, **keys: Any) -> dict[str, Any]:
    return {"points": 100, "method": WHOLE, "round_value": places} | keys


def test_a_rate_is_rounded_before_it_is_scored_and_shown_as_it_was_reported() -> None:
    rows = board(book(rate(**rounding(2)), units=1), "u1,m,2026-03,12/17")
    assert (rows["u1"]["metrics"]["m"]["points"], rows["u1"]["metrics"]["m"]["value"]) == ("70.59", "12/17")


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [("half_up", "2.5", "3.00"), ("half_even", "2.5", "2.00"), ("half_up", "-0.5", "0.00")],
)
def test_it_is_rounded_as_the_competition_rounds(rule: str, value: str, expected: str) -> None:
    assert points(book(metric(**rounding(0)), units=1, rounding=rule), [value]) == [expected]


def test_it_is_rounded_once_after_the_roll_up() -> None:
    text = "u1,m,2026-01,0.4\nu1,m,2026-02,0.4\nu1,m,2026-03,0.4"
    for rollup, expected in (("sum", "1.00"), ("mean", "0.00"), ("points_sum", "0.00")):
        rows = board(book(metric(**rounding(0, rollup=rollup)), units=1), text, "2026-Q1")
        assert rows["u1"]["metrics"]["m"]["points"] == expected


def test_relative_methods_compare_rounded_values() -> None:
    keys = rounding(0, points=10, method={"kind": "minmax"})
    assert points(book(metric(**keys), units=3), ["0.4", "1.4", "1.6"]) == ["0.00", "5.00", "10.00"]
    ranked = rounding(0, points=10, method={"kind": "rank_points", "first": 10, "step": 1})
    assert points(book(metric(**ranked), units=3), ["1.4", "1.3", "0.4"]) == ["10.00", "10.00", "8.00"]


def test_points_given_by_the_lead_never_pass_the_full_marks() -> None:
    keys = {"points": "12.6", "input": "points", "method": {"kind": "direct"}, "round_value": 0}
    assert points(book(metric(**keys), units=2), ["12.6", "12.4"]) == ["12.60", "12.00"]


def test_smoothing_comes_first() -> None:
    keys = rounding(0, smoothing="wilson")
    assert points(book(rate(**keys), units=1), ["1/1"]) == ["21.00"]


def test_a_value_carried_over_is_rounded_too() -> None:
    rulebook = book(metric(**rounding(0, missing="last_period")), units=1)
    rows = board(rulebook, "u1,m,2026-02,70.5", final=True)
    assert rows["u1"]["metrics"]["m"]["points"] == "71.00"


def test_ratings_are_rounded_after_their_mean() -> None:
    keys = rounding(0, input="rating", range=[0, 100])
    rows = board(book(metric(**keys), units=1), "u1,m,2026-03,90\nu1,m,2026-03,91")
    assert (rows["u1"]["metrics"]["m"]["points"], rows["u1"]["metrics"]["m"]["value"]) == ("91.00", "90.5")


def test_a_whole_column_is_rounded_like_a_single_value() -> None:
    values = [f"{number / 8:.3f}" for number in range(40)]
    single = [points(book(metric(**rounding(1)), units=1), [value])[0] for value in values]
    assert points(book(metric(**rounding(1)), units=40), values) == single
    assert column("m", values).count("\n") == 39
