"""What must be fetched beside everything else: one piece of work after the other, whenever there may be some."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from bot.clock import Clock

AT_ONCE = 0.0


class Errands:
    """Runs one kind of work; `step` does a piece and returns the seconds until the next, None where none waits."""

    def __init__(self, step: Callable[[], Awaitable[float | None]], clock: Clock, *tables: str) -> None:
        """`tables`: what has to be written to before there may be work."""
        self._step = step
        self._clock = clock
        self._tables = frozenset(tables)
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look again for what is to be done."""
        self._wake.set()

    def told(self, written: Collection[str]) -> None:
        """Look again if there may be work after some tables were written to."""
        if not self._tables.isdisjoint(written):
            self.wake()

    async def run(self, told: Callable[[], None]) -> None:
        """Work for ever; `told` is called after each piece, of which somebody may have to be told."""
        while True:
            self._wake.clear()
            pause = await self._step()
            if pause == AT_ONCE:
                told()
            else:
                await self._clock.pause(self._wake, pause, busy=False)
