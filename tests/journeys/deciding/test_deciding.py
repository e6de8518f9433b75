"""核实: confirming, returning and amending by reply and by button."""

import pytest

from tests.cast import (
    ADMIN,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTS,
    REVIEWER,
    SECOND_REVIEWER,
    roster_csv,
)
from tests.stage import Stage, both_ways


@pytest.fixture
def reported(stage: Stage) -> Stage:
    stage.report(HEAD)
    return stage


def decide(stage: Stage, words: str, person: int = REVIEWER) -> None:
    stage.say(person, words, reply_to=stage.card(person).id)


CONFIRMING = (
    "确认",
    "同意",
    "通过",
    "属实",
    "无误",
    "ok",
    "OK",
    "Ok",
    "ＯＫ",
    "确认。",
    "确认．",
    "确认.",
    "确认！",
    "ok!",
    "ok～",
    "ok~",
    " 确认 ",
    "确\u200b认",
    "\u202a确认\u202c",
    "\u2060同意\ufeff",
)


def test_these_words_confirm(reported: Stage) -> None:
    for words in CONFIRMING:
        decide(reported, words)
        assert reported.books()["state"] == "confirmed", words
        assert "编号 0001 已确认" in reported.last(HEAD).text
        assert "编号 0001 已确认" in reported.last(REVIEWER).text
        decide(reported, "撤销")
        assert reported.books()["state"] == "pending"


UNDECIDED = (
    "收到",
    "好的",
    "👍",
    "同意退回",
    "确认？",
    "确认?",
    "不同意",
    "退回吗",
    "确认！！",
    "不确认",
    "确认 98/100",
    "请确认",
    "已确认",
    "ok了",
    "改为",
    "退",
    "确认\n退回 缺少佐证",
)


def test_anything_else_decides_nothing_and_gets_one_line_of_help(reported: Stage) -> None:
    books = reported.books()
    for words in UNDECIDED:
        before = reported.counts()
        decide(reported, words)
        (answers,) = reported.new(before).values()
        assert len(answers) == 1, words
        assert "没有任何改动" in answers[0]
        assert "确认 ／ 退回 原因 ／ 改为 数值" in answers[0]
    assert reported.books() == books


def test_an_amendment_in_another_unit_decides_nothing_and_says_why(reported: Stage) -> None:
    books = reported.books()
    decide(reported, "改为 12 件")
    answer = reported.last(REVIEWER).text
    assert "计量单位不对" in answer
    assert "没有任何改动" in answer
    assert reported.books() == books


def test_stickers_voice_and_reactions_decide_nothing(reported: Stage) -> None:
    card = reported.card(REVIEWER).id
    reported.say(REVIEWER, sticker=True, reply_to=card)
    reported.say(REVIEWER, voice=True, reply_to=card)
    reported.chat.react(REVIEWER, card, "👍")
    reported.settle()
    assert reported.books()["state"] == "pending"


def test_a_caption_is_a_message_text(reported: Stage, picture: bytes) -> None:
    reported.say(REVIEWER, photo=picture, caption="退回 数字不符", reply_to=reported.card(REVIEWER).id)
    assert reported.books()["state"] == "returned"


def test_returning_with_a_reason_by_reply(stage: Stage) -> None:
    stage.report(HEAD)
    decide(stage, "退回 缺少12345系统截图")
    books = stage.books()
    assert (books["state"], books["reason"], books["decided_by"]) == ("returned", "缺少12345系统截图", REVIEWER)
    assert "编号 0001 已退回" in stage.last(HEAD).text
    assert "缺少12345系统截图" in stage.last(HEAD).text
    assert "已退回" in stage.card(SECOND_REVIEWER).text
    assert stage.row()["metrics"]["reply_rate"] == {"points": None, "value": None, "state": "missing"}


REASONS = (
    ("退回，缺少截图", "缺少截图"),
    ("退回：缺少截图", "缺少截图"),
    ("驳回 缺少截图", "缺少截图"),
    ("退回\n缺少截图\n请补", "缺少截图\n请补"),
    ("退回,缺图", "缺图"),
    ("退回 缺少截图。", "缺少截图"),
)


def test_a_reason_may_be_written_in_many_ways(reported: Stage) -> None:
    for words, reason in REASONS:
        decide(reported, words)
        assert (reported.books()["state"], reported.books()["reason"]) == ("returned", reason)
        decide(reported, "撤销")


