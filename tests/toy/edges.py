"""Edges of toys: /toy."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, Press
from handlers.toy import actions, views
from handlers.toy.results import Wanted
from handlers.toy.texts import TEXTS


async def toy(update: Update, context: Context, rest: str) -> None:
    """`/toy 名字`: shows a toy."""
    await context.act(actions.show, update, rest)


JOURNEY = Journey(
    name="toy",
    texts=TEXTS,
    commands=(Command("toy", toy, ("玩具",), menu=99),),
    presses=(Press("toy_take", actions.take, takes=1),),
    letters=(Letter("toy", Wanted, actions.shown, views.toy),),
)
