import ast
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.insight.changes import Move
from scoring.insight.explain import difference
from scoring.insight.robustness import Flat, flat_metrics, left_out, margin, moved_by, rank_intervals
from scoring.insight.what_if import Basis
from tests.scoring.bases import basis, random_bases
from tests.scoring.making import Keys, book, column, metric
from tests.scoring.test_exactness import file_of, official_path, suspicious

quickly = settings(max_examples=30, deadline=None, derandomize=True, database=None)
values = st.lists(st.integers(min_value=0, max_value=100), min_size=3, max_size=3)
PLUS: Keys = {"role": "bonus", "input": "events", "method": {"kind": "events", "levels": {"b": 5}}}


def three(rows: list[list[int]], weights: tuple[str, str, str] = ("20", "30", "50")) -> Basis:
    metrics = [metric(f"m{i}", points=weight) for i, weight in enumerate(weights)]
    text = "\n".join(column(f"m{i}", [row[i] for row in rows]) for i in range(3))
    return basis(book(*metrics, units=len(rows), places=6), text)


def test_nothing_on_the_official_path_knows_of_analysis() -> None:
    assert not [name for name in official_path() if name.startswith("insight")]


@pytest.mark.parametrize("name", ["explain", "gains", "changes", "ladders", "targets", "what_if"])
def test_explanations_hold_no_float_either(name: str) -> None:
    tree = ast.parse(file_of(f"insight.{name}").read_text(encoding="utf-8"))
    assert [ast.unparse(node) for node in ast.walk(tree) if suspicious(node)] == []


def test_the_margin_is_the_gap_over_all_that_tells_the_two_apart() -> None:
    found = margin((each := three([[100, 50, 60], [50, 80, 50]])).rulebook, each.standings())
    assert found is not None  # 20 + 15 + 30 against 10 + 24 + 25: 10 - 9 + 5 over 10 + 9 + 5
    assert (found.leader, found.rival, found.gap, found.epsilon) == ("u1", "u2", 6, Fraction(6, 24))


@quickly
@given(st.lists(values, min_size=2, max_size=5))
def test_the_lead_holds_for_all_weights_inside_the_margin_and_falls_just_beyond(rows: list[list[int]]) -> None:
    each = three(rows)
    standings = each.standings()
    found = margin(each.rulebook, standings)
    assert found is not None
    if found.epsilon is None:
        return
    leader, *rivals = standings.rows
    weights = (Fraction(20), Fraction(30), Fraction(50))

    def lead(epsilon: Fraction) -> Fraction:
        """Return the least lead over any rival at the corners of the weights' box, officially scored."""
        least: list[Fraction] = []
        for signs in product((-1, 1), repeat=3):
            moved = [weight * (1 + sign * epsilon) for weight, sign in zip(weights, signs, strict=True)]
            metrics = [
                replace(entry, points=points) for entry, points in zip(each.rulebook.metrics, moved, strict=True)
            ]
            rules = replace(each.rulebook, metrics=tuple(metrics))
            totals = {row.unit: Fraction(row.total) for row in replace(each, rulebook=rules).standings().rows}
            least += [totals[leader.unit] - totals[rival.unit] for rival in rivals]
        return min(least)

    a_little, rounding = Fraction(1, 1000), Fraction(4, 10**6)
    assert lead(found.epsilon * (1 - a_little)) >= -rounding
    spread = found.gap / found.epsilon if found.epsilon else Fraction(1)
    assert lead(found.epsilon + a_little) <= rounding or spread * a_little <= rounding


def test_the_rival_who_threatens_most_need_not_be_the_second() -> None:
    each = three([[100, 50, 50], [90, 50, 50], [0, 100, 51]])
    found = margin(each.rulebook, each.standings())
    assert found is not None
    assert (found.rival, found.gap) == ("u3", Fraction("4.5"))


def test_a_lead_that_rests_on_no_metric_falls_with_no_weight() -> None:
    rulebook = book(metric("m"), metric("n", missing="renormalise"), units=2)
    each = basis(rulebook, column("m", [50, 50]) + "\nu1,n,2026-03,,not_applicable\nu2,n,2026-03,0")
    found = margin(rulebook, each.standings())
    assert found is not None
    assert (found.leader, found.gap, found.epsilon) == ("u1", 10, None)


def test_equals_have_no_margin_and_one_alone_no_rival() -> None:
    each = three([[1, 2, 3], [1, 2, 3]])
    found = margin(each.rulebook, each.standings())
    assert found is not None
    assert found.epsilon == 0
    alone = three([[1, 2, 3]])
    assert margin(alone.rulebook, alone.standings()) is None


def test_a_unit_inside_its_margin_keeps_the_first_place_in_every_draw() -> None:
    each = three([[100, 90, 90], [90, 80, 80], [50, 60, 40], [80, 10, 50]])
    found = {interval.unit: interval for interval in rank_intervals(each.rulebook, each.standings())}
    assert {unit: (interval.best, interval.worst) for unit, interval in found.items()} == {
        "u1": (1, 1),
        "u2": (2, 2),
        "u3": (3, 4),
        "u4": (3, 4),
    }
    assert (found["u4"].usual_best, found["u4"].usual_worst) == (3, 4)


