import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.bureau import bureau
from tests.faults.children import Mother


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
    return Path(shutil.copytree(untouched, tmp_path / "data"))
