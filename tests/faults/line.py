"""The line to a server of PostgreSQL, which can be cut, and can lose the answer to a commit."""

import asyncio
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"
"""How the driver says it."""


class Line:
    """Stands between processes and the socket of a server."""

    def __init__(self, server: Path, own: Path) -> None:
        self._server = server
        self._own = own
        self._loop = asyncio.new_event_loop()
        self._lines: set[asyncio.Transport] = set()
        self.losing = 0
        """How many answers to commits are still to be lost."""
        self.lost = 0

    def cut(self) -> None:
        """Cut every connection there is."""
        self._loop.call_soon_threadsafe(self._cut)

    def _cut(self) -> None:
        for transport in list(self._lines):
            transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there, to_there = await asyncio.open_unix_connection(str(self._server))
            ends = {writer.transport, to_there.transport}
            self._lines |= ends  # type: ignore[arg-type]
            waiting = asyncio.Event()
            ways = asyncio.gather(self._ask(reader, to_there, waiting), self._answer(there, writer, waiting))
            with suppress(OSError, EOFError):
                await ways
            self._lines -= ends  # type: ignore[arg-type]
            for end in ends:
                end.abort()  # type: ignore[attr-defined]

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: asyncio.Event) -> None:
        while data := await reader.read(65536):
            if self.losing and data == COMMIT:
                self.losing -= 1
                waiting.set()
            writer.write(data)
            await writer.drain()
        raise EOFError

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, waiting: asyncio.Event) -> None:
        while data := await reader.read(65536):
            if waiting.is_set():
                self.lost += 1
                break
            writer.write(data)
            await writer.drain()
        raise EOFError

    def run(self) -> None:
        """Carry until stopped."""
        asyncio.set_event_loop(self._loop)

        async def serve() -> None:
            self._stop = asyncio.Event()
            server = await asyncio.start_unix_server(self._carry, str(self._own))
            self.ready.set()
            await self._stop.wait()
            server.close()
            self._cut()
            await asyncio.sleep(0)

        self._loop.run_until_complete(serve())
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    def __enter__(self) -> Self:
        self.ready = threading.Event()
        self._thread = threading.Thread(target=self.run, daemon=True)
        self._thread.start()
        self.ready.wait(10)
        return self

    def __exit__(self, *_how: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
