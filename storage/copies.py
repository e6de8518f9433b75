"""Copies of a database: made by SQLite itself while others write, and judged before anybody trusts them."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage import audit, migrations, private, transfer
from storage.database import Database, DatabaseError, UnavailableError, telling_faults
from storage.engines import sqlite
from storage.engines.sqlite import Sqlite
from storage.evidence import Kept
from storage.place import Place
from storage.shelf import copies


@dataclass(frozen=True, slots=True)
class Judged:
    """A sound copy: its schema, the head of its audit chain, and the evidence that it names."""

    schema: str
    head: str
    evidence: tuple[Kept, ...]


def copy(source: Place, target: Path) -> None:
    """Write what is committed to a new file of SQLite that needs no other, as it was at one moment.

    DatabaseError where the source cannot be copied, UnavailableError where it can be later, OSError where the copy
    cannot be written.
    """
    private.make_file(target)
    with _telling_whose(), telling_faults(Sqlite):
        if isinstance(source, Path):
            sqlite.copy(source, target)
        else:
            transfer.to_file(source, target)


def place_of(path: Path, schema: str) -> Path:
    """Return where a database is kept as it was under an older schema."""
    return path.with_name(f"{path.stem}-{schema}{path.suffix}")


def keep_older(path: Path, schema: str) -> None:
    """Keep a database of an older schema as it is, before it is upgraded; what was kept of that schema is replaced.

    Errors as `copy`; DatabaseError, too, where the copy is not sound.
    """
    kept = place_of(path, schema)
    half = kept.with_name(f".{kept.name}.half")
    try:
        copy(path, half)
        database = Database(half, reading=True)
        try:
            wrong = database.integrity()
        finally:
            database.close()
        if wrong is not None:
            raise DatabaseError("damaged", wrong)
        half.replace(kept)
    finally:
        half.unlink(missing_ok=True)
    private.sync(path.parent)


@contextmanager
def _telling_whose() -> Iterator[None]:
    """Tell a disk that has no room for the copy from a source that cannot be read: nothing is written to that."""
    try:
        yield
    except UnavailableError as error:
        if error.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise


def judge(path: Path) -> Judged:
    """Return what a copy holds; DatabaseError says what is wrong with it: its pages, its schema, or its audit chain."""
    database = Database(path, reading=True)
    try:
        database.refuse_unless_usable()
        wrong = database.integrity()
        if wrong is not None:
            raise DatabaseError("damaged", wrong)
        wrong_row, head, kept = database.look(lambda tx: (audit.first_difference(tx), audit.head(tx), copies(tx)))
    finally:
        database.close()
    if wrong_row is not None:
        raise DatabaseError("chain", str(wrong_row))
    return Judged(migrations.head(), head, tuple(kept))
