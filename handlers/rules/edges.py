"""Edges of the rulebook in words: /rules."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Journey, Letter, Press
from handlers.rules import actions
from handlers.rules.results import RulesAsked, RulesTurned
from handlers.rules.texts import TEXTS
from handlers.rules.views.pages import rules as told
from handlers.rules.views.pages import turned


async def rules(update: Update, context: Context, rest: str) -> None:
    """`/rules [指标]`: the rulebook in plain words."""
    await context.act(actions.ask_rules, update, rest)


JOURNEY = Journey(
    name="rules",
    texts=TEXTS,
    commands=(Command("rules", rules, ("规则",), menu=9, looks=True),),
    presses=(Press("rules_page", actions.turn_page, takes=4, numbers=4, of="letter"),),
    letters=(
        Letter(
            "rules",
            RulesAsked,
            lambda turn, owed: (
                actions.describe_rules(turn, owed.payload.arenas, owed.payload.metrics),
                owed.number,
            ),
            lambda found: told(*found),
        ),
        Letter(
            "rules_page",
            RulesTurned,
            lambda turn, owed: actions.turned(turn, owed.payload),
            turned,
            again=True,
            edits="letter",
        ),
    ),
)
