"""Columns in numpy's whole numbers against the same values as cells: the same standings to the last byte."""

from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest

from scoring.calendar import Period
from scoring.reading.canonical import decimal_text
from scoring.rulebook.model import Rulebook
from scoring.standings import wide
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import Standings, score
from scoring.standings.wide import Decimals, takes_columns
from tests.scoring.making import Keys, book, metric

MARCH = Period(2026, "month", 3)
STRAIGHT: list[Keys] = [
    {"kind": "goalpost", "zero_at": "12.5", "full_at": 100},
    {"kind": "goalpost", "zero_at": 90, "full_at": "-5"},
    {"kind": "efficacy", "unacceptable": 10, "satisfactory": "93.3", "clip": "both"},
    {"kind": "efficacy", "unacceptable": 10, "satisfactory": "93.3"},
    {"kind": "completion", "target": "66.6", "cap": "1.3", "floor": "0.2"},
    {"kind": "minmax"},
    {"kind": "minmax", "direction": "down", "zero_range": "half"},
    {"kind": "minmax", "base": 60, "span": "39.5", "zero_range": "half"},
]
CROOKED: list[Keys] = [
    {"kind": "bands", "edges": [[90, 10], [50, "0.5"], [10, 0]]},
    {"kind": "rank_points", "first": 10, "step": "1.5"},
    {"kind": "efficacy", "unacceptable": 10, "satisfactory": 90, "clip": "none"},
]
CHAIN = ["category:c", "metric:m1", "base", "bonus", "deductions", "metric:yearly", "category:other"]


def cell_by_cell(rulebook: Rulebook, columns: dict[str, Decimals]) -> Standings:
    """Score the same values as cells."""
    cells = [
        Cell(f"u{at}", name, str(MARCH), value=decimal_text(Fraction(top, 10**column.places)))
        for name, column in columns.items()
        for at, top in enumerate(column.scaled.tolist(), 1)
    ]
    return score(rulebook, cells, MARCH, "a", final=True)


def agree(rulebook: Rulebook, columns: dict[str, Decimals]) -> bool:
    """Say whether columns and cells publish the same, numbers and rows alike."""
    told, found = cell_by_cell(rulebook, columns), score(rulebook, columns, MARCH, "a", final=True)
    by_unit = {row.unit: (digits(row.total), row.rank) for row in told.rows}
    numbers = [by_unit[unit.id] for unit in rulebook.units_in("a")]
    return numbers == list(zip(found.totals, found.ranks, strict=True)) and as_json(found) == as_json(told)


def digits(text: str) -> int:
    return int(text.replace(".", ""))


