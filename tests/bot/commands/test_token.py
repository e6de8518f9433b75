"""A canary in the place of the token: whatever goes wrong outside, no command says it or writes it anywhere."""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.cli import assembled
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import Fault, page, refuse, server_error
from tests.cast import ADMIN, BEGIN, GROUP, HEAD, OTHER_HEAD, REVIEWER, roster_csv
from tests.stage import PATIENCE, OwnProcess, Stage, clean, command

CANARY = "777000:CanaryAAE-x_y9Zk3Lm8Qw2Rt5Yu7Io1"
HALF = CANARY.partition(":")[2]
URL = f"https://api.telegram.org/bot{CANARY}/sendMessage"
ECHO = f"cannot reach {URL}, or as it is written elsewhere {quote(URL, safe='')}"


def sings(text: str) -> bool:
    """Say whether the canary is in a text, in whatever form."""
    return HALF.lower() in text.lower()


@pytest.fixture
def env(env: dict[str, str]) -> dict[str, str]:
    """What an operator sets who wants to hear everything."""
    return env | {"LEITAI_TOKEN": CANARY, "LEITAI_LOG_LEVEL": "DEBUG"}


def said(*words: str, env: dict[str, str]) -> str:
    """Run a command in a process of its own; returns all that it says."""
    ran = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**clean(os.environ), **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    return ran.stdout + ran.stderr


def written(folder: Path) -> list[str]:
    """List the files that the canary is in."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if sings(path.read_bytes().decode("latin-1"))]


@contextmanager
def echoing_proxy(answer: str) -> Iterator[str]:
    """Serve as a proxy that refuses everything and says what it was asked for."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                asked = caller.recv(65536).decode("latin-1").splitlines()[0]
                body = f"<html>{asked} {ECHO}</html>".encode()
                head = (f"{answer} {asked}", f"Content-Length: {len(body)}", f"X-Asked: {asked}", "Connection: close")
                caller.sendall("\r\n".join((*head, "", "")).encode() + body)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


MISTAKES = {
    "demo": ("demo", "--out", CANARY),
    "run": ("run", CANARY),
    "check": ("check", CANARY),
    "score": ("score", CANARY, CANARY, "--period", CANARY),
    "standings": ("standings", "--period", "2026-11", "--arena", CANARY),
    "submissions": ("submissions", "--unit", URL),
    "publications": ("publications", "--period", CANARY),
    "invites": ("invites", CANARY),
    "migrate": ("migrate", "--to", CANARY),
    "roster": ("roster", "import", URL),
    "rulebook": ("rulebook", "put", URL, "--from", "2026-11", "--by", "1"),
    "values": ("values", "import", CANARY, "--by", CANARY),
    "matters": ("matters", "import", CANARY, "--by", CANARY),
    "forget": ("forget", CANARY),
    "audit": ("audit", CANARY),
    "backup": ("backup", f"/proc/{CANARY}"),
    "restore": ("restore", URL),
}
"""Every command, with the canary where it does not belong."""


def test_every_command_is_listened_to() -> None:
    app = assembled()
    commands = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    assert commands == MISTAKES.keys()


@pytest.mark.parametrize("words", MISTAKES.values(), ids=list(MISTAKES))
def test_a_command_that_is_given_the_token_by_mistake_does_not_repeat_it(
    env: dict[str, str], words: tuple[str, ...]
) -> None:
    done = command(*words, env=env)
    assert done.code in (1, 2)
    assert not sings(done.out + done.err)


WRONG = (
    {"LEITAI_API_URL": f"http://127.0.0.1:9/bot{CANARY}"},
    {"LEITAI_TOKEN": "", "LEITAI_TOKEN_FILE": CANARY},
    {"LEITAI_TOKEN": f"{CANARY} {CANARY}"},
    {"LEITAI_DATA_DIR": f"/proc/{CANARY}"},
    {"LEITAI_CLOCK": CANARY},
    {"LEITAI_PROXY": f"http://{HALF}@127.0.0.1:9"},
    {"LEITAI_RULEBOOK": f"/nowhere/{CANARY}.toml"},
    {"LEITAI_WEBHOOK_URL": f"https://a.org/{HALF}"},
    {"LEITAI_EVIDENCE_URL": f"s3://{CANARY}"},
)


@pytest.mark.parametrize("changed", WRONG, ids=[" ".join(changed) for changed in WRONG])
def test_a_setting_that_holds_the_token_by_mistake_is_refused_without_it(
    env: dict[str, str], changed: dict[str, str]
) -> None:
    done = command("check", env=env | changed)
    assert done.code == 1
    assert not sings(done.out + done.err)


