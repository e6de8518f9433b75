"""An arena without gaps is read in columns, and what is published is the same to the last byte; others as ever."""

import json
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from handlers.standings.actions import boards
from scoring.calendar import Period
from scoring.rulebook.model import Rulebook
from scoring.standings.cells import Cell
from scoring.standings.output import as_json
from scoring.standings.score import score
from storage import values
from storage.database import Transaction
from tests.cast import BEGIN
from tests.handlers.bench import Bench
from tests.scoring.making import book, metric
from tests.scoring.standings.test_wide import CROOKED, MARCH, STRAIGHT, random_arena, random_rules

NOW = BEGIN + timedelta(days=1)


@pytest.fixture
def tx(bench: Bench) -> Iterator[Transaction]:
    """An empty table of values, undone at the end."""
    with bench.turn() as turn:
        yield turn.tx


def both(tx: Transaction, rulebook: Rulebook, period: Period = MARCH, *, final: bool = False) -> tuple[bool, str, str]:
    """Return whether columns were read, and what is published by the usual way and from single cells."""
    columns = boards.columns_of(tx, rulebook, "a", period, NOW, final=final)
    usual = boards.standings(tx, rulebook, "a", period, NOW, final=final)
    single = score(rulebook, boards.cells(tx, period, NOW), period, "a", final=final)
    return columns is not None, *(json.dumps(as_json(each), ensure_ascii=False) for each in (usual, single))


def put(tx: Transaction, unit: str, name: str, value: str | None, period: str = "2026-03", **keys: Any) -> None:
    """Let a cell hold something from the beginning on; where it holds something already, from a little later."""
    moment = BEGIN if not values.of_metrics(tx, [name], [period], [unit]) else BEGIN + timedelta(hours=1)
    values.put(tx, Cell(unit, name, period, keys.pop("item", ""), value, **keys), moment)


def test_random_arenas_read_in_columns_are_published_to_the_last_byte_as_from_cells(tx: Transaction) -> None:
    for seed in range(30):
        dice = Random(seed)
        rulebook, columns = random_arena(dice, STRAIGHT + CROOKED, **random_rules(dice))
        with tx.rehearsal():
            for name, column in columns.items():
                for at, text in enumerate(column.texts(), 1):
                    put(tx, f"u{at}", name, text)
                    put(tx, f"u{at}", name, "1", "2026-02")
            read, usual, single = both(tx, rulebook, final=dice.random() < 0.5)
        assert read
        assert usual == single, seed


@pytest.fixture
def whole(tx: Transaction) -> Transaction:
    """Ten units, of which each has reported two metrics: u10 stands before u2 in the order of ids."""
    for at in range(1, 11):
        put(tx, f"u{at}", "m", str(at * 7))
        put(tx, f"u{at}", "n", f"{at}.5")
    return tx


TEN = book(metric("m"), metric("n"), units=10)


def test_units_keep_their_values_whatever_the_order_of_their_ids(whole: Transaction) -> None:
    read, usual, single = both(whole, TEN)
    assert read
    assert usual == single
    assert {row["unit"]: row["metrics"]["m"]["value"] for row in json.loads(usual)["rows"]}["u10"] == "70"


@pytest.mark.parametrize(
    ("unit", "value", "keys"),
    [
        ("u3", "5", {"state": "pending"}),
        ("u3", None, {"state": "not_applicable"}),
        ("u3", "99999999999999999999", {}),
        ("u11", "5", {}),
        ("u3", "5", {"item": "7"}),
    ],
)
def test_one_cell_that_is_not_plain_and_the_arena_is_read_cell_by_cell(
    whole: Transaction, unit: str, value: str | None, keys: dict[str, Any]
) -> None:
    put(whole, unit, "m", value, **keys)
    read, usual, single = both(whole, TEN)
    assert not read
    assert usual == single


def test_other_units_than_the_rulebook_names_are_no_column(whole: Transaction) -> None:
    values.clear(whole, "2026-03", "m", "u3", "", NOW)
    put(whole, "u11", "m", "5")
    read, usual, single = both(whole, TEN)
    assert not read
    assert usual == single


@pytest.mark.parametrize("keys", [{"input": "rate"}, {"missing": "last_period"}, {"period": "quarter"}])
def test_what_a_column_cannot_hold_is_not_asked_for(whole: Transaction, keys: dict[str, Any]) -> None:
    rulebook = book(metric("m"), metric("n", **keys), units=10)
    for at in range(1, 11):
        if keys.get("input"):
            put(whole, f"u{at}", "n", f"{at}/10")
    read, usual, single = both(whole, rulebook, final=True)
    assert read is ("period" in keys), "a quarterly metric does not count in a month"
    assert usual == single
