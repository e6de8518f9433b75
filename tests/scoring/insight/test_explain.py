from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.faults import FaultyError
from scoring.insight.explain import Part, Spread, contributions, gap_above, row_of, spread
from scoring.insight.outliers import median
from tests.scoring.bases import basis, of_rows, random_bases
from tests.scoring.making import book, column, metric, rate
from tests.scoring.random_cases import richer_case

quickly = settings(max_examples=25, deadline=None, derandomize=True, database=None)
seeds = st.integers(min_value=500_000, max_value=599_999)
MINUS = {"role": "deduction", "method": {"kind": "events", "levels": {"d": 4}}, "input": "events"}
PLUS = {"role": "bonus", "method": {"kind": "events", "levels": {"b": 4}}, "input": "events"}


def told(parts: tuple[Part, ...]) -> list[tuple[str, str, str]]:
    return [(part.kind, part.name, str(part.amount)) for part in parts]


@quickly
@given(seeds, st.booleans())
def test_contributions_and_gaps_add_up_exactly_whatever_the_rules(seed: int, final: bool) -> None:  # noqa: FBT001 - drawn
    for each in random_bases(seed, final=final):
        standings = each.standings()
        for row in standings.rows:
            parts = contributions(each.rulebook, row)
            assert sum(part.amount for part in parts) == Fraction(row.total)
            assert [part.name for part in parts if part.kind == "metric"] == list(row.metrics)
            gap = gap_above(each.rulebook, standings, row.unit)
            if gap is not None:
                assert sum(part.amount for part in gap.parts) == gap.points >= 0
                assert row.rank is not None
                assert gap.rank < row.rank


@quickly
@given(seeds, st.booleans())
def test_they_add_up_under_vetoes_own_targets_and_a_needed_base_too(seed: int, final: bool) -> None:  # noqa: FBT001 - drawn
    for each in of_rows(*richer_case(seed), final=final):
        try:
            standings = each.standings()
        except FaultyError:  # a target is lacking
            continue
        for row in standings.rows:
            assert sum(part.amount for part in contributions(each.rulebook, row)) == Fraction(row.total)
            gap = gap_above(each.rulebook, standings, row.unit)
            assert gap is None or sum(part.amount for part in gap.parts) == gap.points


def test_every_level_that_adds_or_cuts_has_its_own_line() -> None:
    rulebook = book(
        metric("m"),
        metric("n", missing="renormalise"),
        metric("x", category="d"),
        metric("plus", **PLUS),
        metric("minus", **MINUS),
        bonus_cap=3,
        deduction_cap=3,
    )
    rows = "u1,m,2026-03,50\nu1,n,2026-03,,not_applicable\nu1,x,2026-03,,not_applicable\n"
    rows += "u1,plus,2026-03,,,b,e\nu1,minus,2026-03,,,d,e"
    each = basis(rulebook, rows)
    assert told(contributions(rulebook, row_of(each.standings(), "u1"))) == [
        ("metric", "m", "10"),
        ("metric", "n", "0"),
        ("metric", "x", "0"),
        ("metric", "plus", "4"),
        ("metric", "minus", "-4"),
        ("category", "c", "10"),
        ("base", "", "10"),
        ("bonus", "", "-1"),
        ("deduction", "", "1"),
    ]


def test_a_bonus_that_the_base_was_too_small_for_is_a_line_of_its_own() -> None:
    rulebook = book(metric("m"), metric("plus", **PLUS), bonus_from="10.01")
    each = basis(rulebook, "u1,m,2026-03,50\nu1,plus,2026-03,,,b,e")
    assert told(contributions(rulebook, row_of(each.standings(), "u1")))[-1] == ("bonus_from", "", "-4")


def test_what_the_floor_at_nothing_gives_back_is_a_line_of_the_total() -> None:
    rulebook = book(metric("m"), metric("minus", **MINUS))
    each = basis(rulebook, "u1,m,2026-03,10\nu1,minus,2026-03,,,d,e")
    assert told(contributions(rulebook, row_of(each.standings(), "u1"))) == [
        ("metric", "m", "2"),
        ("metric", "minus", "-4"),
        ("total", "", "2"),
    ]


def test_rounding_at_the_total_is_named_and_not_hidden() -> None:
    rulebook = book(rate("m"), rate("n"), round_at="total")
    each = basis(rulebook, "u1,m,2026-03,1/3\nu1,n,2026-03,1/3")
    row = row_of(each.standings(), "u1")
    assert row.total == "13.33"
    assert told(contributions(rulebook, row)) == [
        ("metric", "m", "667/100"),
        ("metric", "n", "667/100"),
        ("category", "c", "-1/100"),
    ]


def test_the_gap_is_to_the_next_better_rank_past_equals() -> None:
    rulebook = book(metric("m"), metric("n"), units=4)
    each = basis(rulebook, column("m", [90, 60, 60, 50]) + "\n" + column("n", [50, 60, 60, 50]))
    standings = each.standings()
    gap = gap_above(rulebook, standings, "u3")
    assert gap is not None
    assert (gap.unit, gap.name, gap.rank, gap.points) == ("u1", "单位1", 1, 4)
    assert told(gap.parts) == [("metric", "m", "6"), ("metric", "n", "-2")]
    last = gap_above(rulebook, standings, "u4")
    assert last is not None
    assert (last.unit, last.points) == ("u3", 4)


def test_nobody_is_above_the_first_and_above_one_without_a_rank() -> None:
    rulebook = book(metric("m"), units=2, minimum_coverage=1)
    standings = basis(rulebook, "u1,m,2026-03,50", final=True).standings()
    assert gap_above(rulebook, standings, "u1") is None
    assert gap_above(rulebook, standings, "u2") is None


def test_a_spread_names_the_best_the_median_and_who_leads() -> None:
    rulebook = book(metric("m"), metric("n"), metric("minus", **MINUS), units=4)
    standings = basis(rulebook, column("m", [90, 60, 60, 50]) + "\nu1,minus,2026-03,,,d,e").standings()
    points, minus = spread(rulebook, standings, "m"), spread(rulebook, standings, "minus")
    assert points == Spread(Fraction(18), Fraction(12), ("单位1",), 4, 4)
    assert minus is not None
    assert (minus.best, minus.median) == (0, 0)
    assert set(minus.leaders) == {"单位2", "单位3", "单位4"}
    assert spread(rulebook, standings, "n") is None
    assert not points.level


def test_a_metric_is_level_where_the_whole_arena_has_the_same() -> None:
    rulebook = book(metric("m"), metric("n"), metric("o"), units=2)
    rows = "\n".join(column(name, numbers) for name, numbers in (("m", [100, 120]), ("n", [7, 8]), ("o", [7])))
    standings = basis(rulebook, rows).standings()
    found = {name: spread(rulebook, standings, name) for name in "mno"}
    assert {name: each.level for name, each in found.items() if each} == {"m": True, "n": False, "o": False}


@quickly
@given(st.lists(st.fractions(), min_size=1, max_size=9))
def test_half_of_the_numbers_lie_on_either_side_of_the_median(numbers: list[Fraction]) -> None:
    middle = median(numbers)
    assert 2 * sum(number <= middle for number in numbers) >= len(numbers)
    assert 2 * sum(number >= middle for number in numbers) >= len(numbers)