@both_ways
def test_returning_without_a_reason_asks_for_one_and_nothing_has_happened(stage: Stage) -> None:
    stage.report(HEAD)
    decide(stage, "退回")
    question = stage.last(REVIEWER)
    assert question.force_reply
    assert "还没有退回" in question.text
    assert stage.books()["state"] == "pending"
    stage.say(REVIEWER, "缺少截图", reply_to=question.id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺少截图")
    assert "已退回" in stage.last(HEAD).text


def test_a_reason_of_one_character_is_not_enough(reported: Stage) -> None:
    decide(reported, "退回")
    question = reported.last(REVIEWER).id
    reported.say(REVIEWER, "无", reply_to=question)
    assert "还没有退回" in reported.last(REVIEWER).text
    assert reported.books()["state"] == "pending"
    reported.say(REVIEWER, "没有截图", reply_to=question)
    assert reported.books()["state"] == "returned"


def test_cancelling_the_question_for_a_reason_or_a_value_changes_nothing(reported: Stage) -> None:
    for label in ("退回", "修改"):
        reported.press(REVIEWER, reported.card(REVIEWER).id, label)
        reported.say(REVIEWER, "取消", reply_to=reported.last(REVIEWER).id)
        assert "已取消，没有任何改动" in reported.last(REVIEWER).text
        assert reported.books()["state"] == "pending"


def test_the_question_for_a_reason_is_answered_by_who_was_asked_only(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    stage.press(REVIEWER, card, "退回", to=GROUP)
    question = stage.last(GROUP)
    assert question.force_reply
    assert "李科长" in question.text
    stage.say(SECOND_REVIEWER, "缺少截图", to=GROUP, reply_to=question.id)
    assert stage.books()["state"] == "pending"
    stage.say(REVIEWER, "缺少截图", to=GROUP, reply_to=question.id)
    assert (stage.books()["state"], stage.books()["decided_by"]) == ("returned", REVIEWER)


@both_ways
def test_amending_by_reply_confirms_with_another_value(stage: Stage) -> None:
    stage.report(HEAD)
    decide(stage, "改为 95/100 系统口径")
    books = stage.books()
    assert (books["state"], books["value"], books["reason"]) == ("confirmed", "95/100", "系统口径")
    notice = stage.last(HEAD).text
    assert "已确认" in notice
    assert "改为 95/100" in notice
    assert "系统口径" in notice
    assert "改为 95/100" in stage.card(SECOND_REVIEWER).text
    assert stage.row()["metrics"]["reply_rate"] == {"points": "3.75", "value": "95/100", "state": "confirmed"}


def test_an_amendment_may_be_written_in_many_ways(reported: Stage) -> None:
    for words in ("改为95/100", "改为：95/100", "改为 ９５／１００", "改为 95 / 100", "改为 95/100。"):
        decide(reported, words)
        assert (reported.books()["state"], reported.books()["value"]) == ("confirmed", "95/100"), words
        decide(reported, "撤销")


def test_an_amendment_that_would_be_refused_as_a_report_decides_nothing(reported: Stage) -> None:
    for words in ("改为 101/100", "改为 很好", "改为 95", "改为 0.95", "改为 -1/100", "改为 1,234"):
        decide(reported, words)
        assert (reported.books()["state"], reported.books()["value"]) == ("pending", "98/100"), words
        assert "没有受理" in reported.last(REVIEWER).text


@both_ways
def test_confirming_by_button(stage: Stage) -> None:
    stage.report(HEAD)
    text, _ = stage.press(REVIEWER, stage.card(REVIEWER).id, "确认")
    assert "编号 0001 已确认" in text
    assert stage.books()["state"] == "confirmed"
    assert "编号 0001 已确认" in stage.last(HEAD).text
    assert stage.card(SECOND_REVIEWER).buttons == []


def test_returning_by_button_asks_for_the_reason(reported: Stage) -> None:
    text, _ = reported.press(REVIEWER, reported.card(REVIEWER).id, "退回")
    assert "原因" in text
    assert reported.books()["state"] == "pending"
    question = reported.last(REVIEWER)
    assert question.force_reply
    reported.say(REVIEWER, "缺少截图", reply_to=question.id)
    assert (reported.books()["state"], reported.books()["reason"]) == ("returned", "缺少截图")


def test_amending_by_button_asks_for_the_value(reported: Stage) -> None:
    reported.press(REVIEWER, reported.card(REVIEWER).id, "修改")
    question = reported.last(REVIEWER)
    assert question.force_reply
    assert "还没有改动" in question.text
    reported.say(REVIEWER, "95/100", reply_to=question.id)
    assert (reported.books()["state"], reported.books()["value"]) == ("confirmed", "95/100")


def test_the_original_message_in_the_group_may_be_replied_to_like_the_card(stage: Stage) -> None:
    reported = stage.report(HEAD, to=GROUP)
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported.id)
    assert stage.books()["state"] == "confirmed"


def test_every_later_message_about_a_submission_may_be_replied_to_like_its_card(reported: Stage) -> None:
    decide(reported, "退回")
    decide(reported, "确认")
    told = reported.last(REVIEWER)
    assert "编号 0001 已确认" in told.text
    reported.say(REVIEWER, "撤销", reply_to=told.id)
    assert reported.books()["state"] == "pending"


def test_a_reply_to_an_original_of_several_lines_decides_nothing_and_lists_them(stage: Stage) -> None:
    reported = stage.report(HEAD, "回复率 98/100\n办结率 97/100", to=GROUP)
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported.id)
    assert [row["state"] for row in stage.json("submissions")] == ["pending", "pending"]
    listed = stage.last(GROUP)
    assert "编号 0001" in listed.text
    assert "编号 0002" in listed.text
    assert "还没有任何改动" in listed.text
    stage.press(REVIEWER, listed.id, "确认 0002", to=GROUP)
    assert [row["state"] for row in stage.json("submissions")] == ["pending", "confirmed"]


