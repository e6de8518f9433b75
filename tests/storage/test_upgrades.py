"""A database that was in use goes through every later step with all that is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from storage import inbox, outbox, submissions
from storage.database import Database
from tests.engine import sqlite_alone
from tests.storage.conftest import NOON, at
from tests.storage.test_inbox import message
from tests.storage.test_submissions import CLAIM

pytestmark = sqlite_alone


FOLDER = Path(__file__).parents[2] / "storage" / "migrations"
TABLES = ("inbox", "submissions", "versions", "outbox")


def step(path: Path, revision: str) -> None:
    """Bring a database to one step of the history."""
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as books:
        books.row_factory = sqlite3.Row
        return [dict(row) for row in books.execute(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 - ours


@pytest.fixture
def used(database: Database, tmp_path: Path) -> Path:
    """A database as the program of step 0005 left it: letters in every state, updates done, a submission."""
    with database.transaction(at()) as tx:
        inbox.take_in(tx, 100, [message(1, 10), message(2, 11)])
        inbox.settle(tx, 1)
        submissions.open_new(tx, CLAIM, at())
        for state in ("ready", "held", "sending", "sent", "unknown", "dead"):
            number = outbox.owe(
                tx, 1, "card", {"number": 1, "version": 1}, dedupe=state, held=state == "held", reply_to=7
            )
            if state not in ("ready", "held"):
                outbox.claim(tx, number or 0, NOON)
            if state == "sent":
                outbox.settle(tx, number or 0, state, NOON, message=70, bot=100, stamped_at=NOON)
            elif state in ("unknown", "dead"):
                outbox.settle(tx, number or 0, state, NOON, error="reset")
    path = tmp_path / "used.db"
    step(path, "0005")
    with closing(sqlite3.connect(path)) as books, books:
        books.execute("ATTACH ? AS newest", (str(database.place),))
        for table in TABLES:
            names = ", ".join(row[1] for row in books.execute(f"PRAGMA table_info({table})"))
            books.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM newest.{table}")  # noqa: S608 - as above
    return path


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_lost_or_changed(used: Path, table: str) -> None:
    before = rows(used, table)
    database = Database(used)
    database.migrate()
    database.close()
    assert before
    assert [{name: row[name] for name in before[0]} for row in rows(used, table)] == before


def test_of_which_account_and_edit_the_rows_are_is_unknown(used: Path) -> None:
    database = Database(used)
    database.migrate()
    database.close()
    assert {row["bot"] for table in ("inbox", "outbox", "versions") for row in rows(used, table)} == {None}
    assert [row["edited_at"] for row in rows(used, "versions")] == [None]


def test_after_the_step_everything_goes_on(used: Path) -> None:
    database = Database(used)
    database.migrate()
    with database.transaction(at(seconds=1)) as tx:
        assert [letter.state for letter in outbox.interrupted(tx)] == ["sending"]
        assert [letter.reply_to for letter in outbox.heads(tx)] == [7]
        letter = outbox.by_message(tx, 1, 70, 200)
        assert letter is not None
        assert letter.payload == {"number": 1, "version": 1}
        assert inbox.take_in(tx, 200, [message(1, 10), message(2, 11), message(3, 12)]) == 1
        waiting = inbox.next_waiting(tx)
        assert waiting is not None
        assert waiting.body == message(2, 11)
        (reported,) = submissions.by_message(tx, CLAIM.chat or 0, CLAIM.message or 0, 200)
        assert reported.claim == CLAIM
    assert database.integrity() is None
    database.close()
