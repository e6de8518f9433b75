"""What the machine does to the bot: a database locked by another process, a full disk, a clock set back."""

import asyncio
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.outgoing.pace import Pace
from bot.sandbox.api.server import serve_in_thread
from tests.faults import cast, checkers
from tests.faults.cast import HEAD, OTHER_HEAD
from tests.faults.children import Child, Mother, home
from tests.faults.house import PATIENCE, THURSDAY, house, listening, seed
from tests.faults.swift import Swift

REPORT = "/report 工单按期回复率 98/100"
LOCKED_OUT = int(os.environ.get("LEITAI_LOCKED_OUT") or 1)
"""How many bots find their databases locked at the same time: it is waiting that takes long."""
LOCKED = 30 if LOCKED_OUT > 1 else 0
"""Real seconds for which a database stays locked; 0: until the bot complains."""
# Takes the writer's place in the database until its standard input is closed.
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


def room_left() -> int:
    """Return for how many bytes there is still room on the disk: none, or under a seed less than a report takes."""
    under = seed()
    return 0 if under is None else random.Random(under).randrange(16_000)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let another process hold the database locked."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        try:
            assert holder.stdout.readline() == "locked\n"
            yield
        finally:
            holder.stdin.close()
            holder.wait(10)


async def locked_out(folder: Path, seconds: float) -> None:
    """Let a bot find its database locked, for so long or until it complains, and go on behind that."""
    async with house(folder) as here:
        await here.start()
        here.chat.say(OTHER_HEAD, REPORT)
        await here.quiet()
        with locked(here.path), listening("bot.store") as heard:
            here.chat.say(HEAD, REPORT)
            await asyncio.wait_for(heard.wait(), 15 * PATIENCE)
            if seconds:
                await asyncio.sleep(seconds)
            assert not here.told(HEAD)
        await here.quiet()
        doubts = sum(doubted for _, _, doubted in here.letters("receipt"))  # what a busy machine was too slow to hear
        told = [len(here.told(person, "已收到")) for person in (HEAD, OTHER_HEAD)]
        assert min(told) >= 1
        assert sum(told) <= 2 + doubts
        assert [*checkers.tables(here.path), *checkers.pace(here.chat), *checkers.said_once(here.chat)] == []


@pytest.mark.asyncio
async def test_a_database_locked_by_another_process_is_waited_for_and_everybody_is_told_then(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    await asyncio.gather(*(locked_out(tmp_path / f"{number}", LOCKED) for number in range(LOCKED_OUT)))
    record_property("trials", LOCKED_OUT)


@pytest.mark.parametrize("moment", ["before a report", "while a receipt is sent"])
def test_a_full_disk_rolls_back_and_the_bot_goes_on_by_itself_when_there_is_room(
    mother: Mother, tmp_path: Path, moment: str
) -> None:
    clock = Swift(THURSDAY)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(tmp_path, clock.now())
    with serve_in_thread(chat) as server, home(mother, tmp_path, server.url, clock) as here:
        child = here.start(chat.bell.ring)
        chat.say(cast.LEADER, "/help")
        chat.block_until(lambda: chat.calls.of("sendMessage", chat=cast.LEADER), 10 * PATIENCE)
        wait_until(child, lambda: not checkers.owed(path))
        if moment == "while a receipt is sent":
            chat.say(HEAD, REPORT)
            chat.block_until(lambda: chat.calls.of("sendMessage", chat=HEAD), 10 * PATIENCE)
        # No file may grow any more: the machine refuses the next page of the write-ahead log, or one soon behind it.
        unlimited = resource.prlimit(child.pid, resource.RLIMIT_FSIZE)
        size = path.with_name("leitai.db-wal").stat().st_size + room_left()
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (size, unlimited[1]))
        chat.say(OTHER_HEAD, REPORT)
        if moment == "before a report":
            chat.say(HEAD, REPORT)
        wait_until(child, lambda: "the database is not available" in here.log.read_text())
        assert [m for m in chat.rooms[OTHER_HEAD].messages.values() if m.outgoing] == []
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, unlimited)
        chat.block_until(lambda: len(chat.rooms[OTHER_HEAD].messages) == 2, 10 * PATIENCE)
        wait_until(child, lambda: not checkers.owed(path))
        child.stop()
        assert child.ended.wait(10)
    for person in (HEAD, OTHER_HEAD):
        assert len([m for m in chat.rooms[person].messages.values() if m.outgoing and "已收到" in m.text]) == 1
    assert [*checkers.tables(path), *checkers.pace(chat), *checkers.said_once(chat)] == []


def wait_until(child: Child, condition: Callable[[], object]) -> None:
    """Wait while a bot lives until something holds that rings no bell."""
    for _ in range(200 * PATIENCE):
        if condition():
            return
        assert not child.ended.wait(0.05), "the bot ended"
    raise TimeoutError


class Wall(datetime):
    """The machine's clock, set by hand."""

    shown = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """Return what it shows."""
        del tz
        return cls.shown


def test_a_machine_whose_clock_is_set_back_neither_stops_sending_nor_shows_a_wrong_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.clock.datetime", Wall)
    clock = Clock()
    pace = Pace([(HEAD, clock.real())])
    monkeypatch.setattr(Wall, "shown", Wall.shown - timedelta(hours=1))
    assert clock.now() == Wall.shown
    assert pace.free_at(HEAD, clock.real()) - clock.real() < timedelta(seconds=2)
