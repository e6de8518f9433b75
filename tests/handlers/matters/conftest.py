from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handlers.matters.bureau import Ledgers, opened


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Ledgers]:
    """A bureau whose rulebook counts matters."""
    bench = opened(tmp_path / "leitai.db")
    yield bench
    bench.database.close()
