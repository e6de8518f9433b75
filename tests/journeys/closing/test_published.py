"""公示 and correction: objections to what was published until its notice ends, and another version by two people."""

import io
import json
from datetime import datetime, timedelta
from typing import Any

from openpyxl import load_workbook

from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, CHINA, HEAD, LEADER, OTHER_HEAD, REVIEWER, SECOND_REVIEWER
from tests.journeys.closing.test_closing import cards, locked, posts
from tests.stage import Stage, labels

ENDS = datetime(2026, 12, 10, 17, tzinfo=CHINA)


def closed(stage: Stage) -> None:
    locked(stage)
    stage.press(ADMIN, cards(stage, ADMIN)[0].id, "定榜")
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[0].id)
    stage.later(seconds=1)


def files(stage: Stage) -> list[Seen]:
    return [message for message in stage.said(stage.group) if message.document]


def first_of(stage: Stage) -> dict[str, Any]:
    """Return the first row as the command line reckons it."""
    row: dict[str, Any] = stage.json("standings", "--period", "2026-11", "--arena", "offices", "--final")["rows"][0]
    return row


def settled(stage: Stage) -> list[str]:
    return [one.text for one in stage.said(stage.group) if "公示期满" in one.text]


def test_a_result_names_the_winner_and_its_notice_ends_to_the_second_with_one_word_in_the_group(
    ranked_stage: Stage,
) -> None:
    stage = ranked_stage
    closed(stage)
    caption = posts(stage)[0].text.splitlines()
    assert caption[1].startswith("第 1 名：东湖市场监管所")
    assert caption[2] == "公示至 12月10日 17:00"
    assert [one.document[0] for one in files(stage) if one.document] == [
        "2026年11月竞赛情况通报.docx",
        "2026年11月竞赛成绩.xlsx",
    ]
    book = load_workbook(
        io.BytesIO(dict(one.document for one in files(stage) if one.document)["2026年11月竞赛成绩.xlsx"])
    )
    assert ("定榜人", "韩管理员、沈局长") in list(book["存证"].iter_rows(values_only=True))
    assert [one.photo is not None for one in stage.said(stage.group)[-4:]] == [True, True, False, False]
    stage.move(ENDS - timedelta(seconds=1))
    assert settled(stage) == []
    stage.say(HEAD, "/appeal")
    assert "请选择有异议的一项" in stage.last(HEAD).text
    stage.move(ENDS)
    stage.later(hours=1)
    assert settled(stage) == ["✅ 2026年11月正式结果公示期满，没有未处理的异议，结果生效。"]
    stage.say(HEAD, "/appeal 1 漏计一件")
    assert "编号 0001 没有受理异议：2026年11月正式结果的公示已于 12月10日 17:00 结束" in stage.last(HEAD).text
    stage.say(HEAD, "确认 0001")
    assert stage.last(HEAD).text.endswith("确认。公示已经结束：确有差错请回复本条：更正为 数值 原因（须两人签字）。")
    stage.say(HEAD, "/appeal")
    assert "请这样提异议" in stage.last(HEAD).text
    assert stage.books()["phase"] == "confirmed"


