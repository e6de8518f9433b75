"""The only composition root: what `leitai run`, the demo and the tests build, and how it runs and stops."""

import asyncio
import logging
import os
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot

from bot import secret
from bot.backup.archive import House
from bot.backup.daily import Daily
from bot.backup.putting_back import remove_halves
from bot.clock import Clock
from bot.incoming.errands import Errands
from bot.incoming.evidence import Collector
from bot.incoming.group import Group
from bot.incoming.intake import Intake
from bot.incoming.sent import Sent
from bot.incoming.webhook import Webhook
from bot.incoming.worker import PtbApplication, Worker
from bot.operating.health import Health
from bot.operating.standing import Standing
from bot.operating.tally import Loop, Tally
from bot.outgoing.attached import Attached
from bot.outgoing.calls import Calls
from bot.outgoing.delivery import Delivery
from bot.outgoing.drawing import Pictures
from bot.outgoing.gallery import Gallery
from bot.outgoing.letters import LATE
from bot.outgoing.menus import Menus
from bot.process import RefusedError
from bot.restdays import RestDays
from bot.room import Keeper, Room
from bot.schedule import Schedule
from bot.sharing import Sharing
from bot.shelf import Bucket, beside
from bot.store import Store
from bot.texts import said
from bot.wire import Hear, Wire, brief
from handlers import context, routes
from handlers.bureau.actions import ensure_house, ensure_owner, look_back, put_rulebook, set_group
from handlers.context import Context
from handlers.inviting.actions import first
from handlers.turn import Turn
from storage.audit import ALPHABET
from storage.database import Database
from storage.place import file_of, server_of

if TYPE_CHECKING:
    from aiohttp import web

log = logging.getLogger(__name__)
T = TypeVar("T")
STOP_WITHIN = 6
"""Seconds in which what is in hand is committed after the word to stop."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a bot is built from."""

    token: str = field(repr=False)
    api_url: str
    proxy: str
    rulebook: bytes
    group: int | None
    owner: int | None = None
    backup_dir: Path | None = None
    http: tuple[str, int] | None = None
    webhook: str = ""
    bucket: Bucket | None = None
    template: bytes | None = None


