"""A house in which a unit has a rank however little is confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import engine
from tests.cast import roster_csv
from tests.stage import Stage, furnish, playing, staged, without_posts


def without_coverage(folder: Path) -> Path:
    """Write the shipped rulebook without the weekly post, and without a minimum of what is confirmed."""
    file = without_posts(folder)
    file.write_text(file.read_text("utf-8").replace('minimum_coverage = "2/3"', "minimum_coverage = 0"), "utf-8")
    return file


@pytest.fixture(scope="session")
def ranked_furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the whole cast and that rulebook, to be copied."""
    folder = tmp_path_factory.mktemp("ranked")
    return furnish(folder / "data", without_coverage(folder), roster_csv())


@pytest.fixture
def ranked_stage(ranked_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """The cast, the roster and the running bot in that house."""
    folder = engine.copy_folder(ranked_furnished, tmp_path / "data")
    with staged("in process", folder, without_coverage(tmp_path)) as stage, playing(stage):
        yield stage
