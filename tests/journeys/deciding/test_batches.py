"""批量确认: a list first, one press for what is on it, and whatever stands out one by one."""

from datetime import datetime, timedelta

import pytest

from handlers.deciding.actions import batches
from tests.cast import (
    BEGIN,
    CHINA,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_REVIEWER,
    SQUAD_REVIEWER,
    THIRD_HEAD,
)
from tests.stage import Stage

LOCK = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)


def labels(stage: Stage, place: int) -> list[str]:
    return [button.text for row in stage.last(place).buttons for button in row]


def states(stage: Stage) -> list[str]:
    return [row["state"] for row in stage.json("submissions")]


def test_one_press_confirms_what_was_listed_and_each_head_hears_once(stage: Stage) -> None:
    stage.say(HEAD, "/report 回复率 98/100\n办结率 97/100\n满意率 95/100")
    stage.report(OTHER_HEAD, "回复率 96/100")
    stage.say(REVIEWER, "/pending")
    assert "\n1 编号 0001 东湖市场监管所 工单按期回复率 98/100" in stage.last(REVIEWER).text
    stage.press(REVIEWER, stage.last(REVIEWER).id, labels(stage, REVIEWER)[0])
    preview = stage.last(REVIEWER)
    assert "下面 4 项" in preview.text
    assert "\n4 编号 0004 西溪市场监管所 工单按期回复率 96/100（96%），2026年11月" in preview.text
    assert set(states(stage)) == {"pending"}, "a preview changes nothing"
    before = stage.counts()
    told, alert = stage.press(REVIEWER, preview.id, "✅ 全部确认 4 项")
    assert (told, alert) == ("✅ 已确认 4 项，详见消息。", False)
    assert states(stage) == ["confirmed"] * 4
    assert {row["decided_by"] for row in stage.json("submissions")} == {REVIEWER}
    said = stage.new(before)
    assert [len(said[place]) for place in (HEAD, OTHER_HEAD, REVIEWER)] == [1, 1, 1]
    assert all(f"编号 000{number} 已确认" in said[HEAD][0] for number in (1, 2, 3))
    assert stage.seen(REVIEWER, preview.id).buttons == []
    assert all("已确认" in card.text and not card.buttons for card in stage.cards(SECOND_REVIEWER))
    stage.say(REVIEWER, "撤销", reply_to=stage.cards(REVIEWER)[1].id)
    assert states(stage) == ["confirmed", "pending", "confirmed", "confirmed"], "each is an act of its own"


def test_what_the_lock_left_unconfirmed_is_told_to_need_a_correction_and_not_a_review(stage: Stage) -> None:
    stage.report(HEAD)
    stage.move(LOCK)
    stage.report(HEAD, "回复率 96/100 12月")
    stage.report(OTHER_HEAD, "回复率 97/100 12月")
    stage.say(REVIEWER, "批量确认")
    said = stage.last(REVIEWER)
    assert "这一批" not in said.text
    assert "没有受理" not in said.text
    locked = (
        "🔒 锁定时还没有确认，没有计分。要计入须申请更正，两人签字：\n编号 0001 东湖市场监管所 工单按期回复率 98/100"
    )
    assert locked in said.text
    stage.press(REVIEWER, said.id, "看 0001 东湖市场监管所")
    assert "申请更正" in str(labels(stage, REVIEWER))


def test_what_stands_out_is_left_to_be_confirmed_one_by_one(stage: Stage) -> None:
    stage.move(BEGIN - timedelta(days=18))  # October is not yet locked
    stage.report(OTHER_HEAD, "回复率 70/100 10月")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(BEGIN)
    for head, line in ((HEAD, "98/100"), (OTHER_HEAD, "97/100"), (THIRD_HEAD, "50/100")):
        stage.report(head, f"回复率 {line}")
    stage.say(REVIEWER, "批量确认")
    preview = stage.last(REVIEWER).text
    assert "下面 1 项" in preview
    assert "\n1 编号 0002 东湖市场监管所" in preview
    left = preview.partition("另有 2 项不在这一批")[2]
    west, south = left.splitlines()[1:3]
    assert "西溪市场监管所 工单按期回复率 97/100（97%），2026年11月｜上月 70/100（70%）｜擂台中位数 97.0%：" in west
    assert west.endswith("：与上次（70.0%）相比变动超过 20%，请单独核实")
    assert "南桥市场监管所 工单按期回复率 50/100（50%），2026年11月｜擂台中位数 97.0%：" in south
    assert south.endswith("：与其他单位差距较大（中位数 97.0%），请单独核实")
    stage.press(REVIEWER, stage.last(REVIEWER).id, "✅ 全部确认 1 项")
    assert states(stage) == ["confirmed", "confirmed", "pending", "pending"]
    stage.say(REVIEWER, "/batch")
    assert labels(stage, REVIEWER) == ["看 0003 西溪市场监管所", "看 0004 南桥市场监管所"], "nothing for one press"
    stage.press(REVIEWER, stage.last(REVIEWER).id, "看 0003 西溪市场监管所")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert states(stage) == ["confirmed"] * 3 + ["pending"]


