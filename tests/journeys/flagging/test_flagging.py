"""Flags: proposed by the closing, decided by leaders in private with a reason, and only what was issued is posted."""

import io
from datetime import datetime, timedelta
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from bot.sandbox.watch.faults import server_error
from bot.sandbox.world.messages import Seen
from handlers.deciding.actions.reviews import LONGEST_REASON
from handlers.flagging.results import Done, FlagCard
from handlers.flagging.views import card as view
from handlers.texts import MESSAGE_LIMIT, length
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    HEAD,
    LEADER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_REVIEWER,
    STRANGER,
    THIRD_HEAD,
    roster_csv,
)
from tests.journeys.closing.test_closing import cards as closing_cards
from tests.journeys.flagging.conftest import PARTS, SMALL
from tests.stage import Stage, furnish, labels, playing, staged

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
HEADS = (HEAD, OTHER_HEAD, THIRD_HEAD)


def reported(stage: Stage, *values: int, month: str = "") -> None:
    """Let every office report its figure, and the lead confirm each."""
    for head, value in zip(HEADS, values, strict=True):
        stage.report(head, f"按期回复率 {value}/100{month}")
        stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)


def close(stage: Stage, period: str) -> None:
    """Let an admin and a leader close a period."""
    for person in (ADMIN, LEADER):
        if person == ADMIN:
            stage.say(ADMIN, "待定榜")
        card = next(card for card in reversed(closing_cards(stage, person)) if f"待定榜 {period}\n" in card.text)
        stage.say(person, "定榜", reply_to=card.id)
    stage.later(seconds=1)


def november(stage: Stage) -> None:
    """Let November be closed, for which nothing was proposed until then."""
    reported(stage, 98, 90, 60)
    stage.move(LOCK)
    assert cards(stage, LEADER) == []
    close(stage, "2026年11月")


def cards(stage: Stage, person: int, unit: str = "") -> list[Seen]:
    return [one for one in stage.said(person) if "旗提名" in one.text and unit in one.text]


def told(stage: Stage) -> list[str]:
    """List what the group was told of flags."""
    return [one.text for one in stage.said(stage.group) if "由局领导决定" in one.text]


def waited_for(stage: Stage) -> None:
    """Let the office and a leader see what waits."""
    stage.say(ADMIN, "/bureau")
    assert "还有 2 面红黑旗等局领导决定：东湖市场监管所 红旗、南桥市场监管所 黑旗" in stage.last(ADMIN).text
    stage.say(ADMIN, "/bureau 定榜")
    assert "没有等着定榜的周期" in stage.last(ADMIN).text
    assert "还有 2 面红黑旗等局领导决定" in stage.last(ADMIN).text
    stage.say(LEADER, "/pending")
    assert "🚩 等您决定的红黑旗 2 面" in stage.last(LEADER).text


def refused_to_others(stage: Stage, card: Seen) -> None:
    """Let everybody who is no leader ask for the cards, or press what they have no card of."""
    for person, said in ((ADMIN, "🔒 发不发红黑旗只由局领导决定"), (HEAD, "🔒 发不发红黑旗只由局领导决定")):
        stage.say(person, "红黑旗")
        assert said in stage.last(person).text
    stage.say(STRANGER, "红黑旗")
    assert "旗" not in stage.last(STRANGER).text
    data = card.buttons[0][0].data
    assert data is not None
    stage.report(HEAD, "按期回复率 97/100 2026-12")
    bears = next(one.id for one in reversed(stage.said(HEAD)) if one.buttons)
    stage.forge(HEAD, bears, data)
    assert stage.press(HEAD, bears, "旧") == (
        "这个按钮已经过时（已更新），没有任何改动。请看最新的消息，或发 /pending。", True,
    )  # fmt: skip


