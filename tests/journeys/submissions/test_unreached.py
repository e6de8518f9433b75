"""A card that reached nobody: its reporter knows, and the office does."""

from tests.cast import ADMIN, GROUP, HEAD, REVIEWER, SECOND_REVIEWER
from tests.stage import Stage

NOT_YET = "还没有送到"


def test_a_card_that_reached_nobody_is_told_to_its_reporter_and_once_to_the_admins(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.chat.kick_bot(GROUP)
    for reviewer in (REVIEWER, SECOND_REVIEWER):
        stage.chat.block(reviewer)
    stage.settle()
    stage.report(HEAD)
    assert any(NOT_YET in message.text for message in stage.said(HEAD))
    stage.say(HEAD, "/pending")
    assert NOT_YET in stage.last(HEAD).text
    told = [message.text for message in stage.said(ADMIN) if "没有送" in message.text]
    assert len(told) >= 1
    stage.chat.unblock(REVIEWER)
    stage.say(REVIEWER, "/pending")
    stage.press(REVIEWER, stage.last(REVIEWER).id, "看 0001 东湖市场监管所")
    stage.say(HEAD, "/pending")
    assert NOT_YET not in stage.last(HEAD).text, "somebody has its card now"
    assert [message.text for message in stage.said(ADMIN) if "没有送" in message.text] == told
