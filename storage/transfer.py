"""A bureau taken from one engine to another: every row of every table as it is, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select

from storage import private, sealed
from storage.database import Database, DatabaseError, Transaction
from storage.engines import sqlite
from storage.place import Address
from storage.tables import metadata
from storage.tables.types import EPOCH

MOST = 500
"""Rows that are added at once."""


class FilledError(Exception):
    """There are rows already where a bureau is to be taken to."""


def take(
    source: Database, target: Database, now: datetime, told: Callable[[int, int], None] = lambda _done, _all: None
) -> dict[str, int]:
    """Take every row to a database that has none; returns how many, by table. `told`: how many of how many are taken.

    Neither is believed: the chain and all facts are verified here and, before anything is committed, there. Where they
    do not fit it is a DatabaseError with the number of differences, and the target is as it was.
    """
    with source.reading(now) as here, target.transaction(now) as there:
        _verify(here)
        for table in metadata.sorted_tables:
            if there.one(select(table).limit(1)) is not None:
                raise FilledError(table.name)
        rows = sum(
            here.connection.scalar(select(func.count()).select_from(each)) or 0 for each in metadata.tables.values()
        )
        counts = dict.fromkeys((table.name for table in metadata.sorted_tables), 0)
        for table in metadata.sorted_tables:
            for count in _copied(table, source, here, target, there):
                counts[table.name] += count
                told(sum(counts.values()), rows)
        _verify(there)
    return counts


def to_file(address: Address, path: Path) -> None:
    """Write what is committed on a server to a new file of SQLite, as it was at one moment; it is not verified."""
    with closing(Database(address, reading=True)) as source, closing(Database(path)) as target:
        target.migrate()
        with source.reading(EPOCH) as here, target.transaction(EPOCH) as there:
            for table in metadata.sorted_tables:
                for _ in _copied(table, source, here, target, there):
                    pass
    sqlite.stand_alone(path)
    private.lock_of(path).unlink(missing_ok=True)


def _copied(table: Table, source: Database, here: Transaction, target: Database, there: Transaction) -> Iterator[int]:
    """Take the rows of a table, at last the highest number that it ever gave; yields how many were taken at a time."""
    for rows in _batches(here, table):
        there.connection.execute(insert(table), rows)
        yield len(rows)
    target.remember(there, table, source.highest(here, table))


def _batches(here: Transaction, table: Table) -> Iterator[list[dict[str, Any]]]:
    ordered = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=MOST)
    rows = iter(here.connection.execute(ordered).mappings())
    while found := [dict(row) for row in islice(rows, MOST)]:
        yield found


def _verify(tx: Transaction) -> None:
    differences = sealed.look(tx).differences
    if differences:
        raise DatabaseError("unsealed", str(len(differences)))
