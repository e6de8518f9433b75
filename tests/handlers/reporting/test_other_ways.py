"""A rulebook with values of another metric and with targets of the units' own, as the chat lives with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.files import read_sample
from handlers.bureau.actions import put_rulebook, set_group
from handlers.deciding.actions import reviews
from handlers.enacting.actions.preview import preview
from handlers.enacting.views import _preview
from handlers.people.actions import import_roster
from handlers.publishing.actions.posts import post_weeks
from handlers.reminding.actions.heads import owing_for
from handlers.reporting.actions import submit
from handlers.results import Decision, Refusal, Sender
from handlers.rules.actions import describe_rules
from handlers.rules.views.pages import rules
from handlers.standings.actions import rank, why
from handlers.standings.actions.boards import table_of
from handlers.tables.actions import imports
from handlers.tables.actions.form import describe_form
from scoring.calendar import Period
from scoring.standings.cells import Cell
from storage import rulebooks
from storage.database import Database
from tests.cast import ADMIN, GROUP, HEAD, OFFICE_REVIEWER, OTHER_HEAD, PARTS, REVIEWER
from tests.engine import newest
from tests.handlers.bench import RATE, Bench

NOVEMBER = Period(2026, "month", 11)
RULES = """
[[metrics]]
id = "reply_place"
category = "satisfaction"
name = "回复率名次"
role = "bonus"
points = 3
value_of = "reply_rate"
method = { kind = "rank_points", first = 3, step = 1 }

[[metrics]]
id = "petitions_again"
category = "satisfaction"
name = "越级上访"
role = "deduction"
points = 20
leads = ["xiaobao"]
input = "events"
level_names = { province = "省级", city = "市级" }
method = { kind = "events", levels = { province = 3, city = 2 }, same_event = "sum", repeat = 2 }

"""
TARGET = """
[[targets]]
metric = "reply_rate"
unit = "{unit}"
value = 96
"""


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A house in which the rate of reply has own targets and is scored twice."""
    head, _, tail = read_sample().decode().partition('id = "reply_rate"')
    own = tail.replace('method = { kind = "goalpost", zero_at = "80", full_at = "100" }', OWN, 1)
    database = Database(newest(tmp_path / "leitai.db"))
    found = Bench(database)
    with found.turn() as turn:
        put_rulebook(turn, f'{head}id = "reply_rate"{own}{RULES}{TARGET.format(unit="xixi")}'.encode())
        set_group(turn, GROUP)
        rows = [{"unit": p.unit, "name": p.name, "role": p.role, "telegram_id": str(p.person)} for p in PARTS]
        import_roster(turn, list(enumerate(rows, 2)), replace=True)
    yield found
    database.close()


OWN = 'method = { kind = "completion", target = "own" }'


def test_what_takes_the_values_of_another_metric_is_not_reported_and_the_way_is_told(bench: Bench) -> None:
    bench.do(submit.report, HEAD, ("回复率名次 98/100",))
    assert "回复率名次取“工单按期回复率”的值，不单独报，请报工单按期回复率" in bench.said(HEAD)[-1]
    bench.do(submit.report, HEAD, (RATE,))
    bench.deliver()
    with bench.turn() as turn:
        row = next(r for r in table_of(turn, "offices", NOVEMBER, turn.tx.latest())["rows"] if r["unit"] == "donghu")
        found = why.explain(turn, "donghu", "reply_place", NOVEMBER, turn.tx.latest())
    assert row["metrics"]["reply_place"] == {"points": None, "value": "98/100", "state": "pending"}
    assert [claimed.metric for claimed in found.claims] == ["工单按期回复率"]


def test_nobody_is_asked_for_what_takes_the_values_of_another_metric(bench: Bench) -> None:
    with bench.turn() as turn:
        missing = owing_for(turn, NOVEMBER).missing["donghu"]
        columns = [column.name for sheet in describe_form(turn, REVIEWER).sheets for column in sheet.columns]
    assert "reply_rate" in {metric for _, metric, _ in missing}
    assert "reply_place" not in {metric for _, metric, _ in missing}
    assert "工单按期回复率" in columns
    assert "回复率名次" not in columns


