"""Boards are drawn by a worker process of their own, so that the event loop never waits for a picture."""

import asyncio
import logging
import multiprocessing
import multiprocessing.connection
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from handlers.results.board import Board

log = logging.getLogger(__name__)
PATIENCE = 60
"""Seconds a drawing may take before the text goes out without it."""


def _start() -> None:
    """Prepare the drawing process: it ends with its parent, and has fonts and matplotlib loaded."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    from handlers.views import draw  # noqa: PLC0415 - only the drawing process loads matplotlib

    draw.warm()


def _end_with(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(0)


def _draw(board: Board, page: int, theme: str) -> bytes:
    from handlers.views import draw  # noqa: PLC0415 - as above

    return draw.board_png(board, page, theme)


class Pictures:
    """Draws boards; the process starts with the first picture and is replaced when it dies."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, board: Board, page: int, theme: str) -> bytes | None:
        """Return a page as PNG; None where it could not be drawn (the text must do)."""
        for _ in range(2):
            if self._pool is None:
                context = multiprocessing.get_context("forkserver")
                self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_start)
            try:
                drawn = asyncio.get_running_loop().run_in_executor(self._pool, _draw, board, page, theme)
                async with asyncio.timeout(PATIENCE):
                    return await drawn
            except BrokenProcessPool:
                log.warning("the drawing process died; starting another")
            except TimeoutError:
                log.exception("a picture took more than %s s", PATIENCE)
            except Exception:
                log.exception("a picture could not be drawn")
                return None
            self.close()
        return None

    def close(self) -> None:
        """End the drawing process."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
