"""The command line: exit codes, the human cause as the last line on stderr, and never a traceback or the token."""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from bot.files import read_sample, sample_path
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from tests.cast import ADMIN, HEAD, PARTS, REVIEWER, SECRET, TOKEN, roster_csv
from tests.stage import PATIENCE, Done, OwnProcess, Stage, clean, command

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refused(done: Done, *parts: str, code: int = 1) -> None:
    """Hold what every refusal promises."""
    assert done.code == code, done.err
    assert CHINESE.search(done.reason), done.err
    assert done.out == "" or not done.out.startswith("ready")
    told = done.out + done.err
    assert "Traceback" not in told
    assert SECRET not in told
    for part in parts:
        assert part in told


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(tmp_path / "data"),
        "LEITAI_CLOCK": "2026-11-19T09:00:00+08:00",
    }


@contextmanager
def running(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run `leitai run` in a process of its own, and end it at the latest with the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env={**clean(os.environ), **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=PATIENCE)
    return Done(process.returncode, out, err)


# leitai run


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({"LEITAI_TOKEN": ""}, ("LEITAI_TOKEN",)),
        ({"LEITAI_TOKEN": "leitaiSandboxSecret"}, ("令牌不完整",)),
        ({"LEITAI_TOKEN": "", "LEITAI_TOKEN_FILE": "/nowhere/token"}, ("/nowhere/token",)),
        ({"LEITAI_RULEBOOK": ""}, ("LEITAI_RULEBOOK", "wusai.toml")),
        ({"LEITAI_RULEBOOK": "/nowhere/rules.toml"}, ("/nowhere/rules.toml",)),
        ({"LEITAI_API_URL": "https://api.telegram.org"}, ("LEITAI_CLOCK", "LEITAI_API_URL")),
        ({"LEITAI_API_URL": "http://192.0.2.1:8081"}, ("LEITAI_CLOCK",)),
        ({"LEITAI_API_URL": "ftp://127.0.0.1"}, ("LEITAI_API_URL",)),
        ({"LEITAI_CLOCK": "tomorrow"}, ("LEITAI_CLOCK", "tomorrow")),
        ({"LEITAI_CLOCK": "2026-11-19T09:00:00"}, ("LEITAI_CLOCK",)),
        ({"LEITAI_GROUP": "局工作群", "LEITAI_LOG_LEVEL": "LOUD"}, ("LEITAI_GROUP", "LEITAI_LOG_LEVEL")),
        ({"LEITAI_OWNER": "me"}, ("LEITAI_OWNER",)),
        ({"LEITAI_DATABASE_URL": "mysql://localhost/leitai"}, ("LEITAI_DATABASE_URL",)),
        ({"LEITAI_DATA_DIR": "/proc/nowhere"}, ("/proc/nowhere",)),
    ],
)
def test_run_refuses_wrong_settings_and_names_each(
    env: dict[str, str], changed: dict[str, str], parts: tuple[str, ...]
) -> None:
    refused(command("run", env=env | changed), *parts)


def test_run_refuses_a_faulty_rulebook_and_names_every_fault(env: dict[str, str], tmp_path: Path) -> None:
    text = read_sample().decode()
    for good, bad in (
        ('leads = ["xiaobao"]', 'leads = ["nowhere"]'),
        ('input = "count"', 'input = "weight"'),
        ("places = 2 ", "places = 99 "),
    ):
        assert good in text
        text = text.replace(good, bad, 1)
    rulebook = tmp_path / "faulty.toml"
    rulebook.write_text(text, "utf-8")
    done = command("run", env=env | {"LEITAI_RULEBOOK": str(rulebook)})
    refused(done, "nowhere", "weight", "99")
    assert len(done.err.splitlines()) >= 3


def test_run_refuses_a_rulebook_that_is_no_toml(env: dict[str, str], tmp_path: Path) -> None:
    rulebook = tmp_path / "broken.toml"
    for content in (b"[competition\nname = ", "竞赛".encode("gb18030"), b""):
        rulebook.write_bytes(content)
        refused(command("run", env=env | {"LEITAI_RULEBOOK": str(rulebook)}))


