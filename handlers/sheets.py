"""A workbook as an .xlsx: every figure a number, every text a text, the same bytes for the same cells.

How figures stay exact: one is handed over as the decimal that was published and written digit by digit, with a format
of as many decimals as it has, so that a program shows just that. Programs hold 15 digits; what has more is text.
"""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any


class Percent(Decimal):
    """A share of two decimals, which is shown in percent."""


Cell = str | int | Decimal | None
Rows = Iterable[Sequence[Cell]]
DIGITS = 15
NARROW, WIDE, WIDEST = 6, 46, 110
"""Columns of a plain font that a column of a sheet has at least and at most; at most of a sheet of `FEW` columns."""
FEW = 2
LINE, TALLEST = 15, 409
"""Points of a line, and of the tallest row that programs know."""
LONGEST = 32_767
"""Characters that a cell may hold."""
A4 = 9


def pack(title: str, made_at: datetime, sheets: Iterable[tuple[str, Sequence[str], Rows]]) -> bytes:
    """Return sheets (name, titles of the columns, rows) as the bytes of a workbook."""
    from xlsxwriter import Workbook as File  # noqa: PLC0415 - loaded by whoever makes one

    out = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = File(out, {"in_memory": True, **never})
    file.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
    pages = _Pages(file, title)
    for sheet in sheets:
        pages.write(*sheet)
    file.close()
    return out.getvalue()


class _Pages:
    """Writes sheets into a file, each a table below a header that stays in sight and is printed on every page."""

    def __init__(self, file: Any, title: str) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self._file, self._title = file, title.replace("&", "&&")
        frame = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "text_wrap": True}
        self._head = file.add_format({**frame, "bold": True, "bg_color": "#DDEBF7", "align": "center"})
        self._text = file.add_format({**frame, "num_format": "@", "indent": 1})
        self._number = cache(lambda form: file.add_format({**frame, "num_format": form}))

    def write(self, name: str, titles: Sequence[str], rows: Rows) -> None:
        page, last = self._file.add_worksheet(name), 0
        most = WIDE if len(titles) > FEW else WIDEST
        widths = [max(_width(title) + 2, NARROW) for title in titles]
        for column, title in enumerate(titles):
            page.write_string(0, column, title, self._head)
        for last, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                self._cell(page, last, column, cell)
                widths[column] = min(max(widths[column], _width(cell) + 2), most)
            page.set_row(last, min(LINE * max(_lines(cell, most - 2) for cell in row), TALLEST))
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(titles) - 1)
        page.repeat_rows(0)
        page.print_area(0, 0, last, len(titles) - 1)
        if len(titles) > FEW:
            page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_header(f"&C{self._title} {name}"[:255])
        page.set_footer("&C&P / &N")

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401 - as above
        if isinstance(cell, int):
            cell = Decimal(cell)
        if isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= DIGITS:
            page.write_number(row, column, cell, self._number(_form(cell)))
        elif cell is None or cell == "":
            page.write_blank(row, column, None, self._text)
        else:
            page.write_string(row, column, str(cell)[:LONGEST], self._text)


def _form(cell: Decimal) -> str:
    """Return the format in which a number is shown: with as many decimals as it has."""
    places = max(-int(cell.as_tuple().exponent), 0)
    if isinstance(cell, Percent):
        return "0%"
    return f"0.{'0' * places}" if places else "0"


def _width(cell: Cell) -> int:
    """Return how many columns of a plain font a cell is wide."""
    return max(map(_columns, _written(cell).split("\n")))


def _lines(cell: Cell, width: int) -> int:
    """Return in how many lines a cell is written where a line has so many columns; a sheet does not grow by itself."""
    return sum(-(-_columns(line) // width) or 1 for line in _written(cell).split("\n"))


def _columns(line: str) -> int:
    """Count columns: a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in line)


def _written(cell: Cell) -> str:
    return "" if cell is None else str(cell)
