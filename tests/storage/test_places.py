"""Where a database lies: under any name, under one lock, and for the eyes of its own account alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from storage import audit
from storage.database import Database
from tests.engine import sqlite_alone
from tests.storage.conftest import at

pytestmark = sqlite_alone


NAMES = ("with blanks", "擂台 数据", "a?b=c&d", "a#b", "100%", "%41", "a;b", "'quoted'", "mode=memory&cache=shared")


def fill(path: Path) -> None:
    """Make a database with one fact in it."""
    database = Database(path)
    database.migrate()
    with database.transaction(at()) as tx:
        audit.append(tx, 1, "report", {"note": "x"})
    database.close()


@pytest.fixture(params=[0o022, 0o000, 0o777], ids=["usual", "open", "shut"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Let the machine take rights away from new files in any way."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def rights(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


@pytest.mark.parametrize("name", NAMES)
def test_a_database_may_lie_under_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / f"{name}.db"
    fill(path)
    assert path.is_file()
    assert sorted(file.name for file in path.parent.iterdir()) == sorted([path.name, f"{path.name}.lock"])
    reader = Database(path, reading=True)
    assert reader.look(audit.first_difference) is None
    reader.close()


@pytest.mark.usefixtures("umask")
def test_whatever_is_made_is_for_the_own_account_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "leitai.db"
    database = Database(path)
    database.migrate()
    files = [path.with_name(path.name + ending) for ending in ("", "-wal", "-shm", ".lock")]
    found = [rights(file) for file in files]
    folders = [rights(path.parent), rights(path.parent.parent)]
    database.close()
    assert found == ["0o600"] * 4
    assert folders == ["0o700"] * 2


def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)
    fill(tmp_path / "shared" / "leitai.db")
    assert rights(tmp_path / "shared") == "0o755"


def test_a_reader_leaves_the_run_lock_to_others_and_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "leitai.db"
    fill(path)
    reader = Database(path, reading=True)
    runner = Database(path)
    assert (reader.holds_lock, runner.holds_lock) == (False, True)
    with pytest.raises(OperationalError, match="readonly"), reader.transaction(at()) as tx:
        audit.append(tx, 1, "report", {})
    reader.close()
    runner.close()


def test_a_reader_makes_nothing_where_nothing_is(tmp_path: Path) -> None:
    reader = Database(tmp_path / "a" / "leitai.db", reading=True)
    reader.close()
    assert list(tmp_path.iterdir()) == []


def test_a_database_with_two_names_has_one_lock(tmp_path: Path) -> None:
    path = tmp_path / "real" / "leitai.db"
    fill(path)
    (tmp_path / "link.db").symlink_to(path)
    (tmp_path / "folder").symlink_to(path.parent)
    first = Database(tmp_path / "link.db")
    others = [Database(name) for name in (path, tmp_path / "folder" / "leitai.db")]
    assert first.place == path
    assert [each.holds_lock for each in (first, *others)] == [True, False, False]
    for each in (first, *others):
        each.close()
    assert not (tmp_path / "link.db.lock").exists()
