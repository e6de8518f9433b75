"""The condition of a database file: what was copied while in use, is damaged, or has another schema is refused."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import audit
from storage.database import Database, DatabaseError
from storage.place import Place
from tests.engine import change, place, sqlite_alone
from tests.storage.conftest import at

LIFE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage import audit
from storage.database import Database
database = Database(Path(sys.argv[1]))
database.begin_use()
for number in range(3):
    with database.transaction(datetime(2026, 11, 19, tzinfo=UTC)) as tx:
        audit.append(tx, 1, "report", {"number": number})
print("written", flush=True)
sys.stdin.readline()
database.close()
"""


def fault(path: Place, *, to_migrate: bool = False) -> str:
    """Return what a reader of a file is told, "" where it may read it."""
    database = Database(path, reading=True)
    try:
        database.refuse_unless_usable(to_migrate=to_migrate)
    except DatabaseError as error:
        return error.code
    finally:
        database.close()
    return ""


def facts(path: Path) -> int:
    with closing(sqlite3.connect(path)) as books:
        return int(books.execute("SELECT count(*) FROM audit").fetchone()[0])


@pytest.fixture
def closed(database: Database) -> Path:
    """A database that nobody uses."""
    database.close()
    return database.place


@pytest.fixture
def crashed(closed: Path) -> Path:
    """A database whose user was killed; three facts are in its log alone."""
    with subprocess.Popen(
        [sys.executable, "-c", LIFE, closed], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as life:
        assert life.stdout is not None
        assert life.stdout.readline() == "written\n"
        life.send_signal(signal.SIGKILL)
    return closed


@sqlite_alone
def test_a_file_copied_without_its_log_while_it_was_in_use_is_refused(closed: Path, tmp_path: Path) -> None:
    database = Database(closed)
    database.begin_use()
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
    shutil.copy(closed, tmp_path / "copy.db")
    assert fault(closed) == ""
    assert fault(tmp_path / "copy.db") == "torn"
    assert fault(tmp_path / "copy.db", to_migrate=True) == "torn"
    database.close()
    assert fault(closed) == ""


@sqlite_alone
def test_a_file_copied_with_its_log_is_as_good_as_the_one_it_was_copied_from(crashed: Path, tmp_path: Path) -> None:
    for ending in ("", "-wal"):
        shutil.copy(f"{crashed}{ending}", tmp_path / f"copy.db{ending}")
    assert fault(tmp_path / "copy.db") == ""
    assert facts(tmp_path / "copy.db") == 3


@sqlite_alone
def test_what_is_left_after_a_crash_is_used_as_it_is(crashed: Path) -> None:
    assert fault(crashed) == ""
    database = Database(crashed)
    database.refuse_unless_usable()
    database.close()
    assert facts(crashed) == 3


@sqlite_alone
def test_a_log_that_somebody_else_put_into_its_file_after_a_crash_is_not_missed(crashed: Path) -> None:
    assert facts(crashed) == 3
    assert not crashed.with_name(f"{crashed.name}-wal").exists()
    assert fault(crashed) == ""


@sqlite_alone
def test_a_file_copied_when_nobody_used_it_is_whole(crashed: Path, tmp_path: Path) -> None:
    database = Database(crashed)
    database.begin_use()
    database.close()
    shutil.copy(crashed, tmp_path / "copy.db")
    assert fault(tmp_path / "copy.db") == ""
    assert facts(tmp_path / "copy.db") == 3


@sqlite_alone
@pytest.mark.parametrize("way", ["backup", "vacuum"])
def test_a_copy_that_sqlite_itself_made_of_a_file_in_use_is_whole(closed: Path, tmp_path: Path, way: str) -> None:
    database = Database(closed)
    database.begin_use()
    with closing(sqlite3.connect(closed)) as books, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        if way == "backup":
            books.backup(copy)
        else:
            books.execute("VACUUM INTO ?", (str(tmp_path / "vacuumed.db"),))
            (tmp_path / "vacuumed.db").replace(tmp_path / "copy.db")
    assert fault(tmp_path / "copy.db") == ""
    database.close()


@sqlite_alone
def test_who_does_not_hold_the_run_lock_leaves_no_mark(closed: Path) -> None:
    runner, other = Database(closed), Database(closed)
    other.begin_use()
    other.close()
    runner.close()
    assert closed.read_bytes()[60:64] == bytes(4)


def zeroed(path: Path) -> None:
    """Wipe a few pages of an index that no question asks for."""
    with path.open("r+b") as file:
        file.seek(4096 * 6)
        file.write(bytes(4096 * 3))


def cut(path: Path) -> None:
    """Take the last third away."""
    os.truncate(path, path.stat().st_size * 2 // 3 // 4096 * 4096)


@sqlite_alone
@pytest.mark.parametrize("harm", [zeroed, cut])
def test_a_damaged_file_is_refused_before_anything_is_read_of_it(closed: Path, harm: Callable[[Path], None]) -> None:
    harm(closed)
    assert fault(closed) == fault(closed, to_migrate=True) == "damaged"


@sqlite_alone
def test_damage_that_is_met_on_the_way_is_told_apart(database: Database) -> None:
    with database.transaction(at()) as tx:
        for _ in range(60):
            audit.append(tx, 1, "report", {"note": "x" * 20_000})
        root = tx.run(text("SELECT rootpage FROM sqlite_master WHERE name = 'audit'")).scalar_one()
    database.close()
    with database.place.open("r+b") as file:
        file.seek(4096 * (root - 1))
        file.write(b"\x07" * 4096)
    again = Database(database.place)
    with pytest.raises(DatabaseError) as refused:
        again.look(audit.first_difference)
    again.close()
    assert refused.value.code == "damaged"


@sqlite_alone
def test_words_that_are_no_text_are_damage(database: Database) -> None:
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
        tx.run(text("UPDATE audit SET act = CAST(x'ff41' AS TEXT)"))
    with pytest.raises(DatabaseError) as refused:
        database.look(lambda tx: tx.all(text("SELECT act FROM audit")))
    assert refused.value.code == "damaged"


@pytest.mark.parametrize(
    ("version", "found", "to_migrate"),
    [("9999", "newer", "newer"), ("0001", "older", ""), ("zz", "newer", "newer"), ("0001a", "newer", "newer")],
)
def test_another_schema_is_refused_unless_it_is_to_be_brought_up(
    database: Database, version: str, found: str, to_migrate: str
) -> None:
    with database.transaction(at()) as tx:
        tx.run(text("UPDATE alembic_version SET version_num = :version").bindparams(version=version))
    database.close()
    assert (fault(database.place), fault(database.place, to_migrate=True)) == (found, to_migrate)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    other = place(tmp_path / "other.db")
    change(other, "CREATE TABLE contacts (name TEXT)")
    assert fault(other) == fault(other, to_migrate=True) == "foreign"


def test_an_empty_one_is_one_to_be_filled(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    empty = place(tmp_path / "empty.db")
    assert (fault(empty), fault(empty, to_migrate=True)) == ("empty", "")


BY_HAND = {
    "CREATE TRIGGER grant_all AFTER INSERT ON Inbox BEGIN UPDATE roster SET role = 'admin'; END": "trigger grant_all",
    "ALTER TABLE roster RENAME TO hidden; CREATE VIEW roster AS SELECT * FROM hidden": "table roster",
    "DROP TABLE nil_returns": "table nil_returns",
    "ALTER TABLE versions DROP COLUMN contributors": "table versions",
    "DROP INDEX uq_submissions_live": "index uq_submissions_live",
    "DROP INDEX ix_inbox_done; CREATE UNIQUE INDEX ix_inbox_done ON inbox (done_at)": "index ix_inbox_done",
}


@sqlite_alone
@pytest.mark.parametrize("sql", BY_HAND)
def test_a_schema_that_a_hand_has_altered_is_refused(closed: Path, sql: str) -> None:
    with closing(sqlite3.connect(closed)) as books:
        books.executescript(sql)
    database = Database(closed, reading=True)
    with pytest.raises(DatabaseError) as refused:
        database.refuse_unless_usable()
    database.close()
    assert (refused.value.code, refused.value.detail) == ("altered", BY_HAND[sql])
    assert fault(closed, to_migrate=True) == "altered"


@sqlite_alone
def test_tables_of_another_program_beside_ours_harm_nobody(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as books:
        books.executescript("CREATE TABLE _litestream_seq (id INTEGER); CREATE VIEW mine AS SELECT 1; ANALYZE")
    assert fault(closed) == ""
