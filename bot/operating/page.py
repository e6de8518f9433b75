"""The HTTP port, where one is set: /healthz and /metrics, and where the chat server brings updates."""

from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus

from aiohttp import web

from bot.operating.health import Health
from bot.process import RefusedError
from bot.texts import of_machine, said

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
"""How Prometheus knows its own text format."""
LEAVE = 1
"""Seconds that a question which is being answered may take when the process stops."""
BIGGEST = 1024 * 1024
"""Bytes of an update that is brought: ten times what the longest message of Telegram takes."""
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header that holds it
Take = Callable[[str, Callable[[], Awaitable[bytes]]], Awaitable[HTTPStatus]]
"""Takes in an update, by the secret of who brings it and a way to read it; returns what to answer."""
AGAIN = {"Retry-After": "1"}
"""What could not be kept just now is wanted again in a second; without this Telegram waits longer every time."""


async def serve(address: tuple[str, int], health: Health, brought: tuple[str, Take] | None) -> web.AppRunner:
    """Listen, and answer until the runner is cleaned up; `brought`: the path to which updates are brought."""

    async def healthz(_request: web.Request) -> web.Response:
        faults = await health.stands_still()
        return web.Response(text=f"{' '.join(faults) or 'ok'}\n", status=503 if faults else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=(await health.figures()).encode(), headers={"Content-Type": FORMAT})

    site = web.Application(client_max_size=BIGGEST)
    site.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    if brought is not None:
        site.add_routes([web.post(brought[0], partial(_bring, brought[1]))])
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=LEAVE)
    await runner.setup()
    host, port = address
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise RefusedError(said("no_port", host=host, port=port, reason=of_machine(error))) from None
    return runner


async def _bring(take: Take, request: web.Request) -> web.Response:
    try:
        status = await take(request.headers.get(SECRET, ""), request.read)
    except (ConnectionError, web.RequestPayloadError):  # it was cut off
        status = HTTPStatus.BAD_REQUEST
    return web.Response(status=status, headers=AGAIN if status == HTTPStatus.SERVICE_UNAVAILABLE else None)
