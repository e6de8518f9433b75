"""A bot in this process, with its chat server: for faults that need no kill."""

import asyncio
import logging
import os
import random
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from aiohttp import web

from bot.app import Bot, Plan
from bot.clock import Clock, VirtualClock
from bot.files import read_sample
from bot.restdays import RestDays
from bot.sandbox.api.server import Server, build_app, serve
from bot.sandbox.chat import Chat
from bot.sandbox.watch.ledger import Call
from bot.sandbox.world.messages import Message
from storage.database import Database
from tests.faults import cast, checkers

THURSDAY = datetime.fromisoformat("2026-11-19T09:00:00+08:00")
MONDAY = datetime.fromisoformat("2026-11-23T09:00:01+08:00")
PATIENCE = 6
"""How many times as long as on a quiet machine is waited before something counts as never happening."""


def seed() -> str | None:
    """Return the seed under which updates come twice now and then, and calls and answers are on their way for turns."""
    return os.environ.get("LEITAI_SEED")


@dataclass
class House:
    """One bot and its chat; `end` holds what its run raised, if it ended by itself."""

    chat: Chat
    server: Server
    clock: Clock
    path: Path
    backup_dir: Path | None = None
    rules: bytes = field(default_factory=read_sample)
    ready: list[str] = field(default_factory=list)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None
    _database: Database | None = None
    bot: Bot = field(init=False)

    async def start(self) -> None:
        """Start a bot and wait until it takes in updates."""
        self.begin()
        await self.until(lambda: self.chat.updates.polling)

    def begin(self, token: str = cast.TOKEN) -> asyncio.Task[None]:
        """Start a bot without waiting."""
        self._database = Database(self.path)
        self._stop.clear()
        plan = Plan(token, self.server.url, "", self.rules, cast.GROUP, backup_dir=self.backup_dir)
        self.bot = Bot(plan, self._database, self.clock, RestDays(self.path.parent))
        self.bot.intake.haste.most = sys.maxsize  # people here write as fast as the machine does
        self._running = asyncio.ensure_future(self.bot.run(self._stop, self.ready.append))
        return self._running

    async def stop(self) -> None:
        """End it in peace."""
        self._stop.set()
        if self._running is not None:
            with suppress(Exception):
                await self._running
            self._running = None
        if self._database is not None:
            self._database.close()
            self._database = None

    async def until(self, condition: Callable[[], object], seconds: float = 10) -> None:
        """Wait until something holds in the chat, or the bot has ended."""
        await self.chat.wait_for(lambda: self._failed() or condition(), timeout=seconds * PATIENCE)

    async def ended(self, seconds: float = 10) -> None:
        """Wait until the bot ends by itself; raises what it raised."""
        assert self._running is not None
        await asyncio.wait_for(asyncio.shield(self._running), seconds * PATIENCE)

    def _failed(self) -> bool:
        if self._running is not None and self._running.done():
            self._running.result()
        return False

    async def quiet(self, seconds: float = 20) -> None:
        """Wait until everything was taken in, processed and sent."""
        async with asyncio.timeout(seconds * PATIENCE):
            while not (self.chat.updates.idle and not checkers.owed(self.path)):
                self._failed()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0.02):
                        await self.chat.changed(self.chat.version)

    def told(self, place: int, *words: str) -> list[Message]:
        """List what the bot wrote in a chat that says all these words."""
        everything = self.chat.rooms[place].messages.values()
        return [m for m in everything if m.outgoing and not m.deleted_at and all(word in m.text for word in words)]

    def told_times(self, place: int, word: str, times: int) -> bool:
        """Say whether the bot wrote a word so many times."""
        return len(self.told(place, word)) == times

    def replied(self, said: Message) -> bool:
        """Say whether a message was answered."""
        return bool(checkers.replies(self.chat, said))

    def calls(self, method: str, chat: int, word: str = "") -> list[Call]:
        """List the calls of a method to a chat whose text or caption has a word."""
        found = self.chat.calls.of(method, chat=chat)
        return [c for c in found if word in str(c.params.get("text", c.params.get("caption", "")))]

    def letters(self, kind: str) -> list[tuple[str, int, int]]:
        """List the state, attempts and doubts of every letter of a kind."""
        found = checkers.rows(self.path, "SELECT state, attempts, doubts FROM outbox WHERE kind = ? ORDER BY id", kind)
        return [(row["state"], row["attempts"], row["doubts"]) for row in found]

    def state(self, number: int = 1) -> str:
        """Return the state of a submission."""
        return str(checkers.rows(self.path, "SELECT state FROM submissions WHERE number = ?", number)[0]["state"])


def _slow(chat: Chat, noise: random.Random) -> web.Application:
    """Serve a chat over a line on which what was sent first need not arrive first."""

    @web.middleware
    async def wait(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        for _ in range(noise.randrange(40)):
            await asyncio.sleep(0)
        answer = await handler(request)
        for _ in range(noise.randrange(40)):
            await asyncio.sleep(0)
        return answer

    app = build_app(chat)
    app.middlewares.append(wait)
    return app


@asynccontextmanager
async def house(
    folder: Path, clock: Clock | None = None, *, group: str = "supergroup", at: datetime = THURSDAY
) -> AsyncIterator[House]:
    """Open a house: roster and rulebook in place, the chat served, no bot yet."""
    clock = VirtualClock(at) if clock is None else clock
    chat = cast.make_chat(clock.now, clock.seconds, group_kind=group)
    path = cast.move_in(folder, clock.now())
    build = build_app
    if (under := seed()) is not None:
        chat.faults.updates(duplicate=0.2, seed=int(under))
        build = partial(_slow, noise=random.Random(under))
    async with serve(chat, build=build) as server:
        here = House(chat, server, clock, path)
        try:
            yield here
        finally:
            await here.stop()


class _Ear(logging.Handler):
    """Sets an event of the loop when a logger speaks."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        """Wake who waits."""
        del record
        self._loop.call_soon_threadsafe(self.heard.set)


@contextmanager
def listening(logger: str) -> Iterator[asyncio.Event]:
    """Give an event that is set when a part of the program complains."""
    ear = _Ear()
    logging.getLogger(logger).addHandler(ear)
    try:
        yield ear.heard
    finally:
        logging.getLogger(logger).removeHandler(ear)