def test_leaders_alone_are_asked_at_the_closing_and_only_what_one_of_them_issues_is_posted_once(
    small_stage: Stage,
) -> None:
    stage = small_stage
    november(stage)
    red, black = cards(stage, LEADER)
    assert red.text == (
        "🚩 红旗提名 2026年11月 市场监管所擂台\n东湖市场监管所：第 1 名，98.00 分（通报第 1 号）\n依据：前 1 名\n"
        "只发局领导，没有局领导决定就不发。回复本条：发 理由 ／ 不发 理由 ／ 改为 单位或旗 理由"
    )
    assert "🏴 黑旗提名" in black.text
    assert "南桥市场监管所：第 3 名，60.00 分" in black.text
    assert "依据：后 1 名，且总分低于 70" in black.text
    assert labels(red) == labels(black) == ["发", "不发", "改为"]
    assert len(cards(stage, COLLEAGUE)) == 2, "who sits in an office is a leader all the same"
    assert not any("旗" in one.text for place in (stage.group, *HEADS[:2], ADMIN) for one in stage.said(place))
    waited_for(stage)
    refused_to_others(stage, red)
    before = stage.counts()
    assert stage.press(LEADER, red.id, "发")[0] == "请回复新消息，写明内容，才会生效。"
    assert stage.last(LEADER).text == (
        "沈局长：请回复这条消息，写明理由（至少两个字），回复后才发红旗：东湖市场监管所，2026年11月。"
    )
    stage.say(LEADER, "好", reply_to=stage.last(LEADER).id)
    assert "原因至少写两个字" in stage.last(LEADER).text
    asked = next(one for one in reversed(stage.said(LEADER)) if "回复后才发红旗" in one.text)
    stage.say(COLLEAGUE, "发", reply_to=cards(stage, COLLEAGUE, "东湖")[0].id)
    assert told(stage) == []
    stage.say(LEADER, "按期办结第一", reply_to=asked.id)
    assert told(stage) == [
        (
            "🚩 2026年11月 市场监管所擂台\n发红旗：东湖市场监管所，第 1 名，98.00 分\n"
            "理由：按期办结第一\n由局领导决定，依据通报第 1 号。"
        )
    ]
    assert stage.last(HEAD).text == told(stage)[0]
    assert stage.new(before).get(OTHER_HEAD, []) == []
    stage.say(COLLEAGUE, "我看可以", reply_to=stage.said(COLLEAGUE)[-2].id)
    assert "沈局长已先决定（已更新），没有新的改动" in stage.last(COLLEAGUE).text
    old = cards(stage, COLLEAGUE, "东湖")[0]
    assert (labels(old), "回复本条" in old.text) == ([], False)
    assert stage.press(COLLEAGUE, old.id, "不发")[1]
    newest = cards(stage, COLLEAGUE, "东湖")[-1]
    assert "12月7日 12:00 沈局长：发红旗，理由：按期办结第一" in newest.text
    assert labels(newest) == ["改为", "撤销"]

    stage.say(COLLEAGUE, "不发 已当面提醒", reply_to=cards(stage, COLLEAGUE, "南桥")[0].id)
    assert "赵副局长：不发黑旗，理由：已当面提醒" in cards(stage, LEADER, "南桥")[-1].text
    assert labels(cards(stage, LEADER, "南桥")[-1]) == ["发"]
    stage.later(hours=1)
    assert len(told(stage)) == 1
    stage.say(ADMIN, "/bureau")
    assert "红黑旗" not in stage.last(ADMIN).text
    stage.say(LEADER, "红黑旗")
    assert [labels(one) for one in stage.said(LEADER)[-2:]] == [["改为", "撤销"], ["发"]]
    stage.say(OTHER_HEAD, "/why 东湖所 2026-11")
    assert "🚩 红旗：按期办结第一" in stage.last(OTHER_HEAD).text
    stage.say(OTHER_HEAD, "/why 南桥所 2026-11")
    assert "黑旗" not in stage.last(OTHER_HEAD).text
    assert "红旗：东湖市场监管所（按期办结第一）" in stage.leitai("publications", "show", "1").out
    assert "黑旗" not in stage.leitai("publications", "show", "1").out


