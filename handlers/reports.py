"""Edges of reporting: /report, /highlight, /undo, and answers to what a report left open."""

import re

from telegram import Update

from handlers import phrases
from handlers.actions import cases, dialogues, replies, submissions, withdrawals
from handlers.context import Context
from scoring.lines import clean


async def report(update: Update, context: Context, rest: str) -> None:
    """`/report [单位] 指标 值 [期间]`, several lines at once; bare: step by step."""
    lines = phrases.report_lines(rest)
    if lines:
        await context.act(submissions.report, update, lines)
    else:
        await context.act(dialogues.begin, update, "report")


async def highlight(update: Update, context: Context, rest: str) -> None:
    """`/highlight 指标 级别 标题`, several lines at once; bare: step by step."""
    lines = phrases.report_lines(rest)
    if lines:
        await context.act(submissions.highlight, update, lines)
    else:
        await context.act(dialogues.begin, update, "highlight")


async def undo(update: Update, context: Context, rest: str) -> None:
    """`/undo [编号]`: withdraws at once where a number follows and nothing else, or offers what can be withdrawn."""
    found = re.fullmatch(r"(?:编号)?\s*(\d{1,15})", clean(rest))
    if found is None:
        await context.act(withdrawals.offer, update)
    else:
        await context.act(withdrawals.withdraw, update, int(found[1]))


async def appeal(update: Update, context: Context, rest: str) -> None:
    """`/appeal 编号 理由`: objects at once; without a reason asks for it, without a number offers what there is."""
    found = re.fullmatch(r"(?:编号)?\s*(\d{1,15})(?:[\s,:]+(\S.*))?", clean(rest), re.DOTALL)
    if found is None:
        await context.act(cases.offer, update)
    elif found[2] is None:
        await context.act(replies.ask_why, update, int(found[1]))
    else:
        await context.act(cases.appeal, update, int(found[1]), found[2])


async def anything(update: Update, context: Context, text: str) -> None:
    """Take a text that is nothing else: the answer to an open question, or not understood."""
    decides = phrases.decision(text) is not None
    await context.act(dialogues.decided if decides else dialogues.said, update, text)