def test_a_reply_to_an_original_of_several_lines_decides_where_only_one_waits(stage: Stage) -> None:
    reported = stage.report(HEAD, "回复率 98/100\n信访 3/3", to=GROUP)
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported.id)
    assert [row["state"] for row in stage.json("submissions")] == ["confirmed", "pending"]


@pytest.mark.parametrize("person", [OFFICE_REVIEWER, OTHER_HEAD, LEADER, ADMIN])
def test_only_a_reviewer_of_the_lead_decides(stage: Stage, person: int) -> None:
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    before = stage.counts()
    stage.say(person, "确认", to=GROUP, reply_to=card)
    text, alert = stage.press(person, card, "确认", to=GROUP)
    assert alert
    answers = stage.new(before)[person]
    assert answers == [text], "the same sentence by reply and by button"
    assert "没有任何改动" in text
    assert "消保科" in text
    assert stage.books()["state"] == "pending"


@pytest.mark.parametrize("person", [HEAD, COLLEAGUE])
def test_the_own_unit_never_decides_about_its_submission(stage: Stage, person: int) -> None:
    stage.report(HEAD, to=GROUP)
    card = stage.card(GROUP).id
    for words in ("确认", "退回 重报一下", "改为 99/100"):
        stage.say(person, words, to=GROUP, reply_to=card)
        assert "没有任何改动" in stage.last(person).text
    for label in ("确认", "退回", "修改"):
        text, alert = stage.press(person, card, label, to=GROUP)
        assert alert
        assert "没有任何改动" in text
    assert (stage.books()["state"], stage.books()["value"]) == ("pending", "98/100")


def test_a_second_decision_says_who_was_first(reported: Stage) -> None:
    card = reported.card(SECOND_REVIEWER).id
    decide(reported, "确认")
    reported.say(SECOND_REVIEWER, "退回 数字不对", reply_to=card)
    assert "李科长" in reported.last(SECOND_REVIEWER).text
    assert "没有任何改动" in reported.last(SECOND_REVIEWER).text
    assert reported.books()["state"] == "confirmed"


def test_a_press_on_a_card_that_somebody_else_decided_meanwhile_changes_nothing(reported: Stage) -> None:
    mine, theirs = reported.card(REVIEWER).id, reported.card(SECOND_REVIEWER).id
    first = reported.chat.press(REVIEWER, mine, "确认")
    second = reported.chat.press(SECOND_REVIEWER, theirs, "确认")
    reported.settle()
    assert "已确认" in first.answers[0][0]
    assert second.answers[0][1]
    assert "没有任何改动" in second.answers[0][0]
    assert "已更新" in second.answers[0][0]
    assert reported.books()["decided_by"] == REVIEWER


def test_a_reviewer_put_on_the_roster_while_the_bot_runs_decides_at_once(reported: Stage) -> None:
    reported.chat.add_person(2003, "新科员", started=True)
    reported.chat.rooms[GROUP].members.add(2003)
    file = reported.folder.with_name("more.csv")
    file.write_text("unit,name,role,telegram_id\n消保科,新科员,reviewer,2003\n", encoding="utf-8")
    assert reported.leitai("roster", "import", str(file)).code == 0
    reported.report(OTHER_HEAD)
    decide(reported, "确认", 2003)
    assert (reported.books(2)["state"], reported.books(2)["decided_by"]) == ("confirmed", 2003)


def test_a_reviewer_taken_off_the_roster_decides_nothing_any_more(reported: Stage) -> None:
    card = reported.card(SECOND_REVIEWER).id
    file = reported.folder.with_name("fewer.csv")
    file.write_text(roster_csv(tuple(part for part in PARTS if part.person != SECOND_REVIEWER)), encoding="utf-8")
    assert reported.leitai("roster", "import", str(file), "--replace").code == 0
    reported.say(SECOND_REVIEWER, "确认", reply_to=card)
    assert "不在名册" in reported.last(SECOND_REVIEWER).text
    assert reported.books()["state"] == "pending"
