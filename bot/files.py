"""The one place that opens files: bytes of rulebooks, rows of rosters and values; scoring judges what is in them."""

import csv
import errno
import hashlib
import io
import os
import shutil
import warnings
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from importlib import resources
from pathlib import Path
from typing import Protocol

from bot.process import RefusedError
from scoring.samples import SAMPLES
from storage import private

Line = tuple[int, list[str]]

_HALF = ".half"
_LARGEST_CELL = 1_000_000
_SHOWN = Context(prec=15, rounding=ROUND_HALF_UP)  # a workbook shows no more of a number than 15 figures


class _Cell(Protocol):
    """What is used of a cell of a workbook."""

    value: object
    number_format: str


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; RefusedError with the path where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise RefusedError(f"找不到文件 {path}，请检查路径") from None
    except IsADirectoryError:
        raise RefusedError(f"{path} 是文件夹，请给出文件") from None
    except OSError as error:
        raise RefusedError(f"文件 {path} 读不出来（{type(error).__name__}），请检查权限") from None


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, also when the power fails or the disk is full; one that is there stays."""
    if path.exists():
        return
    private.make_folder(path.parent)
    half = path.with_name(f".{path.name}{_HALF}")
    try:
        with os.fdopen(private.open_file(half, os.O_TRUNC), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name is on the disk, too, before anybody is told that the file is
    finally:
        os.close(folder)


def remove_halves(shelf: Path) -> None:
    """Remove what was being written to a shelf when the last process was killed."""
    for half in shelf.glob(f"*/.*{_HALF}"):
        half.unlink(missing_ok=True)


def remove(paths: Iterable[Path]) -> None:
    """Remove files; what is gone already is gone."""
    for path in paths:
        path.unlink(missing_ok=True)


def is_no_room(error: BaseException) -> bool:
    """Say whether a file could not be written because the disk, or what one may use of it, is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def free(folder: Path) -> int:
    """Return how many bytes the disk of a folder has left."""
    return shutil.disk_usage(folder).free


def take_room(path: Path, size: int) -> None:
    """Make a file that holds so many bytes of the disk and nothing in them; OSError where they are not to be had."""
    with os.fdopen(private.open_file(path, os.O_TRUNC), "wb") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, size)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def listed(folder: Path) -> set[Path]:
    """Return the files in a folder and those below it, but for what `keep` has only half written."""
    return {path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".half")}


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file; None where there is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_sample(name: str = SAMPLES[0]) -> bytes:
    """Return the bytes of a rulebook that ships with the product."""
    return resources.files("scoring.samples").joinpath(name).read_bytes()


def read_rows(path: Path) -> list[Line]:
    """Return the lines of a .csv or .xlsx file: its number in the file (from 1) and its texts."""
    return rows(path.name, read_bytes(path))


def rows(name: str, data: bytes) -> list[Line]:
    """Return the lines of a table that came as bytes; the name's ending says whether it is a workbook."""
    ending = Path(name).suffix.lower()
    if ending == ".xls":
        raise RefusedError(f"{name} 是旧版 Excel 格式，请另存为 .xlsx 或 UTF-8 编码的 .csv")
    return _workbook_rows(name, data) if ending in (".xlsx", ".xlsm") else csv_rows(name, data)


def csv_rows(name: str, data: bytes) -> list[Line]:
    """Return the lines of a CSV file that came as bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(f"{name} 不是 UTF-8 编码，请另存为 UTF-8（CSV UTF-8）后再试") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[Line] = []
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        first = 1
        for texts in reader:
            found.append((first, texts))
            first = reader.line_num + 1
    except csv.Error:
        raise RefusedError(f"{name} 第 {reader.line_num} 行：引号不成对或多余，请改正") from None
    finally:
        csv.field_size_limit(limit)
    return found


def _workbook_rows(name: str, data: bytes) -> list[Line]:
    """Return the rows of the first sheet, values as they were last saved; no formula is evaluated."""
    from openpyxl import load_workbook  # noqa: PLC0415 - it takes as long to load as all the rest of a command

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that hold no values
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a sheet says of its own size is not to be trusted
            found = [(number, [text_of(cell) for cell in cells]) for number, cells in enumerate(sheet.iter_rows(), 1)]
            book.close()
    except Exception:  # noqa: BLE001 - openpyxl raises whatever its parsers meet in a broken file
        raise RefusedError(f"{name} 不是完好的 .xlsx 文件，请用 Excel 重新另存，或另存为 UTF-8 编码的 .csv") from None
    return found


def text_of(cell: _Cell) -> str:
    """Return a workbook's cell as a person sees it: 98.5% for 0.985 shown in per cent, 2026-03 for a first of month."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:7] if value.day == 1 else value.isoformat()[:10]
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = _SHOWN.create_decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        percent = "%" in cell.number_format
        return _plain(exact * 100 if percent else exact) + ("%" if percent else "")
    return str(value)


def _plain(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return str(number)
    places = max(-exponent, 0)
    text = "".join(map(str, digits)).ljust(len(digits) + max(exponent, 0), "0").rjust(places + 1, "0")
    whole, tail = (text[:-places], text[-places:].rstrip("0")) if places else (text, "")
    return f"{'-' if sign else ''}{whole}{'.' if tail else ''}{tail}"


def read_text(path: Path) -> str:
    """Return a small text file's content."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(f"文件 {path} 不是 UTF-8 编码，请另存为 UTF-8") from None


def sample_path(name: str = SAMPLES[0]) -> Path:
    """Return where a rulebook that ships with the product lies."""
    return Path(str(resources.files("scoring.samples").joinpath(name)))


def read_rest_days(path: Path) -> dict[date, bool]:
    """Return the days of an override file: True for rest, False for work; no file, no overrides."""
    if not path.is_file():
        return {}
    found: dict[date, bool] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            day, rest = date.fromisoformat(words[0]), {"rest": True, "work": False}[words[1]]
        except (ValueError, KeyError, IndexError):
            raise RefusedError(f"{path} 第 {number} 行：应写成 2027-02-06 rest 或 2027-02-07 work") from None
        found[day] = rest
    return found
