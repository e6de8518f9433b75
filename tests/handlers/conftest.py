"""The cast in a database, without a chat."""

from collections.abc import Iterator

import pytest

from storage import roster
from storage.roster import Entry
from tests.cast import TASK_FORCE
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
