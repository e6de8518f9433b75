"""Tables as files hold them: the lines of CSV, and a workbook's cells as a person sees them."""

import csv
import io
import operator
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path
from typing import Any, Protocol

from bot.files import decoded, read_bytes
from bot.process import RefusedError
from bot.texts import said

Line = tuple[int, list[str]]

_LARGEST_CELL = 1_000_000
_OLD, _PACKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
"""How workbooks begin: those of old, and any that has a password; those of today, and other programs' documents."""
_TOLD = re.compile(r"sep=([,;\t|])(?=[\r\n])", re.IGNORECASE)
"""How Excel is told in a first line what stands between columns."""
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)  # a workbook shows no more of a number than 15 figures
_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].')
"""What a number format shows as it stands: quoted, escaped, or room for a character."""
_BRACKETS = re.compile(r"\[[^\]]*\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|[<>=])(-?[0-9]+(?:\.[0-9]+)?)\]")
_COMPARE = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "<>": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip
_EAST_ASIAN: Mapping[str, tuple[int, ...]] = {
    "yyyy m": (27, 36, 50, 52, 57),
    "m d": (28, 29, 51, 53, 54, 58),
    "yyyy m d": (30, 31),
    "h mm": (32, 33, 34, 35, 55, 56),
}
"""Number formats that a Chinese Excel writes by their number alone (ECMA-376, 18.8.30), by what they show."""


class _Cell(Protocol):
    """What is used of a cell of a workbook."""

    value: object
    number_format: str


def read_rows(path: Path) -> list[Line]:
    """Return the lines of a .csv or .xlsx file: its number in the file (from 1) and its texts."""
    return rows(path.name, read_bytes(path))


def rows(name: str, data: bytes) -> list[Line]:
    """Return the lines of a table that came as bytes; the name's ending says whether it is a workbook."""
    ending = Path(name).suffix.lower()
    if ending == ".xls" or data.startswith(_OLD):
        raise RefusedError(said("table_old", name=name))
    if data.startswith(_PACKED) and ending not in (".xlsx", ".xlsm"):
        raise RefusedError(said("table_other", name=name))
    return _workbook_rows(name, data) if ending in (".xlsx", ".xlsm") else csv_rows(name, data)


def csv_rows(name: str, data: bytes) -> list[Line]:
    """Return the lines of a CSV file that came as bytes."""
    text = decoded(name, data)
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(name, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[Line] = []
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        first = 1
        for texts in reader:
            if first > 1 or not told:
                found.append((first, texts))
            first = reader.line_num + 1
    except csv.Error:
        raise RefusedError(said("quotes", name=name, line=reader.line_num)) from None
    finally:
        csv.field_size_limit(limit)
    return found


def _workbook_rows(name: str, data: bytes) -> list[Line]:
    """Return the rows of the first sheet, values as they were last saved; no formula is evaluated."""
    try:
        found = [(number, [text_of(cell) for cell in cells]) for number, cells in _cells(data, data_only=True)]
        hollow = {(number, at) for number, texts in found for at, text in enumerate(texts) if not text}
        unsaved = _formula_in(data, hollow) if hollow else None
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parsers meet in a broken file
        raise RefusedError(said("table_broken", name=name)) from None
    if unsaved is not None:
        raise RefusedError(said("table_unsaved", name=name, cell=unsaved))
    return found


def _cells(data: bytes, *, data_only: bool) -> Iterator[tuple[int, Sequence[Any]]]:
    book = open_workbook(data, data_only=data_only)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
    yield from enumerate(sheet.iter_rows(), 1)
    book.close()


def _formula_in(data: bytes, places: set[tuple[int, int]]) -> str | None:
    """Return the first of these cells that holds a formula, whose result nobody has saved."""
    for number, cells in _cells(data, data_only=False):
        for at, cell in enumerate(cells):
            if (number, at) in places and cell.value is not None and cell.data_type == "f":
                return str(cell.coordinate)
    return None


def _separator(name: str, text: str) -> str:
    """Return what stands between the columns of the first line that is not blank: commas, or only one of the others."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    there = [mark for mark in (",", ";", "\t") if mark in header]
    if len(there) > 1 and there[0] != ",":
        raise RefusedError(said("separators", name=name))
    return there[0] if there else ","


def open_workbook(data: bytes, *, data_only: bool) -> Any:  # noqa: ANN401 - openpyxl's own
    """Open a workbook for reading; `data_only`: formulas as what they were when it was saved."""
    from openpyxl import load_workbook  # noqa: PLC0415 - it takes as long to load as all the rest of a command
    from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - as above

    BUILTIN_FORMATS.update({number: shown for shown, numbers in _EAST_ASIAN.items() for number in numbers})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that hold no values
        return load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)


def text_of(cell: _Cell) -> str:
    """Return a workbook's cell as a person sees it: 98.5% for 0.985 shown in per cent, 2026-03 for a month."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, date):
        return _day(value, cell.number_format)
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = _SHOWN.create_decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        percent = "%" in _BRACKETS.sub("", _section(cell.number_format, exact))
        return _plain(exact * 100 if percent else exact) + ("%" if percent else "")
    return str(value)


def _day(value: date, code: str) -> str:
    """Write a day, or only the month or year where no more is shown, and the time of day where that is.

    The first of a month stands for the month.
    """
    shown = set(_BRACKETS.sub("", _LITERAL.sub("", code)).lower())
    if not shown & {"d", "h"} and "y" in shown:
        return value.isoformat()[: 7 if "m" in shown else 4]
    if "h" in shown and isinstance(value, datetime) and value.time() != time():
        return value.isoformat(" ", "minutes")
    return value.isoformat()[:7] if value.day == 1 else value.isoformat()[:10]


def _section(code: str, number: Decimal) -> str:
    """Return the section of a number format that a number is shown by, without literals."""
    *sections, rest = _LITERAL.sub("", code).split(";")[:3]
    usual = ("[>0]" if len(sections) > 1 else "[>=0]", "[<0]")
    for section, otherwise in zip(sections, usual, strict=False):
        for sign, bound in _CONDITION.findall(section) or _CONDITION.findall(otherwise):
            if _COMPARE[sign](number, Decimal(bound)):
                return section
    return rest


def _plain(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return str(number)
    places = max(-exponent, 0)
    text = "".join(map(str, digits)).ljust(len(digits) + max(exponent, 0), "0").rjust(places + 1, "0")
    whole, tail = (text[:-places], text[-places:].rstrip("0")) if places else (text, "")
    return f"{'-' if sign else ''}{whole}{'.' if tail else ''}{tail}"
