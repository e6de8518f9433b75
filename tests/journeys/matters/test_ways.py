"""Where matters are spoken of: in the group and in private, about several parts, step by step, with files."""

from datetime import datetime

import pytest

from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    STAFF_REVIEWER,
)
from tests.journeys.matters.playing import act, card, cards, told
from tests.stage import Stage, labels

LINE = "交办 临时任务 东湖所、西溪所 11月25日 校园周边食品店排查"
FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=CHINA)


def test_in_the_group_the_sheet_answers_the_line_and_errors_go_to_the_person(bureau: Stage) -> None:
    message = bureau.say(OFFICE_REVIEWER, f"/task {LINE[3:]}", to=GROUP)
    sheet = bureau.last(GROUP)
    assert sheet.reply_to == message.id
    assert "办理中 2" in sheet.text
    assert "已交办 T0001" in bureau.last(OFFICE_REVIEWER).text
    before = bureau.counts()
    bureau.say(OFFICE_REVIEWER, "/task 临时任务 月球所 11月25日 排查", to=GROUP)
    assert bureau.new(before).keys() == {OFFICE_REVIEWER}
    assert "没有叫“月球所”的单位" in bureau.last(OFFICE_REVIEWER).text
    bureau.say(OFFICE_REVIEWER, "/ledger", to=GROUP)
    assert bureau.last(GROUP).text == "📒 台账 2 件：办理中 2\n东湖市场监管所 1 件\n西溪市场监管所 1 件"


