"""Copies of a database: consistent while it is written to, whole without a log, and judged before they are trusted."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import audit
from storage.copies import copy, judge
from storage.database import Database, DatabaseError
from tests.engine import sqlite_alone
from tests.storage.conftest import at


@contextmanager
def written_to(database: Database) -> Iterator[None]:
    """Let somebody append fact after fact meanwhile."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.transaction(at()) as tx:
                audit.append(tx, 1, "report", {"note": "x" * 9000})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def test_a_copy_made_while_the_database_is_written_to_is_one_moment_of_it(database: Database, tmp_path: Path) -> None:
    database.begin_use()
    heads = []
    with written_to(database):
        for number in range(5):
            copy(database.place, tmp_path / f"{number}.db")
            heads.append(judge(tmp_path / f"{number}.db").head)
    assert len(set(heads)) > 1, "it was written to"
    assert sorted(file.name for file in tmp_path.glob("0*")) == ["0.db"], "it needs no other file"
    assert database.look(audit.first_difference) is None


def test_a_copy_bears_no_mark_of_being_in_use_and_is_for_the_own_account_alone(
    database: Database, tmp_path: Path
) -> None:
    database.begin_use()
    copy(database.place, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes()[60:64] == bytes(4)
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_a_copy_is_judged_by_its_schema_its_pages_and_its_chain(database: Database, tmp_path: Path) -> None:
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {"value": "98/100"})
        head = audit.head(tx)
    copy(database.place, tmp_path / "good.db")
    assert judge(tmp_path / "good.db").head == head
    for change, code in (
        ("UPDATE audit SET body = '{}'", "chain"),
        ("UPDATE alembic_version SET version_num = '9999'", "newer"),
        ("DROP TABLE alembic_version", "foreign"),
    ):
        shutil.copy(tmp_path / "good.db", tmp_path / "bad.db")
        with closing(sqlite3.connect(tmp_path / "bad.db")) as books:
            books.execute("DROP TRIGGER IF EXISTS audit_no_update")
            books.execute(change)
            books.commit()
        with pytest.raises(DatabaseError) as refused:
            judge(tmp_path / "bad.db")
        assert refused.value.code == code


@sqlite_alone
def test_what_cannot_be_copied_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "nonsense.db").write_bytes(b"nonsense" * 1000)
    with pytest.raises(DatabaseError) as refused:
        copy(tmp_path / "nonsense.db", tmp_path / "copy.db")
    assert refused.value.code == "unreadable"


@sqlite_alone
def test_an_index_that_does_not_agree_with_its_table_is_damage(database: Database, tmp_path: Path) -> None:
    with database.transaction(at()) as tx:
        tx.run(text("CREATE TABLE kept (x); "))
        tx.run(text("CREATE INDEX ix_kept ON kept (x)"))
        tx.run(text("INSERT INTO kept VALUES (1), (2), (3)"))
        root = tx.run(text("SELECT rootpage FROM sqlite_master WHERE name = 'ix_kept'")).scalar_one()
    copy(database.place, tmp_path / "copy.db")
    with (tmp_path / "copy.db").open("r+b") as file:
        file.seek(4096 * root - 20)
        page = file.read(20)
        file.seek(4096 * root - 20)
        file.write(page.replace(b"\x02", b"\x07"))
    with pytest.raises(DatabaseError) as refused:
        judge(tmp_path / "copy.db")
    assert refused.value.code == "damaged"
