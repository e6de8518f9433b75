"""The chat outlives the bot: a bot in another process is killed and started again."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from tests.bot.sandbox.conftest import HEAD, REVIEWER

# Answers every message, but forgets what it has seen when it dies.
ECHO = """
import json, sys, urllib.request
def call(method, **args):
    request = urllib.request.Request(sys.argv[1] + "/bot100:sandbox/" + method, json.dumps(args).encode())
    request.add_header("content-type", "application/json")
    return json.load(urllib.request.urlopen(request))["result"]
offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=20):
        message = update["message"]
        call("sendMessage", chat_id=message["chat"]["id"], text="收到 " + message["text"])
        offset = update["update_id"] + 1
"""


@contextmanager
def echo(url: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", ECHO, url])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_killed_bot_gets_again_what_it_had_not_acknowledged(chat: Chat) -> None:
    with serve_in_thread(chat) as server:
        with echo(server.url) as process:
            chat.say(HEAD, "一")
            chat.block_until(lambda: chat.updates.idle and len(chat.seen(HEAD)) == 2, timeout=20)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        chat.block_until(lambda: not chat.updates.polling)
        chat.say(REVIEWER, "二")
        chat.say(HEAD, "三")
        with echo(server.url):
            chat.block_until(lambda: chat.updates.idle, timeout=20)
    assert [message.text for message in chat.seen(HEAD)] == ["一", "收到 一", "三", "收到 三"]
    assert [message.text for message in chat.seen(REVIEWER)] == ["二", "收到 二"]
    assert len(chat.calls.of("sendMessage", delivered=True)) == 3


def test_waiting_ends_when_nothing_comes(chat: Chat) -> None:
    with pytest.raises(TimeoutError):
        chat.block_until(lambda: chat.seen(HEAD), timeout=0.01)


@pytest.mark.asyncio
async def test_a_coroutine_waits_for_a_condition_and_not_for_ever(chat: Chat) -> None:
    before = chat.version
    chat.say(HEAD, "一")
    assert await chat.changed(before) > before
    await chat.wait_for(lambda: chat.seen(HEAD))
    with pytest.raises(TimeoutError):
        await chat.wait_for(lambda: len(chat.seen(HEAD)) == 2, timeout=0.01)
    with pytest.raises(RuntimeError, match="wait_for"):
        chat.block_until(lambda: True)
