"""The cast in a database, without a chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.files import read_sample
from handlers.bureau.actions import put_rulebook
from handlers.people.actions import import_roster
from storage import roster
from storage.database import Database
from storage.roster import Entry
from tests.cast import PARTS, TASK_FORCE
from tests.engine import newest
from tests.handlers.bench import Bench, furnished


@pytest.fixture(scope="module")
def furnished_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One database with the cast for a whole module."""
    bench = furnished(tmp_path_factory.mktemp("bench") / "leitai.db")
    yield bench
    bench.database.close()


@pytest.fixture
def bench(furnished_bench: Bench) -> Iterator[Bench]:
    """The cast in a database; whatever a test does is undone at its end."""
    with furnished_bench.trying():
        yield furnished_bench


@pytest.fixture
def apart(bench: Bench) -> Bench:
    """The head of a unit that does not compete, who is also head of one that does."""
    with bench.turn() as turn:
        roster.add(turn.tx, Entry("yingshang", "蒋组长", "head", TASK_FORCE))
        roster.add(turn.tx, Entry("beiying", "蒋组长", "head", TASK_FORCE))
    return bench


@pytest.fixture
def bare(tmp_path: Path) -> Bench:
    """A house with a rulebook and a roster, and no group."""
    database = Database(newest(tmp_path / "leitai.db"))
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample())
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in PARTS]
        import_roster(turn, list(enumerate(rows, 2)), replace=True)
    return bench