def test_what_changed_after_the_preview_is_left_out_and_named(stage: Stage) -> None:
    stage.say(HEAD, "/report 回复率 98/100\n办结率 97/100\n满意率 95/100")
    stage.say(REVIEWER, "批量确认")
    preview = stage.last(REVIEWER).id
    stage.report(HEAD, "回复率 99/100")
    stage.say(SECOND_REVIEWER, "退回 数字不对", reply_to=stage.cards(SECOND_REVIEWER)[1].id)
    stage.press(REVIEWER, preview, "✅ 全部确认 3 项")
    assert states(stage) == ["pending", "returned", "confirmed"]
    said = stage.last(REVIEWER).text
    assert "已确认 1 项" in said
    assert "没有确认 2 项" in said
    assert "编号 0001 东湖市场监管所 工单按期回复率 98/100（98%）：预览之后已更新为第2版" in said
    assert "编号 0002 已由 周科员 退回" in said


def test_events_are_listed_too_and_what_could_not_be_confirmed_now_is_left_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.move(BEGIN - timedelta(days=18))
    stage.report(HEAD, "信访 2/3 10月")
    stage.move(BEGIN)
    stage.say(HEAD, "/highlight 媒体报道 省级 头版\n媒体报道 省级 二版")
    stage.report(OTHER_HEAD, "信访 3/3")
    monkeypatch.setattr(batches, "MOST", 2)
    stage.say(OFFICE_REVIEWER, "批量确认")
    preview = stage.last(OFFICE_REVIEWER).text
    assert "下面 2 项" in preview
    assert "省级 头版，2026年11月" in preview
    assert "锁定时还没有确认，没有计分。要计入须申请更正，两人签字：" in preview
    assert "2/3（66.67%），2026年10月\n" in preview
    assert "还有 1 项" in preview
    number = next(row for row in stage.last(OFFICE_REVIEWER).buttons if "全部确认" in row[0].text)[0].data.split(":")[1]
    stage.report(THIRD_HEAD, "回复率 97/100")
    stage.forge(REVIEWER, stage.card(REVIEWER).id, f"bok:{number}:0")
    told, alert = stage.press(REVIEWER, stage.card(REVIEWER).id, "旧")
    assert alert
    assert "由发起的人回答" in told
    assert set(states(stage)) == {"pending"}


def test_a_batch_is_one_persons_own_and_waits_half_an_hour(stage: Stage) -> None:
    stage.say(HEAD, "/report 回复率 98/100\n办结率 97/100")
    stage.say(LEADER, "/batch")
    assert "没有等您核实的申报" in stage.last(LEADER).text
    stage.say(REVIEWER, "/batch", to=GROUP)
    old = stage.last(REVIEWER)
    assert "下面 2 项" in old.text, "in private, wherever it was asked"
    stage.say(REVIEWER, "确认", reply_to=old.id)
    assert set(states(stage)) == {"pending"}, "a reply to a message about several decides nothing"
    stage.say(REVIEWER, "批量确认")
    again = stage.last(REVIEWER)
    told, alert = stage.press(REVIEWER, old.id, "✅ 全部确认 2 项")
    assert alert
    assert "已更新" in told
    stage.press(REVIEWER, again.id, "取消")
    assert stage.seen(REVIEWER, again.id).buttons == []
    stage.say(REVIEWER, "批量确认")
    stage.later(minutes=31)
    told, alert = stage.press(REVIEWER, stage.last(REVIEWER).id, "✅ 全部确认 2 项")
    assert (alert, "已过期" in told) == (True, True)
    assert set(states(stage)) == {"pending"}


def test_where_all_leads_sign_a_batch_is_one_signature(stage: Stage) -> None:
    for head, line in ((HEAD, "铁拳 4"), (OTHER_HEAD, "铁拳 4")):
        stage.report(head, line)
    stage.say(SQUAD_REVIEWER, "批量确认")
    stage.say(SQUAD_REVIEWER, "全部确认。")
    assert "已签字 2 项，仍待核实" in stage.last(SQUAD_REVIEWER).text
    assert [(row["state"], row["signed"]) for row in stage.json("submissions")] == [("pending", ["zhifa"])] * 2
