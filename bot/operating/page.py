"""The HTTP port, where one is set: /healthz and /metrics."""

from aiohttp import web

from bot.operating.health import Health
from bot.process import RefusedError
from bot.texts import of_machine, said

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
"""How Prometheus knows its own text format."""
LEAVE = 1
"""Seconds that a question which is being answered may take when the process stops."""


async def serve(address: tuple[str, int], health: Health) -> web.AppRunner:
    """Listen, and answer until the runner is cleaned up."""

    async def healthz(_request: web.Request) -> web.Response:
        faults = await health.stands_still()
        return web.Response(text=f"{' '.join(faults) or 'ok'}\n", status=503 if faults else 200)

    async def metrics(_request: web.Request) -> web.Response:
        return web.Response(body=(await health.figures()).encode(), headers={"Content-Type": FORMAT})

    site = web.Application()
    site.add_routes([web.get("/healthz", healthz), web.get("/metrics", metrics)])
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=LEAVE)
    await runner.setup()
    host, port = address
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise RefusedError(said("no_port", host=host, port=port, reason=of_machine(error))) from None
    return runner
