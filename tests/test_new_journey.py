"""A journey is one folder and its two registrations: a copy of the house gets one, and it is played there."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import HEAD

HOUSE = Path(__file__).parent.parent
COPIED = ("bot", "handlers", "scoring", "storage", "tests")
NOT_COPIED = shutil.ignore_patterns("references", "*.pyc.*")
"""Pictures that nothing here looks at, and files that another process is just writing."""
REGISTERED = {
    "handlers/journeys.py": [
        ("from handlers.tables.edges", "from handlers.toy.edges import JOURNEY as TOY\nfrom handlers.tables.edges"),
    ],
    "pyproject.toml": [('  "reminding",\n', '  "toy",\n  "reminding",\n')],
}
"""All that is written outside of the folder of a new journey: one line in the list, one in the layers."""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with the toy in it, registered."""
    copy = tmp_path_factory.mktemp("house")
    for folder in COPIED:
        shutil.copytree(HOUSE / folder, copy / folder, ignore=NOT_COPIED)
    shutil.copytree(HOUSE / "tests" / "toy", copy / "handlers" / "toy")
    for name, changes in REGISTERED.items():
        text = (HOUSE / name).read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def test_a_new_journey_is_played_after_nothing_but_its_registration(copy: Path, tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "tests.toy_played", str(tmp_path / "data")],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    found = json.loads(played.stdout)

    assert found["menu"][-1] == "toy"
    assert found["letter"] == "给您一个玩具：风车"
    assert found["buttons"] == ["收下"]
    assert found["told"] == ["玩具归您了", False]
    assert found["act"] == [HEAD, "toy_taken"]
    assert found["by word"] == "给您一个玩具：陀螺"


def test_a_new_journey_keeps_every_contract(copy: Path) -> None:
    linted = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout
