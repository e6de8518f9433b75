import itertools
import tracemalloc
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.insight.gains import Gain, gains
from scoring.insight.ladders import ladder
from scoring.insight.what_if import Basis
from scoring.standings.cells import index_cells
from tests.scoring.bases import basis, of_rows, random_bases
from tests.scoring.making import Keys, book, column, metric, rate
from tests.scoring.random_cases import COLUMNS, random_case

quickly = settings(max_examples=8, deadline=None, derandomize=True, database=None)
seeds = st.integers(min_value=600_000, max_value=699_999)
EVENTS = {"input": "events", "method": {"kind": "events", "levels": {"city": 2, "town": 1}, "cap": 6}}
MINUS = {"role": "deduction", "input": "events", "method": {"kind": "events", "levels": {"big": 4, "small": 1}}}
STEP_OF = {"rate": 1, "rank": 1, "checklist": 1, "tasks": 1}


def only(each: Basis, unit: str = "u2") -> Gain:
    (found,) = gains(each, unit)
    return found


def rank_of(each: Basis, unit: str) -> Any:
    return next(row.rank for row in each.standings().rows if row.unit == unit)


@quickly
@given(seeds)
def test_reporting_what_a_gain_says_gives_exactly_that_rank_and_total(seed: int) -> None:
    keys, rows, period = random_case(seed)
    for each in of_rows(keys, rows, period):
        for unit in each.rulebook.units_in(each.arena)[:2]:
            for gain in gains(each, unit.id):
                place = (unit.id, gain.metric, gain.period)
                kept = [row for row in rows if tuple(row[name] for name in COLUMNS[:3]) != place]
                reported = dict(zip(COLUMNS, (*place, gain.value or "", "", "", "", ""), strict=True))
                kept += instead(gain, [row for row in rows if row not in kept], reported)
                again = next(found for found in of_rows(keys, kept, period) if found.arena == each.arena)
                row = next(found for found in again.standings().rows if found.unit == unit.id)
                assert (row.rank, row.total) == (gain.rank, gain.total)
                assert row.rank is not None
                assert row.rank < rank_of(each, unit.id)


def instead(gain: Gain, now: list[Keys], reported: Keys) -> list[Keys]:
    """Return the rows that a gain asks for in place of those of the unit's metric now."""
    if gain.steps == 0 and any(row["state"] == "pending" for row in now):
        return [row | {"state": ""} for row in now]
    if not gain.events:
        return [reported]
    if gain.steps > 0:
        return now + [reported | {"level": level} for level, _ in gain.events]
    left = list(gain.events)
    kept: list[Keys] = []
    for row in now:
        if row["state"] in ("", "confirmed") and (row["level"], row["event"]) in left:
            left.remove((row["level"], row["event"]))
        else:
            kept.append(row)
    assert left == []
    return kept


@quickly
@given(seeds)
def test_no_smaller_step_of_the_ladder_gains_a_place(seed: int) -> None:
    for each in random_bases(seed):
        index = index_cells(each.cells)
        for unit in each.rulebook.units_in(each.arena)[:2]:
            for gain in gains(each, unit.id):
                own = next(
                    p for p in each.period.parts(each.rulebook.metric(gain.metric).period) if str(p) == gain.period
                )
                steps = ladder(each.rulebook.metric(gain.metric), index, unit.id, own)
                place = (unit.id, gain.metric, gain.period)
                others = tuple(c for c in each.cells if (c.unit, c.metric, c.period) != place)
                smaller = itertools.takewhile(
                    lambda rung, gain=gain: (rung.value, rung.events) != (gain.value, gain.events),
                    map(steps.rung, range(min(steps.length, 15))),
                )
                for rung in smaller if gain.steps else ():
                    tried = Basis(each.rulebook, others + rung.cells, each.period, each.arena, each.final)
                    rank = rank_of(tried, unit.id)
                    assert rank is None or rank >= rank_of(each, unit.id)


def test_a_rate_needs_so_many_more_of_the_same_n() -> None:
    found = only(basis(book(rate()), column("m", ["90/100", "80/100", "80/100"])))
    assert (found.before, found.value, found.steps, found.rank, found.total) == ("80/100", "90/100", 10, 1, "18.00")


