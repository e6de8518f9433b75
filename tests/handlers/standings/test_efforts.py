"""What alone would gain a place, as people are told it."""

import pytest

from bot.files import read_sample
from handlers.standings.actions.insight import effort
from handlers.texts import sentence
from scoring.insight.gains import Gain
from scoring.rulebook.load import load
from tests.scoring.making import book, rate


@pytest.mark.parametrize(
    ("metric", "value", "events", "steps", "told"),
    [
        ("reply_rate", "98/100", (), 3, "达到 98/100"),
        ("media", None, (("province", ""),), 1, "再增 1 项省级"),
        ("honours", None, (("city", ""), ("city", ""), ("province", "")), 3, "再增 2 项市级、1 项省级"),
        ("honours", None, (("province", "e1"), ("city", "e2")), 0, "获确认待核实的 1 项省级、1 项市级"),
        ("iron_fist", "12", (), 2, "达到 12件"),
        ("criticism", None, (("city", "e1"),), -1, "减少 1 项市级"),
    ],
)
def test_an_effort_is_a_value_or_events_that_are_more_fewer_or_to_be_confirmed(
    metric: str, value: str | None, events: tuple[tuple[str, str], ...], steps: int, told: str
) -> None:
    gain = Gain(metric, "2026-11", None, value, events, steps, 3, "90.00")
    takes, reached, levels = effort(load(read_sample()), gain)
    values = {"metric": "这一项", "takes": takes, "value": reached, "gained": levels, "rank": "3"}
    assert sentence("why_gain", {**values, "brought": "unit"}) == f"这一项 {told}，可升至第 3 名"
    assert sentence("why_gain", {**values, "brought": "lead"}) == f"这一项（牵头单位报） {told}，可升至第 3 名"
    assert sentence("why_gain", {**values, "brought": "ledger"}) == f"这一项（台账计数） {told}，可升至第 3 名"


def test_a_share_that_may_be_said_in_per_cent_is_told_so_whatever_it_counts() -> None:
    shares = book(rate("rate", unit="件", percent_ok=True, rollup="last"))
    gain = Gain("rate", "2026-11", None, "98", (), 3, 3, "90.00")
    assert effort(shares, gain) == ("value", "98%", ())
