import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import engine
from tests.faults.bureau import bureau
from tests.faults.children import Mother

SEEDS = int(os.environ.get("LEITAI_SEEDS") or 1)
"""Under how many seeds every test is run, one after the other in one process: loading it all costs as much as many."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once under each seed."""
    if SEEDS > 1:
        first = int(os.environ["LEITAI_SEED"])
        metafunc.parametrize("seeded", [first + 1000 * place for place in range(SEEDS)], indirect=True)


@pytest.fixture(autouse=True)
def seeded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test be run under a seed of its own, where there are several."""
    if SEEDS > 1:
        monkeypatch.setenv("LEITAI_SEED", str(request.param))


@pytest.fixture(scope="session")
def mother() -> Iterator[Mother]:
    """The process that forks bots, for all tests of this session."""
    mother = Mother()
    yield mother
    mother.close()


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a bureau in which everything has happened once, to be copied."""
    folder = tmp_path_factory.mktemp("bureau")
    bureau(folder).database.close()
    return folder


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    """A copy of that data folder."""
    return engine.copy_folder(untouched, tmp_path / "data")