def test_a_number_moves_by_the_last_decimal_that_anybody_reported() -> None:
    found = only(basis(book(metric()), column("m", ["50.25", "50"])))
    assert (found.value, found.steps, found.total) == ("50.23", 23, "10.05")  # rounded, as the first is
    assert only(basis(book(metric()), column("m", ["50", "49"]))).value == "50"


def test_a_number_that_should_be_low_goes_down() -> None:
    method = {"kind": "goalpost", "zero_at": 100, "full_at": 0}
    assert only(basis(book(metric(method=method)), column("m", [10, 20]))).value == "10"


def test_a_count_never_falls_below_nothing() -> None:
    method = {"kind": "minmax", "direction": "down"}
    rulebook = book(metric("m", input="count", method=method), metric("n"))
    each = basis(rulebook, column("m", [0, 0, 3]) + "\n" + column("n", [100, 0]))
    assert [found.metric for found in gains(each, "u2")] == ["n"]


def test_a_value_stays_in_its_range() -> None:
    each = basis(book(metric("m", range=["0", "59"]), metric("n")), column("m", [50, 40]) + "\nu1,n,2026-03,50")
    assert gains(each, "u2")[0].metric == "n"
    assert gains(each, "u2")[0].value == "60"


def test_a_place_among_others_is_gained_one_by_one() -> None:
    rulebook = book(metric("m", input="rank", method={"kind": "external_rank"}))
    found = only(basis(rulebook, column("m", ["3/6", "5/6"])))
    assert (found.value, found.steps, found.rank) == ("3/6", 2, 1)


def test_given_points_end_at_the_full_marks() -> None:
    rulebook = book(metric("m", input="points", method={"kind": "direct"}), metric("n", points=80))
    each = basis(rulebook, column("m", ["10.5", "8"]) + "\n" + column("n", [50, 10]))
    assert [found.metric for found in gains(each, "u2")] == ["n"]
    second = gains(basis(rulebook, column("m", ["10.5", "8"]) + "\n" + column("n", [10, 10])), "u3")
    assert [(found.metric, found.value) for found in second] == [("m", "16"), ("n", "20")]


def test_a_missing_rate_is_asked_for_out_of_the_arenas_most_or_the_units_own_n() -> None:
    each = basis(book(rate()), "u1,m,2026-03,9/10\nu3,m,2026-03,30/40")
    assert [(found.before, found.value, found.steps) for found in gains(each, "u2")] == [(None, "30/40", 30)]
    own = basis(book(rate()), "u1,m,2026-03,9/10\nu3,m,2026-03,30/40\nu2,m,2026-01,1/8\nu2,m,2026-02,1/20")
    assert only(own).value == "15/20"


def test_a_missing_rate_that_nobody_ever_counted_has_no_proposal() -> None:
    each = basis(book(rate("m"), metric("n")), column("n", [50]) + "\nu1,m,2026-03,0/0")
    assert [found.metric for found in gains(each, "u2")] == ["n"]


def test_a_missing_percentage_takes_a_percentage_where_all_do() -> None:
    each = basis(book(rate("m", percent_ok=True, rollup="mean")), "u1,m,2026-03,97.5")
    assert gains(each, "u2") == ()
    low = basis(book(rate("m", percent_ok=True, rollup="mean")), column("m", ["97.5", "90"]))
    assert (only(low).value, only(low).steps) == ("97.5", 75)


def test_ratings_are_raised_as_their_mean() -> None:
    rulebook = book(metric("m", input="rating", range=["0", "10"]))
    each = basis(rulebook, "u1,m,2026-03,9\nu2,m,2026-03,8\nu2,m,2026-03,8\nu2,m,2026-03,9")
    assert (only(each).before, only(each).value) == ("8.333333", "8.98")


