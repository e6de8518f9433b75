"""Wakes whoever waits for the next change: coroutines of any loop and plain threads."""

import asyncio
import threading
from collections.abc import Callable


class Bell:
    """A counter of changes; its lock guards the whole world, so that a server thread and a test may share it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.version = 0
        self._changed = threading.Condition(self.lock)
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        """Count a change and wake everyone."""
        with self.lock:
            self.version += 1
            self._changed.notify_all()
            for loop, event in self._waiting:
                if not loop.is_closed():
                    loop.call_soon_threadsafe(event.set)

    async def changed(self, since: int) -> int:
        """Wait until the counter is past `since`; return it."""
        here = (asyncio.get_running_loop(), asyncio.Event())
        with self.lock:
            self._waiting.add(here)
        try:
            while self.version <= since:
                await here[1].wait()
                here[1].clear()
        finally:
            with self.lock:
                self._waiting.discard(here)
        return self.version

    async def until(self, condition: Callable[[], object], timeout: float) -> None:  # noqa: ASYNC109 - the caller's words
        """Wait until the condition holds, looking again at each change; TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            while True:
                since = self.version
                with self.lock:
                    if condition():
                        return
                await self.changed(since)

    def block_until(self, condition: Callable[[], object], timeout: float) -> None:
        """Do as `until`, for a thread without a loop while the server runs in another."""
        with self._changed:
            if not self._changed.wait_for(lambda: bool(condition()), timeout):
                raise TimeoutError
