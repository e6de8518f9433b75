"""Rankings and explanations: units that do not compete, quarters, and the place above."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.files import read_sample
from handlers.bureau.actions import put_rulebook, set_group
from handlers.deciding.actions import reviews
from handlers.pictures.shown.board import Board
from handlers.reminding.actions import todo
from handlers.reporting.actions import submit
from handlers.results import Decision
from handlers.standings.actions import boards, rank, why
from handlers.standings.results import Ranked, UnitRanked
from handlers.standings.views.why import mine
from scoring.calendar import Period
from scoring.rulebook.load import load
from storage import roster
from storage.database import Database
from storage.roster import Entry
from tests.cast import GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER, TASK_FORCE
from tests.engine import newest
from tests.handlers.bench import Bench

# Units that do not compete


def test_a_unit_that_does_not_compete_has_no_explanation(bench: Bench) -> None:
    assert bench.code(why.why, HEAD, "营商专班") == "unit_not_competing"
    assert bench.owed("why") == []


def test_a_head_of_a_unit_that_does_not_compete_is_told_so(bench: Bench) -> None:
    with bench.turn() as turn:
        roster.add(turn.tx, Entry("yingshang", "蒋组长", "head", TASK_FORCE))
    bench.do(why.mine_asked, TASK_FORCE, "")
    with bench.turn() as turn:
        found = why.mine(turn, TASK_FORCE, Period(2026, "month", 11), bench.now)
    assert mine(found, 1).text == "您的单位不参加擂台，没有可看的得分。"


def test_a_head_of_two_units_sees_only_the_one_that_competes(apart: Bench) -> None:
    november = Period(2026, "month", 11)
    with apart.turn() as turn:
        assert [one.unit for one in why.mine(turn, TASK_FORCE, november, apart.now)] == ["北营市场监管所"]
        assert [len(shown) for shown in rank.own_units(turn, TASK_FORCE, november, apart.now)] == [1]
        missing = todo.todo(turn, TASK_FORCE, apart.now).missing
    assert {line.unit for line in missing} == {"北营市场监管所"}


# Explanations and rankings


def test_a_metric_by_the_quarter_is_explained_by_its_quarter(quarterly: Bench) -> None:
    november = Period(2026, "month", 11)
    with quarterly.turn() as turn:
        unit, metric = turn.rulebook.units[0], next(m for m in turn.rulebook.metrics if m.period == "quarter")
        assert why.explain(turn, unit.id, metric.id, november, quarterly.now).period == "2026年第4季度"


@pytest.fixture
def quarterly(tmp_path: Path) -> Bench:
    """A house whose rulebook has metrics by the quarter, and counts nothing in some months."""
    database = Database(newest(tmp_path / "leitai.db"))
    bench = Bench(database)
    with bench.turn() as turn:
        put_rulebook(turn, read_sample("yuejishi.toml"))
        set_group(turn, GROUP)
        roster.add(turn.tx, Entry("", "沈局长", "leader", LEADER))
    return bench


def test_a_month_without_points_has_the_last_final_board_beside_it_from_the_second_of_its_lock(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单按期回复率 90/100",))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    november, december = Period(2026, "month", 11), Period(2026, "month", 12)
    with bench.turn() as turn:
        lock = turn.lock_of(november)

    def december_board(moment: datetime) -> Board:
        bench.now = moment
        with bench.turn() as turn:
            return boards.board(turn, "offices", december, moment, "donghu")

    early, locked = december_board(lock - timedelta(seconds=1)), december_board(lock)
    assert early.blank
    assert locked.blank
    assert early.last is None
    assert locked.last is not None
    assert (locked.last.period, locked.last.provisional) == ("2026年11月", False)
    first = locked.last.rows[0]
    assert (first.short, first.own, Decimal(first.total) > 0) == ("东湖所", True, True)
    bench.do(submit.report, HEAD, ("工单按期回复率 95/100 12月",))
    bench.do(reviews.decide, REVIEWER, 2, Decision("confirm"))
    scored = december_board(lock + timedelta(days=1))
    assert not scored.blank
    assert scored.last is None


def test_the_month_before_is_reckoned_for_a_board_alone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned: list[Board] = []
    monkeypatch.setattr(boards, "_with_last", lambda _, blank, *__: reckoned.append(blank) or blank)
    with bench.turn() as turn:
        as_of = turn.as_of()
        for shown, category in (("board", None), ("trend", None), ("category", "satisfaction")):
            rank.asked(turn, Ranked("offices", "2026-11", as_of, None, shown, category), HEAD)
        rank.unit(turn, UnitRanked("donghu", "offices", "2026-11", as_of))
    assert len(reckoned) == 1


def test_the_unit_above_and_what_would_gain_a_place_are_told(bench: Bench) -> None:
    for person, value in ((HEAD, "90/100"), (OTHER_HEAD, "99/100")):
        bench.do(submit.report, person, (f"工单按期回复率 {value}",))
    for number in (1, 2):
        bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))
    november = Period(2026, "month", 11)
    with bench.turn() as turn:
        found = why.explain(turn, "donghu", None, november, turn.tx.latest())
        first = why.explain(turn, "xixi", None, november, turn.tx.latest())
    assert found.above is not None
    assert found.above[1] == "西溪市场监管所"
    assert any(takes == "more" for _, _, (takes, _, _), _ in found.gains)
    assert (first.above, first.gains) == (None, ())


def test_a_unit_is_ranked_by_part_of_its_name_and_a_category_behind_an_arena_that_has_none_is_unknown(
    bench: Bench,
) -> None:
    assert bench.do(rank.rank, LEADER, "东湖").code == ""
    assert bench.owed("unit")[-1].payload["unit"] == "donghu"
    assert bench.code(rank.rank, LEADER, "市场监管所擂台 没有") == "unknown_arena"
    assert bench.code(rank.rank, LEADER, "没有 这个") == "unknown_arena"
    assert bench.owed("board") == []


def test_a_category_that_counts_by_the_quarter_has_no_ranking_of_a_month(quarterly: Bench) -> None:
    assert quarterly.code(rank.rank, LEADER, "季度评比") == "category_uncounted"
    assert quarterly.code(rank.rank, LEADER, "季度评比 第4季度") == ""
    assert [letter.payload["period"] for letter in quarterly.owed("board")] == ["2026-Q4"]


HALVES = [(3, 1, 2), (2, 2, 0), (1.5, 1.5, 0), (2, 2.5, None), (2.5, 2, None), (3.5, 1.5, 2)]


@pytest.mark.parametrize(("before", "now", "moved"), HALVES)
def test_half_a_place_is_no_movement_that_is_told(before: float, now: float, moved: int | None) -> None:
    rulebook = load(read_sample())
    row: boards.Table = {"unit": rulebook.units_in("offices")[0].id, "total": "1.00", "categories": {}, "metrics": {}}
    table: boards.Table = {
        "period": "2026-11",
        "arena": "offices",
        "full_marks": "100.00",
        "rulebook": "",
        "final": False,
    }
    then, today = (table | {"rows": [row | {"veto": None, "rank": rank}]} for rank in (before, now))
    (shown,) = boards.describe_board(rulebook, today, [then], "", "", "", None).rows
    assert shown.movement == moved
