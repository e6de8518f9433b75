"""The process: how it refuses, what it logs (never the token), and the word to stop."""

import asyncio
import logging
import signal
import sys


class RefusedError(Exception):
    """A command cannot do what was asked; `lines` are sentences for stderr, the human cause last."""

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines


class UsageError(Exception):
    """The words of the command are off (exit 2); the message is the sentence."""


class Redact(logging.Formatter):
    """Takes the secret out of every line, tracebacks included."""

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without the secret."""
        return redact(super().format(record), self._secret)


def redact(text: str, token: str) -> str:
    """Return a text without the token or its secret half."""
    secret = token.partition(":")[2]
    return text.replace(secret, "…") if secret else text


def set_up(level: str, token: str) -> None:
    """Send logs to stderr; libraries that log addresses with the token in them only warn."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redact(token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # It logs every page of a proxy that is no JSON with a traceback; delivery says how a call ended.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    for name in ("httpx", "httpcore", "apscheduler", "asyncio", "alembic", "matplotlib"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def stop_event() -> asyncio.Event:
    """Return an event of the running loop that is set when the process is told to stop."""
    stop = asyncio.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(word, stop.set)
    return stop
