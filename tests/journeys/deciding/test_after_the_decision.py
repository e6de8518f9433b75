"""Around a decision: transfers, objections, corrections signed by two people, exemptions, late reports."""

from datetime import datetime

import pytest

from tests.cast import CHINA, COLLEAGUE, HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER
from tests.stage import Stage

RATE = "98/100"
AFTER_REPORTS = datetime(2026, 12, 3, 18, 0, tzinfo=CHINA)
AFTER_LOCK = datetime(2026, 12, 10, 10, 0, tzinfo=CHINA)


@pytest.fixture
def confirmed(stage: Stage) -> Stage:
    """A submission of the month, confirmed by the reviewer of the lead."""
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    return stage


def value(stage: Stage) -> object:
    return stage.row()["metrics"]["reply_rate"]["value"]


def test_a_card_is_handed_to_a_colleague_of_the_same_lead_and_everybody_sees_it(stage: Stage) -> None:
    stage.report(HEAD)
    mine, theirs = stage.card(REVIEWER).id, len(stage.cards(SECOND_REVIEWER))
    stage.press(REVIEWER, mine, "转交")
    stage.press(REVIEWER, stage.last(REVIEWER).id, "周科员")
    assert "已转交：周科员" in stage.seen(REVIEWER, mine).text
    assert len(stage.cards(SECOND_REVIEWER)) == theirs + 1
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("confirmed", SECOND_REVIEWER)
    assert "已确认：周科员" in stage.seen(REVIEWER, mine).text


def test_words_that_decide_nothing_are_told_where_it_stands_and_what_can_be_done(confirmed: Stage) -> None:
    stage, stands = confirmed, "没有看懂，没有任何改动。编号 0001 11月19日 09:00 已由 李科长 确认。"
    card, told = stage.card(SECOND_REVIEWER).id, stage.last(HEAD).id
    stage.later(hours=1)
    for words in ("不同意", "没问题", "核过了，确认"):
        stage.say(SECOND_REVIEWER, words, reply_to=card)
        assert stage.last(SECOND_REVIEWER).text == f"{stands}确有差错：请回复本条：更正为 数值 原因（须两人签字）。"
    stage.say(HEAD, "不对吧", reply_to=told)
    assert stage.last(HEAD).text == f"{stands}已经核实：有不同意见请回复本条：异议 理由。"


def test_after_the_lock_they_are_told_that_it_needs_a_correction_to_count(stage: Stage) -> None:
    stage.report(HEAD)
    receipt = stage.last(HEAD).id
    stage.move(AFTER_LOCK)
    stage.say(HEAD, "什么时候核实", reply_to=receipt)
    assert "没有任何改动。编号 0001 🔒 锁定时还没有核实，没有计分。" in stage.last(HEAD).text
    assert "更正为 数值 原因" in stage.last(HEAD).text


def test_an_objection_is_decided_by_another_than_who_confirmed(confirmed: Stage) -> None:
    stage = confirmed
    stage.say(HEAD, "/appeal 1 漏计了补报的两件")
    assert "有异议" in stage.last(HEAD).text
    assert (stage.books()["state"], stage.books()["phase"]) == ("confirmed", "appealed")
    stage.say(REVIEWER, "维持 台账无误", reply_to=stage.cards(REVIEWER)[0].id)
    assert "须由另一人复核" in stage.last(REVIEWER).text
    card = stage.card(SECOND_REVIEWER)
    assert "漏计了补报的两件" in card.text
    stage.press(SECOND_REVIEWER, card.id, "修改")
    stage.say(SECOND_REVIEWER, "96/100 补报两件无效", reply_to=stage.last(SECOND_REVIEWER).id)
    books = stage.books()
    assert (books["state"], books["phase"], books["value"]) == ("confirmed", "confirmed", "96/100")
    assert (books["decided_by"], books["reason"]) == (SECOND_REVIEWER, "补报两件无效")
    assert value(stage) == "96/100"
    for head in (HEAD, COLLEAGUE):
        assert "改为 96/100" in stage.last(head).text