def random_arena(dice: Random, methods: list[Keys], **competition: Any) -> tuple[Rulebook, dict[str, Decimals]]:
    count = dice.randint(2, 6)
    roles = ["base", *dice.choices(["base", "bonus", "deduction"], k=count - 1)]
    metrics = [
        metric(f"m{at}", points=dice.randint(10, 30), role=role, method=dice.choice(methods))
        for at, role in enumerate(roles)
    ]
    yearly = metric("yearly", category="other", period="year")
    units = dice.randint(1, 40)
    spread = dice.choice([1, 3, 40, 2000])  # few distinct values make ties
    columns = {
        each["id"]: Decimals(np.array([dice.randint(0, spread) * (2000 // spread) for _ in range(units)]), 1)
        for each in metrics
    }
    return book(*metrics, yearly, units=units, **competition), columns


def random_rules(dice: Random) -> dict[str, Any]:
    return {
        "places": dice.choice([0, 1, 2, 3]),
        "rounding": dice.choice(["half_up", "half_even"]),
        "ties": dice.choice(["competition", "dense", "average"]),
        "tie_break": dice.sample(CHAIN, dice.randint(0, 3)),
        "bonus_cap": dice.choice([0, 5, 20]),
        **dice.choice([{}, {"bonus_from": "10.05"}, {"bonus_from": 10**30}]),
    }


@pytest.fixture
def all_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make taking the other way a failure."""

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(wide, "_one_by_one", refuse)

    original = wide.reckon

    def reckoned(*given: Any) -> wide.Wide:
        found = original(*given)
        assert found is not None
        return found

    monkeypatch.setattr(wide, "reckon", reckoned)


@pytest.mark.usefixtures("all_proved")
def test_columns_of_straight_methods_agree_with_cells_to_the_last_digit() -> None:
    for seed in range(150):
        dice = Random(seed)
        rulebook, columns = random_arena(dice, STRAIGHT, **random_rules(dice))
        assert agree(rulebook, columns), seed


@pytest.mark.usefixtures("all_proved")
@pytest.mark.parametrize("rounding", ["half_up", "half_even"])
def test_every_exact_half_of_a_column_is_rounded_as_the_rulebook_says(rounding: str) -> None:
    rulebook = book(metric(method={"kind": "goalpost", "zero_at": 0, "full_at": 20}), units=400, rounding=rounding)
    columns = {"m": Decimals(np.arange(400) * 5, 3)}  # 0.005, 0.010, 0.015 …
    assert agree(rulebook, columns)


@pytest.mark.parametrize("round_at", ["metric", "total"])
def test_what_is_no_straight_line_or_not_rounded_on_the_way_agrees_too(round_at: str) -> None:
    for seed in range(30):
        dice = Random(seed)
        rulebook, columns = random_arena(dice, STRAIGHT + CROOKED, round_at=round_at, **random_rules(dice))
        assert agree(rulebook, columns), seed


@pytest.mark.parametrize("top", [10**9, 10**15, 10**18, 2**63 - 1])
def test_numbers_that_would_leave_64_bits_on_the_way_are_not_left_to_them(top: int) -> None:
    rulebook = book(metric(method={"kind": "minmax"}), metric("n"), units=4)
    columns = {"m": Decimals(np.array([-top, 0, top // 3, top])), "n": Decimals(np.array([-top, 1, 2, top]), 1)}
    assert agree(rulebook, columns)


def test_a_line_too_steep_for_64_bits_is_not_left_to_them_even_where_everybody_has_nothing() -> None:
    steep = {"kind": "goalpost", "zero_at": 0, "full_at": "0.000000000000000000000001"}
    assert agree(book(metric(method=steep), units=3), {"m": Decimals(np.zeros(3, dtype=np.int64))})


@pytest.mark.usefixtures("all_proved")
def test_totals_far_apart_are_sorted_rather_than_counted_off() -> None:
    rulebook = book(metric(points=9_000_000_000, method={"kind": "minmax"}), units=4)
    columns = {"m": Decimals(np.array([3, 1, 3, 2]))}
    found = score(rulebook, columns, MARCH, "a")
    assert found.totals == [900_000_000_000, 0, 900_000_000_000, 450_000_000_000]
    assert found.ranks == [1, 4, 1, 3]


@pytest.mark.parametrize(
    "keys",
    [
        {"input": "rate"},
        {"input": "rank", "method": {"kind": "external_rank"}},
        {"input": "tasks"},
    ],
)
def test_a_metric_that_takes_no_decimals_has_no_column(keys: Keys) -> None:
    with pytest.raises(ValueError, match="no column of decimals"):
        score(book(metric(**keys)), {"m": Decimals(np.arange(5))}, MARCH, "a")


def test_a_column_is_not_rolled_up() -> None:
    quarter = Period(2026, "quarter", 1)
    with pytest.raises(ValueError, match="no column of decimals in 2026-Q1"):
        score(book(metric()), {"m": Decimals(np.arange(5))}, quarter, "a")


def test_a_column_of_other_units_than_the_arena_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no column of decimals"):
        score(book(metric(), units=5), {"m": Decimals(np.arange(4))}, MARCH, "a")


def test_columns_read_from_what_was_written_are_the_same_columns() -> None:
    for seed in range(20):
        dice = Random(seed)
        rulebook, columns = random_arena(dice, STRAIGHT, **random_rules(dice))
        read = {name: Decimals.read(column.texts()) for name, column in columns.items()}
        found = score(rulebook, {name: column for name, column in read.items() if column}, MARCH, "a", final=True)
        assert as_json(found) == as_json(cell_by_cell(rulebook, columns)), seed


@pytest.mark.parametrize("texts", [["1", "3/4"], ["0.1", "9223372036854775807"], ["-9223372036854775809"]])
def test_what_is_no_decimal_or_larger_than_64_bits_is_no_column(texts: list[str]) -> None:
    assert Decimals.read(texts) is None


def test_columns_hold_all_that_is_used_only_of_decimals_of_the_period_itself() -> None:
    def takes(period: Period = MARCH, *, final: bool = True, **keys: Any) -> bool:
        return takes_columns(book(metric("n"), metric(**keys)).metrics, period, final=final)

    assert takes()
    assert takes(missing="arena_mean")
    assert takes(input="rate", rollup="mean", percent_ok=True)
    assert takes(missing="last_period", final=False)
    assert not takes(missing="last_period"), "the month before is used too"
    assert not takes(input="rate")
    assert not takes(Period(2026, "quarter", 1))


@pytest.mark.parametrize("kind", [float, np.int32, object])
def test_a_column_of_floats_or_of_smaller_numbers_is_refused(kind: Any) -> None:
    with pytest.raises(TypeError, match="whole numbers of 64 bits"):
        Decimals(np.arange(5).astype(kind))
