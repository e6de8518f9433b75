import multiprocessing
from collections.abc import Iterator

import pytest

from bot.outgoing.drawing import PRELOAD
from tests.faults.children import Mother

# One process loads the drawing library, and every drawing process of a bot in this process is forked from it.
multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOAD)


@pytest.fixture(scope="session")
def mother() -> Iterator[Mother]:
    """The process that forks bots, for all tests of this session."""
    mother = Mother()
    yield mother
    mother.close()
