"""Edges of matters: /task, /problem, words about parts, and what is pressed under their cards."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Draft, Journey, Letter, Press, Tick, payload_of
from handlers.matters.actions import acting, assigning, cards, listing, reminding, saying, showing, ticking
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
        Press("matter_verify", acting.press, takes=3, numbers=3, rest=("verify",), of="matter"),
        Press("matter_return", acting.press, takes=3, numbers=3, rest=("return",), of="matter"),
        Press("matter_amend", acting.press, takes=3, numbers=3, rest=("amend",), of="matter"),
        Press("matter_finish", acting.press, takes=3, numbers=3, rest=("finish",), of="matter"),
        Press("matter_progress", acting.press, takes=3, numbers=3, rest=("progress",), of="matter"),
        Press("matter_recall", acting.press, takes=3, numbers=3, rest=("recall",), of="matter"),
        Press("matter_ask", acting.press, takes=3, numbers=3, rest=("ask",), of="matter"),
        Press("matter_move", acting.press, takes=3, numbers=3, rest=("move",), of="matter"),
        Press("matter_withdraw", acting.press, takes=3, numbers=3, rest=("withdraw",), of="matter"),
        Press("matter_settle", acting.press, takes=3, numbers=3, rest=("settle",), of="matter"),
        Press("matter_rebound", acting.press, takes=3, numbers=3, rest=("rebound",), of="matter"),
        Press("matter_hand_over", acting.press, takes=3, numbers=3, rest=("hand_over",), of="matter"),
        Press("matter_take_back", acting.press, takes=3, numbers=3, rest=("take_back",), of="matter"),
        Press("matter_urge", acting.press, takes=3, numbers=3, rest=("urge",), of="matter"),
        Press("matter_see", acting.show, of="matter"),
        Press("matter_evidence", saying.press_evidence, of="matter"),
        Press("matter_meant", saying.meant, of="draft"),
        Press("matter_again", assigning.press, of="draft"),
        Press("ledger_page", listing.turn_page, of="letter"),
    ),
    letters=(
        Letter(
            cards.CARD,
            MatterAbout,
            showing.card_of,
            shown.card,
            refused=cards.lost,
            about=lambda _turn, _letter: [],
            wants_files=lambda _turn, _letter: True,
        ),
        Letter(
            cards.EDIT,
            MatterEdit,
            showing.edit_of,
            shown.edit,
            again=True,
            edits="card",
            about=lambda _turn, _letter: [],
        ),
        Letter(cards.SHEET, MatterSheet, showing.sheet_of, shown.sheet, about=lambda _turn, _letter: []),
        Letter(
            cards.SHEET_EDIT,
            SheetEdit,
            showing.sheet_edit_of,
            shown.sheet_edit,
            again=True,
            edits="card",
            about=lambda _turn, _letter: [],
        ),
        Letter(cards.TOLD, MatterTold, payload_of, shown.told, about=lambda _turn, _letter: []),
        Letter(
            assigning.RECEIPT,
            MatterReceipt,
            assigning.receipt,
            shown.receipt,
            in_group=True,
            about=lambda _turn, _letter: [],
        ),
        Letter(
            acting.QUESTION,
            MatterAsked,
            saying.question,
            shown.ask,
            answered=saying.answered,
            wants_files=lambda _turn, _letter: True,
            asks=saying.still_asks,
            about=lambda _turn, _letter: [],
        ),
        Letter(saying.OFFER, MatterOffered, saying.offered, shown.offer, about=lambda _turn, _letter: []),
        Letter(saying.EVIDENCE, MatterAbout, saying.proof, shown.evidence, about=lambda _turn, _letter: []),
        Letter(reminding.LIST, MatterListed, reminding.listed, lists.reminder, about=lambda _turn, _letter: []),
        Letter(listing.LETTER, LedgerAsked, listing.page, lists.ledger, about=lambda _turn, _letter: []),
        Letter(
            listing.PAGE_LETTER, LedgerTurned, listing.turned, lists.page, again=True, about=lambda _turn, _letter: []
        ),
    ),
    drafts=(Draft(assigning.DRAFT, assigning.answered), Draft(saying.OFFER)),
    ticks=(
        Tick("matters", ticking.turning, reminding.turned),
        Tick("matters_lock", ticking.locking, ticking.lock),
        Tick("matters_remind", reminding.due_words, reminding.remind),
        Tick("matters_digest", reminding.digest_due, reminding.send_digests),
    ),
)
