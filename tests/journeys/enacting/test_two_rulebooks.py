"""A rulebook that holds from December leaves November, which is open yet, to its own units, leads and metrics."""

import io
import re
from datetime import datetime

from openpyxl import load_workbook

from tests.cast import ADMIN, CHINA, HEAD, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER
from tests.counted import counted
from tests.journeys.desk.test_roster import fetched
from tests.journeys.desk.test_roster import send as sent_back
from tests.journeys.enacting.test_rulebooks import SAMPLE, choose, send
from tests.journeys.reminding.test_reminders import TWO_DAYS, listed, reminders
from tests.stage import Stage, labels

QUIET = SAMPLE.replace('"mon 09:00"', '""')
DECEMBER = datetime(2026, 12, 2, 9, tzinfo=CHINA)


def from_december(stage: Stage, text: str) -> None:
    assert text != QUIET
    choose(stage, send(stage, text), "2026年12月")
    stage.move(DECEMBER)


def block(entry: str) -> str:
    found = re.search(rf'\[\[\w+\]\]\nid = "{entry}"(?:\n.+)+\n', QUIET)
    assert found is not None
    return found[0]


METRIC = block("reply_rate")


def test_a_metric_with_another_id_or_lead_is_in_november_what_it_was(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD, "工单按期回复率 98/100")
    renamed = METRIC.replace('id = "reply_rate"', 'id = "reply_again"')
    other_lead = re.sub(r"leads = \[.*?\]", 'leads = ["bangongshi"]', renamed)
    from_december(stage, QUIET.replace(METRIC, other_lead))
    stage.report(HEAD, "工单按期回复率 97/100 2026-11")
    assert "已收到" in stage.last(HEAD).text
    assert len(stage.cards(REVIEWER)) >= 1
    stage.say(REVIEWER, "确认", reply_to=stage.cards(REVIEWER)[-1].id)
    assert "已确认" in stage.last(HEAD).text
    assert stage.row("donghu")["metrics"]["reply_rate"]["value"] == "97/100"
    stage.report(OTHER_HEAD, "工单按期回复率 90/100")
    asked = stage.last(OTHER_HEAD)
    assert labels(asked)[:2] == ["2026年11月", "2026年12月"]
    stage.press(OTHER_HEAD, asked.id, "2026年11月")
    assert stage.row("xixi")["metrics"]["reply_rate"]["state"] == "pending"
    cards = len(stage.cards(REVIEWER)), len(stage.cards(OFFICE_REVIEWER))
    stage.report(OTHER_HEAD, "工单按期回复率 91/100 2026-12")
    assert (len(stage.cards(REVIEWER)), len(stage.cards(OFFICE_REVIEWER))) == (cards[0], cards[1] + 1)


def test_a_metric_and_a_unit_that_are_gone_are_there_in_november(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD, "工单办结率 98/100")
    gone = QUIET.replace(METRIC, "").replace(block("donghu"), "")
    from_december(stage, re.sub(r'(id = "closure_rate"(?:.*\n)*?points = )5', r"\g<1>10", gone))
    stage.report(OTHER_HEAD, "工单按期回复率 90/100")
    assert "2026年11月" in stage.last(OTHER_HEAD).text, "it can only be meant for November"
    assert stage.row("xixi")["metrics"]["reply_rate"]["state"] == "pending"
    stage.report(OTHER_HEAD, "工单按期回复率 90/100 2026-12")
    assert "没有受理" in stage.last(OTHER_HEAD).text
    stage.report(HEAD, "工单按期回复率 97/100")
    assert "已收到" in stage.last(HEAD).text
    stage.report(HEAD, "工单满意率 97/100 2026-12")
    assert "没有受理" in stage.last(HEAD).text
    stage.say(REVIEWER, "/form")
    form = stage.last(REVIEWER).document
    assert form is not None
    heads = {
        sheet.title: str([[cell.value for cell in row] for row in sheet])
        for sheet in load_workbook(io.BytesIO(form[1]))
    }
    november, december = (next(said for title, said in heads.items() if month in title) for month in ("11月", "12月"))
    assert ("工单按期回复率" in november, "工单按期回复率" in december) == (True, False)
    table = "unit,metric,period,value\nnanqiao,reply_rate,2026-11,95/100\n"
    stage.say(REVIEWER, document=("值.csv", table.encode()))
    assert "95/100" in stage.last(REVIEWER).text
    stage.say(ADMIN, "/bureau")
    assert "王所长（东湖市场监管所）" in stage.last(ADMIN).text
    assert "改写他们的单位或删去这些行" in stage.last(ADMIN).text
    rows = fetched(stage)
    assert ["东湖市场监管所", "王所长", "负责人", str(HEAD)] in rows
    assert "没有任何改动" in sent_back(stage, rows).text
    stage.say(REVIEWER, "退回 材料不全", reply_to=stage.cards(REVIEWER)[0].id)
    for words in ("/mine 2026-11", "/pending", "/rules", "/report", "/highlight", "/help", "/start", "/why 2026-11"):
        stage.say(HEAD, words)
    number = re.search(r"\d{4}", stage.cards(REVIEWER)[0].text)
    assert number is not None
    stage.say(HEAD, f"/appeal {number[0]} 材料早已交齐")
    assert "异议" in stage.last(HEAD).text
    assert "没有受理" not in stage.last(HEAD).text


