from collections.abc import Iterator

import pytest

from tests.faults.children import Mother


@pytest.fixture(scope="session")
def mother() -> Iterator[Mother]:
    """The process that forks bots, for all tests of this session."""
    mother = Mother()
    yield mother
    mother.close()
