"""The one place that opens files."""

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from importlib import resources
from pathlib import Path

from bot.process import RefusedError
from bot.texts import of_machine, said
from scoring.samples import SAMPLES
from storage import private

_HALF = ".half"
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\x84\x31\x95\x33": "gb18030"}
"""How a file says its encoding."""


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; RefusedError with the path where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise RefusedError(said("no_file", path=path)) from None
    except IsADirectoryError:
        raise RefusedError(said("a_folder", path=path)) from None
    except OSError as error:
        raise RefusedError(said("file_shut", path=path, reason=of_machine(error))) from None


def keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, also when the power fails or the disk is full; one that is there stays."""
    if path.exists():
        return
    private.make_folder(path.parent)
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_HALF}")  # another process may write the same
    try:
        with os.fdopen(private.open_file(half, os.O_TRUNC), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    private.sync(path.parent)  # the name is on the disk, too, before anybody is told that the file is


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


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or GB18030, where there is no doubt which; else RefusedError."""
    encoding = next((found for mark, found in _MARKS.items() if data.startswith(mark)), "utf-8")
    if b"\0" in data[:2]:
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    for tried in dict.fromkeys((encoding, "gb18030" if encoding == "utf-8" else encoding)):
        with suppress(UnicodeDecodeError):
            text = data.decode(tried)
            if "\0" not in text and (tried != "gb18030" or _is_chinese(text, data)):
                return text.removeprefix("\ufeff")
    raise RefusedError(said("not_utf8", name=name))


def _is_chinese(text: str, data: bytes) -> bool:
    """Say whether what was read as GB18030 is Chinese as people write it, and no torn UTF-8 or another's alphabet."""
    foreign = [char for char in text if not char.isascii()]
    usual = sum(1 for char in foreign if char.encode("gb2312", "ignore"))
    torn = data.decode("utf-8", "replace")
    whole = sum(1 for char in torn if not char.isascii() and char != "\ufffd")
    return 10 * usual >= 9 * len(foreign) and whole < torn.count("\ufffd")


def read_rulebook(path: Path) -> bytes:
    """Return a rulebook as UTF-8, however it was saved; one in UTF-8 byte by byte."""
    data = read_bytes(path)
    with suppress(UnicodeDecodeError):
        if "\0" not in data.decode("utf-8"):
            return data
    return decoded(path.name, data).encode()


def read_text(path: Path) -> str:
    """Return a small text file's content."""
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
        bad = text.encode("utf-8").find(b"\0")  # what UTF-16 makes of Latin letters
    except UnicodeDecodeError as error:
        text, bad = "", error.start
    if bad >= 0:
        raise RefusedError(said("text_not_utf8", path=path, line=data.count(b"\n", 0, bad) + 1))
    return text


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
            raise RefusedError(said("rest_day", path=path, line=number)) from None
        found[day] = rest
    return found