def test_a_correction_tells_leaders_old_and_new_and_only_they_withdraw_or_change_what_was_issued(
    small_stage: Stage,
) -> None:
    stage = small_stage
    november(stage)
    stage.say(LEADER, "发：按期办结第一", reply_to=cards(stage, LEADER, "东湖")[0].id)
    stage.say(LEADER, "发 连续落后", reply_to=cards(stage, LEADER, "南桥")[0].id)
    assert len(told(stage)) == 2

    stage.say(REVIEWER, "更正为 85/100 多计十三件", reply_to=stage.cards(REVIEWER)[0].id)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    before = stage.counts()
    stage.later(seconds=1)
    new = stage.new(before)
    assert new[LEADER][0] == (
        "⚠️ 2026年11月 市场监管所擂台更正后（第2版）提名有变：\n原来：东湖市场监管所 红旗、南桥市场监管所 黑旗\n"
        "现在：西溪市场监管所 红旗、南桥市场监管所 黑旗\n"
        "已发的旗没有任何改动；要撤销或改发，请在旗的卡片上办，写明理由。只告诉局领导。"
    )
    assert "更正后（第2版）：第 2 名，85.00 分，已不在提名之列" in new[LEADER][1]
    assert "西溪市场监管所：第 1 名，90.00 分（通报第 2 号）" in new[LEADER][2]
    assert len(new[LEADER]) == len(new[COLLEAGUE]) == 3
    assert not any("旗" in text for text in (*new.get(ADMIN, ()), *new.get(HEAD, ()), *new[stage.group]))
    assert len(told(stage)) == 2, "nothing changes by itself"

    mine = cards(stage, LEADER, "东湖")[-1]
    for wrong, said in (
        ("改为 更正后落到第二", "请先写改成哪家单位或哪种旗"),
        ("改为 南桥所 更正后落到第二", "南桥市场监管所2026年11月已经有黑旗，一家单位一期只有一面旗"),
        ("改为 西溪所", "原因至少写两个字"),
        ("改为 红旗 南桥 更正后落到第二", "请先写改成哪家单位或哪种旗"),
        ("不发 更正后落到第二", "这面旗已经发出，没有任何改动"),
    ):
        stage.say(LEADER, wrong, reply_to=mine.id)
        assert said in stage.last(LEADER).text, wrong
    assert len(told(stage)) == 2
    stage.press(LEADER, mine.id, "改为")
    assert "写明改成哪家单位（或哪种旗）和理由，例如：西溪所 更正后应为该所" in stage.last(LEADER).text
    stage.say(LEADER, "西溪所 更正后应为该所")
    assert told(stage)[2:] == [
        (
            "🚩 2026年11月 市场监管所擂台\n改发红旗：西溪市场监管所，第 1 名，90.00 分（原为东湖市场监管所 红旗）\n"
            "理由：更正后应为该所\n由局领导决定，依据通报第 2 号。"
        )
    ]
    assert stage.last(HEAD).text == told(stage)[2]
    assert "\n发红旗：西溪市场监管所，第 1 名，90.00 分\n" in stage.last(OTHER_HEAD).text
    stage.say(COLLEAGUE, "发 第一名", reply_to=cards(stage, COLLEAGUE, "西溪市场监管所：")[-1].id)
    assert "西溪市场监管所2026年11月已经有红旗" in stage.last(COLLEAGUE).text
    assert len(told(stage)) == 3
    stage.group = stage.chat.migrate(stage.group)
    stage.settle()
    stage.say(COLLEAGUE, "撤销 申诉属实", reply_to=cards(stage, COLLEAGUE, "南桥")[-1].id)
    assert told(stage) == [
        (
            "🏴 2026年11月 市场监管所擂台\n撤销黑旗：南桥市场监管所，第 3 名，60.00 分\n"
            "理由：申诉属实\n由局领导决定，依据通报第 2 号。"
        )
    ]
    assert labels(cards(stage, LEADER, "南桥")[-1]) == ["发"]
    assert "红旗：西溪市场监管所（更正后应为该所）" in stage.leitai("publications", "show", "2").out


def test_what_is_issued_at_night_waits_for_the_morning_and_is_never_told_where_it_was_taken_back_by_then(
    small_stage: Stage,
) -> None:
    stage = small_stage
    november(stage)
    night, morning = LOCK.replace(hour=20, minute=30), datetime(2026, 12, 8, 8, 30, tzinfo=CHINA)
    stage.move(night - timedelta(minutes=1))
    stage.say(LEADER, "发 按期办结第一", reply_to=cards(stage, LEADER, "东湖")[-1].id)
    assert len(told(stage)) == 1
    stage.move(night)
    stage.say(LEADER, "发 连续落后", reply_to=cards(stage, LEADER, "南桥")[-1].id)
    assert len(told(stage)) == 1
    before = stage.counts()
    stage.say(LEADER, "撤销 再核一次", reply_to=cards(stage, LEADER, "南桥")[-1].id)
    stage.move(morning - timedelta(seconds=1))
    stage.move(morning)
    stage.later(hours=1)
    assert len(told(stage)) == 1, "the black flag never was told, so nothing is taken back"
    assert stage.new(before).get(THIRD_HEAD, []) == []

    stage.say(LEADER, "撤销 另有处理", reply_to=cards(stage, LEADER, "东湖")[-1].id)
    stage.say(LEADER, "发 处理完毕", reply_to=cards(stage, LEADER, "东湖")[-1].id)
    assert [text.splitlines()[1] for text in told(stage)[1:]] == [
        "撤销红旗：东湖市场监管所，第 1 名，98.00 分",
        "发红旗：东湖市场监管所，第 1 名，98.00 分",
    ]


