import pytest

from tests.scoring.making import Keys, board, book, metric, rate

LEVELS = {"kind": "events", "levels": {"city": 2, "area": 1}}


def cell(rows: Keys, unit: str = "u1") -> tuple[str | None, str | None, str]:
    found = rows[unit]["metrics"]["m"]
    return found["points"], found["value"], found["state"]


@pytest.mark.parametrize(
    ("keys", "values", "expected"),
    [
        ({"input": "rate"}, ("1/2", "9/10"), ("16.67", "10/12")),
        ({"input": "rate", "rollup": "mean"}, ("1/2", "9/10"), ("14.00", "70")),
        ({"input": "rate", "rollup": "last"}, ("1/2", "9/10"), ("18.00", "9/10")),
        ({"input": "rate", "rollup": "mean", "percent_ok": True}, ("1/3", "50.5%"), ("8.38", "41.916667")),
        ({"input": "rate", "rollup": "points_mean"}, ("1/3", "2/3"), ("10.00", None)),
        ({"input": "rate", "rollup": "points_sum"}, ("1/3", "2/3"), ("20.00", None)),
        ({"input": "rate", "smoothing": {"shrink": [1, 1]}}, ("1/2", "7/8"), ("15.00", "8/10")),
        ({"input": "rate", "smoothing": {"shrink": [1, 1]}, "rollup": "mean"}, ("1/2", "7/8"), ("13.00", "65")),
        ({"input": "tasks"}, ("1/2", "9/10"), ("16.67", "10/12")),
        ({"input": "count"}, ("12", "30"), ("8.40", "42")),
        ({"input": "count", "rollup": "mean"}, ("12", "31"), ("4.30", "21.5")),
        ({}, ("10", "20.5"), ("3.05", "15.25")),
        ({"rollup": "sum"}, ("10", "20.5"), ("6.10", "30.5")),
        ({"rollup": "last"}, ("10", "20.1234567"), ("4.02", "20.1234567")),
        ({"input": "points", "method": {"kind": "direct"}}, ("10", "15"), ("12.50", "12.5")),
        ({"input": "rank", "method": {"kind": "external_rank"}}, ("5/6", "1/6"), ("20.00", "1/6")),
    ],
)
def test_own_periods_roll_up_as_the_rulebook_says(
    keys: Keys, values: tuple[str, str], expected: tuple[str, ...]
) -> None:
    rows = board(book(metric(**keys), units=1), f"u1,m,2026-01,{values[0]}\nu1,m,2026-03,{values[1]}", "2026-Q1")
    assert cell(rows) == (*expected, "confirmed")


def test_the_order_of_rows_does_not_decide_which_period_is_the_last() -> None:
    rulebook = book(metric(rollup="last"), units=1)
    assert cell(board(rulebook, "u1,m,2026-03,9\nu1,m,2026-02,5\nu1,m,2026-01,7", "2026-Q1"))[1] == "9"


def test_months_roll_straight_up_to_the_year_and_quarters_too() -> None:
    rulebook = book(metric(), units=1)
    assert cell(board(rulebook, "u1,m,2026-01,10\nu1,m,2026-02,20\nu1,m,2026-12,60", "2026"))[1] == "30"
    rulebook = book(metric(period="quarter", rollup="sum"), units=1)
    assert cell(board(rulebook, "u1,m,2026-Q1,10\nu1,m,2026-Q4,20", "2026"))[1] == "30"


def test_one_event_counts_once_across_the_months_and_the_cap_once() -> None:
    text = "u1,m,2026-01,,,area,e1\nu1,m,2026-02,,,city,e1\nu1,m,2026-03,,,area\nu1,m,2026-03,,pending,city"
    assert cell(board(book(metric(input="events", method=LEVELS), units=1), text, "2026-Q1")) == (
        "3.00",
        "2",
        "confirmed",
    )
    capped = LEVELS | {"cap": "2.5"}
    assert cell(board(book(metric(input="events", method=capped), units=1), text, "2026-Q1"))[0] == "2.50"
    by_points = book(metric(input="events", method=capped, rollup="points_sum"), units=1)
    assert cell(board(by_points, text, "2026-Q1"))[0] == "4.00"


def test_pending_events_roll_up_to_pending_only_without_a_confirmed_period() -> None:
    rulebook = book(metric(input="events", method=LEVELS), units=1)
    pending = "\n".join(f"u1,m,2026-0{month},,pending,city" for month in (1, 2, 3))
    assert cell(board(rulebook, pending, "2026-Q1")) == (None, "0", "pending")
    assert cell(board(rulebook, "", "2026-Q1")) == ("0.00", "0", "confirmed")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("u1,m,2026-01,5\nu1,m,2026-02,5,pending", "confirmed"),
        ("u1,m,2026-01,,not_applicable\nu1,m,2026-02,5,pending", "pending"),
        ("u1,m,2026-01,,not_applicable\nu1,m,2026-02,,not_applicable", "missing"),
        ("u1,m,2026-01,,not_applicable\nu1,m,2026-02,,not_applicable\nu1,m,2026-03,,not_applicable", "not_applicable"),
    ],
)
def test_the_state_of_a_rolled_up_cell_is_the_best_of_its_periods(text: str, state: str) -> None:
    for rollup in ("mean", "points_mean", "points_sum"):
        assert cell(board(book(metric(rollup=rollup), units=1), text, "2026-Q1"))[2] == state


def test_nothing_to_count_in_one_month_leaves_the_ratio_of_the_others() -> None:
    rows = board(book(rate(), units=1), "u1,m,2026-01,0/0\nu1,m,2026-02,1/2", "2026-Q1")
    assert cell(rows) == ("10.00", "1/2", "confirmed")