def test_an_objection_keeps_a_result_from_being_settled_and_two_people_correct_it_in_a_second_version(
    ranked_stage: Stage,
) -> None:
    stage = ranked_stage
    closed(stage)
    stage.move(ENDS - timedelta(hours=1))
    stage.say(HEAD, "/appeal 1 多计十二件")
    stage.move(ENDS)
    stage.later(hours=1)
    assert settled(stage) == []
    told = [one.text for one in stage.said(ADMIN) if "公示期满" in one.text]
    assert told == [
        "⚠️ 2026年11月公示期满，还有没处理的异议或更正，结果暂不生效：编号 0001。请先处理，处理完后自动公布期满。"
    ]
    stage.say(SECOND_REVIEWER, "改为 86/100 多计十二件", reply_to=stage.card(SECOND_REVIEWER).id)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert "须由另一名核实人或管理员再签。没有任何改动" in stage.last(SECOND_REVIEWER).text
    stage.later(seconds=1)
    assert len(posts(stage)) == 2, "one signature publishes nothing"
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.later(seconds=1)
    assert len(posts(stage)) == 3
    assert posts(stage)[-1].text.splitlines()[:5] == [
        "【市场监管所擂台】2026年11月（正式）",
        "第2版，更正前一版",
        f"第 1 名：西溪市场监管所，{first_of(stage)['total']} 分",
        "更正：东湖市场监管所 工单按期回复率 98/100 → 86/100（多计十二件）",
        "公示至 12月15日 17:00",
    ]
    stage.say(OTHER_HEAD, "核对", to=stage.group, reply_to=posts(stage)[-1].id)
    assert "完全一致" in stage.last(OTHER_HEAD).text
    assert settled(stage) == []
    stage.move(datetime(2026, 12, 15, 17, tzinfo=CHINA))
    assert settled(stage) == ["✅ 2026年11月正式结果（第2版）公示期满，没有未处理的异议，结果生效。"]
    first, _, second = (
        json.loads(stage.leitai("publications", "show", str(number), "--format", "json").out) for number in (1, 2, 3)
    )
    assert (first["version"], second["version"]) == (1, 2)
    assert second["signed"] == ["周科员", "李科长"]
    assert [first["standings"]["rows"][0]["unit"], second["standings"]["rows"][0]["unit"]] == ["donghu", "xixi"]
    done = stage.leitai("publications")
    assert [line.split()[:5] for line in done.out.splitlines()[1:]] == [
        ["1", "month", "2026-11", "offices", "1"],
        ["2", "month", "2026-11", "departments", "1"],
        ["3", "correction", "2026-11", "offices", "2"],
    ]
    assert (
        "更正：东湖市场监管所 工单按期回复率 98/100 → 86/100（多计十二件）"
        in stage.leitai("publications", "show", "3").out
    )
    done = stage.leitai("publications", "export", "3", str(stage.folder))
    sent = dict(one.document for one in files(stage)[2:] if one.document)
    assert done.out.splitlines() == [f"已写好：{stage.folder / name}" for name in sent]
    assert {name: (stage.folder / name).read_bytes() for name in sent} == sent
    assert list(sent) == ["2026年11月竞赛情况通报（第2版）.docx", "2026年11月竞赛成绩（第2版）.xlsx"]
    assert "没有覆盖" in stage.leitai("publications", "export", "3", str(stage.folder)).reason
    assert "没有写" in stage.leitai("publications", "export", "99", str(stage.folder)).reason
    assert "不是文件夹" in stage.leitai("publications", "export", "3", str(stage.rulebook)).reason
    assert stage.json("publications", "--period", "2026-10") == []
    assert stage.leitai("publications", "show", "99").reason == "没有编号为 99 的通报：编号见 leitai publications"
    for wrong in (("--period", "第46周"), ("--format", "png"), ("show", "1", "--format", "png")):
        assert stage.leitai("publications", *wrong).code == 2, wrong


def test_what_was_corrected_between_lock_and_closing_is_told_by_the_result(ranked_stage: Stage) -> None:
    stage = ranked_stage
    locked(stage)
    stage.say(REVIEWER, "更正为 92/100 核对有误", reply_to=stage.cards(REVIEWER)[0].id)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    stage.say(ADMIN, "待定榜")
    stage.press(ADMIN, cards(stage, ADMIN)[-1].id, "定榜")
    stage.say(LEADER, "定榜", reply_to=cards(stage, LEADER)[-1].id)
    stage.later(seconds=1)
    assert "更正：东湖市场监管所 工单按期回复率 98/100 → 92/100（核对有误）" in posts(stage)[0].text.splitlines()
    assert "更正" not in posts(stage)[1].text
    assert len(posts(stage)) == 2, "what the result tells is no other version of it"


def test_an_admin_sends_a_publication_again_and_nothing_sends_it_twice_by_itself(ranked_stage: Stage) -> None:
    stage = ranked_stage
    stage.say(ADMIN, "重发")
    assert "还没有公布过通报" in stage.last(ADMIN).text
    closed(stage)
    first = posts(stage)[1]
    stage.say(REVIEWER, "重发")
    assert "只有管理员" in stage.last(REVIEWER).text
    stage.say(ADMIN, "重发")
    told = stage.last(ADMIN)
    assert told.text.splitlines()[1:] == [
        "1. 月度通报 2026-11 局属事业单位、机关科室擂台：已发出 2026-12-07 12:00",
        "2. 月度通报 2026-11 市场监管所擂台：已发出 2026-12-07 12:00",
    ]
    assert labels(told) == [], "what has just arrived is not sent again"
    stage.later(minutes=11)
    stage.say(ADMIN, "重发")
    told = stage.last(ADMIN)
    assert stage.press(ADMIN, told.id, "重发 1") == ("将重新发出。", False)
    assert stage.press(ADMIN, told.id, "重发 1") == (
        "这份通报刚刚发到群里，没有再发一次。确实要再发，请过 10 分钟。",
        True,
    )
    assert [one.text for one in posts(stage)[2:]] == [first.text]
    assert posts(stage)[2].photo == first.photo
    assert len(files(stage)) == 2, "the documents go with the first arena"
    stage.press(ADMIN, told.id, "重发 2")
    assert [one.document for one in files(stage)[2:]] == [one.document for one in files(stage)[:2]]
