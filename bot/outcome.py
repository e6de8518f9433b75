"""How a call to the chat server ended, read from what PTB raised: one table of what each error means."""

import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.secret import told
from bot.shelf import ShutError
from bot.wire import ForeignError

Why = Literal["slow", "nameless", "shut", "untrusted", "proxy", "foreign", "busy", "unknown"]
Kind = Literal["later", "maybe", "refused", "unreachable", "migrated", "unparsed", "unchanged"]
UNREACHABLE = (
    "chat not found",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "topic_closed",
    "topic closed",
    "message thread not found",
    "peer_id_invalid",
    "user not found",
    "group chat was deactivated",
    "bot was kicked",
)
"""What the chat server says when nothing sent to a chat will ever arrive."""
_KIND_FORBIDDEN = re.compile(r"not enough rights to send (?!text)")
"""A chat that takes no photos, or no files, may still take words."""
NOT_SENT = (
    *(httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol),
    ShutError,
)
"""The call never left this machine, some for want of what was to be sent: sure not to have arrived."""

CAUSES: dict[type[BaseException], Why] = {
    ssl.SSLError: "untrusted",
    socket.gaierror: "nameless",
    httpx.ConnectError: "shut",
}
"""Why the chat server cannot be reached, by what lies beneath the error; the first that fits."""
LONGEST = timedelta(hours=1)
"""The longest that anything waits because the chat server says so; who is told to wait longer asks again by then."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to do: `later` try again (after `wait`), `maybe` it arrived, `refused` for good, `unreachable` the chat.

    `asked`: how long the chat server wants us to wait, where it says so.
    """

    kind: Kind
    reason: str = ""
    wait: timedelta = timedelta()
    chat: int | None = None
    asked: timedelta = timedelta()

    @property
    def told(self) -> str:
        """The reason as the log may say it: what cannot be parsed is what somebody wrote."""
        return "cannot be parsed" if self.kind == "unparsed" else self.reason


def read(error: TelegramError) -> Outcome:
    """Return what an error means; the order matters: BadRequest and TimedOut are NetworkErrors too."""
    text = told(error)
    match error:
        case RetryAfter():
            wait = error.retry_after
            asked = wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
            return Outcome("later", text, min(asked, LONGEST), asked=asked)
        case ChatMigrated():
            return Outcome("migrated", text, chat=error.new_chat_id)
        case InvalidToken():
            return Outcome("refused", "401")
        case Forbidden():
            return Outcome("unreachable", text)
        case EndPointNotFound():
            return Outcome("refused", text)
        case BadRequest():
            lower = text.lower()
            if "not modified" in lower:
                return Outcome("unchanged")
            if "can't parse entities" in lower:
                return Outcome("unparsed", text)
            gone = any(word in lower for word in UNREACHABLE) and not _KIND_FORBIDDEN.search(lower)
            return Outcome("unreachable" if gone else "refused", text)
        case TimedOut() | NetworkError():
            return Outcome("later" if _never_arrived(error) else "maybe", text)
        case _:
            return Outcome("maybe", text)


def why(error: TelegramError, *, by_proxy: bool) -> Why:
    """Say in a word why the chat server cannot be reached."""
    match error:
        case RetryAfter():
            return "busy"
        case ForeignError():
            return "foreign"
        case TimedOut():
            return "slow"
    causes = tuple(_causes(error))
    for kind, found in CAUSES.items():
        if any(isinstance(cause, kind) for cause in causes):
            return "proxy" if by_proxy and found != "untrusted" else found
    return "proxy" if by_proxy else "unknown"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _never_arrived(error: NetworkError) -> bool:
    """Say whether a call surely did not reach the chat server."""
    return error.turned_away if isinstance(error, ForeignError) else isinstance(error.__cause__, NOT_SENT)