def test_a_lead_that_is_gone_confirms_what_it_led(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD, "工单按期回复率 98/100")
    gone = QUIET.replace(block("xiaobao"), "").replace('"xiaobao"', '"bangongshi"')
    from_december(stage, gone.replace('["bangongshi", "bangongshi"]', '["bangongshi"]'))
    stage.report(OTHER_HEAD, "工单按期回复率 90/100 2026-11")
    for card in stage.cards(REVIEWER)[:2]:
        stage.say(REVIEWER, "确认", reply_to=card.id)
    for unit in ("donghu", "xixi"):
        assert stage.row(unit)["metrics"]["reply_rate"]["state"] == "confirmed"
    assert stage.leitai("audit", "verify").code == 0
    stage.say(ADMIN, "/bureau")


def test_what_was_to_follow_and_is_replaced_is_named_and_no_page_promises_it_any_more(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.say(ADMIN, "/bureau 锁定 +8天 12:00")
    choose(stage, stage.last(ADMIN), "2026年11月")
    stage.later(minutes=1)
    choose(stage, send(stage, QUIET + "\n# december\n"), "2026年12月")
    stage.later(minutes=1)
    stage.say(ADMIN, "/bureau 周榜 周五 10:00")
    choose(stage, stage.last(ADMIN), "2026年12月")
    stage.say(ADMIN, "/bureau 日程")
    told = stage.last(ADMIN).text
    assert "已改：2026年11月起 锁定 期末后第 8 天 12:00" in told
    assert "已改：2026年12月起 周榜 每周五 10:00" in told
    stage.say(ADMIN, "/bureau 方案")
    assert "12月1日 起换为" in stage.last(ADMIN).text
    stage.later(minutes=1)
    offer = send(stage, QUIET + "\n# november\n")
    assert "已定自2026年12月起的那份方案由这份取代，不再生效" in offer.text
    assert "已改的日程不再生效：锁定 期末后第 8 天 12:00（自2026年11月起）" in offer.text
    assert "已改的日程不再生效：周榜 每周五 10:00（自2026年12月起）" in offer.text
    choose(stage, offer, "2026年11月")
    stage.say(ADMIN, "/bureau 方案")
    assert "起换为" not in stage.last(ADMIN).text
    stage.say(ADMIN, "/bureau 日程")
    assert "已改" not in stage.last(ADMIN).text.partition("改日程")[0]
    assert "12月7日 12:00" in stage.last(ADMIN).text


def test_a_dialogue_about_what_new_rules_do_not_have_ends_with_a_word_and_reports_nothing(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.say(OTHER_HEAD, "/report")
    stage.press(OTHER_HEAD, stage.last(OTHER_HEAD).id, "工单按期回复率")
    stage.say(HEAD, "/report")
    menu = stage.last(HEAD)
    table = "unit,metric,period,value\ndonghu,reply_rate,2026-11,95/100\ndonghu,closure_rate,2026-11,95/100\n"
    stage.say(REVIEWER, document=("值.csv", table.encode()))
    proposed = stage.last(REVIEWER)
    gone = QUIET.replace(METRIC, METRIC.replace('id = "reply_rate"', 'id = "reply_again"'))
    choose(stage, send(stage, gone), "2026年11月")
    stage.say(OTHER_HEAD, "97/100")
    assert stage.press(HEAD, menu.id, "工单按期回复率") == ("", False)
    for person in (HEAD, OTHER_HEAD):
        assert "⚠️ 没有上报：竞赛方案刚有变动" in stage.last(person).text
        assert "重新开始请发 /report" in stage.last(person).text
    stage.press(REVIEWER, proposed.id, "✅ 确认提交 2 项")
    assert "2026年11月" in stage.last(REVIEWER).text
    assert "没有任何改动" in stage.last(REVIEWER).text
    stage.say(HEAD, "/report")
    stage.press(HEAD, stage.last(HEAD).id, "工单按期回复率")
    stage.say(REVIEWER, document=("值.csv", table.replace("reply_rate", "satisfaction_rate").encode()))
    proposed = stage.last(REVIEWER)
    choose(stage, send(stage, gone.replace(block("donghu"), "")), "2026年11月")
    stage.press(REVIEWER, proposed.id, "✅ 确认提交 2 项")
    assert "没有任何改动" in stage.last(REVIEWER).text
    stage.say(HEAD, "上一步")
    assert "没有上报" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.later(hours=1)


def test_who_acts_for_a_unit_that_is_gone_is_named_by_it_wherever_the_office_writes_it(quiet_stage: Stage) -> None:
    stage = quiet_stage
    from_december(stage, QUIET.replace(block("donghu"), ""))
    for line, told in (
        ("/people 加人 东湖所 负责人 马所长 7002", "东湖市场监管所负责人"),
        ("/people 停用 东湖所/王所长", "已停用 王所长"),
        ("/people 离任 赵副所长", "赵副所长 已离任（东湖市场监管所负责人）"),
        ("/bureau 记录 东湖所", "记录：东湖所"),
        ("/bureau 锁定 +995天 12:00", "期末后第 995 天"),
    ):
        stage.say(ADMIN, line)
        assert told in stage.last(ADMIN).text
    stage.press(ADMIN, stage.last(ADMIN).id, "2026年11月起")
    stage.say(ADMIN, "/bureau 日程")
    assert "锁定 2029年8月21日 12:00" in stage.last(ADMIN).text
    assert labels(stage.last(ADMIN)) == ["2026年11月 锁定延 1 天", "2026年11月 锁定延 3 天", "返回"], (
        "no lock has 1002 days"
    )


def test_what_a_ledger_counts_from_december_on_is_still_reported_for_november(quiet_stage: Stage) -> None:
    stage = quiet_stage
    from_december(stage, counted(QUIET))
    stage.report(HEAD, "信访件化解 3/3")
    assert "已收到" in stage.last(HEAD).text
    assert (stage.books()["value"], stage.books()["period"]) == ("3/3", "2026-11")
    stage.report(HEAD, "信访件化解 3/3 2026-12")
    assert "由督办事项（信访督办）自动计入，不用上报" in stage.last(HEAD).text
    assert len(stage.json("submissions")) == 1


def test_a_reminder_of_what_a_ledger_counts_by_now_asks_for_it_no_more(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.move(TWO_DAYS)
    (reminder,) = reminders(stage, HEAD)
    place = listed(reminder).index("信访件化解") + 1
    choose(stage, send(stage, counted(QUIET)), "2026年11月")
    stage.say(HEAD, f"{place} 3/3", reply_to=reminder.id)
    assert "由督办事项（信访督办）自动计入，不用上报" in stage.last(HEAD).text
    stage.say(HEAD, f"{place} 本月无", reply_to=reminder.id)
    assert "没有任何改动" in stage.last(HEAD).text
    stage.press(HEAD, reminder.id, "本月无")
    assert not any("信访件化解" in label for label in labels(stage.last(HEAD)))
    assert stage.json("submissions") == []
    stage.say(HEAD, "/pending")
    assert "信访件化解" not in stage.last(HEAD).text


def test_a_month_behind_a_unit_is_read_by_its_own_rules_as_one_at_the_end_is(quiet_stage: Stage) -> None:
    reply, closure = 'name = "工单按期回复率"', 'name = "工单办结率"'
    from_december(quiet_stage, QUIET.replace(reply, "@").replace(closure, reply).replace("@", closure))
    for line in ("东湖所 工单按期回复率 93/100 11月", "东湖所 11月 工单按期回复率 94/100"):
        quiet_stage.report(HEAD, line)
        (books,) = quiet_stage.json("submissions")
        assert (books["metric"], books["period"]) == ("reply_rate", "2026-11"), line


def test_a_month_in_the_title_of_a_highlight_is_no_period_to_read_it_by(quiet_stage: Stage) -> None:
    cases, exchange = 'name = "典型案例"', 'name = "市级以上经验交流"'
    from_december(quiet_stage, QUIET.replace(cases, "@").replace(exchange, cases).replace("@", exchange))
    for title in ("专项行动", "11月 专项行动", "专项行动 11月"):
        quiet_stage.say(HEAD, f"/highlight 典型案例 市级 {title}")
        filed = quiet_stage.json("submissions")[-1]
        assert (filed["metric"], filed["period"]) == ("exchange", "2026-12"), title
        quiet_stage.say(HEAD, f"/undo {filed['number']}")
