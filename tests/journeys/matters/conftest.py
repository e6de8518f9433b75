"""A bureau with kinds of matters: tasks of two sorts, problems that are looked at again, and what heads may propose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.files import read_sample
from tests import engine
from tests.cast import roster_csv
from tests.stage import Stage, furnish, playing, staged

REPORTED = """leads = ["bangongshi"]          # 方案未写明牵头单位，示例定为办公室
input = "rate"                  # 按期完成数/交办数
unit = "%"
"""
COUNTED = """leads = ["bangongshi"]
input = "tasks"
source = { matters = ["urgent_task"] }
"""
"""What the sample lets be reported, and what is counted here instead."""
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
    assert REPORTED in sample
    sample = sample.replace(REPORTED, COUNTED, 1)
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