def test_run_refuses_a_file_that_is_no_database(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "data" / "leitai.db"
    file.parent.mkdir()
    file.write_bytes(b"not a database at all, but long enough to look like one" * 100)
    refused(command("run", env=env), str(file))
    for words in (("standings", "--period", "2026-11"), ("submissions", "--format", "json"), ("audit", "verify")):
        refused(command(*words, env=env), str(file))


def test_run_ends_at_once_when_telegram_says_401(env: dict[str, str]) -> None:
    chat = Chat(clock=lambda: None, token="200:anotherSecret")  # type: ignore[arg-type,return-value]
    with serve_in_thread(chat) as server, running(env | {"LEITAI_API_URL": server.url}) as process:
        refused(ended(process), "401", "LEITAI_TOKEN")


def test_run_keeps_trying_an_unreachable_server_and_ends_well_when_told(env: dict[str, str]) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with running(env | {"LEITAI_API_URL": url}) as process:
            assert process.stderr is not None
            tries = [process.stderr.readline() for _ in range(2)]
            assert all("cannot be reached" in line for line in tries), tries
            process.send_signal(signal.SIGTERM)
            done = ended(process)
    assert (done.code, done.out) == (0, "")
    assert SECRET not in done.err + "".join(tries)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_a_second_run_on_the_same_database_is_refused_and_the_first_goes_on(stage: Stage) -> None:
    with running(stage.env()) as second:
        refused(ended(second), "已经有一个 leitai run", str(stage.database))
    stage.report(HEAD)
    assert stage.books()["state"] == "pending"


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_run_ends_with_0_when_interrupted(stage: Stage) -> None:
    stage.report(HEAD)
    assert isinstance(stage, OwnProcess)
    stage.stop(signal.SIGINT)
    assert stage.books()["state"] == "pending"


def test_a_run_in_front_of_the_settings_of_a_dot_env_file(env: dict[str, str], tmp_path: Path) -> None:
    rulebook = tmp_path / "rules.toml"
    rulebook.write_bytes(read_sample())
    (tmp_path / ".env").write_text("LEITAI_GROUP=not-a-number\n", encoding="utf-8")
    settings = env | {"LEITAI_RULEBOOK": str(rulebook)}
    refused(command("run", env=settings), "LEITAI_GROUP")
    assert command("check", "--offline", env=settings | {"LEITAI_GROUP": "-100"}).code == 0, "the environment wins"


# leitai check


def test_check_says_what_is_usable(env: dict[str, str]) -> None:
    done = command("check", "--offline", env=env)
    assert done.code == 0, done.err
    for part in ("设置：可用", "竞赛方案：可用", "字体：可用", "数据库：还没有", "检查通过"):
        assert part in done.out
    assert not (Path(env["LEITAI_DATA_DIR"])).exists(), "a check changes nothing"


def test_check_names_every_fault_at_once(env: dict[str, str], tmp_path: Path) -> None:
    rulebook = tmp_path / "faulty.toml"
    rulebook.write_text(read_sample().decode().replace('input = "count"', 'input = "weight"'), "utf-8")
    done = command("check", env=env | {"LEITAI_RULEBOOK": str(rulebook), "LEITAI_TOKEN": ""})
    refused(done, "weight", "LEITAI_TOKEN")


def test_check_looks_at_a_rulebook_alone(tmp_path: Path) -> None:
    assert command("check", str(sample_path()), env={}).code == 0
    refused(command("check", str(tmp_path / "nowhere.toml"), env={}), "nowhere.toml")


def test_check_asks_the_chat_server(stage: Stage) -> None:
    done = stage.leitai("check")
    assert done.code == 0, done.err
    assert "机器人 @leitai_bot" in done.out
    refused(stage.leitai("check", env={"LEITAI_TOKEN": "100:wrong"}), "401")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        refused(stage.leitai("check", env={"LEITAI_API_URL": url}), "连不上", url)


def test_check_says_when_the_file_is_not_the_rulebook_in_force(stage: Stage, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_bytes(read_sample() + b"\n# changed\n")
    done = stage.leitai("check", "--offline", env={"LEITAI_RULEBOOK": str(other)})
    assert done.code == 0
    assert "不同" in done.out


# leitai roster import


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


# leitai standings, submissions, audit verify


def test_before_there_is_a_database_every_question_is_refused_and_creates_none(env: dict[str, str]) -> None:
    for words in (("standings", "--period", "2026-11"), ("submissions", "--format", "json"), ("audit", "verify")):
        refused(command(*words, env=env), "还没有数据库")
    assert not (Path(env["LEITAI_DATA_DIR"]) / "leitai.db").exists()


def test_standings_come_as_table_csv_and_json(stage: Stage) -> None:
    both = stage.json("standings", "--period", "2026-11")
    assert [table["arena"] for table in both] == ["offices", "departments"]
    one = stage.json("standings", "--period", "2026-11", "--arena", "市场监管所擂台")
    assert one["arena"] == "offices"
    assert [row["unit"] for row in one["rows"]] == [row["unit"] for row in both[0]["rows"]]
    assert (one["period"], one["final"], one["full_marks"]) == ("2026-11", False, "100.00")
    table = stage.leitai("standings", "--period", "2026-11")
    assert "东湖市场监管所" in table.out
    text = stage.leitai("standings", "--period", "2026-11", "--arena", "offices", "--format", "csv").out
    assert len(list(csv.reader(io.StringIO(text)))) >= 10


WRONG = (
    (("standings",), 2),
    (("standings", "--period", "2026-W12"), 2),
    (("standings", "--period", "November"), 2),
    (("standings", "--period", "2026-11", "--format", "yaml"), 2),
    (("standings", "--period", "2026-11", "--as-of", "yesterday"), 2),
    (("standings", "--period", "2026-11", "--as-of", "2027-01-01T00:00"), 1),
    (("standings", "--period", "2026-11", "--arena", "没有擂台"), 1),
    (("submissions", "--format", "table"), 2),
    (("submissions", "--state", "lost"), 2),
    (("submissions", "--period", "soon"), 2),
    (("submissions", "--unit", "没有所"), 1),
    (("nonsense",), 2),
    (("roster", "import"), 2),
    (("audit", "nonsense"), 2),
    (("standings", "--period", "2026-11", "--nonsense"), 2),
)


def test_wrong_words_are_refused_with_the_published_code(stage: Stage) -> None:
    for words, code in WRONG:
        refused(stage.leitai(*words), code=code)


def test_submissions_are_filtered_by_period_unit_and_state(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    for words, numbers in (
        ((), [1, 2]),
        (("--unit", "东湖所"), [1, 2]),
        (("--unit", "xixi"), []),
        (("--state", "confirmed"), [2]),
        (("--state", "pending", "--period", "2026-11"), [1]),
        (("--period", "2026-10"), []),
    ):
        assert [row["number"] for row in stage.json("submissions", *words)] == numbers, words


def test_audit_verify_names_the_first_difference(stage: Stage) -> None:
    stage.report(HEAD)
    good = stage.leitai("audit", "verify")
    assert (good.code, good.err) == (0, "")
    assert re.search(r"存证码 [0-9a-f]{4}-[0-9a-f]{4}", good.out)
    stage.stop()
    with change(stage.database, "UPDATE audit SET body = replace(body, '98/100', '99/100') WHERE act = 'report'"):
        refused(stage.leitai("audit", "verify"), "第 ")
    stage.start()


@contextmanager
def change(database: Path, statement: str) -> Iterator[None]:
    """Tamper with a copy that takes the database's place for a while."""
    kept = database.with_name("kept")
    shutil.copy(database, kept)
    books = sqlite3.connect(database)
    books.execute("DROP TRIGGER IF EXISTS audit_no_update")
    assert books.execute(statement).rowcount == 1
    books.commit()
    books.close()
    try:
        yield
    finally:
        kept.replace(database)


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("roster", "import", "--help"), ()])
def test_help_is_in_chinese(words: tuple[str, ...]) -> None:
    done = command(*words, env={})
    assert CHINESE.search(done.out + done.err)
    assert done.code in (0, 2)


def test_the_program_ends_with_the_code_and_the_cause(env: dict[str, str]) -> None:
    for words, code in ((("audit", "verify"), 1), (("standings",), 2)):
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            env={**clean(os.environ), **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        refused(Done(ran.returncode, ran.stdout, ran.stderr), code=code)


def test_json_is_readable_by_a_script_with_chinese_as_it_is(stage: Stage) -> None:
    done = stage.leitai("standings", "--period", "2026-11", "--format", "json")
    assert "东湖市场监管所" in done.out
    assert json.loads(done.out)
    assert stage.said(ADMIN) == []
