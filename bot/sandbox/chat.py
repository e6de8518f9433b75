"""The embedded chat as tests and the demo hold it in hand."""

import asyncio
from collections.abc import Callable

from bot.sandbox.world.people import People


class Chat(People):
    """The whole world with its ledger, faults and judge, and ways to wait for what happens in it."""

    @property
    def version(self) -> int:
        """A number that grows with every visible change."""
        return self.bell.version

    async def changed(self, since: int) -> int:
        """Wait until something has changed after that version; return the version now."""
        return await self.bell.changed(since)

    async def wait_for(self, condition: Callable[[], object], timeout: float = 5) -> None:  # noqa: ASYNC109 - the caller's words
        """Wait until the condition holds, looking at each change; TimeoutError after so many real seconds."""
        await self.bell.until(condition, timeout)

    def block_until(self, condition: Callable[[], object], timeout: float = 5) -> None:
        """Do as wait_for, in a thread without a loop, while the server runs in another thread."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            self.bell.block_until(condition, timeout)
        else:
            raise RuntimeError("block_until would stop this loop; use wait_for")
