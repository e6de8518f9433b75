"""Updates that are brought: kept before they are acknowledged, from the chat server alone, and each done once."""

import asyncio
import json
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import httpx
import pytest
from telegram.error import BadRequest

from bot.incoming.webhook import secret_of
from bot.process import RefusedError
from bot.sandbox.watch.faults import HOOK, refuse, reset
from tests import engine
from tests.bot.commands.conftest import refused
from tests.cast import ADMIN, GROUP, HEAD, REVIEWER, TOKEN
from tests.stage import PATIENCE, InProcess, OwnProcess, Stage, playing

SECRET = secret_of(TOKEN)


def address() -> tuple[str, int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        host, port = free.getsockname()
        return str(host), int(port)


@pytest.fixture
def brought(waiting_stage: Stage) -> Iterator[InProcess]:
    """The running bot, to which updates are brought."""
    assert isinstance(waiting_stage, InProcess)
    waiting_stage.http = address()
    waiting_stage.webhook = f"http://127.0.0.1:{waiting_stage.http[1]}/tele/gram"
    with playing(waiting_stage):
        yield waiting_stage


def bring(stage: Stage, body: bytes, secret: str = SECRET, path: str = "/tele/gram") -> tuple[int, str | None]:
    """Bring something as the chat server would; returns the status, and when it is wanted again."""
    assert stage.http is not None
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret.encode()} if secret else {}
    answer = httpx.post(f"http://127.0.0.1:{stage.http[1]}{path}", content=body, headers=headers, timeout=PATIENCE)
    return answer.status_code, answer.headers.get("Retry-After")


def update(number: int, text: str = "/help") -> bytes:
    message = {"message_id": 900 + number, "date": 0, "chat": {"id": HEAD, "type": "private"}, "text": text}
    return json.dumps(
        {"update_id": number, "message": message | {"from": {"id": HEAD, "is_bot": False, "first_name": "王"}}}
    ).encode()


def test_a_report_is_confirmed_over_the_webhook_and_only_the_chat_server_is_heard(
    brought: InProcess, caplog: pytest.LogCaptureFixture
) -> None:
    stage = brought
    info = stage.chat.updates
    assert info.hook is not None
    assert (info.hook.url, info.hook.secret, info.polling) == (stage.webhook, SECRET, 0)
    assert info.allowed == {"message", "edited_message", "callback_query", "my_chat_member"}
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    stage.press(REVIEWER, card, "确认", to=GROUP)
    assert stage.books()["state"] == "confirmed"
    assert stage.chat.calls.of("getUpdates") == []

    for secret in ("", SECRET[:-1], SECRET.swapcase(), "é" * 64):
        assert bring(stage, update(1), secret) == (403, None)
    assert bring(stage, update(1), path="/") == (404, None)
    assert bring(stage, b" " * (1024 * 1024 + 1)) == (413, None)
    for nothing in (b"", b"\xff", b"[]", b"{}", b'{"update_id": "7"}', b'{"update_id": -7}', update(1)[:-1]):
        assert bring(stage, nothing) == (400, None)
    with socket.create_connection(("127.0.0.1", stage.http[1] if stage.http else 0)) as cut:
        head = f"POST /tele/gram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
        cut.sendall(f"{head}Content-Length: 99\r\n\r\n{{".encode())
    assert len(engine.rows(stage.database, "SELECT id FROM inbox")) == 2
    before = stage.counts()
    assert [bring(stage, update(1)), bring(stage, update(1))] == [(200, None), (200, None)]
    stage.settle()
    assert [len(texts) for texts in stage.new(before).values()] == [1], "the second time it is known"
    assert SECRET not in caplog.text
    assert "403" not in caplog.text

    stage.stop()
    assert f"聊天服务器现在把消息送到 {stage.webhook}" in stage.leitai("check").out
    stage.chat.say(HEAD, "/help")
    stage.webhook = ""
    stage.start()
    stage.settle()
    assert stage.chat.updates.hook is None, "who polls first takes the webhook away"
    assert [len(texts) for texts in stage.new(before).values()] == [2]


