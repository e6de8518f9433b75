from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.insight.changes import Change, change
from scoring.insight.what_if import Basis, fitting
from scoring.standings.cells import Cell
from tests.scoring.bases import basis, random_bases
from tests.scoring.making import book, column, metric, rate

quickly = settings(max_examples=25, deadline=None, derandomize=True, database=None)
seeds = st.integers(min_value=700_000, max_value=799_999)


def split(found: Change | None) -> dict[str, str]:
    assert found is not None
    return {effect.cause: str(effect.points) for effect in found.effects}


@quickly
@given(seeds)
def test_the_effects_add_up_to_the_change_exactly_for_every_unit(seed: int) -> None:
    dice = Random(seed)
    for before in random_bases(seed, final=False):
        kept = tuple(cell for cell in before.cells if dice.random() < 0.8)
        metrics = tuple(entry for entry in before.rulebook.metrics if entry.role == "base" or dice.random() < 0.5)
        rules = replace(before.rulebook, metrics=metrics, fingerprint="other")
        after = Basis(rules, kept, before.period, before.arena, final=True)
        locked = tuple(cell for cell in before.cells if dice.random() < 0.9)
        for unit in rules.units_in(before.arena):
            found = change(before, after, unit.id, locked)
            assert found is not None
            total = sum(effect.points for effect in found.effects)
            assert total == Fraction(found.after.total) - Fraction(found.before.total)
            assert found.after == next(row for row in after.standings().rows if row.unit == unit.id)
            assert found.effects[0].rank_before == found.before.rank
            assert found.effects[-1].rank_after == found.after.rank
            assert [effect.cause for effect in found.effects] == ["rules", "own", "others", "corrections"]


def test_fixed_standards_leave_nothing_to_the_others_but_the_rank() -> None:
    before = basis(book(metric()), column("m", [50, 60, 70]))
    after = basis(before.rulebook, column("m", [65, 60, 80]))
    found = change(before, after, "u1")
    assert split(found) == {"rules": "0", "own": "3", "others": "0", "corrections": "0"}
    assert found is not None
    assert [(effect.rank_before, effect.rank_after) for effect in found.effects] == [(3, 3), (3, 2), (2, 2), (2, 2)]


def test_relative_methods_let_the_others_move_a_unit() -> None:
    before = basis(book(metric(method={"kind": "minmax"})), column("m", [50, 0, 100]))
    after = basis(before.rulebook, column("m", [50, 0, 200]))
    assert split(change(before, after, "u1")) == {"rules": "0", "own": "0", "others": "-5", "corrections": "0"}


def test_what_differs_from_the_values_at_the_lock_is_a_correction_and_no_merit() -> None:
    before = basis(book(metric(method={"kind": "minmax"})), column("m", [50, 0, 100]))
    locked = basis(before.rulebook, column("m", [60, 0, 120])).cells
    after = basis(before.rulebook, column("m", [60, 0, 100]))
    found = split(change(before, after, "u1", locked))
    assert found == {"rules": "0", "own": "2", "others": "-2", "corrections": "2"}
    assert split(change(before, after, "u1", before.cells))["corrections"] == "2"
    assert split(change(before, after, "u1"))["corrections"] == "0"


def test_new_rules_are_told_from_new_values() -> None:
    before = basis(book(metric()), column("m", [50, 60]))
    strict = book(metric(method={"kind": "goalpost", "zero_at": 40, "full_at": 100}))
    after = basis(strict, column("m", [70, 60]))
    found = split(change(before, after, "u1"))
    assert Fraction(found["rules"]) == Fraction("3.33") - 10
    assert Fraction(found["own"]) == Fraction(10) - Fraction("3.33")


def test_closing_the_period_belongs_to_the_rules() -> None:
    before = basis(book(metric("m"), metric("n", missing="renormalise")), column("m", [50]))
    assert split(change(before, replace(before, final=True), "u1"))["rules"] == "10"


def test_a_value_that_the_new_rules_refuse_counts_as_not_reported() -> None:
    before = basis(book(metric()), column("m", [50, 60]))
    after = basis(book(rate()), column("m", ["7/10", "6/10"]))
    assert split(change(before, after, "u1")) == {"rules": "-10", "own": "14", "others": "0", "corrections": "0"}


@pytest.mark.parametrize(
    ("cell", "fits"),
    [
        (Cell("u1", "m", "2026-03", value="50"), True),
        (Cell("u1", "m", "2026-03", value="150"), False),
        (Cell("u1", "m", "2026-03", value="5/10"), False),
        (Cell("u1", "m", "2026-03"), False),
        (Cell("u1", "m", "2026-03", state="not_applicable"), True),
        (Cell("u1", "gone", "2026-03", value="50"), False),
        (Cell("u1", "e", "2026-03", level="city"), True),
        (Cell("u1", "e", "2026-03", level="town"), False),
    ],
)
def test_what_fits_a_rulebook_is_what_it_would_read(cell: Cell, fits: bool) -> None:  # noqa: FBT001 - a parameter
    events: dict[str, Any] = {"input": "events", "method": {"kind": "events", "levels": {"city": 2}}}
    rulebook = book(metric(range=["0", "100"]), metric("e", **events))
    assert bool(fitting(rulebook, [cell])) is fits


def test_who_is_new_or_gone_has_no_change() -> None:
    few, many = basis(book(metric(), units=1), ""), basis(book(metric(), units=2), "")
    assert change(few, many, "u2") is None
    assert change(many, few, "u2") is None
