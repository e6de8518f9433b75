"""The ledger (台账) as a workbook: the columns of the form, and behind them how every part stands; no text is ever a formula."""

from datetime import datetime
from functools import partial

from handlers.filing.results import Book, BookRow
from handlers.filing.texts import LEDGER
from handlers.matters.texts.words import COLUMN, OUTCOMES, called
from handlers.results import Document
from handlers.sheets import Cell, pack
from handlers.texts import listed, sentence, when
from scoring.language import both, named
from scoring.reading.orders import COLUMNS, TOLD


def ledger(found: Book) -> Document:
    """Hand over the ledger."""
    told = {"count": len(found.rows), "at": when(found.made_at)}
    make = partial(build, found)
    return Document(f"{both(*LEDGER)}.xlsx", sentence("orders_book", told), make, sentence("orders_book_lost", {}))


def build(found: Book) -> bytes:
    """Return the ledger as the bytes of a workbook."""
    rows = [_row(number, row) for number, row in enumerate(found.rows, 1)]
    name = both(*LEDGER)
    return pack(name, found.made_at, [(name, [COLUMN[each] for each in (*COLUMNS, *TOLD)], rows)])


def _row(number: int, row: BookRow) -> list[Cell]:
    return [
        number,
        named(row.kind),
        row.title,
        named(row.unit),
        _moment(row.deadline),
        row.quantity,
        listed(row.helpers),
        row.responsible,
        row.measure,
        row.source,
        row.parent,
        row.entry,
        "" if row.state is None else called(row.state, problem=row.problem),
        "" if row.outcome is None else OUTCOMES[row.outcome],
        row.progress if row.done is None else row.done,
        _moment(row.finished),
        row.verifier,
        _moment(row.verified),
        row.extensions,
        row.returns,
        row.round,
        row.recheck,
    ]


def _moment(found: datetime | None) -> str:
    return "" if found is None else f"{found:%Y-%m-%d %H:%M}"
