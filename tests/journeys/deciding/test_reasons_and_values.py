"""退回、改为: what is read as a reason and as a value, by reply, by button and as the answer to a question."""

from tests.cast import GROUP, HEAD, LEGAL_REVIEWER, REVIEWER, SECOND_REVIEWER, SQUAD_REVIEWER
from tests.journeys.deciding.conftest import decide
from tests.stage import Stage, both_ways


def test_an_amendment_in_another_unit_decides_nothing_and_says_why(reported: Stage) -> None:
    books = reported.books()
    for words in ("改为 12 件", "改为 12 元 漏计", "amend to 12 yuan too many"):
        decide(reported, words)
        answer = reported.last(REVIEWER).text
        assert "请写成 办成数/总数，例如 98/100" in answer, words
        assert "没有任何改动" in answer
        assert reported.books() == books


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
    ("退回 缺少截图。", "缺少截图。"),
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
    assert "回复后才退回" in question.text
    assert stage.books()["state"] == "pending"
    stage.say(REVIEWER, "缺少截图", reply_to=question.id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺少截图")
    assert "已退回" in stage.last(HEAD).text


def test_a_reason_of_one_character_is_not_enough(reported: Stage) -> None:
    decide(reported, "退回")
    question = reported.last(REVIEWER).id
    reported.say(REVIEWER, "无", reply_to=question)
    assert "原因至少写两个字" in reported.last(REVIEWER).text
    assert reported.books()["state"] == "pending"
    reported.say(REVIEWER, "没有截图", reply_to=question)
    assert reported.books()["state"] == "returned"


def test_cancelling_the_question_for_a_reason_or_a_value_changes_nothing(reported: Stage) -> None:
    for label in ("退回", "修改"):
        reported.press(REVIEWER, reported.card(REVIEWER).id, label)
        reported.say(REVIEWER, "取消", reply_to=reported.last(REVIEWER).id)
        assert "已取消，没有任何改动" in reported.last(REVIEWER).text
        assert reported.books()["state"] == "pending"


def test_a_bare_word_of_a_command_is_no_reason_but_the_command(reported: Stage) -> None:
    for word, shown in (("待办", "等您核实 1 项"), ("排名。", "擂台"), ("帮助", "/pending"), ("撤回", "没有")):
        reported.press(REVIEWER, reported.card(REVIEWER).id, "退回")
        question = reported.last(REVIEWER)
        assert "回复后才退回" in question.text
        reported.say(REVIEWER, word, reply_to=question.id)
        assert shown in reported.last(REVIEWER).text, word
        assert reported.books()["state"] == "pending", word
    reported.say(REVIEWER, "待办", reply_to=reported.last(REVIEWER).id)
    reported.say(REVIEWER, "待办 里没有截图", reply_to=question.id)
    assert (reported.books()["state"], reported.books()["reason"]) == ("returned", "待办 里没有截图")


def test_a_bare_word_of_a_command_is_no_reason_in_the_group_either(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    stage.press(REVIEWER, stage.card(GROUP).id, "退回", to=GROUP)
    question = stage.last(GROUP)
    stage.say(REVIEWER, "待办", to=GROUP, reply_to=question.id)
    assert stage.books()["state"] == "pending"
    stage.say(REVIEWER, "排名靠后不是理由", to=GROUP, reply_to=question.id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "排名靠后不是理由")


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
    assert "回复后才改动" in question.text
    reported.say(REVIEWER, "95/100", reply_to=question.id)
    assert (reported.books()["state"], reported.books()["value"]) == ("confirmed", "95/100")


def test_an_amended_value_is_read_whole_or_not_at_all(stage: Stage) -> None:
    stage.report(HEAD, "铁拳 7")
    card = stage.card(SQUAD_REVIEWER).id
    for words in (
        "改为 12 万件",
        "改为 1,23,4",
        "改为 12，5 件",
        "改为 1 234",
        "改为 3.5 件",
        "改为 三万 五千",
        "改为 3 件左右",
    ):
        stage.say(SQUAD_REVIEWER, words, reply_to=card)
        assert "没有任何改动" in stage.last(SQUAD_REVIEWER).text, words
        assert (stage.books()["value"], stage.books()["signed"]) == ("7", []), words


def test_what_follows_an_amended_value_is_its_reason(stage: Stage) -> None:
    stage.report(HEAD, "办结率 98/100")
    for words, reason in (
        ("改为 97/100，核对台账", "核对台账"),
        ("改为 97/100 核对台账", "核对台账"),
        ("改为 97/100", None),
    ):
        stage.say(REVIEWER, words, reply_to=stage.card(REVIEWER).id)
        books = stage.books()
        assert (books["state"], books["value"], books["reason"]) == ("confirmed", "97/100", reason)
        stage.say(REVIEWER, "撤销", reply_to=stage.card(REVIEWER).id)


def test_a_return_without_a_reason_never_goes_through(stage: Stage) -> None:
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.press(REVIEWER, card, "退回")
    question = stage.last(REVIEWER)
    assert question.force_reply
    for words in ("退回", "驳回", "\u200b\u200b", "缺", " 缺 ", "缺。" * 151):
        stage.say(REVIEWER, words, reply_to=question.id)
        assert stage.books()["state"] == "pending", words
        assert "没有任何改动" in stage.last(REVIEWER).text
    for words in ("退回  缺", "退回 \u200b\u200b", "退回：", f"退回 {'缺' * 301}"):
        stage.say(REVIEWER, words, reply_to=card)
        assert stage.books()["state"] == "pending", words
    stage.say(REVIEWER, "缺" * 300, reply_to=question.id)
    assert (stage.books()["state"], stage.books()["reason"]) == ("returned", "缺" * 300)


def test_an_answer_that_begins_with_a_command_word_is_still_the_answer(stage: Stage) -> None:
    for number, words in enumerate(("规则 第三条不符", "排名 表没有附上", "撤回 重报"), 1):
        stage.report(HEAD, f"办结率 {number}/100", to=GROUP)
        stage.press(REVIEWER, stage.card(GROUP).id, "退回", to=GROUP)
        stage.say(REVIEWER, words, to=GROUP, reply_to=stage.last(GROUP).id)
        assert (stage.books()["state"], stage.books()["reason"]) == ("returned", words)


def test_a_question_is_answered_only_by_who_was_asked(stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    stage.press(REVIEWER, stage.card(GROUP).id, "退回", to=GROUP)
    stage.say(LEGAL_REVIEWER, "缺少截图", to=GROUP, reply_to=stage.last(GROUP).id)
    assert "没有任何改动" in stage.last(LEGAL_REVIEWER).text
    assert stage.books()["state"] == "pending"


def test_the_word_that_reports_is_no_reason_where_no_button_says_it(reported: Stage) -> None:
    reported.press(REVIEWER, reported.card(REVIEWER).id, "退回")
    reported.say(REVIEWER, "上报", reply_to=reported.last(REVIEWER).id)
    assert reported.books()["state"] == "pending"
