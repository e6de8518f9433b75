"""What the page may ask: only this page, only what can be read, and every refusal is a sentence in its language."""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.refusals import Json
from bot.sandbox.web.words import Say, asked_in, say

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Declined(Exception):  # noqa: N818 - an answer to the page, not a fault of this program
    """What was asked is not done; the code says why to the person at the page."""

    def __init__(self, status: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.values = values


def language_of(request: web.Request) -> str:
    """Return the language in which the page is read."""
    return asked_in(request.headers.get("Accept-Language", ""))


def words_for(request: web.Request) -> Say:
    """Return how things are said in the language of the page."""
    return say(language_of(request))


def guarded(answer: Answer) -> Answer:
    """Let only this page ask, and turn every refusal into a sentence."""

    async def asked(request: web.Request) -> web.StreamResponse:
        if not _named_by_address(request.host) or (request.method == "POST" and not _from_this_page(request)):
            return as_json({"error": words_for(request)("foreign")}, 403)
        try:
            return await answer(request)
        except Declined as declined:
            return as_json({"error": words_for(request)(declined.code, **declined.values)}, declined.status)
        except web.HTTPRequestEntityTooLarge:
            return as_json({"error": words_for(request)("too_big")}, 413)

    return asked


def _named_by_address(host: str) -> bool:
    """Refuse invented host names: they are how a foreign site gets a browser to call it by this machine's address."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ipaddress.ip_address(name))
    except ValueError:
        return False


def _from_this_page(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    return origin is None or origin == f"{request.scheme}://{request.host}"


def whole(given: object) -> int:
    """Read a whole number."""
    try:
        return int(str(given))
    except ValueError:
        raise Declined(400, "unreadable") from None


async def body_of(request: web.Request) -> Json:
    """Read a JSON object."""
    if request.content_type != "application/json":
        raise Declined(400, "unreadable")
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise Declined(400, "unreadable") from None
    if not isinstance(body, dict):
        raise Declined(400, "unreadable")
    return body


def as_json(body: Json, status: int = 200) -> web.Response:
    """Answer in JSON that no browser keeps."""
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(
        status=status, text=text, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
