import pytest

from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import counts_in, score
from tests.scoring.making import Keys, board, book, cells, column, metric, rate, rules, scored, written

HONOURS = {"kind": "events", "levels": {"city": 2}, "cap": 5}

GOALS = {"kind": "goalpost", "zero_at": 0, "full_at": 100}


def cell(rows: Keys, unit: str, name: str = "m") -> tuple[str | None, str | None, str]:
    found = rows[unit]["metrics"][name]
    return found["points"], found["value"], found["state"]


def test_provisional_standings_count_what_is_confirmed_and_mark_the_rest() -> None:
    rulebook = book(metric(), metric("n", missing="renormalise"), units=3)
    rows = board(rulebook, "u1,m,2026-03,50\nu2,m,2026-03,60,pending\nu3,m,2026-03,,not_applicable")
    assert cell(rows, "u1") == ("10.00", "50", "confirmed")
    assert cell(rows, "u2") == (None, "60", "pending")
    assert cell(rows, "u3") == (None, None, "not_applicable")
    assert cell(rows, "u1", "n") == (None, None, "missing")
    assert [rows[unit]["coverage"] for unit in ("u1", "u2", "u3")] == ["0.50", "0.00", "0.00"]
    assert [rows[unit]["rank"] for unit in ("u1", "u2", "u3")] == [1, 2, 2]
    assert scored(rulebook, "").full_marks == "40.00"


def test_what_is_not_applicable_leaves_the_denominator_of_its_category() -> None:
    rulebook = book(metric(points=5), metric("n", points=15), units=1)
    rows = board(rulebook, "u1,m,2026-03,50\nu1,n,2026-03,,not_applicable")
    assert rows["u1"]["categories"] == {"c": "10.00"}
    assert rows["u1"]["coverage"] == "1.00"


def test_a_category_without_anything_applicable_is_left_out_and_the_base_is_scaled() -> None:
    rulebook = book(metric(points=20), metric("n", category="d", points=30), units=1)
    rows = board(rulebook, "u1,m,2026-03,50\nu1,n,2026-03,,not_applicable")
    assert rows["u1"]["categories"] == {"c": "10.00"}
    assert (rows["u1"]["base"], rows["u1"]["total"]) == ("25.00", "25.00")


def test_a_unit_without_any_applicable_metric_is_listed_and_never_ranked() -> None:
    rows = board(book(metric(), units=2), "u1,m,2026-03,,not_applicable\nu2,m,2026-03,5")
    assert (rows["u1"]["rank"], rows["u1"]["base"], rows["u1"]["coverage"]) == (None, "0.00", "0.00")
    assert rows["u2"]["rank"] == 1


def test_bonus_and_deduction_are_capped_and_the_total_never_falls_below_zero() -> None:
    rulebook = book(
        metric(),
        metric("plus", role="bonus"),
        metric("minus", role="deduction"),
        units=3,
        bonus_cap="1.5",
        deduction_cap=15,
    )
    rows = board(
        rulebook,
        "u1,m,2026-03,50\nu1,plus,2026-03,100\nu1,minus,2026-03,20\n"
        "u2,m,2026-03,10\nu2,minus,2026-03,100\nu3,plus,2026-03,100,pending",
    )
    first, second, third = rows["u1"], rows["u2"], rows["u3"]
    assert (first["total"], first["base"], first["bonus"], first["deduction"]) == ("7.50", "10.00", "1.50", "4.00")
    assert (second["total"], second["deduction"]) == ("0.00", "15.00")
    assert (third["bonus"], third["coverage"]) == ("0.00", "0.00")
    assert cell(rows, "u3", "plus") == (None, "100", "pending")


def test_a_bonus_that_is_missing_at_close_counts_nothing_whatever_its_policy() -> None:
    rulebook = book(metric(), metric("plus", role="bonus", missing="arena_mean"), units=2)
    rows = board(rulebook, "u1,m,2026-03,5\nu2,m,2026-03,5\nu1,plus,2026-03,100", final=True)
    assert cell(rows, "u2", "plus") == ("0.00", None, "missing")
    assert rows["u2"]["total"] == "1.00"


@pytest.mark.parametrize(
    ("policy", "points", "rank", "total"),
    [
        ("zero", "0.00", 2, "0.00"),
        ("renormalise", None, 2, "0.00"),
        ("arena_mean", "10.00", 1, "10.00"),
        ("last_period", "8.00", 2, "8.00"),
        ("block", "0.00", None, "0.00"),
    ],
)
def test_the_missing_policy_acts_at_close(policy: str, points: str, rank: int | None, total: str) -> None:
    rulebook = book(metric(missing=policy), units=2)
    text = "u1,m,2026-03,50\nu2,m,2026-02,40\nu2,m,2026-03,90,pending"
    rows = board(rulebook, text, final=True)
    assert cell(rows, "u2") == (points, "90", "pending")
    assert (rows["u2"]["rank"], rows["u2"]["total"], rows["u2"]["coverage"]) == (rank, total, "0.00")
    assert cell(board(rulebook, text), "u2") == (None, "90", "pending")


