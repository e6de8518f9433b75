"""The shelf of copies of evidence: a folder beside the database, or a bucket that several machines share.

Everything on it stands by its place, which says what it contains: it is put there once, and never another thing.
"""

import errno
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from bot import files

T = TypeVar("T")
BUCKET = "s3://"
PATIENCE = timedelta(seconds=30)
"""How long a bucket may take to answer one attempt, and until when another one is begun."""
_STATUS = re.compile(r"status code: ([0-9]{3})")
_REFUSED = {"401": errno.EACCES, "403": errno.EACCES, "404": errno.ENOENT}


class ShutError(OSError):
    """A bucket does not answer, or does not let us in; nothing was done, or all, and it is to be tried again."""


class Folder:
    """A shelf that is a folder, on this machine or on a share."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        """Return where it is."""
        return str(self._path)

    def keep(self, place: str, data: bytes) -> None:
        """Put something on the shelf whole or not at all; what is there stays."""
        files.keep(self._path / place, data)

    def read(self, place: str) -> bytes | None:
        """Return what stands at a place; None where nothing can be read: a disk may lose a file."""
        path = self._path / place
        try:
            return path.read_bytes() if path.is_file() else None  # a pipe or a device would never end
        except OSError:
            return None

    def places(self) -> set[str]:
        """Return every place where something stands."""
        return {str(path.relative_to(self._path)) for path in files.listed(self._path)}

    def remove(self, places: Iterable[str]) -> None:
        """Remove what stands at some places; what is gone already is gone."""
        files.remove(self._path / place for place in places)

    def take_away(self, place: str, to: Path) -> None:
        """Move what stands at a place to a file."""
        (self._path / place).replace(to)

    def tidy(self) -> None:
        """Remove what was being put on the shelf when the last process was killed."""
        files.remove_halves(self._path)


class Bucket:
    """A shelf in a bucket of S3, or of what speaks like it: a write is seen whole or not at all."""

    def __init__(self, url: str, config: Mapping[str, str]) -> None:
        """Name the bucket, `s3://bucket/prefix`; nothing is asked of it by that."""
        from obstore.store import S3Store  # noqa: PLC0415 - who has no bucket does not pay for it

        self._url = url.rstrip("/")
        bucket, _, prefix = self._url.removeprefix(BUCKET).partition("/")
        self._store = S3Store(
            bucket,
            prefix=prefix or None,
            config={f"aws_{name}": value for name, value in config.items()},  # type: ignore[arg-type]
            client_options={"timeout": PATIENCE, "allow_http": True},
            retry_config={"max_retries": 3, "retry_timeout": PATIENCE},
        )

    def __str__(self) -> str:
        """Return where it is."""
        return self._url

    def keep(self, place: str, data: bytes) -> None:
        """Put something on the shelf in one request; what is there stays."""
        if self._asked(lambda: self._store.head(place)) is None:
            self._asked(lambda: self._store.put(place, data, use_multipart=False), must_be=True)

    def read(self, place: str) -> bytes | None:
        """Return what stands at a place; None where nothing does."""
        return self._asked(lambda: bytes(self._store.get(place).bytes()))

    def places(self) -> set[str]:
        """Return every place where something stands."""
        found = self._asked(lambda: {one["path"] for page in self._store.list() for one in page}, must_be=True)
        return found or set()

    def remove(self, places: Iterable[str]) -> None:
        """Remove what stands at some places; what is gone already is gone."""
        named = list(places)
        if named:
            self._asked(lambda: self._store.delete(named))

    def take_away(self, place: str, to: Path) -> None:
        """Move what stands at a place to a file."""
        files.keep(to, self.read(place) or b"")
        self.remove([place])

    def tidy(self) -> None:
        """Do nothing: what was not written whole is not there."""

    @staticmethod
    def _asked(ask: Callable[[], T], *, must_be: bool = False) -> T | None:
        """Ask the bucket; returns None where there is no such thing, which `must_be` takes for a missing bucket."""
        from obstore.exceptions import BaseError  # noqa: PLC0415 - as above

        try:
            return ask()
        except FileNotFoundError as error:
            if not must_be:
                return None
            raise ShutError(errno.ENOENT, _first_line(error)) from error
        except BaseError as error:
            status = _STATUS.search(str(error))
            raise ShutError(
                _REFUSED.get(status[1] if status else "", errno.EHOSTUNREACH), _first_line(error)
            ) from error


Shelf = Folder | Bucket


def digest(shelf: Shelf, place: str) -> str | None:
    """Return the SHA-256 of what stands at a place; None where nothing does."""
    data = shelf.read(place)
    return None if data is None else hashlib.sha256(data).hexdigest()


def beside(database: Path) -> Folder:
    """Return the shelf beside a database."""
    return Folder(database.parent / "evidence")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
