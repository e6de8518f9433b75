"""`leitai matters import`: what the form says is assigned as a whole, or every faulty row is told."""

import json
from pathlib import Path

import pytest

from tests.cast import BEGIN, HEAD, LEADER, OFFICE_REVIEWER, TOKEN
from tests.handlers.matters.bureau import opened, rulebook
from tests.journeys.matters.test_files import ABOVE, table
from tests.stage.commands import Done, command

HEADER = "序号,种类,标题,单位,时限,数量,配合,责任人,措施,来源,上级"
GOOD = f"""{HEADER}
1,临时性工作,校园周边食品店排查,东湖所、西溪所,11月25日,东湖所40、西溪所38,南桥所,,,周调度会,2
2,临时性工作,食品安全攻坚,,,,,张主任,,,
3,整改事项,'=快检室未启用,西溪所,2026-11-25 12:00,,,张明,配齐试剂,,1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the cast and kinds of matters, and nothing assigned yet."""
    opened(tmp_path / "leitai.db").database.close()
    (tmp_path / "rules.toml").write_bytes(rulebook())
    return tmp_path


def leitai(folder: Path, *words: str) -> Done:
    settings = {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_RULEBOOK": str(folder / "rules.toml"),
        "LEITAI_CLOCK": BEGIN.isoformat(),
    }
    return command(*words, env=settings)


def imported(folder: Path, data: str | bytes, by: int = OFFICE_REVIEWER, name: str = "form.csv") -> Done:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return leitai(folder, "matters", "import", str(file), "--by", str(by))


def test_all_of_a_table_is_assigned_and_its_numbers_are_told(folder: Path) -> None:
    done = imported(folder, GOOD)

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "已交办 3 件",
        "T0002 东湖市场监管所、西溪市场监管所：校园周边食品店排查",
        "T0001 上级事项：食品安全攻坚",
        "T0003 西溪市场监管所：=快检室未启用",
    ]
    rows = json.loads(leitai(folder, "matters").out)
    assert [(row["number"], row["unit"], row["quantity"], row["parent"]) for row in rows] == [
        (1, None, None, None),
        (2, "donghu", 40, 1),
        (2, "xixi", 38, 1),
        (3, "xixi", None, 2),
    ]
    assert rows[3]["deadline"] == "2026-11-25T12:00:00+08:00"
    assert {row["assigned_by"] for row in rows} == {OFFICE_REVIEWER}
    assert leitai(folder, "audit", "verify").code == 0


def test_a_table_that_comes_again_is_refused_as_a_whole(folder: Path) -> None:
    assert imported(folder, GOOD, LEADER).code == 0

    again = imported(folder, GOOD + "4,临时性工作,另一件,东湖所,11月25日,,,,,,\n", LEADER)

    assert (again.code, again.out) == (1, "")
    assert "第 2 行：已有同样的事项 T0002（东湖市场监管所），还没有办结" in again.err
    assert "第 3 行：已有同样的事项 T0001，还没有办结" in again.err
    assert "有 3 处错误，什么都没有改动" in again.err
    assert len(json.loads(leitai(folder, "matters").out)) == 4


def test_every_faulty_row_is_told_in_the_words_of_the_chat_and_nothing_is_assigned(folder: Path) -> None:
    done = imported(folder, f"{GOOD}4,专项检查,,北山所,尽快,,,,,,T9\n")

    assert (done.code, done.out) == (1, "")
    assert [line.partition("。")[0] for line in done.err.splitlines()[:-1]] == [
        "第 5 行：“专项检查”不由您交办",
        "第 5 行：没有写标题",
        "第 5 行：没有叫“北山所”的单位，您是不是要找：北营市场监管所",
        "第 5 行：没有看懂时限“尽快”",
        "第 5 行：没有上级 T9",
    ]
    assert "有 5 处错误，什么都没有改动" in done.err
    assert json.loads(leitai(folder, "matters").out) == []


def test_a_workbook_is_taken_too_and_what_is_none_is_refused(folder: Path) -> None:
    assert imported(folder, table((*ABOVE[:1], "临时性工作", *ABOVE[2:])), name="form.xlsx").out.splitlines() == [
        "已交办 1 件",
        "T0001 上级事项：食品安全攻坚",
    ]
    for data, name, said in (
        (b"PK", "form.xlsx", "没有交办：form.xlsx 已损坏"),
        (b"x", "form.txt", "没有交办：form.txt 不是表格文件"),
        ("甲,乙\n1,2\n".encode(), "form.csv", "整张表：没有找到列：种类、标题、单位"),
    ):
        done = imported(folder, data, name=name)
        assert (done.code, said in done.err) == (1, True), done.err


@pytest.mark.parametrize("by", [HEAD, 999])
def test_nobody_assigns_who_may_not(folder: Path, by: int) -> None:
    done = imported(folder, GOOD, by)

    assert (done.code, done.out) == (1, "")
    assert "什么都没有改动" in done.err
    assert json.loads(leitai(folder, "matters").out) == []
