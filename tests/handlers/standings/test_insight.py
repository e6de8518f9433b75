"""What an explanation adds to a score: its words in every case that a board can be in."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from bot.files import read_sample
from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Decision
from handlers.standings.actions import insight, why
from handlers.standings.actions.boards import table_of
from handlers.standings.results import Among, Beside, Change, Lead, Since, Why
from handlers.standings.views.why import explanation
from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.standings.cells import Cell
from storage import publications, rulebooks, values
from tests.cast import HEAD, REVIEWER
from tests.handlers.bench import Bench
from tests.scoring.bases import basis
from tests.scoring.making import book, column, metric

MINUS: dict[str, Any] = {"role": "deduction", "input": "events", "method": {"kind": "events", "levels": {"d": 4}}}


def lines(**found: Any) -> list[str]:
    """Return what an explanation says of a unit, below its head."""
    message = explanation(Why("甲所", "2026年3月", "1", 9, "7.00", "100.00", **found), 1, evidence=False)
    return message.text.splitlines()[1:-1]


def test_a_lead_too_small_for_a_margin_is_told_as_a_lead_alone() -> None:
    lead = Lead("2", "乙&所", "0.01", "0.0", ("25", 1000, 487, 3))
    assert lines(lead=lead) == [
        "领先第 2 名乙&amp;所 0.01 分",
        "各项得分各自随机增减至多 25%，试算 1000 次，487 次仍领先，最多被 3 家赶上",
    ]


def test_a_lead_that_no_draw_has_broken_says_so() -> None:
    lead = Lead("2", "乙所", "1", "24.9", ("25", 1000, 1000, 0))
    assert lines(lead=lead)[1] == "各项得分各自随机增减至多 25%，试算 1000 次，都仍领先"


def test_a_unit_is_set_beside_the_first_beside_itself_and_beside_its_targets() -> None:
    above = ("2", "乙所", "1", (), "0")
    beside = Beside(("丙&所", "92.00", "5"), ("2026年2月", "6.00", "3"), 2, 1, ("办案数", "80.00"))
    assert lines(above=above, beside=beside)[1:] == [
        "与先进比：第 1 名丙&amp;所 92.00 分，差 5 分",
        "与过去比：2026年2月 6.00 分，第 3 名",
        "与目标比：2 项有目标的，1 项达到；差得最多的是办案数，完成 80.00%",
    ]
    assert lines(above=("1", "丙&所", "5", (), "0"), beside=replace(beside, past=None, targets=0))[1:] == []


def test_what_a_unit_is_set_beside_is_what_the_boards_of_both_months_say(bench: Bench) -> None:
    found = {"donghu": ("80/100", "48/100"), "xixi": ("90/100", "100/100"), "nanqiao": ("70/100", "30/100")}
    with bench.turn() as turn:
        for unit, both in found.items():
            for month, value in zip(("2026-10", "2026-11"), both, strict=True):
                for metric in ("reply_rate", "inspections"):
                    cell = Cell(unit, metric, month, "", value, "confirmed", None, "")
                    values.put(turn.tx, cell, turn.tx.next_moment())
    bench.later(minutes=1)
    with bench.turn() as turn:
        now = turn.tx.latest()
        both = [table_of(turn, "offices", Period(2026, "month", month), now) for month in (10, 11)]
        told = why.explain(turn, "donghu", None, Period(2026, "month", 11), now).beside
    before, after = ({row["unit"]: row for row in table["rows"]} for table in both)
    assert told is not None
    gap = Fraction(after["xixi"]["total"]) - Fraction(after["donghu"]["total"])
    assert told.best is not None
    assert (told.best[0], told.best[1], Fraction(told.best[2])) == ("西溪市场监管所", after["xixi"]["total"], gap)
    assert told.past == ("2026年10月", before["donghu"]["total"], str(before["donghu"]["rank"] or ""))
    assert (told.targets, told.reached, told.least) == (1, 0, ("专项检查、督导检查完成", "48.00"))


def test_a_veto_is_told_first() -> None:
    assert lines(veto="排在最后（不计否决为第 2 名）")[0] == "一票否决：排在最后（不计否决为第 2 名）"


def test_a_bonus_that_the_base_was_too_small_for_is_told() -> None:
    plus: dict[str, Any] = {"role": "bonus", "input": "events", "method": {"kind": "events", "levels": {"b": 4}}}
    rulebook = book(metric(), metric("b", **plus), units=3, bonus_from=10)
    rows = f"{column('m', [49, 50, 40])}\nu1,b,2026-03,,,b\nu2,b,2026-03,,,b"
    standings = basis(rulebook, rows).standings()
    assert [insight.withheld(rulebook, standings, unit) for unit in ("u1", "u2", "u3")] == ["10", None, None]
    assert lines(bonus_from="10") == ["基础分不到 10 分，加分不计"]


def test_whom_a_veto_holds_behind_is_told_no_distance_to_who_has_fewer_points() -> None:
    rulebook = book(metric(), units=2)
    found = basis(rulebook, f"{column('m', [90, 80])}\nu1,veto,2026-03,bottom,,,,甲")
    assert insight.way_up(found, found.standings(), "u1") == (None, ())


def test_what_a_unit_has_for_nothing_having_happened_is_told_and_what_gives_nothing_is_not() -> None:
    told = lines(
        lines=(
            ("安全生产", "5.00", "5", None, "empty", "base"),
            ("表扬", "0.00", "3", None, "empty", "bonus"),
            ("走访企业", "2.00", "5", ("4", "户", None), "confirmed", "base"),
        )
    )
    assert told == ["已确认 1 项", "安全生产 5.00/5 分，没有事项", "走访企业 <b>4户</b> 2.00/5 分，已确认"]


def test_what_parts_a_unit_from_the_one_above_adds_up_to_the_gap() -> None:
    rulebook = book(*(metric(name, points=10) for name in "abcdef"), units=2)
    values = {"a": (9, 1), "b": (8, 1), "c": (7, 1), "d": (2, 1), "e": (1, 3), "f": (1, 2)}
    rows = "\n".join(column(name, each) for name, each in values.items())
    found = basis(rulebook, rows)
    above, _ = insight.way_up(found, found.standings(), "u2")
    assert above is not None
    (told,) = lines(above=above)
    assert told == "距第 1 名单位1 1.9 分，差在：a 0.8 分、b 0.7 分、c 0.6 分；其余合计多 0.2 分"


def test_what_a_unit_reports_itself_comes_first_and_of_the_rest_it_is_said_who_brings_it() -> None:
    rulebook = book(metric("a", reporter="lead", leads=["u3"]), metric("b", leads=["u3"]), units=3)
    found = basis(rulebook, f"{column('a', [50, 60, 0])}\n{column('b', [50, 60, 0])}")
    _, ways = insight.way_up(found, found.standings(), "u1")
    (told,) = lines(gains=ways)
    words = "只变动一项即可进位（其他不变，已重新计算核对）："
    assert told == f"{words}b 达到 70，可升至第 1 名；a（牵头单位报） 达到 70，可升至第 1 名"


@pytest.mark.parametrize(
    ("metric_id", "unit", "brought"),
    [
        ("reply_rate", "donghu", "unit"),
        ("discipline", "donghu", "lead"),
        ("dept_discipline", "jiguandangwei", "unit"),
        ("urgent_tasks", "donghu", "ledger"),
    ],
)
def test_values_come_from_the_unit_from_its_lead_or_from_the_ledger(metric_id: str, unit: str, brought: str) -> None:
    rulebook = load(read_sample())
    assert insight.source(rulebook, rulebook.metric(metric_id), unit) == brought


def test_every_cause_of_a_change_is_named_and_a_rank_may_come_or_go() -> None:
    changes = (
        Change("rules", "-1", None),
        Change("own", "+2.5", ("", "2")),
        Change("others", "", ("2", "1.5")),
        Change("corrections", "+0.01", None),
        Change("vetoes", "-3", None),
    )
    (told,) = lines(since=Since("2026-11-16", "46", "5.49", "7.00", changes))
    assert told == (
        "与11月16日公布的第46周周榜相比（5.49 → 7.00 分）：竞赛方案（含缺报规则） -1 分；"
        "本单位数值 +2.5 分，没有名次 → 第 2 名；其他单位数值 第 2 名 → 第 1.5 名；锁定后变动 +0.01 分；一票否决 -3 分"
    )


def test_of_a_deduction_the_least_is_the_best_and_many_leaders_are_counted() -> None:
    among = Among("0", "1.5", ("甲所", "乙所", "丙所"), more=2, scored=8, level=False, least=True)
    found = Why(
        "甲所", "2026年3月", "1", 9, "7.00", "100.00", metric="批评", points="0.00", state="confirmed", among=among
    )
    message = explanation(found, 1, evidence=False)
    assert "有分的 8 家：最少扣 0 分（甲所、乙所、丙所等 5 家），中位扣 1.5 分" in message.text.splitlines()


def test_a_lead_by_the_tie_break_or_without_rivals_is_no_lead_by_points() -> None:
    tied = basis(book(metric("m"), metric("n"), units=2, tie_break=["metric:m"]), "u1,m,2026-03,90\nu2,n,2026-03,90")
    assert [row.rank for row in tied.standings().rows] == [1, 2]
    alone = basis(book(metric(), units=1), column("m", [50]))
    for each in (tied, alone):
        assert insight.lead(each.rulebook, each.standings(), "u1") is None


def test_a_lead_that_rests_on_no_metric_holds_for_every_shift() -> None:
    rulebook = book(metric("m"), metric("n", missing="renormalise"), units=2)
    each = basis(rulebook, column("m", [50, 50]) + "\nu1,n,2026-03,,not_applicable\nu2,n,2026-03,0")
    assert insight.lead(rulebook, each.standings(), "u1") == Lead("2", "单位2", "10", "100.0", None)


def test_points_beside_the_arena_are_exact_and_name_the_first_few() -> None:
    rulebook = book(metric("m"), metric("minus", **MINUS), units=6)
    each = basis(rulebook, column("m", [90, 90, 90, 90, "50.05", 0]) + "\nu1,minus,2026-03,,,d,e")
    standings = each.standings()
    found = {name: insight.among(rulebook, standings, rulebook.metric(name)) for name in ("m", "minus")}
    assert found["m"] == Among("18", "18", ("单位2", "单位3", "单位4"), more=1, scored=6, level=False, least=False)
    assert found["minus"] == Among("0", "0", ("单位2", "单位3", "单位4"), more=2, scored=6, level=False, least=True)
    few = basis(rulebook, column("m", [90])).standings()
    assert insight.among(rulebook, few, rulebook.metric("m")) is None


NOVEMBER = Period(2026, "month", 11)
FIRST = b'[[units]]\nid = "donghu"'


@pytest.fixture
def posted(bench: Bench) -> Bench:
    """A house in which 98/100 is confirmed and has been posted."""
    bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    with bench.turn() as turn:
        table = table_of(turn, "offices", NOVEMBER, turn.tx.latest())
        moment = turn.tx.next_moment()
        body = json.dumps({"subtitle": "", "standings": table})
        publications.publish(turn.tx, "week", "offices", str(NOVEMBER), "2026-W47", moment, body)
        turn.record(None, "publish")
    bench.later(hours=1)
    return bench


def mend(bench: Bench, old: bytes, new: bytes) -> None:
    """Put other rules in force from the beginning of the year, in place of the shipped ones."""
    body = read_sample().replace(old, new)
    assert body != read_sample()
    with bench.turn() as turn:
        rulebooks.put_in_force(turn.tx, load(body).fingerprint, body, date(2026, 1, 1))
        turn.record(None, "rulebook")


def since(bench: Bench, unit: str) -> Since | None:
    with bench.turn() as turn:
        return why.explain(turn, unit, None, NOVEMBER, turn.tx.latest()).since


def test_new_rules_since_the_post_are_told_from_new_values(posted: Bench) -> None:
    mend(posted, b'zero_at = "80", full_at = "100"', b'zero_at = "60", full_at = "100"')
    assert since(posted, "donghu") == Since("2026-11-19", "47", "4.50", "4.75", (Change("rules", "+0.25", None),))


def test_a_unit_that_was_in_no_post_has_nothing_to_be_compared_with(posted: Bench) -> None:
    mend(posted, FIRST, b'[[units]]\nid = "new"\nname = "New"\narena = "offices"\n\n' + FIRST)
    assert since(posted, "new") is None
    assert since(posted, "donghu") == Since("2026-11-19", "47", "4.50", "4.50", ())