def test_events_are_added_by_the_fewest_points_then_the_fewest_events() -> None:
    each = basis(
        book(metric("m", **EVENTS), units=2), "u1,m,2026-03,,,city,a\nu1,m,2026-03,,,town,b\nu2,m,2026-03,,,town,c"
    )
    found = only(each)
    assert (found.before, found.value, found.events, found.steps) == ("1", None, (("city", ""),), 1)
    assert (found.rank, found.total) == (1, "3.00")


def test_events_beyond_the_cap_gain_nothing() -> None:
    each = basis(book(metric("m", **EVENTS), metric("n"), units=2), column("n", [50, 10]))
    assert [found.metric for found in gains(each, "u2")] == ["n"]


@pytest.mark.parametrize(
    ("ahead", "events", "steps"),
    [
        (96, (("small", ""),), -1),
        (99, (("big", "x"), ("small", "x")), -1),
        (100, (("small", ""), ("big", "x"), ("small", "x")), -2),
    ],
)
def test_deductions_are_taken_away_the_cheapest_that_suffices(
    ahead: int, events: tuple[tuple[str, str], ...], steps: int
) -> None:
    rulebook = book(metric("m", points=100), metric("minus", **MINUS))
    rows = column("m", [ahead, 100])
    rows += "".join(
        f"\nu2,minus,2026-03,,,{level},{event}" for level, event in [("big", "x"), ("small", "x"), ("small", "")]
    )
    found = [gain for gain in gains(basis(rulebook, rows), "u2") if gain.metric == "minus"]
    assert [(gain.events, gain.steps) for gain in found] == [(events, steps)]


def test_a_level_of_few_points_under_a_high_cap_takes_no_room_for_every_count_of_events() -> None:
    levels = {"kind": "events", "levels": {"note": "0.01"}}
    each = basis(book(metric("m"), metric("n", input="events", points=40, method=levels)), column("m", [90, 0]))
    tracemalloc.start()
    found = next(gain for gain in gains(each, "u2") if gain.metric == "n")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.steps == 1800
    assert most < 20_000_000


def test_what_waits_for_confirmation_is_named_first() -> None:
    each = basis(book(metric("m"), metric("n", **EVENTS)), column("m", [50, 50]) + "\nu1,n,2026-03,,,town,a")
    pending = basis(each.rulebook, column("m", [50, 50]) + "\nu1,n,2026-03,,,town,a\nu2,n,2026-03,,pending,city,b")
    found = next(gain for gain in gains(pending, "u2") if gain.metric == "n")
    assert (found.steps, found.events, found.before, found.rank) == (0, (("city", "b"),), "0", 1)
    value = basis(book(metric()), "u1,m,2026-03,50\nu2,m,2026-03,60,pending")
    assert (only(value).steps, only(value).before, only(value).value) == (0, "60", "60")


def test_what_waits_is_raised_where_confirming_it_is_not_enough() -> None:
    value = basis(book(metric()), "u1,m,2026-03,50\nu2,m,2026-03,40,pending")
    assert (only(value).steps, only(value).before, only(value).value) == (10, "40", "50")


def test_in_a_quarter_the_newest_reported_month_is_the_one_to_raise() -> None:
    months = column("m", [10, 10], "2026-01") + "\n" + column("m", [20, 10], "2026-02")
    found = only(basis(book(metric(rollup="sum")), months, "2026-Q1"))
    assert (found.period, found.before, found.value) == ("2026-02", "10", "20")
    unreported = only(basis(book(metric(rollup="sum")), column("m", [10], "2026-01"), "2026-Q1"))
    assert (unreported.period, unreported.before) == ("2026-03", None)


def test_what_does_not_apply_cannot_gain() -> None:
    rulebook = book(metric("m"), metric("n", points=30))
    each = basis(rulebook, "u1,m,2026-03,50\nu2,m,2026-03,,not_applicable\nu1,n,2026-03,50\nu2,n,2026-03,9")
    assert [found.metric for found in gains(each, "u2")] == ["n"]


def test_the_first_and_the_unranked_gain_nothing() -> None:
    each = basis(book(metric(), minimum_coverage=1, units=3), column("m", [50, 40]), final=True)
    assert gains(each, "u1") == ()
    assert gains(each, "u3") == ()
    assert Fraction(only(each).total) == 10
