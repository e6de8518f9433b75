"""`leitai run`: the bot on Telegram, or on any server that speaks the Bot API."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from bot import process
from bot.app import Bot, Plan
from bot.clock import open_clock
from bot.commands.open import open_database, unusable
from bot.commands.rules import rules_of
from bot.commands.texts import said
from bot.outgoing.drawing import keep_caches_in
from bot.process import RefusedError, say, stop_event
from bot.restdays import RestDays
from bot.settings import load_settings
from storage.database import DatabaseError, UnavailableError
from storage.place import server_of

LOCK_PATIENCE = 5
"""Seconds to wait for the run lock: another command may hold it for a moment."""


def run() -> None:
    """Run the bot."""
    settings = load_settings()
    rulebook, template = rules_of(settings)
    token, proxy = settings.read_token(), settings.read_proxy()
    process.set_up(settings.log_level)
    keep_caches_in(settings.data_dir)
    clock = open_clock(settings.clock)
    rest_days = RestDays(settings.data_dir)
    database = open_database(settings, create=True, patience=LOCK_PATIENCE)
    try:
        if server_of(database.place) is None and not database.holds_lock:
            raise RefusedError(said("run_twice", path=settings.database))
        with suppress(UnavailableError):  # on a full disk it is used without the mark
            database.begin_use()
        plan = Plan(
            token,
            settings.api_url,
            proxy,
            rulebook,
            settings.group,
            settings.owner,
            settings.backup_dir,
            http=settings.listens,
            webhook=settings.webhook_url,
            bucket=settings.bucket,
            template=template,
        )
        asyncio.run(_serve(Bot(plan, database, clock, rest_days)))
    except DatabaseError as error:
        raise unusable(database.place, error) from None
    except BaseExceptionGroup as group:
        broken = group.subgroup(DatabaseError)
        if broken is None:
            raise
        raise unusable(database.place, _first(broken)) from None
    finally:
        database.close()


def _first(error: BaseException) -> Any:  # noqa: ANN401 - what kind it is the caller knows
    return _first(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


async def _serve(bot: Bot) -> None:
    await bot.run(stop_event(partial(said, "run_stops")), say, partial(say, err=True))
