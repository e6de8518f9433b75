"""`leitai matters`: every part of every matter, now or at a moment, as JSON and as a workbook."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.files import sample_path
from tests import engine
from tests.cast import FOOD_REVIEWER, HEAD, OFFICE_REVIEWER
from tests.faults.bureau import leitai
from tests.handlers.matters.bureau import day, opened
from tests.stage import clean, english

KEYS = (
    "number kind unit title deadline round state outcome counts_in quantity done person measure source parent "
    "assigned_by assigned_at verified_by verified_at extensions returns"
)

WRITTEN = ("校园周边食品店排查", "省局部署", "卫科长", "快检室未启用", "配齐试剂", "张明", "专项检查", "整改事项")
"""What people wrote or are called, and kinds: the rulebook of these matters has no other name for them."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two matters: one part was amended, one waits, one was missed."""
    bench = opened(tmp_path / "leitai.db")
    bench.assign(FOOD_REVIEWER, "inspection", "xixi:38 donghu:40", day(11, 25), source="省局部署", helpers=("nanqiao",))
    bench.assign(
        OFFICE_REVIEWER,
        "rectify",
        "donghu",
        day(11, 25),
        "快检室未启用",
        measure="配齐试剂",
        responsible="张明",
        parent=1,
    )
    bench.later(minutes=1)
    bench.act(HEAD, "finish", quantity=40, words="=已查完")
    bench.act(FOOD_REVIEWER, "amend", quantity=38, words="两户停业")
    bench.now = day(11, 26)
    bench.tick()
    bench.database.close()
    return tmp_path


def test_the_array_is_by_number_and_unit_with_exactly_these_keys(folder: Path) -> None:
    rows = json.loads(leitai(folder, "matters", "--format", "json").out)
    assert [(row["number"], row["unit"], row["state"], row["outcome"]) for row in rows] == [
        (1, "donghu", "closed", "on_time"),
        (1, "xixi", "open", "missed"),
        (2, "donghu", "open", "missed"),
    ]
    assert [list(row) for row in rows] == [KEYS.split()] * 3
    assert rows[0] == {
        "number": 1,
        "kind": "inspection",
        "unit": "donghu",
        "title": "校园周边食品店排查",
        "deadline": "2026-11-25T17:00:00+08:00",
        "round": 1,
        "state": "closed",
        "outcome": "on_time",
        "counts_in": "2026-11",
        "quantity": 40,
        "done": 38,
        "person": None,
        "measure": None,
        "source": "省局部署",
        "parent": None,
        "assigned_by": FOOD_REVIEWER,
        "assigned_at": "2026-11-19T09:00:00+08:00",
        "verified_by": FOOD_REVIEWER,
        "verified_at": "2026-11-19T09:01:00+08:00",
        "extensions": 0,
        "returns": 0,
    }
    assert (rows[2]["parent"], rows[2]["person"], rows[2]["measure"]) == (1, "张明", "配齐试剂")


def test_it_is_told_as_it_stood_at_a_moment(folder: Path) -> None:
    rows = json.loads(leitai(folder, "matters", "--as-of", "2026-11-25T12:00").out)
    assert [(row["unit"], row["state"], row["outcome"]) for row in rows] == [
        ("donghu", "closed", "on_time"),
        ("xixi", "open", None),
        ("donghu", "open", None),
    ]
    assert json.loads(leitai(folder, "matters", "--as-of", "2026-11-18").out) == []


def book(folder: Path, language: str) -> list[list[Any]]:
    """Return the cells of the workbook, a list a row."""
    env = {
        "LEITAI_LANGUAGE": language,
        "LEITAI_TOKEN": "1:x",
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
    }
    command = [sys.executable, "-m", "bot", "matters", "--format", "xlsx"]
    settings = {**clean(os.environ), **engine.settings(folder), **env, "LEITAI_CLOCK": "2026-12-07T09:00:00+08:00"}
    done = subprocess.run(command, capture_output=True, env=settings, check=False)
    assert done.returncode == 0, done.stderr.decode()
    (page,) = load_workbook(io.BytesIO(done.stdout)).worksheets
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_the_workbook_holds_the_same_in_words_and_no_formulas(folder: Path) -> None:
    head, first, second, third = book(folder, "zh")
    told = dict(zip(head, first, strict=True))
    assert (told["台账号"], told["种类"], told["单位"], told["配合"]) == (
        "T0001",
        "专项检查",
        "东湖市场监管所",
        "南桥市场监管所",
    )
    assert (told["数量"], told["进展"], told["状态"], told["结果"], told["核查人"]) == (
        40,
        38,
        "已办结",
        "按期",
        "卫科长",
    )
    assert (second[head.index("结果")], third[head.index("上级")]) == ("逾期未结", "T0001")


def test_the_workbook_is_in_english_where_commands_are(folder: Path) -> None:
    rows = book(folder, "en")
    told = dict(zip(*rows[:2], strict=True))
    assert (told["Number"], told["Units"], told["Helpers"], told["State"], told["Result"]) == (
        "T0001",
        "Donghu Office",
        "Nanqiao Office",
        "completed",
        "on time",
    )
    for row in rows:
        english(" ".join(str(cell) for cell in row if cell), *WRITTEN)


def test_another_format_is_wrong_usage(folder: Path) -> None:
    done = leitai(folder, "matters", "--format", "csv")
    assert (done.code, "json xlsx" in done.err) == (2, True)