class Bot:
    """The running bot: intake, worker, delivery and schedule around one database."""

    def __init__(self, plan: Plan, database: Database, clock: Clock, rest_days: RestDays) -> None:
        secret.hide(plan.token)
        self._plan = plan
        file = file_of(database.place)
        self._file, self._room, self._shelf = file, Room(file), plan.bucket or beside(file)
        self.store = store = Store(database, clock, rest_days, self._room.give_back)
        self.application = _application(plan)
        bot = self.application.bot
        self.tally = tally = Tally(clock.seconds)

        self.pictures = Pictures(tally.drawn)
        gallery = Gallery(bot, store, self.pictures)
        calls = Calls(bot, gallery, Attached(bot, store, self._shelf))
        self.delivery = Delivery(bot, store, clock, self.pictures, gallery, calls, tally)

        self._collector = Collector(bot, store, clock, self._shelf, self._room.lack)
        self._menus = Errands(Menus(bot, store, clock).step, clock, "roster", "chats", "fixtures")
        keeper = Errands(Keeper(self._room, store).step, clock)
        self._room.wake = keeper.wake
        self._errands = (
            Errands(self._collector.step, clock, "attachments", "kept_files", "gone_files"),
            Errands(Sent(bot, store, clock).step, clock, "drafts"),
            Errands(Group(bot, store).step, clock, "fixtures", "chats"),
            keeper,
            self._menus,
        )
        self._backups: tuple[Errands, ...] = ()
        if plan.backup_dir is not None:
            house = House(file, plan.rulebook, rest_days.file, server_of(database.place), plan.bucket)
            self._backups = (Errands(Daily(house, plan.backup_dir, store, clock).step, clock),)
        self._standing = standing = Standing(store, clock, LATE)
        self.worker = Worker(store, self.application, self._wake, tally)
        self.intake = Intake(bot, store, self.worker.news.set, self.delivery.wake, clock, tally, standing)
        self._webhook: Webhook | None = None
        if plan.webhook:
            self._webhook = Webhook(plan.webhook, plan.token, bot, self.intake, clock, tally, standing)
        self.schedule = Schedule(store, self._wake_late, self._wake, standing, tally)
        self.sharing = Sharing(store, self._heard, self.delivery.settle_interrupted)

    async def run(
        self, stop: asyncio.Event, ready: Callable[[str], None], console: Callable[[str], None] = log.debug
    ) -> None:
        """Run until told to stop; `ready` gets its one line once the first poll was answered, or the webhook is set.

        `console` is told, in a house without an admin, how the first one gets in.
        """
        tasks: list[asyncio.Task[object]] = []
        page = None
        try:
            page = await self._listen()
            if leads := await self.sharing.look():
                await asyncio.to_thread(self._tidy)
            fingerprint, group = await self.store.act("start", self._take_house)
            if not await _until(self._reach(), stop):
                return
            self.store.bot, self.store.username = self.application.bot.id, self.application.bot.username
            await self.delivery.recover()
            code = ""
            if leads:
                if self.store.replica is not None and await self.store.live() <= {self.store.replica}:
                    await self.sharing.bury_now(0)  # nobody else is there who might come back
                await self._begin()
                code = await self._first_code()
            loops = [self._lead(begun=leads), self.worker.run(), self.delivery.run()]
            loops += [] if self._webhook is None else [self._webhook.run()]
            if self.store.replica is not None:
                loops += [self.sharing.keep(), self.sharing.listen()]
            announced = self._announce(ready, console, code, fingerprint, group, leads=leads)
            aside = (announced, self.pictures.keep(self.delivery.wake))
            tasks = [asyncio.create_task(one) for one in (*loops, *aside)]  # noqa: TID251 - this is the runner
            await _first_end(tasks[: len(loops)], stop)
        except InvalidToken:
            raise RefusedError(said("wrong_token")) from None
        finally:
            await self._stop(tasks)
            if page is not None:
                await page.cleanup()

    async def _begin(self) -> None:
        """Begin what one process alone does."""
        await self._collector.recover()
        await self.schedule.start()

    async def _lead(self, *, begun: bool) -> None:
        """Do what one process alone does, as long as this is the one; for ever."""
        while True:
            if not self.sharing.leads.is_set():
                self.tally.rest("polling", "webhook", "schedule")
                await self.sharing.leads.wait()
            if not begun:
                self._standing.begin()
                await asyncio.to_thread(self._tidy)
                await self._begin()
            begun = False
            loops = [self.intake.run() if self._webhook is None else self._webhook.keep()]
            loops += [one.run(self.delivery.wake) for one in (*self._errands, *self._backups)]
            if self.store.replica is not None:
                loops.append(self.sharing.bury())
            tasks: list[asyncio.Task[object]] = [asyncio.create_task(one) for one in loops]  # noqa: TID251 - as above
            try:
                await _first_end(tasks, self.sharing.lost)
            finally:
                await self.schedule.stop()
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self) -> "web.AppRunner | None":
        """Listen at the port of health and figures, and of what is brought, where one is set."""
        if self._plan.http is None:
            return None
        from bot.operating import page  # noqa: PLC0415 - without a port nobody pays for a server

        comes: Loop = "polling" if self._webhook is None else "webhook"
        health = Health(
            self.store, self.tally, self._room.free, (comes, "worker", "outbox", "schedule"), self.sharing.leads.is_set
        )
        brought = None if self._webhook is None else (self._webhook.path, self._webhook.take)
        return await page.serve(self._plan.http, health, brought)

    def _wake(self) -> None:
        """Send what was owed, fetch the files that came, and look at the menus, where anything was written of these."""
        self.delivery.wake()
        written = self.store.news()
        for errands in self._errands:
            errands.told(written)

    def _heard(self) -> None:
        """Look at what another process wrote."""
        written = self.store.news()
        if "inbox" in written:
            self.worker.news.set()
        if "outbox" in written:
            self.delivery.wake()
        for errands in self._errands:
            errands.told(written)

    def _wake_late(self) -> None:
        """Send what another process owes, look at the menus, and whether a backup is due."""
        self.delivery.wake()
        for errands in (self._menus, *self._backups):
            errands.wake()

    def _tidy(self) -> None:
        """Take the reserve, and take away what a killed process left half done."""
        self._room.make()
        self._shelf.tidy()
        remove_halves(self._file.parent)

    def _take_house(self, turn: Turn) -> tuple[str, int | None]:
        fingerprint = put_rulebook(turn, self._plan.rulebook, self._plan.template)
        ensure_house(turn, secrets.token_hex(8))
        broken = look_back(turn)
        if broken is not None:
            log.error("the audit chain does not fit from row %s on: `leitai audit verify` tells all of it", broken)
        if self._plan.owner is not None:
            ensure_owner(turn, self._plan.owner)
        group = turn.group if self._plan.group is None else set_group(turn, self._plan.group)
        if self._plan.group not in (None, group):
            log.warning("LEITAI_GROUP is %s, but the bureau group is %s now", self._plan.group, group)
        return fingerprint, group

    async def _reach(self) -> None:
        """Greet the chat server; while it cannot be reached, keep trying."""
        pause = 0.5
        while True:
            try:
                await self.application.initialize()
                if self._webhook is None:
                    await self.application.bot.delete_webhook(drop_pending_updates=False)
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("the chat server cannot be reached (%s); trying again in %s s", brief(error), pause)
                if self.sharing.leads.is_set():
                    await self._standing.silent()
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10)
            else:
                return

    async def _first_code(self) -> str:
        """Return the code by which the first admin gets in; "" where one acts already."""
        if await self.store.ask("start", first.is_settled):
            return ""
        secret = "".join(secrets.choice(ALPHABET) for _ in range(8))
        await self.store.act("start", lambda turn: first.begin(turn, secret))
        return f"{secret[:4]}-{secret[4:]}"

    async def _announce(
        self,
        ready: Callable[[str], None],
        console: Callable[[str], None],
        code: str,
        fingerprint: str,
        group: int | None,
        *,
        leads: bool,
    ) -> None:
        if leads:
            await self.intake.answered.wait()
        where = "-" if group is None else str(group)
        if code:
            console(said("first_code", bot=self.store.username, code=code))
        ready(f"ready bot=@{self.store.username} group={where} rulebook={fingerprint}")

    async def _stop(self, tasks: list[asyncio.Task[object]]) -> None:
        self.store.hurry()
        await self.schedule.stop()
        self.delivery.close()
        for task in tasks[:2] + tasks[3:]:
            task.cancel()
        if tasks:
            _, slow = await asyncio.wait(tasks, timeout=STOP_WITHIN)
            for task in slow:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)  # one raised already; the others say the same
        self.pictures.close()
        self.store.close()
        try:
            await self.application.shutdown()
            await self.application.bot.request.shutdown()  # where PTB never came to its own
        except (RuntimeError, TelegramError) as error:
            log.debug("the connection was not open: %s", error)


