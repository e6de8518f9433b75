"""What shows in a chat while something is made for it: after a second, again every few, and nothing after the end."""

import asyncio

import pytest
from telegram.constants import ChatAction
from telegram.error import NetworkError

from bot import busy
from bot.clock import Clock
from tests.cast import LEADER

pytestmark = pytest.mark.asyncio


class Line:
    """The line to the chat server: notes the signs, and lets the work end after so many of them."""

    def __init__(self, enough: int, *, cut: bool = False) -> None:
        self.signs: list[tuple[int, str, int | None]] = []
        self.end = asyncio.Event()
        self._enough, self._cut = enough, cut

    async def send_chat_action(self, chat: int, action: str, *, message_thread_id: int | None) -> None:
        self.signs.append((chat, action, message_thread_id))
        if len(self.signs) == self._enough:
            self.end.set()
        if self._cut:
            raise NetworkError("cut")

    async def made(self) -> str:
        await self.end.wait()
        return "made"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "AT_FIRST", 0)
    monkeypatch.setattr(busy, "AGAIN", 0)


@pytest.mark.parametrize("cut", [False, True])
async def test_the_sign_is_given_until_the_work_ends_though_none_of_them_arrives(*, cut: bool) -> None:
    line = Line(3, cut=cut)
    assert await busy.shown(line, LEADER, 7, line.made(), ChatAction.UPLOAD_DOCUMENT) == "made"  # type: ignore[arg-type]
    assert line.signs == [(LEADER, "upload_document", 7)] * 3


async def test_what_is_made_within_the_first_second_gives_no_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "AT_FIRST", 60)
    line = Line(1)
    line.end.set()
    assert await busy.shown(line, LEADER, None, line.made(), ChatAction.TYPING) == "made"  # type: ignore[arg-type]
    assert line.signs == []


async def test_what_goes_wrong_is_raised_as_it_is() -> None:
    line = Line(1)

    async def fails() -> None:
        await line.end.wait()
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        await busy.shown(line, LEADER, None, fails(), ChatAction.TYPING)  # type: ignore[arg-type]
    assert len(line.signs) == 1


class Slow(Clock):
    """A clock whose time is spent by hand, up to a moment; what waits longer waits until it is woken."""

    def __init__(self, until: float) -> None:
        super().__init__()
        self.until = until

    async def pause(self, wake: asyncio.Event, seconds: float | None, *, busy: bool) -> None:
        if seconds is None or seconds > self.until:
            await super().pause(wake, None, busy=busy)


@pytest.mark.parametrize(("seconds", "told"), [(4.999, 0), (5, 1)])
async def test_from_the_fifth_second_on_it_is_told_once_that_it_takes_long(seconds: float, told: int) -> None:
    line, said = Line(1), []

    async def tell() -> None:
        said.append("long")
        line.end.set()

    if not told:
        line.end.set()
    assert await busy.told(Slow(seconds), line.made(), tell) == "made"
    assert len(said) == told


async def test_what_goes_wrong_after_it_was_told_is_raised_as_it_is() -> None:
    line = Line(1)

    async def fails() -> None:
        await line.end.wait()
        raise LookupError("nothing there")

    async def tell() -> None:
        line.end.set()

    with pytest.raises(LookupError, match="nothing there"):
        await busy.told(Slow(5), fails(), tell)


async def test_what_is_being_told_is_told_to_its_end_though_the_work_fails_meanwhile() -> None:
    line, said = Line(1), []

    async def fails() -> None:
        await line.end.wait()
        raise LookupError("nothing there")

    async def tell() -> None:
        line.end.set()
        for _ in range(9):
            await asyncio.sleep(0)  # the work has failed by now
        said.append("long")

    with pytest.raises(LookupError, match="nothing there"):
        await busy.told(Slow(5), fails(), tell)
    assert said == ["long"]
