"""The schema: what the steps make is what the models say, newer ones are refused, and two processes make it once."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from storage import audit, migrations
from storage.database import Database, DatabaseError, UnavailableError
from storage.place import Address
from storage.tables import traffic
from tests import engine
from tests.engine import sqlite_alone
from tests.storage.conftest import at

MIGRATE = """
import sys
from pathlib import Path
from storage.database import Database
from storage.place import Address
where = sys.argv[1]
database = Database(Path(where) if where.startswith("/") else Address(where, Path()))
sys.stdin.readline()
database.migrate()
database.close()
"""


def schema(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: _plain(sql) for name, sql in rows if not name.startswith(("alembic_", "sqlite_"))}


def _plain(sql: str) -> str:
    """Return a statement without the differences that mean nothing: blanks, quotes and the order of a table's lines."""
    head, _, body = re.sub(r"\s+", " ", sql).partition("(")
    if not head.startswith("CREATE TABLE"):
        return " ".join(sql.split())
    lines, _, rest = body.rpartition(")")
    parts = sorted(line.strip() for line in re.split(r",(?![^()]*\))", lines))
    name = head.replace('"', "").strip()
    return f"{name} ({', '.join(parts)}){rest}"


@sqlite_alone
def test_the_migrated_schema_is_that_of_the_models(database: Database, tmp_path: Path) -> None:
    with engine.books(tmp_path / "models.db") as books:
        SQLModel.metadata.create_all(books)
    assert schema(tmp_path / "models.db") == schema(database.place)
    assert {table.name for table in SQLModel.metadata.sorted_tables} <= schema(database.place).keys()
    assert traffic.inbox.name in schema(database.place)


@sqlite_alone
def test_guards_that_comparing_tools_overlook_are_there(database: Database) -> None:
    made = schema(database.place)
    assert "WITHOUT ROWID" in made["cell_values"]
    assert "valid_to > valid_from" in made["cell_values"]
    assert "WHERE valid_to IS NULL" in made["uq_cell_values_open"]
    assert "WHERE state <> 'withdrawn'" in made["uq_submissions_live"]
    assert "AUTOINCREMENT" in made["submissions"]


@sqlite_alone
def test_migrating_again_changes_nothing(database: Database) -> None:
    before = database.place.stat().st_mtime_ns
    database.migrate()
    assert database.place.stat().st_mtime_ns == before


def test_a_newer_schema_is_refused_and_left_alone(database: Database) -> None:
    with database.transaction(at()) as tx:
        tx.run(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError) as refused:
        database.migrate()
    assert (refused.value.code, refused.value.detail) == ("newer", "9999")
    assert database.look(audit.head) == audit.ROOT


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = migrations._run

    def failing(connection: object) -> None:
        run(connection)  # type: ignore[arg-type]
        raise RuntimeError

    monkeypatch.setattr(migrations, "_run", failing)
    place = engine.place(tmp_path / "leitai.db")
    database = Database(place)
    with pytest.raises(RuntimeError):
        database.migrate()
    database.close()
    with engine.books(place) as books:
        assert inspect(books).get_table_names() == []
    monkeypatch.undo()
    database = Database(place)
    database.migrate()
    assert database.integrity() is None
    database.close()


def test_two_processes_that_migrate_at_once_make_one_schema(tmp_path: Path, database: Database) -> None:
    place = engine.place(tmp_path / "both.db")
    command = [sys.executable, "-c", MIGRATE, place.url if isinstance(place, Address) else str(place)]
    both = [subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for one in both:
        assert one.stdin is not None
        one.stdin.write("now\n")
        one.stdin.flush()
    told = [one.communicate(timeout=60)[1] for one in both]
    assert ([one.returncode for one in both], told) == ([0, 0], ["", ""])
    assert engine.rows(place, "SELECT version_num FROM alembic_version") == [{"version_num": migrations.head()}]
    with engine.books(place) as one, engine.books(database.place) as other:
        assert sorted(inspect(one).get_table_names()) == sorted(inspect(other).get_table_names()) != []


@sqlite_alone
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "leitai.db"
    path.write_bytes(b"not a database at all, but somebody's notes" * 100)
    before = path.read_bytes()
    database = Database(path)
    with pytest.raises(DatabaseError) as refused:
        database.migrate()
    database.close()
    assert refused.value.code == "unreadable"
    assert path.read_bytes() == before


@sqlite_alone
def test_a_database_that_is_locked_while_it_is_migrated_is_not_taken_for_a_broken_one(database: Database) -> None:
    with database.transaction(at()) as tx:
        tx.run(text("PRAGMA busy_timeout = 1"))
    holder = sqlite3.connect(database.place, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError, match="locked"):
        database.migrate()
    holder.close()
