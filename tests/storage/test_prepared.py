from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Executable, bindparam, delete, insert, select, true, update
from sqlalchemy.exc import IntegrityError, NoResultFound

from storage.database import Database, Transaction
from storage.dialect import insert as upsert
from storage.tables.bureau import chats, fixtures, roster
from storage.tables.traffic import keyboards
from tests.storage.conftest import NOON, at, statements

PEOPLE = [("a", "甲", 1), ("b", "乙", 2), ("c", "丙", 3)]


def both_ways(tx: Transaction, statement: Executable, **values: Any) -> list[Any]:
    """Ask thrice: the third time the statement is told to the driver as it was written out."""
    with statements(tx) as seen:
        first = [tuple(row) for row in tx.all(statement, values)]
    assert len(seen) == 1
    found = [tx.all(statement, values) for _ in range(2)][-1]
    assert [tuple(row) for row in found] == first
    return found


def put_people(tx: Transaction) -> None:
    for unit, name, person in PEOPLE:
        row = {"unit": unit, "name": name, "role": "head", "telegram_id": person, "added_at": at(minutes=person)}
        tx.connection.execute(insert(roster), row)


def test_what_is_asked_again_is_answered_as_the_first_time_with_names_and_moments(database: Database) -> None:
    wanted = (
        select(roster.c.name, roster.c.added_at).where(roster.c.added_at > bindparam("since")).order_by(roster.c.id)
    )
    with database.transaction(NOON) as tx:
        put_people(tx)
        found = both_ways(tx, wanted, since=at(minutes=1))
        assert [(row.name, row.added_at) for row in found] == [("乙", at(minutes=2)), ("丙", at(minutes=3))]
        assert [row.name for row in tx.all(wanted, {"since": at(minutes=2)})] == ["丙"]
        assert tx.one(wanted, {"since": at(hours=1)}) is None
        assert tx.run(wanted, {"since": at(hours=1)}).scalar() is None
        assert tx.run(wanted, {"since": at(minutes=2)}).scalar_one() == "丙"
        with pytest.raises(NoResultFound):
            tx.run(wanted, {"since": at(hours=1)}).one()


def test_lists_are_asked_for_whatever_their_length_and_beside_lists_that_are_fixed(database: Database) -> None:
    c = roster.c
    open_list = c.unit.in_(bindparam("units", expanding=True))
    wanted = select(c.name).where(open_list, c.role.in_(["head", "leader"])).order_by(c.id).limit(2)
    with database.transaction(NOON) as tx:
        put_people(tx)
        for units, names in ((["a"], "甲"), (["c", "a"], "甲丙"), ((), ""), (["b", "c", "a"], "甲乙"), (["b"], "乙")):
            assert "".join(row.name for row in both_ways(tx, wanted, units=units)) == names


def test_a_naive_moment_is_refused_also_the_third_time(database: Database) -> None:
    wanted = select(roster.c.name).where(roster.c.added_at > bindparam("since"))
    with database.transaction(NOON) as tx:
        both_ways(tx, wanted, since=NOON)
        with pytest.raises(ValueError, match="time zone"):
            tx.run(wanted, {"since": datetime(2026, 11, 19)})  # noqa: DTZ001 - that is what is refused


def test_what_no_driver_can_say_is_refused_in_the_same_words_every_time(database: Database) -> None:
    wanted = select(fixtures.c.content).where(fixtures.c.name == bindparam("wanted"))
    with database.transaction(NOON) as tx:
        for _ in range(3):
            with pytest.raises(UnicodeEncodeError):
                tx.run(wanted, {"wanted": "\ud800"})
        assert tx.one(wanted, {"wanted": "a"}) is None


def changed(tx: Transaction, statement: Callable[[int], dict[str, Any]], how: Executable) -> list[int]:
    return [tx.run(how, statement(place)).rowcount for place in range(4)]


def test_changes_count_their_rows_and_new_rows_tell_their_keys(database: Database) -> None:
    moved = update(roster).where(roster.c.telegram_id == bindparam("who")).values(frozen_at=bindparam("frozen_at"))
    gone = delete(fixtures).where(fixtures.c.name == bindparam("wanted"))
    with database.transaction(NOON) as tx:
        put_people(tx)
        assert changed(tx, lambda place: {"who": place, "frozen_at": at(hours=place)}, moved) == [0, 1, 1, 1]
        assert [row.frozen_at for row in tx.all(select(roster.c.frozen_at))] == [at(hours=one) for one in (1, 2, 3)]
        put = insert(fixtures)
        keys = [tx.run(put, {"name": name, "content": "1"}).inserted_primary_key for name in "abcd"]
        assert [tuple(key or ()) for key in keys] == [("a",), ("b",), ("c",), ("d",)]
        assert changed(tx, lambda place: {"wanted": "xabc"[place]}, gone) == [0, 1, 1, 1]
        row = {"chat": 1, "message": 1, "letter": 1, "offered": "[]", "shown": "[]", "renewals": 0}
        new = insert(keyboards)
        numbers = [(tx.run(new, {**row, "message": m}).inserted_primary_key or ())[0] for m in range(4)]
        assert numbers == [numbers[0] + one for one in range(4)]
        count = update(keyboards).values(renewals=keyboards.c.renewals + 1).where(keyboards.c.id == bindparam("n"))
        counted = count.returning(keyboards.c.renewals)
        assert [tx.run(counted, {"n": numbers[0]}).one().renewals for _ in range(4)] == [1, 2, 3, 4]
        assert tx.written == {"roster", "fixtures", "keyboards"}


def test_what_the_database_refuses_is_told_as_ever_and_what_stands_already_is_left(database: Database) -> None:
    put, once = insert(fixtures), upsert(fixtures).on_conflict_do_nothing().returning(fixtures.c.name)
    with database.transaction(NOON) as tx:
        for name in "abc":
            tx.run(put, {"name": name, "content": "1"})
        with pytest.raises(IntegrityError), tx.savepoint():
            tx.run(put, {"name": "a", "content": "2"})
        assert [tx.run(once, {"name": name, "content": "2"}).scalar() for name in "abcde"] == [None] * 3 + ["d", "e"]
        values = {row.name: row.content for row in tx.all(select(fixtures).where(fixtures.c.content == "1"))}
        assert values == {"a": "1", "b": "1", "c": "1"}


def test_a_row_may_bear_a_name_twice_and_one_that_no_tuple_has(database: Database) -> None:
    twice = select(chats.c.chat, fixtures.c.name.label("count"), chats.c.chat).select_from(chats.join(fixtures, true()))
    with database.transaction(NOON) as tx:
        tx.run(insert(chats), {"chat": 7, "changed_at": NOON})
        tx.run(insert(fixtures), {"name": "a", "content": "1"})
        assert [tuple(row) for row in both_ways(tx, twice)] == [(7, "a", 7)]
