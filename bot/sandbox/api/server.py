"""The Bot API over real HTTP."""

import asyncio
import json
import re
import socket
import struct
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC
from email.utils import format_datetime

from aiohttp import web

from bot.sandbox.api.bringing import bring
from bot.sandbox.api.params import Uploads
from bot.sandbox.api.perform import Reply, begin_poll, known_method, look, perform, refusal
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Json, Refused, bad
from bot.sandbox.watch.faults import FILE, POLL
from bot.sandbox.world.files import Upload

TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]+\Z")
CHAT = web.AppKey("chat", Chat)
BIGGEST_REQUEST = 64 * 1024 * 1024
PROXY_PAGE = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>"
LINGER = struct.pack("ii", 1, 0)
"""Closing with this option sends a reset instead of a goodbye."""


def build_app(chat: Chat) -> web.Application:
    """Make the web application that serves the Bot API of this chat; more routes may be mounted on it."""
    app = web.Application(client_max_size=BIGGEST_REQUEST, middlewares=[_not_found_as_json])
    app[CHAT] = chat
    app.on_response_prepare.append(_date)
    app.cleanup_ctx.append(_bringing)
    app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", _call)
    app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", _download)
    return app


@web.middleware
async def _not_found_as_json(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPNotFound:
        if request.path.startswith(("/bot", "/file/bot")):
            return _json(refusal(Refused(404, "Not Found")))
        raise
    except web.HTTPRequestEntityTooLarge:
        return _json(refusal(Refused(413, "Request Entity Too Large")))


async def _date(request: web.Request, answer: web.StreamResponse) -> None:
    """Date what is answered by the clock of this chat."""
    answer.headers["Date"] = format_datetime(request.app[CHAT].world.clock().astimezone(UTC), usegmt=True)


async def _bringing(app: web.Application) -> AsyncIterator[None]:
    """Bring updates to the webhook, where one is set, for as long as the server is open."""
    task = asyncio.ensure_future(bring(app[CHAT]))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _call(request: web.Request) -> web.StreamResponse:
    chat = request.app[CHAT]
    if not TOKEN.match(request.match_info["token"]):
        return _json(refusal(Refused(404, "Not Found")))
    if request.match_info["token"] != chat.world.token:
        return _json(refusal(Refused(401, "Unauthorized")))
    method = known_method(request.match_info["method"])
    if method is None:
        return _json(refusal(Refused(404, "Not Found: method not found")))
    try:
        given, uploads = await _read(request)
    except Refused as refused:
        return _json(refusal(refused))
    reply = await _poll(chat, given) if method == POLL else perform(chat, method, given, uploads)
    return await _answer(request, reply)


async def _read(request: web.Request) -> tuple[Json, Uploads]:
    """Read arguments from the address, a form, a multipart form or JSON."""
    given: Json = dict(request.query)
    uploads: Uploads = {}
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad("can't parse JSON object")
        given |= body
        return given, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                uploads[name] = Upload(value.filename, file.read(), value.content_type)
        else:
            given[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return given, uploads


async def _poll(chat: Chat, given: Json) -> Reply:
    """Answer getUpdates when there is something, or at its time-out."""
    begun = begin_poll(chat, given)
    if isinstance(begun, Reply):
        return begun
    args, number = begun
    loop = asyncio.get_running_loop()
    deadline = loop.time() + args.get("timeout", 0)
    while True:
        since = chat.updates.bell.version
        reply = look(chat, given, args, number, last=loop.time() >= deadline)
        if reply:
            return reply
        with suppress(TimeoutError), _polling(chat):
            async with asyncio.timeout_at(deadline):
                await chat.updates.bell.changed(since)


@contextmanager
def _polling(chat: Chat) -> Iterator[None]:
    """Show that a poll waits, so that a test can tell a bot that has taken in everything."""
    chat.updates.polling += 1
    chat.bell.ring()
    try:
        yield
    finally:
        chat.updates.polling -= 1


async def _answer(request: web.Request, reply: Reply) -> web.StreamResponse:
    """Send the reply, or what the planned fault makes of it."""
    fault = reply.fault
    if fault is None:
        return _json(reply)
    if fault.kind == "hang":
        await asyncio.Event().wait()
    if fault.kind == "reset":
        transport = request.transport
        if transport is not None:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
            transport.abort()
        return web.Response()
    if fault.page is not None:
        kind = "text/html" if fault.page.startswith("<") else "application/json"
        headers = {"Location": fault.location} if fault.location else None
        return web.Response(status=fault.code, text=fault.page, content_type=kind, headers=headers)
    if fault.html:
        page = PROXY_PAGE.format(f"{fault.code} {fault.description}")
        return web.Response(status=fault.code, text=page, content_type="text/html")
    return _json(refusal(Refused(fault.code, fault.description, **fault.parameters)))


async def _download(request: web.Request) -> web.StreamResponse:
    world, asked = request.app[CHAT].world, request.match_info
    data = world.files.read(asked["path"]) if asked["token"] == world.token else None
    if data is None:
        return _json(refusal(Refused(404, "Not Found")))
    if fault := request.app[CHAT].faults.pick(FILE, None):
        return await _answer(request, Reply(fault.code, {}, fault))
    return web.Response(body=data, content_type="application/octet-stream")


def _json(reply: Reply) -> web.Response:
    text = json.dumps(reply.body, ensure_ascii=False)
    return web.Response(status=reply.code, text=text, content_type="application/json")


class Server:
    """The server of one chat; it can be closed and opened again at the same address while the chat goes on.

    `at` is a socket that listens already, and goes on when this is closed: whoever calls then waits for the next one.
    """

    def __init__(
        self,
        chat: Chat,
        host: str,
        port: int,
        build: Callable[[Chat], web.Application] = build_app,
        at: socket.socket | None = None,
    ) -> None:
        self.chat = chat
        self._build = build
        self.host = host
        self.port = port
        self._at = at
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """What to put into LEITAI_API_URL."""
        return f"http://{self.host}:{self.port}"

    async def open(self) -> None:
        """Listen; from now on the address is fixed."""
        self._runner = web.AppRunner(
            self._build(self.chat), handler_cancellation=True, access_log=None, shutdown_timeout=0.2
        )
        await self._runner.setup()
        if self._at is None:
            await web.TCPSite(self._runner, self.host, self.port, reuse_address=True).start()
        else:
            await web.SockSite(self._runner, self._at.dup()).start()
        self.port = self._runner.addresses[0][1]

    async def close(self) -> None:
        """Stop listening and drop all connections: whoever calls now is refused by the machine."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None


@asynccontextmanager
async def serve(
    chat: Chat,
    host: str = "127.0.0.1",
    port: int = 0,
    build: Callable[[Chat], web.Application] = build_app,
    at: socket.socket | None = None,
) -> AsyncIterator[Server]:
    """Serve a chat in this event loop; `build` may mount more on the application than the Bot API; `at`: see Server."""
    server = Server(chat, host, port, build, at)
    await server.open()
    try:
        yield server
    finally:
        await server.close()


@contextmanager
def serve_in_thread(chat: Chat, host: str = "127.0.0.1", port: int = 0) -> Iterator[Server]:
    """Serve a chat in a thread of its own, for tests without an event loop; the chat's methods stay safe to call."""
    server = Server(chat, host, port)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="embedded chat", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(server.open(), loop).result()
        try:
            yield server
        finally:
            asyncio.run_coroutine_threadsafe(server.close(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
