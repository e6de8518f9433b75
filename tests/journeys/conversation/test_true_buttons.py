"""Whenever something happens, every message that offered what is no longer possible offers it no more."""

from datetime import datetime, timedelta

from tests.cast import CHINA, GROUP, HEAD, OFFICE_REVIEWER, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, THIRD_HEAD
from tests.stage import Stage, labels

LOCK = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)
SECOND = timedelta(seconds=1)
WAITING = ["✏️ 修改", "↶ 撤回", "📎 补充佐证", "⏰ 催办"]


def under(stage: Stage, place: int, message: int) -> list[str]:
    """Return what can be pressed under a message."""
    return labels(stage.seen(place, message))


def test_a_receipt_offers_what_is_possible_and_again_once_that_is_taken_back(stage: Stage) -> None:
    stage.report(HEAD)
    receipt, card = stage.last(HEAD).id, stage.card(REVIEWER).id
    assert under(stage, HEAD, receipt) == WAITING
    stage.press(REVIEWER, card, "确认")
    assert under(stage, HEAD, receipt) == under(stage, REVIEWER, card) == []
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert under(stage, HEAD, receipt) == WAITING
    told = stage.last(REVIEWER).id
    stage.press(HEAD, receipt, "撤回")
    assert under(stage, HEAD, receipt) == under(stage, REVIEWER, told) == []


def test_a_receipt_offers_to_urge_nobody_whom_no_word_reaches(stage: Stage) -> None:
    stage.report(HEAD)
    before = stage.last(HEAD).id
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        stage.chat.block(reviewer)
    stage.report(HEAD, "办结率 97/100")
    receipts = before, stage.last(HEAD).id
    assert [under(stage, HEAD, receipt) for receipt in receipts] == [WAITING[:3]] * 2
    stage.chat.unblock(REVIEWER)
    stage.say(REVIEWER, "/start")
    assert [under(stage, HEAD, receipt) for receipt in receipts] == [WAITING] * 2


def test_an_edit_costs_no_call_where_nothing_changes(stage: Stage) -> None:
    stage.report(HEAD)
    receipt = stage.last(HEAD).id
    before = len(stage.chat.rooms[HEAD].messages[receipt].versions)
    stage.report(HEAD, "办结率 97/100")
    stage.say(REVIEWER, "确认", reply_to=stage.cards(REVIEWER)[1].id)
    assert len(stage.chat.rooms[HEAD].messages[receipt].versions) == before


def test_a_question_about_an_edit_offers_nothing_once_it_is_answered(stage: Stage) -> None:
    reported = stage.report(HEAD)
    stage.chat.edit(HEAD, reported.id, "/report 工单按期回复率 97/100")
    stage.settle()
    question = stage.last(HEAD).id
    assert under(stage, HEAD, question) == ["用新值", "保留原值"]
    assert stage.last(HEAD).text.startswith("✏️ 您修改了已上报的消息，数据还没有改动：\n编号 0001")
    stage.say(HEAD, "保留原值")
    assert under(stage, HEAD, question) == []
    assert stage.seen(HEAD, question).text.startswith(
        "✏️ 您修改了已上报的消息\n☑️ 已经答复，结果见后面的消息。\n编号 0001"
    )