def test_whoever_reported_twice_objects_and_corrects_by_a_reply_to_whatever_has_the_number(stage: Stage) -> None:
    first = stage.report(HEAD)
    stage.report(HEAD, "回复率 97/100")
    receipt = stage.last(HEAD).id
    stage.say(HEAD, "确认", reply_to=receipt)
    assert stage.last(HEAD).text.endswith("请等待核实，急的可在 /pending 里催办。")
    stage.later(seconds=5)
    stage.say(REVIEWER, "改为 96/100 少算一件", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "改为 97/100", reply_to=first.id)
    assert stage.last(HEAD).text.endswith("没有任何改动。已经核实：有不同意见请回复本条：异议 理由。")
    stage.say(HEAD, "异议 不是少算", reply_to=stage.last(HEAD).id)
    assert stage.books()["phase"] == "appealed"
    stage.say(HEAD, "确认", reply_to=first.id)
    assert stage.last(HEAD).text.endswith("请等另一人复核。")
    stage.say(SECOND_REVIEWER, "维持 核对无误", reply_to=stage.card(SECOND_REVIEWER).id)
    stage.say(HEAD, "异议 仍不同意", reply_to=first.id)
    assert stage.books()["phase"] == "appealed"
    stage.say(SECOND_REVIEWER, "维持 核对无误", reply_to=stage.card(SECOND_REVIEWER).id)
    stage.later(minutes=31)
    stage.say(HEAD, "更正为 97/100 台账为准", reply_to=receipt)
    assert stage.books()["phase"] == "correcting"


def test_a_return_says_until_when_to_mend_it_and_may_be_objected_to_by_button(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    notice = stage.last(HEAD)
    assert "12月3日 17:00 前" in notice.text
    stage.press(HEAD, notice.id, "有异议")
    stage.say(HEAD, "截图附在台账里", reply_to=stage.last(HEAD).id)
    card = stage.card(SECOND_REVIEWER).id
    stage.say(SECOND_REVIEWER, "维持 台账里没有", reply_to=card)
    assert "维持原决定" in stage.last(HEAD).text
    assert (stage.books()["state"], stage.books()["phase"]) == ("returned", "returned")
    assert stage.seen(SECOND_REVIEWER, card).buttons == []


def test_a_correction_needs_two_people_also_after_the_lock(confirmed: Stage) -> None:
    stage = confirmed
    stage.move(AFTER_LOCK)
    stage.report(HEAD, "工单按期回复率 97/100 11月")
    refused = stage.last(HEAD)
    assert "已锁定" in refused.text
    stage.press(HEAD, refused.id, "申请更正")
    stage.say(HEAD, "97/100 漏计一件逾期", reply_to=stage.last(HEAD).id)
    assert "两人签字" in stage.last(COLLEAGUE).text
    assert value(stage) == RATE
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert "还需另一人" in stage.last(REVIEWER).text
    assert value(stage) == RATE
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert "另一名核实人或管理员" in stage.last(REVIEWER).text
    stage.press(SECOND_REVIEWER, stage.card(SECOND_REVIEWER).id, "确认更正")
    assert value(stage) == "97/100"
    assert "已更正为 97/100" in stage.last(HEAD).text
    assert stage.books()["reason"] == "漏计一件逾期"
    assert len(stage.books()["signed"]) == 1, "two people of one lead are one lead"
    verified = stage.leitai("audit", "verify")
    assert verified.code == 0


def test_what_was_missed_before_the_lock_can_be_asked_for(stage: Stage) -> None:
    stage.move(AFTER_LOCK)
    stage.report(HEAD, "工单按期回复率 98/100 11月")
    stage.press(HEAD, stage.last(HEAD).id, "申请更正")
    assert (stage.books()["state"], stage.books()["phase"]) == ("pending", "requested")
    assert [len(stage.cards(person)) for person in (REVIEWER, SECOND_REVIEWER)] == [1, 1]
    assert "两人签字后才计分" in stage.last(HEAD).text
    assert "回复本条" not in stage.last(HEAD).text
    stage.say(HEAD, "/pending")
    assert not any("催办" in button.text for row in stage.last(HEAD).buttons for button in row)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "不同意")
    stage.say(REVIEWER, "没有台账", reply_to=stage.last(REVIEWER).id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "没有台账")
    assert "没有台账" in stage.last(HEAD).text
    assert "补报没有通过，仍不计分" in stage.last(HEAD).text


