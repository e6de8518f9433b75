"""A ledger that takes long to make: one message says so, at the pace of the chat, and ends with what became of it."""

import asyncio
import threading
from collections.abc import Iterator

import pytest

from bot import busy
from bot.clock import VirtualClock
from handlers.filing.results import Book
from handlers.filing.views import book
from tests.cast import LEADER, OFFICE_REVIEWER
from tests.stage import PATIENCE, Stage

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
