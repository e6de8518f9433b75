"""撤销 takes a decision back; /undo withdraws what is not yet confirmed; 恢复 brings it back."""

import pytest

from tests.cast import COLLEAGUE, GROUP, HEAD, LEGAL_REVIEWER, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, SQUAD_REVIEWER
from tests.stage import Stage, both_ways


@pytest.fixture
def confirmed(stage: Stage) -> Stage:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    return stage


@both_ways
def test_a_reviewer_takes_the_own_decision_back_within_thirty_minutes(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "确认", reply_to=card)
    stage.later(minutes=29)
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert stage.books()["state"] == "pending"
    assert (stage.books()["decided_by"], stage.books()["signed"]) == (None, [])
    assert "待核实 编号 0001" in stage.card(REVIEWER).text
    assert stage.card(SECOND_REVIEWER).buttons, "everybody may decide again"
    assert "已撤销" in stage.last(HEAD).text
    assert stage.row()["total"] == "0.00"
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.books()["decided_by"] == SECOND_REVIEWER


def test_after_thirty_minutes_a_decision_stands(confirmed: Stage) -> None:
    card = confirmed.card(REVIEWER).id
    confirmed.later(minutes=30, seconds=2)
    confirmed.say(REVIEWER, "撤销", reply_to=card)
    assert confirmed.books()["state"] == "confirmed"
    assert "超过30分钟" in confirmed.last(REVIEWER).text
    assert "没有任何改动" in confirmed.last(REVIEWER).text


def test_the_thirty_minutes_end_by_when_the_word_was_sent_not_when_it_came(confirmed: Stage) -> None:
    card = confirmed.card(REVIEWER).id
    confirmed.later(minutes=29)
    confirmed.stop()
    confirmed.chat.say(REVIEWER, "撤销", reply_to=card)
    confirmed.clock.move(confirmed.clock.now().replace(hour=11))
    confirmed.start()
    confirmed.settle()
    assert confirmed.books()["state"] == "pending"


def test_nobody_else_takes_a_decision_back(confirmed: Stage) -> None:
    confirmed.say(SECOND_REVIEWER, "撤销", reply_to=confirmed.card(SECOND_REVIEWER).id)
    assert "李科长" in confirmed.last(SECOND_REVIEWER).text
    assert "没有任何改动" in confirmed.last(SECOND_REVIEWER).text
    confirmed.say(HEAD, "撤销", reply_to=confirmed.last(HEAD).id)
    assert "没有任何改动" in confirmed.last(HEAD).text
    assert confirmed.books()["state"] == "confirmed"


def test_a_decision_is_taken_back_by_button(confirmed: Stage) -> None:
    text, _ = confirmed.press(REVIEWER, confirmed.last(REVIEWER).id, "撤销")
    assert "已撤销" in text
    assert confirmed.books()["state"] == "pending"


def test_a_return_is_taken_back_too(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "退回 缺少截图", reply_to=card)
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert (stage.books()["state"], stage.books()["reason"]) == ("pending", None)
    assert "已撤销" in stage.last(HEAD).text


def test_a_taken_back_amendment_leaves_the_reported_value(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "改为 95/100", reply_to=card)
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert (stage.books()["state"], stage.books()["value"]) == ("pending", "98/100")
    assert stage.row()["metrics"]["reply_rate"] == {"points": None, "value": "98/100", "state": "pending"}


