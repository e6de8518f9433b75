import ast
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.insight.explain import difference
from scoring.insight.robustness import DRAWS, NOISE, Shaken, margin, shaken
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


@pytest.mark.parametrize(
    "name", ["explain", "gains", "changes", "ladders", "outliers", "robustness", "targets", "what_if"]
)
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


def test_a_lead_inside_its_margin_holds_in_every_draw() -> None:
    each = three([[100, 90, 90], [90, 80, 80], [50, 60, 40], [80, 10, 50]])
    assert shaken(each.rulebook, each.standings()) == Shaken(DRAWS, kept=DRAWS, caught=0)


def test_a_lead_that_noise_can_break_is_kept_in_some_draws_and_caught_by_those_near_it() -> None:
    each = three([[90, 40, 60], [40, 90, 61], [0, 0, 1], [66, 66, 60]])
    found = shaken(each.rulebook, each.standings())
    assert found is not None
    assert 0 < found.kept < DRAWS
    assert found.caught == 2


@quickly
@given(st.lists(values, min_size=2, max_size=5))
def test_the_draws_are_the_same_each_time_and_agree_with_the_exact_margin(rows: list[list[int]]) -> None:
    each = three(rows)
    standings = each.standings()
    found, exact = shaken(each.rulebook, standings), margin(each.rulebook, standings)
    assert found is not None
    assert exact is not None
    assert found == shaken(each.rulebook, standings)
    assert (found.kept == found.draws) is (found.caught == 0)
    assert 0 <= found.caught < len(rows)
    if exact.epsilon is not None and exact.epsilon > NOISE:
        assert found.caught == 0


def test_numbers_too_large_for_64_bits_are_drawn_as_exactly() -> None:
    rows = [[90, 40, 60], [40, 90, 61], [0, 0, 1], [66, 66, 60]]
    small, large = three(rows), three(rows, ("20000000000", "30000000000", "50000000000"))
    assert shaken(large.rulebook, large.standings()) == shaken(small.rulebook, small.standings())


def test_what_caps_cut_off_is_not_noise() -> None:
    rulebook = book(metric("m"), metric("plus", **PLUS, points=5), units=2, bonus_cap=2)
    each = basis(rulebook, column("m", [50, 61]) + "\nu1,plus,2026-03,,,b,e")
    standings = each.standings()
    assert [row.unit for row in standings.rows] == ["u2", "u1"]
    rests = [part for part in difference(rulebook, *standings.rows) if part.kind == "bonus"]
    assert [part.amount for part in rests] == [3]
    found = shaken(rulebook, standings)
    assert found is not None
    assert 0 < found.kept < DRAWS
    assert found.caught == 1


def test_nobody_ranked_has_no_lead() -> None:
    rulebook = book(metric(), minimum_coverage=1, units=2)
    standings = basis(rulebook, "", final=True).standings()
    assert margin(rulebook, standings) is None
    assert shaken(rulebook, standings) is None


@quickly
@given(st.integers(min_value=800_000, max_value=899_999))
def test_analysis_of_any_competition_is_possible(seed: int) -> None:
    for each in random_bases(seed):
        standings = each.standings()
        ranked = [row for row in standings.rows if row.rank is not None]
        found, exact = shaken(each.rulebook, standings), margin(each.rulebook, standings)
        assert (found is None) is (exact is None) is (len(ranked) < 2)
        if exact is not None:
            rival = next(row for row in ranked if row.unit == exact.rival)
            parts = difference(each.rulebook, ranked[0], rival)
            apart = sum(abs(part.amount) for part in parts if part.kind == "metric")
            assert exact.gap == sum(part.amount for part in parts)
            assert exact.epsilon == (exact.gap / apart if apart and exact.gap else None if exact.gap else 0)