@engine.sqlite_alone
def test_what_cannot_be_kept_is_brought_again_and_counts_once(brought: InProcess) -> None:
    stage, bot = brought, brought.bot
    assert bot is not None
    impatient = bot.store.write(lambda tx: tx.connection.exec_driver_sql("PRAGMA busy_timeout = 0").close())
    asyncio.run_coroutine_threadsafe(impatient, stage._loop).result(PATIENCE)
    with closing(sqlite3.connect(stage.database, isolation_level=None)) as books:
        books.execute("BEGIN IMMEDIATE")
        stage.chat.say(HEAD, "/report 工单按期回复率 98/100")
        stage.until(lambda: stage.chat.calls.of(HOOK))
        assert bring(stage, update(1)) == (503, "1")
    stage.chat.faults.plan(reset(after=True), method=HOOK)
    stage.settle()
    assert [row["unit"] for row in stage.json("submissions")] == ["donghu"]
    codes = [call.code for call in stage.chat.calls.of(HOOK)]
    assert codes[0] == 503
    assert codes[-2:] == [200, 200], "the answer was lost, and it was brought once more"


def test_a_webhook_that_somebody_took_away_is_set_again_and_who_cannot_bring_is_told_of(brought: InProcess) -> None:
    stage, bot = brought, brought.bot
    assert bot is not None
    assert bot._webhook is not None

    def look(seconds: int = 0) -> None:
        stage.clock._real += timedelta(seconds=seconds)
        asyncio.run_coroutine_threadsafe(bot._webhook._look(), stage._loop).result(PATIENCE)  # type: ignore[union-attr]
        asyncio.run_coroutine_threadsafe(bot.schedule.tick(), stage._loop).result(PATIENCE)

    def told() -> list[str]:
        return [message.text for message in stage.said(ADMIN) if message.text[0] in "🔧✅"]

    stage.chat.updates.bring(None)
    stage.chat.faults.plan(refuse(400, "Bad Request: bad webhook: Failed to resolve host"), method="setWebhook")
    with pytest.raises(BadRequest, match="failed to resolve host"):
        look()
    look()
    assert stage.chat.updates.hook is not None
    assert stage.chat.updates.hook.url == stage.webhook
    stage.chat.faults.plan(reset(), method=HOOK, times=None)
    stage.chat.say(HEAD, "/help")
    stage.until(lambda: stage.chat.updates.failed)
    look()
    look(299)
    assert told() == []
    look(1)
    stage.until(lambda: len(told()) == 1)
    assert "5 分钟没有一条送到" in told()[0]
    stage.chat.faults.clear()
    stage.chat.updates.bring(None)  # set again, so that what failed is brought at once, however long it has failed
    look()
    stage.settle()
    look()
    stage.until(lambda: len(told()) == 2)
    assert told()[1].startswith("✅ 消息送达恢复了")
    stage.clock._real += timedelta(seconds=61)
    assert stage.http is not None
    asked = httpx.get(f"http://127.0.0.1:{stage.http[1]}/healthz", timeout=PATIENCE)
    assert (asked.status_code, "webhook" in asked.text, "polling" in asked.text) == (503, True, False)


def test_it_is_said_at_the_start_what_is_missing_or_not_taken(waiting_stage: Stage) -> None:
    stage = waiting_stage
    assert isinstance(stage, InProcess)
    refused(stage.leitai("run", env={"LEITAI_WEBHOOK_URL": "https://bot.example.org/hook"}), "LEITAI_HTTP")
    for url in (
        "bot.example.org",
        "ftp://bot.example.org",
        "https://bot.example.org/{a}",
        "https://a.org/?b",
        "https://",
    ):
        env = {"LEITAI_WEBHOOK_URL": url, "LEITAI_HTTP": "127.0.0.1:9090"}
        refused(stage.leitai("check", "--offline", env=env), "LEITAI_WEBHOOK_URL：应为")
    stage.http, stage.webhook = address(), "https://bot.example.org/hook"
    with pytest.raises(RefusedError, match=r"不往 https://bot\.example\.org/hook 送消息.*this machine only"):
        stage.start()
    stage.stop()


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_killed_between_the_commit_and_the_answer_it_does_nothing_twice(waiting_stage: Stage) -> None:
    stage = waiting_stage
    assert isinstance(stage, OwnProcess)
    host, port = address()
    url = f"http://{host}:{port}/hook"
    stage.settings |= {"LEITAI_HTTP": f"{host}:{port}", "LEITAI_WEBHOOK_URL": url}
    with playing(stage):
        stage.chat.faults.plan(reset(after=True), method=HOOK, times=None)
        stage.chat.say(HEAD, "/report 工单按期回复率 98/100")
        stage.until(lambda: stage.chat.calls.of(HOOK))
        stage.kill()
        stage.chat.faults.clear()
        stage.start()
        stage.settle()
        assert [row["unit"] for row in stage.json("submissions")] == ["donghu"]
        assert len(stage.cards(REVIEWER)) == 1
        checked = stage.leitai("check")
        assert checked.code == 0
        assert f"消息由聊天服务器送到 {url}" in checked.out
        assert SECRET not in stage.stderr()
