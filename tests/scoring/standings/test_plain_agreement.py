"""Two implementations of one specification must agree to the last digit."""

import pytest

from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.standings.output import as_json
from scoring.standings.score import score
from scoring.standings.values_table import judge
from tests.scoring import plain
from tests.scoring.making import written
from tests.scoring.random_cases import COLUMNS, random_case


@pytest.mark.parametrize("hundred", range(10))
def test_the_engine_and_the_plain_rules_agree_exactly_on_a_hundred_random_competitions(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        keys, rows, text = random_case(seed)
        rulebook = load(written(keys))
        lines = [COLUMNS, *([row[name] for name in COLUMNS] for row in rows)]
        cells = judge(rulebook, list(enumerate(lines, 1)))
        period = Period.parse(text)
        assert period is not None
        final = seed % 3 > 0
        for arena in rulebook.arenas:
            found = as_json(score(rulebook, cells, period, arena.id, final=final))
            for fingerprint in ("rulebook", "snapshot", "engine"):
                del found[fingerprint]
            expected = plain.standings(keys, rows, text, arena.id, final=final)
            assert expected == found, f"seed {seed}"