async def _until(work: object, stop: asyncio.Event) -> bool:
    """Run some work unless told to stop first; True when it was finished."""
    task: asyncio.Task[object] = asyncio.ensure_future(work)  # type: ignore[call-overload]
    await _first_end([task], stop)
    if not task.done():
        task.cancel()
        return False
    return True


async def _first_end(tasks: list[asyncio.Task[object]], stop: asyncio.Event) -> None:
    """Wait until told to stop or until a task ends; what it raised is raised here."""
    stopped: asyncio.Task[object] = asyncio.ensure_future(stop.wait())
    try:
        done, _ = await asyncio.wait([*tasks, stopped], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        stopped.cancel()


def _application(plan: Plan) -> PtbApplication:
    """Build PTB's application around our own intake: no updater, no job queue, no stored state."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # PTB's way to be given durations as timedelta, without a warning
    application: PtbApplication = (
        ApplicationBuilder()
        .token(plan.token)
        .base_url(f"{plan.api_url}/bot")
        .base_file_url(f"{plan.api_url}/file/bot")
        .request(Wire(8, plan.proxy))
        .get_updates_request(Wire(1, plan.proxy))
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    application.add_handlers(routes.all_handlers())
    application.add_error_handler(context.record)
    return application


async def connect(
    token: str,
    api_url: str,
    proxy: str,
    patience: float,
    ask: Callable[[ExtBot[None]], Awaitable[T]],
    hear: Hear | None = None,
) -> T:
    """Ask the chat server who we are, and whatever else; returns that, or raises what PTB raised."""
    request, polling = (Wire(1, proxy, patience=patience, hear=hear) for _ in range(2))
    async with ExtBot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=polling,
    ) as bot:
        return await ask(bot)
