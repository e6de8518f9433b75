"""Edges of the rulebook in words: /rules."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter
from handlers.rules import actions
from handlers.rules.results import Asked
from handlers.rules.texts import TEXTS
from handlers.rules.views import rules as told


async def rules(update: Update, context: Context, rest: str) -> None:
    """`/rules [指标]`: the rulebook in plain words."""
    await context.act(actions.ask_rules, update, rest)


JOURNEY = Journey(
    name="rules",
    texts=TEXTS,
    commands=(Command("rules", rules, ("规则",), menu=7),),
    letters=(
        Letter(
            "rules",
            Asked,
            lambda turn, owed: actions.describe_rules(turn, owed.payload.arenas, owed.payload.metrics),
            told,
        ),
    ),
)