def test_what_may_not_have_arrived_is_settled_by_admins_and_what_was_refused_never_comes_when_it_is_no_longer_true(
    small_stage: Stage,
) -> None:
    stage = small_stage
    november(stage)
    stage.chat.faults.plan(server_error(500, after=True), method="sendMessage", chat=stage.group)
    stage.say(LEADER, "发 按期办结第一", reply_to=cards(stage, LEADER, "东湖")[-1].id)
    stage.later(hours=1)
    (question,) = [one for one in stage.said(ADMIN) if "不知是否已发出" in one.text]
    assert question.text.startswith("❓ 市场监管所擂台 2026-11 的红黑旗不知是否已发出")
    stage.press(ADMIN, question.id, "已发出")
    assert len(told(stage)) == 1
    stage.chat.kick_bot(stage.group)
    stage.say(LEADER, "发 连续落后", reply_to=cards(stage, LEADER, "南桥")[-1].id)
    assert any("的红黑旗没有送达：机器人已被移出群" in one.text for one in stage.said(ADMIN))
    stage.say(LEADER, "改为 西溪所 更正后应为该所", reply_to=cards(stage, LEADER, "东湖")[-1].id)
    stage.say(LEADER, "撤销 再核一次", reply_to=cards(stage, LEADER, "南桥")[-1].id)
    stage.chat.add_bot(stage.group, ADMIN)
    stage.settle()
    stage.later(hours=1)
    assert [text.splitlines()[1] for text in told(stage)[1:]] == [
        "改发红旗：西溪市场监管所，第 2 名，90.00 分（原为东湖市场监管所 红旗）"
    ]


def test_a_card_is_one_message_however_often_and_at_length_was_decided() -> None:
    done = Done("沈局长", LOCK.isoformat(), "issue", "东湖市场监管所", "red", "由" * LONGEST_REASON)
    place = ("1", "98.00")
    found = FlagCard(
        1, 1, 30, "issued", "2026年11月", "市场监管所擂台", "东湖市场监管所", "red", place, 1, 1, "70", 0,
        (done,) * 30, (2, place, True),
    )  # fmt: skip
    told_of = view(found).text
    assert "（在此之前还决定过 25 次）" in told_of
    assert length(told_of) <= MESSAGE_LIMIT


