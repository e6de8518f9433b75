"""The cast under another rulebook than the shipped one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cast import roster_csv
from tests.stage import Stage, furnish, playing, staged


@contextmanager
def under(text: str, folder: Path) -> Iterator[Stage]:
    """Play with the whole cast under a rulebook, in an empty folder."""
    path = folder / "rulebook.toml"
    path.write_text(text, encoding="utf-8")
    with staged("in process", furnish(folder / "data", path, roster_csv()), path) as stage, playing(stage):
        yield stage
