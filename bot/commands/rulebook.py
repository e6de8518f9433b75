"""`leitai rulebook put`: a new version of the rulebook, with the signatures owed in the chat."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.open import house, refused
from bot.commands.rules import template_beside
from bot.commands.texts import said
from bot.commands.usage import Command, Group, fits
from bot.files import read_rulebook
from bot.process import RefusedError, UsageError, say
from handlers.enacting.actions import changing
from handlers.results import Refusal
from handlers.turn import read_rulebook as parse
from scoring.calendar import Period
from scoring.faults import FaultyError

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `rulebook` a group of commands."""


@app.command("put", cls=Command)
def put(
    file: Annotated[Path, typer.Argument(help=said("rulebook_file"))],
    period: Annotated[str, typer.Option("--from", help=said("rulebook_from"))],
    by: Annotated[int, typer.Option("--by", help=said("rulebook_by"), callback=fits)],
) -> None:
    """Propose a version from a month on; where something is confirmed there, a second person signs it in the chat."""
    month = Period.parse(period)
    if month is None or month.kind != "month":
        raise UsageError(said("rulebook_period", text=period))
    body = read_rulebook(file)
    try:
        rulebook = parse(body)
    except FaultyError as error:
        raise RefusedError(*(fault.sentence() for fault in error.faults)) from None
    template = template_beside(file, rulebook)
    with house(create=True) as (_, work):
        try:
            waits = work(lambda turn: changing.put(turn, by, body.decode(), month, template))
        except Refusal as refusal:
            raise refused(refusal) from None
    say(said("rulebook_waits" if waits else "rulebook_put", period=month))
