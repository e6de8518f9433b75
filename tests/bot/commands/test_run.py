"""`leitai run`: what it refuses, how it waits for the chat server, and how it ends."""

import signal
import socket
from pathlib import Path

import pytest

from bot.files import read_sample
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from tests.bot.commands.conftest import ended, refused, running
from tests.cast import BEGIN, HEAD, SECRET
from tests.engine import server_alone, sqlite_alone
from tests.stage import OwnProcess, Stage, command


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
        (
            {"LEITAI_GROUP": "局工作群", "LEITAI_LOG_LEVEL": "LOUD", "LEITAI_OWNER": "9" * 30},
            ("LEITAI_GROUP", "LEITAI_LOG_LEVEL", "LEITAI_OWNER"),
        ),
        ({"LEITAI_OWNER": "me"}, ("LEITAI_OWNER",)),
        ({"LEITAI_HTTP": "9090"}, ("LEITAI_HTTP", "127.0.0.1:9090")),
        ({"LEITAI_HTTP": "http://127.0.0.1:9090/x"}, ("LEITAI_HTTP",)),
        ({"LEITAI_HTTP": "127.0.0.1:99999"}, ("LEITAI_HTTP",)),
        ({"LEITAI_DATABASE_URL": "mysql://localhost/leitai"}, ("LEITAI_DATABASE_URL",)),
        ({"LEITAI_DATA_DIR": "/proc/nowhere"}, ("/proc/nowhere",)),
    ],
)
def test_run_refuses_wrong_settings_and_names_each(
    env: dict[str, str], changed: dict[str, str], parts: tuple[str, ...]
) -> None:
    refused(command("run", env=env | changed), *parts)


def test_run_refuses_a_port_that_somebody_else_uses(env: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        refused(command("run", env=env | {"LEITAI_HTTP": address}), address, "端口已被占用")


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


@sqlite_alone
def test_run_refuses_a_file_that_is_no_database(env: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "data" / "leitai.db"
    file.parent.mkdir()
    file.write_bytes(b"not a database at all, but long enough to look like one" * 100)
    refused(command("run", env=env), str(file))
    for words in (("standings", "--period", "2026-11"), ("submissions", "--format", "json"), ("audit", "verify")):
        refused(command(*words, env=env), str(file))


def test_run_ends_at_once_when_telegram_says_401(env: dict[str, str]) -> None:
    chat = Chat(clock=lambda: BEGIN, token="200:anotherSecret")
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
    assert done.err.splitlines()[-1] == (
        "leitai run 正在结束：手头的做完就停，还没有发出的、还没有处理的，下次启动接着做"
    )
    assert SECRET not in done.err + "".join(tries)
    assert "Traceback" not in done.err


@server_alone
@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_a_second_run_on_a_server_shares_the_work_and_leads_when_the_first_is_killed(stage: Stage) -> None:
    assert isinstance(stage, OwnProcess)
    with running(stage.env()) as second:
        assert second.stdout is not None
        assert second.stdout.readline().startswith("ready bot=@")
        stage.report(HEAD)
        stage.kill()
        stage.report(HEAD, "平台建设 1/2")
        assert len(stage.said(HEAD)) == 2
        second.send_signal(signal.SIGTERM)
        done = ended(second)
    assert (done.code, done.out) == (0, "")
    assert "Traceback" not in done.err
    assert "this process leads" in done.err
    assert stage.books(1)["state"] == "pending"


@sqlite_alone
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
