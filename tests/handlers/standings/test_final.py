"""What the chat shows of a locked period is the final reckoning, whatever month it was."""

import random
from datetime import timedelta

import pytest

from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Decision
from handlers.standings.actions import boards, rank, why
from handlers.standings.results import UnitRanked
from handlers.standings.views import pictures
from handlers.standings.views import why as views
from scoring.calendar import Period
from scoring.standings.score import Standings, score
from tests.cast import HEAD, OTHER_HEAD, REVIEWER, THIRD_HEAD
from tests.handlers.bench import Bench

SECOND = timedelta(seconds=1)
NOVEMBER = Period(2026, "month", 11)


def reckoned(bench: Bench, *, final: bool) -> Standings:
    """Score November by the official engine, past everything that the chat does."""
    with bench.turn() as turn:
        known = boards.cells(turn.tx, NOVEMBER, turn.tx.latest())
        return score(turn.rulebook_on(NOVEMBER.first), known, NOVEMBER, "offices", final=final)


def hold(bench: Bench, *, final: bool) -> None:
    """Hold board, report card, /mine and /why of November against that."""
    expected = reckoned(bench, final=final)
    with bench.turn() as turn:
        as_of = turn.tx.latest()
        told = pictures.caption(boards.board(turn, "offices", NOVEMBER, as_of, None)).split("\n")
        for row in expected.rows:
            assert any(line.startswith(f"{row.rank or '·'} {row.name} {row.total}") for line in told), row
            one = why.explain(turn, row.unit, None, NOVEMBER, as_of)
            assert (one.total, one.rank) == (row.total, None if row.rank is None else str(row.rank))
        card = rank.unit(turn, UnitRanked("donghu", "offices", "2026-11", as_of.isoformat()))[0]
        (mine,) = why.mine(turn, HEAD, NOVEMBER, as_of)
    own = next(row for row in expected.rows if row.unit == "donghu")
    assert (mine.total, mine.coverage) == (own.total, own.coverage)
    assert f"总分 {own.total}/{expected.full_marks}" in pictures.caption(card)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_month_it_was_what_is_shown_is_the_final_reckoning(bench: Bench, seed: int) -> None:
    rng = random.Random(seed)
    for head in (HEAD, OTHER_HEAD, THIRD_HEAD):
        for metric in ("工单按期回复率", "工单办结率", "工单满意率"):
            if rng.random() < 0.7:
                bench.do(submit.report, head, (f"{metric} {rng.randrange(80, 100)}/100",))
    for number in range(1, 10):
        if rng.random() < 0.8 and bench.code(reviews.decide, REVIEWER, number, Decision("confirm")) == "":
            bench.later(minutes=1)
    with bench.turn() as turn:
        bench.now = turn.lock_of(NOVEMBER) - SECOND
    hold(bench, final=False)
    bench.now += SECOND
    hold(bench, final=True)


def test_where_nobody_has_the_coverage_it_is_not_said_that_nothing_is_confirmed(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    with bench.turn() as turn:
        bench.now = turn.lock_of(NOVEMBER)
    with bench.turn() as turn:
        told = pictures.caption(boards.board(turn, "offices", NOVEMBER, turn.tx.latest(), None))
    assert "还没有已确认的数据" not in told
    assert "已确认 1 项" in told
    (own,) = (line for line in told.split("\n") if "东湖" in line)
    assert own.endswith("（没有名次，覆盖率 28%）")
    assert "不足 2/3 的没有名次，共 9 家。" in told
    with bench.turn() as turn:
        (mine,) = why.mine(turn, HEAD, NOVEMBER, turn.tx.latest())
        one = why.explain(turn, "donghu", None, NOVEMBER, turn.tx.latest())
    for words in (views.mine([mine], 1), views.explanation(one, 1, evidence=True)):
        assert "没有名次：已确认的数据不够" in words.text.split("\n")[0]