@quickly
@given(st.lists(values, min_size=2, max_size=5), st.integers(min_value=0, max_value=9))
def test_intervals_are_those_of_the_seed_hold_the_rank_and_never_cross(rows: list[list[int]], seed: int) -> None:
    each = three(rows)
    standings = each.standings()
    found = rank_intervals(each.rulebook, standings, seed=seed, draws=200)
    assert found == rank_intervals(each.rulebook, standings, seed=seed, draws=200)
    exact = margin(each.rulebook, standings)
    for interval in found:
        assert 1 <= interval.best <= interval.usual_best <= interval.usual_worst <= interval.worst <= len(rows)
    assert exact is not None
    if exact.epsilon is not None and exact.epsilon > Fraction(1, 4):
        assert (found[0].best, found[0].worst) == (1, 1)
    still = rank_intervals(each.rulebook, standings, draws=3, noise=Fraction())
    assert [(each.best, each.worst) for each in still] == [(each.rank, each.rank) for each in still]


def test_another_seed_is_another_draw() -> None:
    each = three([[90, 40, 60], [40, 90, 60], [60, 60, 61], [62, 62, 59]])
    drawn = {rank_intervals(each.rulebook, each.standings(), seed=seed, draws=5) for seed in range(6)}
    assert len(drawn) > 1


def test_what_caps_cut_off_is_not_noise() -> None:
    rulebook = book(metric("m"), metric("plus", **PLUS, points=5), units=2, bonus_cap=2)
    each = basis(rulebook, column("m", [50, 61]) + "\nu1,plus,2026-03,,,b,e")
    rests = [part for part in difference(rulebook, *each.standings().rows) if part.kind == "bonus"]
    assert [part.amount for part in rests] == [3]
    assert {(found.best, found.worst) for found in rank_intervals(rulebook, each.standings())} == {(1, 2)}


def test_nobody_ranked_has_no_intervals_and_no_flat_metrics() -> None:
    rulebook = book(metric(), minimum_coverage=1, units=2)
    standings = basis(rulebook, "", final=True).standings()
    assert rank_intervals(rulebook, standings) == ()
    assert flat_metrics(rulebook, standings) == ()


def test_flat_metrics_say_whether_everybody_is_full() -> None:
    rulebook = book(metric("m"), metric("n"), metric("o"), metric("p"), units=2)
    rows = "\n".join(column(name, numbers) for name, numbers in (("m", [100, 120]), ("n", [7, 7]), ("o", [1, 2])))
    assert flat_metrics(rulebook, basis(rulebook, rows).standings()) == (
        Flat("m", Fraction(20), full=True),
        Flat("n", Fraction("1.4"), full=False),
    )


def test_full_marks_of_points_that_add_up_are_those_of_all_months() -> None:
    rulebook = book(metric(rollup="points_sum"), units=1)
    months = "\n".join(column("m", [100], f"2026-0{month}") for month in (1, 2, 3))
    assert flat_metrics(rulebook, basis(rulebook, months, "2026-Q1").standings()) == (
        Flat("m", Fraction(60), full=True),
    )


def test_leaving_a_metric_out_names_who_moves_the_decisive_first() -> None:
    each = three([[100, 50, 50], [90, 50, 50], [0, 100, 51]])
    found = {entry.metric: entry for entry in left_out(each)}
    assert [(move.unit, move.rank_before, move.rank_after) for move in found["m0"].moves] == [
        ("u3", 3, 1),
        ("u1", 1, 2),
    ]
    assert found["m0"].shift == 3
    assert [entry.shift for entry in left_out(each)] == sorted((each.shift for each in found.values()), reverse=True)


def test_the_only_base_metric_cannot_be_left_out() -> None:
    each = basis(book(metric("m"), metric("plus", **PLUS)), column("m", [1, 2]))
    assert [entry.metric for entry in left_out(each)] == ["plus"]


def test_a_rank_that_comes_or_goes_is_a_move_without_a_shift() -> None:
    each = basis(book(metric("m"), metric("n"), minimum_coverage="1/2", units=2), column("m", [1, 2]), final=True)
    found = {entry.metric: entry for entry in left_out(each)}
    assert [move.rank_after for move in found["m"].moves] == [None, None]
    assert found["m"].shift == 0


def test_a_new_rulebook_tells_whom_it_would_move() -> None:
    each = basis(book(metric("m"), metric("n"), units=3), column("m", [90, 80, 70]) + "\n" + column("n", [0, 10, 50]))
    assert moved_by(each, each.rulebook) == ()
    heavy = book(metric("m", points=10), metric("n", points=30, input="number", range=["0", "40"]), units=3)
    assert moved_by(each, heavy) == (
        Move("u2", "单位2", 2, 1, "18.00", "11.00"),
        Move("u1", "单位1", 2, 2, "18.00", "9.00"),
        Move("u3", "单位3", 1, 3, "24.00", "7.00"),  # its 50 would be refused
    )


@quickly
@given(st.integers(min_value=800_000, max_value=899_999))
def test_analysis_of_any_competition_is_possible(seed: int) -> None:
    for each in random_bases(seed):
        standings = each.standings()
        margin(each.rulebook, standings)
        ranked = [row for row in standings.rows if row.rank is not None]
        assert len(rank_intervals(each.rulebook, standings, draws=10)) == len(ranked)
        assert all(entry.shift >= 0 for entry in left_out(each))