def test_a_target_that_is_lacking_is_told_where_a_board_is_asked_for_and_to_the_admins_at_the_post(
    bench: Bench,
) -> None:
    for head in (HEAD, OTHER_HEAD):
        bench.do(submit.report, head, (RATE,))
    warned = "⚠️ 方案里没有这家单位这一期的目标，确认后全擂台算不出分，请先请管理员补上目标"
    assert [warned in text for text in bench.said(REVIEWER)] == [True, False], "only one of the two has no target"
    bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
    lacking = "⚠️ 2026-11 没有算出：单位“东湖市场监管所”指标“工单按期回复率”在这个周期没有目标。"
    for ask, text in ((rank.rank, "市场监管所"), (why.why, ""), (why.mine_asked, "")):
        bench.do(ask, HEAD, text)
        assert bench.said(HEAD)[-1].startswith(lacking)
    bench.later(days=5)
    with bench.turn() as turn:
        post_weeks(turn)
    assert [text for text in bench.said(ADMIN) if "没有目标" in text]


def test_a_new_rulebook_says_what_it_could_not_score_and_whom_it_makes_scored(bench: Bench) -> None:
    for head, number in ((HEAD, 1), (OTHER_HEAD, 2)):
        bench.do(submit.report, head, (RATE,))
        bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))
    with bench.turn() as turn:
        now = rulebooks.in_force(turn.tx)[-1].body.decode()
        whole = now + TARGET.format(unit="donghu")
        lacking = (
            "⚠️ 【市场监管所擂台】2026年11月按新方案算不出来：单位“西溪市场监管所”指标“工单按期回复率”2026-11 没有目标"
        )
        other = now.replace('unit = "xixi"', 'unit = "donghu"')
        for text, told in ((other, lacking), (whole, "东湖市场监管所：—  → 1 ")):
            found = "\n".join(_preview(preview(turn, "rulebook", text, NOVEMBER)))
            assert told in found
            assert "【市场监管所擂台】2026年11月按新方案重算，没有单位变动" not in found


def test_an_event_that_happened_again_is_told_by_its_day(bench: Bench) -> None:
    def off() -> str:
        with bench.turn() as turn:
            rows = table_of(turn, "offices", NOVEMBER, turn.tx.latest())["rows"]
        return str(next(row for row in rows if row["unit"] == "donghu")["metrics"]["petitions_again"]["points"])

    told = ("省级 张三上访 日期：11月3日", "市级 张三上访 日期：11月9日", "市级 张三上访 日期：11月12日")
    for number, said in enumerate(told, 1):
        bench.do(submit.highlight, HEAD, (f"越级上访 {said}",))
        bench.do(reviews.decide, REVIEWER, number, Decision("confirm"))
    assert off() == "12.00", "2 + 2·2 + 2·3"
    for day in ("", " 日期：11月12日"):
        bench.do(submit.highlight, HEAD, (f"越级上访 市级 张三上访{day}",))
        assert "不能直接改报" in bench.said(HEAD)[-1]
    bench.do(submit.highlight, HEAD, ("亮点提报 省级 张三上访 日期：11月3日",))
    bench.do(submit.highlight, HEAD, ("亮点提报 省级 张三上访 日期：11月4日",))
    assert "第2版" in bench.said(OFFICE_REVIEWER)[-1], "where the best level counts it is the same event still"


def test_a_table_that_has_an_event_twice_is_refused_where_each_time_counts(bench: Bench) -> None:
    cell = Cell("donghu", "petitions_again", "2026-11", level="city", event="张三上访")
    rows = [imports.Row(at, f"第 {at} 行", each) for at, each in enumerate((cell, replace(cell, event="张 三上访")), 2)]
    with bench.turn() as turn:
        sender = Sender(REVIEWER, "", REVIEWER, private=True, message=1, sent_at=turn.now, taken_at=turn.now)
        with pytest.raises(Refusal) as found:
            imports.take(turn, sender, rows)
    assert [fault[1:3] for fault in found.value.values["faults"]] == [("第 3 行", "import_repeated")]


def test_every_units_own_target_is_told_with_the_rule(bench: Bench) -> None:
    with bench.turn() as turn:
        (message,) = rules(describe_rules(turn, [], ["reply_rate"]), 1)
    assert "目标完成率：目标 由方案按单位分别定" in message.text
    assert "11月各单位目标：" in message.text
    assert "西溪" in message.text
