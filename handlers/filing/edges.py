"""Edges of matters by file: /ledger with its files, and the buttons under what a table would assign."""

from telegram import Update

from handlers.context import Context
from handlers.filing.actions import asking, describing, exporting, importing
from handlers.filing.results import OrderFaults, OrderFormFor, OrdersAsked, OrdersFiled
from handlers.filing.texts import TEXTS
from handlers.filing.views import book, orders
from handlers.journey import Command, Draft, Journey, Letter, Press, no_submission, payload_of
from handlers.matters.results import LedgerAsked


async def ledger(update: Update, context: Context, rest: str) -> None:
    """`/ledger [单位|种类|T12|逾期|临期|待核查|回头看|上级 T3|导入|导出]`: what is to be done, by whom, until when."""
    await context.act(asking.asked, update, rest)


JOURNEY = Journey(
    name="filing",
    texts=TEXTS,
    commands=(Command("ledger", ledger, ("台账",), menu=13, looks=True),),
    presses=(
        Press("ledger_import", importing.offer, takes=0),
        Press("ledger_export", exporting.press, takes=1, of="letter"),
        Press("orders_submit", importing.hand_in, takes=1, of="draft"),
        Press("orders_discard", importing.discard, takes=1, of="draft"),
    ),
    letters=(
        Letter(importing.FORM, OrderFormFor, importing.form, orders.form, about=no_submission),
        Letter(importing.FAULTS, OrderFaults, payload_of, orders.faults, about=no_submission),
        Letter(importing.PLANNED, OrdersAsked, describing.plan, orders.plan, about=no_submission),
        Letter(importing.FILED, OrdersFiled, describing.filed, orders.filed, about=no_submission),
        Letter(exporting.BOOK, LedgerAsked, exporting.book, book.ledger, about=no_submission, long=True),
    ),
    drafts=(Draft(importing.WANTED), Draft(importing.SENT), Draft(importing.PLAN)),
)
