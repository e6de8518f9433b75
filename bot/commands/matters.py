"""`leitai matters`: every part of every matter as it stands, or stood at a moment."""

import json
import sys
from typing import Annotated, Any

import typer

from bot.commands.data import instant
from bot.commands.open import house
from bot.commands.texts import MATTER_OUTCOMES, MATTER_STATES, MATTERS_BOOK, MATTERS_COLUMNS, said
from bot.commands.usage import Group
from bot.process import UsageError, say
from handlers.matters.actions.exporting import Exported, every
from handlers.publishing.views.sheets import Cell, pack
from handlers.turn import Turn
from scoring.matters.cells import entry

app = typer.Typer(rich_markup_mode=None, cls=Group)


@app.callback(invoke_without_command=True)
def listed(
    context: typer.Context,
    format: Annotated[str, typer.Option("--format", help="json、xlsx")] = "json",  # noqa: A002 - the option's name
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
    rows = [_line(turn, one) for one in _found(turn, as_of)]
    return pack(MATTERS_BOOK, turn.local(turn.now), [(MATTERS_BOOK, MATTERS_COLUMNS, rows)])


def _line(turn: Turn, one: Exported) -> list[Cell]:
    matter, part, where = one.matter, one.part, one.where
    names = {kind.id: kind.name for rules in turn.rulebooks_so_far() for kind in rules.kinds}
    acts = () if part is None else part.acts
    verified = next((act for act in reversed(acts) if act.act in ("verify", "amend")), None) if one.verified else None
    return [
        entry(matter.number),
        names.get(matter.kind, matter.kind),
        matter.title,
        "" if part is None else turn.unit_name(part.unit),
        "" if where is None else turn.local(where.deadline).strftime("%Y-%m-%d %H:%M"),
        None if where is None else where.quantity,
        "、".join(turn.unit_name(unit) for unit in matter.helpers),
        one.responsible,
        one.measure,
        matter.source,
        "" if matter.parent is None else entry(matter.parent),
        "" if where is None else MATTER_STATES[where.state],
        "" if where is None or where.outcome is None else MATTER_OUTCOMES[where.outcome],
        None if where is None else where.done,
        "" if where is None or where.finished_at is None else turn.minute(where.finished_at),
        "" if verified is None else verified.person_name,
        "" if one.verified is None else turn.minute(one.verified[1]),
        None if where is None else where.extensions,
        None if where is None else where.returns,
        None if where is None else where.round.number,
        "" if one.recheck is None else one.recheck.isoformat(),
    ]
