"""A database that is torn, damaged or of another schema is found by check, and refused by all in one sentence."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.database import Database
from tests.bot.commands.conftest import refused
from tests.cast import HEAD, REVIEWER, roster_csv
from tests.engine import sqlite_alone
from tests.stage import PATIENCE, OwnProcess, Stage, command

pytestmark = sqlite_alone


def torn(path: Path) -> None:
    """Copy the file alone while a bot uses it."""
    database = Database(path)
    database.begin_use()
    shutil.copy(path, path.with_name("copy.db"))
    database.close()
    path.with_name("copy.db").replace(path)


def damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 6)
        file.write(bytes(4096 * 3))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3 // 4096 * 4096)


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as books:
        books.execute(statement)
        books.commit()


def newer(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '9999'")


def older(path: Path) -> None:
    change(path, "UPDATE alembic_version SET version_num = '0001'")


def foreign(path: Path) -> None:
    path.unlink()
    change(path, "CREATE TABLE contacts (name)")


def nonsense(path: Path) -> None:
    path.write_bytes(b"nonsense" * 1000)


HARMS: dict[Callable[[Path], None], tuple[str, ...]] = {
    torn: ("-wal", "leitai restore"),
    damaged: ("已损坏", "leitai restore"),
    cut: ("已损坏", "leitai restore"),
    newer: ("9999", "升级 leitai"),
    foreign: ("LEITAI_DATABASE_URL",),
    nonsense: ("LEITAI_DATABASE_URL",),
}
ASKING = (("standings", "--period", "2026-11"), ("submissions",), ("audit", "verify"), ("check", "--offline"))
CHANGING = (("run",), ("migrate",), ("roster", "import", "FILE"), ("values", "import", "FILE", "--by", str(REVIEWER)))


@pytest.fixture
def database(env: dict[str, str], tmp_path: Path) -> Path:
    """A database with a roster in it, and the file of the roster."""
    (tmp_path / "roster.csv").write_text(roster_csv(), encoding="utf-8")
    assert command("roster", "import", str(tmp_path / "roster.csv"), env=env).code == 0
    return Path(env["LEITAI_DATA_DIR"]) / "leitai.db"


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_every_command_refuses_it_in_one_sentence_with_the_way_out(
    env: dict[str, str], database: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(database)
    before = database.read_bytes()
    for words in (*ASKING, *CHANGING, ("backup", str(tmp_path / "out.tar"))):
        named = [str(tmp_path / "roster.csv") if word == "FILE" else word for word in words]
        done = command(*named, env=env)
        refused(done, str(database), *HARMS[harm])
        if words[0] != "check":
            assert len(done.err.splitlines()) == 1, words
    assert database.read_bytes() == before
    assert not (tmp_path / "out.tar").exists()


def test_an_older_schema_is_refused_by_who_asks_and_brought_up_by_who_changes(
    env: dict[str, str], database: Path
) -> None:
    older(database)
    for words in ASKING:
        refused(command(*words, env=env), str(database), "0001", "leitai migrate")


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_a_bot_whose_database_breaks_beneath_it_ends_with_the_same_sentence(waiting_stage: Stage) -> None:
    stage = waiting_stage
    assert isinstance(stage, OwnProcess)
    try:
        stage.start()
        process = stage.process
        assert process is not None
        os.truncate(stage.database, 3 * 4096)
        stage.chat.say(HEAD, "/rank")
        process.wait(PATIENCE)
    finally:
        stage.kill()
    told = stage.folder.with_name("stderr").read_text(encoding="utf-8")
    assert process.returncode == 1
    assert "已损坏" in told.splitlines()[-1]
    assert "leitai restore" in told.splitlines()[-1]
