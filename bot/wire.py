"""The line to the chat server: how it is reached, and how what comes back is read, whatever it is."""

import json
import re
import ssl
from collections.abc import Awaitable, Callable
from functools import lru_cache
from http import HTTPStatus
from typing import Any, TypeGuard

import httpx
from telegram import File, Message, TelegramObject, User, WebhookInfo
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from bot.secret import told

CONNECT = 5
"""Seconds to reach the chat server, or to wait for a free connection."""
ANSWER = 15
"""Seconds that an answer may take."""
DEEPEST = 100
"""What nests deeper is left out where a text is too deep to be read: more than the inbox takes, so that it is told."""
LONGEST_NUMBER = 40
LONGEST_WAIT = 10**10
"""Seconds that the chat server may ask for: three hundred years, which is still a span of time."""
HIGHEST_UPDATE = 2**63
DONE = (
    *("setWebhook", "deleteWebhook", "setMyCommands", "deleteMyCommands"),
    *("setMessageReaction", "answerCallbackQuery", "sendChatAction"),
)
"""Methods that return no more than that it was done."""
Hear = Callable[[httpx.Response], Awaitable[None]]
"""Is shown every answer as it comes, headers and all."""
_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class ForeignError(NetworkError):
    """What came is not an answer of the chat server: a portal's page, a gateway's JSON, a redirect.

    `turned_away`: the chat server never heard of the call.
    """

    def __init__(self, method: str, code: int) -> None:
        super().__init__(f"HTTP {code} to {method} is not an answer of the chat server")
        self.turned_away = HTTPStatus.BAD_REQUEST <= code < HTTPStatus.INTERNAL_SERVER_ERROR


def brief(error: TelegramError) -> str:
    """Return what happened to a call in a few words, none of them the other side's."""
    return str(error) if isinstance(error, ForeignError) else type(error).__name__


class Wire(HTTPXRequest):
    """A pool of connections to the chat server; of the environment it takes no proxy, for the one to use is given."""

    def __init__(self, pool: int, proxy: str, *, patience: float | None = None, hear: Hear | None = None) -> None:
        super().__init__(
            pool,
            proxy=proxy or None,
            connect_timeout=CONNECT,
            read_timeout=patience or ANSWER,
            pool_timeout=CONNECT,
            httpx_kwargs={
                "verify": _trust(),
                "trust_env": False,
                "event_hooks": {"response": [] if hear is None else [hear]},
            },
        )

    async def do_request(self, url: str, method: str, *given: Any, **options: Any) -> tuple[int, bytes]:  # noqa: ANN401 - PTB's
        """Make a call; ForeignError where what comes back is not the chat server's, BadRequest where it is too big."""
        code, payload = await super().do_request(url, method, *given, **options)
        if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # a gateway's word or the chat server's: it was not taken
            raise BadRequest("Request Entity Too Large")
        good = HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES
        if method == "POST" or not good:  # anything else is a file
            called = url.rpartition("/")[2] if method == "POST" else "a file"
            if not (_is_result(called, payload) if good else _is_refusal(code, payload)):
                raise ForeignError(called, code)
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the JSON of an answer; TelegramError, without a word of what came, where it is none."""
        found = _object(payload)
        if found is None:
            raise TelegramError("not an answer of the chat server")
        return found


def _object(payload: bytes) -> dict[str, Any] | None:
    try:
        found = read_json(payload)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _is_refusal(code: int, payload: bytes) -> bool:
    """Say whether it is a refusal as the chat server words it, with parameters that mean something."""
    match _object(payload):
        case {"ok": False, "parameters": {"retry_after": wait}}:
            return isinstance(wait, int) and 0 <= wait <= LONGEST_WAIT
        case {"ok": False, "parameters": {"migrate_to_chat_id": chat}}:
            return isinstance(chat, int)
        case {"ok": False, "parameters": parameters}:
            return isinstance(parameters, dict)
        case {"ok": False}:
            return code != HTTPStatus.TOO_MANY_REQUESTS
    return False


def _is_result(method: str, payload: bytes) -> bool:
    """Say whether it is a result, of the kind that the method returns."""
    match _object(payload):
        case {"ok": True, "result": result}:
            return _fits(method, result)
    return False


def _fits(method: str, result: object) -> bool:
    """Say whether a result is of the kind that a method returns; of a method that is not known it may be any."""
    match method, result:
        case "getUpdates", list():
            return all(map(is_update, result))
        case "sendMediaGroup", list():
            return bool(result) and all(_reads(Message, one) for one in result)
        case (("sendMediaGroup" | "getUpdates"), _):
            return False
        case "getMe", _:
            return _reads(User, result)
        case "getWebhookInfo", _:
            return _reads(WebhookInfo, result)
        case "getFile", _:
            return _reads(File, result) and isinstance(result, dict) and bool(result.get("file_path"))
        case _ if method in DONE or (method.startswith("edit") and result is True):
            return result is True
        case _ if method.startswith(("send", "edit")):
            return _reads(Message, result)
    return True


def is_update(value: object) -> TypeGuard[dict[str, Any]]:
    """Say whether it is an update: whatever else it holds, it has a number."""
    number = value.get("update_id") if isinstance(value, dict) else None
    return isinstance(number, int) and 0 <= number < HIGHEST_UPDATE


def _reads(kind: type[TelegramObject], result: object) -> bool:
    """Say whether PTB can make its object of a result."""
    if not isinstance(result, dict):
        return False
    try:
        kind.de_json(result, None)
    except Exception:  # noqa: BLE001 - whatever it stumbles over, it is not what was asked for
        return False
    return True


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
