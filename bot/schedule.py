"""Due work is data; APScheduler only wakes the ticks, which ask what is due by now and not in the ledger."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.operating.standing import Standing
from bot.operating.tally import Tally
from bot.store import Store
from handlers.journey import Tick
from handlers.journeys import TICKS
from handlers.turn import Turn

log = logging.getLogger(__name__)
EVERY = 1
"""Seconds between two looks: a question of a millisecond to the database."""


class Schedule:
    """Wakes every tick at start and once a second."""

    def __init__(
        self, store: Store, wake: Callable[[], None], acted: Callable[[], None], standing: Standing, tally: Tally
    ) -> None:
        """Wake delivery by `wake` after every look, and by `acted` all that may have work where something was due."""
        self._standing = standing
        self._tally = tally
        self._wake_all = acted
        self._store = store
        self._wake_delivery = wake
        self._scheduler = AsyncIOScheduler()

    async def start(self) -> None:
        """Run every tick now, and from now on."""
        await self.tick()
        self._scheduler = AsyncIOScheduler()
        trigger = IntervalTrigger(seconds=EVERY)
        self._scheduler.add_job(self._look, trigger, misfire_grace_time=None, coalesce=True, max_instances=1)
        self._scheduler.start()

    async def stop(self) -> None:
        """Wake nothing any more; a look that is just beginning comes into its own hands first (see `_look`)."""
        if self._scheduler.running:
            self._scheduler.pause()
            await asyncio.sleep(0)
            self._scheduler.shutdown(wait=False)

    async def _look(self) -> None:
        """Tick for the scheduler, which would log the end of the program as a fault of the job."""
        with suppress(asyncio.CancelledError):
            await self.tick()

    async def tick(self) -> None:
        """Do what is due; a fault is logged and the next tick tries again."""
        found = await self._store.ask("tick", _due)
        for tick in found:
            try:
                await self._store.act(f"tick:{tick.name}", tick.act)
            except Exception:
                log.exception("the tick %s failed", tick.name)
        self._tally.ticks += 1
        self._tally.beat("schedule")
        try:
            await self._standing.look()
        except Exception:
            log.exception("nobody knows whether anything stands still")
        self._wake_delivery()  # another process may owe letters, too: a file of values came in
        if found:
            self._wake_all()


def _due(turn: Turn) -> list[Tick]:
    """Ask in one look what is due."""
    found = []
    for tick in TICKS:
        try:
            if tick.due(turn):
                found.append(tick)
        except Exception:
            if turn.tx.lost:
                raise
            log.exception("the tick %s does not know whether it is due", tick.name)
    return found
