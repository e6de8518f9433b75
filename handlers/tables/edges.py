"""Edges of tables: /form, and the buttons under what a table would report."""

from telegram import Update

from handlers.context import Context
from handlers.journey import Command, Draft, Journey, Letter, Press, Word, payload_of
from handlers.results import Owed, Text
from handlers.tables.actions import imports, proposals
from handlers.tables.actions.form import describe_form, offer_form
from handlers.tables.results import Brought, Faults, FormFor, Proposal, TableAsked, Unchanged
from handlers.tables.texts import TEXTS
from handlers.tables.views import tables
from handlers.turn import Turn


async def form(update: Update, context: Context, rest: str) -> None:
    """`/form`: the form of all units for the metrics that the asker leads."""
    del rest
    await context.act(offer_form, update)


def _proposal(turn: Turn, owed: Owed[TableAsked]) -> Proposal:
    return proposals.proposal(turn, owed.payload.draft)


JOURNEY = Journey(
    name="tables",
    texts=TEXTS,
    commands=(Command("form", form, ("填报表",), menu=5, readers=("reviewer",)),),
    words=(
        Word(("确认提交", "hand in"), alone=proposals.hand_in_newest),
        Word(("全部提交", "hand in all"), alone=proposals.hand_in_all_newest),
    ),
    presses=(
        Press("form", offer_form, takes=0, before="frm"),
        Press("table_submit", proposals.hand_in, takes=1, before="iok", of="draft"),
        Press("table_all", proposals.hand_in_all, takes=1, of="draft"),
        Press("table_discard", proposals.discard, takes=1, before="ino", of="draft"),
    ),
    letters=(
        Letter("form", FormFor, lambda turn, owed: describe_form(turn, owed.payload.person), tables.form),
        Letter("imported", Brought, imports.brought, tables.imported),
        Letter("table_refused", Text, payload_of, lambda found: tables.table_refused(found.code, found.values)),
        Letter("table_faults", Faults, payload_of, lambda found: tables.table_faults(found.name, found.faults)),
        Letter("table_same", Unchanged, payload_of, lambda found: tables.table_same(found.name, found.unchanged)),
        Letter("proposal", TableAsked, _proposal, tables.proposal),
    ),
    drafts=(Draft(proposals.TABLE), Draft(proposals.IMPORT)),
)
