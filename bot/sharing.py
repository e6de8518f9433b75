"""Several processes on one database: which of them leads, what the others did, and what those leave who are no more."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

from bot.store import AGAIN, Store
from storage import replicas
from storage.database import UnavailableError

log = logging.getLogger(__name__)
EVERY = 0.5
"""Seconds between two looks whether this process leads."""
PATIENCE = 10
"""Seconds after which who has no answer from the database leads no more."""
GRACE = 3
"""Seconds for which somebody must be gone before what he was sending is settled: he may only have lost a connection."""
LOOK = 5
"""Seconds between two looks for what nobody told of."""
Gone = Collection[int | None]


class Sharing:
    """The place of this process among those that share its database; on a file it is alone and leads."""

    def __init__(self, store: Store, heard: Callable[[], None], settle: Callable[[Gone], Awaitable[None]]) -> None:
        """Call `heard` where another process wrote something (see `Store.news`), `settle` for what the dead sent."""
        self._store = store
        self._heard = heard
        self._settle = settle
        self._gone: dict[int | None, float] = {}
        self.leads, self.lost = asyncio.Event(), asyncio.Event()

    async def keep(self) -> None:
        """Keep the place, for ever."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> bool:
        """Say whether this process leads: it does while it has the run lock, and the database says so in time."""
        asked = asyncio.ensure_future(self._store.keep_place())
        while not (await asyncio.wait({asked}, timeout=PATIENCE))[0]:
            self._follow()
        try:
            leads = asked.result()
        except UnavailableError as error:
            log.warning("the database is not available (%s)", error)
            leads = False
        if not leads:
            self._follow()
        elif not self.leads.is_set():
            if self._store.replica is not None:
                log.info("this process leads (replica %s)", self._store.replica)
            self.lost.clear()
            self.leads.set()
        return leads

    def _follow(self) -> None:
        if self.leads.is_set():
            log.warning("this process leads no more (replica %s)", self._store.replica)
        self.leads.clear()
        self.lost.set()

    async def bury(self) -> None:
        """While this process leads, give back what those had in hand who are no more, for ever."""
        self._gone.clear()
        while True:
            await self.bury_now(GRACE)
            await asyncio.sleep(EVERY)

    async def bury_now(self, grace: float) -> None:
        """Give back what those had in hand who are no more, and settle what those were sending for so long."""
        hands = await self._store.read(replicas.in_hand)  # before the living are counted: none of them was born later
        gone = hands - await self._store.live() - {self._store.replica} if hands else set()
        now = asyncio.get_running_loop().time()
        if gone - self._gone.keys():
            log.warning("replicas are gone: %s", gone)
            await self._store.write(lambda tx: replicas.give_back(tx, gone))
            self._store.hear(("inbox", "outbox"))
            self._heard()
        self._gone = {one: self._gone.get(one, now) for one in gone}
        if long := {one for one, since in self._gone.items() if now - since >= grace}:
            await self._store.write(lambda tx: replicas.give_back(tx, long))
            await self._settle(long)

    async def listen(self) -> None:
        """Hear what others write, for ever; and look now and then, as nothing may have been heard."""
        while True:
            try:
                await self._listen()
            except UnavailableError as error:
                log.warning("what others write is not heard (%s)", error)
                await asyncio.sleep(AGAIN)

    async def _listen(self) -> None:
        loop, ear, readable = asyncio.get_running_loop(), await self._store.ear(), asyncio.Event()
        loop.add_reader(ear.fileno(), readable.set)
        try:
            tables: Collection[str] = replicas.EVERYTHING
            while True:
                self._store.hear(tables)
                self._heard()
                try:
                    async with asyncio.timeout(LOOK):
                        await readable.wait()
                except TimeoutError:
                    tables = ("inbox", "outbox")
                else:
                    readable.clear()
                    tables = self._store.heard(ear)
        finally:
            loop.remove_reader(ear.fileno())
            ear.close()
