"""Admins hear, once, of a queue that stands still for five minutes, and of a chat server that is silent as long."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.clock import VirtualClock
from bot.operating.standing import Standing
from bot.restdays import RestDays
from bot.sandbox.watch.faults import server_error
from bot.store import Store
from storage import inbox, outbox
from storage.database import Transaction
from storage.tables.traffic import outbox as letters
from tests import engine
from tests.cast import ADMIN, BEGIN, CHINA, HEAD, REVIEWER, SECOND_ADMIN
from tests.handlers.bench import Bench, furnished
from tests.stage import PATIENCE, InProcess, Stage

UPDATE = {"update_id": 7, "message": {"message_id": 1, "chat": {"id": HEAD}, "text": "/help"}}
TEXT = {"code": "muted", "values": {}}


class Watched:
    """A database, and what looks at it; time passes by the second."""

    def __init__(self, bench: Bench, folder: Path) -> None:
        self.bench = bench
        self.clock = VirtualClock(BEGIN)
        self.store = Store(bench.database, self.clock, RestDays(folder))
        self.standing = Standing(self.store, self.clock, ())

    async def restart(self) -> None:
        """Begin anew, as another process would."""
        self.standing = Standing(self.store, self.clock, ())
        await self.standing.look()
        await self.standing.answered()
        await self.standing.look()

    async def at(self, seconds: int) -> list[str]:
        """Look again after some seconds; returns what the first admin is owed by then."""
        self.clock._real += timedelta(seconds=seconds)
        await self.standing.look()
        sent = update(letters).where(letters.c.chat.in_((ADMIN, SECOND_ADMIN))).values(state="sent")
        await self.store.write(lambda tx: tx.run(sent))
        return self.told()

    def told(self) -> list[str]:
        return [text for text in self.bench.said(ADMIN) if text[0] in "🔧✅"]

    async def owe(self, chat: int, *, called: bool = True, wait: int = 0) -> int:
        """Owe a letter, and put it off as a try that failed does."""
        now = self.clock.real()

        def owing(tx: Transaction) -> int:
            number = outbox.owe(tx, chat, "text", TEXT, dedupe=f"planted:{chat}:{now}")
            assert number is not None
            if wait and called:
                outbox.again(tx, number, now, now + timedelta(seconds=wait))
            elif wait:
                outbox.hold(tx, number, now + timedelta(seconds=wait))
            return number

        return await self.store.write(owing)

    async def settle(self, number: int) -> None:
        await self.store.write(lambda tx: outbox.settle(tx, number, "sent", self.clock.real()))


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    found = Watched(furnished(tmp_path / "leitai.db"), tmp_path)
    yield found
    found.store.close()


@pytest.mark.asyncio
async def test_an_inbox_that_stands_still_is_told_at_the_second_once_and_when_it_moves(watched: Watched) -> None:
    await watched.restart()
    assert await watched.store.write(lambda tx: inbox.take_in(tx, 100, [UPDATE])) == 1
    assert await watched.at(3) == []
    assert await watched.at(299) == []
    (said,) = await watched.at(1)
    assert "11月19日 09:00 起有消息等着办，5 分钟没有动（事件号 1）" in said
    await watched.restart()
    assert await watched.at(600) == [said], "told before the restart"
    await watched.store.write(lambda tx: inbox.settle(tx, 1))
    assert (await watched.at(1))[1:] == ["✅ 收件恢复了：11月19日 09:00 停住，11月19日 09:15 起照常，积下的按顺序办。"]
    assert len(await watched.at(600)) == 2


@pytest.mark.asyncio
async def test_a_new_process_counts_on_and_gives_what_it_finds_a_minute_to_move(watched: Watched) -> None:
    await watched.restart()
    await watched.store.write(lambda tx: inbox.take_in(tx, 100, [UPDATE]))
    letter = await watched.owe(REVIEWER)
    assert await watched.at(200) == []
    await watched.restart()
    assert await watched.at(99) == []
    assert len(await watched.at(1)) == 2
    await watched.settle(letter)
    assert len(await watched.at(1)) == 3
    await watched.owe(HEAD)
    watched.clock._real += timedelta(hours=3)
    await watched.restart()
    assert len(await watched.at(59)) == 3
    assert len(await watched.at(1)) == 4
    await watched.owe(REVIEWER)
    assert len(await watched.at(299)) == 4, "what came later has its five minutes"


@pytest.mark.asyncio
async def test_of_two_processes_on_one_database_one_tells(watched: Watched) -> None:
    await watched.restart()
    other, first = Standing(watched.store, watched.clock, ()), watched.standing
    await watched.store.write(lambda tx: inbox.take_in(tx, 100, [UPDATE]))
    for seconds in (0, 299, 1):
        watched.clock._real += timedelta(seconds=seconds)
        await asyncio.gather(first.look(), other.look())
    assert len(watched.told()) == 1


@pytest.mark.asyncio
async def test_whoever_leads_again_knows_no_more_whether_the_chat_server_answered(watched: Watched) -> None:
    """Another process led meanwhile, noted a silence, and is gone."""
    await watched.restart()
    first = watched.standing
    await watched.restart()
    await watched.standing.silent()
    watched.clock._real += timedelta(minutes=6)
    first.begin()
    await first.answered()
    assert "聊天服务器" in watched.told()[-1]


@pytest.mark.asyncio
async def test_an_outbox_stands_still_only_while_the_chat_server_answers_and_nothing_moves(watched: Watched) -> None:
    await watched.restart()
    first, second = await watched.owe(HEAD, wait=10), await watched.owe(REVIEWER)
    assert await watched.at(0) == []
    assert await watched.at(299) == []
    await watched.settle(first)
    assert await watched.at(1) == [], "it moved"
    await watched.standing.silent()
    assert await watched.at(299) == []
    await watched.standing.answered()
    assert await watched.at(0) == [], "of letters to a silent chat server nobody hears"
    assert await watched.at(299) == []
    (said,) = await watched.at(1)
    assert f"会话 {REVIEWER}" in said
    assert f"letter id={second} " in said
    await watched.settle(second)
    assert (await watched.at(1))[1].startswith("✅ 发件恢复了")


@pytest.mark.asyncio
async def test_what_waits_on_purpose_stands_not_still_and_of_a_flood_wait_the_reason_is_told(watched: Watched) -> None:
    await watched.restart()
    watched.clock.move(datetime(2026, 11, 19, 22, tzinfo=CHINA))
    await watched.store.write(lambda tx: outbox.owe(tx, HEAD, "text", TEXT, dedupe="held", held=True))
    await watched.owe(HEAD, called=False, wait=3600)
    assert await watched.at(0) == []
    assert await watched.at(1200) == []
    watched.clock.move(datetime(2026, 11, 20, 10, tzinfo=CHINA))
    flooded = await watched.owe(REVIEWER, wait=3600)
    assert await watched.at(0) == []
    assert await watched.at(299) == []
    assert await watched.at(1) == [
        f"🔧 聊天服务器限流，11月20日 11:00 以前不往会话 {REVIEWER} 发消息：不是故障，到时自动接着发，其他会话照常。"
    ]
    await watched.settle(flooded)
    assert (await watched.at(1))[1].startswith("✅ 被限流的会话恢复了")


@pytest.mark.asyncio
async def test_a_silence_of_the_chat_server_is_told_when_it_is_over_also_behind_a_restart(watched: Watched) -> None:
    await watched.restart()
    await watched.standing.silent()
    await watched.at(299)
    await watched.standing.answered()
    assert watched.told() == []
    await watched.standing.silent()
    await watched.at(200)
    watched.standing = Standing(watched.store, watched.clock, ())
    await watched.standing.silent()
    await watched.at(100)
    await watched.standing.answered()
    (said,) = watched.told()
    assert "11月19日 09:04 起，11月19日 09:09 恢复，共 5 分钟" in said
    await watched.restart()
    assert watched.told() == [said]


def test_the_bot_itself_tells_how_long_the_chat_server_was_silent_and_what_stood_still(stage: Stage) -> None:
    assert isinstance(stage, InProcess)
    bot = stage.bot
    assert bot is not None

    def look_after(seconds: int) -> None:
        stage.clock._real += timedelta(seconds=seconds)
        asyncio.run_coroutine_threadsafe(bot.schedule.tick(), stage._loop).result(PATIENCE)

    def hears(words: str) -> None:
        stage.until(lambda: any(words in message.text for message in stage.said(ADMIN)))

    stage.chat.faults.plan(server_error(502), method="getUpdates", times=None)
    stage.chat.say(HEAD, "/help")
    stage.notice(lambda: bot._standing._answers is False)
    look_after(300)
    stage.chat.faults.clear()
    stage.notice(lambda: bot._standing._answers is True)
    look_after(0)  # what is noted between two updates goes out with the next look, which comes every second
    hears("共 5 分钟")
    columns = "id, update_id, digest, chat, body, received_at, state, attempts"
    row = f"INSERT INTO inbox ({columns}) SELECT max(id) + 1, 9, 'x', 0, :body, 0, 'new', 0 FROM inbox"  # noqa: S608
    engine.change(stage.database, row, body='{"update_id": 9}')
    look_after(0)
    look_after(300)
    hears("收件停住了")
    stage.say(HEAD, "/help")
    look_after(0)
    hears("收件恢复了")
