"""An edited /report: nothing happens until 用新值 or 保留原值 is said."""

from tests.cast import GROUP, HEAD, OTHER_HEAD, REVIEWER
from tests.stage import Stage


def edit(stage: Stage, message: int, text: str, to: int | None = None) -> None:
    stage.chat.edit(HEAD, message, text, to=to)
    stage.settle()


def test_an_edited_report_asks_and_the_new_value_becomes_the_next_version(stage: Stage) -> None:
    reported = stage.report(HEAD)
    edit(stage, reported.id, "/report 工单按期回复率 97/100")
    question = stage.last(HEAD)
    assert "编号 0001 工单按期回复率 98/100（98%） → 97/100" in question.text
    assert [button.text for row in question.buttons for button in row] == ["用新值", "保留原值"]
    assert (stage.books()["value"], stage.books()["version"]) == ("98/100", 1)
    stage.press(HEAD, question.id, "用新值")
    assert (stage.books()["value"], stage.books()["version"], stage.books()["number"]) == ("97/100", 2, 1)
    assert "已收到" in stage.last(HEAD).text
    assert "第2版" in stage.card(REVIEWER).text
    text, alert = stage.press(HEAD, question.id, "保留原值")
    assert alert
    assert "已更新" in text


def test_the_old_value_is_kept_by_button_and_by_words(stage: Stage) -> None:
    reported = stage.report(HEAD)
    edit(stage, reported.id, "/report 办结率 97/100")
    assert "修改过的消息不会执行" in stage.last(HEAD).text, "what it did not report is no new value"
    for answer in ("button", "保留原值", "取消", "reply"):
        edit(stage, reported.id, f"/report 工单按期回复率 {96 if answer == 'button' else 95}/100 ")
        question = stage.last(HEAD).id
        if answer == "button":
            stage.press(HEAD, question, "保留原值")
        else:
            stage.say(
                HEAD, "保留原值" if answer == "reply" else answer, reply_to=question if answer == "reply" else None
            )
        assert "没有任何改动" in stage.last(HEAD).text
        edit(stage, reported.id, "/report 工单按期回复率 98/100")
        assert "修改过的消息不会执行" in stage.last(HEAD).text, "the same value asks nothing"
    assert stage.books()["version"] == 1


def test_words_say_which_and_other_words_are_asked_again(stage: Stage) -> None:
    reported = stage.report(HEAD, "工单按期回复率 98/100\n办结率 97/100\n满意率 90/100")
    edit(stage, reported.id, "/report 工单按期回复率 99/100\n办结率 200/100\n满意率 90/100\n没有的 3")
    assert "办结率 97/100（97%） → 200/100" in stage.last(HEAD).text
    assert "满意率" not in stage.last(HEAD).text
    stage.say(HEAD, "好的")
    assert "请回复 用新值 或 保留原值" in stage.last(HEAD).text
    stage.say(HEAD, "用新值")
    assert "没有受理" in stage.last(HEAD).text, "each line succeeds or fails by itself"
    assert [(row["value"], row["version"]) for row in stage.json("submissions")] == [
        ("99/100", 2),
        ("97/100", 1),
        ("90/100", 1),
    ]


def test_an_edit_in_the_group_is_asked_about_in_private_and_only_by_its_writer(stage: Stage) -> None:
    reported = stage.report(HEAD, to=GROUP)
    edit(stage, reported.id, "/report 工单按期回复率 97/100", to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["🤔"]
    question = stage.last(HEAD)
    assert stage.said(OTHER_HEAD) == []
    stage.press(HEAD, question.id, "保留原值")
    assert stage.seen(GROUP, reported.id).reactions == ["✍"]
    edit(stage, reported.id, "/report 工单按期回复率 96/100", to=GROUP)
    stage.press(HEAD, stage.last(HEAD).id, "用新值")
    assert stage.books()["value"] == "96/100"
    assert "第2版" in stage.card(GROUP).text


def test_after_thirty_minutes_the_old_value_stays(stage: Stage) -> None:
    reported = stage.report(HEAD)
    edit(stage, reported.id, "/report 工单按期回复率 97/100")
    question = stage.last(HEAD).id
    stage.later(minutes=31)
    text, alert = stage.press(HEAD, question, "用新值")
    assert alert
    assert "已过期" in text
    stage.say(HEAD, "今天下雨")
    assert "已过期" in stage.last(HEAD).text
    stage.say(HEAD, "用新值")
    assert "没有看懂" in stage.last(HEAD).text
    assert stage.books()["version"] == 1


def test_an_edit_that_changes_no_word_says_nothing_wherever_and_whenever_it_comes(stage: Stage) -> None:
    """The chat server tells of one where a first reaction, ours, is put on a message."""
    line, said = "/report 工单按期回复率 98/100", "大家好"
    there = stage.say(HEAD, line, to=GROUP)
    reported = stage.report(HEAD, "办结率 97/100")
    talk = stage.say(HEAD, said)
    stage.say(REVIEWER, "确认", reply_to=stage.card(GROUP).id, to=GROUP)
    for words, message, to in ((line, there, GROUP), ("/report 办结率 97/100", reported, None), (said, talk, None)):
        before = (len(stage.said(HEAD)), len(stage.said(GROUP)), stage.seen(to or HEAD, message.id).reactions)
        edit(stage, message.id, words, to=to)
        edit(stage, message.id, f" {words}", to=to)
        assert (len(stage.said(HEAD)), len(stage.said(GROUP)), stage.seen(to or HEAD, message.id).reactions) == before


def test_an_edit_says_nothing_that_touches_only_what_is_behind_the_words(stage: Stage, picture: bytes) -> None:
    shown = stage.say(HEAD, photo=picture, caption="/report 工单按期回复率 98/100")
    before = len(stage.said(HEAD))
    edit(stage, shown.id, "/report 工单按期回复率 98/100")
    assert len(stage.said(HEAD)) == before
    edit(stage, shown.id, "/report 工单按期回复率 97/100")
    question = stage.last(HEAD).id
    edit(stage, shown.id, "/report 工单按期回复率 97/100")
    assert stage.last(HEAD).id == question, "what was asked stays asked, once"
    stage.press(HEAD, question, "保留原值")
    before = len(stage.said(HEAD))
    edit(stage, shown.id, "/report 工单按期回复率 97/100")
    assert len(stage.said(HEAD)) == before