@pytest.mark.parametrize("answer", ["HTTP/1.1 502", "HTTP/1.1 407", "HTTP/1.1 200", "nonsense"])
def test_a_proxy_that_says_what_it_was_asked_for_is_not_repeated(env: dict[str, str], answer: str) -> None:
    with echoing_proxy(answer) as proxy:
        done = command("check", env=env | {"LEITAI_API_URL": "http://localhost:1", "LEITAI_PROXY": proxy})
    assert "连不上" in done.reason
    assert not sings(done.out + done.err)


@pytest.mark.parametrize(
    "fault", [refuse(400, ECHO), refuse(401, ECHO), refuse(404, ECHO), refuse(429, ECHO), server_error(502, html=True)]
)
def test_a_chat_server_that_repeats_the_token_is_not_repeated(env: dict[str, str], fault: Fault) -> None:
    chat = Chat(clock=lambda: BEGIN, token=CANARY)
    chat.faults.plan(fault, method="getMe")
    with serve_in_thread(chat) as server:
        done = command("check", env=env | {"LEITAI_API_URL": server.url})
    assert "聊天服务器" in done.reason
    assert not sings(done.out + done.err)


def troubled(stage: Stage) -> None:
    """Let the world around a bot repeat the token in whatever goes wrong."""
    plan = stage.chat.faults.plan
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        plan(refuse(500, ECHO), method=method)
        plan(page(f"<html>{ECHO}</html>"), method=method)
        plan(page(json.dumps({"ok": True, "by": ECHO})), method=method)
    for method in ("setMyCommands", "setMessageReaction", "answerCallbackQuery", "getFile", "sendChatAction"):
        plan(refuse(400, ECHO), method=method, times=None)
    plan(refuse(403, f"Forbidden: bot was kicked {ECHO}"), method="sendMessage", chat=GROUP)
    plan(refuse(400, f"Bad Request: {ECHO}"), method="sendMessage", chat=OTHER_HEAD)
    plan(refuse(500, ECHO), method="sendMessage", chat=REVIEWER, times=2)
    plan(page(f"<html>{ECHO}</html>", after=True), method="sendMessage", chat=HEAD)


def lived(stage: OwnProcess) -> str:
    """Let the bot live through a troubled day; returns all that it says."""
    try:
        stage.start()
        assert stage.process is not None
        writer = stage.chat.world.user(HEAD)
        odd = {"message_id": 9001, "date": URL, "from": writer, "chat": {"id": HEAD, "type": "private"}}
        stage.chat.updates.push("message", odd)
        stage.report(HEAD)
        stage.report(OTHER_HEAD)
        stage.say(HEAD, f"/feedback 令牌是 {CANARY}，地址是 {URL}")
        stage.say(HEAD, "/report 办结率 97/100", to=GROUP)
        stage.say(ADMIN, "/pending")
        stage.process.terminate()
        rest, _ = stage.process.communicate(timeout=PATIENCE)
        return rest + stage.stderr()
    finally:
        if stage.process is not None:
            stage.process.kill()
            stage.process.communicate()
            stage.process = None
            stage._err.close()


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_in_a_world_that_repeats_the_token_no_command_says_it_or_writes_it_anywhere(waiting_stage: Stage) -> None:
    stage = waiting_stage
    assert isinstance(stage, OwnProcess)
    stage.chat.world.token = CANARY
    stage.settings |= {"LEITAI_TOKEN": CANARY, "LEITAI_LOG_LEVEL": "DEBUG"}
    troubled(stage)
    told = lived(stage)
    assert "DEBUG" in told
    assert "Traceback" in told, "the odd update left one"
    assert [m.text for m in stage.said(ADMIN) if "没有送达" in m.text], "the admins heard why"
    assert [m.text for m in stage.said(ADMIN) if "令牌是" in m.text], "the word reached the admins"
    assert not sings(told)
    assert [call.method for call in stage.chat.calls if sings(repr(call.params))] == []
    stage.chat.faults.plan(refuse(400, ECHO), method="getMe")
    values, roster = stage.folder.with_name("values.csv"), stage.folder.with_name("roster.csv")
    values.write_text("unit,metric,period,value\n", encoding="utf-8")
    roster.write_text(roster_csv(), encoding="utf-8")
    for words in (
        ("check",),
        ("standings", "--period", "2026-11"),
        ("submissions",),
        ("migrate",),
        ("audit", "verify"),
        ("backup", str(stage.folder.with_name("house.tar"))),
        ("backup", f"/proc/{CANARY}/house.tar"),
        ("restore", str(stage.folder.with_name("house.tar")), "--force"),
        ("roster", "import", str(roster)),
        ("values", "import", str(values), "--by", str(REVIEWER)),
        ("score", str(stage.rulebook), str(values), "--period", "2026-11"),
    ):
        assert not sings(said(*words, env=stage.env())), words
    assert stage.folder.with_name("house.tar").exists()
    assert written(stage.folder.parent) == []
