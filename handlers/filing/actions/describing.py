"""What a table would assign, and what it assigned: the queries of the letters about it."""

from collections.abc import Iterable
from typing import Any

from handlers.filing.actions import importing
from handlers.filing.results import FiledRow, OrdersAsked, OrdersFiled, Plan, Planned
from handlers.matters.actions import which
from handlers.results import Owed
from handlers.turn import Turn
from scoring.matters.cells import entry
from scoring.reading.orders import RowOrder
from storage import drafts


def plan(turn: Turn, letter: Owed[OrdersAsked]) -> Plan:
    """Describe what a table would assign."""
    draft = drafts.known(turn.tx, letter.payload.draft)
    found = importing.read_again(turn, draft)
    same: list[Any] = draft.payload["listed"][1]
    return Plan(
        draft.id,
        draft.payload["name"],
        tuple(_planned(turn, one) for one in found.rows),
        tuple((row, code, values) for row, code, values in same),
    )


def _planned(turn: Turn, one: RowOrder) -> Planned:
    quantities = set(one.quantities.values())
    return Planned(
        one.row,
        one.kind.name,
        one.title,
        tuple(map(turn.unit_name, one.units)),
        one.deadline,
        sum(one.quantities.values()) if quantities else None,
        one.responsible,
        entry(one.parent) if one.parent is not None else one.under or "",
    )


def filed(turn: Turn, letter: Owed[OrdersFiled]) -> tuple[FiledRow, ...]:
    """Describe what a table assigned."""
    return listed(turn, letter.payload.items)


def listed(turn: Turn, items: Iterable[tuple[int, int]]) -> tuple[FiledRow, ...]:
    """Describe the matters of rows."""
    return tuple(_filed(turn, row, number) for row, number in items)


def _filed(turn: Turn, row: int, number: int) -> FiledRow:
    matter = which.get(turn, number)
    units = (part.unit for part in which.parts_of(turn, number) if part.acts[0].act != "receive")
    return FiledRow(row, entry(number), matter.title, tuple(map(turn.unit_name, units)))