def test_renormalising_leaves_the_category_to_what_was_reported() -> None:
    rulebook = book(metric(points=5, missing="renormalise"), metric("n", points=15), units=1)
    rows = board(rulebook, "u1,n,2026-03,50", final=True)
    assert (rows["u1"]["categories"], rows["u1"]["coverage"]) == ({"c": "10.00"}, "0.75")


def test_the_arena_mean_is_of_exact_points_and_zero_without_any() -> None:
    rulebook = book(metric(points=1, missing="arena_mean"), units=3)
    rows = board(rulebook, "u1,m,2026-03,0.5\nu2,m,2026-03,0.4", final=True)  # 0.005 and 0.004 points
    assert [cell(rows, unit)[0] for unit in ("u1", "u2", "u3")] == ["0.01", "0.00", "0.00"]
    assert cell(board(rulebook, "", final=True), "u3") == ("0.00", None, "missing")


def test_the_last_period_fills_in_as_one_of_the_arenas_values() -> None:
    rulebook = book(metric(points=20, missing="last_period", method={"kind": "minmax"}), units=3)
    text = "u1,m,2026-03,50\nu2,m,2026-03,100\nu3,m,2026-02,0\nu3,m,2026-01,900"
    rows = board(rulebook, text, final=True)
    assert [cell(rows, unit) for unit in ("u1", "u3")] == [("10.00", "50", "confirmed"), ("0.00", None, "missing")]
    assert cell(board(rulebook, text), "u1")[0] == "0.00"


def test_before_the_year_1_there_is_no_last_period() -> None:
    rulebook = book(metric(missing="last_period"), units=1)
    assert cell(board(rulebook, "", "0001-01", final=True), "u1") == ("0.00", None, "missing")
    assert cell(board(rulebook, "", "0001", final=True), "u1") == ("0.00", None, "missing")


def test_minimum_coverage_is_compared_exactly_and_equal_is_enough() -> None:
    rulebook = book(metric(), metric("n"), metric("o"), units=2, minimum_coverage="2/3")
    rows = board(rulebook, column("m", [1, 1]) + "\nu1,n,2026-03,1", final=True)
    assert [(rows[unit]["rank"], rows[unit]["coverage"]) for unit in ("u1", "u2")] == [(1, "0.67"), (None, "0.33")]
    assert board(rulebook, column("m", [1, 1]))["u2"]["rank"] == 1


def test_units_not_ranked_take_no_place_and_come_last_by_total() -> None:
    rulebook = book(metric(missing="block"), metric("n"), units=4)
    text = "u1,n,2026-03,50\nu2,n,2026-03,90\nu3,m,2026-03,1\nu4,m,2026-03,2"
    assert [(row.unit, row.rank) for row in scored(rulebook, text, final=True).rows] == [
        ("u4", 1),
        ("u3", 2),
        ("u2", None),
        ("u1", None),
    ]


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize(
    ("rows", "ranks"),
    [
        ("", [None, None]),
        ("u1,m,2026-03,50,pending", [None, None]),
        ("u1,m,2026-03,,not_applicable", [None, None]),
        ("u1,m,2026-03,0", [1, 1]),
        ("u1,minus,2026-03,100", [1, 1]),
    ],
)
def test_while_all_stand_at_nothing_with_nothing_confirmed_nobody_has_a_rank(
    rows: str, ranks: list[int | None], *, final: bool
) -> None:
    rulebook = book(metric(), metric("minus", role="deduction"), metric("e", input="events", method=HONOURS), units=2)
    found = board(rulebook, rows, final=final)
    assert [found[unit]["rank"] for unit in ("u1", "u2")] == ranks
    assert [found[unit]["total"] for unit in ("u1", "u2")] == ["0.00", "0.00"]


def test_all_renormalised_is_ranked_if_the_minimum_coverage_lets_it() -> None:
    rulebook = book(metric(missing="renormalise"), units=2)
    rows = board(rulebook, "u2,m,2026-03,0", final=True)
    row = rows["u1"]
    assert (row["rank"], row["base"], row["coverage"], row["categories"]) == (1, "0.00", "0.00", {})


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("average", [1, 2.5, 2.5, 4])],
)
def test_places_are_counted_in_three_ways(ties: str, expected: list[object]) -> None:
    rows = board(book(metric(), units=4, ties=ties), column("m", [9, 8, 8, 7]))
    assert [rows[f"u{i}"]["rank"] for i in range(1, 5)] == expected


