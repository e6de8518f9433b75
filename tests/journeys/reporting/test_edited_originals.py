"""The message that reported something decides what it said; once it was edited it decides nothing."""

from datetime import datetime

import pytest

from tests.cast import CHINA, COLLEAGUE, GROUP, HEAD, REVIEWER, SQUAD_REVIEWER
from tests.stage import Stage

PERFECT = "/report 工单按期回复率 100/100"


def edit(stage: Stage, message: int, text: str) -> None:
    stage.chat.edit(HEAD, message, text, to=GROUP)
    stage.settle()


def refused(stage: Stage, words: str, message: int, person: int = REVIEWER) -> None:
    """Let somebody reply to an original in the group: 已更新, the newest card, and nothing has happened."""
    before, books, cards = stage.counts(), stage.json("submissions"), len(stage.cards(GROUP))
    stage.say(person, words, to=GROUP, reply_to=message)
    assert stage.json("submissions") == books, words
    assert ["已更新" in text for text in stage.new(before)[person]] == [True], words
    assert len(stage.cards(GROUP)) == cards + 1, words


@pytest.mark.parametrize("shown", ["/report 工单按期回复率 85/100", "/report 回复率 100/100", "/mine"])
def test_an_original_that_was_edited_decides_nothing(quiet_stage: Stage, shown: str) -> None:
    reported = quiet_stage.say(HEAD, PERFECT, to=GROUP).id
    quiet_stage.later(seconds=5)
    edit(quiet_stage, reported, shown)
    for words in ("确认", "ok", "退回 缺少截图", "退回", "改为 95/100", "转交 周科员"):
        quiet_stage.later(seconds=5)
        refused(quiet_stage, words, reported)
    assert "上报 100/100（100%）" in quiet_stage.card(GROUP).text
    quiet_stage.say(REVIEWER, "确认", to=GROUP, reply_to=quiet_stage.card(GROUP).id)
    assert (quiet_stage.books()["state"], quiet_stage.books()["value"]) == ("confirmed", "100/100")


def test_an_original_edited_after_the_decision_takes_nothing_back(quiet_stage: Stage) -> None:
    reported = quiet_stage.say(HEAD, PERFECT, to=GROUP).id
    quiet_stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported)
    edit(quiet_stage, reported, "/report 工单按期回复率 85/100")
    refused(quiet_stage, "撤销", reported)
    refused(quiet_stage, "异议 不对不对", reported, person=HEAD)
    assert quiet_stage.books()["state"] == "confirmed"


def test_an_edit_that_was_taken_stands_at_the_version_that_it_made(quiet_stage: Stage) -> None:
    reported = quiet_stage.say(HEAD, PERFECT, to=GROUP).id
    edit(quiet_stage, reported, "/report 工单按期回复率 85/100")
    quiet_stage.say(HEAD, "用新值")
    assert (quiet_stage.books()["value"], quiet_stage.books()["version"]) == ("85/100", 2)
    quiet_stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported)
    assert (quiet_stage.books()["state"], quiet_stage.books()["value"]) == ("confirmed", "85/100")


def test_an_edit_after_one_that_was_taken_decides_nothing(quiet_stage: Stage) -> None:
    reported = quiet_stage.say(HEAD, PERFECT, to=GROUP).id
    edit(quiet_stage, reported, "/report 工单按期回复率 85/100")
    quiet_stage.say(HEAD, "用新值")
    quiet_stage.later(seconds=5)
    edit(quiet_stage, reported, "/report 工单按期回复率 70/100")
    refused(quiet_stage, "确认", reported)
    quiet_stage.say(HEAD, "保留原值")
    refused(quiet_stage, "确认", reported)
    assert (quiet_stage.books()["state"], quiet_stage.books()["value"]) == ("pending", "85/100")


def test_an_original_edited_before_its_question_was_answered_decides_nothing(quiet_stage: Stage) -> None:
    quiet_stage.move(datetime(2026, 12, 1, 9, 0, tzinfo=CHINA))
    reported = quiet_stage.say(HEAD, PERFECT, to=GROUP).id
    quiet_stage.later(seconds=5)
    edit(quiet_stage, reported, "/report 工单按期回复率 85/100")
    quiet_stage.later(seconds=5)
    question = next(said for said in quiet_stage.said(HEAD) if "哪一期" in said.text)
    quiet_stage.press(HEAD, question.id, "2026年11月")
    assert quiet_stage.books()["value"] == "100/100"
    refused(quiet_stage, "确认", reported)


def test_an_edit_that_is_asked_about_once_more_stands_at_the_version_that_it_made(quiet_stage: Stage) -> None:
    reported = quiet_stage.say(HEAD, "/report 铁拳 4", to=GROUP).id
    edit(quiet_stage, reported, "/report 铁拳 三百五")
    quiet_stage.say(HEAD, "用新值")
    quiet_stage.press(HEAD, quiet_stage.last(HEAD).id, "305件")
    assert (quiet_stage.books()["value"], quiet_stage.books()["version"]) == ("305", 2)
    quiet_stage.say(SQUAD_REVIEWER, "确认", to=GROUP, reply_to=reported)
    assert quiet_stage.books()["signed"] == ["zhifa"]


def test_what_is_open_about_a_submission_is_not_decided_by_its_edited_original(quiet_stage: Stage) -> None:
    reported = quiet_stage.say(HEAD, PERFECT, to=GROUP).id
    quiet_stage.say(REVIEWER, "确认", to=GROUP, reply_to=reported)
    quiet_stage.later(minutes=31)
    edit(quiet_stage, reported, "/report 工单按期回复率 85/100")
    quiet_stage.say(COLLEAGUE, "更正为 99/100 漏计一件", to=GROUP, reply_to=quiet_stage.card(GROUP).id)
    assert "更正为 99/100" in quiet_stage.card(GROUP).text
    quiet_stage.later(seconds=5)
    for words in ("确认", "退回 依据不足", "退回"):
        refused(quiet_stage, words, reported)
    assert "更正为 99/100" in quiet_stage.card(GROUP).text


def test_evidence_in_reply_to_an_original_that_was_edited_belongs_to_nothing(
    quiet_stage: Stage, picture: bytes
) -> None:
    said = quiet_stage.report(HEAD)
    quiet_stage.chat.edit(HEAD, said.id, "/report 工单按期回复率 100/100")
    quiet_stage.settle()
    quiet_stage.say(HEAD, photo=picture, reply_to=said.id)
    assert "没有任何改动" in quiet_stage.last(HEAD).text
    assert "编号 0001" in quiet_stage.last(HEAD).text
    assert quiet_stage.books()["evidence"] == 0
    receipt = next(seen for seen in quiet_stage.said(HEAD) if "已收到" in seen.text)
    quiet_stage.say(HEAD, photo=picture, reply_to=receipt.id)
    assert quiet_stage.books()["evidence"] == 1
