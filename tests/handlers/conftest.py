from collections.abc import Iterator

import pytest

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