def test_three_equal_units_share_a_whole_place_under_average() -> None:
    rows = board(book(metric(), units=3, ties="average"), column("m", [8, 8, 8]))
    assert rows["u1"]["rank"] == 2
    assert isinstance(rows["u1"]["rank"], int)


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([], [1, 1, 1]),
        (["category:d"], [3, 1, 2]),
        (["metric:m"], [1, 3, 2]),
        (["base"], [2, 2, 1]),
        (["bonus"], [1, 1, 3]),
        (["deductions"], [2, 2, 1]),
        (["bonus", "category:d"], [2, 1, 3]),
    ],
)
def test_equal_totals_are_parted_by_the_chain_on_published_numbers(chain: list[str], expected: list[int]) -> None:
    rulebook = book(
        metric(),
        metric("n", category="d"),
        metric("plus", role="bonus"),
        metric("minus", role="deduction"),
        units=3,
        tie_break=chain,
    )
    text = (
        "u1,m,2026-03,50.1\nu1,n,2026-03,49.9\nu1,plus,2026-03,25\nu1,minus,2026-03,25\n"
        "u2,m,2026-03,49.9\nu2,n,2026-03,50.1\nu2,plus,2026-03,25\nu2,minus,2026-03,25\n"
        "u3,m,2026-03,50\nu3,n,2026-03,50"
    )
    if chain == ["base"]:
        text = text.replace("u3,m,2026-03,50", "u3,m,2026-03,60").replace("u3,n,2026-03,50", "u3,n,2026-03,40.1")
        text += "\nu3,minus,2026-03,0.1"
    rows = board(rulebook, text)
    assert {rows[unit]["total"] for unit in rows} == {"20.00"}
    assert [rows[f"u{i}"]["rank"] for i in range(1, 4)] == expected


def test_a_difference_that_is_not_published_parts_nobody() -> None:
    rulebook = book(metric(), metric("n"), units=2, tie_break=["metric:m"], round_at="total")
    rows = board(rulebook, "u1,m,2026-03,50.01\nu1,n,2026-03,49.99\nu2,m,2026-03,49.99\nu2,n,2026-03,50.01")
    assert [rows[unit]["rank"] for unit in ("u1", "u2")] == [1, 1]


def test_a_unit_that_lacks_what_the_chain_asks_for_comes_after_zero() -> None:
    rulebook = book(metric(), metric("n", category="d"), units=2, tie_break=["category:d", "metric:n"])
    rows = board(rulebook, "u1,n,2026-03,,not_applicable\nu2,n,2026-03,0")
    assert (rows["u1"]["rank"], rows["u2"]["rank"]) == (2, 1)
    chained = book(metric(), metric("n"), units=2, tie_break=["metric:n"])
    rows = board(chained, "u1,n,2026-03,,not_applicable\nu2,n,2026-03,0")
    assert (rows["u1"]["rank"], rows["u2"]["rank"]) == (2, 1)


def test_an_entry_of_the_chain_that_does_not_count_in_the_period_parts_nobody() -> None:
    rulebook = book(metric(), metric("n", category="d", period="year"), units=2, tie_break=["metric:n", "category:d"])
    rows = board(rulebook, "u1,n,2026,5\nu2,m,2026-03,0\nu1,m,2026-03,0")
    assert (rows["u1"]["rank"], rows["u2"]["rank"]) == (1, 1)


def test_an_entry_of_the_chain_that_names_another_arenas_category_is_skipped() -> None:
    keys = rules(metric(), units=2, tie_break=["category:other", "metric:x", "metric:m"])
    keys["arenas"].append({"id": "b", "name": "乙擂台"})
    keys["units"].append({"id": "o1", "name": "外单位", "arena": "b"})
    keys["categories"].append({"id": "other", "arena": "b", "name": "别的", "points": 20})
    keys["metrics"].append(metric("x", category="other"))
    rows = board(load(written(keys)), "u2,m,2026-03,0")
    assert (rows["u1"]["rank"], rows["u2"]["rank"]) == (2, 1)


def test_rounding_each_metric_makes_the_printed_column_add_up() -> None:
    metrics = [rate(name, points=1) for name in ("m", "n", "o")]
    text = "u1,m,2026-03,1/3\nu1,n,2026-03,1/3\nu1,o,2026-03,1/3"
    assert board(book(*metrics, units=1), text)["u1"]["total"] == "0.99"
    row = board(book(*metrics, units=1, round_at="total"), text)["u1"]
    assert (row["total"], row["metrics"]["m"]["points"]) == ("1.00", "0.33")