def test_a_skipped_month_is_no_zero_in_a_mean_but_one_in_a_mean_of_points_at_close() -> None:
    text = "u1,m,2026-01,50\nu1,m,2026-02,70"
    for rollup, provisional, final in (("mean", "12.00", "12.00"), ("points_mean", "12.00", "8.00")):
        rulebook = book(metric(rollup=rollup), units=1)
        assert cell(board(rulebook, text, "2026-Q1"))[0] == provisional
        assert cell(board(rulebook, text, "2026-Q1", final=True))[0] == final


def test_a_mean_of_points_rounds_once_from_exact_points() -> None:
    text = "u1,m,2026-01,1/6\nu1,m,2026-02,1/6\nu1,m,2026-03,1/6"  # 0.166… each
    assert cell(board(book(rate(points=1, rollup="points_sum"), units=1), text, "2026-Q1"))[0] == "0.50"
    assert cell(board(book(rate(points=1, rollup="points_mean"), units=1), text, "2026-Q1"))[0] == "0.17"


def test_relative_methods_compare_the_values_of_each_own_period() -> None:
    rulebook = book(metric(rollup="points_mean", method={"kind": "minmax"}), units=2)
    text = "u1,m,2026-01,1\nu2,m,2026-01,2\nu1,m,2026-02,30\nu2,m,2026-02,3"
    rows = board(rulebook, text, "2026-Q1")
    assert [cell(rows, unit)[0] for unit in ("u1", "u2")] == ["10.00", "10.00"]


def test_a_sum_of_points_is_worth_its_points_in_every_own_period() -> None:
    rulebook = book(metric(rollup="points_sum"), units=1)
    text = "u1,m,2026-01,50\nu1,m,2026-02,,not_applicable"
    row = board(rulebook, text, "2026-Q1")["u1"]
    assert (row["metrics"]["m"]["points"], row["categories"], row["coverage"]) == ("10.00", {"c": "15.00"}, "0.50")
    renormalised = book(metric(rollup="points_sum", missing="renormalise"), units=1)
    row = board(renormalised, text, "2026-Q1", final=True)["u1"]
    assert (row["metrics"]["m"]["points"], row["categories"], row["coverage"]) == ("10.00", {"c": "30.00"}, "0.50")


@pytest.mark.parametrize("rollup", ["points_mean", "points_sum"])
def test_a_block_acts_only_when_no_own_period_is_confirmed(rollup: str) -> None:
    rulebook = book(metric(rollup=rollup, missing="block"), units=3)
    text = "u1,m,2026-01,50\nu3,m,2026-01,,not_applicable\nu3,m,2026-02,,not_applicable\nu3,m,2026-03,,not_applicable"
    rows = board(rulebook, text, "2026-Q1", final=True)
    assert [rows[unit]["rank"] for unit in ("u1", "u2", "u3")] == [1, None, None]
    assert cell(rows, "u2")[0] == "0.00"


def test_a_mean_of_points_whose_periods_are_all_renormalised_leaves_the_category() -> None:
    rulebook = book(metric(rollup="points_mean", missing="renormalise"), metric("n"), units=1)
    row = board(rulebook, "u1,n,2026-01,50", "2026-Q1", final=True)["u1"]
    assert (row["categories"], row["metrics"]["m"]["points"], row["coverage"]) == ({"c": "20.00"}, None, "0.50")


def test_the_last_period_of_a_rolled_up_cell_is_the_one_before_rolled_up_alike() -> None:
    text = "u1,m,2025-10,10\nu1,m,2025-12,30"
    assert cell(board(book(metric(missing="last_period"), units=1), text, "2026-Q1", final=True)) == (
        "4.00",
        None,
        "missing",
    )


def test_the_last_period_inside_a_mean_of_points_is_the_own_period_before() -> None:
    rulebook = book(metric(missing="last_period", rollup="points_sum"), units=1)
    text = "u1,m,2025-12,10\nu1,m,2026-02,30"
    assert cell(board(rulebook, text, "2026-Q1", final=True)) == ("14.00", None, "confirmed")


def test_missing_periods_of_a_bonus_count_nothing_in_its_mean_at_close() -> None:
    rulebook = book(metric("n"), metric(role="bonus", rollup="points_mean", missing="renormalise"), units=1)
    text = "u1,m,2026-01,50\nu1,m,2026-02,,not_applicable"
    assert board(rulebook, text, "2026-Q1")["u1"]["bonus"] == "10.00"
    assert board(rulebook, text, "2026-Q1", final=True)["u1"]["bonus"] == "5.00"


@pytest.mark.parametrize(("rollup", "stars"), [("ratio", 0), ("last", 5), ("mean", None), ("points_sum", None)])
def test_stars_are_shown_where_a_rolled_up_cell_is_one_fraction(rollup: str, stars: int | None) -> None:
    method = {"kind": "checklist", "mandatory": ["1.1"], "stars": [[3, "0.5"], [5, "0.9"]]}
    rulebook = book(metric(input="checklist", method=method, rollup=rollup), units=1)
    rows = board(rulebook, "u1,m,2026-01,8/10,,,,1.1\nu1,m,2026-02,10/10", "2026-Q1")
    assert rows["u1"]["metrics"]["m"].get("stars") == stars


def test_a_metric_of_the_standings_own_kind_does_not_roll_up() -> None:
    for rollup in ("points_mean", "points_sum"):
        rulebook = book(rate(rollup=rollup), units=1)
        assert cell(board(rulebook, "u1,m,2026-03,1/2")) == ("10.00", "1/2", "confirmed")