def test_a_message_about_several_parts_decides_nothing_and_offers_them(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    sheet = bureau.last(OFFICE_REVIEWER)
    bureau.say(OFFICE_REVIEWER, "撤项 抽调支援乡镇", reply_to=sheet.id)
    offered = bureau.last(OFFICE_REVIEWER)
    assert labels(offered) == ["T0001 东湖市场监管所", "T0001 西溪市场监管所"]
    assert {each["state"] for each in bureau.json("matters")} == {"open"}
    bureau.press(OFFICE_REVIEWER, offered.id, "T0001 西溪市场监管所")
    assert [each["state"] for each in bureau.json("matters")] == ["open", "withdrawn"]
    assert "办理中 1、已撤项 1" in bureau.seen(OFFICE_REVIEWER, sheet.id).text


def test_a_photo_with_the_word_that_replies_to_nothing_is_asked_back_and_comes_along(
    bureau: Stage, picture: bytes
) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(HEAD, "完成 已排查", photo=picture)
    assert labels(bureau.last(HEAD)) == ["T0001 东湖市场监管所"]
    assert {each["state"] for each in bureau.json("matters")} == {"open"}
    bureau.press(HEAD, bureau.last(HEAD).id, "T0001 东湖市场监管所")
    assert "待核查：已排查，佐证 1 份" in bureau.last(HEAD).text
    bureau.say(REVIEWER, "完成", photo=picture)
    assert "收到 1 份材料" in bureau.last(REVIEWER).text, "who has nothing to finish keeps it for a report"


@pytest.mark.parametrize("words", ["已完成", "已完成，共32家"])
def test_what_people_say_for_the_word_is_taken_for_it(bureau: Stage, words: str) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    act(bureau, HEAD, words)
    assert "待核查" in card(bureau, OFFICE_REVIEWER).text


def test_by_number_the_unit_may_be_left_out_where_one_part_only_can_be_meant(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(HEAD, "完成 T1 已排查")
    assert "待核查" in bureau.last(HEAD).text
    bureau.say(OFFICE_REVIEWER, "确认 T0001")
    assert "东湖市场监管所 已办结" in bureau.last(OFFICE_REVIEWER).text
    bureau.say(OTHER_HEAD, "ｔ１ 完成 已排查")
    bureau.say(OFFICE_REVIEWER, "退回 T1 西溪所 缺少照片")
    assert "西溪市场监管所 已退回" in bureau.last(OFFICE_REVIEWER).text


def test_words_that_reply_to_nothing_are_asked_back(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(HEAD, "完成")
    offered = bureau.last(HEAD)
    assert "还没有任何改动" in offered.text
    assert {each["state"] for each in bureau.json("matters")} == {"open"}
    bureau.press(HEAD, offered.id, "T0001 东湖市场监管所")
    assert "待核查" in bureau.last(HEAD).text


def test_a_reply_to_the_message_that_assigned_is_about_what_it_assigned(bureau: Stage) -> None:
    message = bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 排查")
    bureau.say(OFFICE_REVIEWER, "撤项 不再需要", reply_to=message.id)
    assert "已撤项" in bureau.last(OFFICE_REVIEWER).text


def test_anything_else_decides_nothing_and_says_what_may_be_written(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(HEAD, "收到，马上办", reply_to=card(bureau, HEAD).id)
    assert "没有任何改动。请整条回复：完成 ／ 进展" in bureau.last(HEAD).text
    assert bureau.json("matters")[0]["state"] == "open"


def test_step_by_step_it_is_kind_units_deadline_and_title(bureau: Stage) -> None:
    bureau.say(LEADER, "/task")
    bureau.press(LEADER, bureau.last(LEADER).id, "临时任务")
    bureau.press(LEADER, bureau.last(LEADER).id, "东湖市场监管所")
    bureau.press(LEADER, bureau.last(LEADER).id, "西溪市场监管所")
    assert "已选：东湖市场监管所、西溪市场监管所" in bureau.last(LEADER).text
    bureau.press(LEADER, bureau.last(LEADER).id, "选好了")
    bureau.press(LEADER, bureau.last(LEADER).id, "下周五")
    bureau.say(LEADER, "食品店排查 数量：40户")
    answer = bureau.last(LEADER).text
    assert answer.startswith("✅ 已交办 T0001 东湖市场监管所、西溪市场监管所\n食品店排查\n")
    assert "\n西溪市场监管所 办理中 0/40，11月27日（周五）17:00\n" in answer
    bureau.say(HEAD, "/problem")
    bureau.say(HEAD, "东湖所")
    bureau.say(HEAD, "11月30日")
    bureau.say(HEAD, "值班台账不全 措施：每日填写 责任人：张明")
    assert "待立项 T0002" in "".join(told(bureau, HEAD))


def test_step_by_step_a_whole_arena_has_its_count_a_day_is_written_out_and_nothing_chosen_goes_silently(
    bureau: Stage,
) -> None:
    bureau.say(OFFICE_REVIEWER, "/task")
    asked = bureau.last(OFFICE_REVIEWER)
    assert asked.text.startswith("按“临时任务”交办，交给哪些单位？")
    assert "市场监管所全部 9 家" in labels(asked)
    bureau.press(OFFICE_REVIEWER, asked.id, "东湖市场监管所")
    bureau.say(OFFICE_REVIEWER, "/task")
    assert "/task" in bureau.said(OFFICE_REVIEWER)[-2].text, "that a choice was put down is said"
    bureau.press(OFFICE_REVIEWER, bureau.last(OFFICE_REVIEWER).id, "市场监管所全部 9 家")
    bureau.say(OFFICE_REVIEWER, "11月25日17:00")
    assert "（市场监管所全部 9 家，11月25日（周三）17:00）" in bureau.last(OFFICE_REVIEWER).text
    bureau.say(OFFICE_REVIEWER, "食品店排查")
    assert len(bureau.json("matters")) == 9


def test_what_a_head_proposes_waits_until_a_verifier_accepts_it(bureau: Stage) -> None:
    bureau.say(HEAD, "整改 11月30日 值班台账不全 措施：每日填写 责任人：张明")
    assert "待立项" in card(bureau, HEAD).text
    assert "王所长 11月19日 09:00 提出" in card(bureau, REVIEWER).text
    assert "已立项，办理中" in act(bureau, REVIEWER, "确认")
    bureau.say(HEAD, "整改 11月30日 快检室未启用")
    assert "已退回，已撤项" in act(bureau, REVIEWER, "退回 重复提出", entry="T0002")
    assert [each["state"] for each in bureau.json("matters")] == ["open", "withdrawn"]


def test_evidence_that_a_kind_demands_is_asked_for_and_a_photo_alone_answers(bureau: Stage, picture: bytes) -> None:
    bureau.say(REVIEWER, "交办 专项排查 东湖所 11月25日 冷链排查 数量：40户")
    assert "报完成必须附佐证" in act(bureau, HEAD, "完成 40/40")
    assert bureau.json("matters")[0]["state"] == "open"
    bureau.say(HEAD, photo=picture, reply_to=bureau.last(HEAD).id)
    assert "待核查：40/40，佐证 1 份" in bureau.last(HEAD).text


def test_an_album_belongs_to_the_finish_and_a_photo_before_it_too(bureau: Stage, picture: bytes) -> None:
    bureau.say(REVIEWER, "交办 专项排查 东湖所、西溪所 11月25日 冷链排查")
    bureau.chat.say_album(HEAD, [picture, picture], "完成", reply_to=card(bureau, HEAD).id)
    bureau.settle()
    assert "佐证 2 份" in card(bureau, REVIEWER, unit="东湖").text
    bureau.say(OTHER_HEAD, photo=picture, reply_to=card(bureau, OTHER_HEAD).id)
    offered = bureau.last(OTHER_HEAD)
    assert bureau.json("matters")[1]["state"] == "open"
    bureau.press(OTHER_HEAD, offered.id, "T0001 西溪市场监管所")
    assert "佐证 1 份" in card(bureau, REVIEWER, unit="西溪").text


def test_evidence_is_shown_to_those_whom_it_concerns(bureau: Stage, picture: bytes) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 排查")
    bureau.say(HEAD, "完成", photo=picture, reply_to=card(bureau, HEAD).id)
    for person in (COLLEAGUE, LEADER, ADMIN):
        assert act(bureau, person, "查看佐证") != ""
        assert bureau.last(person).photo is not None, person
    bureau.say(STAFF_REVIEWER, "台账 T1")
    assert cards(bureau, STAFF_REVIEWER, "T0001") == []


def test_helpers_are_told_and_see_it_in_the_ledger(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 排查 配合：西溪所")
    assert "请 西溪市场监管所 配合" in bureau.last(OTHER_HEAD).text
    bureau.say(OTHER_HEAD, "台账")
    assert "T0001 东湖市场监管所 办理中" in bureau.last(OTHER_HEAD).text
    assert "不能代为办理" in act(bureau, OTHER_HEAD, "完成")


def test_the_ledger_is_narrowed_and_turns_its_pages(bureau: Stage) -> None:
    several = "\n".join(f"交办 西溪所 11月26日 丙{place}" for place in range(7))
    bureau.say(OFFICE_REVIEWER, f"交办 临时任务 全部市场监管所 11月25日 甲\n交办 东湖所 11月20日 乙\n{several}")
    bureau.say(OFFICE_REVIEWER, "台账")
    first = bureau.last(OFFICE_REVIEWER)
    assert "📒 台账 17 件：办理中 17" in first.text
    assert "\nT0001 9 家 办理中 9，11月25日（周三）17:00：甲\n" in first.text
    assert "第 1 页，共 2 页" in first.text
    bureau.press(OFFICE_REVIEWER, first.id, "下一页")
    assert "第 2 页，共 2 页" in bureau.seen(OFFICE_REVIEWER, first.id).text
    for narrowed, count in (
        ("东湖所", 2),
        ("临期", 1),
        ("临时任务", 9),
        ("东湖所 临期", 1),
        ("待核查", 0),
        ("逾期", 0),
    ):
        bureau.say(OFFICE_REVIEWER, f"台账 {narrowed}")
        assert bureau.last(OFFICE_REVIEWER).text.count("\nT00") == min(count, 8), narrowed
    bureau.say(HEAD, "台账")
    assert bureau.last(HEAD).text.count("\nT00") == 2
    bureau.press(HEAD, bureau.last(HEAD).id, "看 T0001 东湖市场监管所")
    assert cards(bureau, HEAD, "T0001")
    bureau.press(OFFICE_REVIEWER, first.id, "上一页")
    bureau.press(OFFICE_REVIEWER, first.id, "看 T0001 9 家")
    sheet = bureau.last(OFFICE_REVIEWER)
    assert len(labels(sheet)) == 9, "a button a unit"
    bureau.say(OFFICE_REVIEWER, "台账 天上")
    assert "没有看懂“天上”" in bureau.last(OFFICE_REVIEWER).text


def test_what_is_closed_is_one_word_or_press_away_and_the_ledger_says_so(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.say(HEAD, "台账")
    assert "已办结" not in bureau.last(HEAD).text
    act(bureau, HEAD, "完成")
    bureau.say(OFFICE_REVIEWER, "确认 T1 东湖所")
    bureau.say(OFFICE_REVIEWER, "台账")
    ledger = bureau.last(OFFICE_REVIEWER)
    assert ledger.text.endswith("\n另有已办结 1 件，请发 台账 已办结 查看")
    bureau.press(OFFICE_REVIEWER, ledger.id, "✅ 已办结 1")
    pressed = bureau.last(OFFICE_REVIEWER).text
    assert pressed.startswith("📒 台账（已办结） 1 件：已办结 1\nT0001 东湖市场监管所 已办结")
    bureau.say(OFFICE_REVIEWER, "台账 已办结")
    assert bureau.last(OFFICE_REVIEWER).text == pressed
    bureau.say(HEAD, "台账")
    assert "另有已办结 1 件" in bureau.last(HEAD).text, "also where nothing else is left"
    bureau.say(HEAD, "台账 已办结")
    assert bureau.last(HEAD).text == pressed


def test_a_parent_shows_how_many_below_it_are_closed(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 攻坚行动")
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所、西溪所 11月25日 专项 上级：T1")
    assert "上级：T0001 攻坚行动" in card(bureau, OTHER_HEAD, "T0002").text
    act(bureau, HEAD, "完成 T2", "number", "T0002")
    bureau.say(HEAD, "完成 T2 已排查")
    bureau.say(OFFICE_REVIEWER, "确认 T2 东湖所")
    bureau.say(LEADER, "台账 上级 T1")
    assert "📂 T0001 攻坚行动：已办结 1/2" in bureau.last(LEADER).text
