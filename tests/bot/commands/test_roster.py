"""`leitai roster import`: all or nothing, every faulty row named."""

import csv
import io
from pathlib import Path

import openpyxl

from tests.bot.commands.conftest import refused
from tests.cast import PARTS, roster_csv
from tests.stage import command


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
        "东湖所,戊,leader,6\n"
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
        ("columns.csv", "单位,姓名\n东湖所,甲\n".encode(), "unit,name,role,telegram_id"),
        ("gbk.csv", roster_csv().encode("gb18030"), "UTF-8"),
        ("fake.xlsx", b"PK\x03\x04 nothing", ".xlsx"),
        ("old.xls", b"\xd0\xcf\x11\xe0", ".xlsx"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        refused(command("roster", "import", str(file), env=env), part)


def test_a_roster_needs_a_rulebook(env: dict[str, str], tmp_path: Path) -> None:
    file = roster(tmp_path, roster_csv())
    refused(command("roster", "import", file, env=env | {"LEITAI_RULEBOOK": ""}), "LEITAI_RULEBOOK")
