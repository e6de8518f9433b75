"""Edges of asking: /rank, /why, /rules, /mine, /pending, and in which way what waits is told."""

from telegram import Update

from handlers.actions import answers, digests, ranking, rules
from handlers.context import Context


async def rank(update: Update, context: Context, rest: str) -> None:
    """`/rank [擂台|类别|单位] [走势] [期间]`: pictures and text; `/rank 深色` how they look."""
    await context.act(ranking.rank, update, rest)


async def why(update: Update, context: Context, rest: str) -> None:
    """`/why [单位] [指标] [期间]`: from the score to rule, value and confirmer."""
    await context.act(answers.why, update, rest)


async def rules_(update: Update, context: Context, rest: str) -> None:
    """`/rules [指标]`: the rulebook in plain words."""
    await context.act(rules.ask, update, rest)


async def mine(update: Update, context: Context, rest: str) -> None:
    """`/mine [期间]`: the own unit's submissions and points."""
    await context.act(answers.mine_asked, update, rest)


async def pending(update: Update, context: Context, rest: str) -> None:
    """`/pending`: what waits for me."""
    del rest
    await context.act(answers.todo_asked, update)


async def digest(update: Update, context: Context, rest: str) -> None:
    """`/digest [开|关]`: what waits for a reviewer at fixed hours, or every card at once."""
    await context.act(digests.asked, update, rest)
