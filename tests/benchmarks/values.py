"""Reading values from the database, beside sqlite3, SQLAlchemy's rows and objects of the ORM

What each lane ends with is a number a cell in memory: columns of whole numbers here, rows or objects there.
"""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, registry

from handlers.standings.actions import boards
from scoring.calendar import Period
from scoring.rulebook.load import load
from storage import values
from storage.database import Database
from storage.tables.submissions import cell_values
from storage.tables.types import EPOCH, MICROSECOND
from tests.benchmarks.houses import LAST, MONTHS, house
from tests.benchmarks.lanes import NAMES
from tests.benchmarks.table import Row, medians
from tests.cast import BEGIN

UNITS = 10_000
ROUNDS = 3
BUDGET = 6.0
SQL = """SELECT metric, unit, value FROM cell_values WHERE period = ? AND valid_from <= ?
    AND (valid_to IS NULL OR valid_to > ?) ORDER BY metric, unit, item"""


class Held:
    """What a cell holds, as an object of the ORM."""


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure in turns; medians."""
    folder = house(UNITS if full else 20)
    database = Database(folder / "leitai.db")
    month = medians(of_a_month(folder, database), ROUNDS, BUDGET)
    year = medians(of_a_year(folder, database), ROUNDS, BUDGET)
    database.close()
    units = UNITS if full else 20
    yield f"Medians of {ROUNDS} rounds."
    for name in ("sqlite3 rows", "SQLAlchemy rows", "ORM objects"):
        yield Row(f"a month, {units * len(NAMES):,} cells, as columns", month["columns"], "s", month[name], name)
    yield Row("the same as single cells", month["cells"], "s", month["SQLAlchemy rows"], "SQLAlchemy rows")
    what = f"a year, {units * len(NAMES) * MONTHS:,} cells, as columns"
    yield Row(what, year["columns"], "s", year["sqlite3 rows"], "sqlite3 rows")


def of_a_month(folder: Path, database: Database) -> dict[str, Callable[[], object]]:
    """Return the ways to read a month."""
    engine = create_engine(f"sqlite:///{folder}/leitai.db")
    known = cell_values.c.period == str(LAST), cell_values.c.valid_to.is_(None)
    registry().map_imperatively(Held, cell_values)

    def cells() -> object:
        with database.reading(BEGIN) as tx:
            return values.as_of(tx, [str(LAST)], BEGIN)

    def core() -> object:
        with engine.connect() as connection:
            return connection.execute(select(cell_values).where(*known)).all()

    def orm() -> object:
        with Session(engine) as session:
            return session.scalars(select(Held).where(*known)).all()

    columns, rows = of_periods(folder, database, [LAST])
    return {"columns": columns, "cells": cells, "sqlite3 rows": rows, "SQLAlchemy rows": core, "ORM objects": orm}


def of_a_year(folder: Path, database: Database) -> dict[str, Callable[[], object]]:
    """Return the ways to read every month."""
    columns, rows = of_periods(folder, database, [LAST.shifted(-back) for back in range(MONTHS)])
    return {"columns": columns, "sqlite3 rows": rows}


def of_periods(
    folder: Path, database: Database, periods: list[Period]
) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return how some months are read here, and as one would with sqlite3."""
    rulebook = load((folder / "rules.toml").read_bytes())
    moment = (BEGIN - EPOCH) // MICROSECOND

    def columns() -> object:
        with database.reading(BEGIN) as tx:
            found = [boards.columns_of(tx, rulebook, "a", period, BEGIN, final=False) for period in periods]
        assert None not in found
        return found

    def rows() -> object:
        connection = sqlite3.connect(folder / "leitai.db")
        found = [
            [
                (metric, unit, float(value))
                for metric, unit, value in connection.execute(SQL, (str(each), moment, moment))
            ]
            for each in periods
        ]
        connection.close()
        assert len(found[0]) == len(rulebook.units) * len(NAMES)
        return found

    return columns, rows
