"""What a scoring starts from, made for tests: small ones by hand and random ones by seed."""

from typing import Any

from scoring.calendar import Period
from scoring.insight.what_if import Basis
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from scoring.standings.values_table import judge
from tests.scoring.making import Keys, cells, written
from tests.scoring.random_cases import COLUMNS, random_case


def basis(rulebook: Rulebook, text: str, period: str = "2026-03", *, final: bool = False) -> Basis:
    """Return the basis of a values table in arena `a`."""
    return Basis(rulebook, cells(rulebook, text), at(period), "a", final)


def at(text: str) -> Period:
    """Read a period that is one."""
    period = Period.parse(text)
    assert period is not None
    return period


def of_rows(keys: Keys, rows: list[Keys], period: str, *, final: bool = True) -> list[Basis]:
    """Return the basis of every arena of a rulebook given as a dict and of its rows, as judged."""
    rulebook = load(written(keys))
    table: list[Any] = [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
    judged = judge(rulebook, list(enumerate(table, 1)))
    return [Basis(rulebook, judged, at(period), arena.id, final) for arena in rulebook.arenas]


def random_bases(seed: int, *, final: bool = True) -> list[Basis]:
    """Return the basis of every arena of a random case."""
    return of_rows(*random_case(seed), final=final)
