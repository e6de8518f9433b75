"""/mine in the first days of a month, when work is still on the month before."""

from datetime import datetime, timedelta

from handlers.standings.actions import why
from handlers.standings.views.why import mine
from scoring.calendar import Period
from scoring.reading import lines
from tests.cast import CHINA, HEAD
from tests.handlers.bench import Bench


def told(bench: Bench) -> list[str]:
    """Return the lines of the answer to /mine, without a word about which month."""
    with bench.turn() as turn:
        return mine(why.mine(turn, HEAD, turn.month(bench.now), bench.now), 0).text.splitlines()


def test_it_leads_to_the_month_before_until_the_very_second_of_its_lock(bench: Bench) -> None:
    with bench.turn() as turn:
        lock = turn.lock_of(Period.written("2026-11"))
    way = "上个月还没有锁定，要看请发：我的 2026-11"
    december = datetime(2026, 12, 1, tzinfo=CHINA)
    for moment, month, leads in (
        (december - timedelta(seconds=1), "2026年11月", False),
        (december, "2026年12月", True),
        (lock - timedelta(seconds=1), "2026年12月", True),
        (lock, "2026年12月", False),
    ):
        bench.now = moment
        assert f" {month}：" in told(bench)[0]
        assert (way in told(bench)) == leads, moment
    assert lines.words(way.partition("：")[2]) == ["我的", "2026-11"], "as it is typed"
