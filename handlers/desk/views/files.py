"""Files of the desk: the roster and the records as workbooks, in which text is never a formula."""

import io
from collections.abc import Iterable, Sequence
from functools import partial

from handlers.desk.results import RecordsPage, RosterFile
from handlers.desk.texts import ACTS, RECORD_FILE, RECORD_SHEET, RECORD_TITLES, ROSTER_FILE, ROSTER_SHEET, THE_BOT
from handlers.results import Document
from handlers.texts import sentence
from scoring.language import both
from scoring.reading.people import COLUMNS, TITLES
from scoring.standings.harmless import harmless

WIDTH = 22


def roster(found: RosterFile) -> Document:
    """Hand over the roster."""
    caption = sentence("roster_told", {"count": len(found.rows)})
    build = partial(_workbook, both(*ROSTER_SHEET), both(TITLES, COLUMNS), found.rows)
    return Document(both(*ROSTER_FILE), caption, build, caption)


def records(found: RecordsPage) -> Document:
    """Hand over who did what when."""
    rows = [
        (
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            one.who or both(*THE_BOT),
            ACTS.get(one.act, one.act),
            "" if one.number is None else f"{one.number:04}",
            one.what,
        )
        for one in found.rows
    ]
    caption = sentence("records_told", {"count": len(rows)})
    build = partial(_workbook, both(*RECORD_SHEET), both(*RECORD_TITLES), rows)
    return Document(both(*RECORD_FILE), caption, build, caption)


def _workbook(title: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - it takes as long to load as all the rest of a command

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(title)
    for at, row in enumerate((titles, *rows), 1):
        for column, text in enumerate(row, 1):
            cell = page.cell(at, column, harmless(text))
            cell.data_type, cell.number_format = "s", "@"
    for column in range(1, len(titles) + 1):
        page.column_dimensions[chr(ord("A") + column - 1)].width = WIDTH
    page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
