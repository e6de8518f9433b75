"""`leitai demo`: the whole product on this machine, no account, no network."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot import process
from bot.commands.progress import working
from bot.commands.texts import said
from bot.demo.port import HOST, PORT
from bot.process import UsageError
from bot.texts import HELP


def demo(
    host: Annotated[str, typer.Option("--host", help=HELP["demo_host"])] = HOST,
    port: Annotated[int, typer.Option("--port", help=HELP["demo_port"], min=0, max=65535)] = PORT,
    tour: Annotated[bool, typer.Option("--tour", help=HELP["demo_tour"])] = False,  # noqa: FBT002 - a flag
    empty: Annotated[bool, typer.Option("--empty", help=HELP["demo_empty"])] = False,  # noqa: FBT002 - a flag
    roster: Annotated[Path | None, typer.Option("--roster", help=HELP["demo_roster"])] = None,
    out: Annotated[Path | None, typer.Option("--out", help=HELP["demo_out"])] = None,
) -> None:
    """Show the whole product on this machine."""
    process.set_up("ERROR")
    if tour and empty:
        raise UsageError(said("demo_no_tour"))
    if roster is not None and (tour or empty):
        raise UsageError(said("demo_roster_alone"))
    if tour:
        if out is None:
            raise UsageError(said("demo_tour_where"))
        from bot.demo.tour import tour as play_tour  # noqa: PLC0415 - only the demo loads the stage

        asyncio.run(play_tour(out))
        return
    if out is not None:
        raise UsageError(said("demo_out_alone"))
    if roster is not None:
        from bot.clock import open_clock  # noqa: PLC0415 - as above
        from bot.commands.roster import people_in  # noqa: PLC0415 - as above
        from bot.demo.alone import serve_alone  # noqa: PLC0415 - as above
        from bot.settings import load_settings  # noqa: PLC0415 - as above

        settings = load_settings()  # the chat speaks as the bot beside it will: by the `.env` of this folder, too
        asyncio.run(serve_alone(people_in(roster), host, port, open_clock(settings.clock)))
        return
    from bot.demo.door import Serve, open_page  # noqa: PLC0415 - as above

    def load() -> Serve:
        from bot.demo.page import serve_page  # noqa: PLC0415 - loaded behind the open page

        return partial(serve_page, shown=lambda: working("working_demo"), empty=empty)

    asyncio.run(open_page(host, port, load))
