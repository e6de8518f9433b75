"""Edges of the office's desk: /bureau, and what the house does for itself."""

from telegram import Update

from handlers import due
from handlers.bureau.actions import not_open_yet, tidy, tidy_due
from handlers.bureau.texts import TEXTS
from handlers.context import Context
from handlers.journey import Command, Journey, Tick


async def bureau(update: Update, context: Context, rest: str) -> None:
    """`/bureau`: says that it is not open in this version."""
    del rest
    await context.act(not_open_yet, update)


JOURNEY = Journey(
    name="bureau",
    texts=TEXTS,
    commands=(Command("bureau", bureau, ("管理",), looks=True),),
    ticks=(
        Tick("clock", due.set_back, due.open_again),
        Tick("release", due.over, due.release),
        Tick("rest_days", due.unknown_year, due.warn),
        Tick("tidy", tidy_due, tidy),
    ),
)
