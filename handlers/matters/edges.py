"""Edges of matters: /task, /problem, words about parts, and what is pressed under their cards."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Draft, Journey, Letter, Press, Tick, no_submission, payload_of
from handlers.matters.actions import acting, adding, assigning, cards, listing, reminding, saying, showing, ticking
from handlers.matters.actions.rights import WISHES
from handlers.matters.results import (
    LedgerAsked,
    LedgerTurned,
    MatterAbout,
    MatterAsked,
    MatterEdit,
    MatterListed,
    MatterOffered,
    MatterReceipt,
    MatterSheet,
    MatterTold,
    SheetEdit,
)
from handlers.matters.texts import TEXTS
from handlers.matters.views import cards as shown
from handlers.matters.views import lists


async def task(update: Update, context: Context, rest: str) -> None:
    """`/task [种类] 单位 时限 标题`, several lines at once."""
    await context.act(assigning.assign, update, "task", rest)


async def problem(update: Update, context: Context, rest: str) -> None:
    """`/problem [种类] 单位 时限 标题`, several lines at once."""
    await context.act(assigning.assign, update, "problem", rest)


async def numbered(update: Update, context: Context, text: str) -> None:
    """Do what words say about the part that they name by its number: `完成 T12`, `确认 T14 竹林所`."""
    await context.act(saying.numbered, update, text)


JOURNEY = Journey(
    name="matters",
    texts=TEXTS,
    commands=(
        Command("task", task, ("交办",), menu=12, readers=("reviewer", "leader", "admin"), steps=True),
        Command("problem", problem, ("整改",), menu=12, readers=("reviewer", "leader", "admin"), steps=True),
    ),
    presses=(
        *(Press(f"matter_{wish}", acting.press, takes=3, numbers=3, rest=(wish,), of="matter") for wish in WISHES),
        Press("matter_see", acting.show, of="matter"),
        Press("matter_evidence", saying.press_evidence, of="matter"),
        Press("matter_add", saying.ask_evidence, of="matter"),
        Press("matter_use", adding.use, takes=3, numbers=3, of="matter"),
        Press("matter_meant", saying.meant, of="draft"),
        Press("matter_again", assigning.press, of="draft"),
        Press("matter_parts", listing.show_parts, takes=1),
        Press("ledger_closed", listing.show_closed, takes=1, of="letter"),
        Press("ledger_page", listing.turn_page, of="letter"),
    ),
    letters=(
        Letter(
            cards.CARD,
            MatterAbout,
            showing.card_of,
            shown.card,
            refused=cards.lost,
            about=no_submission,
            wants_files=lambda _turn, _letter: True,
        ),
        Letter(
            cards.EDIT,
            MatterEdit,
            showing.edit_of,
            shown.edit,
            again=True,
            edits="card",
            about=no_submission,
        ),
        Letter(cards.SHEET, MatterSheet, showing.sheet_of, shown.sheet, about=no_submission),
        Letter(
            cards.SHEET_EDIT,
            SheetEdit,
            showing.sheet_edit_of,
            shown.sheet_edit,
            again=True,
            edits="card",
            about=no_submission,
        ),
        Letter(cards.TOLD, MatterTold, payload_of, shown.told, about=no_submission),
        Letter(
            assigning.RECEIPT,
            MatterReceipt,
            assigning.receipt,
            shown.receipt,
            in_group=True,
            about=no_submission,
        ),
        Letter(
            acting.QUESTION,
            MatterAsked,
            saying.question,
            shown.ask,
            answered=saying.answered,
            wants_files=lambda _turn, _letter: True,
            asks=saying.still_asks,
            about=no_submission,
        ),
        Letter(saying.OFFER, MatterOffered, saying.offered, shown.offer, about=no_submission),
        Letter(saying.EVIDENCE, MatterAbout, saying.proof, shown.evidence, about=no_submission),
        Letter(reminding.LIST, MatterListed, reminding.listed, lists.reminder, about=no_submission),
        Letter(listing.LETTER, LedgerAsked, listing.page, lists.ledger, about=no_submission),
        Letter(listing.PAGE_LETTER, LedgerTurned, listing.turned, lists.page, again=True, about=no_submission),
    ),
    drafts=(Draft(assigning.DRAFT, assigning.answered), Draft(saying.OFFER)),
    ticks=(
        Tick("matters", ticking.turning, ticking.turn_over, first=True),
        Tick("matters_lock", ticking.locking, ticking.lock, first=True),
        Tick("matters_remind", reminding.due_words, reminding.remind),
        Tick("matters_digest", reminding.digest_due, reminding.send_digests),
    ),
)
