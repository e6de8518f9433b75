"""Values are intervals: what a cell held at any past moment is one read, also when the clock stands still or back."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from scoring.standings.cells import Cell
from storage import audit, values
from storage.database import Database, Transaction
from tests.storage.conftest import NOON, at

MONTH = "2026-11"


def cell(value: str | None, state: str = "pending", unit: str = "donghu", item: str = "") -> Cell:
    return Cell(unit, "reply_rate", MONTH, item, value, state, None, "")  # type: ignore[arg-type]


def held(tx: Transaction, moment: datetime) -> list[tuple[str, str | None, str]]:
    return [(one.unit, one.value, one.state) for one in values.as_of(tx, [MONTH], moment)]


def test_a_cell_holds_a_value_from_its_moment_until_the_next(database: Database) -> None:
    with database.transaction(at()) as tx:
        values.put(tx, cell("98/100"), at(hours=1))
        values.put(tx, cell("98/100", "confirmed"), at(hours=2))
        values.clear(tx, MONTH, "reply_rate", "donghu", "", at(hours=3))
        values.put(tx, cell("97/100"), at(hours=4))
        assert held(tx, at(minutes=59)) == []
        assert held(tx, at(hours=1)) == [("donghu", "98/100", "pending")]
        assert held(tx, at(hours=2) - timedelta(microseconds=1)) == [("donghu", "98/100", "pending")]
        assert held(tx, at(hours=2)) == [("donghu", "98/100", "confirmed")]
        assert held(tx, at(hours=3)) == []
        assert held(tx, at(days=365)) == [("donghu", "97/100", "pending")]


def test_cells_of_units_items_and_periods_do_not_touch_each_other(database: Database) -> None:
    with database.transaction(at()) as tx:
        values.put(tx, cell("1/2"), NOON)
        values.put(tx, cell("1/3", unit="xixi"), NOON)
        values.put(tx, cell(None, item="7"), NOON)
        values.put(tx, Cell("donghu", "reply_rate", "2026-10", "", "9/9", "confirmed", None, ""), NOON)
        values.clear(tx, MONTH, "reply_rate", "xixi", "", at(seconds=1))
        assert held(tx, at(seconds=1)) == [("donghu", "1/2", "pending"), ("donghu", None, "pending")]
        assert len(values.as_of(tx, [MONTH, "2026-10"], at(seconds=1))) == 3


def test_an_interval_that_would_end_before_it_begins_is_refused(database: Database) -> None:
    with database.transaction(at()) as tx:
        values.put(tx, cell("1/2"), NOON)
    for moment in (NOON, at(seconds=-1)):
        with pytest.raises(IntegrityError, match="interval"), database.transaction(at()) as tx:
            values.put(tx, cell("1/3"), moment)


@pytest.mark.parametrize("clock", [[0, 0, 0], [0, -3600, -7200], [0, 86400, -60]], ids=["still", "back", "on and back"])
def test_facts_are_in_order_whatever_the_clock_does(database: Database, clock: list[int]) -> None:
    moments = []
    for place, seconds in enumerate(clock):
        with database.transaction(at(seconds=seconds)) as tx:
            moments.append(audit.append(tx, 1, "report", {"value": place}))
            values.put(tx, cell(f"{place}/9"), moments[-1])
    assert moments == sorted(set(moments))
    with database.transaction(at(seconds=clock[-1])) as tx:
        for place, moment in enumerate(moments):
            assert held(tx, moment) == [("donghu", f"{place}/9", "pending")]
        assert held(tx, tx.latest()) == [("donghu", f"{len(clock) - 1}/9", "pending")]


STEPS = st.lists(
    st.tuples(st.sampled_from(["donghu", "xixi"]), st.integers(-5, 5), st.none() | st.integers(0, 9)), max_size=30
)


class Undone(Exception):  # noqa: N818 - the end of an example, no error
    """Ends a transaction that leaves nothing behind."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_past_moment_shows_what_was_known_then(
    database: Database, steps: list[tuple[str, int, int | None]]
) -> None:
    known: dict[str, str] = {}
    history: list[tuple[datetime, dict[str, str]]] = []
    now = NOON
    with suppress(Undone), database.transaction(NOON) as tx:
        for unit, seconds, value in steps:
            now += timedelta(seconds=seconds)
            moment = audit.append(Transaction(tx.connection, now), None, "step", {})
            if value is None:
                values.clear(tx, MONTH, "reply_rate", unit, "", moment)
                known.pop(unit, None)
            else:
                values.put(tx, cell(f"{value}/9", unit=unit), moment)
                known[unit] = f"{value}/9"
            history.append((moment, dict(known)))
        for moment, expected in history:
            assert {unit: value for unit, value, _ in held(tx, moment)} == expected
        raise Undone


def test_a_metric_is_complete_while_every_unit_has_one_confirmed_value(database: Database) -> None:
    def complete(tx: Transaction, hours: int) -> dict[str, tuple[str, str]]:
        return values.complete(tx, MONTH, ["reply_rate", "other"], 2, at(hours=hours))

    with database.transaction(at()) as tx:
        values.put(tx, cell("7", "confirmed", "xixi"), at(hours=1))
        values.put(tx, cell("9", "confirmed"), at(hours=2))
        values.put(tx, Cell("donghu", "third", MONTH, "", "5", "confirmed", None, ""), at(hours=2))
        values.put(tx, Cell("donghu", "reply_rate", "2026-10", "", "5", "confirmed", None, ""), at(hours=2))
        values.put(tx, cell("8.5"), at(hours=3))
        values.put(tx, cell("8.5", "confirmed"), at(hours=4))
        values.put(tx, cell("1", "confirmed", item="2"), at(hours=5))
        values.clear(tx, MONTH, "reply_rate", "donghu", "2", at(hours=6))
        values.put(tx, cell(None, "not_applicable"), at(hours=7))
        found = {hours: complete(tx, hours) for hours in range(1, 8)}
    whole = {"reply_rate": ("donghu,xixi", "8.5,7")}
    assert found == {1: {}, 2: {"reply_rate": ("donghu,xixi", "9,7")}, 3: {}, 4: whole, 5: {}, 6: whole, 7: {}}
