"""Reporting again: versions, and replies that cross them."""

from tests.cast import GROUP, HEAD, LEGAL_REVIEWER, REVIEWER, SECOND_REVIEWER, SQUAD_REVIEWER
from tests.stage import Stage, both_ways


def test_while_pending_a_new_report_is_the_next_version_of_the_same_number(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    stage.report(HEAD, "工单按期回复率 97/100")
    books = stage.books()
    assert (books["number"], books["version"], books["value"], books["state"]) == (1, 2, "97/100", "pending")
    assert "编号 0001（第2版）" in stage.last(HEAD).text
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        (card,) = stage.cards(reviewer)
        assert "编号 0001（第2版）" in card.text
        assert "97/100" in card.text
        assert card.edited


def test_the_identical_value_while_pending_is_nothing_new(stage: Stage) -> None:
    stage.report(HEAD)
    before = stage.counts()
    stage.report(HEAD, "工单按期回复率 98/100")
    assert list(stage.new(before)) == [HEAD]
    assert "编号 0001" in stage.last(HEAD).text
    assert (stage.books()["version"], len(stage.json("submissions"))) == (1, 1)


def test_the_identical_value_in_the_group_sends_no_second_card(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    second = stage.report(HEAD, to=GROUP)
    assert len(stage.cards(GROUP)) == 1
    assert stage.seen(GROUP, second.id).reactions == ["✍"]


def test_while_confirmed_a_report_is_refused_with_the_way_to_a_correction(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.report(HEAD, "工单按期回复率 99/100")
    answer = stage.last(HEAD).text
    assert "没有受理" in answer
    assert "编号 0001" in answer
    assert "更正" in answer
    assert (stage.books()["version"], stage.books()["value"]) == (1, "98/100")


def test_after_a_return_the_new_report_has_the_same_number_and_opens_the_card_again(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    stage.later(seconds=5)
    stage.report(HEAD, "工单按期回复率 97/100")
    assert (stage.books()["number"], stage.books()["version"], stage.books()["state"]) == (1, 2, "pending")
    assert "待核实 编号 0001（第2版）" in stage.card(REVIEWER).text
    assert stage.card(REVIEWER).buttons
    stage.later(seconds=5)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert (stage.books()["state"], stage.books()["value"]) == ("confirmed", "97/100")


@both_ways
def test_a_reply_that_crossed_the_new_version_decides_nothing(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    card = stage.card(REVIEWER).id
    stage.chat.say(HEAD, "/report 工单按期回复率 97/100")
    stage.chat.say(REVIEWER, "确认", reply_to=card)
    stage.settle()
    assert (stage.books()["state"], stage.books()["version"]) == ("pending", 2)
    said = [message.text for message in stage.said(REVIEWER)]
    assert any("已更新" in text for text in said)
    assert "编号 0001（第2版）" in stage.card(REVIEWER).text
    stage.later(seconds=5)
    stage.say(REVIEWER, "确认", reply_to=card)
    assert (stage.books()["state"], stage.books()["value"]) == ("confirmed", "97/100")


def test_a_press_on_the_card_of_an_old_version_says_so_and_shows_the_new_one(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    card = stage.card(REVIEWER).id
    stage.chat.say(HEAD, "/report 工单按期回复率 97/100")
    press = stage.chat.press(REVIEWER, card, "确认")
    stage.settle()
    assert press.answers[0][1]
    assert "已更新" in press.answers[0][0]
    assert stage.books()["state"] == "pending"
    assert "编号 0001（第2版）" in stage.card(REVIEWER).text


def test_a_reply_to_the_message_that_reported_the_version_decides_it_at_once(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100", to=GROUP)
    second = stage.chat.say(HEAD, "/report 工单按期回复率 97/100", to=GROUP)
    stage.chat.say(REVIEWER, "确认", to=GROUP, reply_to=second.id)
    stage.settle()
    assert (stage.books()["state"], stage.books()["value"]) == ("confirmed", "97/100")


def test_a_reply_to_the_message_that_reported_the_old_version_decides_nothing(stage: Stage) -> None:
    first = stage.report(HEAD, "工单按期回复率 98/100", to=GROUP)
    stage.chat.say(HEAD, "/report 工单按期回复率 97/100", to=GROUP)
    stage.chat.say(REVIEWER, "确认", to=GROUP, reply_to=first.id)
    stage.settle()
    assert stage.books()["state"] == "pending"


def test_signatures_lapse_with_a_new_version(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 4")
    stage.say(SQUAD_REVIEWER, "确认", reply_to=stage.card(SQUAD_REVIEWER).id)
    stage.report(HEAD, "铁拳 5")
    assert (stage.books()["signed"], stage.books()["version"]) == ([], 2)
    stage.later(seconds=5)
    stage.say(LEGAL_REVIEWER, "确认", reply_to=stage.card(LEGAL_REVIEWER).id)
    assert (stage.books()["state"], stage.books()["signed"]) == ("pending", ["fagui"])
