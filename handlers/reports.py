"""Edges of reporting: /report, /highlight, /undo."""

import re

from telegram import Update

from handlers import phrases
from handlers.actions import reviews, submissions
from handlers.context import Context


async def report(update: Update, context: Context, rest: str) -> None:
    """`/report [单位] 指标 值 [期间]`, several lines at once."""
    await context.act(submissions.report, update, phrases.report_lines(rest))


async def highlight(update: Update, context: Context, rest: str) -> None:
    """`/highlight 指标 级别 标题`, several lines at once."""
    await context.act(submissions.highlight, update, phrases.report_lines(rest))


async def undo(update: Update, context: Context, rest: str) -> None:
    """`/undo [编号]`: withdraws at once, or offers what can be withdrawn."""
    found = re.search(r"\d+", rest)
    if found is None:
        await context.act(reviews.offer_undo, update)
    else:
        await context.act(submissions.withdraw, update, int(found[0][:18]))
