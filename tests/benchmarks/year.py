"""Standings of a month from a database in which every cell of eleven months is confirmed, at 20 and 10,000 units.

What is measured is what `leitai standings` and `/rank` do once the program has started: to read a whole arena, and to
score it.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from sqlalchemy import insert

from handlers.standings.actions import boards
from scoring.calendar import Period
from scoring.reading.canonical import decimal_text
from scoring.rulebook.model import Rulebook
from scoring.standings.score import score
from storage.database import Database
from storage.tables.submissions import cell_values
from tests.benchmarks.scoring import NAMES, competition

SIZES = (20, 10_000)
MONTHS = 11
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
ROUNDS = 5
AT_ONCE = 100_000


def run() -> list[str]:
    """Fill a database of each size, and score its last month several times."""
    return [line for size in SIZES for line in measured(size)]


def measured(size: int) -> Iterator[str]:
    """Measure one size: processor time, medians."""
    rulebook, period = competition(size), Period(2026, "month", MONTHS)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "leitai.db")
        database.migrate()
        count = fill(database, rulebook)
        read, scored = [], []
        for _ in range(ROUNDS):
            with database.reading(BEGIN) as tx:
                begun = process_time()
                columns = boards.columns_of(tx, rulebook, "a", period, BEGIN + timedelta(days=365), final=False)
                read.append(process_time() - begun)
                assert columns is not None
                assert len(columns) == len(NAMES)
                score(rulebook, columns, period, "a")
                scored.append(process_time() - begun)
        stored = database.place.stat().st_size / 1e6
        database.close()
    yield f"{size:,} units, {count:,} cells of {MONTHS} months in {stored:.0f} MB, medians of {ROUNDS}"
    yield f"{median(read) * 1000:7.1f} ms  to read the {size * len(NAMES):,} cells of a month"
    yield f"{median(scored) * 1000:7.1f} ms  to read and score them"


def fill(database: Database, rulebook: Rulebook) -> int:
    """Let every cell hold a decimal in every month; returns how many those are."""
    count = 0
    for month in range(1, MONTHS + 1):
        rows = list(cells(rulebook, Period(2026, "month", month)))
        for start in range(0, len(rows), AT_ONCE):
            with database.transaction(BEGIN) as tx:
                tx.connection.execute(insert(cell_values), rows[start : start + AT_ONCE])
        count += len(rows)
    return count


def cells(rulebook: Rulebook, period: Period) -> Iterator[dict[str, object]]:
    """Yield what the cells of a month hold."""
    dice, since = Random(period.index), BEGIN + timedelta(days=30 * period.index)
    texts = [decimal_text(Fraction(number, 100)) for number in range(10_001)]
    same = {"period": str(period), "item": "", "valid_from": since, "state": "confirmed", "event": "", "number": None}
    for name in NAMES:
        for unit in rulebook.units_in("a"):
            value = texts[dice.randint(0, 10_000)]
            yield {**same, "metric": name, "unit": unit.id, "value": value, "level": None}
