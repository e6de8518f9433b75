"""`leitai values import`: values of many units at once, on behalf of a lead; all or nothing, every fault named."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.open import house, know_sentences
from bot.commands.progress import working
from bot.commands.rules import rules_of
from bot.commands.texts import said
from bot.commands.usage import Command, Group, fits
from bot.files import read_bytes
from bot.incoming.workbooks import Sheet, UnfitError, read_table
from bot.process import RefusedError, say
from bot.settings import load_settings
from bot.texts import HELP
from handlers.bureau.actions import put_rulebook
from handlers.results import Refusal, Sender
from handlers.tables.actions import imports
from handlers.tables.views.tables import summary, table_fault, value_fault
from handlers.turn import Turn
from scoring.faults import FaultyError

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `values` a group of commands."""


@app.command("import", cls=Command, help=HELP["values_import"])
def import_(
    file: Annotated[Path, typer.Argument(help=HELP["values_file"])],
    by: Annotated[int, typer.Option("--by", help=HELP["values_by"], callback=fits)],
) -> None:
    """Report values of many units at once, in the name of a reviewer."""
    try:
        sheets = read_table(file.name, read_bytes(file))
    except UnfitError as error:
        raise RefusedError(said("values_unfit", fault=table_fault(error.code, error.values))) from None
    rules = rules_of(load_settings())
    with house(create=True) as (_, work):
        try:
            work(lambda turn: put_rulebook(turn, *rules))
            with working("working_import"):
                done = work(lambda turn: _take(turn, by, sheets))
        except FaultyError as error:
            raise RefusedError(
                *(fault.sentence() for fault in error.faults), _refused(file, len(error.faults))
            ) from None
        except Refusal as refusal:
            know_sentences()
            faults = refusal.values.get("faults", [(0, "", refusal.code, refusal.values)])
            told = [value_fault(place, code, values) for _, place, code, values in faults]
            raise RefusedError(*told, _refused(file, len(faults))) from None
    say(said("values_taken", count=summary([stored.state for stored in done.stored], done.unchanged)))


def _take(turn: Turn, by: int, sheets: list[Sheet]) -> imports.Taken:
    """Report a table as if the lead had sent it now; every table is a cause of its own."""
    turn = replace(turn, cause=f"values:{turn.tx.next_moment().isoformat()}")
    sender = Sender(by, "", by, private=True, message=0, sent_at=turn.now, taken_at=turn.now)
    rows, faults = imports.read(turn, [(sheet.title, sheet.lines) for sheet in sheets])
    return imports.take(turn, sender, rows, faults)


def _refused(file: Path, count: int) -> str:
    return said("values_refused", file=file, count=count)
