"""The database behind an event loop: one writing thread, one reading thread, never interrupted in the middle."""

import asyncio
import logging
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from bot.clock import Clock
from bot.restdays import RestDays
from handlers.turn import Turn
from storage import audit, keyboards
from storage.database import Database, Transaction, UnavailableError
from storage.facts import EVERYTHING
from storage.place import server_of

if TYPE_CHECKING:
    from storage.engines.ears import Ear

log = logging.getLogger(__name__)
T = TypeVar("T")
AGAIN = 0.5
"""Seconds before a database that is locked or whose disk is full is tried again."""


class Store:
    """Runs synchronous units of work in their thread and gives their result to the loop.

    `bot`: the account that the chat server knows us by, once it was asked, and `username` its name.
    """

    def __init__(
        self, database: Database, clock: Clock, rest_days: RestDays, more_room: Callable[[], bool] = lambda: False
    ) -> None:
        """Open the threads; `more_room` is asked for room on a full disk, and says whether there is more now."""
        self._more_room = more_room
        self._database = database
        self._clock = clock
        self._rest_days = rest_days
        self.bot: int | None = None
        self.username = ""
        self._written: set[str] = set()
        self._watchers: dict[int, set[str]] = {}
        self._sealed: str | None = None
        self._vault: dict[int, str] = {}
        self._hurried = self._given_up = False
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="read")
        database.join()

    @property
    def replica(self) -> int | None:
        """The number of this process, where several share the database."""
        return self._database.replica

    async def keep_place(self) -> bool:
        """Keep the place among those that share the database; says whether this one leads, if that can be known."""
        return await _done(asyncio.get_running_loop().run_in_executor(self._writer, self._database.keep_place))

    async def live(self) -> set[int]:
        """Return the numbers of those that share the database."""
        return await self._until_done(self._reader, self._database.live)

    async def ear(self) -> "Ear":
        """Open an ear for what others commit. UnavailableError: not now."""
        return await asyncio.to_thread(self._database.ear)

    def heard(self, ear: "Ear") -> set[str]:
        """Return what an ear has heard. UnavailableError: it hears no more."""
        return self._database.heard(ear)

    async def claim(self, fn: Callable[[Transaction], T], *, durable: bool = False) -> T:
        """Run a unit of work that only claims, where several share the database (see `Database.claiming`)."""

        def work() -> T:
            with self._database.claiming(self._clock.now(), durable=durable) as tx:
                return fn(tx)

        return await self._until_done(self._writer, work)

    async def write(self, fn: Callable[[Transaction], T], *, once: bool = False) -> T:
        """Run a unit of work in one transaction; a cancelled waiter does not cancel it.

        `once`: UnavailableError where the database is not available, instead of trying again.
        """

        def work() -> tuple[T, set[str]]:
            with self._database.transaction(self._clock.now()) as tx:
                found = fn(tx)
                touched, sealed = tx.touched.copy(), self._sealed
                if "audit" in tx.written:
                    touched |= {audit.head(tx)} if tx.head_before == sealed else {EVERYTHING}
                    sealed = audit.head(tx)
                keyboards.renew(tx)
            self._sealed = sealed
            for watcher in self._watchers.copy().values():
                watcher.update(touched)
            return found, tx.written

        found, written = await self._until_done(self._writer, work, once=once)
        self._written |= written
        return found

    def hear(self, tables: Collection[str]) -> None:
        """Note what another process wrote to."""
        self._written.update(tables)

    @contextmanager
    def watching(self) -> Iterator[set[str]]:
        """Collect the topics that are touched from now on, and the digests by which that is sealed.

        What another process does that shares the database on a server is not known: that may be everything. So is what
        a command sealed, which is seen by the digest before the next one of ours.
        """
        touched = set() if server_of(self._database.place) is None else {EVERYTHING}
        self._watchers[id(touched)] = touched
        try:
            yield touched
        finally:
            del self._watchers[id(touched)]

    def news(self) -> set[str]:
        """Return the tables that were written to since this was asked the last time."""
        written, self._written = self._written, set()
        return written

    async def read(self, fn: Callable[[Transaction], T]) -> T:
        """Run a question over what is committed."""

        def work() -> T:
            with self._database.reading(self._clock.now()) as tx:
                return fn(tx)

        return await self._until_done(self._reader, work)

    async def act(self, cause: str, fn: Callable[[Turn], T], heard_by: int | None = None, *, once: bool = False) -> T:
        """Run a turn of work as `write` does; `cause` is what it answers, such as `inbox:12`.

        `heard_by`: the account that was told of the cause, where it may be another than the present one.
        """
        return await self.write(lambda tx: fn(self._turn(tx, cause, heard_by)), once=once)

    async def ask(self, cause: str, fn: Callable[[Turn], T]) -> T:
        """Run a turn that only asks, as `read` does."""
        return await self.read(lambda tx: fn(self._turn(tx, cause)))

    def _turn(self, tx: Transaction, cause: str, heard_by: int | None = None) -> Turn:
        heard = heard_by or self.bot
        return Turn(tx, cause, self._rest_days, self._rest_days.covers, heard, self.bot, self.username, self._vault)

    async def _until_done(self, thread: ThreadPoolExecutor, work: Callable[[], T], *, once: bool = False) -> T:
        """Run a unit of work, again and again while the database is not available: it was rolled back every time."""

        def told() -> T:
            if self._given_up:
                raise UnavailableError("given up", "busy")
            try:
                return work()
            except UnavailableError as error:
                self._given_up = self._hurried and not error.full
                raise
            except StopIteration as error:  # no future can hold it, and whoever waits would wait for ever
                raise RuntimeError("nothing was found where something must be") from error

        while True:
            try:
                return await _done(asyncio.get_running_loop().run_in_executor(thread, told))
            except UnavailableError as error:
                has_room = error.full and self._more_room()
                if once and not has_room:
                    raise
                if self._hurried and not has_room:
                    raise asyncio.CancelledError from error
                log.warning("the database is not available (%s); trying again", error)
                if not has_room:
                    await asyncio.sleep(AGAIN)

    def hurry(self) -> None:
        """Try nothing again from now on: where the database is not available, who waits for it is cancelled."""
        self._hurried = True

    def close(self) -> None:
        """Finish what is running and let the threads go."""
        self._writer.shutdown()
        self._reader.shutdown()


async def _done(work: "asyncio.Future[T]") -> T:
    """Wait for what is never interrupted; whoever waits may be."""
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        work.add_done_callback(_unheard)
        raise


def _unheard(done: "asyncio.Future[T]") -> None:
    """Say how a unit of work ended that nobody waits for any more."""
    if not done.cancelled() and (error := done.exception()) is not None:
        log.warning("what nobody waits for any more was not done (%s)", error)
