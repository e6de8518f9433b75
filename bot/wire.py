"""The line to the chat server: how it is reached, and how what comes back is read, whatever it is."""

import json
import re
import ssl
from functools import lru_cache
from typing import Any

import httpx
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.secret import told

CONNECT = 5
"""Seconds to reach the chat server, or to wait for a free connection."""
ANSWER = 15
"""Seconds that an answer may take."""
DEEPEST = 100
"""What nests deeper is left out where a text is too deep to be read: more than the inbox takes, so that it is told."""
LONGEST_NUMBER = 40
_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class Wire(HTTPXRequest):
    """A pool of connections to the chat server."""

    def __init__(self, pool: int, proxy: str, *, patience: float | None = None) -> None:
        super().__init__(
            pool,
            proxy=proxy or None,
            connect_timeout=CONNECT,
            read_timeout=patience or ANSWER,
            pool_timeout=CONNECT,
            httpx_kwargs={"verify": _trust()},
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the JSON of an answer; TelegramError, without a word of what came, where it is none."""
        try:
            found = read_json(payload)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise TelegramError("not an answer of the chat server")
        return found


def read_json(payload: bytes) -> object:
    """Read JSON that may hold an endless number or nest without end: the rest of it is read; ValueError if it is none.

    The token is not read: what is not known cannot be said. What is cut short is still far beyond what can be stored,
    so that nobody takes it for what was sent.
    """
    text = told(payload.decode("utf-8", "replace"))
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError):
        return json.loads(_shallow(text), parse_int=lambda digits: int(digits[:LONGEST_NUMBER]))


def _shallow(text: str) -> str:
    """Leave out what nests too deep."""
    kept: list[str] = []
    depth = begin = 0
    for part in _PART.finditer(text):
        if part[0] in "[{":
            depth += 1
            if depth == DEEPEST:
                kept += text[begin : part.start()], "null"
        elif part[0] in "]}":
            if depth == DEEPEST:
                begin = part.end()
            depth -= 1
    return "".join([*kept, text[begin:]]) if depth == 0 else ""


@lru_cache
def _trust() -> ssl.SSLContext:
    """Read the certificates that this machine trusts once, not for every connection pool."""
    return httpx.create_ssl_context()
