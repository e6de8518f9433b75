"""From an inbox row to its effects: PTB routes it, one action runs in one transaction, and the row is done with it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from itertools import count
from math import inf
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.operating.tally import Tally
from bot.secret import told
from bot.store import Store
from handlers import door
from handlers.context import WORK, Context, Work
from handlers.results import Answer, Refusal, Sender
from handlers.turn import Turn
from storage import inbox, replicas
from storage.inbox import Waiting

log = logging.getLogger(__name__)
PtbApplication = Application[Any, Context, Any, Any, Any, Any]


class SettledError(Exception):
    """What was about to be done is done already, or is to be done by somebody else: nothing was changed."""


class Worker:
    """Processes updates one after the other, oldest first."""

    def __init__(self, store: Store, application: PtbApplication, wake: Callable[[], None], tally: Tally) -> None:
        self._store = store
        self._tally = tally
        self._application = application
        self._wake_delivery = wake
        self.news = asyncio.Event()
        self.idle = asyncio.Event()

    async def run(self) -> None:
        """Process what waits, for ever."""
        async with asyncio.TaskGroup() as group:
            while True:
                self.news.clear()
                self.idle.clear()
                self._tally.beat("worker")
                row = await self._next()
                if row is None:
                    self.idle.set()
                    self._tally.beat("worker", inf)
                    await self.news.wait()
                else:
                    await self.process(row, group.create_task)
                    self._wake_delivery()

    async def _next(self) -> Waiting | None:
        """Return the update to process now, and claim it where others might."""
        if self._store.replica is None:
            return await self._store.read(inbox.next_waiting)
        return await self._store.claim(replicas.claim_update)

    async def process(self, row: Waiting, aside: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        """Process one update: exactly one transaction marks it done, together with whatever it causes."""

        async def run(fn: Callable[..., Answer], sender: Sender | None, *args: object, **named: object) -> Answer:
            tries = count()

            def unit_of_work(turn: Turn) -> Answer:
                if next(tries) and not inbox.waits(turn.tx, row.id):  # only the answer to the commit was lost
                    raise SettledError
                work.spoken = None if sender is None else turn.spoken_in(sender.person)
                answer = fn(turn, None, *args, **named) if sender is None else door.enter(turn, sender, fn, *args)
                if not inbox.settle(turn.tx, row.id, row.replica):
                    raise SettledError
                work.asked = turn.tx.asked
                return answer

            return await self._store.act(_cause(row), unit_of_work, row.bot)

        began = asyncio.get_running_loop().time()
        work = Work(run, aside, row.received_at, row.bot, last_try=row.attempts + 1 >= inbox.TRIES)
        token = WORK.set(work)
        try:
            update = Update.de_json(row.body, self._application.bot)
            await self._application.process_update(update)
        except Exception as error:  # noqa: BLE001 - whatever it is, the rows behind it go on
            work.faults.append(error)
        finally:
            WORK.reset(token)
        await self._close(row, work)
        self._tell(row, work, asyncio.get_running_loop().time() - began)

    async def _close(self, row: Waiting, work: Work) -> None:
        """Settle what the handler left: a refusal becomes a letter, a fault is counted, nothing done is done too."""
        if any(isinstance(fault, SettledError) for fault in work.faults):
            log.warning("update %s was settled before, or is somebody else's now", row.id)
            return
        if work.faults:
            log.error("update %s failed", row.id, exc_info=work.faults[0])
        if work.acted:
            return
        if work.faults:
            await self._store.act(_cause(row), lambda turn: _failed(turn, row, work), row.bot)
        else:
            await self._store.act(_cause(row), lambda turn: _finish(turn, row, work.refusal, work.sender), row.bot)

    def _tell(self, row: Waiting, work: Work, seconds: float) -> None:
        """Count an update that is settled, and say it in one line; one that is to be tried again is none yet."""
        ended, code = _ended(work)
        if ended == "failed" and not work.last_try:
            return
        person = work.sender.person if work.sender else inbox.writer(row.body)
        self._tally.note_update(row.id, person, work.action, seconds, ended, code)


def _ended(work: Work) -> tuple[str, str]:
    """Return what became of an update in a word, and the code of a refusal."""
    if work.faults and not work.acted:
        return "failed", ""
    if work.refusal is not None:
        return "refused", work.refusal.code
    if not work.acted:
        return "ignored", ""
    return ("asked" if work.asked else "done"), ""


def _cause(row: Waiting) -> str:
    return f"inbox:{row.id}"


def _finish(turn: Turn, row: Waiting, refusal: Refusal | None, sender: Sender | None) -> None:
    if inbox.settle(turn.tx, row.id, row.replica) and refusal is not None and sender is not None:
        door.refuse(turn, sender, refusal.code, refusal.values)


def _failed(turn: Turn, row: Waiting, work: Work) -> None:
    fault = told(repr(work.faults[0]))[:500]
    if inbox.note_failure(turn.tx, row.id, fault, row.replica):
        door.incident(turn, row.id, work.sender.person if work.sender else inbox.writer(row.body))