def test_half_even_rounds_points_and_coverage() -> None:
    rulebook = book(metric(points=1), metric("n", points=7), units=2, rounding="half_even")
    rows = board(rulebook, "u1,m,2026-03,0.5\nu2,m,2026-03,1.5")
    assert [rows[unit]["total"] for unit in ("u1", "u2")] == ["0.00", "0.02"]
    assert rows["u1"]["coverage"] == "0.12"
    assert board(book(metric(points=1), metric("n", points=7), units=1), "u1,m,2026-03,1")["u1"]["coverage"] == "0.13"


def test_points_have_as_many_decimals_as_the_rulebook_says_and_coverage_always_two() -> None:
    row = board(book(metric(), units=1, places=0, bonus_cap=5), "u1,m,2026-03,50")["u1"]
    assert (row["total"], row["bonus"], row["coverage"]) == ("10", "0", "1.00")


def test_an_events_metric_without_rows_is_confirmed_with_nothing() -> None:
    method = {"kind": "events", "levels": {"city": 2, "area": 1}, "cap": 5}
    rulebook = book(metric(input="events", method=method, missing="block"), units=4)
    text = "u2,m,2026-03,,pending,city\nu3,m,2026-03,,,city,e1\nu3,m,2026-03,,,area,e1\nu3,m,2026-03,,,area\n"
    text += "u3,m,2026-03,,pending,city\n" + "u4,m,2026-03,,,city\n" * 3
    rows = board(rulebook, text)
    assert cell(rows, "u1") == ("0.00", "0", "confirmed")
    assert cell(rows, "u2") == (None, "0", "pending")
    assert cell(rows, "u3") == ("3.00", "2", "confirmed")
    assert cell(rows, "u4") == ("5.00", "3", "confirmed")
    assert [rows[unit]["coverage"] for unit in ("u1", "u2")] == ["1.00", "0.00"]
    final = board(rulebook, text, final=True)
    assert (final["u1"]["rank"], final["u2"]["rank"]) == (3, None)


def test_levels_of_one_event_may_be_added_up() -> None:
    method = {"kind": "events", "levels": {"city": 2, "area": 1}, "same_event": "sum"}
    rows = board(book(metric(input="events", method=method), units=1), "u1,m,2026-03,,,city,e1\nu1,m,2026-03,,,area,e1")
    assert cell(rows, "u1") == ("3.00", "1", "confirmed")


def test_nothing_to_count_is_missing_and_not_zero() -> None:
    rulebook = book(rate(), rate("n", missing="renormalise"), units=1)
    rows = board(rulebook, "u1,m,2026-03,0/0\nu1,n,2026-03,0/0", final=True)
    assert cell(rows, "u1", "m") == ("0.00", "0/0", "missing")
    assert cell(rows, "u1", "n") == (None, "0/0", "missing")


def test_ratings_lose_the_highest_and_the_lowest_from_five_on() -> None:
    method = {"kind": "goalpost", "zero_at": 0, "full_at": 10}
    rulebook = book(metric(input="rating", range=[0, 10], method=method), units=3)
    text = "\n".join(f"u1,m,2026-03,{value},,,u2" for value in (1, 7, 8, 9, 10))
    text += "\n" + "\n".join(f"u2,m,2026-03,{value}" for value in (1, 7, 8, 9))
    rows = board(rulebook, text + "\nu2,m,2026-03,0,pending\nu3,m,2026-03,5,pending")
    assert cell(rows, "u1") == ("16.00", "8", "confirmed")
    assert cell(rows, "u2") == ("12.50", "6.25", "confirmed")
    assert cell(rows, "u3") == (None, None, "pending")


def test_stars_are_shown_beside_the_points_of_a_checklist() -> None:
    method = {"kind": "checklist", "mandatory": ["1.1"], "stars": [[3, "0.5"], [5, "0.9"]]}
    rulebook = book(metric(input="checklist", method=method), units=5)
    text = "u1,m,2026-03,9/10\nu2,m,2026-03,9/10,,,,1.1\nu3,m,2026-03,1/3\nu4,m,2026-03,1/2,pending"
    rows = board(rulebook, text)
    shown = [rows[f"u{i}"]["metrics"]["m"] for i in range(1, 6)]
    assert [(each["points"], each.get("stars")) for each in shown] == [
        ("18.00", 5),
        ("18.00", 0),
        ("6.67", 0),
        (None, None),
        (None, None),
    ]
    assert "stars" not in shown[4]


