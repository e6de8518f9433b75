"""The HTTP port, where one is set: /healthz and /metrics, and where the chat server brings updates."""

from functools import partial
from http import HTTPStatus

from aiohttp import web

from bot.incoming.webhook import Webhook
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
AGAIN = {"Retry-After": "1"}
"""What could not be kept just now is wanted again in a second; without this Telegram waits longer every time."""


async def serve(address: tuple[str, int], health: Health, webhook: Webhook | None) -> web.AppRunner:
    """Listen, and answer until the runner is cleaned up."""

    async def healthz(_request: web.Request) -> web.Response:
        faults = await health.stands_still()
        return web.Response(text=f"{' '.join(faults) or 'ok'}\n", status=503 if faults else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=(await health.figures()).encode(), headers={"Content-Type": FORMAT})

    site = web.Application(client_max_size=BIGGEST)
    site.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    if webhook is not None:
        site.add_routes([web.post(webhook.path, partial(_bring, webhook))])
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=LEAVE)
    await runner.setup()
    host, port = address
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise RefusedError(said("no_port", host=host, port=port, reason=of_machine(error))) from None
    return runner


async def _bring(webhook: Webhook, request: web.Request) -> web.Response:
    """Take in an update; of who is not the chat server nothing is read."""
    if not webhook.knows(request.headers.get(SECRET, "")):
        return web.Response(status=HTTPStatus.FORBIDDEN)
    try:
        payload = await request.read()
    except (ConnectionError, web.RequestPayloadError):  # it was cut off
        return web.Response(status=HTTPStatus.BAD_REQUEST)
    status = await webhook.take(payload)
    return web.Response(status=status, headers=AGAIN if status == HTTPStatus.SERVICE_UNAVAILABLE else None)
