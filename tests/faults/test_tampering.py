"""Whoever changes the database by hand is found out: every fact of every table follows from the audit chain."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.files import sample_path
from tests.end_to_end.stage import Done, command
from tests.faults.bureau import bureau


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a bureau in which everything has happened once, to be copied."""
    folder = tmp_path_factory.mktemp("bureau")
    bureau(folder).database.close()
    return folder


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "data"))


def verify(folder: Path, *words: str) -> Done:
    env = {
        "LEITAI_TOKEN": "1:x",
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_CLOCK": "2026-12-07T09:00:00+08:00",
    }
    return command("audit", "verify", *words, env=env)


def tamper(folder: Path, sql: str) -> None:
    """Change the file past the product, in the way of whoever has the file."""
    with closing(sqlite3.connect(folder / "leitai.db")) as books:
        books.executescript(f"PRAGMA foreign_keys = OFF; {sql}")
        books.commit()


def test_a_bureau_that_nobody_touched_is_whole(folder: Path) -> None:
    done = verify(folder)
    assert (done.code, done.err) == (0, "")


BY_HAND = {
    "a confirmed value": "UPDATE cell_values SET value = '100/100' WHERE number = 1 AND valid_to IS NULL",
    "what was reported": "UPDATE versions SET value = '100/100' WHERE number = 1",
    "a submission that is gone": """DELETE FROM submissions WHERE number = 1; DELETE FROM versions WHERE number = 1;
        DELETE FROM reviews WHERE number = 1; DELETE FROM cell_values WHERE number = 1""",
    "a confirmation nobody gave": """INSERT INTO reviews
        (number, version, act, lead, person, person_name, decided_at, moment, cause, ordinal)
        SELECT number, version, 'confirm', 'xiaobao', 2001, '李科长', 1, moment, 'inbox:9999', 0 FROM versions
        WHERE number = 8; UPDATE submissions SET state = 'confirmed' WHERE number = 8;
        UPDATE cell_values SET state = 'confirmed' WHERE number = 8""",
    "a new admin": """INSERT INTO roster (unit, name, role, telegram_id, added_at)
        VALUES ('', '王所长', 'admin', 1001, 1)""",
    "what was made public": "UPDATE publications SET body = replace(body, '\"rank\": 1', '\"rank\": 2') WHERE id = 1",
    "the rules": "UPDATE rulebooks SET body = replace(body, 'points', 'points ') WHERE id = 1",
    "how somebody wants to be told": "UPDATE preferences SET content = 'at_once' WHERE name = 'cards'",
    "the chain's last rows": "DELETE FROM audit WHERE seq > (SELECT max(seq) - 3 FROM audit)",
    "the whole chain": "DELETE FROM audit",
}


@pytest.mark.parametrize("what", BY_HAND)
def test_what_a_hostile_hand_changes_is_found(folder: Path, what: str) -> None:
    tamper(folder, BY_HAND[what])
    done = verify(folder)
    assert done.code == 1, done.out
    assert done.reason
