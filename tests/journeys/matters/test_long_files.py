"""A ledger that takes long to make: one message says so, at the pace of the chat, and ends with what became of it."""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import busy
from bot.clock import VirtualClock
from handlers.filing.results import Book
from handlers.filing.views import book
from tests import engine
from tests.cast import LEADER, OFFICE_REVIEWER
from tests.stage import PATIENCE, OwnProcess, Stage

SAID, ENDED, LOST = "⏳ 内容较多", "✅ 整理好了，见下面。", "⚠️ 整理了，但没有确认送达"


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let making a ledger take more than five seconds, until it is told to go on."""
    build, pause, told = book.build, VirtualClock.pause, threading.Event()

    async def five_seconds(self: VirtualClock, wake: asyncio.Event, seconds: float | None, *, busy: bool) -> None:
        if seconds != LONG:
            await pause(self, wake, seconds, busy=busy)

    def slow(found: Book) -> bytes:
        assert told.wait(PATIENCE)
        return build(found)

    monkeypatch.setattr(VirtualClock, "pause", five_seconds)
    monkeypatch.setattr(book, "build", slow)
    yield told
    told.set()


LONG = busy.LONG


def ask(stage: Stage) -> None:
    stage.say(OFFICE_REVIEWER, "/task 临时性工作 东湖所 11月25日 冷库排查")
    stage.chat.say(LEADER, "台账 导出")
    stage.until(lambda: any(SAID in message.text for message in stage.said(LEADER)))


def told(stage: Stage) -> list[str]:
    return [message.text for message in stage.said(LEADER) if any(one in message.text for one in (SAID, ENDED, LOST))]


def test_one_message_says_that_it_takes_long_and_ends_when_the_file_is_there(
    stage: Stage, goes_on: threading.Event
) -> None:
    ask(stage)
    goes_on.set()
    stage.settle()
    assert told(stage) == [ENDED]
    assert stage.last(LEADER).document is not None
    assert len(stage.chat.calls.of("editMessageText", chat=LEADER)) == 1


def test_where_it_cannot_be_made_the_message_ends_with_that(
    stage: Stage, goes_on: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_found: Book) -> bytes:
        goes_on.wait(PATIENCE)
        raise LookupError("nothing there")

    monkeypatch.setattr(book, "build", broken)
    stage.expected += ("could not be sent",)
    ask(stage)
    goes_on.set()
    stage.settle()
    (said,) = told(stage)
    assert said.startswith(LOST)


SLOW = """
import sys
from pathlib import Path
from bot import busy
from bot.__main__ import main
from handlers.filing.views import book
held, busy.LONG = Path(sys.argv.pop(1)), 0.01
book.build = lambda _found: held.read_bytes()
main()
"""
"""`leitai` that makes no ledger as long as nobody writes to a pipe, and says at once that it takes long."""
NOTED = "SELECT message FROM outbox WHERE kind = 'working' AND message IS NOT NULL"
"""What is there once the process knows its message."""


@pytest.mark.parametrize("way", ["own process"], indirect=True)
def test_the_message_ends_with_the_file_though_the_process_was_killed_while_it_was_made(
    waiting_stage: Stage, tmp_path: Path
) -> None:
    stage, held = waiting_stage, tmp_path / "held"
    assert isinstance(stage, OwnProcess)
    os.mkfifo(held)
    stage.program = ("-c", SLOW, str(held))
    stage.start()
    try:
        ask(stage)
        stage.notice(lambda: engine.rows(stage.database, NOTED))
        stage.kill()
        assert [said.startswith(SAID) for said in told(stage)] == [True]
        assert stage.last(LEADER).document is None
        stage.program = ("-m", "bot")
        stage.start()
        stage.until(lambda: told(stage) == [ENDED])
        stage.settle()
    finally:
        stage.stop()
    assert stage.last(LEADER).document is not None
    assert told(stage) == [ENDED], "it was said once"
    assert len(stage.chat.calls.of("editMessageText", chat=LEADER)) == 1
