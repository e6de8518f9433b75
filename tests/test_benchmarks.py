"""The benchmarks keep up with the code: what they measure can be made, in small; nothing here looks at a clock."""

import sqlite3
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from bot.incoming.haste import MOST
from scoring.rulebook.load import load
from storage.database import Database
from tests.benchmarks import chain, frames, houses, scoring, updates, values, year
from tests.benchmarks.__main__ import FULL, NAMED, SHORT
from tests.benchmarks.table import Row, medians

HERE = Path(__file__).parent / "benchmarks"
FRAMES = {"pandas": frames.pandas, "polars": frames.polars}


def test_a_row_stands_beside_its_anchor() -> None:
    row = Row("updates", 1234.5, "/s", 2469.0, "PTB echo bot", "≥ 0.3")

    assert str(row) == "| updates | 1,234 /s | 2,469 /s, PTB echo bot | 0.50 | ≥ 0.3 |"
    assert str(Row("held", 0.01234, "MB")) == "| held | 0.0123 MB |  |  |  |"


@pytest.mark.parametrize("name", [*FULL, *NAMED])
def test_every_part_finds_what_it_is_made_of(name: str) -> None:
    assert callable(import_module(f"tests.benchmarks.{name}").run)


def test_the_page_names_every_part() -> None:
    page = (HERE / "README.md").read_text("utf-8")

    told, _, _ = page.partition("## The figures")
    parts = [line.split("`")[1] for line in told.splitlines() if line.startswith("| `") and "bench" not in line]
    assert parts == [*FULL, *NAMED]
    assert set(SHORT) <= set(FULL)


def test_a_small_year_is_made_and_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "UNITS", 2)
    monkeypatch.setattr(chain, "METRICS", 2)

    told, row = chain.run(full=True)

    assert str(told).startswith("145 rows of the chain")
    assert isinstance(row, Row)


def test_a_house_with_a_year_is_read_alike_by_every_lane() -> None:
    folder = houses.house(5, 2)
    database = Database(folder / "leitai.db")
    rulebook = load((folder / "rules.toml").read_bytes())

    official = year.scored(database, rulebook)
    written = {name: frame(sqlite3.connect(folder / "leitai.db"), str(houses.LAST)) for name, frame in FRAMES.items()}
    medians(values.of_a_month(folder, database), 1)
    database.close()

    for text in written.values():
        ranks = [float(line.rpartition(",")[2]) for line in text.splitlines()[1:]]
        assert ranks == [float(rank) for rank in official.ranks]


def test_every_lane_of_scoring_answers_the_same() -> None:
    scoring.check({name: lane() for name, lane in scoring.lanes_of(20).items()})


def test_nobody_who_reports_is_too_hasty_to_be_heard() -> None:
    said = updates.reports()

    assert len(set(said)) == len(said)
    assert max(Counter(person for person, _ in said).values()) < MOST, "beside the reports everybody says /start"
