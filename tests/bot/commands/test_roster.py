"""`leitai roster import`: all or nothing, every faulty row named."""

import contextlib
import csv
import io
from pathlib import Path

import openpyxl
import pytest

from storage.database import Database
from storage.roster import Entry
from storage.roster import entries as all_entries
from tests.bot.commands.conftest import refused
from tests.cast import ADMIN, LEADER, PARTS, roster_csv
from tests.engine import place
from tests.stage import Stage, command


def roster(tmp_path: Path, text: str, name: str = "roster.csv") -> str:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_roster_is_imported_and_a_second_time_changes_nothing(env: dict[str, str], tmp_path: Path) -> None:
    file = roster(tmp_path, roster_csv())
    first = command("roster", "import", file, env=env)
    assert (first.code, first.out) == (0, f"名册已导入：新增 {len(PARTS)} 行，原有 0 行，停用 0 行\n")
    head = command("audit", "verify", env=env).out
    second = command("roster", "import", file, env=env)
    assert (second.code, second.out) == (0, f"名册已导入：新增 0 行，原有 {len(PARTS)} 行，停用 0 行\n")
    assert command("audit", "verify", env=env).out == head


def test_replace_makes_the_file_the_whole_roster(env: dict[str, str], tmp_path: Path) -> None:
    command("roster", "import", roster(tmp_path, roster_csv()), env=env)
    done = command("roster", "import", roster(tmp_path, roster_csv(PARTS[:3])), "--replace", env=env)
    assert done.out == f"名册已导入：新增 0 行，原有 3 行，停用 {len(PARTS) - 3} 行\n"


def test_every_faulty_row_of_a_roster_is_named_and_nothing_is_imported(env: dict[str, str], tmp_path: Path) -> None:
    file = roster(
        tmp_path,
        "unit,name,role,telegram_id\n"
        "东湖所,王所长,head,1001\n"
        "没有所,甲,head,1\n"
        "东湖所,乙,boss,2\n"
        "东湖所,丙,head,abc\n"
        ",丁,head,4\n"
        "东湖所,,head,5\n"
        "东湖所,戊,head,1001\n"
        "东湖所,己,head,-7\n"
        "东湖所,王所长,head,1001\n",
    )
    done = command("roster", "import", file, env=env)
    refused(done, "没有所", "boss", "abc", "8 处错误")
    assert [line[:5] for line in done.err.splitlines()[:-1]] == [f"第 {line} 行"[:5] for line in range(3, 11)]
    good = command("roster", "import", roster(tmp_path, roster_csv(PARTS[:1]), "good.csv"), env=env)
    assert "新增 1 行" in good.out


def test_a_roster_comes_as_csv_with_bom_and_columns_in_any_order(env: dict[str, str], tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(roster_csv())))
    text = "\ufeff" + "\r\n".join(",".join(reversed(row)) for row in rows) + "\r\n"
    done = command("roster", "import", roster(tmp_path, text), env=env)
    assert f"新增 {len(PARTS)} 行" in done.out, done.err


def test_a_unit_of_a_roster_may_stand_by_its_english_name(env: dict[str, str], tmp_path: Path) -> None:
    good = "unit,name,role,telegram_id\nconsumer  protection,李科长,reviewer,2001\n"
    done = command("roster", "import", roster(tmp_path, f"{good}Consumer,甲,reviewer,7\n"), env=env)
    refused(done, "第 3 行：没有叫“Consumer”的单位，请用竞赛方案中的编号、名称、别名或英文名")
    assert "新增 1 行" in command("roster", "import", roster(tmp_path, good), env=env).out
    same = good.replace("consumer  protection", "消保科")
    assert "原有 1 行" in command("roster", "import", roster(tmp_path, same), env=env).out


def test_a_roster_comes_as_xlsx(env: dict[str, str], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(roster_csv())):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    file = tmp_path / "名册.xlsx"
    book.save(file)
    done = command("roster", "import", str(file), env=env)
    assert f"新增 {len(PARTS)} 行" in done.out, done.err


