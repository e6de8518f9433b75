from collections.abc import Iterator

import pytest

from tests.faults.children import Mother


@pytest.fixture(scope="session")
def mother() -> Iterator[Mother]:
    """The process that forks bots; what has no child costs nothing."""
    mother = Mother()
    yield mother
    mother.close()
