"""Whoever reads English is reminded in English, and answers reminders in English."""

import re
from datetime import datetime

import pytest

from tests.cast import CHINA, HEAD, NAMES, REVIEWER
from tests.stage import Stage, english, labels

TWO_DAYS = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    return quiet_stage


def test_a_reminder_is_in_english_and_none_of_an_item_and_no_more_today_are_understood(stage: Stage) -> None:
    stage.say(HEAD, "/language en")
    stage.report(HEAD, "信访件化解 3/3")
    stage.move(TWO_DAYS)
    first = stage.last(HEAD)
    head, *items, how = first.text.splitlines()
    assert head.endswith(", November 2026: not reported yet: 6, due in two days (3 Dec) 17:00:")
    assert len(items) == 6
    assert how.startswith("Simply reply “1 ")
    assert how.endswith("”, an item a line.")
    english(how)
    assert labels(first) == ["None this month", "No more today"]
    stage.press(HEAD, first.id, "None this month")
    asked = stage.last(HEAD)
    assert asked.text.startswith("Which item is there none of this month?")
    assert labels(asked)[-1] == "None of these"
    stage.say(HEAD, "1 None", reply_to=first.id)
    noted = stage.last(HEAD).text
    assert noted.startswith("Noted: ")
    assert noted.endswith("simply report it.")
    stage.say(HEAD, "No more today", reply_to=first.id)
    assert stage.last(HEAD).text == "No more reminders today. What is missing stays in /pending."


def test_what_waits_and_the_digest_are_in_english(stage: Stage) -> None:
    stage.say(REVIEWER, "/language en")
    stage.say(REVIEWER, "/digest")
    now = stage.last(REVIEWER)
    assert now.text.startswith("Now: every card comes to you at once.")
    assert labels(now) == ["Digest at 09:00, 15:00"]
    stage.say(REVIEWER, "/digest on")
    assert "a digest every working day at 09:00, 15:00" in stage.last(REVIEWER).text
    stage.say(REVIEWER, "/digest perhaps")
    assert stage.last(REVIEWER).text.startswith("Not understood; nothing has changed.")
    stage.say(HEAD, "/language en")
    stage.say(HEAD, "/digest")
    assert stage.last(HEAD).text.startswith("🔒 The digest is for reviewers")
    stage.report(HEAD)
    stage.say(HEAD, "/pending")
    waiting = stage.last(HEAD)
    assert "⏳ Reported, waiting for review:" in waiting.text
    english(waiting)
    (line, *_others) = re.findall(r"To report please send \(your figure instead of .*\): (/report .*)", waiting.text)
    stage.say(HEAD, line)
    assert "Received" in stage.last(HEAD).text
    assert labels(waiting)[-1] == "✍️ Report one by one"
    stage.say(HEAD, "Urge", reply_to=stage.said(HEAD)[-2].id)
    for one in (stage.said(REVIEWER)[-1], stage.last(HEAD)):
        assert NAMES[HEAD] in one.text or one.text.startswith("⏰ No. 0001")
