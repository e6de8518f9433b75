"""What is said of a table that assigns matters: the form, what is wrong, what it would assign, what it assigned."""

import html
from collections.abc import Iterable
from functools import partial

from handlers.filing.results import FiledRow, OrderFaults, OrderForm, Plan, Planned
from handlers.filing.texts import CANCEL, SUBMIT
from handlers.filing.views import form as workbook
from handlers.results import Button, Document, Message, Values
from handlers.texts import messages, open_in, sentence
from scoring.language import both
from scoring.reading.orders import FILES


def form(found: OrderForm) -> Document:
    """Hand over the form."""
    return Document(
        f"{both(*FILES)}{found.day:%m%d}.xlsx",
        sentence("orders_form", {}),
        partial(workbook.build, found),
        sentence("orders_form_lost", {}),
    )


def faults(found: OrderFaults) -> tuple[Message, ...]:
    """Tell every faulty row."""
    head = sentence("orders_faulty", {"name": found.name, "count": len(found.faults)})
    return messages([head, *_told(found.faults)])


def fault(row: int, code: str, values: Values) -> str:
    """Say what is wrong with a row, and what to write, as plain text."""
    return html.unescape(_fault(row, code, values))


def _told(found: Iterable[tuple[int, str, Values]]) -> list[str]:
    return [_fault(row, code, values) for row, code, values in found]


def _fault(row: int, code: str, values: Values) -> str:
    return sentence("orders_at", {"row": row, "fault": html.unescape(sentence(code, values))})


def plan(found: Plan) -> tuple[Message, ...]:
    """List what a table would assign, with one button that does."""
    alone = sum(not row.units for row in found.rows)
    head = sentence("orders_plan", {"name": found.name, "count": len(found.rows), "alone": alone})
    parts = [head, *map(_planned, found.rows)]
    if found.same:
        parts += [sentence("orders_look", {"count": len(found.same)}), *_told(found.same)]
    submit = Button(both(*SUBMIT).format(count=len(found.rows)), f"orders_submit:{found.draft}:0")
    rows = ((submit, Button(both(*CANCEL), f"orders_discard:{found.draft}:0")),)
    return messages([*parts, sentence("orders_open", {})], rows, open_in("orders_open", {}, rows))


def _planned(row: Planned) -> str:
    values = {
        "row": row.row,
        "kind": row.kind,
        "units": list(row.units),
        "title": row.title,
        "due": None if row.deadline is None else row.deadline.isoformat(),
        "quantity": row.quantity,
        "responsible": row.responsible,
        "under": row.under,
    }
    return sentence("orders_line" if row.units else "orders_above_line", values)


def filed(found: tuple[FiledRow, ...]) -> tuple[Message, ...]:
    """List the numbers of what a table assigned."""
    return messages([sentence("orders_filed", {"count": len(found)}), *map(_filed, found)])


def _filed(row: FiledRow) -> str:
    values = {"entry": row.entry, "units": list(row.units), "title": row.title}
    return sentence("orders_filed_line", values)


def numbers(found: tuple[FiledRow, ...]) -> list[str]:
    """List the numbers of what a table assigned as plain lines."""
    return [html.unescape(_filed(row)) for row in found]
