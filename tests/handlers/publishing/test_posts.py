"""The weekly post in a house without a group, and of an arena in which nothing counts."""

from pathlib import Path

from bot.files import read_sample
from handlers import undelivered
from handlers.bureau.actions import put_rulebook, set_group
from handlers.journeys import LETTERS
from handlers.publishing.actions.posts import post_weeks, weeks_due
from handlers.reporting.actions import submit
from handlers.standings.actions import rank
from storage import roster
from storage.database import Database
from storage.roster import Entry
from tests.cast import ADMIN, GROUP, HEAD, LEADER
from tests.engine import newest
from tests.handlers.bench import RATE, Bench


def test_without_a_group_nothing_is_posted_and_a_card_that_reaches_nobody_is_told_to_the_admins(bare: Bench) -> None:
    bare.do(submit.report, HEAD, (RATE,))
    for card in bare.owed("card"):
        with bare.turn() as turn:
            undelivered.refused(turn, LETTERS, card.id, bare.now, "blocked", unreachable=True)
    assert any("0001" in text for text in bare.said(ADMIN))
    bare.later(days=5)
    with bare.turn() as turn:
        assert not weeks_due(turn)
        assert post_weeks(turn) == 0
    assert bare.owed("week") == []


YEARLY = """
[[arenas]]
id = "annual"
name = "年度擂台"
[[units]]
id = "tuixiu"
name = "老干部科"
arena = "annual"
[[categories]]
id = "annual_work"
arena = "annual"
name = "全年工作"
points = 10
[[metrics]]
id = "annual_tasks"
category = "annual_work"
name = "全年任务"
points = 10
leads = ["bangongshi"]
input = "rate"
unit = "%"
period = "year"
method = { kind = "goalpost", zero_at = "60", full_at = "100" }
"""


def test_an_arena_in_which_nothing_counts_this_month_is_left_out_of_the_weekly_post(tmp_path: Path) -> None:
    database = Database(newest(tmp_path / "leitai.db"))
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample() + YEARLY.encode())
        set_group(turn, GROUP)
        roster.add(turn.tx, Entry("", "沈局长", "leader", LEADER))
    assert bench.code(rank.rank, LEADER, "年度擂台") == "nothing_counts"
    bench.later(days=5)
    with bench.turn() as turn:
        assert post_weeks(turn) == 2
        assert not weeks_due(turn)
    assert len(bench.owed("week")) == 2
