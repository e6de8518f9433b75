"""Edges of deciding: /batch, /appeal, and what is pressed under a card."""

import re

from telegram import Update

from handlers.context import Context
from handlers.deciding import views
from handlers.deciding.actions import asking, batches, cases, reviews
from handlers.deciding.results import Asked, Batch, Ended, Previewed, Question, Several
from handlers.deciding.texts import TEXTS
from handlers.journey import Command, Draft, Journey, Letter, Press, Word
from handlers.results import Owed, as_known, moment
from handlers.submissions.actions import submission
from handlers.submissions.results import About
from handlers.submissions.views.cards import decided
from handlers.turn import Turn
from scoring.reading.lines import seen


async def batch(update: Update, context: Context, rest: str) -> None:
    """`/batch`: lists what waits, to be confirmed by one press."""
    del rest
    await context.act(batches.preview, update)


async def appeal(update: Update, context: Context, rest: str) -> None:
    """`/appeal 编号 理由`: objects at once; without a reason asks for it, without a number offers what there is."""
    found = re.fullmatch(r"(?:编号)?\s*(\d{1,15})(?:[\s,，:：]+(\S.*))?", seen(rest), re.DOTALL)
    if found is None:
        await context.act(cases.offer_appeal, update)
    elif found[2] is None:
        await context.act(asking.ask_why, update, int(found[1]))
    else:
        await context.act(cases.appeal, update, int(found[1]), found[2])


def _batch(turn: Turn, owed: Owed[Previewed]) -> Batch:
    return batches.batch(turn, owed.payload.draft, as_known(owed.payload.as_of))


def _question(kind: str) -> Letter[Asked, Question]:
    return Letter(kind, Asked, asking.question, views.ask, answered=asking.answer_question, asks=asking.still_asks)


JOURNEY = Journey(
    name="deciding",
    texts=TEXTS,
    commands=(
        Command("batch", batch, ("批量确认",), menu=4, readers=("reviewer",)),
        Command("appeal", appeal, ("异议",), menu=11, readers=("head", "group")),
    ),
    words=(Word(("全部确认", "confirm all"), alone=batches.confirm_newest),),
    presses=(
        Press("confirm", reviews.confirm, before="ok", names="version"),
        Press("take_back", reviews.take_back, before="tb", names="version"),
        Press("return", asking.ask, rest=("ask_reason",), before="no", names="version"),
        Press("return_because", reviews.return_because, takes=3, numbers=3, names="version"),
        Press("amend", asking.ask, rest=("ask_value",), before="am", names="version"),
        Press("appeal", asking.ask, rest=("ask_appeal",), before="ap", names="version"),
        Press("uphold", asking.ask, rest=("ask_uphold",), before="up", names="case"),
        Press("revise", asking.ask, rest=("ask_revise",), before="rv", names="case"),
        Press("propose", asking.ask, rest=("ask_correct",), before="cr", names="version"),
        Press("decline", asking.ask, rest=("ask_decline",), before="dc", names="case"),
        Press("sign", cases.sign, before="sg", names="case"),
        Press("transfer", reviews.offer_transfer, before="tr", names="version"),
        Press("transfer_to", reviews.transfer_to, takes=3, numbers=3, before="to", names="version"),
        Press("see", asking.see, takes=1, names="version"),
        Press("batch", batches.preview, takes=0, before="bat"),
        Press("batch_confirm", batches.confirm, takes=1, before="bok", of="draft"),
        Press("batch_cancel", batches.cancel, takes=1, before="bno", of="draft"),
    ),
    letters=(
        *(_question(kind) for kind in asking.ANSWERS),
        Letter("choose", Several, lambda turn, owed: submission.several(turn, owed.payload.items), views.choose),
        Letter("decided", About, submission.shown, decided),
        Letter(
            "notices",
            Several,
            lambda turn, owed: submission.several(turn, owed.payload.items, moment(owed.payload.as_of)),
            views.notices,
        ),
        Letter("batch", Previewed, _batch, views.batch),
        Letter(
            "batch_done",
            Ended,
            lambda turn, owed: batches.batch_done(
                turn, owed.payload.items, owed.payload.refused, as_known(owed.payload.as_of)
            ),
            views.batch_done,
        ),
    ),
    drafts=(Draft(batches.KIND),),
)
