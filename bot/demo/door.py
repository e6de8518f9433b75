"""`leitai demo` opens its page before the rest of it is loaded, which takes longer: until then the page says so."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from aiohttp import web

from bot.demo.port import taken
from bot.process import RefusedError
from bot.sandbox.api.server import build_app, serve
from bot.sandbox.chat import Chat
from bot.sandbox.web.page import ZONE, Beheld, Beside, mount

BEGINS = datetime(2026, 11, 2, 9, 5, tzinfo=ZONE)
"""What the clock says until there is one that moves."""
Serve = Callable[[socket.socket, str], Awaitable[None]]
"""Serves the demo where a socket listens, under the name of a host."""


async def open_page(host: str, port: int, load: Callable[[], Serve]) -> None:
    """Take the port, and serve what is loaded there; whoever asks before it is there waits."""
    with _listening(host, port) as at:
        async with _waiting(at, host):
            demo = await asyncio.to_thread(load)
        await demo(at, host)


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(where[:2], family=family)
    except OSError as error:
        raise RefusedError(taken(host, port, error)) from None


@asynccontextmanager
async def _waiting(at: socket.socket, host: str) -> AsyncIterator[None]:
    """Serve the page of a chat in which there is nobody yet."""
    chat = Chat(clock=lambda: BEGINS)

    async def move(_moment: datetime) -> None:
        """Move nothing: nobody acts yet."""

    async def look(_language: str) -> Beheld:
        return Beheld((), {"ready": False, "tables": []})

    def build(chat: Chat) -> web.Application:
        app, beside = build_app(chat), Beside(look, ready=lambda: False)
        mount(app, chat, people=(), group=0, move_clock=move, now=chat.world.clock, beside=beside)
        return app

    async with serve(chat, host, build=build, at=at):
        try:
            yield
        finally:
            chat.bell.ring()  # whoever waits is answered, not cut off
