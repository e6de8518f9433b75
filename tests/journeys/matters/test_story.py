"""A matter from its assigning to its closing, through the front door, and every act in three ways."""

import pytest

from tests.cast import COLLEAGUE, HEAD, LEADER, OFFICE_REVIEWER, OTHER_HEAD
from tests.journeys.matters.playing import WAYS, Way, act, card, cards
from tests.stage import Stage, labels

LINE = "交办 临时任务 东湖所 11月25日 校园周边食品店排查 数量：40户"


def test_a_matter_is_assigned_finished_with_a_photo_and_verified_in_three_messages(
    bureau: Stage, picture: bytes
) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所、西溪所 11月25日 校园周边食品店排查")
    (answer,) = bureau.said(OFFICE_REVIEWER)
    assert answer.text.startswith("✅ 已交办 T0001 东湖市场监管所、西溪市场监管所\n校园周边食品店排查\n")
    assert "东湖市场监管所 办理中，11月25日（周三）17:00\n" in answer.text
    assert "由 办公室 核查" in answer.text
    for head in (HEAD, COLLEAGUE, OTHER_HEAD):
        assert labels(card(bureau, head)) == ["✅ 完成", "📈 进展", "⏳ 延期"]

    bureau.say(HEAD, "完成 已排查32家", photo=picture, reply_to=card(bureau, HEAD).id)

    assert "待核查" in bureau.last(HEAD).text
    assert "佐证 1 份" in bureau.last(HEAD).text
    shown = card(bureau, OFFICE_REVIEWER)
    assert labels(shown) == ["✅ 确认", "↩️ 退回", "📎 查看佐证"]
    assert "报完成：已排查32家（王所长 11月19日 09:00）" in shown.text

    bureau.say(OFFICE_REVIEWER, "确认", reply_to=shown.id)

    assert "已办结（按期）" in bureau.last(OFFICE_REVIEWER).text
    assert "已办结（按期）" in bureau.last(HEAD).text
    for reader in (HEAD, COLLEAGUE):
        assert len(cards(bureau, reader, "T0001")) == 1, "cards are edited, not repeated"
        assert labels(card(bureau, reader)) == ["📎 查看佐证"]
    sheet = next(one for one in bureau.said(OFFICE_REVIEWER) if "吴主任 交办：" in one.text)
    assert "已办结 1、办理中 1" in sheet.text
    bureau.press(OFFICE_REVIEWER, shown.id, "查看佐证")
    assert bureau.last(OFFICE_REVIEWER).photo is not None


def test_the_card_of_a_matter_is_the_answer_to_one_line_in_private_and_leaves_that_when_something_happens(
    bureau: Stage,
) -> None:
    message = bureau.say(OFFICE_REVIEWER, LINE)
    (answer,) = bureau.said(OFFICE_REVIEWER)
    assert answer.reply_to == message.id
    assert "已交办 T0001 东湖市场监管所\n" in answer.text
    assert "0/40，11月25日（周三）17:00\n由 办公室 核查。回复本条：改期 日期 原因 ／ 撤项 原因 ／ 催办" in answer.text
    act(bureau, HEAD, "完成 38/40")
    now = bureau.seen(OFFICE_REVIEWER, answer.id).text
    assert now.startswith("📌 T0001 东湖市场监管所\n")
    assert "待核查 1" in now


def test_nine_offices_are_given_a_matter_in_one_line(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 全部市场监管所 3个工作日 冷链食品专项检查 数量：40户")

    sheet = bureau.last(OFFICE_REVIEWER)
    assert "办理中 9" in sheet.text
    assert len(labels(sheet)) == 9
    assert "数量：40" in card(bureau, OTHER_HEAD).text
    assert len(bureau.json("matters")) == 9


@pytest.mark.parametrize("way", WAYS)
def test_every_act_is_done_in_reply_by_button_and_by_number(bureau: Stage, way: Way) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    for person, words, said in (
        (HEAD, "进展 25/40", "已记进展：25/40"),
        (HEAD, "延期 11月30日 设备未到货", "申请延期到 11月30日（周一）17:00"),
        (OFFICE_REVIEWER, "退回 时间够用", "未同意延期，时限仍是 11月25日（周三）17:00。原因：时间够用"),
        (HEAD, "延期 11月30日 设备未到货", "申请延期"),
        (OFFICE_REVIEWER, "确认", "已延期到 11月30日（周一）17:00"),
        (HEAD, "完成 38/40", "待核查：38/40"),
        (HEAD, "撤回", "已撤回，现在办理中"),
        (HEAD, "完成 38/40", "待核查"),
        (OFFICE_REVIEWER, "退回 缺少照片", "已退回"),
        (HEAD, "完成 39/40", "待核查：39/40"),
        (OFFICE_REVIEWER, "确认", "已办结（按期）"),
        (OFFICE_REVIEWER, "撤销", "已撤销上一步，恢复为待核查"),
        (OFFICE_REVIEWER, "改为 30/40", "改为 30/40，已办结"),
    ):
        assert said in act(bureau, person, words, way), words
    part = bureau.json("matters")[0]
    assert (part["state"], part["outcome"], part["done"], part["returns"]) == ("closed", "on_time", 30, 1)

    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 值班检查")
    assert "已改期到 11月30日（周一）17:00。原因：合并办理" in act(
        bureau, OFFICE_REVIEWER, "改期 11月30日 合并办理", way, "T0002"
    )
    assert "已催办" in act(bureau, LEADER, "催办", way, "T0002")
    assert "催办：T0002 东湖市场监管所" in bureau.last(HEAD).text
    assert "已撤项" in act(bureau, OFFICE_REVIEWER, "撤项 不再需要", way, "T0002")

    bureau.say(OFFICE_REVIEWER, "整改 西溪所 11月23日 快检室未启用 措施：配齐试剂并每日开检 责任人：张明")
    act(bureau, OTHER_HEAD, "完成", way, "T0003")
    assert "已销号（按期）" in act(bureau, OFFICE_REVIEWER, "确认", way, "T0003")
    assert "回头看：巩固" in act(bureau, LEADER, "巩固", way, "T0003")
    assert "反弹，第 2 轮，时限 12月10日（周四）17:00" in act(bureau, LEADER, "反弹 12月10日 又停用了", way, "T0003")
    assert "第2轮" in card(bureau, OTHER_HEAD, "T0003").text
