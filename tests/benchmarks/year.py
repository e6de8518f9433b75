"""Standings of a month from a database with a year of confirmed values, as `leitai standings` and `/rank` make them

The cost of a month does not grow with the others: of 100,000 units there is one month.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from handlers.standings.actions import boards
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.score import Standings, score
from scoring.standings.wide import Decimals
from storage.database import Database
from tests.benchmarks.houses import LAST, MONTHS, SINCE, house
from tests.benchmarks.lanes import NAMES
from tests.benchmarks.processes import ROOT
from tests.benchmarks.table import Row, medians
from tests.cast import BEGIN, TOKEN

SIZES = {20: MONTHS, 10_000: MONTHS, 100_000: 1}
"""Months with values, by units."""
ROUNDS = 3
BUDGET = 5.0
AIMS = {10_000: "≤ 500 ms", 100_000: "≤ 5,000 ms"}
FRAMES = ("pandas", "polars")


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure every size in turns; medians."""
    yield (
        f"Medians of {ROUNDS} rounds. A process of pandas or polars reads the same cells by SQL into a frame, scores "
        "them by floats, and writes CSV as `leitai standings` does; the official standings have every metric's points."
    )
    for size, months in SIZES.items() if full else list(SIZES.items())[:1]:
        folder = house(size, months)
        what = f"{size:,} units, {size * len(NAMES) * months:,} cells stored"
        rulebook, database = load((folder / "rules.toml").read_bytes()), Database(folder / "leitai.db")
        lanes: dict[str, Callable[[], object]] = {
            "read": partial(read, database, rulebook),
            "scored": partial(scored, database, rulebook),
        }
        inside = medians(lanes, ROUNDS, BUDGET)
        database.close()
        whole = medians(processes(folder), ROUNDS, BUDGET)
        yield Row(f"{what}: read", inside["read"] * 1000, "ms")
        yield Row(f"{what}: read and scored", inside["scored"] * 1000, "ms", aim=AIMS.get(size, ""))
        for name in FRAMES:
            yield Row(f"{what}: a whole process", whole["leitai"], "s", whole[name], f"process of {name}")


def read(database: Database, rulebook: Rulebook) -> dict[str, Decimals]:
    """Read the whole arena."""
    with database.reading(BEGIN) as tx:
        found = boards.columns_of(tx, rulebook, "a", LAST, SINCE + timedelta(days=1), final=False)
    assert found is not None
    return found


def scored(database: Database, rulebook: Rulebook) -> Standings:
    """Read the whole arena, and score it."""
    return score(rulebook, read(database, rulebook), LAST, "a")


def processes(folder: Path) -> dict[str, Callable[[], object]]:
    """Return what is run as a process of its own."""
    env = {
        "PATH": "",
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_RULEBOOK": str(folder / "rules.toml"),
    }
    words: dict[str, tuple[str, ...]] = {"leitai": ("-m", "bot", "standings", "--period", str(LAST), "--format", "csv")}
    for name in FRAMES:
        words[name] = ("-m", "tests.benchmarks.frames", name, str(folder / "leitai.db"), str(LAST))
    return {
        name: partial(subprocess.run, [sys.executable, *each], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True)
        for name, each in words.items()
    }
