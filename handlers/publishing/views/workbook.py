"""The workbook of a result as an .xlsx: every figure a number, every text a text, the same bytes for the same result.

How figures stay exact: one is handed over as the decimal of the standings and written digit by digit, with a format of
as many decimals as it has, so that a program shows what was published. Programs hold 15 digits; what has more is text.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from handlers.publishing.results import Reported, Ruled, Workbook
from handlers.publishing.texts import CIRCULAR, EVIDENCE, ROLES, SEALS, WORKBOOK, WORKBOOK_FILE
from handlers.results import Values
from handlers.rules.views import method
from handlers.standings.texts import CELLS
from handlers.submissions.texts import STATES
from handlers.texts import listed, when
from scoring.lifecycle import NOT_APPLICABLE
from scoring.standings.vetoes import in_words

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


def file_name(book: Workbook) -> str:
    """Name the file of a workbook."""
    again = CIRCULAR["file_again"].format(version=book.version) if book.version > 1 else ""
    return WORKBOOK_FILE.format(period=book.period, version=again)


def build(book: Workbook) -> bytes:
    """Return the workbook as the bytes of an .xlsx."""
    from xlsxwriter import Workbook as File  # noqa: PLC0415 - loaded by whoever makes one

    out = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    file = File(out, {"in_memory": True, **never})
    title = f"{book.competition} {book.period}"
    file.set_properties({"title": title, "created": book.published_at.replace(tzinfo=None)})
    pages = _Pages(file, title)
    for name, rows in _sheets(book):
        pages.write(*WORKBOOK[name], rows)
    file.close()
    return out.getvalue()


class _Pages:
    """Writes sheets into a file, each a table below a header that stays in sight and is printed on every page."""

    def __init__(self, file: Any, title: str) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self._file, self._title = file, title.replace("&", "&&")
        frame = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter", "text_wrap": True}
        self._head = file.add_format({**frame, "bold": True, "bg_color": "#DDEBF7", "align": "center"})
        self._text = file.add_format({**frame, "num_format": "@", "indent": 1})
        self._number = cache(
            lambda places: file.add_format({**frame, "num_format": f"0.{'0' * places}" if places else "0"})
        )

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
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_header(f"&C{self._title} {name}"[:255])
        page.set_footer("&C&P / &N")

    def _cell(self, page: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401 - as above
        if isinstance(cell, int):
            cell = Decimal(cell)
        if isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= DIGITS:
            page.write_number(row, column, cell, self._number(max(-int(cell.as_tuple().exponent), 0)))
        elif cell is None or cell == "":
            page.write_blank(row, column, None, self._text)
        else:
            page.write_string(row, column, str(cell)[:LONGEST], self._text)


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


def _sheets(book: Workbook) -> Iterator[tuple[str, Rows]]:
    yield "standings", _standings(book)
    yield "categories", _categories(book)
    yield "metrics", _metrics(book)
    yield "values", (_reported(one, *_figures(one.value)) for one in book.reported if not one.title)
    yield "events", (_reported(one, one.value, one.title, one.day) for one in book.reported if one.title)
    yield "corrections", ((c.number, c.unit, c.metric, c.before, c.after, c.why) for c in book.corrections)
    yield "rulebook", map(_rule, book.rules.values())
    yield "source", enumerate(book.rulebook.splitlines(), 1)
    yield "seals", _seals(book)


def _standings(book: Workbook) -> Rows:
    names = {category: name for category, (name, _) in book.categories.items()}
    for table, row in _rows(book):
        veto = None if row["veto"] is None else in_words(row["veto"], names)
        points = (row["total"], table["full_marks"], row["base"], row["bonus"], row["deduction"], row["coverage"])
        yield (book.arenas[table["arena"]], _rank(row), row["name"], *map(_exact, points), veto)


def _categories(book: Workbook) -> Rows:
    for table, row in _rows(book):
        for category, points in row["categories"].items():
            name, full = book.categories[category]
            yield (book.arenas[table["arena"]], _rank(row), row["name"], name, _exact(points), _exact(full))


def _metrics(book: Workbook) -> Rows:
    for _, row in _rows(book):
        for metric, cell in row["metrics"].items():
            rule, figures = book.rules[metric], _figures(cell["value"] or "")
            points = (_exact(cell["points"]), _exact(rule.full))
            about = (rule.arena, row["name"], rule.category, rule.metric)
            yield (*about, *points, *figures, CELLS[cell["state"]], cell.get("stars"))


def _rule(rule: Ruled) -> Sequence[Cell]:
    about = (rule.arena, rule.category, rule.metric, _exact(rule.points), ROLES[rule.role])
    return (*about, listed(rule.leads), method(*rule.method))


def _rows(book: Workbook) -> Iterator[tuple[Values, Values]]:
    """Yield every unit's row with the table in which it stands."""
    return ((table, row) for table in book.tables for row in table["rows"])


def _rank(row: Values) -> Cell:
    return None if row["rank"] is None else Decimal(str(row["rank"]))


def _exact(number: str | None) -> Cell:
    """Return a number of the standings or the rulebook; one that no decimal writes stays its text."""
    return number if number is None or "/" in number else Decimal(number)


def _figures(value: str) -> tuple[Cell, Cell, Cell]:
    """Return a value as a number, or as the two numbers of a share or place."""
    if value in ("", NOT_APPLICABLE):
        return (CELLS[NOT_APPLICABLE] if value else None, None, None)
    whole, slash, among = value.partition("/")
    return (None, Decimal(whole), Decimal(among)) if slash else (Decimal(value), None, None)


def _reported(one: Reported, *told: Cell) -> Sequence[Cell]:
    pieces = [_piece(*piece) for piece in one.evidence]
    where = (one.arena, one.unit, one.metric, one.period, one.number)
    who = (STATES[one.state], one.reporter, one.reported_at, listed(one.confirmers), one.decided_at)
    return (*where, *told, *who, len(pieces), "\n".join(f"{place}. {piece}" for place, piece in enumerate(pieces, 1)))


def _piece(name: str, digest: str) -> str:
    told = EVIDENCE.get(name, name)
    return EVIDENCE["digest"].format(name=told, digest=digest) if digest else told


def _seals(book: Workbook) -> Rows:
    first = book.tables[0]
    yield SEALS["competition"], book.competition
    yield SEALS["period"], book.period
    yield SEALS["version"], book.version
    yield SEALS["published"], f"{book.published_at:%Y-%m-%d %H:%M}"
    yield SEALS["as_of"], book.as_of
    yield SEALS["signed"], listed(book.signed)
    yield SEALS["notice"], when(book.notice) if book.notice else ""
    yield SEALS["rulebook"], first["rulebook"]
    yield SEALS["engine"], first["engine"]
    for (number, code), table in zip(book.sealed, book.tables, strict=True):
        arena = book.arenas[table["arena"]]
        yield SEALS["number"].format(arena=arena), number
        yield SEALS["code"].format(arena=arena), code
        yield SEALS["snapshot"].format(arena=arena), table["snapshot"]