def test_there_is_nothing_to_take_back_before_a_decision_and_after_it_was_taken_back(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert "没有可以撤销的决定" in stage.last(REVIEWER).text
    stage.say(REVIEWER, "确认", reply_to=card)
    stage.say(REVIEWER, "撤销", reply_to=card)
    stage.say(REVIEWER, "撤销", reply_to=card)
    assert "没有可以撤销的决定" in stage.last(REVIEWER).text
    assert stage.books()["state"] == "pending"


def test_a_signature_may_be_taken_back_while_others_are_missing(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4")
    card = stage.card(SQUAD_REVIEWER).id
    stage.say(SQUAD_REVIEWER, "确认", reply_to=card)
    assert stage.books()["signed"] == ["zhifa"]
    stage.say(SQUAD_REVIEWER, "撤销", reply_to=card)
    assert stage.books()["signed"] == []
    stage.say(LEGAL_REVIEWER, "确认", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert (stage.books()["state"], stage.books()["signed"]) == ("pending", ["fagui"])


@both_ways
def test_undo_by_number_withdraws_and_restore_brings_it_back_within_ten_minutes(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(HEAD, "/undo 0001")
    told = stage.last(HEAD)
    assert "已撤回 编号 0001" in told.text
    assert stage.books()["state"] == "withdrawn"
    assert "已撤回" in stage.card(REVIEWER).text
    assert stage.card(REVIEWER).buttons == []
    stage.later(minutes=9)
    stage.press(HEAD, told.id, "恢复")
    assert (stage.books()["state"], stage.books()["number"]) == ("pending", 1)
    assert "待核实 编号 0001" in stage.card(REVIEWER).text


def test_after_ten_minutes_nothing_is_restored(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(HEAD, "/undo 1")
    told = stage.last(HEAD).id
    stage.later(minutes=10, seconds=2)
    text, alert = stage.press(HEAD, told, "恢复")
    assert alert
    assert "超过10分钟" in text
    assert stage.books()["state"] == "withdrawn"


def test_a_withdrawn_number_is_not_used_again(stage: Stage) -> None:
    stage.report(HEAD)
    told_at = stage.counts()[HEAD]
    stage.say(HEAD, "/undo 1")
    withdrawn = stage.said(HEAD)[told_at].id
    stage.report(HEAD, "工单按期回复率 99/100")
    assert [(row["number"], row["state"]) for row in stage.json("submissions")] == [(1, "withdrawn"), (2, "pending")]
    text, alert = stage.press(HEAD, withdrawn, "恢复")
    assert alert
    assert "已有新的申报" in text
    assert stage.books(1)["state"] == "withdrawn"


def test_bare_undo_offers_the_pending_submissions_of_the_unit_as_buttons(stage: Stage) -> None:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100\n信访 3/3")
    stage.report(OTHER_HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    before = stage.json("submissions")
    stage.say(COLLEAGUE, "/undo")
    offer = stage.last(COLLEAGUE)
    labels = [button.text for row in offer.buttons for button in row]
    assert len(labels) == 3
    assert stage.json("submissions") == before
    stage.press(COLLEAGUE, offer.id, next(label for label in labels if "0003" in label))
    assert stage.books(3)["state"] == "withdrawn"


def test_undo_with_nothing_pending_says_so(stage: Stage) -> None:
    stage.say(HEAD, "撤回")
    assert "没有可以撤回的申报" in stage.last(HEAD).text


def test_the_button_of_the_receipt_withdraws_too(stage: Stage) -> None:
    stage.report(HEAD)
    text, _ = stage.press(HEAD, stage.last(HEAD).id, "撤回")
    assert "已撤回" in text
    assert stage.books()["state"] == "withdrawn"


def test_the_button_of_the_receipt_changes_the_value(stage: Stage) -> None:
    stage.report(HEAD)
    stage.press(HEAD, stage.last(HEAD).id, "修改")
    question = stage.last(HEAD)
    assert question.force_reply
    stage.say(HEAD, "97/100", reply_to=question.id)
    books = stage.books()
    assert (books["number"], books["version"], books["value"], books["state"]) == (1, 2, "97/100", "pending")


@pytest.mark.parametrize("person", [OTHER_HEAD, REVIEWER])
def test_nobody_withdraws_for_another_unit(stage: Stage, person: int) -> None:
    stage.report(HEAD, to=GROUP)
    stage.say(person, "/undo 0001")
    assert "没有任何改动" in stage.last(person).text
    assert stage.books()["state"] == "pending"


def test_what_is_confirmed_is_not_withdrawn(confirmed: Stage) -> None:
    confirmed.say(HEAD, "/undo 1")
    assert "不能撤回" in confirmed.last(HEAD).text
    assert confirmed.books()["state"] == "confirmed"


def test_a_number_that_does_not_exist_is_refused_like_one_of_others(stage: Stage) -> None:
    stage.report(OTHER_HEAD)
    answers = []
    for number in ("0001", "9999", "99999999999999999999"):
        stage.say(HEAD, f"/undo {number}")
        answers.append(stage.last(HEAD).text)
    assert all("没有任何改动" in answer for answer in answers)


def test_a_number_inside_other_words_withdraws_nothing(stage: Stage) -> None:
    stage.report(HEAD)
    for words in ("撤回 1号的会议通知", "撤回 1 2", "/undo 1号", "/undo -1"):
        stage.say(HEAD, words)
        assert stage.books()["state"] == "pending", words
    stage.say(HEAD, "撤回 编号 0001")
    assert stage.books()["state"] == "withdrawn"