def test_what_is_no_roster_is_refused(env: dict[str, str], tmp_path: Path) -> None:
    refused(command("roster", "import", str(tmp_path / "nowhere.csv"), env=env), "nowhere.csv")
    refused(command("roster", "import", str(tmp_path), env=env), str(tmp_path))
    for name, content, part in (
        ("empty.csv", b"", "空"),
        ("head.csv", b"unit,name,role,telegram_id\n", ""),
        ("columns.csv", "单位,姓名\n东湖所,甲\n".encode(), "单位、姓名、身份、数字编号"),
        ("fake.xlsx", b"PK\x03\x04 nothing", ".xlsx"),
        ("old.xls", b"\xd0\xcf\x11\xe0", ".xlsx"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        refused(command("roster", "import", str(file), env=env), part)


def test_a_roster_needs_a_rulebook(env: dict[str, str], tmp_path: Path) -> None:
    file = roster(tmp_path, roster_csv())
    refused(command("roster", "import", file, env=env | {"LEITAI_RULEBOOK": ""}), "LEITAI_RULEBOOK")


CHINESE = """单位,姓名,身份,数字编号
东湖所,王所长,负责人,1001
办公室,李科长,核实人,2001
局机关,赵局长,局领导,3001
办公室,韩管理员,管理员,4001
办公室,韩管理员,核实人,4001
"""


def entries(folder: Path) -> list[Entry]:
    with contextlib.closing(Database(place(folder / "leitai.db"))) as books:
        return books.look(all_entries)


@pytest.mark.parametrize(
    "header", ["单位,姓名,身份,数字编号", "Unit,Name,角色,Telegram ID", "所在单位,名字,ROLE,Telegram 数字编号"]
)
def test_a_roster_may_be_written_in_chinese_with_units_beside_leaders_and_admins(
    env: dict[str, str], tmp_path: Path, header: str
) -> None:
    done = command("roster", "import", roster(tmp_path, CHINESE.replace("单位,姓名,身份,数字编号", header)), env=env)
    assert "新增 5 行" in done.out, done.err
    found = entries(Path(env["LEITAI_DATA_DIR"]))
    assert [entry.role for entry in found] == ["head", "reviewer", "leader", "admin", "reviewer"]
    assert found[2].unit == "局机关"
    assert found[3].unit == found[4].unit == found[1].unit


def test_an_admin_and_a_leader_with_a_unit_are_found_and_may_no_more_than_others(stage: Stage) -> None:
    text = CHINESE.replace("3001", str(LEADER)).replace("4001", str(ADMIN))
    assert stage.leitai("roster", "import", roster(stage.folder.parent, text), "--replace").code == 0
    stage.say(LEADER, "/feedback 测试")
    assert [message.text for message in stage.said(ADMIN) if "测试" in message.text] == [stage.last(ADMIN).text]
    stage.say(LEADER, "/report 东湖所 工单按期回复率 98/100")
    assert stage.json("submissions") == []


def test_one_numeric_id_is_one_person(env: dict[str, str], tmp_path: Path) -> None:
    head, one, two = "unit,name,role,telegram_id", "东湖所,王所长,head,1001", "西溪所,张所长,head,1001"
    both = roster(tmp_path, f"{head}\n{one}\n{two}\n", "both.csv")
    refused(command("roster", "import", both, env=env), "第 3 行：这个数字编号已写在另一个姓名下（1001 王所长）")
    assert command("roster", "import", roster(tmp_path, f"{head}\n{one}\n"), env=env).code == 0
    other = roster(tmp_path, f"{head}\n{two}\n", "other.csv")
    refused(command("roster", "import", other, env=env), "第 2 行：这个数字编号已写在另一个姓名下（1001 王所长）")
    assert command("roster", "import", other, "--replace", env=env).code == 0
