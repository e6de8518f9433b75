"""`leitai roster import`: people from .xlsx or .csv; all or nothing, every faulty row named."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.open import house
from bot.commands.rules import rules_of
from bot.commands.texts import said
from bot.commands.usage import Command, Group
from bot.process import RefusedError, say
from bot.settings import load_settings
from bot.sheets import read_rows
from bot.texts import HELP
from handlers.bureau.actions import put_rulebook
from handlers.people.actions import Imported, import_roster
from handlers.people.views import roster_fault
from handlers.results import Refusal
from handlers.turn import Turn
from scoring.faults import FaultyError
from scoring.reading.people import Fault, Row, read_people

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback()
def _group() -> None:
    """Keep `roster` a group of commands."""


@app.command("import", cls=Command, help=HELP["roster_import"])
def import_(
    file: Annotated[Path, typer.Argument(help=HELP["roster_file"])],
    replace: Annotated[bool, typer.Option("--replace", help=HELP["roster_replace"])] = False,  # noqa: FBT002 - a flag
) -> None:
    """Import a roster, or name every faulty row of it."""
    rows = people_in(file)
    rules = rules_of(load_settings())

    def put(turn: Turn) -> Imported:
        put_rulebook(turn, *rules)
        return import_roster(turn, rows, replace=replace)

    with house(create=True) as (_, work):
        try:
            done = work(put)
        except FaultyError as error:
            raise RefusedError(*(fault.sentence() for fault in error.faults)) from None
        except Refusal as refusal:
            raise _refused(file, refusal.values["faults"]) from None
    say(said("roster_taken", added=done.added, kept=done.kept, removed=done.removed))


def people_in(file: Path) -> list[Row]:
    """Return the rows of a roster; RefusedError where the file is none."""
    rows, faults = read_people(read_rows(file))
    if faults:
        raise _refused(file, faults)
    return rows


def _refused(file: Path, faults: list[Fault]) -> RefusedError:
    told = [roster_fault(*fault) for fault in faults]
    return RefusedError(*told, said("roster_refused", file=file, count=len(told)))
