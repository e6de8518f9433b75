"""Commands at the very second: what is locked, and what lies in the future."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.commands import data, values
from bot.incoming.workbooks import read_table
from bot.process import RefusedError
from handlers.reporting.actions import submit
from handlers.results import Refusal
from scoring.calendar import Period
from tests.cast import CHINA, HEAD, REVIEWER
from tests.handlers.bench import Bench, furnished

LOCK = datetime(2026, 12, 5, 12, 0, tzinfo=CHINA)
"""Of November, where no day is a day of rest."""
NOVEMBER = Period(2026, "month", 11)
TABLE = b"unit,metric,period,value\ndonghu,reply_rate,2026-11,97/100\nxixi,reply_rate,2026-11,96/100\n"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return furnished(tmp_path / "leitai.db")


def taken(bench: Bench, moment: datetime) -> list[str]:
    """Import a table at a moment; returns the codes of what its rows are refused for."""
    bench.now = moment
    try:
        with bench.turn() as turn:
            values._take(turn, REVIEWER, read_table("values.csv", TABLE))
    except Refusal as refusal:
        return [code for _, _, code, _ in refusal.values["faults"]]
    return []


def test_a_table_of_a_month_is_refused_from_the_second_of_its_lock_on(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
    assert taken(bench, LOCK) == ["locked_claim", "locked"]
    assert bench.claimed().value == "98/100"
    assert taken(bench, LOCK - timedelta(microseconds=1)) == []
    assert bench.claimed().value == "97/100"


def test_standings_are_told_as_of_this_very_moment_and_not_of_the_next(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
    with bench.turn() as turn:
        at, later = turn.stamp(turn.tx.latest()), turn.stamp(turn.tx.latest() + timedelta(microseconds=1))
        _, told, one = data._score(turn, NOVEMBER, "offices", at, final=False)
        assert (told, one) == (at, True)
        with pytest.raises(RefusedError, match="在将来"):
            data._score(turn, NOVEMBER, "offices", later, final=False)
