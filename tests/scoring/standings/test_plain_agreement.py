"""Two implementations of one specification must agree to the last digit."""

from typing import Any

import pytest

from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.rulebook.load import load
from scoring.standings.output import as_json
from scoring.standings.score import score
from scoring.standings.values_table import judge
from tests.scoring import plain
from tests.scoring.making import Keys, written
from tests.scoring.random_cases import COLUMNS, random_case, richer_case


def agree(keys: Keys, rows: list[Keys], text: str, *, final: bool) -> int:
    """Hold both results of a case against each other in every arena; returns in how many no target was lacking."""
    rulebook = load(written(keys))
    lines = [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
    cells = judge(rulebook, list(enumerate(lines, 1)))
    period = Period.parse(text)
    assert period is not None
    names = {unit.name: unit.id for unit in rulebook.units} | {metric.name: metric.id for metric in rulebook.metrics}
    compared = 0
    for arena in rulebook.arenas:
        found: Any
        expected: Any
        try:
            found = as_json(score(rulebook, cells, period, arena.id, final=final))
        except FaultyError as error:
            found = {(names[f.values["unit"]], names[f.values["metric"]], f.values["period"]) for f in error.faults}
        else:
            compared += 1
            for fingerprint in ("rulebook", "snapshot", "engine"):
                del found[fingerprint]
        try:
            expected = plain.standings(keys, rows, text, arena.id, final=final)
        except plain.LackingTargetsError as lacking:
            (expected,) = lacking.args
        assert expected == found
    return compared


@pytest.mark.parametrize("hundred", range(6))
def test_the_engine_and_the_plain_rules_agree_exactly_on_a_hundred_random_competitions(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        assert agree(*random_case(seed), final=seed % 3 > 0), f"seed {seed}"


@pytest.mark.parametrize("hundred", range(12))
def test_they_agree_on_a_hundred_that_use_what_published_schemes_need(hundred: int) -> None:
    seeds = range(10_000 + 100 * hundred, 10_100 + 100 * hundred)
    assert sum(agree(*richer_case(seed), final=seed % 3 > 0) for seed in seeds) >= 90
