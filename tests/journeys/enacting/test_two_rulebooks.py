"""A rulebook that holds from December leaves November, which is open yet, to its own units, leads and metrics."""

import io
import re
from datetime import datetime

from openpyxl import load_workbook

from tests.cast import ADMIN, CHINA, HEAD, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER
from tests.journeys.desk.test_roster import fetched
from tests.journeys.desk.test_roster import send as sent_back
from tests.journeys.enacting.test_rulebooks import SAMPLE, choose, send
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
    from_december(stage, re.sub(r'(id = "closure_rate"(?:.*\n){4}points = )5', r"\g<1>10", gone))
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
