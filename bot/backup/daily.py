"""The daily backup of a running bot: in a thread of its own, which ends with the process."""

import asyncio
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot import files
from bot.backup import archive
from bot.backup.archive import House
from bot.clock import Clock
from bot.incoming.errands import AT_ONCE
from bot.secret import told
from bot.store import Store
from bot.texts import of_machine
from handlers.bureau.actions import backup_failed
from storage.database import DatabaseError, UnavailableError

log = logging.getLogger(__name__)
T = TypeVar("T")
EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)
KEPT = timedelta(days=14)


class Daily:
    """Makes a backup when its newest is a day old, and removes its own that are two weeks old.

    What others put into the folder, by hand or for another house, it neither counts nor touches.
    """

    def __init__(self, house: House, folder: Path, store: Store, clock: Clock) -> None:
        self._house = house
        self._folder = folder
        self._store = store
        self._clock = clock
        self._next: datetime | None = None

    async def step(self) -> float | None:
        """Make a backup if one is due (see `Errands`); it is woken every second."""
        now = self._clock.now()
        if self._next is not None and now < self._next <= now + EVERY:
            return None
        try:
            house = await self._store.ask("backup", lambda turn: turn.house)
            self._next = await _in_thread(lambda: self._keep(house, now))
        except Exception as error:  # noqa: BLE001 - whatever it is, the bot goes on, and the admins are told
            log.error("the daily backup failed: %s", told(repr(error)))  # noqa: TRY400 - that says all
            self._next = now + AGAIN
            reason = _reason(error)
            await self._store.act("backup", lambda turn: backup_failed(turn, reason))
            return AT_ONCE
        return None

    def _keep(self, house: str, now: datetime) -> datetime:
        """Make a backup unless there is one of the last day; returns when the next is due."""
        before = archive.named(self._folder, house)
        newest = max((moment for moment, _ in before if moment <= now), default=None)
        if newest is not None and newest + EVERY > now:
            return newest + EVERY
        made = archive.make(self._house, self._folder / archive.name(now, house), now)
        log.info("backup %s was made, %s copies of evidence are missing", made.path, made.missing)
        if newest is not None:  # by its time they must be old, too: a clock that is wrong for a moment costs nobody any
            files.remove(path for moment, path in before if moment < newest - KEPT)
        return now + EVERY


def _reason(error: Exception) -> str:
    """Return why in a word: the code of an unsound database, or why the machine refused."""
    if isinstance(error, DatabaseError):
        return error.code
    return "UnavailableError" if isinstance(error, UnavailableError) else of_machine(error)


async def _in_thread(work: Callable[[], T]) -> T:
    """Do a piece of work in a thread that nobody waits for at the end of the process."""
    loop: asyncio.AbstractEventLoop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
            _tell(loop, done.set_exception, error)
        else:
            _tell(loop, done.set_result, result)

    threading.Thread(target=run, name="backup", daemon=True).start()
    return await done


def _tell(loop: asyncio.AbstractEventLoop, tell: Callable[[T], None], what: T) -> None:
    def say() -> None:
        with suppress(asyncio.InvalidStateError):  # who asked was cancelled meanwhile
            tell(what)

    with suppress(RuntimeError):  # the loop has ended
        loop.call_soon_threadsafe(say)
