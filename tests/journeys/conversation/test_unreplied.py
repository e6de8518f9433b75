"""What replies to nothing, because a program left that out; and what replies to a message about several submissions."""

from datetime import datetime

import pytest

from tests.cast import CHINA, GROUP, HEAD, OTHER_HEAD, REVIEWER, SECOND_REVIEWER, SQUAD_REVIEWER, STRANGER, THIRD_HEAD
from tests.stage import Stage, labels

ASKED_BACK = "您没有回复哪一条消息，还没有任何改动。"


def test_the_reason_after_a_button_counts_without_a_reply(stage: Stage) -> None:
    stage.report(HEAD)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
    stage.say(REVIEWER, "缺少截图")
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺少截图")


@pytest.mark.parametrize("words", ["95/100 核对台账", "改为 95/100 核对台账"])
def test_the_value_after_a_button_counts_without_a_reply(stage: Stage, words: str) -> None:
    stage.report(HEAD)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "修改")
    stage.say(REVIEWER, words)
    assert (stage.books()["state"], stage.books()["value"]) == ("confirmed", "95/100")


@pytest.mark.parametrize("words", ["97/100", "改为 97/100"])
def test_a_head_says_the_new_value_without_a_reply(stage: Stage, words: str) -> None:
    stage.report(HEAD)
    stage.press(HEAD, stage.last(HEAD).id, "修改")
    stage.say(HEAD, words)
    assert (stage.books()["state"], stage.books()["value"], stage.books()["version"]) == ("pending", "97/100", 2)


