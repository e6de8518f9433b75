"""The stage: embedded chat, bot and database in one process, and the means to play roles on it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.app import Bot, Plan
from bot.clock import Clock
from bot.demo.bureau import GROUP, USERNAME, Role, bot_name, cast, group_title, stranger
from bot.demo.dark import Dark
from bot.demo.month import Step
from bot.files import read_sample
from bot.restdays import RestDays
from bot.sandbox.chat import Chat
from bot.sandbox.world.messages import Seen
from handlers.bureau.actions import put_rulebook
from handlers.people.actions import import_roster
from handlers.turn import Turn
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from storage import chats, inbox, outbox
from storage.database import Database, Transaction

PATIENCE = 60
"""Seconds until a rehearsal says that something hangs."""


@dataclass(slots=True)
class Stage:
    """Everything the demo is made of; `clock` is looked up at each use, so that it may be exchanged."""

    folder: Path
    database: Database
    rulebook: Rulebook
    people: tuple[Role, ...]
    clock: Clock
    chat: Chat
    token: str
    group: int | None = GROUP
    console: list[str] = field(default_factory=list)
    bot: Bot | None = None
    dark: Dark = field(default_factory=Dark)

    def now(self) -> datetime:
        """Return the moment by the clock of the day."""
        return self.clock.now()

    def move(self, moment: datetime) -> None:
        """Move the clock of the day."""
        self.clock.move(moment)

    def unit_of(self, person: Role) -> str:
        """Name the unit for which somebody acts."""
        return self.rulebook.unit(person.unit).name if person.unit else ""

    def build(self, url: str) -> Bot:
        """Build a bot on this stage's database that talks to a chat server."""
        plan = Plan(self.token, url, "", read_sample(), self.group)
        self.bot = Bot(plan, self.database, self.clock, RestDays(self.folder))
        self.dark.follow(self.bot.pictures)
        return self.bot

    @asynccontextmanager
    async def playing(self, url: str) -> AsyncIterator[Bot]:
        """Run the bot while the block runs; what makes it fail ends the block."""
        bot, stop = self.build(url), asyncio.Event()
        async with asyncio.TaskGroup() as group:
            ready = asyncio.Event()
            group.create_task(bot.run(stop, lambda _line: ready.set(), self.console.append))
            await ready.wait()
            try:
                yield bot
            finally:
                stop.set()

    async def settled(self, every: float = 0.005) -> None:
        """Wait until nothing waits: every update processed, every letter sent."""
        if self.bot is None:
            return
        async with asyncio.timeout(PATIENCE):
            while not await self._nothing_owed(self.bot):  # noqa: ASYNC110 - three places, none knows of the others
                await asyncio.sleep(every)

    async def _nothing_owed(self, bot: Bot) -> bool:
        """Ask the way of an update from its front end to its back end; what is done there cannot come back."""

        def empty(tx: Transaction) -> bool:
            return inbox.next_waiting(tx) is None and not outbox.heads(tx) and not outbox.interrupted(tx)

        return not self.chat.updates.due and bot.worker.idle.is_set() and await bot.store.read(empty)

    def newest_card(self, place: int, step: Step | None = None) -> Seen:
        """Return the newest card that waits for a decision, as somebody sees it; `step`: the report it is about."""
        cards = [seen for seen in self.chat.seen(place) if (seen.text or "").startswith("📋")]
        if step is not None:
            unit, metric = step.unit, step.metric
            about = f"\n{unit.name} · {metric.name} · ", f"\n{unit.english} · {metric.english} · "
            cards = [seen for seen in cards if any(one in (seen.text or "") for one in about)]
        if not cards:
            last = self.chat.newest(place)
            raise LookupError(f"no card waits in {place}; the last message there: {last.text if last else None}")
        return cards[-1]


def set_stage(folder: Path, clock: Clock, *, empty: bool = False) -> Stage:
    """Make the bureau: database with rulebook and roster, people and group in the chat, everybody has said /start.

    An empty one has nothing yet: nobody is on the roster or has ever written, and the bot is in no group.
    """
    rulebook = load(read_sample())
    people = cast(rulebook)
    database = Database(folder / "leitai.db")
    database.migrate()
    if not empty:
        _furnish(database, people, clock.now(), RestDays(folder))
    stage: Stage

    token = f"2026:{secrets.token_hex(16)}"

    def now() -> datetime:
        return stage.now()

    def pace() -> float:
        return stage.clock.seconds()

    chat = Chat(clock=now, token=token, username=USERNAME, called=bot_name(), pace=pace)
    for person in people:
        chat.add_person(person.person, person.name, started=not empty)
    passer = stranger()
    chat.add_person(passer.person, passer.name)
    members = [person.person for person in people]
    chat.add_group(GROUP, group_title(), members=members, supergroup=True, bot="left" if empty else "member")
    stage = Stage(folder, database, rulebook, people, clock, chat, token, None if empty else GROUP)
    return stage


def _furnish(database: Database, people: tuple[Role, ...], now: datetime, rest_days: RestDays) -> None:
    with database.transaction(now) as tx:
        turn = Turn(tx, "demo", rest_days)
        put_rulebook(turn, read_sample())
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in people]
        import_roster(turn, list(enumerate(rows, 2)), replace=False)
        for person in people:
            chats.note_chat(tx, person.person, None)
