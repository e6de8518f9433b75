"""Matters and their acts: numbered in one series, never twice by one cause, found by number, message and parent."""

import pytest
from sqlalchemy.exc import IntegrityError

from scoring.matters.part import Terms
from storage import matters
from storage.database import Database, Transaction
from storage.matters import Act, Matter, Owned
from tests.storage.conftest import at

TERMS = Terms("task", ("office",), ("office",), 2026, ("month",))
MATTER = Matter(0, "urgent", "排查", None, None, ("south",), None, None, 2101, "吴主任", at(), at(), -100, 7, 42)


def assigned(tx: Transaction, cause: str = "inbox:1", ordinal: int = 0, matter: Matter = MATTER) -> int:
    number = matters.open_new(tx, matter, cause, ordinal).number
    for place, unit in enumerate(("west", "east")):
        matters.add_part(tx, Owned(number, unit, 40, at(days=5), TERMS))
        matters.add_act(tx, act(number, unit, cause, ordinal * 100 + place))
    return number


def act(number: int, unit: str, cause: str, ordinal: int) -> Act:
    return Act(
        "assign", 2101, at(), at(), at(days=5), 40,
        number=number, unit=unit, person_name="吴主任", cause=cause, ordinal=ordinal, chat=-100, message=7,
    )  # fmt: skip


def test_a_matter_is_read_with_its_parts_in_the_order_they_were_given(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert [assigned(tx), assigned(tx, ordinal=1)] == [1, 2]
        matter = matters.get(tx, 1)
        assert matter is not None
        assert (matter.title, matter.helpers, matter.bot) == ("排查", ("south",), 42)
        assert [(part.number, part.unit) for part in matters.every(tx)] == [
            (1, "west"), (1, "east"), (2, "west"), (2, "east"),
        ]  # fmt: skip
        (part,) = (one for one in matters.every(tx, [2]) if one.unit == "east")
        assert part == matters.part(tx, 2, "east")
        assert (part.terms, part.told[0].deadline, part.told[0].quantity) == (TERMS, at(days=5), 40)
        assert matters.part(tx, 2, "north") is None
        assert matters.get(tx, 3) is None


def test_one_place_of_one_message_gives_one_number_and_one_act(database: Database) -> None:
    with database.transaction(at()) as tx:
        assigned(tx)
    with pytest.raises(IntegrityError):
        again(database)
    with pytest.raises(IntegrityError):
        act_again(database)


def again(database: Database) -> None:
    with database.transaction(at()) as tx:
        assigned(tx)


def act_again(database: Database) -> None:
    with database.transaction(at()) as tx:
        matters.add_act(tx, act(1, "west", "inbox:1", 1))


def test_what_a_message_did_is_found_by_it_and_by_the_account_that_was_told(database: Database) -> None:
    with database.transaction(at()) as tx:
        assigned(tx)
        assert matters.assigned_by(tx, -100, 7, 42) == [1]
        assert matters.assigned_by(tx, -100, 7, 43) == []
        assert matters.assigned_by(tx, -100, 8, 42) == []
        assert matters.acted_by(tx, -100, 7, 43) == [(1, "west"), (1, "east")]


def test_what_stands_below_a_matter_is_found_at_any_depth(database: Database) -> None:
    with database.transaction(at()) as tx:
        for place, parent in enumerate((None, 1, 2, 1)):
            above = Matter(0, "urgent", f"第{place}件", None, parent, (), None, None, 2101, "吴主任", at(), at())
            matters.open_new(tx, above, "inbox:1", place)
        assert matters.below(tx, 1) == {2: 1, 3: 2, 4: 1}
        assert [one.number for one in matters.without_parts(tx)] == [1, 2, 3, 4]
