"""A bureau with kinds of matters: tasks of two sorts, problems that are looked at again, and what heads may propose."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.files import read_sample
from tests import engine
from tests.cast import roster_csv
from tests.stage import Stage, furnish, playing, staged

SHIPPED = (
    (r"\[\[kinds\]\]\n(?:.+\n)*", ""),
    (r'source = \{ matters = \["urgent"\] \}.*', 'source = { matters = ["urgent_task"] }'),
    (r'input = "tasks".*\nsource = \{ matters = \["inspection"\].*', 'input = "rate"'),
    (r'source = \{ matters = \["rectify"\].*\n', ""),
)
"""What of the sample's own kinds and sources gives way to those below."""
KINDS = """
[[kinds]]
id = "urgent_task"
name = "临时任务"
form = "task"
assigners = ["bangongshi"]

[[kinds]]
id = "drive"
name = "专项排查"
form = "task"
assigners = ["xiaobao"]
verifiers = ["xiaobao", "zhifa"]
evidence = "required"

[[kinds]]
id = "mending"
name = "问题整改"
form = "problem"
assigners = ["bangongshi"]
recheck = 30

[[kinds]]
id = "own_problem"
name = "自查整改"
form = "problem"
assigners = ["xiaobao"]
propose = true
"""


def write_rulebook(folder: Path) -> Path:
    """Write a rulebook with these kinds and without posts."""
    rulebook = folder / "kinds.toml"
    sample = read_sample().decode().replace('"mon 09:00"', '""')
    for ours, here in SHIPPED:
        sample, found = re.subn(ours, here, sample)
        assert found
    rulebook.write_text(sample + KINDS, "utf-8")
    return rulebook


@pytest.fixture(scope="session")
def ledger_furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the whole cast and the kinds, to be copied."""
    folder = tmp_path_factory.mktemp("ledger")
    return furnish(folder / "data", write_rulebook(folder), roster_csv())


@pytest.fixture
def bureau(ledger_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """The cast, the roster, the kinds and the running bot."""
    folder = engine.copy_folder(ledger_furnished, tmp_path / "data")
    with staged("in process", folder, write_rulebook(tmp_path)) as stage, playing(stage):
        yield stage
