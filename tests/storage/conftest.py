from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from storage.database import Database, Transaction
from tests import engine
from tests.handlers.bench import seal_planted

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)


def at(**later: float) -> datetime:
    """Return a moment so much after noon."""
    return NOON + timedelta(**later)


@contextmanager
def statements(tx: Transaction) -> Iterator[list[str]]:
    """Collect the statements that are run on a transaction."""
    run: list[str] = []

    def note(_connection: object, _cursor: object, text: str, *_rest: Any) -> None:
        run.append(text)

    connection = tx.connection
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield run
    finally:
        event.remove(connection, "before_cursor_execute", note)


class Planted(Database):
    """A database in which facts may be written without an act: they are sealed all the same."""

    @contextmanager
    def transaction(self, now: datetime) -> Iterator[Transaction]:
        with super().transaction(now) as tx:
            yield tx
            seal_planted(tx)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database with the newest schema."""
    database = Planted(engine.newest(tmp_path / "leitai.db"))
    yield database
    database.close()
