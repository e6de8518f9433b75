from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.insight.changes import Change, Move, change, moves
from scoring.insight.what_if import Basis, fitting
from scoring.rulebook.model import Rulebook
from scoring.standings.cells import Cell
from tests.scoring.bases import at, basis, random_bases
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
        after = Basis(rules, kept, before.period.shifted(dice.choice([0, 1])), before.arena, final=True)
        mended = tuple(cell for cell in before.cells if dice.random() < 0.9)
        for unit in rules.units_in(before.arena):
            found = change(before, after, unit.id, mended)
            assert found is not None
            total = sum(effect.points for effect in found.effects)
            assert total == Fraction(found.after.total) - Fraction(found.before.total)
            assert found.after == next(row for row in after.standings().rows if row.unit == unit.id)
            assert found.effects[0].rank_before == found.before.rank
            assert found.effects[-1].rank_after == found.after.rank
            assert [effect.cause for effect in found.effects] == ["corrections", "rules", "own", "others"]


def test_fixed_standards_leave_nothing_to_the_others_but_the_rank() -> None:
    before = basis(book(metric()), column("m", [50, 60, 70]))
    after = basis(before.rulebook, column("m", [65, 60, 80], "2026-04"), "2026-04")
    found = change(before, after, "u1")
    assert split(found) == {"corrections": "0", "rules": "0", "own": "3", "others": "0"}
    assert found is not None
    assert [(effect.rank_before, effect.rank_after) for effect in found.effects] == [(3, 3), (3, 3), (3, 2), (2, 2)]


def test_relative_methods_let_the_others_move_a_unit() -> None:
    before = basis(book(metric(method={"kind": "minmax"})), column("m", [50, 0, 100]))
    after = basis(before.rulebook, column("m", [50, 0, 200]))
    assert split(change(before, after, "u1")) == {"corrections": "0", "rules": "0", "own": "0", "others": "-5"}


def test_a_correction_of_the_earlier_value_is_no_merit_of_the_new_one() -> None:
    before = basis(book(metric()), column("m", [50, 60]))
    mended = basis(before.rulebook, column("m", [40, 60])).cells
    after = basis(before.rulebook, column("m", [70, 60], "2026-04"), "2026-04")
    expected = {"corrections": "-2", "rules": "0", "own": "6", "others": "0"}
    assert split(change(before, after, "u1", mended)) == expected


def test_new_rules_are_told_from_new_values() -> None:
    before = basis(book(metric()), column("m", [50, 60]))
    strict = book(metric(method={"kind": "goalpost", "zero_at": 40, "full_at": 100}))
    after = basis(strict, column("m", [70, 60], "2026-04"), "2026-04")
    found = split(change(before, after, "u1"))
    assert Fraction(found["rules"]) == Fraction("3.33") - 10
    assert Fraction(found["own"]) == Fraction(10) - Fraction("3.33")


def test_closing_the_period_belongs_to_the_rules() -> None:
    before = basis(book(metric("m"), metric("n", missing="renormalise")), column("m", [50]))
    assert split(change(before, replace(before, final=True), "u1"))["rules"] == "10"


def test_a_value_that_the_new_rules_refuse_counts_as_not_reported() -> None:
    before = basis(book(metric()), column("m", [50, 60]))
    after = basis(book(rate()), column("m", ["7/10", "6/10"], "2026-04"), "2026-04")
    assert split(change(before, after, "u1")) == {"corrections": "0", "rules": "-10", "own": "14", "others": "0"}


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


def two(rulebook: Rulebook, first: str, second: str) -> tuple[Basis, Basis]:
    return basis(rulebook, "", first), basis(rulebook, "", second)


def test_years_and_quarters_are_compared_with_their_own_kind_only() -> None:
    months = column("m", [50], "2025-12") + "\n" + column("m", [60], "2026-12")
    each = basis(book(metric(rollup="sum"), metric("q", period="quarter")), months, "2025")
    assert split(change(each, replace(each, period=at("2026")), "u1"))["own"] == "2"
    before, after = two(each.rulebook, "2026-Q1", "2026-01")
    with pytest.raises(ValueError, match="different kinds"):
        change(before, after, "u1")


def test_a_quarterly_value_keeps_its_quarter_when_the_year_turns() -> None:
    rulebook = book(metric(period="quarter"))
    before = basis(rulebook, column("m", [50], "2025-Q4"), "2025-Q4")
    after = basis(rulebook, column("m", [50], "2026-Q1"), "2026-Q1")
    assert set(split(change(before, after, "u1")).values()) == {"0"}


def test_who_is_new_or_gone_has_no_change() -> None:
    few, many = basis(book(metric(), units=1), ""), basis(book(metric(), units=2), "")
    assert change(few, many, "u2") is None
    assert change(many, few, "u2") is None


def test_a_cell_of_no_period_moves_nowhere() -> None:
    before = basis(book(metric()), column("m", [50]))
    odd = replace(before, cells=(*before.cells, Cell("u1", "m", "some day", value="3")))
    assert set(split(change(odd, before, "u1")).values()) == {"0"}


def test_moves_list_every_unit_whose_rank_or_total_differs() -> None:
    old = basis(book(metric(), units=3), column("m", [50, 60, 0]))
    new = basis(
        book(metric(method={"kind": "goalpost", "zero_at": 0, "full_at": 60}), units=4), column("m", [50, 60, 0])
    )
    assert moves(old.standings(), new.standings()) == (
        Move("u2", "单位2", 1, 1, "12.00", "20.00"),
        Move("u1", "单位1", 2, 2, "10.00", "16.67"),
        Move("u4", "单位4", None, 3, None, "0.00"),
    )
    assert Move("u4", "单位4", 3, None, "0.00", None) in moves(new.standings(), old.standings())
    assert moves(old.standings(), old.standings()) == ()
