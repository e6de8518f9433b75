"""The process: how it refuses, what it says on stderr (never the token), and the word to stop."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

import typer

from bot.secret import told

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)
STOP_AT_LAST = 9
"""Seconds after the word to stop in which what is in hand may come to its end."""
QUIET = ("httpx", "httpcore", "apscheduler", "asyncio", "alembic", "matplotlib")
"""Libraries that log every call, or more."""


class RefusedError(Exception):
    """A command cannot do what was asked; `lines` are sentences for stderr, the human cause last."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class UsageError(Exception):
    """The words of the command are off (exit 2); the message is the sentence."""


def say(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Say something on stdout, or on stderr; `nl`: as a line."""
    plain = told(text).encode(errors="backslashreplace").decode()  # names of files may hold what is no text
    typer.echo(plain, nl=nl, err=err)


class _Plain(logging.Formatter):
    """Writes a line, tracebacks included, as it may be read."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the token."""
        return told(super().format(record))


def set_up(level: str) -> None:
    """Send to stderr what is logged, warned of, or raised and caught by nobody; chatty libraries only warn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.raiseExceptions = False  # of a line that cannot be written the words would go to stderr as they are
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda raised: _uncaught(raised.exc_type, raised.exc_value, raised.exc_traceback)
    sys.unraisablehook = lambda raised: _uncaught(raised.exc_type, raised.exc_value, raised.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, traceback: TracebackType | None) -> None:
    log.critical("nobody caught this", exc_info=(kind, error or kind(), traceback))


def stop_event(tell: Callable[[], str]) -> "asyncio.Event":
    """Return an event of the running loop that is set when the process is told to stop; told again it ends at once.

    `tell`: what is then said on stderr.

    What does not come to its end in time is left: the next start takes it up, as after a crash.
    """
    import asyncio  # noqa: PLC0415 - what runs no loop need not load it

    stop, loop, words = asyncio.Event(), asyncio.get_running_loop(), (signal.SIGTERM, signal.SIGINT)

    def begin() -> None:
        stop.set()
        last = threading.Timer(STOP_AT_LAST, _end)
        last.daemon = True
        last.start()
        for word in words:
            loop.remove_signal_handler(word)
        say(tell(), err=True)

    for word in words:
        loop.add_signal_handler(word, begin)
    return stop


def _end() -> None:
    log.warning("not all came to its end within %s s: the next start takes up what is left", STOP_AT_LAST)
    os._exit(0)
