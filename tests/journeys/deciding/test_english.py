"""A value is reported, decided, objected to and corrected in English, by words and by buttons."""

import pytest

from tests.cast import HEAD, REVIEWER, SECOND_REVIEWER
from tests.stage import Stage, english, labels

NAMES = ("东湖市场监管所", "工单按期回复率", "王所长", "李科长", "周科员", "消保科")


@pytest.fixture
def spoken(stage: Stage) -> Stage:
    for person in (HEAD, REVIEWER, SECOND_REVIEWER):
        stage.say(person, "/language en")
    stage.report(HEAD)
    return stage


def replied(stage: Stage, words: str, person: int = REVIEWER) -> str:
    stage.say(person, words, reply_to=stage.card(person).id)
    return stage.last(person).text


def test_a_report_is_received_and_decided_in_english(spoken: Stage) -> None:
    receipt, card = spoken.last(HEAD), spoken.card(REVIEWER)
    english(receipt, *NAMES)
    english(card, *NAMES)
    assert receipt.text.startswith("✅ Received, No. 0001\n")
    assert card.text.startswith("📋 To be reviewed No. 0001 (version 1)\n")
    assert "Reply to this: confirm / return REASON / amend to VALUE" in card.text
    assert labels(card)[:3] == ["✅ Confirm", "↩️ Return", "✏️ Amend"]
    assert replied(spoken, "thanks").startswith("These words are no decision; No. 0001 has not changed.")
    assert spoken.books()["state"] == "pending"
    assert replied(spoken, "return: the screenshot is missing").startswith("↩️ No. 0001 was returned: ")
    english(spoken.last(HEAD), *NAMES)
    assert replied(spoken, "Undo").startswith("↶ No. 0001: the decision was undone")
    assert replied(spoken, "amend to 97/100 one was late").startswith("✅ No. 0001 is confirmed: ")
    assert spoken.books()["state"] == "confirmed"
    notice = spoken.last(HEAD)
    assert "Amended in review to 97/100 (97%), reason: one was late" in notice.text
    spoken.say(HEAD, "objection it was in time", reply_to=notice.id)
    for person in (HEAD, REVIEWER, SECOND_REVIEWER):
        english(spoken.last(person), *NAMES)
    assert replied(spoken, "uphold the books say so", SECOND_REVIEWER).startswith(
        "⚖️ No. 0001: the objection was decided"
    )
    english(spoken.last(HEAD), *NAMES)


def test_a_question_in_english_waits_for_its_reply_and_can_be_cancelled(spoken: Stage) -> None:
    card = spoken.card(REVIEWER)
    spoken.press(REVIEWER, card.id, "✏️ Amend")
    asked = spoken.last(REVIEWER)
    english(asked, *NAMES)
    assert asked.text.endswith("Please reply to this message with the new value; only then is it changed.")
    spoken.say(REVIEWER, "Cancel", reply_to=asked.id)
    assert spoken.last(REVIEWER).text == "Cancelled; nothing has changed."
    spoken.press(REVIEWER, card.id, "✏️ Amend")
    spoken.say(REVIEWER, "97/100", reply_to=spoken.last(REVIEWER).id)
    assert spoken.books()["state"] == "confirmed"


def test_what_is_not_taken_is_said_in_english(spoken: Stage) -> None:
    for words in (
        "/report 工单按期回复率",
        "/report 没有 98/100",
        "/undo 99",
        "/appeal",
        "/batch",
    ):
        spoken.say(HEAD, words)
        english(spoken.last(HEAD), *NAMES, "工单办结率", "没有")
