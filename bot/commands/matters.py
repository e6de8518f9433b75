"""`leitai matters`: every part of every matter as it stands, or stood at a moment; many assigned by a table."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.data import instant
from bot.commands.open import house, know_sentences, sentence
from bot.commands.rules import rules_of
from bot.commands.texts import said
from bot.commands.usage import Command, Group, fits
from bot.files import read_bytes
from bot.incoming.workbooks import Sheet, UnfitError, read_table
from bot.process import RefusedError, UsageError, say
from bot.settings import load_settings
from bot.texts import HELP, either
from handlers.bureau.actions import put_rulebook
from handlers.filing.actions import describing, importing
from handlers.filing.actions.exporting import rows
from handlers.filing.results import Book, FiledRow
from handlers.filing.views import book, orders
from handlers.matters.actions.exporting import Exported, every
from handlers.results import Refusal, Sender
from handlers.tables.views.tables import table_fault
from handlers.turn import Turn
from scoring.language import speaking

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback(invoke_without_command=True)
def listed(
    context: typer.Context,
    format: Annotated[str, typer.Option("--format", help=either(("json", "xlsx")))] = "json",  # noqa: A002 - the option's name
    as_of: Annotated[str | None, typer.Option("--as-of", help=said("matters_as_of"))] = None,
) -> None:
    """List every part of every matter."""
    if context.invoked_subcommand is not None:
        return
    if format not in ("json", "xlsx"):
        raise UsageError(said("matters_formats", format=format))
    if format == "xlsx" and sys.stdout.isatty():
        raise UsageError(said("matters_terminal"))
    with house() as (_, ask):
        if format == "json":
            say(json.dumps(ask(lambda turn: _rows(turn, as_of)), ensure_ascii=False, indent=2))
        else:
            sys.stdout.buffer.write(ask(lambda turn: _book(turn, as_of)))


@app.command("import", cls=Command, help=HELP["matters_import"])
def import_(
    file: Annotated[Path, typer.Argument(help=said("matters_file"))],
    by: Annotated[int, typer.Option("--by", help=said("matters_by"), callback=fits)],
) -> None:
    """Assign many matters by a table, in the name of somebody who may."""
    try:
        sheets = read_table(file.name, read_bytes(file))
    except UnfitError as error:
        raise RefusedError(said("matters_unfit", fault=table_fault(error.code, error.values))) from None
    rules = rules_of(load_settings())
    know_sentences()
    with house(create=True) as (_, work):
        try:
            work(lambda turn: put_rulebook(turn, *rules))
            done = work(lambda turn: _take(turn, by, sheets))
        except Refusal as refusal:
            wrong = refusal.values["faults"] if refusal.code == "orders_faults" else None
            told = [orders.fault(*one) for one in wrong] if wrong else [sentence(refusal.code, refusal.values)]
            raise RefusedError(*told, said("matters_refused", file=file, count=len(told))) from None
    for line in (said("matters_taken", count=len(done)), *orders.numbers(done)):
        say(line)


def _take(turn: Turn, by: int, sheets: list[Sheet]) -> tuple[FiledRow, ...]:
    """Assign what a table says as if the sender had sent it now; every table is a cause of its own."""
    turn = replace(turn, cause=f"matters:{turn.tx.next_moment().isoformat()}")
    sender = Sender(by, "", by, private=True, message=0, sent_at=turn.now, taken_at=turn.now)
    return describing.listed(turn, importing.take_all(turn, sender, [(sheet.title, sheet.lines) for sheet in sheets]))


def _found(turn: Turn, as_of: str | None) -> list[Exported]:
    return every(turn, turn.tx.latest() if as_of is None else instant(as_of, turn))


def _rows(turn: Turn, as_of: str | None) -> list[dict[str, Any]]:
    return [_row(turn, one) for one in _found(turn, as_of)]


def _row(turn: Turn, one: Exported) -> dict[str, Any]:
    matter, part, where = one.matter, one.part, one.where
    by, at = one.verified or (None, None)
    return {
        "number": matter.number,
        "kind": matter.kind,
        "unit": None if part is None else part.unit,
        "title": matter.title,
        "deadline": None if where is None else turn.stamp(where.deadline),
        "round": None if where is None else where.round.number,
        "state": None if where is None else where.state,
        "outcome": None if where is None else where.outcome,
        "counts_in": None if one.counts_in is None else str(one.counts_in),
        "quantity": None if where is None else where.quantity,
        "done": None if where is None else where.done,
        "person": one.responsible,
        "measure": one.measure,
        "source": matter.source,
        "parent": matter.parent,
        "assigned_by": matter.assigner,
        "assigned_at": turn.stamp(matter.assigned_at),
        "verified_by": by,
        "verified_at": None if at is None else turn.stamp(at),
        "extensions": None if where is None else where.extensions,
        "returns": None if where is None else where.returns,
    }


def _book(turn: Turn, as_of: str | None) -> bytes:
    with speaking(turn.spoken_by_default):
        return book.build(Book(turn.local(turn.now), tuple(rows(turn, _found(turn, as_of)))))
