"""How people change: frozen and back, standing in for some days, leaving, and being followed by somebody."""

from datetime import datetime

from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    STRANGER,
    Part,
)
from tests.journeys.inviting.conftest import cards, let_in, on_roster
from tests.journeys.people.test_menu import HEADS, STRANGERS, shows
from tests.stage import Stage


def people(stage: Stage, words: str, by: int = ADMIN) -> str:
    """Let an admin write a line about people; returns the answer."""
    stage.say(by, f"/people {words}")
    return stage.last(by).text


def test_who_is_frozen_has_no_right_at_once_and_gets_it_back_by_two_admins(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    assert "已停用 李科长，立即生效" in people(stage, "停用 李科长")
    assert "已停用 李科长" in stage.last(SECOND_ADMIN).text
    stage.say(REVIEWER, "确认", reply_to=card)
    assert "您的使用已停用，没有任何改动" in stage.last(REVIEWER).text
    assert stage.press(REVIEWER, card, "确认")[1]
    assert stage.books()["state"] == "pending"
    assert "已经停用" in people(stage, "停用 李科长")
    assert "已停用：李科长" in people(stage, "")

    stage.employ(leaving=(REVIEWER,))
    stage.employ()
    people(stage, f"加人 消保科 负责人 李科长 {REVIEWER}")
    stage.say(REVIEWER, "确认", reply_to=card)
    assert "您的使用已停用" in stage.last(REVIEWER).text, "leaving and coming back is no way around the second admin"

    assert "还没有恢复：已请另一名管理员同意" in people(stage, "恢复 李科长")
    assert "没有任何改动" in people(stage, "恢复 李科长")
    stage.say(REVIEWER, "/pending")
    assert "您的使用已停用" in stage.last(REVIEWER).text
    asked = stage.last(SECOND_ADMIN)
    assert "韩管理员 想恢复 李科长" in asked.text
    stage.press(SECOND_ADMIN, asked.id, "恢复")
    assert "李科长 已恢复" in stage.last(ADMIN).text
    assert stage.seen(SECOND_ADMIN, asked.id).text.endswith("（消保科核实人）\n☑️ 已经办过，该提问已失效。")
    stage.say(REVIEWER, "确认", reply_to=card)
    assert stage.books()["decided_by"] == REVIEWER
    assert "没有停用" in people(stage, "恢复 李科长")
    people(stage, "停用 钱所长")
    assert "代理 钱所长，含首尾两天；钱所长 现在停用着。" in people(stage, "代理 钱所长 孙所长 11-20 11-23")


def test_a_deputy_acts_from_the_first_second_of_the_first_day_to_the_last_of_the_last(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    assert "赵副所长 从 11月20日 到 11月23日 代理 李科长" in people(stage, "代理 李科长 赵副所长 11-20 11-23")
    assert "代理 西溪" not in stage.last(COLLEAGUE).text
    stage.report(OTHER_HEAD)
    stage.report(OTHER_HEAD, "工单办结率 96/100")

    def confirms(number: int) -> str:
        card = next(card for card in stage.cards(COLLEAGUE) if f"编号 000{number}" in card.text)
        stage.say(COLLEAGUE, "确认", reply_to=card.id)
        return str(stage.books(number)["state"])

    stage.move(datetime(2026, 11, 19, 23, 59, 59, tzinfo=CHINA))
    assert stage.cards(COLLEAGUE) == []
    stage.say(COLLEAGUE, "/report 西溪所 工单办结率 9/10")
    assert "没有受理" in stage.last(COLLEAGUE).text
    stage.move(datetime(2026, 11, 20, 0, 0, 0, tzinfo=CHINA))
    assert stage.cards(COLLEAGUE) == [], "nobody is told things at night"
    stage.move(datetime(2026, 11, 20, 8, 30, 0, tzinfo=CHINA))
    assert any("您的代理从现在开始" in seen.text for seen in stage.said(COLLEAGUE))
    assert ["编号 0001" in card.text for card in stage.cards(COLLEAGUE)] == [False] * 2, "never the own unit's"
    assert "赵副所长 代理 李科长：11月20日至11月23日" in people(stage, "")
    stage.move(datetime(2026, 11, 23, 23, 59, 59, tzinfo=CHINA))
    assert confirms(2) == "confirmed"
    stage.move(datetime(2026, 11, 24, 0, 0, 0, tzinfo=CHINA))
    assert confirms(3) == "pending"
    assert "没有任何改动" in stage.last(COLLEAGUE).text
    stage.report(COLLEAGUE, "工单办结率 97/100")
    assert len(stage.json("submissions")) == 4, "the own post is what it was"
    stage.move(datetime(2026, 11, 24, 8, 30, 0, tzinfo=CHINA))
    assert any("代理到此结束" in seen.text for seen in stage.said(COLLEAGUE))


def test_a_deputy_who_is_nobody_else_is_told_why_before_and_after(quiet_stage: Stage) -> None:
    stage = quiet_stage
    for words, told in (
        ("代理 王所长 丁一", "请写"),
        ("代理 王所长 丁一 11-40 12-1", "日期请写成"),
        ("代理 王所长 丁一 2026-11-20 2026-11-19", "日期请写成"),
        ("代理 王所长 丁一 12-01 9999-12-31", "日期请写成"),
        ("代理 王所长 丁一 0001-01-01 2026-12-31", "日期请写成"),
        ("代理 王所长 王所长 11-20 11-20", "请写"),
        ("代理 没有人 丁一 11-20 11-20", "名册上没有"),
        ("代理 王所长 \u3164 11-20 11-20", "请写"),
        ("换人 王所长 \u2800", "请写"),
        ("加人 局领导 \u115f\u200b", "请写"),
    ):
        assert told in people(stage, words)
        assert "没有任何改动" in stage.last(ADMIN).text
    people(stage, f"代理 王所长 丁一 11-20 11-20 {STRANGER}")
    stage.report(STRANGER)
    assert "您的代理从 11月20日 开始" in stage.last(STRANGER).text
    shows(stage, STRANGER, STRANGERS)
    stage.move(datetime(2026, 11, 20, 9, 0, 0, tzinfo=CHINA))
    shows(stage, STRANGER, HEADS)
    stage.report(STRANGER)
    assert stage.books()["reporter"] == STRANGER
    assert "已取消" in people(stage, "取消代理 王所长")
    stage.report(STRANGER, "工单办结率 97/100")
    assert "您已不在名册上" in stage.last(STRANGER).text
    shows(stage, STRANGER, STRANGERS)
    assert "没有代理" in people(stage, "取消代理 王所长")
    assert "从 12月31日 到 2027年1月2日 代理" in people(stage, f"代理 王所长 丁一 12-31 1-2 {STRANGER}")
    assert "丁一 代理 王所长：12月31日至2027年1月2日" in people(stage, "")


def test_a_successor_takes_over_what_waits_and_the_predecessor_keeps_only_the_name(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD, "信访件化解 3/3")
    stage.report(OTHER_HEAD, "信访件化解 2/3")
    first, second = (card.id for card in stage.cards(OFFICE_REVIEWER))
    stage.say(OFFICE_REVIEWER, "确认", reply_to=first)

    stage.say(ADMIN, "/people 换人 吴主任 路主任")
    assert any("路主任 接替 吴主任（办公室核实人）" in seen.text for seen in stage.said(ADMIN))
    assert "局办公室已更新名册" in stage.last(OFFICE_REVIEWER).text
    stage.say(OFFICE_REVIEWER, "确认", reply_to=second)
    assert "您已不在名册上，没有任何改动" in stage.last(OFFICE_REVIEWER).text, "reply after leaving the role"
    assert stage.press(OFFICE_REVIEWER, second, "确认")[1]
    assert stage.books(2)["state"] == "pending"

    let_in(stage, STRANGER, cards(stage, ADMIN)["路主任"])
    stage.later(seconds=1)
    (card,) = stage.cards(STRANGER)
    assert "编号 0002" in card.text
    stage.say(STRANGER, "确认", reply_to=card.id)
    assert stage.books(2)["decided_by"] == STRANGER
    stage.say(LEADER, "/why 东湖所 信访件化解")
    assert "吴主任" in stage.last(LEADER).text, "who left keeps the name on what they did"


def test_what_waits_for_who_leaves_goes_to_the_others_of_that_lead(quiet_stage: Stage) -> None:
    stage = quiet_stage
    people(stage, "停用 周科员")
    stage.report(HEAD)
    assert stage.cards(SECOND_REVIEWER) == []
    people(stage, "恢复 周科员")
    people(stage, "恢复 周科员", by=SECOND_ADMIN)
    assert "李科长 已离任（消保科核实人）" in people(stage, "离任 李科长")
    stage.later(seconds=1)
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.books()["decided_by"] == SECOND_REVIEWER
    assert not any(name == "李科长" for _, name, _, _ in on_roster(stage))
    for words in ("离任 韩管理员", "停用 韩管理员", "换人 韩管理员 丁一"):
        assert "请另一名管理员来改" in people(stage, words)
    assert "有几位" not in people(stage, "离任 消保科/周科员")


def test_a_roster_that_is_replaced_while_something_waits_hands_it_to_who_is_there_now(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    stage.say(STRANGER, "/start")
    stage.later(seconds=1)
    before = stage.card(REVIEWER).id
    stage.employ(Part(STRANGER, "路人甲", "reviewer", "消保科"), leaving=(REVIEWER, SECOND_REVIEWER))
    stage.later(seconds=1)
    assert stage.press(REVIEWER, before, "确认")[1]
    assert stage.books()["state"] == "pending"
    stage.say(STRANGER, "确认", reply_to=stage.card(STRANGER).id)
    assert stage.books()["decided_by"] == STRANGER


def test_two_people_of_one_name_are_told_apart(quiet_stage: Stage) -> None:
    stage = quiet_stage
    people(stage, f"加人 西溪所 负责人 王所长 {STRANGER}")
    assert "几位“王所长”" in people(stage, "停用 王所长")
    assert "已停用 王所长" in people(stage, "停用 西溪所/王所长")
    stage.report(STRANGER)
    assert "停用" in stage.last(STRANGER).text
    stage.report(HEAD)
    assert stage.books()["reporter"] == HEAD
    assert "已停用 王所长" in people(stage, f"停用 {HEAD}")


def test_an_objection_and_a_correction_that_wait_go_to_the_successor_as_cards(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.say(STRANGER, "/start")
    stage.report(HEAD, "工单按期回复率 98/100\n工单办结率 97/100")
    for card in stage.cards(REVIEWER):
        stage.say(REVIEWER, "确认", reply_to=card.id)
    stage.say(HEAD, "/appeal 0001 漏计一件")
    stage.later(minutes=31)
    second = next(card for card in stage.cards(REVIEWER) if "编号 0002" in card.text)
    stage.say(REVIEWER, "更正为 96/100 重复一件", reply_to=second.id)
    old = stage.cards(SECOND_REVIEWER)
    people(stage, f"换人 周科员 后科员 {STRANGER}")
    stage.later(seconds=1)

    found = {
        number: [card for card in stage.cards(STRANGER) if f"编号 {number}" in card.text] for number in ("0001", "0002")
    }
    assert [len(each) for each in found.values()] == [1, 1]
    assert "漏计一件" in found["0001"][0].text
    assert "96/100" in found["0002"][0].text
    assert len(stage.cards(REVIEWER)) == 2, "who decided before, or signed, is called to nothing"
    for card in old:
        stage.say(SECOND_REVIEWER, "确认", reply_to=card.id)
    stage.press(STRANGER, found["0002"][0].id, "确认更正")
    stage.say(STRANGER, "维持 台账无误", reply_to=found["0001"][0].id)
    assert stage.books(2)["value"] == "96/100"
    assert stage.books(1)["phase"] == "confirmed"
    assert "后科员" in stage.last(HEAD).text


def test_the_wish_of_an_admin_who_is_frozen_since_brings_nobody_back(stage: Stage) -> None:
    people(stage, "停用 李科长")
    people(stage, "恢复 李科长", by=SECOND_ADMIN)
    asked = stage.last(ADMIN)
    people(stage, "停用 杨管理员")
    told, alert = stage.press(ADMIN, asked.id, "恢复")
    assert (alert, "没有另一名可用的" in told) == (True, True)
    stage.employ(Part(LEADER, "沈局长", "admin"))
    assert "还没有恢复：已请另一名管理员同意" in people(stage, "恢复 李科长")
    stage.press(LEADER, stage.last(LEADER).id, "恢复")
    assert "李科长 已恢复" in stage.last(ADMIN).text
