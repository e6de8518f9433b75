"""Room on the disk: a reserve beside the database, given back when the disk is full, so that people are answered."""

import asyncio
import logging
from pathlib import Path

from bot import files
from bot.store import Store
from handlers.bureau.actions import no_room

log = logging.getLogger(__name__)
RESERVE = 8 * 1024 * 1024
"""Bytes: thousands of reports and all that is said about them."""
PLENTY = 4 * RESERVE
"""Free bytes from which on the reserve is made (again)."""
LOOK = 30
"""Seconds between two looks whether there is room again."""


def nobody() -> None:
    """Wake nobody."""


class Room:
    """The reserve, and whether something lacked room since anybody was told."""

    def __init__(self, database: Path) -> None:
        self._folder = database.parent
        self._reserve = database.with_name(f"{database.name}.reserve")
        self.lacked = False
        self.wake = nobody

    def give_back(self) -> bool:
        """Let the database have the reserve; False where it had it before."""
        self.lack()
        if not self._reserve.exists():
            return False
        files.remove([self._reserve])
        log.warning("the disk is full: the reserve of %s bytes was given back", RESERVE)
        return True

    def lack(self) -> None:
        """Note that something could not be written for want of room."""
        self.lacked = True
        self.wake()

    def make(self) -> bool:
        """Make the reserve where there is plenty of room; True when it stands."""
        if self._reserve.exists():
            return True
        if self.free() < PLENTY:
            return False
        try:
            files.take_room(self._reserve, RESERVE)
        except OSError as error:
            log.warning("there is no room for the reserve: %s", error)
            return False
        return True

    def free(self) -> int:
        """Return how many bytes the disk has left."""
        return files.free(self._folder)


class Keeper:
    """Keeps the reserve, and tells the admins once a day when there is no room."""

    def __init__(self, room: Room, store: Store) -> None:
        self._room = room
        self._store = store

    async def step(self) -> float | None:
        """Make the reserve unless it stands, and tell what was lacking (see `Errands`)."""
        made = await asyncio.to_thread(self._room.make)
        if self._room.lacked or not made:
            self._room.lacked = False
            free = self._room.free() // 1_000_000
            await self._store.act("room", lambda turn: no_room(turn, free))
        return None if made else LOOK
