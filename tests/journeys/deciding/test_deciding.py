"""核实: what confirms and what decides nothing, which message a reply is about, and who was first."""

from tests.cast import GROUP, HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER
from tests.journeys.deciding.conftest import decide
from tests.stage import Stage, both_ways

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


@both_ways
def test_confirming_by_button(stage: Stage) -> None:
    stage.report(HEAD)
    text, _ = stage.press(REVIEWER, stage.card(REVIEWER).id, "确认")
    assert "编号 0001 已确认" in text
    assert stage.books()["state"] == "confirmed"
    assert "编号 0001 已确认" in stage.last(HEAD).text
    assert stage.card(SECOND_REVIEWER).buttons == []


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
    assert "刚才没有任何改动" in listed.text
    stage.press(REVIEWER, listed.id, "确认 0002", to=GROUP)
    assert [row["state"] for row in stage.json("submissions")] == ["pending", "confirmed"]


def test_a_reply_to_an_original_of_several_lines_decides_where_only_one_waits(stage: Stage) -> None:
    reported = stage.report(HEAD, "回复率 98/100\n信访 3/3", to=GROUP)
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported.id)
    assert [row["state"] for row in stage.json("submissions")] == ["confirmed", "pending"]


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


def test_a_reply_to_a_later_message_that_names_exactly_one_number_decides_it(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "好的", reply_to=stage.card(REVIEWER).id)
    hint = stage.last(REVIEWER)
    assert "编号 0001" in hint.text
    stage.say(REVIEWER, "确认", reply_to=hint.id)
    assert stage.books()["state"] == "confirmed"
    stage.report(OTHER_HEAD)
    stage.say(REVIEWER, "/pending")
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.last(REVIEWER).id)
    assert stage.books(2)["state"] == "returned"


def test_a_reply_to_a_message_that_names_several_numbers_decides_none(stage: Stage) -> None:
    stage.report(HEAD, "办结率 97/100\n满意率 96/100")
    stage.say(REVIEWER, "/pending")
    stage.say(REVIEWER, "确认", reply_to=stage.last(REVIEWER).id)
    assert "刚才没有任何改动" in stage.last(REVIEWER).text
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}
