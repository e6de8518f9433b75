"""What the page of the demo shows beside the chat, and what its clock does."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import datetime

from aiohttp import web

from bot.app import Bot
from bot.demo.aside import NOTHING, aside, left_out, names_in
from bot.demo.bureau import GROUP, stranger
from bot.demo.month import ZONE
from bot.demo.stage import Stage
from bot.demo.trying import Done, Try, told
from bot.sandbox.api.server import build_app
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Json
from bot.sandbox.web.page import Beheld, Beside, mount
from handlers.journeys import ENDING
from handlers.turn import Turn
from scoring.language import by_default
from storage import audit, outbox

SETTLING = 5
"""Real seconds that the page waits for what is due once the clock was moved; what takes longer follows."""
Restart = Callable[[str, str], None]
"""Is told from where, and in which language."""
Script = Callable[[datetime, AbstractAsyncContextManager[None]], Awaitable[None]]
"""Lets people act until a moment, within what is opened for that."""


class Sight:
    """What the page shows beside the chat, from when there is something to see."""

    def __init__(self, stage: Stage, steps: Callable[[Json], list[Try]]) -> None:
        """Begin with nothing to see; `steps`: what to try, as things stand in the column at the right."""
        self._stage = stage
        self._steps = steps
        self.meanwhile: Script | None = None
        """What the people of the bureau do while the clock is moved."""
        self._done: Done | None = None
        # Between a move of the clock and what is due then the standings would be those of neither moment.
        self._moving = asyncio.Lock()
        self.played = (0, 0)

    @asynccontextmanager
    async def seen(self, bot: Bot) -> AsyncIterator[None]:
        """Let the page be used as long as the bot is there, and count what is done meanwhile."""
        self._done = Done(self._stage, await bot.store.read(audit.length))
        self._stage.chat.bell.ring()
        try:
            yield
        finally:
            self._done = None
            self._stage.chat.bell.ring()

    def ready(self) -> bool:
        """Say whether the page may be used."""
        return self._done is not None

    async def look(self, language: str) -> Beheld:
        """Return the steps, which change with the clock and as an empty house fills, and the column at the right."""
        done, bot = self._done, self._stage.bot
        if done is None or bot is None:
            return Beheld((), {"ready": False, "played": self.played, "language": by_default(), **NOTHING})

        def look(turn: Turn) -> Json:
            done.look(turn.tx)
            sending = [one for one in outbox.interrupted(turn.tx) if one.kind not in ENDING]
            letters = (*outbox.heads(turn.tx, ENDING), *sending)
            return {**aside(turn), "working": sorted({one.chat for one in letters if one.not_before is None})}

        async with self._moving:
            beside = await bot.store.ask("demo", look)
        names = names_in(language, self._stage.rulebook)
        return Beheld(
            told(language, self._steps(beside), done, names),
            {"ready": True, "language": by_default(), "names": names, **beside},
        )

    async def move(self, moment: datetime) -> list[str]:
        """Move the clock, and do what is due by then before anybody looks.

        Returns when the weekly posts would have gone that it leaves out.
        """
        done, bot = self._done, self._stage.bot
        if done is None or bot is None:
            return []
        if self.meanwhile is not None:
            with suppress(TimeoutError):  # the clock is moved, though something hangs
                await self.meanwhile(moment, self._scripted(done, bot))
        missed = await bot.store.ask("demo", lambda turn: left_out(turn, moment))
        async with self._moving:
            self._stage.move(max(moment, self._stage.now()))
            with suppress(TimeoutError):
                async with asyncio.timeout(SETTLING):
                    await bot.schedule.tick()
        return missed

    @asynccontextmanager
    async def _scripted(self, done: Done, bot: Bot) -> AsyncIterator[None]:
        """Count nothing of what people do as done by the visitor."""
        await bot.store.read(done.look)
        done.scripted = True
        try:
            yield
            await bot.store.read(done.look)
        finally:
            done.scripted = False

    def built(self, files: Mapping[str, bytes], restart: Restart | None) -> Callable[[Chat], web.Application]:
        """Return how the server of the chat is built with the page."""
        stage = self._stage
        beside = Beside(self.look, files, stage.dark.knows, stage.dark.draw, restart, self.ready)

        def build(chat: Chat) -> web.Application:
            app = build_app(chat)
            people = [(p.person, p.name, p.role, stage.unit_of(p)) for p in (*stage.people, stranger())]
            mount(app, chat, people=people, group=GROUP, move_clock=self.move, now=stage.now, beside=beside, zone=ZONE)
            return app

        return build
