"""A database of an earlier version is copied before it is upgraded, and stays as it is where that fails."""

import resource
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from storage import migrations
from storage.database import Database
from tests.bot.commands.conftest import ended, refused, running
from tests.bot.commands.test_backup import of_version
from tests.cast import roster_csv
from tests.engine import sqlite_alone
from tests.stage import command

pytestmark = sqlite_alone

OLD = "0005"
ROSTER = "INSERT INTO roster (unit, name, role, telegram_id, added_at) VALUES ('', '小周', 'admin', 4001, 0)"


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as books:
        return list(books.iterdump())


@pytest.fixture
def old(env: dict[str, str]) -> Path:
    """A database that an earlier program left, with an admin in it."""
    path = Path(env["LEITAI_DATA_DIR"]) / "leitai.db"
    path.parent.mkdir()
    of_version(path, OLD)
    with closing(sqlite3.connect(path)) as books, books:
        books.execute(ROSTER)
    return path


def names(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


@pytest.mark.parametrize("words", [("migrate",), ("roster", "import", "FILE", "--replace")])
def test_a_copy_is_written_before_an_upgrade_and_it_is_said_where(
    env: dict[str, str], old: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = dump(old)
    (tmp_path / "roster.csv").write_text(roster_csv(), encoding="utf-8")
    done = command(*(str(tmp_path / "roster.csv") if word == "FILE" else word for word in words), env=env)
    kept = old.with_name(f"leitai-{OLD}.db")
    assert (done.code, str(kept) in done.err, migrations.head() in done.err) == (0, True, True), done
    assert dump(kept) == before
    assert kept.stat().st_mode & 0o777 == 0o600
    assert names(old) == {"leitai.db", "leitai.db.lock", kept.name}
    again = command(*(str(tmp_path / "roster.csv") if word == "FILE" else word for word in words), env=env)
    assert kept.name not in again.err, "it is of the newest schema now"
    assert command("audit", "verify", env=env).code == 0


def test_a_new_database_is_not_copied(env: dict[str, str]) -> None:
    done = command("migrate", env=env)
    assert (done.code, done.err) == (0, "")
    assert names(Path(env["LEITAI_DATA_DIR"]) / "leitai.db") == {"leitai.db", "leitai.db.lock"}


def test_an_upgrade_that_fails_leaves_the_database_to_the_earlier_program(
    env: dict[str, str], old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(old)
    run = migrations._run
    for fault in (ValueError("a broken reference"), sqlite3.IntegrityError("UNIQUE constraint failed")):

        def failing(connection: object, fault: Exception = fault) -> None:
            run(connection)  # type: ignore[arg-type]
            raise fault

        monkeypatch.setattr(migrations, "_run", failing)
        refused(command("migrate", env=env), "没有升级", str(fault), str(old), f"leitai-{OLD}.db")
        assert dump(old) == before == dump(old.with_name(f"leitai-{OLD}.db"))
    monkeypatch.undo()
    assert command("migrate", env=env).code == 0
    assert command("audit", "verify", env=env).code == 0


def test_nothing_is_upgraded_beneath_a_running_bot(env: dict[str, str], old: Path) -> None:
    before = dump(old)
    runner = Database(old)
    try:
        refused(command("migrate", env=env), "正在使用", "leitai run", str(old))
        with running(env) as second:
            refused(ended(second), "正在使用", str(old))
        assert dump(old) == before
    finally:
        runner.close()
    assert f"leitai-{OLD}.db" not in names(old)


def test_without_room_for_the_copy_nothing_is_upgraded(env: Mapping[str, str], old: Path) -> None:
    before, limits = dump(old), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        done = command("migrate", env=env)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    refused(done, "没有升级", f"leitai-{OLD}.db")
    assert dump(old) == before
    assert names(old) == {"leitai.db", "leitai.db.lock"}, "nothing half done is left"