def test_a_late_report_is_marked_and_taken_until_the_lock(stage: Stage) -> None:
    stage.move(AFTER_REPORTS)
    stage.report(HEAD, "工单按期回复率 98/100 11月")
    assert "迟报" in stage.last(HEAD).text
    assert "迟报" in stage.card(REVIEWER).text
    assert stage.books()["late"] is True
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert stage.books()["state"] == "confirmed"


def test_a_lead_exempts_a_unit_and_takes_it_back_and_the_unit_itself_cannot(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 不涉及")
    assert "牵头单位（消保科）认定" in stage.last(HEAD).text
    assert stage.json("submissions") == []
    stage.say(REVIEWER, "/report 东湖所 工单按期回复率 不涉及")
    assert "不涉及" in stage.last(HEAD).text
    assert stage.row()["metrics"]["reply_rate"]["state"] == "not_applicable"
    stage.press(REVIEWER, stage.last(REVIEWER).id, "撤销")
    assert stage.row()["metrics"]["reply_rate"]["state"] == "missing"
    stage.report(OTHER_HEAD)
    stage.say(REVIEWER, "不涉及", reply_to=stage.card(REVIEWER).id)
    assert stage.row("xixi")["metrics"]["reply_rate"]["state"] == "not_applicable"


def test_an_objection_is_not_ended_by_a_correction_of_who_decided(confirmed: Stage) -> None:
    stage = confirmed
    stage.later(minutes=31)
    stage.say(HEAD, "/appeal 1 漏计了补报的两件")
    stage.say(REVIEWER, "更正为 97/100 核对有误", reply_to=stage.card(REVIEWER).id)
    assert "须由另一人复核" in stage.last(REVIEWER).text
    assert stage.books()["phase"] == "appealed"
    stage.say(SECOND_REVIEWER, "改为 97/100 确有漏计", reply_to=stage.card(SECOND_REVIEWER).id)
    assert value(stage) == "97/100"


def test_who_upholds_without_a_reason_is_asked_for_it_and_help_fits_the_card_at_hand(confirmed: Stage) -> None:
    stage = confirmed
    stage.say(HEAD, "/appeal 1 漏计了补报的两件")
    card = stage.card(SECOND_REVIEWER).id
    stage.say(SECOND_REVIEWER, "再看看", reply_to=card)
    assert "请整条回复：维持 理由 ／ 改为 数值 理由" in stage.last(SECOND_REVIEWER).text
    stage.say(SECOND_REVIEWER, "维持", reply_to=card)
    question = stage.last(SECOND_REVIEWER)
    assert question.force_reply
    assert "写明维持的理由" in question.text
    stage.say(SECOND_REVIEWER, "维持", reply_to=question.id)
    assert "写明维持的理由" in stage.last(SECOND_REVIEWER).text, "asked once more"
    assert stage.books()["phase"] == "appealed"
    stage.say(SECOND_REVIEWER, "台账核对无误", reply_to=question.id)
    assert stage.books()["phase"] == "confirmed"
    stage.say(SECOND_REVIEWER, "维持", reply_to=card)
    assert "没有待复核的异议" in stage.last(SECOND_REVIEWER).text


def test_both_who_signed_a_correction_stay_on_its_card(confirmed: Stage) -> None:
    stage = confirmed
    stage.later(minutes=31)
    stage.say(REVIEWER, "更正为 97/100 核对有误", reply_to=stage.card(REVIEWER).id)
    stage.say(SECOND_REVIEWER, "再看看", reply_to=stage.card(SECOND_REVIEWER).id)
    assert "请整条回复：确认 ／ 退回 原因" in stage.last(SECOND_REVIEWER).text
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert "更正签字：李科长、周科员" in stage.card(REVIEWER).text
    stage.say(HEAD, "/appeal 1 还是不对")
    assert "更正签字：李科长、周科员" in stage.card(REVIEWER).text
