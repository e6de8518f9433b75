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
    stage.say(HEAD, "保留原值")
    assert under(stage, HEAD, question) == []


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
    assert stage.seen(REVIEWER, preview.id).text == preview.text


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
