"""What the page may ask: only this page, only what can be read, and every refusal is a sentence."""

import ipaddress
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.refusals import Json

TOO_BIG = "这个文件超过 20 MB，发不出去。请压缩后再发。"
FOREIGN = "这个请求来自别的网站，没有执行。请在本页面上操作。"
UNREADABLE = "请求内容读不懂，没有执行。请刷新页面再试。"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Declined(Exception):  # noqa: N818 - an answer to the page, not a fault of this program
    """What was asked is not done; the sentence says why to the person at the page."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


def guarded(answer: Answer) -> Answer:
    """Let only this page ask, and turn every refusal into a sentence."""

    async def asked(request: web.Request) -> web.StreamResponse:
        if not _named_by_address(request.host) or (request.method == "POST" and not _from_this_page(request)):
            return as_json({"error": FOREIGN}, 403)
        try:
            return await answer(request)
        except Declined as declined:
            return as_json({"error": declined.sentence}, declined.status)
        except web.HTTPRequestEntityTooLarge:
            return as_json({"error": TOO_BIG}, 413)

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
        raise Declined(400, UNREADABLE) from None


async def body_of(request: web.Request) -> Json:
    """Read a JSON object."""
    if request.content_type != "application/json":
        raise Declined(400, UNREADABLE)
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise Declined(400, UNREADABLE) from None
    if not isinstance(body, dict):
        raise Declined(400, UNREADABLE)
    return body


def as_json(body: Json, status: int = 200) -> web.Response:
    """Answer in JSON that no browser keeps."""
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(
        status=status, text=text, content_type="application/json", headers={"Cache-Control": "no-store"}
    )