def test_an_objection_and_its_answer_count_without_a_reply(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    stage.press(HEAD, stage.last(HEAD).id, "有异议")
    stage.say(HEAD, "截图早已附上")
    assert "有异议，将由另一人复核" in stage.last(HEAD).text
    stage.press(SECOND_REVIEWER, stage.card(SECOND_REVIEWER).id, "维持")
    stage.say(SECOND_REVIEWER, "截图看不清")
    assert "维持原决定" in stage.last(SECOND_REVIEWER).text


def test_a_question_is_answered_only_while_it_is_the_last_message_and_what_it_asked_about_stands(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.press(REVIEWER, card, "退回")
    stage.say(REVIEWER, "/help")
    stage.say(REVIEWER, "缺少截图")
    assert "没有看懂" in stage.last(REVIEWER).text
    stage.press(REVIEWER, card, "退回")
    stage.later(minutes=31)
    stage.say(REVIEWER, "缺少截图")
    assert "没有看懂" in stage.last(REVIEWER).text
    stage.press(REVIEWER, card, "退回")
    stage.press(SECOND_REVIEWER, stage.card(SECOND_REVIEWER).id, "确认")
    stage.say(REVIEWER, "缺少截图")
    assert "没有看懂" in stage.last(REVIEWER).text
    assert (stage.books()["state"], stage.books()["reason"]) == ("confirmed", None)


def test_a_question_waits_for_its_answer_half_an_hour_to_the_second(stage: Stage) -> None:
    for minute, second, state in ((29, 59, "returned"), (30, 2, "pending")):
        stage.move(datetime(2026, 11, 19, 10 + minute // 30, 0, tzinfo=CHINA))
        stage.report(HEAD, "回复率 98/100" if minute == 29 else "办结率 98/100")
        stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
        stage.later(minutes=minute, seconds=second)
        stage.say(REVIEWER, "缺少截图")
        assert stage.books(1 if minute == 29 else 2)["state"] == state


def test_cancelling_ends_a_question_that_was_not_replied_to(stage: Stage) -> None:
    stage.report(HEAD)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
    stage.say(REVIEWER, "取消")
    assert stage.last(REVIEWER).text == "已取消，没有任何改动。"
    stage.say(REVIEWER, "缺少截图")
    assert "没有看懂" in stage.last(REVIEWER).text
    assert stage.books()["state"] == "pending"


@pytest.mark.parametrize(
    ("words", "state", "value"),
    [
        ("确认", "confirmed", "98/100"),
        ("退回 缺少截图", "returned", "98/100"),
        ("改为 95/100 核对台账", "confirmed", "95/100"),
    ],
)
def test_a_decision_that_replies_to_nothing_is_asked_back_with_one_button(
    stage: Stage, words: str, state: str, value: str
) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, words)
    asked = stage.last(REVIEWER)
    assert ASKED_BACK in asked.text
    assert "编号 0001 东湖市场监管所 工单按期回复率 98/100（98%）" in asked.text
    assert labels(asked) == [f"{words} · 0001 工单按期回复率"]
    assert stage.books()["state"] == "pending"
    stage.press(REVIEWER, asked.id, labels(asked)[0])
    assert (stage.books()["state"], stage.books()["value"]) == (state, value)


def test_a_bare_return_is_asked_back_and_then_for_its_reason(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回")
    stage.press(REVIEWER, stage.last(REVIEWER).id, labels(stage.last(REVIEWER))[0])
    stage.say(REVIEWER, "缺少截图")
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺少截图")


def test_taking_back_is_asked_back_too(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(REVIEWER, "撤销")
    assert ASKED_BACK in stage.last(REVIEWER).text
    stage.press(REVIEWER, stage.last(REVIEWER).id, labels(stage.last(REVIEWER))[0])
    assert stage.books()["state"] == "pending"


def test_it_is_not_asked_back_where_two_cards_wait_or_something_else_was_said_last(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "/help")
    stage.say(REVIEWER, "确认")
    assert "不知道您要决定哪一项" in stage.last(REVIEWER).text
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.say(REVIEWER, "退回")
    assert "不知道您要决定哪一项。请回复那张核实卡" in stage.last(REVIEWER).text
    stage.say(REVIEWER, "同意。")
    told = stage.last(REVIEWER)
    assert told.text == (
        "没有任何改动：不知道您要决定哪一项。等您核实的有 2 项：\n编号 0001 东湖市场监管所 工单按期回复率\n"
        "编号 0002 西溪市场监管所 工单按期回复率\n"
        "请回复那张核实卡，或写上编号（例如：同意 0001）再点按钮。全部待办见 /pending。"
    )
    stage.say(REVIEWER, "确认 0002", reply_to=told.id)
    assert labels(stage.last(REVIEWER)) == ["确认 · 0002 工单按期回复率"]
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}


def test_of_much_that_waits_the_first_is_listed_and_nothing_of_what_others_decide(stage: Stage) -> None:
    for head in (HEAD, OTHER_HEAD, THIRD_HEAD):
        stage.report(head, "回复率 98/100\n办结率 97/100\n满意率 96/100\n铁拳 3")
    stage.say(REVIEWER, "确认")
    told = stage.last(REVIEWER).text.split("\n")
    assert "等您核实的有 9 项：" in told[0]
    assert [line[3:7] for line in told[1:-1]] == ["0001", "0002", "0003", "0005", "0006", "0007", "0009", "0010"]


def test_what_was_asked_back_is_done_by_whoever_said_it_for_the_version_shown_within_half_an_hour(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认")
    asked = stage.last(REVIEWER)
    stage.report(HEAD, "回复率 97/100")
    assert "已更新" in stage.press(REVIEWER, asked.id, labels(asked)[0])[0]
    assert stage.books()["state"] == "pending"
    stage.say(REVIEWER, "改为 95/100")
    assert ASKED_BACK in stage.last(REVIEWER).text
    asked = stage.last(REVIEWER)
    stage.later(minutes=31)
    assert "已过期" in stage.press(REVIEWER, asked.id, labels(asked)[0])[0]
    assert stage.books()["state"] == "pending"


def test_a_decision_said_to_ones_own_message_in_private_is_answered(stage: Stage) -> None:
    said = stage.say(REVIEWER, "你好")
    before = stage.counts()
    stage.say(REVIEWER, "确认", reply_to=said.id)
    ((answer,),) = stage.new(before).values()
    assert "现在没有等您决定的申报" in answer


def test_a_word_about_a_submission_is_asked_back_too_and_may_reply_to_the_report_itself(stage: Stage) -> None:
    said = stage.report(HEAD)
    stage.say(HEAD, "催办")
    assert ASKED_BACK in stage.last(HEAD).text
    assert labels(stage.last(HEAD)) == ["催办 · 0001 工单按期回复率"]
    stage.press(HEAD, stage.last(HEAD).id, "催办 · 0001 工单按期回复率")
    assert "催办：编号 0001" in stage.last(REVIEWER).text
    stage.say(HEAD, "/help")
    stage.say(HEAD, "补充佐证")
    assert "没有看懂" in stage.last(HEAD).text
    stage.say(HEAD, "补充佐证", reply_to=said.id)
    assert "发来 编号 0001 的佐证" in stage.last(HEAD).text
    stage.say(HEAD, "取消")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    for reply_to in (said.id, None):
        stage.say(HEAD, "催办", reply_to=reply_to)
        assert "编号 0001 已核实完毕，无需催办" in stage.last(HEAD).text


# Several at once


@pytest.fixture
def three(stage: Stage) -> Stage:
    stage.report(HEAD, "回复率 98/100\n办结率 97/100\n铁拳 3")
    return stage


def offered(stage: Stage, person: int, *parts: str) -> int:
    asked = stage.last(person)
    assert "这条消息涉及多项申报，刚才没有任何改动。" in asked.text
    assert len(labels(asked)) == len(parts)
    for label, part in zip(labels(asked), parts, strict=True):
        assert label.endswith(part)
    return asked.id


def test_urging_about_a_receipt_of_several_offers_those_that_wait(three: Stage) -> None:
    receipt = three.last(HEAD).id
    three.say(HEAD, "催办", reply_to=receipt)
    offered(three, HEAD, "0001 工单按期回复率", "0002 工单办结率", "0003 “铁拳”行动实效")
    three.press(HEAD, three.last(HEAD).id, "催办 · 0002 工单办结率")
    assert "催办" in three.last(REVIEWER).text
    three.say(REVIEWER, "确认", reply_to=three.cards(REVIEWER)[0].id)
    three.say(HEAD, "催办", reply_to=receipt)
    assert "0001" not in three.last(HEAD).text


def test_a_new_value_about_a_receipt_of_several_is_a_new_version_of_the_one_pressed(three: Stage) -> None:
    receipt = three.last(HEAD).id
    three.say(HEAD, "改为 96/100", reply_to=receipt)
    asked = offered(three, HEAD, "0001 工单按期回复率", "0002 工单办结率")
    three.press(HEAD, asked, "改为 96/100 · 0002 工单办结率")
    assert "已收到，编号 0002（第2版）" in three.last(HEAD).text
    assert (three.books(2)["value"], three.books(2)["version"], three.books(2)["state"]) == ("96/100", 2, "pending")
    assert three.books(1)["version"] == 1
    three.say(HEAD, "改为 4", reply_to=receipt)
    assert (three.books(3)["value"], three.books(3)["version"]) == ("4", 2), "the only one it can be about"


def test_an_amendment_of_the_own_pending_report_is_a_new_version(stage: Stage) -> None:
    reported = stage.report(HEAD)
    for message, value in ((reported.id, "97/100"), (stage.last(HEAD).id, "96/100")):
        stage.say(HEAD, f"改为 {value}", reply_to=message)
        assert (stage.books()["value"], stage.books()["state"]) == (value, "pending")
    assert stage.books()["version"] == 3
    stage.later(seconds=5)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "改为 95/100", reply_to=stage.last(HEAD).id)
    assert "没有任何改动" in stage.last(HEAD).text
    assert stage.books()["value"] == "96/100"


def test_a_correction_about_a_receipt_of_several_offers_each(three: Stage) -> None:
    receipt = three.last(HEAD).id
    for card in three.cards(REVIEWER):
        three.say(REVIEWER, "确认", reply_to=card.id)
    three.later(minutes=31)
    three.say(HEAD, "更正为 95/100 漏计（3件）；请核", reply_to=receipt)
    asked = offered(three, HEAD, "0001 工单按期回复率", "0002 工单办结率")
    three.press(HEAD, asked, labels(three.last(HEAD))[1])
    assert "更正" in three.card(REVIEWER).text
    assert "漏计（3件）；请核" in three.card(REVIEWER).text
    assert "编号 0002" in three.card(REVIEWER).text


def test_in_the_group_what_may_be_about_several_is_offered_there_and_pressed_by_who_said_it(stage: Stage) -> None:
    said = stage.report(HEAD, "回复率 98/100\n办结率 97/100", to=GROUP)
    stage.say(HEAD, "改为 96/100", to=GROUP, reply_to=said.id)
    asked = offered(stage, GROUP, "0001 工单按期回复率", "0002 工单办结率")
    label = labels(stage.last(GROUP))[0]
    assert stage.press(OTHER_HEAD, asked, label, to=GROUP)[1]
    assert stage.books()["value"] == "98/100"
    stage.press(HEAD, asked, label, to=GROUP)
    assert (stage.books()["value"], stage.books()["version"]) == ("96/100", 2)


@pytest.mark.parametrize(
    ("words", "said", "state", "value", "reason"),
    [
        ("确认 0002", "确认", "confirmed", "97/100", None),
        ("确认２。", "确认", "confirmed", "97/100", None),
        ("编号 0002 同意", "同意", "confirmed", "97/100", None),
        ("confirm No. 0002", "confirm", "confirmed", "97/100", None),
        ("确认 第2号", "确认", "confirmed", "97/100", None),
        ("退回 0002 0930 之前请补", "退回 0930 之前请补", "returned", "97/100", "0930 之前请补"),
        ("退回 0002 缺少截图", "退回 缺少截图", "returned", "97/100", "缺少截图"),
        ("改为 0002 95/100 核对台账", "改为 95/100 核对台账", "confirmed", "95/100", "核对台账"),
        ("0002 改为 95/100", "改为 95/100", "confirmed", "95/100", None),
    ],
)
def test_a_decision_with_a_number_shows_what_it_is_about_and_is_done_by_its_button(
    stage: Stage, words: str, said: str, state: str, value: str, reason: str | None
) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.report(HEAD, "办结率 99/100")
    stage.say(REVIEWER, words)
    asked = stage.last(REVIEWER)
    assert ASKED_BACK in asked.text
    assert "编号 0002 西溪市场监管所 工单按期回复率 97/100（97%）" in asked.text
    assert labels(asked) == [f"{said[:16]} · 0002 工单按期回复率"]
    assert stage.books(2)["state"] == "pending"
    stage.press(REVIEWER, asked.id, labels(asked)[0])
    books = stage.books(2)
    assert (books["state"], books["value"], books["reason"]) == (state, value, reason)
    assert {stage.books(1)["state"], stage.books(3)["state"]} == {"pending"}


def test_a_decision_with_a_number_is_none_about_a_version_that_its_writer_did_not_see(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认 0001")
    asked = stage.last(REVIEWER)
    stage.report(HEAD, "回复率 97/100")
    assert "已更新" in stage.press(REVIEWER, asked.id, labels(asked)[0])[0]
    assert stage.books()["state"] == "pending"


def test_a_number_that_does_not_wait_for_its_writer_is_told_like_one_that_was_never_given(stage: Stage) -> None:
    stage.report(HEAD)
    told = []
    for person, words in (
        (REVIEWER, "确认 0009"),
        (SQUAD_REVIEWER, "确认 0001"),
        (HEAD, "0001 同意"),
        (OTHER_HEAD, "撤销 0001"),
    ):
        stage.say(person, words)
        text = stage.last(person).text
        assert "没有等您决定的编号" in text, words
        told.append(text.replace("0009", "0001"))
    assert len(set(told)) == 1
    assert stage.books()["state"] == "pending"
    stage.say(STRANGER, "确认 0001")
    assert "0001" not in stage.last(STRANGER).text


def test_a_confirmation_of_several_numbers_decides_nothing_and_says_how_to(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "回复率 97/100")
    for reply_to in (None, stage.cards(REVIEWER)[0].id, stage.say(REVIEWER, "你好").id):
        stage.say(REVIEWER, "确认 0001、2号", reply_to=reply_to)
        told = stage.last(REVIEWER)
        assert told.text == "⚠️ 没有任何改动：一次只能决定一个编号。请逐条发：确认 0001、确认 0002。"
    for reply_to in (None, stage.say(STRANGER, "你好").id):
        stage.say(STRANGER, "确认 0001 0002", reply_to=reply_to)
        assert "您不在名册上" in stage.last(STRANGER).text
    stage.press(REVIEWER, stage.cards(REVIEWER)[0].id, "退回")
    question = stage.last(REVIEWER)
    assert question.force_reply
    for reply_to in (None, question.id):
        stage.say(REVIEWER, "确认 0001 0002", reply_to=reply_to)
        assert stage.last(REVIEWER).text == told.text
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}
    stage.say(REVIEWER, "0001 0930 之前请补", reply_to=question.id)
    assert (stage.books(1)["state"], stage.books(1)["reason"]) == ("returned", "0001 0930 之前请补")
    assert stage.books(2)["state"] == "pending"


def test_what_became_of_a_number_is_told_to_those_who_could_have_decided_it_and_to_its_unit_alone(stage: Stage) -> None:
    stage.report(HEAD)
    card, stands = stage.card(REVIEWER).id, "编号 0001 11月19日 09:00 已由 李科长 确认"
    stage.say(REVIEWER, "确认", reply_to=card)
    told = []
    for person in (SQUAD_REVIEWER, OTHER_HEAD):
        for number in ("0001", "0099"):
            stage.say(person, f"确认 {number}")
            told.append(stage.last(person).text.replace("0099", "0001"))
    assert len(set(told)) == 1
    assert "没有等您决定的编号 0001" in told[0]

    def is_told(stands: str) -> None:
        for person, words, reply_to in (
            (SECOND_REVIEWER, "确认 0001", None),
            (SECOND_REVIEWER, "确认 #1", None),
            (SECOND_REVIEWER, "确认", stage.card(SECOND_REVIEWER).id),
        ):
            stage.say(person, words, reply_to=reply_to)
            assert f"⚠️ {stands}，不用再确认，没有任何改动。" in stage.last(person).text
        stage.say(HEAD, "确认 0001")
        assert f"🔒 没有任何改动：{stands}。已经" in stage.last(HEAD).text

    is_told(stands)
    stage.later(minutes=45)
    stage.say(HEAD, "异议 漏计两件", reply_to=stage.last(HEAD).id)
    stage.say(HEAD, "确认 0001")
    assert "编号 0001 已确认，单位 11月19日 09:45 提出的异议待复核。请等另一人复核。" in stage.last(HEAD).text
    stage.say(SECOND_REVIEWER, "维持 台账就是这些", reply_to=stage.card(SECOND_REVIEWER).id)
    is_told(stands)
    stage.say(HEAD, "更正为 97/100 漏计一件", reply_to=stage.last(HEAD).id)
    stage.say(HEAD, "确认 0001")
    assert "编号 0001 已确认，11月19日 09:45 提出的更正正在签字。请等" in stage.last(HEAD).text
    stage.say(SECOND_REVIEWER, "退回 没有漏计", reply_to=stage.card(SECOND_REVIEWER).id)
    is_told(stands)
    assert stage.books()["value"] == "98/100"


def test_what_is_wrong_with_a_decision_with_a_number_is_said_at_once(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "0001 改为 102/100")
    assert "没有任何改动" in stage.last(REVIEWER).text
    assert labels(stage.last(REVIEWER)) == []


def test_a_decision_with_a_number_is_no_answer_to_the_question_about_another(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.press(REVIEWER, stage.cards(REVIEWER)[0].id, "退回")
    stage.say(REVIEWER, "退回 0002 缺少截图")
    asked = stage.last(REVIEWER)
    assert labels(asked) == ["退回 缺少截图 · 0002 工单按期回复率"]
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}


def test_those_who_reported_name_their_own_by_its_number_too_and_take_back_what_they_decided(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(HEAD, "0001 改为 97/100")
    stage.press(HEAD, stage.last(HEAD).id, labels(stage.last(HEAD))[0])
    assert (stage.books()["value"], stage.books()["version"]) == ("97/100", 2)
    stage.say(REVIEWER, "确认 1")
    stage.press(REVIEWER, stage.last(REVIEWER).id, labels(stage.last(REVIEWER))[0])
    assert stage.books()["state"] == "confirmed"
    stage.say(REVIEWER, "撤销 0001")
    stage.press(REVIEWER, stage.last(REVIEWER).id, labels(stage.last(REVIEWER))[0])
    assert stage.books()["state"] == "pending"


def test_figures_in_a_reason_are_no_number_and_in_the_group_a_number_decides_nothing(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 12345 系统截图没有")
    assert labels(stage.last(REVIEWER)) == ["退回 12345 系统截图没有 · 0001 工单按期回复率"[:40]]
    before = stage.counts()
    stage.say(REVIEWER, "确认 0001", to=GROUP)
    assert (stage.books()["state"], stage.new(before).get(REVIEWER)) == ("pending", None)


@pytest.mark.parametrize(
    "words", ["退回 12345 热线系统没有截图", "退回 2024 年的数据不全", "return 2025 figures are wrong"]
)
def test_a_reason_that_begins_with_figures_answers_the_question_for_it(stage: Stage, words: str) -> None:
    stage.report(HEAD)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
    stage.say(REVIEWER, words)
    reason = words.split(maxsplit=1)[1]
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", reason)


def test_a_value_of_four_digits_answers_the_question_for_it(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 3")
    stage.press(HEAD, stage.last(HEAD).id, "修改")
    stage.say(HEAD, "改为 3500 件")
    assert (stage.books()["value"], stage.books()["version"]) == ("3500", 2)


def test_a_number_as_it_is_shown_is_never_the_beginning_of_a_reason(stage: Stage) -> None:
    stage.report(HEAD)
    stage.press(REVIEWER, stage.card(REVIEWER).id, "退回")
    stage.say(REVIEWER, "退回 0009 缺少截图")
    assert stage.books()["state"] == "pending"


@pytest.mark.parametrize(
    ("words", "state", "reason"),
    [
        ("确认 0002", "confirmed", None),
        ("退回 0002 缺少截图", "returned", "缺少截图"),
        ("0002 同意", "confirmed", None),
    ],
)
def test_a_number_in_reply_to_a_message_about_several_is_about_that_one(
    stage: Stage, words: str, state: str, reason: str | None
) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.say(REVIEWER, "/pending")
    stage.say(REVIEWER, words, reply_to=stage.last(REVIEWER).id)
    assert (stage.books(2)["state"], stage.books(2)["reason"]) == (state, reason)
    assert stage.books(1)["state"] == "pending"


@pytest.mark.parametrize(
    ("words", "said", "state"),
    [
        ("退回 0002 没有证据", "退回 没有证据", "returned"),
        ("确认 编号 2", "确认", "confirmed"),
        ("改为 0002 95/100 核对台账", "改为 95/100 核对台账", "confirmed"),
    ],
)
def test_a_number_in_reply_to_the_card_of_another_decides_nothing_and_is_asked_back(
    stage: Stage, words: str, said: str, state: str
) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.say(REVIEWER, words, reply_to=stage.cards(REVIEWER)[0].id)
    asked = stage.last(REVIEWER)
    assert "您回复的消息是关于 编号 0001 的，写的却是 编号 0002" in asked.text
    assert labels(asked) == [f"{said[:16]} · 0002 工单按期回复率"]
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}
    stage.press(REVIEWER, asked.id, labels(asked)[0])
    assert (stage.books(1)["state"], stage.books(2)["state"]) == ("pending", state)


def test_a_number_in_reply_to_the_question_about_another_is_no_reason_either(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.press(REVIEWER, stage.cards(REVIEWER)[0].id, "退回")
    stage.say(REVIEWER, "退回 0002 没有证据", reply_to=stage.last(REVIEWER).id)
    assert "写的却是 编号 0002" in stage.last(REVIEWER).text
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}


def test_a_number_in_reply_to_the_card_of_another_in_the_group_is_refused(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    stage.report(OTHER_HEAD, "回复率 97/100")
    stage.say(REVIEWER, "退回 0002 没有证据", to=GROUP, reply_to=stage.card(GROUP).id)
    told = stage.last(REVIEWER)
    assert "没有任何改动：您回复的消息是关于 编号 0001 的，写的却是 编号 0002" in told.text
    assert labels(told) == []
    assert {row["state"] for row in stage.json("submissions")} == {"pending"}


@pytest.mark.parametrize("words", ["退回 2024 年的数据不全", "退回 0009 号台账没有"])
def test_figures_that_are_no_number_of_a_report_are_part_of_the_reason(stage: Stage, words: str) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, words, reply_to=stage.card(REVIEWER).id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", words.removeprefix("退回 "))


def test_a_number_counts_in_reply_to_what_is_about_no_report_and_in_reply_to_its_own_card(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "/help")
    stage.say(REVIEWER, "确认 0001", reply_to=stage.last(REVIEWER).id)
    assert labels(stage.last(REVIEWER)) == ["确认 · 0001 工单按期回复率"]
    stage.say(REVIEWER, "退回 0001 缺少截图", reply_to=stage.card(REVIEWER).id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺少截图")


def test_a_word_in_reply_to_there_is_none_is_about_nothing_though_one_has_come_meanwhile(stage: Stage) -> None:
    stage.say(REVIEWER, "确认 0001")
    refused = stage.last(REVIEWER)
    assert "没有等您决定的编号 0001" in refused.text
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=refused.id)
    assert stage.books()["state"] == "pending"
    told = []
    for number in ("0001", "0099"):
        stage.say(OTHER_HEAD, f"确认 {number}")
        stage.say(OTHER_HEAD, "确认", reply_to=stage.last(OTHER_HEAD).id)
        told.append(stage.last(OTHER_HEAD).text)
    assert told[0] == told[1], "nobody learns by it what there is"
