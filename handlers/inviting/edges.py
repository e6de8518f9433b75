"""Edges of getting in: /start with an invite, /people, and the buttons and words that let somebody in."""

from telegram import Update

from handlers.context import Context
from handlers.inviting.actions import changing, opening, sheets, staff
from handlers.inviting.results import InviteShown, PeopleShown, SheetWanted, ThawAsked
from handlers.inviting.texts import TEXTS
from handlers.inviting.views import messages
from handlers.journey import Command, Journey, Letter, Press, Word
from handlers.phrases import MINE, NOT_MINE


async def start(update: Update, context: Context, rest: str) -> None:
    """`/start [邀请]`: opens an invite, or greets and says how to get in."""
    await context.act(opening.start, update, rest.strip())


async def people(update: Update, context: Context, rest: str) -> None:
    """`/people [做什么]`: who is on the roster, and what an admin changes there."""
    await context.act(staff.people, update, rest)


JOURNEY = Journey(
    name="inviting",
    texts=TEXTS,
    commands=(
        Command("start", start, ("开始",), menu=14, readers=("stranger",), looks=True),
        Command("people", people, ("人员",), menu=12, readers=("admin",), looks=True),
    ),
    words=(
        Word(MINE, alone=opening.mine_newest),
        Word(NOT_MINE, alone=opening.not_mine_newest),
    ),
    presses=(
        Press("invite_mine", opening.mine, takes=1, numbers=1, of="letter"),
        Press("invite_not", opening.not_mine, takes=1, numbers=1, of="letter"),
        Press("invite_admit", opening.admit, takes=1, numbers=1, of="letter"),
        Press("invite_refuse", opening.refuse, takes=1, numbers=1, of="letter"),
        Press("thaw", changing.agree, takes=1, numbers=1),
        Press("people_invite", staff.invite_rest, takes=1, numbers=1, of="letter"),
        Press("people_ask", staff.ask_again, takes=1, numbers=1, of="letter"),
    ),
    letters=(
        Letter(
            "invite",
            InviteShown,
            opening.opened,
            messages.shown,
            units=lambda letter: {opening.topic(letter.payload["invite"])},
        ),
        Letter(
            "invite_asks",
            InviteShown,
            opening.opened,
            messages.asks,
            answered=opening.answered,
            units=lambda letter: {opening.topic(letter.payload["invite"])},
        ),
        Letter("invite_sheet", SheetWanted, sheets.sheet, messages.sheet),
        Letter("people", PeopleShown, staff.listed, messages.people),
        Letter("thaw_asks", ThawAsked, changing.thaw_asked, lambda found: messages.thaw_asks(*found)),
    ),
)
