from typing import Any

import pytest

from scoring.insight.gains import gains
from tests.scoring.bases import basis
from tests.scoring.making import Keys, board, book, metric

LEVELS = {"province": 5, "city": 3, "area": 2}


def events(points: int = 5, levels: Keys = LEVELS, role: str = "base", **method: Any) -> Keys:
    keys = metric(points=points, input="events", method={"kind": "events", "levels": levels} | method)
    return keys | ({} if role == "base" else {"role": role})


def earned(keys: Keys, *rows: str, **asked: Any) -> tuple[str | None, str, str]:
    """Return points, state and value of the first unit."""
    text = "\n".join(f"u1,m,2026-03,,{row}" for row in rows)
    rulebook = book(keys, metric("n", category="d"), units=1)
    cell = board(rulebook, text, **asked)["u1"]["metrics"]["m"]
    return cell["points"], cell["state"], cell["value"]


OFF = {"from": "full"}
TWICE = OFF | {"same_event": "sum", "repeat": 2}


@pytest.mark.parametrize(
    ("keys", "rows", "expected"),
    [
        (events(5, **OFF), [",province,a", ",city,b"], "0.00"),
        (events(5, **OFF), [",area,a"], "3.00"),
        (events(5, LEVELS | {"city": 2}, **OFF), [",city,a"], "3.00"),
        (events(5, LEVELS | {"city": 2}, **TWICE), [",city,a", ",city,a"], "0.00"),
        (events(5, **OFF), [], "5.00"),
        (events(5, **OFF), [",city,a", ",area,a"], "2.00"),
        (events(5, **OFF), [",area,", ",area,"], "1.00"),
        (events(20, **OFF, cap=4), [",province,"], "16.00"),
        (events(20, {"province": 3, "city": 2}, **TWICE), [",province,a", ",city,a", ",city,a"], "8.00"),
        (events(20, {"province": 3, "city": 2}, same_event="sum", repeat=2), [",city,a", ",province,a"], "8.00"),
        (events(20, {"province": 3, "city": 2}, same_event="sum", repeat=2), [",city,", ",city,"], "4.00"),
        (events(20, {"province": 3}, same_event="sum", repeat="1.5"), [",province,a", ",province,a"], "7.50"),
    ],
)
def test_events_earn_or_cost_what_the_rulebook_says(keys: Keys, rows: list[str], expected: str) -> None:
    assert earned(keys, *rows)[0] == expected


def test_what_is_only_claimed_takes_nothing_off_and_the_cell_is_confirmed() -> None:
    assert earned(events(5, **OFF), "pending,province,a") == ("5.00", "confirmed", "0")
    assert earned(events(5, **OFF), "pending,province,a", ",area,b") == ("3.00", "confirmed", "1")
    assert earned(events(5, **OFF), "pending,province,a", final=True) == ("5.00", "confirmed", "0")
    assert earned(events(5), "pending,province,a") == (None, "pending", "0")


def test_own_periods_to_come_have_their_full_marks() -> None:
    keys = events(5, **OFF) | {"rollup": "points_sum"}
    assert earned(keys, ",area,a", period="2026") == ("58.00", "confirmed", None)
    assert earned(keys | {"rollup": "points_mean"}, ",area,a", period="2026-Q1")[0] == "4.33"


def test_one_event_is_one_event_across_the_months_and_is_repeated_there() -> None:
    rulebook = book(events(20, {"city": 2}, **TWICE), units=1)
    rows = board(rulebook, "u1,m,2026-01,,,city,a\nu1,m,2026-03,,,city,a", "2026-Q1")
    assert rows["u1"]["metrics"]["m"]["points"] == "14.00"


def test_a_fault_less_is_what_gains_a_place() -> None:
    rulebook = book(events(10, **OFF), units=2)
    found = gains(basis(rulebook, "u1,m,2026-03,,,city,a\nu1,m,2026-03,,,area,b\nu2,m,2026-03,,,city,c"), "u1")
    assert [(gain.steps, gain.events, str(gain.rank)) for gain in found] == [(-1, (("area", "b"),), "1")]


def test_a_fault_that_waits_is_no_way_up() -> None:
    rulebook = book(events(10, **OFF), units=2)
    text = "u1,m,2026-03,,,city,a\nu1,m,2026-03,,pending,province,b"
    (gain,) = gains(basis(rulebook, text), "u1")
    assert (gain.steps, gain.total) == (-1, "10.00")
