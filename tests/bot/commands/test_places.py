"""Where the data lie: under any name, beside a run that starts at any moment, and for the own account alone."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import files
from bot.commands.open import house
from bot.outgoing.drawing import keep_caches_in
from storage.database import Database
from tests.cast import roster_csv
from tests.engine import sqlite_alone
from tests.stage import command


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "roster.csv"
    file.write_text(roster_csv(), encoding="utf-8")
    return file


@pytest.fixture
def shut() -> Iterator[None]:
    """Let the machine take every right away from new files."""
    before = os.umask(0o777)
    yield
    os.umask(before)


def rights(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_every_command_works_on_a_database_under_any_name(env: dict[str, str], people: Path, tmp_path: Path) -> None:
    path = tmp_path / "擂台 100% #1?mode=ro" / "数 据.db"
    settings = env | {"LEITAI_DATABASE_URL": f"sqlite:///{path}"}
    for words in (
        ("roster", "import", str(people)),
        ("migrate",),
        ("standings", "--period", "2026-11"),
        ("submissions",),
        ("audit", "verify"),
        ("check", "--offline"),
    ):
        done = command(*words, env=settings)
        assert done.code == 0, (words, done.err)
    assert path.is_file()


def test_a_question_asked_while_the_bot_starts_does_not_stop_it(
    env: dict[str, str], people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command("roster", "import", str(people), env=env).code == 0
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    with house() as (settings, ask):
        runner = Database(settings.database)
        held = runner.holds_lock
        assert ask(lambda turn: turn.rulebook.competition.id) == "wusai-2026"
        runner.close()
    assert held


@sqlite_alone
def test_a_question_goes_to_the_database_that_a_link_leads_to(
    env: dict[str, str], people: Path, tmp_path: Path
) -> None:
    assert command("roster", "import", str(people), env=env).code == 0
    (tmp_path / "elsewhere.db").symlink_to(tmp_path / "data" / "leitai.db")
    done = command("check", "--offline", env=env | {"LEITAI_DATABASE_URL": f"sqlite:///{tmp_path}/elsewhere.db"})
    assert str(tmp_path / "data" / "leitai.db") in done.out
    assert done.code == 0


@pytest.mark.usefixtures("shut")
def test_copies_of_evidence_and_caches_are_for_the_own_account_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", "as it was")
    monkeypatch.delenv("MPLCONFIGDIR")
    place = tmp_path / "evidence" / "ab" / "abc.png"
    files.keep(place, b"x")
    keep_caches_in(tmp_path)
    assert rights(place) == "0o600"
    assert [rights(folder) for folder in (place.parent, place.parent.parent, tmp_path / "matplotlib")] == ["0o700"] * 3
    assert place.read_bytes() == b"x"


@sqlite_alone
def test_check_says_what_other_accounts_can_open(env: dict[str, str], people: Path, tmp_path: Path) -> None:
    assert command("roster", "import", str(people), env=env).code == 0
    assert "其他账号" not in command("check", "--offline", env=env).out
    copy = tmp_path / "data" / "evidence" / "ab" / "abc.png"
    files.keep(copy, b"x")
    (tmp_path / "data" / "leitai.db").chmod(0o640)
    copy.chmod(0o604)
    done = command("check", "--offline", env=env)
    assert done.code == 0
    (line,) = re.findall("提醒：.*其他账号.*", done.out)
    assert str(tmp_path / "data" / "leitai.db") in line
    assert "2" in line
    assert f"chmod -R go= {tmp_path / 'data'}" in line