def test_an_unknown_mandatory_item_in_a_cell_costs_no_star() -> None:
    method = {"kind": "checklist", "mandatory": ["1.1"], "stars": [[3, "0.5"]]}
    rulebook = book(metric(input="checklist", method=method), units=1)
    found = score(rulebook, [Cell("u1", "m", "2026-03", value="1/2", note="9.9")], Period(2026, "month", 3), "a")
    assert found.rows[0].metrics["m"].stars == 3


def test_metrics_of_coarser_periods_do_not_count_and_full_marks_say_so() -> None:
    rulebook = book(metric(), metric("n", category="d", period="quarter"), metric("b", category="d", role="bonus"))
    month, quarter = Period(2026, "month", 3), Period(2026, "quarter", 1)
    assert [each.id for each in counts_in(rulebook, "a", month)] == ["m", "b"]
    assert [each.id for each in counts_in(rulebook, "a", quarter)] == ["m", "n", "b"]
    found = scored(rulebook, "")
    assert (found.full_marks, found.listed) == ("20.00", (("c", "c", "20.00"),))
    assert list(found.rows[0].metrics) == ["m", "b"]
    assert scored(rulebook, "", "2026-Q1").full_marks == "40.00"
    with pytest.raises(FaultyError):
        scored(book(metric(period="year")), "", "2026-Q1")


def test_rows_of_other_units_arenas_and_periods_change_nothing() -> None:
    rulebook = book(metric(), units=2)
    text = "u1,m,2026-03,50"
    strangers = (Cell("x", "m", "2026-03", value="9"), Cell("u1", "x", "2026-03", value="9"))
    alone = scored(rulebook, text)
    together = score(
        rulebook,
        (*cells(rulebook, text + "\nu1,m,2026-04,90"), *strangers, Cell("u2", "m", "2026-03")),
        Period(2026, "month", 3),
        "a",
    )
    assert as_json(together) == as_json(alone)


def test_the_snapshot_depends_on_the_cells_that_are_used_and_on_nothing_else() -> None:
    rulebook = book(metric(), metric("n", input="events", method={"kind": "events", "levels": {"city": 2}}), units=2)
    text = "u1,m,2026-03,50\nu2,m,2026-03,60,pending\nu1,n,2026-03,,,city,e1\nu1,n,2026-03,,,city,e2"
    first = scored(rulebook, text)
    shuffled = scored(rulebook, "\n".join(reversed(text.splitlines())) + "\nu1,m,2026-04,1\nu1,m,2026-02,1")
    assert first.snapshot == shuffled.snapshot
    for change in (("50", "51"), (",pending", ""), ("e2", "e3")):
        assert scored(rulebook, text.replace(*change)).snapshot != first.snapshot
    assert first.snapshot.startswith("sha256:")
    assert first.engine == "1"


def test_the_snapshot_of_final_standings_holds_the_last_period_where_it_may_fill_in() -> None:
    for rollup in ("mean", "points_mean"):
        rulebook = book(metric(missing="last_period", rollup=rollup), units=1)
        for period, earlier in (("2026-03", "2026-02"), ("2026-Q1", "2025-12")):
            text, more = "u1,m,2026-03,50", f"\nu1,m,{earlier},40"
            assert scored(rulebook, text, period).snapshot == scored(rulebook, text + more, period).snapshot
            closed = [scored(rulebook, each, period, final=True).snapshot for each in (text, text + more)]
            assert closed[0] != closed[1]


@pytest.mark.parametrize(
    ("value", "bonus", "total"), [(79, "0.00", "15.80"), (80, "5.00", "21.00"), ("79.99", "5.00", "21.00")]
)
def test_a_bonus_counts_from_a_published_base_on(value: object, bonus: str, total: str) -> None:
    rulebook = book(metric(), metric("b", role="bonus"), units=1, bonus_from=16)
    row = board(rulebook, f"u1,m,2026-03,{value}\nu1,b,2026-03,25")["u1"]
    assert (row["bonus"], row["total"]) == (bonus, total)


def test_a_veto_may_cost_the_bonus_too() -> None:
    rulebook = book(
        metric(), metric("n", category="d"), metric("b", category="d", role="bonus"), units=2, bonus_from=30
    )
    text = (
        "u1,m,2026-03,100\nu1,n,2026-03,100\nu1,b,2026-03,25\nu1,veto,2026-03,zero_category:d,,,,甲\nu2,m,2026-03,110"
    )
    row = board(rulebook, text)["u1"]
    assert (row["base"], row["bonus"], row["rank"], row["rank_without_veto"]) == ("20.00", "0.00", 1, 1)
