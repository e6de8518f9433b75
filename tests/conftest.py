"""What holds for every test, and the stage for those that play through the front door."""

import gc
import io
import multiprocessing
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

import handlers.journeys  # noqa: F401 - what a journey says is known once the journeys are
from bot.files import sample_path
from bot.outgoing.drawing import PRELOAD
from scoring.language import speak
from tests import engine
from tests.cast import roster_csv
from tests.stage import Stage, furnish, playing, staged, without_posts

# One process loads the drawing library, and every drawing process of a test is forked from it.
multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOAD)


MEMORY = Path("/dev/shm")  # noqa: S108 - the tests' own folder is made in it by pytest
ROOM = 4 * 1024**3
"""Free bytes that the folders of all tests fit into, each of which is removed when it has passed."""


def pytest_configure(config: pytest.Config) -> None:
    """Keep folders in memory where there is room: a sixth of the processor time of a story went to a disk.

    Let aiohttp read an upload by a way of its own that it calls deprecated: it depends on where a chunk ends.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    if engine.SERVED:
        engine.server()  # before there are others who would start one each
        # a database that a test leaves open is thrown away with the test, as a file is
        config.addinivalue_line("filterwarnings", "ignore:.*was deleted while still open:ResourceWarning")
    # the same of a file, which Python says from 3.13 on
    config.addinivalue_line("filterwarnings", "ignore:unclosed database in <sqlite3:ResourceWarning")
    config.addinivalue_line("filterwarnings", r"ignore:unread_data\(\) is deprecated:DeprecationWarning")
    config.option.loadscopereorder = (
        False  # xdist would bring files of few tests to the end, and those are the long ones
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Take files of many tests and of few in turns: the few wait for processes, the many use the cores meanwhile."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    left, taken = sorted(files.values(), key=len), []
    while left:
        taken += left.pop()
        left.reverse()
    items[:] = taken


def pytest_collection_finish() -> None:
    """Look for garbage only in what tests make: a look through all that is loaded was a twentieth of their time."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as there are cores: a third of the time a story waits for the real clock."""
    return max((os.cpu_count() or 1) * 3 // 2, 1)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Let a command that was told LEITAI_LANGUAGE in this process change nothing for the tests behind it."""
    yield
    speak("zh")


@pytest.fixture(autouse=engine.SERVED)
def _thrown_away(tmp_path: Path) -> Iterator[None]:
    """Throw away the databases of a test with it."""
    yield
    engine.throw_away(tmp_path)


@pytest.fixture(scope="session")
def rulebook() -> Path:
    """The rulebook that is in force: the shipped one."""
    return sample_path()


@pytest.fixture(scope="session")
def furnished(rulebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the rulebook and the whole cast, to be copied."""
    return furnish(tmp_path_factory.mktemp("furnished") / "data", rulebook, roster_csv())


@pytest.fixture
def way(request: pytest.FixtureRequest) -> str:
    """Where the bot runs; tests marked `both_ways` are run in both."""
    return str(getattr(request, "param", "in process"))


@pytest.fixture
def waiting_stage(way: str, rulebook: Path, furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """The cast and the roster; the bot is not started yet."""
    with staged(way, engine.copy_folder(furnished, tmp_path / "data"), rulebook) as stage:
        yield stage


@pytest.fixture
def stage(waiting_stage: Stage) -> Iterator[Stage]:
    """The cast, the roster and the running bot."""
    with playing(waiting_stage):
        yield waiting_stage


@pytest.fixture(scope="session")
def quiet_furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the whole cast and a rulebook without the weekly post, to be copied."""
    folder = tmp_path_factory.mktemp("quiet")
    return furnish(folder / "data", without_posts(folder), roster_csv())


@pytest.fixture
def quiet_stage(quiet_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """The cast, the roster and the running bot, which posts nothing in the group by itself."""
    folder = engine.copy_folder(quiet_furnished, tmp_path / "data")
    with staged("in process", folder, without_posts(tmp_path)) as stage, playing(stage):
        yield stage


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A photo as somebody would take one."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "white").save(out, "PNG")
    return out.getvalue()
