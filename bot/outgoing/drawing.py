"""Pictures are drawn by a process of its own: begun when one is asked for, replaced when it fails, ended when idle.

It is forked from a process that has everything loaded (the fork server), so that a new one takes milliseconds; of both
nothing is left while nobody wants a picture.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TypeVar

from bot.operating.tally import Spans
from bot.outgoing import artist
from handlers.pictures.shown.charts import Shown
from storage import private

log = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE = 10
"""Seconds that a drawing may take before its process is taken for hung."""
START = 30
"""Seconds that a new process may take until it can draw: the first one loads everything."""
LONGEST_PAUSE = 60
"""Seconds between two starts where drawing does not work at all, as without fonts."""
IDLE = 600
"""Seconds without a picture after which the process has to make room."""
PRELOAD = ["handlers.pictures.warmed", "bot.outgoing.artist"]


def keep_caches_in(folder: Path) -> None:
    """Let the drawing library keep what it finds out about fonts in a folder that can be written, unless one is set."""
    caches = folder.absolute() / "matplotlib"
    if os.environ.setdefault("MPLCONFIGDIR", str(caches)) == str(caches):
        with suppress(OSError):  # the library finds another place, and says so
            private.make_folder(caches)


class Pictures:
    """Draws pictures, one at a time; `ready`: drawing works as far as known, `pid`: of the process, if there is one.

    `heard` is told of each picture what it shows, where somebody wants to know.
    """

    def __init__(self, spans: Spans) -> None:
        self._spans = spans
        self.patience: float = PATIENCE
        self.ready = True
        self.heard: Callable[[bytes, Shown, int, str, str], None] | None = None
        self._warm = self._broken = self._closed = False
        self._news = asyncio.Event()
        self._process: ForkServerProcess | None = None
        self._jobs: Connection | None = None
        self._server: int | None = None
        self._one = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    @property
    def pid(self) -> int | None:
        """The drawing process, where there is one."""
        return None if self._process is None else self._process.pid

    async def keep(self, back: Callable[[], None]) -> None:
        """Bring drawing back whenever it failed, for ever, and call `back` then; end a process that nobody needs."""
        pause = 0
        while True:
            self._news.clear()
            if not self.ready:
                if await self._within(START, self._start) is None:
                    pause = min(2 * pause or 1, LONGEST_PAUSE)
                    await asyncio.sleep(pause)
                    continue
                pause = 0
                back()
            try:
                async with asyncio.timeout(IDLE):
                    await self._news.wait()
            except TimeoutError:
                await self._within(START, self._rest)

    async def draw(self, shown: Shown, page: int, theme: str, language: str) -> bytes | None:
        """Return a page as PNG; None where drawing does not work now (the text must do)."""
        if self._broken:
            return None
        began = asyncio.get_running_loop().time()
        try:
            drawn = await self._within(
                self.patience if self._warm else START, lambda: self._draw(shown, page, theme, language)
            )
        finally:
            self._news.set()
        if drawn is not None:
            self._spans.note(asyncio.get_running_loop().time() - began)
            if self.heard is not None:
                self.heard(drawn, shown, page, theme, language)
        return drawn

    async def _within(self, seconds: float, work: Callable[[], T]) -> T | None:
        """Do a piece of work in the thread; what takes too long loses its process, and then ends by itself."""
        async with self._one:
            done = asyncio.get_running_loop().run_in_executor(self._thread, work)
            try:
                async with asyncio.timeout(seconds):
                    return await asyncio.shield(done)
            except TimeoutError:
                log.warning("nothing was drawn in %s s; starting another drawing process", seconds)
                self.ready = False
                self._kill(with_server=not self._warm)
                return None

    def _draw(self, *job: object) -> bytes | None:
        for _ in range(2):
            if self._start() is None or self._jobs is None:
                return None
            try:
                self._jobs.send(job)
            except OSError:  # it died before it was asked: nothing is lost yet
                self._end()
                continue
            answer = _answer(self._jobs)
            if isinstance(answer, bytes):
                return answer
            log.warning("a picture could not be drawn: %s", answer)
            self.ready = False
            self._end()
            return None
        return None

    def _start(self) -> ForkServerProcess | None:
        """Return the process that draws, a new one if need be; None where drawing does not work."""
        if self._process is not None and self._process.is_alive():
            return self._process
        self._end()
        if self._closed:
            return None
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOAD)
        self._jobs, theirs = context.Pipe()
        self._process = context.Process(target=artist.serve, args=(theirs,), name="pictures", daemon=True)
        try:
            self._process.start()
        except (OSError, EOFError) as error:
            log.warning("the drawing process could not be started: %r", error)
        theirs.close()
        answer = _answer(self._jobs)
        match answer:
            case (None, int(server)):
                self._server, self._warm = server, True
                self.ready, self._broken = True, False
                return self._process
        log.warning("pictures cannot be drawn, texts go out instead: %s", answer)
        self._end()
        self.ready, self._broken = False, True
        return None

    def _rest(self) -> None:
        """End the process, and the one that it was forked from."""
        self._kill(with_server=True)
        self._end()

    def _end(self) -> None:
        """Let go of the process."""
        self._kill()
        if self._jobs is not None:
            self._jobs.close()
        self._process = self._jobs = None
        self._warm = False

    def _kill(self, *, with_server: bool = False) -> None:
        """Kill the process, a hung one too; `with_server`: also the one that it was to be forked from."""
        process = self._process
        if process is not None and process.pid is not None:
            process.kill()
        if with_server and self._server is not None:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self._server, signal.SIGKILL)
                os.waitid(os.P_PID, self._server, os.WEXITED | os.WNOWAIT)  # who begins the next one looks for it
            self._server = None

    def close(self) -> None:
        """End the drawing process."""
        self._closed = True
        self._kill()
        self._thread.shutdown(wait=False, cancel_futures=True)


def _answer(jobs: Connection) -> object:
    """Wait for what the process says; where it dies instead, that in words."""
    try:
        return jobs.recv()
    except (EOFError, OSError):
        return "the drawing process died"
