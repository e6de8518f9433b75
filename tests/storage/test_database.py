"""The one way to change the database: all or nothing, one writer, readers that cannot write, one who checkpoints."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from storage import audit, chats, house, nil_returns
from storage.database import Database, Transaction, UnavailableError, WouldWriteError, asked_once
from storage.tables import bureau
from tests.engine import newest, sqlite_alone
from tests.storage.conftest import NOON, at


def facts(database: Database) -> int:
    with database.reading(NOON) as tx:
        return int(tx.run(text("SELECT count(*) FROM audit")).scalar_one())


def append_and_fail(tx: Transaction) -> None:
    audit.append(tx, 1, "lost", {})
    raise RuntimeError


def move_and_fail(tx: Transaction, to: str) -> None:
    house.fix(tx, "group", to)
    assert house.fixture(tx, "group") == to
    raise RuntimeError


def test_what_raises_is_rolled_back_whole(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction(at()) as tx:
        append_and_fail(tx)
    assert facts(database) == 0


def test_a_part_may_fail_by_itself(database: Database) -> None:
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "kept", {})
        with pytest.raises(RuntimeError), tx.savepoint():
            append_and_fail(tx)
        audit.append(tx, 1, "kept too", {})
    assert facts(database) == 2
    assert database.look(audit.first_difference) is None


def test_a_part_that_is_only_tried_touches_nothing(database: Database) -> None:
    """Else looking whether a button does something owes its message another look, in one transaction without end."""
    with database.transaction(at()) as tx:
        tx.touched.add("before")
        with pytest.raises(WouldWriteError), tx.trial():
            nil_returns.add(tx, "donghu", "reply", "2026-11", 1)
        assert tx.touched == {"before"}
        assert nil_returns.of(tx, ["2026-11"]) == set()


def test_what_was_asked_is_asked_again_once_something_else_may_be_the_answer(database: Database) -> None:
    with database.transaction(at()) as tx:
        assert house.fixture(tx, "group") is None
        house.fix(tx, "group", "-1")
        assert house.fixture(tx, "group") == "-1"
        with pytest.raises(RuntimeError), tx.savepoint():
            move_and_fail(tx, "-2")
        assert house.fixture(tx, "group") == "-1"
        with tx.rehearsal():
            house.fix(tx, "group", "-3")
            assert house.fixture(tx, "group") == "-3"
        assert house.fixture(tx, "group") == "-1"
        audit.append(tx, None, "moved", {})
    with database.transaction(at()) as tx:
        house.fix(tx, "group", "-4")
        audit.append(tx, None, "moved", {})
    with database.reading(NOON) as tx:
        assert house.fixture(tx, "group") == "-4"


def test_a_question_is_asked_once_until_its_own_table_is_written_to(database: Database) -> None:
    asked: list[str] = []

    @asked_once(bureau.fixtures)
    def question(_tx: Transaction, name: str) -> None:
        asked.append(name)

    with database.transaction(at()) as tx:
        for name in ("a", "a", "b"):
            question(tx, name)
        audit.append(tx, 1, "elsewhere", {})
        question(tx, "a")
        assert asked == ["a", "b"]
        house.see(tx, "seen", "")
        question(tx, "a")
        assert asked == ["a", "b", "a"]


def test_what_is_asked_of_facts_is_asked_anew_once_the_chain_has_grown_by_another_hand(database: Database) -> None:
    asked: list[str] = []

    @asked_once(bureau.fixtures, lasts=True)
    def group(tx: Transaction) -> str | None:
        asked.append("group")
        return tx.run(select(bureau.fixtures.c.content).where(bureau.fixtures.c.name == "group")).scalar()

    def move(tx: Transaction, to: str) -> None:
        house.fix(tx, "group", to)
        audit.append(tx, 1, "move", {})

    def answers(times: int) -> list[str | None]:
        asked.clear()
        found = [database.look(group)]
        with database.transaction(at()) as tx:
            found.append(group(tx))
        assert len(asked) == times
        return found

    assert answers(2) == [None, None]  # nothing was ever done here: by what should it be known that nothing else was?
    with database.transaction(at()) as tx:
        move(tx, "-1")
    assert answers(1) == ["-1", "-1"]
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "something else", {})
    assert answers(0) == ["-1", "-1"]
    with pytest.raises(RuntimeError), database.transaction(at()) as tx:
        move_and_fail(tx, "-2")
    assert answers(0) == ["-1", "-1"]
    with database.transaction(at()) as tx:
        assert group(tx) == "-1"
        move(tx, "-3")
        assert group(tx) == "-3"
    assert answers(1) == ["-3", "-3"]
    other = Database(database.place)
    with other.transaction(at()) as tx:
        move(tx, "-4")
    other.close()
    assert answers(1) == ["-4", "-4"]
    with database.reading(at()) as behind:
        assert group(behind) == "-4"
        with database.transaction(at()) as tx:
            move(tx, "-5")
        behind.answers.clear()
        assert group(behind) == "-4"
    assert answers(1) == ["-5", "-5"]


def test_what_one_database_was_told_is_not_written_out_anew_for_another(database: Database, tmp_path: Path) -> None:
    def ask(one: Database) -> None:
        with one.reading(NOON) as tx:
            house.fixture(tx, "group")

    ask(database)
    written_out = database._engine.reader.get_execution_options()["compiled_cache"]
    known = len(written_out)
    other = Database(newest(tmp_path / "other.db"))
    ask(other)
    other.close()
    assert len(written_out) == known > 0


def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs a time zone"), database.transaction(datetime(2026, 11, 19)) as tx:  # noqa: DTZ001 - what is refused
        chats.note_chat(tx, 1, None)
    with database.reading(at()) as tx:
        assert not chats.is_down(tx, 1)


def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    local = datetime.fromisoformat("2026-11-19T20:00:00.000001+08:00")
    with database.transaction(local) as tx:
        audit.append(tx, 1, "report", {})
        stored = tx.run(select(bureau.audit.c.moment)).scalar_one()
        assert stored == local
        assert stored.isoformat() == "2026-11-19T12:00:00.000001+00:00"


def test_a_reader_sees_what_is_committed_and_cannot_write(database: Database) -> None:
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
        assert facts(database) == 0
    assert facts(database) == 1
    with pytest.raises(DBAPIError, match=r"read-?only"), database.reading(at()) as tx:
        tx.run(text("DELETE FROM audit"))


@sqlite_alone
def test_durability_is_not_traded_for_speed(database: Database) -> None:
    with database.transaction(at()) as tx:
        pragmas = {name: tx.run(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")}
        assert pragmas == {"journal_mode": "wal", "synchronous": 2}
        assert tx.run(text("PRAGMA foreign_keys")).scalar() == 1


def test_only_one_process_holds_the_run_lock_and_it_can_be_had_after_it(database: Database) -> None:
    other = Database(database.place)
    assert (database.holds_lock, other.holds_lock) == (True, False)
    other.close()
    third = Database(database.place)
    assert not third.holds_lock
    third.close()


@sqlite_alone
def test_who_does_not_hold_the_run_lock_leaves_the_write_ahead_log_alone(database: Database) -> None:
    log = database.place.with_name("leitai.db-wal")
    other = Database(database.place)
    write(other, 12)
    grown, size = log.stat().st_size, database.place.stat().st_size
    assert grown > 1100 * 4096
    write(database, 1)
    assert database.place.stat().st_size > size
    other.close()
    assert log.exists()


def write(database: Database, rows: int) -> None:
    """Commit so many facts of a hundred pages each."""
    for _ in range(rows):
        with database.transaction(at()) as tx:
            audit.append(tx, 1, "report", {"note": "x" * 100 * 4096})


@sqlite_alone
def test_a_full_disk_is_told_apart_and_leaves_everything_as_it_was(database: Database) -> None:
    write(database, 1)
    with database.transaction(at()) as tx:
        pages = tx.run(text("PRAGMA page_count")).scalar_one()
        tx.run(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(UnavailableError, match="full"), database.transaction(at()) as tx, tx.savepoint():
        audit.append(tx, 1, "report", {"note": "x" * 100 * 4096})
    assert facts(database) == 1
    with database.transaction(at()) as tx:
        tx.run(text("PRAGMA max_page_count = 1000000"))
    write(database, 1)
    assert database.look(audit.first_difference) is None


@sqlite_alone
def test_a_lock_held_too_long_is_told_apart_and_leaves_everything_as_it_was(database: Database) -> None:
    with database.transaction(at()) as tx:
        tx.run(text("PRAGMA busy_timeout = 1"))
    holder = sqlite3.connect(database.place, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError, match="locked"), database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
    assert facts(database) == 0
    holder.execute("ROLLBACK")
    holder.close()
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
    assert facts(database) == 1


def test_a_fault_that_does_not_pass_is_not_taken_for_one(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"no such table|does not exist"), database.transaction(at()) as tx:
        tx.run(text("SELECT * FROM nowhere"))


@sqlite_alone
def test_a_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    database = Database(tmp_path / "a" / "b" / "leitai.db")
    database.migrate()
    database.refuse_unless_usable()
    database.close()
    assert (tmp_path / "a" / "b" / "leitai.db").is_file()
