"""Opening tables that people send: everything that could do harm is refused before it is parsed."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.process import RefusedError
from bot.sheets import Line, csv_rows, open_workbook, text_of

LARGEST = 2_000_000
"""Bytes of a file: a workbook of a hundred units and fifty metrics has less than a tenth of it."""
LARGEST_UNPACKED = 8_000_000
"""Bytes of everything in a workbook."""
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 300
MOST_CELLS = 50_000
MOST_SHEETS = 20
NAMED = 10
"""How many formulas are named."""
LINKS = "xl/_rels/workbook.xml.rels"
_MACROS = re.compile(r"xl/(vbaProject|macrosheets/)", re.IGNORECASE)
"""Parts that hold macros; printer settings, custom properties and embedded objects are no macros."""
_MACRO_TYPES = re.compile(rb"macroEnabled\.main|ms-excel\.(intl)?macrosheet", re.IGNORECASE)
_MACRO_LINKS = re.compile(rb"relationships/(vbaProject|xl(Intl)?Macrosheet)", re.IGNORECASE)
_ROW = re.compile(rb"<(?:\w+:)?row[\s>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnfitError(Exception):
    """A table cannot be read or must not be: a code and the values of its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a table: its title ("" for CSV) and its lines."""

    title: str
    lines: list[Line]


def refuse_unless_table(name: str, size: int | None) -> None:
    """Refuse what its name or size alone rules out, before it is fetched or read."""
    ending = Path(name).suffix.lower()
    if ending == ".xlsm":
        raise UnfitError("table_macros_by_name", name=name)
    if ending == ".xls":
        raise UnfitError("table_old", name=name)
    if ending not in (".xlsx", ".csv"):
        raise UnfitError("table_other", name=name)
    if size is not None and size > LARGEST:
        raise UnfitError("table_too_big", name=name)


def read_table(name: str, data: bytes) -> list[Sheet]:
    """Return the sheets of a table that came as bytes; UnfitError says what is wrong with it and what to do."""
    refuse_unless_table(name, len(data))
    if name.lower().endswith(".csv"):
        try:
            lines = csv_rows(name, data)
        except RefusedError:
            raise UnfitError("table_csv", name=name) from None
        if len(lines) > MOST_ROWS:
            raise _too_long(name)
        return [Sheet("", lines)]
    _refuse_unless_harmless(name, data)
    return _sheets(name, data)


def _refuse_unless_harmless(name: str, data: bytes) -> None:
    """Look at what a workbook is packed of before anything of it is parsed."""
    if data.startswith(_OLD):
        raise UnfitError("table_locked", name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise UnfitError("table_bomb", name=name)
            if any(part.flag_bits & 1 for part in parts):
                raise UnfitError("table_locked", name=name)
            if "xl/workbook.xml" not in packed.namelist():
                raise UnfitError("table_other_document", name=name)
            texts = {part.filename: packed.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise UnfitError("table_broken", name=name) from None
    if any(_MACROS.match(part.filename) for part in parts) or _names_macros(texts):
        raise UnfitError("table_macros", name=name)
    if any(b"<!" in text for text in texts.values()):
        raise UnfitError("table_strange", name=name)
    sheets = [text for part, text in texts.items() if part.startswith("xl/worksheets/")]
    if len(sheets) > MOST_SHEETS:
        raise UnfitError("table_many_sheets", name=name, most=MOST_SHEETS)
    if _count(_ROW, sheets) > MOST_ROWS or _count(_CELL, sheets) > MOST_CELLS:
        raise _too_long(name)


def _names_macros(texts: Mapping[str, bytes]) -> bool:
    """Say whether a workbook says of a part that it holds macros, whatever the part is called."""
    types, links = (texts.get(part, b"").replace(b"\0", b"") for part in ("[Content_Types].xml", LINKS))
    return bool(_MACRO_TYPES.search(types) or _MACRO_LINKS.search(links))


def _count(pattern: re.Pattern[bytes], texts: list[bytes]) -> int:
    return sum(1 for text in texts for _ in pattern.finditer(text))


def _too_long(name: str) -> UnfitError:
    return UnfitError("table_long", name=name, rows=MOST_ROWS, cells=MOST_CELLS)


def _sheets(name: str, data: bytes) -> list[Sheet]:
    formulas: list[str] = []
    try:
        book = open_workbook(data, data_only=False)
        found = [Sheet(sheet.title, list(_lines(name, sheet, formulas))) for sheet in book.worksheets]
        book.close()
    except UnfitError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parsers meet in a broken file
        raise UnfitError("table_broken", name=name) from None
    if formulas:
        raise UnfitError("table_formulas", name=name, cells=formulas[:NAMED], count=len(formulas))
    return found


def _lines(name: str, sheet: Any, formulas: list[str]) -> Iterator[Line]:  # noqa: ANN401 - openpyxl's own
    """Yield the lines of a sheet that hold something; note where there are formulas."""
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > MOST_ROWS:
            raise _too_long(name)
        if len(cells) > MOST_COLUMNS:
            raise UnfitError("table_wide", name=name, most=MOST_COLUMNS)
        formulas += [f"{sheet.title} {cell.coordinate}" for cell in cells if _is_formula(cell)]
        texts = [text_of(cell) for cell in cells]
        if any(texts):
            yield number, texts


def _is_formula(cell: Any) -> bool:  # noqa: ANN401 - as above
    return cell.value is not None and cell.data_type == "f"