def test_two_periods_in_a_row_at_the_bottom_are_told_to_leaders_alone_once_and_stand_in_the_file_of_the_year(
    small_stage: Stage,
) -> None:
    stage = small_stage
    reported(stage, 98, 90, 80)
    stage.move(LOCK)
    close(stage, "2026年11月")
    assert len(cards(stage, LEADER)) == 1, "80 is not below 70"
    stage.say(LEADER, "发 按期办结第一", reply_to=cards(stage, LEADER, "东湖")[-1].id)
    assert not any("📉" in one.text for one in stage.said(LEADER))
    reported(stage, 60, 90, 50, month=" 2026-12")
    stage.move(datetime(2027, 1, 8, 12, tzinfo=CHINA))
    close(stage, "2026年12月")
    alert = (
        "📉 市场监管所擂台 南桥市场监管所已连续 2 期排在末位：2026年11月 第 3 名 80.00 分；2026年12月 第 3 名 50.00 分"
        "。只告诉局领导，不公布，也不自动处理任何人。"
    )
    for leader in (LEADER, COLLEAGUE):
        assert [one.text for one in stage.said(leader)].count(alert) == 1
    assert not any("📉" in one.text for place in (stage.group, ADMIN, HEAD, OTHER_HEAD) for one in stage.said(place))
    assert "已连续 2 期排在末位" in cards(stage, LEADER, "南桥")[-1].text
    stage.say(LEADER, "发 连续两月末位", reply_to=cards(stage, LEADER, "南桥")[-1].id)
    close(stage, "2026年第4季度")
    close(stage, "2026年")
    stage.later(seconds=1)
    assert len(told(stage)) == 2
    assert len(cards(stage, LEADER, "2026年第4季度")) == len(cards(stage, LEADER, " 2026年 ")) == 0
    stage.say(THIRD_HEAD, "/why 南桥所 2026")
    assert "🏴 2026年12月黑旗：连续两月末位" in stage.last(THIRD_HEAD).text
    stage.say(HEAD, "/rank 2026")
    board = next(one for one in reversed(stage.said(HEAD)) if one.photo)
    assert "东湖市场监管所 79.00（距第1名 11.00 分，红旗）" in board.text
    assert "南桥市场监管所 65.00（黑旗）" in board.text
    files = dict(one.document for one in stage.said(HEAD) if one.document)
    told_of = Document(io.BytesIO(files["2026年东湖市场监管所竞赛档案.docx"]))
    headings = [each.text for each in told_of.paragraphs if "、" in each.text[:2]]
    assert headings == ["一、各期成绩", "二、事项", "三、红旗、黑旗", "四、更正"]
    assert [[cell.text for cell in row.cells] for row in told_of.tables[1].rows] == [
        ["周期", "旗", "理由", "决定日期", "通报"],
        ["2026年11月", "红旗", "按期办结第一", "2026年12月7日", "1"],
    ]
    book = load_workbook(io.BytesIO(files["2026年东湖市场监管所竞赛档案.xlsx"]))
    assert list(book["红黑旗"].iter_rows(values_only=True))[1] == (
        "2026年11月", "红旗", "按期办结第一", "2026-12-07", 1,
    )  # fmt: skip
    stage.say(THIRD_HEAD, "/rank 2026")
    files = dict(one.document for one in stage.said(THIRD_HEAD) if one.document)
    told_of = Document(io.BytesIO(files["2026年南桥市场监管所竞赛档案.docx"]))
    assert [cell.text for cell in told_of.tables[1].rows[1].cells][:3] == ["2026年12月", "黑旗", "连续两月末位"]


def test_flags_and_corrections_of_a_year_stand_in_its_files_though_the_rules_and_a_name_came_in_the_middle_of_it(
    tmp_path: Path,
) -> None:
    rules, later = tmp_path / "rulebook.toml", tmp_path / "december.toml"
    rules.write_text(SMALL.replace('[flags]\nperiod = "month"\n', ""), "utf-8")
    later.write_text(SMALL.replace('name = "西溪市场监管所"', 'name = "西溪新区市场监管所"'), "utf-8")
    furnish(tmp_path / "data", rules, roster_csv(PARTS))
    with staged("in process", tmp_path / "data", rules) as stage, playing(stage):
        assert stage.leitai("rulebook", "put", str(later), "--from", "2026-12", "--by", str(ADMIN)).code == 0
        stage.move(LOCK)
        reported(stage, 98, 50, 90, month=" 2026-12")
        mine = stage.cards(REVIEWER)[1]
        stage.move(datetime(2027, 1, 8, 12, tzinfo=CHINA))
        close(stage, "2026年12月")
        stage.say(LEADER, "发 末位", reply_to=cards(stage, LEADER, "西溪新区")[-1].id)
        stage.say(REVIEWER, "更正为 55/100 漏计五件", reply_to=mine.id)
        stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
        stage.later(seconds=1)
        close(stage, "2026年第4季度")
        close(stage, "2026年")
        stage.later(seconds=1)
        stage.say(OTHER_HEAD, "/rank 2026")
        files = dict(one.document for one in stage.said(OTHER_HEAD) if one.document)
    book = load_workbook(io.BytesIO(files["2026年西溪市场监管所竞赛档案.xlsx"]))
    assert list(book["红黑旗"].iter_rows(values_only=True))[1][:3] == ("2026年12月", "黑旗", "末位")
    corrected = list(book["更正"].iter_rows(values_only=True))
    assert len(corrected) == 2, corrected
    assert {"50/100", "55/100", "漏计五件"} <= {*corrected[1]}
