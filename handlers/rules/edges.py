"""Edges of the rulebook in words: /rules."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter
from handlers.rules import actions, views
from handlers.rules.results import RulesAsked
from handlers.rules.texts import TEXTS


async def rules(update: Update, context: Context, rest: str) -> None:
    """`/rules [指标]`: the rulebook in plain words."""
    await context.act(actions.ask_rules, update, rest)


JOURNEY = Journey(
    name="rules",
    texts=TEXTS,
    commands=(Command("rules", rules, ("规则",), menu=9, looks=True),),
    letters=(
        Letter(
            "rules",
            RulesAsked,
            lambda turn, owed: actions.describe_rules(turn, owed.payload.arenas, owed.payload.metrics),
            views.rules,
        ),
    ),
)
