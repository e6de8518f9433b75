from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.database import Database

NOON = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)


def at(**later: float) -> datetime:
    """Return a moment so much after noon."""
    return NOON + timedelta(**later)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database with the newest schema."""
    database = Database(tmp_path / "leitai.db")
    database.migrate()
    yield database
    database.close()
