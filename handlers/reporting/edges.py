"""Edges of reporting: /report, /highlight, /undo, and what is pressed under a receipt."""

import re

from telegram import Update

from handlers import phrases
from handlers.context import Context
from handlers.deciding.actions import asking
from handlers.deciding.results import Asked
from handlers.deciding.views import ask, ask_level
from handlers.journey import Command, Draft, Journey, Letter, Press, Word
from handlers.reporting.actions import afterwards, evidence, plain, receipts, submit, versions
from handlers.reporting.results import Plain, Reported
from handlers.reporting.texts import TEXTS
from handlers.reporting.views import offered, receipt
from handlers.submissions.actions import submission
from handlers.submissions.results import About
from handlers.submissions.views.cards import restored, withdrawn
from scoring.reading.lines import clean


async def report(update: Update, context: Context, rest: str) -> None:
    """`/report [单位] 指标 值 [期间]`, several lines at once."""
    await context.act(submit.report, update, phrases.report_lines(rest))


async def highlight(update: Update, context: Context, rest: str) -> None:
    """`/highlight 指标 级别 标题`, several lines at once."""
    await context.act(submit.highlight, update, phrases.report_lines(rest))


async def undo(update: Update, context: Context, rest: str) -> None:
    """`/undo [编号]`: withdraws at once where a number follows and nothing else, or offers what can be withdrawn."""
    found = re.fullmatch(r"(?:编号)?\s*(\d{1,15})", clean(rest))
    if found is None:
        await context.act(afterwards.offer_withdrawal, update)
    else:
        await context.act(afterwards.withdraw, update, int(found[1]))


JOURNEY = Journey(
    name="reporting",
    texts=TEXTS,
    commands=(
        Command("report", report, ("上报",), menu=1, readers=("head", "reviewer", "group"), steps=True),
        Command("highlight", highlight, ("亮点",), menu=2, readers=("head", "group"), steps=True),
        Command("undo", undo, ("撤回",), menu=10, readers=("head", "reviewer", "group")),
    ),
    words=(
        Word(afterwards.FINISH, reply=afterwards.finish, with_files=True, press="finish"),
        Word(evidence.ADD, reply=evidence.ask, press="evidence_add"),
    ),
    presses=(
        Press("report_again", asking.ask, rest=("ask_new",), before="mod", names="version"),
        Press("plain", plain.press, of="draft"),
        Press("level", versions.choose_level, takes=3, numbers=3, names="version"),
        Press("withdraw", afterwards.withdraw, takes=1, before="wd", names="version"),
        Press("restore", afterwards.restore, takes=1, before="rs", names="version", of="unit"),
        Press("finish", afterwards.finish, takes=1, before="fin", names="version", of="unit"),
        Press("evidence_add", evidence.ask, takes=1, before="add", names="version"),
        Press("evidence_use", evidence.use, takes=1, before="use", names="version", of="put_down"),
    ),
    letters=(
        Letter("receipt", Reported, receipts.reported, receipt, in_group=True, about=receipts.named),
        Letter("ask_new", Asked, asking.question, ask, answered=versions.answer_new, asks=asking.still_asks),
        Letter(plain.KIND, Plain, plain.shown, offered, answered=plain.reply),
        Letter("levels", Asked, asking.levels, ask_level, answered=versions.answer_level),
        Letter("withdraw", About, submission.shown, withdrawn),
        Letter("restore", About, submission.shown, restored),
    ),
    drafts=(Draft("evidence", evidence.answered), Draft(plain.KIND, plain.answered)),
)
