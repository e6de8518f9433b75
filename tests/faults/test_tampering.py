"""Whoever changes the database by hand is found out: every fact of every table follows from the audit chain.

What is changed is taken from the tables themselves, so that no new column can be forgotten.
"""

import json
import pickle
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table, text
from sqlalchemy.exc import IntegrityError

from bot.commands import texts
from storage import audit, facts, publications, sealed
from storage.database import Database, Transaction
from storage.facts import FACT_TABLES, TRAFFIC_COLUMNS, TRAFFIC_ROWS, TRAFFIC_TABLES
from storage.replay import Post, Row
from storage.sealed import Difference
from storage.tables import metadata
from tests.faults.bureau import MONDAY


@pytest.fixture(scope="module")
def books(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database of the bureau in the hands of somebody whom no key and no check holds back."""
    path = Path(shutil.copy(untouched / "leitai.db", tmp_path_factory.mktemp("books") / "leitai.db"))
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall():
            raw.execute(f"DROP INDEX {name}")
    database = Database(path)
    raw = database._engine.writer.raw_connection().driver_connection  # type: ignore[assignment]
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        raw.execute(f"PRAGMA {pragma}")
    yield database
    database.close()


@pytest.fixture(autouse=True, scope="module")
def _reckoned_once() -> Iterator[None]:
    """Reckon what is published from the same values once: most changes here are about something else."""
    reckon, known = sealed._comes_out, dict[bytes, bool]()

    def once(post: Post, row: Row, *, final: bool) -> bool:
        asked = pickle.dumps((post, row.get("body"), final))
        if asked not in known:
            known[asked] = reckon(post, row, final=final)
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "_comes_out", once)
        yield


class Undone(Exception):  # noqa: N818 - the end of an example, no error
    """Ends a transaction that leaves nothing behind."""


@contextmanager
def hand(books: Database) -> Iterator[Transaction]:
    """Let a hand change what it likes, and undo it."""
    try:
        with books.transaction(MONDAY) as tx:
            yield tx
            raise Undone  # noqa: TRY301 - the way out of a transaction
    except Undone:
        pass


def rows_of(books: Database, table: Table) -> list[dict[str, Any]]:
    """Return the facts of a table as they are stored."""
    with books.reading(MONDAY) as tx:
        found = tx.run(text(f"SELECT * FROM {table.name}")).mappings().all()  # noqa: S608 - our own tables
    rows = [dict(row) for row in found]
    left_out = TRAFFIC_ROWS.get(table.name, lambda _row: False)
    kept = [row for row in rows if not left_out(row)]
    assert kept, f"the bureau has no {table.name}"
    return kept


def some(rows: list[Any], most: int = 4) -> list[Any]:
    """Return a few of many, spread over all of them."""
    return rows if len(rows) <= most else [rows[place * (len(rows) - 1) // (most - 1)] for place in range(most)]


def keys_of(table: Table) -> list[str]:
    return list(table.primary_key.columns.keys())


def where(table: Table, row: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the condition by which a row is found, and its values."""
    return " AND ".join(f"{name} = :key_{name}" for name in keys_of(table)), {
        f"key_{name}": row[name] for name in keys_of(table)
    }


def change(tx: Transaction, table: Table, row: dict[str, Any], to: dict[str, Any]) -> None:
    condition, key = where(table, row)
    told = ", ".join(f"{name} = :{name}" for name in to)
    changed = tx.run(text(f"UPDATE {table.name} SET {told} WHERE {condition}").bindparams(**to, **key))  # noqa: S608
    assert changed.rowcount == 1


def insert(tx: Transaction, table: Table, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    held = ", ".join(f":{name}" for name in row)
    tx.run(text(f"INSERT INTO {table.name} ({names}) VALUES ({held})").bindparams(**row))  # noqa: S608


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    if value is None:
        return "1"
    return value + 10_007 if isinstance(value, int) else f"{value}x"


def noticed(tx: Transaction) -> list[Difference]:
    """Return what verify finds; each difference can be told with the table that it is about."""
    found = sealed.look(tx).differences
    for one in found:
        assert found.count(one) == 1, "told once"
        assert texts.TABLES.get(one.table, "存证链") in texts.difference(one)
    return found


def is_traffic(table: Table, column: Column[Any]) -> bool:
    return (table.name, column.name) in TRAFFIC_COLUMNS


COLUMNS = [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in FACT_TABLES for c in t.columns if not is_traffic(t, c)]
MARKS = [pytest.param(t, c, id=f"{t.name}.{c.name}") for t in FACT_TABLES for c in t.columns if is_traffic(t, c)]
TABLES = [pytest.param(table, id=table.name) for table in FACT_TABLES]


def test_a_database_that_nobody_touched_has_no_difference(books: Database) -> None:
    with hand(books) as tx:
        found = sealed.look(tx)
    assert (found.differences, found.since) == ([], 1)
    assert found.rows > 40


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_of_a_fact_that_is_changed_is_noticed(books: Database, table: Table, column: Column[Any]) -> None:
    rows = some(rows_of(books, table), 2)
    known = {row[column.name] for row in rows}
    tried = 0
    for row in rows:
        mine = row[column.name]
        for value in ({other(mine), None if column.nullable else ""} | known) - {mine}:
            try:
                with hand(books) as tx:
                    change(tx, table, row, {column.name: value})
                    assert noticed(tx), (row, value)
                    tried += 1
            except IntegrityError:
                assert column.primary_key, "two rows cannot have one key"
    assert tried >= len(rows)


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_that_is_gone_is_noticed(books: Database, table: Table) -> None:
    for row in rows_of(books, table):
        with hand(books) as tx:
            condition, key = where(table, row)
            tx.run(text(f"DELETE FROM {table.name} WHERE {condition}").bindparams(**key))  # noqa: S608
            found = [one.table for one in noticed(tx)]
            assert table.name in found if table.name == "identities" else found == [table.name], row


@pytest.mark.parametrize("table", TABLES)
def test_a_fact_that_is_added_is_noticed(books: Database, table: Table) -> None:
    rows = rows_of(books, table)
    for row in some(rows):
        for name in keys_of(table):
            new = {**row, name: max(one[name] for one in rows)}
            new[name] = other(new[name])
            with hand(books) as tx:
                insert(tx, table, new)
                assert [(one.kind, one.table) for one in noticed(tx)] == [("extra", table.name)], new


@pytest.mark.parametrize("table", TABLES)
def test_facts_that_change_places_are_noticed(books: Database, table: Table) -> None:
    rows, keys = some(rows_of(books, table)), keys_of(table)
    for one, two in pairwise(rows):
        inside = [[(name, row[name]) for name in row if name not in keys] for row in (one, two)]
        if inside[0] == inside[1]:
            continue
        with hand(books) as tx:
            change(tx, table, one, dict(inside[1]))
            change(tx, table, two, dict(inside[0]))
            if noticed(tx) == []:  # only what is traffic was another
                assert {name for (name, a), (_, b) in zip(*inside, strict=True) if a != b} <= {
                    column for _, column in TRAFFIC_COLUMNS
                }


def test_whoever_a_mark_of_the_chain_stands_for_cannot_become_somebody_else(books: Database) -> None:
    live = "SELECT min(mark) FROM identities WHERE salt IS NOT NULL"
    for column, value in (("owner", "7"), ("content", "'某某'"), ("salt", "'0'"), ("salt", "NULL")):
        with hand(books) as tx:
            tx.run(text(f"UPDATE identities SET {column} = {value} WHERE mark = ({live})"))  # noqa: S608
            assert "identities" in {one.table for one in noticed(tx)}, column
    with hand(books) as tx:
        tx.run(text(f"DELETE FROM identities WHERE mark = ({live})"))  # noqa: S608
        assert noticed(tx)


@pytest.mark.parametrize(("table", "column"), MARKS)
def test_what_is_traffic_may_change(books: Database, table: Table, column: Column[Any]) -> None:
    for row in rows_of(books, table):
        with hand(books) as tx:
            change(tx, table, row, {column.name: other(row[column.name])})
            assert noticed(tx) == []


def test_what_is_left_out_is_known_and_each_has_its_reason() -> None:
    assert {table.name for table in metadata.sorted_tables} == {t.name for t in FACT_TABLES} | TRAFFIC_TABLES.keys()
    derived = {"part_standings", "part_counts"}
    traffic = {"inbox", "outbox", "drafts", "keyboards", "keyboard_topics", "pictures", "audit"}
    assert TRAFFIC_TABLES.keys() == traffic | derived
    assert TRAFFIC_COLUMNS.keys() == {
        ("chats", "down"),
        ("chats", "changed_at"),
        ("chats", "menu"),
        ("versions", "bot"),
        ("matters", "bot"),
        ("matter_acts", "bot"),
        ("attachments", "report"),
        ("attachments", "attempts"),
        ("attachments", "not_before"),
        ("attachments", "fault"),
    }
    assert TRAFFIC_ROWS.keys() == {"attachments", "chats", "fixtures", "identities", "ledger"}
    assert all([*TRAFFIC_TABLES.values(), *TRAFFIC_COLUMNS.values(), *facts.TRAFFIC_JOBS.values()])


def test_a_row_of_the_chain_that_is_changed_is_noticed_and_what_it_says_is_held_against_the_tables(
    books: Database,
) -> None:
    for body, kinds in (
        ("replace(body, '98/100', '99/100')", {"broken", "changed"}),
        ("'{'", {"broken", "unreadable", "extra"}),
        ("'[]'", {"broken", "unreadable", "extra"}),
        ('\'{"facts":[["nowhere",{}]]}\'', {"broken", "unreadable", "extra"}),
    ):
        with hand(books) as tx:
            first = "(SELECT min(seq) FROM audit WHERE act = 'report')"
            tx.run(text(f"UPDATE audit SET body = {body} WHERE seq = {first}"))  # noqa: S608
            assert kinds <= {one.kind for one in noticed(tx)}


def test_a_publication_that_is_sealed_but_is_not_what_the_values_give_is_noticed(books: Database) -> None:
    with hand(books) as tx:
        post = publications.every(tx)[0]
        body = json.loads(post.body)
        table = body.pop("standings")
        table["rows"][0]["total"] = "99.99"
        forged = publications.frozen(body, table)
        number = publications.publish(tx, "week", post.arena, post.period, "2026-W01", tx.next_moment(), forged)
        audit.append(tx, None, "publish", body)
        publications.stamp(tx, number, audit.code(audit.head(tx)))
        assert [(one.kind, one.row) for one in noticed(tx)] == [("recomputed", {"id": number})]


def test_who_seals_anew_what_was_sealed_before_is_found_out(books: Database) -> None:
    with hand(books) as tx:
        tx.run(text("UPDATE roster SET role = 'admin' WHERE id = 1"))
        tx.unsealed += [("roster", dict(row)) for row in tx.run(text("SELECT * FROM roster")).mappings()]
        audit.append(tx, None, "sealed", {})
        assert {one.kind for one in noticed(tx)} == {"sealed_again", "changed"}
