"""What alone would gain a place, as people are told it."""

import pytest

from bot.files import read_sample
from handlers.standings.actions.insight import effort
from scoring.insight.gains import Gain
from scoring.rulebook.load import load


@pytest.mark.parametrize(
    ("metric", "value", "events", "steps", "told"),
    [
        ("reply_rate", "98/100", (), 3, "98/100"),
        ("media", None, (("province", ""),), 1, "再有省级"),
        ("honours", None, (("province", "e1"), ("city", "e2")), 0, "确认待核实的省级、市级"),
        ("iron_fist", "12", (), 2, "12件"),
        ("criticism", None, (("city", "e1"),), -1, "没有市级"),
    ],
)
def test_an_effort_is_a_value_or_events_that_are_more_fewer_or_to_be_confirmed(
    metric: str, value: str | None, events: tuple[tuple[str, str], ...], steps: int, told: str
) -> None:
    gain = Gain(metric, "2026-11", None, value, events, steps, 1, "90.00")
    assert effort(load(read_sample()), gain) == told
