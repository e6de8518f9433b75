"""Data folders with a year of data: every cell of some months holds a confirmed decimal, every unit has a head."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import insert, text

from bot.restdays import RestDays
from handlers.bureau.actions import put_rulebook
from handlers.people.actions import import_roster
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.reading.canonical import decimal_text
from storage.database import Database
from storage.tables.submissions import cell_values
from tests.benchmarks.lanes import NAMES, WEIGHTS
from tests.cast import BEGIN
from tests.scoring.making import metric, rules, written

MONTHS = 11
LAST = Period(2026, "month", MONTHS)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
FIRST_HEAD = 100_001
WITH_HEADS = 10_000
"""Units up to which every one has a head."""
_kept: list[TemporaryDirectory[str]] = []
_MORE = text("""
    INSERT INTO cell_values (period, metric, unit, item, valid_from, state, value, event)
    SELECT :period, metric, 'u' || (CAST(substr(unit, 2) AS INTEGER) + :shift), item, valid_from, state, value, event
    FROM cell_values WHERE period = :first AND CAST(substr(unit, 2) AS INTEGER) <= :units""")


def new_folder() -> Path:
    """Make a folder that is thrown away when the process ends."""
    _kept.append(TemporaryDirectory())
    return Path(_kept[-1].name)


def rules_of(units: int) -> bytes:
    """Return a rulebook of one arena in which every metric is scored between the arena's worst and best."""
    metrics = [
        metric(name, points=weight, method={"kind": "minmax"}) for name, weight in zip(NAMES, WEIGHTS, strict=True)
    ]
    return written(rules(*metrics, units=units))


@cache
def house(units: int, months: int = MONTHS) -> Path:
    """Make a data folder, once in a process; the months end with November."""
    folder = new_folder()
    (folder / "now").write_text(BEGIN.isoformat(), "utf-8")
    (folder / "rules.toml").write_bytes(rules_of(units))
    database = Database(folder / "leitai.db")
    database.migrate()
    with database.transaction(BEGIN) as tx:
        turn = Turn(tx, "setup", RestDays(folder))
        put_rulebook(turn, rules_of(units))
        if units <= WITH_HEADS:
            import_roster(turn, list(enumerate(heads(units), 2)), replace=True)
    block = min(units, WITH_HEADS) if months else 0
    with database.transaction(BEGIN) as tx:
        if months:
            tx.connection.execute(insert(cell_values), list(cells(block)))
        copied = {"first": str(LAST), "units": block}
        for shift in range(block, units if months else 0, block or 1):
            tx.connection.execute(_MORE, {**copied, "period": str(LAST), "shift": shift})
        for back in range(1, months):
            tx.connection.execute(_MORE, {**copied, "period": str(LAST.shifted(-back)), "shift": 0})
    database.close()
    return folder


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """Give a copy of a data folder: what is still owed when a bot ends is owed to nobody else."""
    with TemporaryDirectory() as name:
        yield Path(shutil.copytree(folder, Path(name) / "data"))


def heads(units: int) -> Iterator[dict[str, str]]:
    """Yield the rows of the roster."""
    for at in range(units):
        yield {"unit": f"u{at + 1}", "name": f"负责人{at + 1}", "role": "head", "telegram_id": str(FIRST_HEAD + at)}


def cells(units: int) -> Iterator[dict[str, object]]:
    """Yield what the cells of the last month hold."""
    dice, texts = Random(units), [decimal_text(Fraction(number, 100)) for number in range(10_001)]
    for name in NAMES:
        for at in range(units):
            yield {
                "period": str(LAST), "metric": name, "unit": f"u{at + 1}", "item": "", "valid_from": SINCE,
                "state": "confirmed", "value": texts[dice.randint(0, 10_000)], "event": "",
            }  # fmt: skip
