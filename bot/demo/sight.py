"""What the page of the demo shows beside the chat, and what its clock does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import datetime

from aiohttp import web

from bot.app import Bot
from bot.demo.aside import NOTHING, aside, names_in, stops
from bot.demo.bureau import GROUP, stranger
from bot.demo.meanwhile import OFTEN, ROOM, Meanwhile
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


class Sight:
    """What the page shows beside the chat, from when there is something to see."""

    def __init__(self, stage: Stage, steps: Callable[[Json], list[Try]]) -> None:
        """Begin with nothing to see; `steps`: what to try, as things stand in the column at the right."""
        self._stage = stage
        self._steps = steps
        self.meanwhile: Meanwhile | None = None
        """What the people of the bureau do while the clock is moved."""
        self._until: tuple[datetime, int] | None = None
        """Where the clock is going, and how much they have to do on the way."""
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
            {"ready": True, "language": by_default(), "names": names, "others": self._others(), **beside},
        )

    def _others(self) -> Json | None:
        """Say whether the people of the bureau go on with the clock, and how far they are where they do so now."""
        if self.meanwhile is None:
            return None
        if self._until is not None and self._until[1]:
            until, whole = self._until
            return {"code": "others_going", "done": whole - len(self.meanwhile.due(until)), "all": whole}
        return {"code": "others_rest" if self.meanwhile.over else "others_go"}

    async def move(self, moment: datetime) -> None:
        """Move the clock over every moment at which the bot speaks, and do what is due by then before anybody looks."""
        done, bot, meanwhile = self._done, self._stage.bot, self.meanwhile
        if done is None or bot is None:
            return
        acting = meanwhile if meanwhile is not None and moment - self._stage.now() >= ROOM else None
        self._until = moment, len(acting.due(moment)) if acting else 0
        self._stage.chat.bell.ring()
        try:
            with meanwhile.hurrying() if meanwhile else nullcontext(), suppress(TimeoutError):  # though something hangs
                for at in await bot.store.ask("demo", lambda turn: stops(turn, moment)):
                    if acting:
                        await acting.go_on(at, self._scripted(done, bot))
                    await self._tick(at, bot)
                    await self._stage.settled(OFTEN)
                if acting:
                    await acting.go_on(moment, self._scripted(done, bot))
        finally:
            self._until = None
        await self._tick(moment, bot)

    async def _tick(self, moment: datetime, bot: Bot) -> None:
        async with self._moving:
            self._stage.move(max(moment, self._stage.now()))
            with suppress(TimeoutError):
                async with asyncio.timeout(SETTLING):
                    await bot.schedule.tick()

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