def test_a_preview_that_was_confirmed_still_lists_and_shows_what_was_left_out(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100")
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.report(THIRD_HEAD, "回复率 50/100")
    stage.say(REVIEWER, "批量确认")
    preview = stage.last(REVIEWER)
    offered = [label for label in labels(preview) if label.startswith("看")]
    assert offered == ["看 0004 南桥市场监管所"]
    stage.press(REVIEWER, preview.id, next(label for label in labels(preview) if "全部确认" in label))
    assert under(stage, REVIEWER, preview.id) == offered
    left, asks = preview.text.rsplit("\n", 1)
    assert asks == "按一次即逐项生效；现在还没有任何改动。"
    assert "⚠️ 另有 1 项不在这一批，请逐项核实：\n编号 0004 南桥市场监管所" in left
    assert stage.seen(REVIEWER, preview.id).text == f"{left}\n☑️ 已经答复，结果见后面的消息。"


def test_a_question_is_told_over_by_what_happened_and_asks_again_once_that_is_taken_back(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.press(REVIEWER, card, "退回")
    reasons = stage.said(REVIEWER)[-2]
    assert reasons.text == "↩️ 退回 编号 0001：还没有退回。常用原因点一下即退回，别的原因请回复下面的消息："
    stage.press(REVIEWER, card, "转交")
    transfer = stage.last(REVIEWER)
    assert transfer.text == "➡️ 编号 0001 转交给谁？还没有转交。"
    stage.say(SECOND_REVIEWER, "退回 缺少截图", reply_to=stage.card(SECOND_REVIEWER).id)
    over = "⏹ 已失效：编号 0001 11月19日 09:00 已由 周科员 退回，等待单位改报。其他待办见 /pending。"
    assert stage.seen(REVIEWER, reasons.id).text == f"↩️ 退回 编号 0001\n{over}"
    assert stage.seen(REVIEWER, transfer.id).text == f"➡️ 编号 0001 转交给谁？\n{over}"
    told = stage.last(HEAD)
    assert "数据尚未计分" in told.text
    stage.say(SECOND_REVIEWER, "撤销", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.seen(REVIEWER, reasons.id).text == reasons.text
    assert labels(stage.seen(REVIEWER, reasons.id)) == labels(reasons)
    back = "⏹ 已失效：编号 0001 11月19日 09:00 周科员撤销了决定，恢复为待核实。其他待办见 /pending。"
    assert stage.seen(HEAD, told.id).text.endswith(f"2026年11月。{back}")
    stage.report(HEAD, "工单按期回复率 97/100")
    version = "⏹ 已失效：编号 0001 已更新为第2版，请看最新的一条。"
    assert stage.seen(REVIEWER, reasons.id).text == f"↩️ 退回 编号 0001\n{version}"


def test_of_several_questions_each_is_over_by_itself_and_says_how(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 三万五\n工单 95/100")
    asked = stage.last(HEAD)
    number, name = "铁拳 三万五\n　🤔 “三万五”有两种读法", "工单 95/100\n　🤔 没有受理：“工单”不能确定是哪项指标"
    choose = asked.text.removeprefix(f"{number}，还没有上报：\n{name}")
    assert choose.startswith("，还没有上报。请点选，或回复序号、名称：1 ")
    stage.press(HEAD, asked.id, "30005件")
    answered = f"{number}\n☑️ 已经答复，结果见后面的消息。\n{name}"
    assert stage.seen(HEAD, asked.id).text == f"{answered}{choose}"
    stage.say(HEAD, "/rules")
    stage.say(HEAD, "取消")
    assert stage.seen(HEAD, asked.id).text == f"{answered}\n✖️ 已取消，没有任何改动。"
    stage.report(HEAD, "铁拳 三万六")
    question = stage.last(HEAD).id
    stage.report(HEAD, "铁拳 三万七")
    assert "⏹ 该提问已失效：被后来的操作取代，没有任何改动。" in stage.seen(HEAD, question).text
    question = stage.last(HEAD).id
    stage.later(minutes=30, seconds=1)
    assert (
        stage.seen(HEAD, question).text
        == "🤔 “三万七”有两种读法\n⌛ 已过期：超过30分钟没有答复，没有任何改动。还要办请重新发送。"
    )


def test_what_was_put_down_and_taken_up_again_or_left_says_so(stage: Stage) -> None:
    stage.say(HEAD, "/highlight")
    stage.say(HEAD, "/feedback 谢谢")
    put_down = next(one for one in stage.said(HEAD) if one.text.startswith("⏸"))
    kept = put_down.text.removesuffix("。30分钟内可以接着填：")
    stage.press(HEAD, put_down.id, "继续填")
    assert stage.seen(HEAD, put_down.id).text == f"{kept}\n▶️ 已接着填，见后面的消息。"
    stage.say(HEAD, "/feedback 再谢")
    again = next(one for one in reversed(stage.said(HEAD)) if one.text.startswith("⏸"))
    stage.later(minutes=30, seconds=1)
    assert stage.seen(HEAD, again.id).text.endswith(
        "没有任何改动\n⌛ 已过期：超过30分钟没有答复，没有任何改动。还要办请重新发送。"
    )


def test_half_an_hour_takes_a_question_and_a_way_back_with_it(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    decided = stage.last(REVIEWER).id
    stage.report(OTHER_HEAD, "工单 95/100")
    question = stage.last(OTHER_HEAD).id
    stage.later(minutes=29)
    assert under(stage, REVIEWER, decided) == ["撤销"]
    assert under(stage, OTHER_HEAD, question)[-1] == "重新输入"
    stage.later(minutes=1, seconds=1)
    assert under(stage, REVIEWER, decided) == under(stage, OTHER_HEAD, question) == []


def test_the_lock_leaves_of_a_card_and_of_a_receipt_what_is_possible_then(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "办结率 97/100", to=GROUP)
    receipt = stage.said(HEAD)[0].id
    cards = [(REVIEWER, stage.card(REVIEWER).id), (SECOND_REVIEWER, stage.card(SECOND_REVIEWER).id)]
    cards.append((GROUP, stage.card(GROUP).id))
    stage.move(LOCK - SECOND)
    assert all("确认" in under(stage, *card)[0] for card in cards)
    assert "↶ 撤回" in under(stage, HEAD, receipt)
    stage.move(LOCK)
    for card in cards:
        assert under(stage, *card) == ["🔁 申请更正"]
        assert "锁定时还没有核实，没有计分" in stage.seen(*card).text
    assert under(stage, HEAD, receipt) == []


def test_a_reminder_offers_nothing_once_all_of_it_is_reported(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.move(datetime(2026, 12, 1, 17, 0, tzinfo=CHINA))
    reminder = stage.last(OFFICE_REVIEWER) if stage.said(OFFICE_REVIEWER) else stage.last(HEAD)
    place = reminder.chat
    assert labels(reminder) == ["本月无", "今天不再提醒"]
    stage.press(place, reminder.id, "本月无")
    asked = stage.last(place).id
    stage.press(place, asked, "以上都没有")
    assert under(stage, place, reminder.id) == under(stage, place, asked) == []


def test_every_step_of_a_dialogue_is_pressed_once(stage: Stage) -> None:
    stage.say(HEAD, "/highlight")
    first = stage.last(HEAD)
    stage.press(HEAD, first.id, labels(first)[0])
    assert under(stage, HEAD, first.id) == []
    second = stage.last(HEAD).id
    stage.say(HEAD, "取消")
    assert under(stage, HEAD, second) == []


def test_who_leaves_the_roster_is_offered_nothing(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(SECOND_REVIEWER).id
    stage.employ(leaving=(SECOND_REVIEWER,))
    stage.later(seconds=1)
    assert under(stage, SECOND_REVIEWER, card) == []
    assert "确认" in under(stage, REVIEWER, stage.card(REVIEWER).id)[0]


def test_what_was_put_down_is_not_offered_any_more_once_it_was_decided(stage: Stage) -> None:
    stage.report(HEAD)
    stage.press(HEAD, stage.last(HEAD).id, "补充佐证")
    stage.report(HEAD, "办结率 97/100")
    put_down = next(one for one in stage.said(HEAD) if one.text.startswith("⏸"))
    assert labels(put_down) == ["继续填"]
    card = stage.cards(REVIEWER)[0].id
    stage.say(REVIEWER, "确认", reply_to=card)
    assert under(stage, HEAD, put_down.id) == []
    kept = put_down.text.removesuffix("。30分钟内可以接着填：")
    decided = "⏹ 已失效：编号 0001 11月19日 09:00 已由 李科长 确认。其他待办见 /pending。"
    assert stage.seen(HEAD, put_down.id).text == f"{kept}\n{decided}"
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert stage.seen(HEAD, put_down.id).text == put_down.text
    stage.press(HEAD, put_down.id, "继续填")
    assert "请在30分钟内发来 编号 0001 的佐证" in stage.last(HEAD).text
