"""The log says one line of every update that is settled and of every letter that failed, and never what was said."""

import logging
import re

import pytest

from bot.sandbox.watch.faults import refuse, too_many
from tests.cast import GROUP, HEAD, REVIEWER, STRANGER
from tests.stage import Stage

UPDATE = re.compile(r"update id=(\d+) person=(\S+) action=(\S*) ms=\d+ outcome=(.+)")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "bot.operating.tally")
    return caplog


def test_every_update_is_one_line_of_numbers_and_code_words(lines: pytest.LogCaptureFixture, stage: Stage) -> None:
    stage.report(HEAD, to=GROUP)
    stage.say(HEAD, sticker=True, to=GROUP, reply_to=stage.card(GROUP).id)
    stage.say(HEAD, "/report")
    stage.say(HEAD, "/undo 9999")
    card = stage.card(GROUP).id
    stage.press(REVIEWER, card, "确认", to=GROUP)
    stage.press(REVIEWER, card, "确认", to=GROUP)
    stage.say(REVIEWER, "确认", to=GROUP, reply_to=card)
    stage.say(STRANGER, "/rank")
    stage.say(HEAD, "/help")
    stage.notice(lambda: len(lines.messages) == 9)
    found = [UPDATE.fullmatch(line) for line in lines.messages]
    assert all(found), lines.messages
    told = [one.groups()[1:] for one in found if one]
    assert told == [
        ("1001", "/report", "done"),
        ("1001", "", "ignored"),
        ("1001", "/report", "asked"),
        ("1001", "/undo", "refused code=not_your_submission"),
        ("2001", "press:confirm", "done"),
        ("2001", "press:confirm", "done"),
        ("2001", "reply", "refused code=confirm_when_confirmed"),
        ("9001", "/rank", "refused code=stranger"),
        ("1001", "/help", "done"),
    ]
    assert [int(one[1]) for one in found if one] == list(range(1, 10))


def test_a_letter_that_failed_is_one_line_with_the_reason(lines: pytest.LogCaptureFixture, stage: Stage) -> None:
    stage.chat.faults.plan(too_many(5), method="sendMessage", chat=REVIEWER, times=2)
    stage.chat.faults.plan(
        refuse(400, 'Bad Request: can\'t parse entities: tag "王所长"'), method="sendMessage", chat=HEAD
    )
    stage.report(HEAD)
    stage.chat.block(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.notice(lambda: len(lines.messages) == 7)
    failed = [line.partition(" kind=")[2] for line in lines.messages if line.startswith("letter id=")]
    assert failed == [
        "card chat=2001 outcome=later reason=Flood control exceeded. Retry in 0:00:05",
        "notice chat=1001 outcome=unreachable reason=Forbidden: bot was blocked by the user",
        "keyboard chat=1001 outcome=unreachable reason=Forbidden: bot was blocked by the user",
    ]
    assert "王所长" not in lines.text
