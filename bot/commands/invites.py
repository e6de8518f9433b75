"""`leitai invites`: a sheet of invites to be printed, and who has one."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.app import connect
from bot.commands.open import house, refused, sentence
from bot.commands.texts import INVITES, said
from bot.commands.usage import Command, Group
from bot.files import keep
from bot.process import RefusedError, UsageError, say
from bot.settings import Settings, load_settings
from bot.texts import HELP, either
from bot.wire import brief
from handlers.inviting.actions import sheets
from handlers.inviting.results import Sheet
from handlers.inviting.views.sheet import build
from handlers.people.texts import ROLES
from handlers.results import Refusal
from handlers.turn import Turn
from scoring.language import Spoken, both, speaking

app = typer.Typer(rich_markup_mode=None, cls=Group)
PATIENCE = 5
"""Seconds in which the chat server says what the bot is called."""


@app.command("print", cls=Command)
def print_(
    file: Annotated[Path, typer.Argument(help=HELP["invites_file"])],
    names: Annotated[list[str] | None, typer.Argument(help=HELP["invites_names"])] = None,
    every: Annotated[bool, typer.Option("--all", help=HELP["invites_all"])] = False,  # noqa: FBT002 - a flag
) -> None:
    """Write a sheet of invites; for who is named, for all, or for who has none yet."""
    if file.exists():
        raise RefusedError(said("invites_exists", file=file))
    username = _username(load_settings())

    def make(turn: Turn) -> tuple[Sheet, Spoken, tuple[str, ...]]:
        made = sheets.make(turn, names or (), every=every, by=None)
        return sheets.laid_out(turn, username, made.secrets), turn.spoken_by_default, made.waiting

    with house(create=True) as (_, work):
        try:
            sheet, spoken, waiting = work(make)
        except Refusal as refusal:
            raise refused(refusal) from None
    if sheet.cards:
        with speaking(spoken):
            _keep(file, build(sheet))
        say(said("invites_made", file=file, count=len(sheet.cards)))
    if waiting:
        say(sentence("invite_waiting", {"names": list(waiting)}), err=True)


@app.command("list", cls=Command)
def list_(
    format: Annotated[str, typer.Option("--format", help=HELP["invites_format"])] = "table",  # noqa: A002 - the option's name
) -> None:
    """List who has no number yet, and the invite of each."""
    if format not in ("table", "json"):
        raise UsageError(said("invites_formats", format=format))
    with house() as (_, work):
        rows = work(sheets.standing)
    if format == "json":
        say(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        roles = either(ROLES[role] for role in row["roles"])
        name, unit, state = row["name"], row["unit"], INVITES[row["state"]]
        say(both(f"{name}（{unit}{roles}）：{state}", f"{name} ({unit} {roles}): {state}"))


def _keep(file: Path, data: bytes) -> None:
    """Write a sheet for the own account alone: whoever has it has the secrets."""
    try:
        keep(file, data)
    except OSError as error:
        raise RefusedError(said("invites_not_written", file=file, reason=error.strerror)) from None


def _username(settings: Settings) -> str:
    """Ask the chat server what the bot is called: links of invites begin with it."""

    async def ask(bot: ExtBot[None]) -> str:
        return bot.username

    try:
        return asyncio.run(connect(settings.read_token(), settings.api_url, settings.read_proxy(), PATIENCE, ask))
    except (InvalidToken, TelegramError) as error:
        raise RefusedError(said("invites_unreachable", reason=brief(error))) from None
