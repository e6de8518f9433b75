"""A month is closed and its flags are decided in English; the papers of the result stay Chinese."""

from tests.cast import ADMIN, HEAD, LEADER, THIRD_HEAD
from tests.journeys.flagging.test_flagging import LOCK, reported
from tests.stage import Stage, english, labels

NAMES = ("市场监管所擂台", "东湖市场监管所", "西溪市场监管所", "南桥市场监管所", "沈局长", "韩管理员", "赵副局长")


def test_a_month_is_closed_and_a_flag_issued_in_english(small_stage: Stage) -> None:
    stage = small_stage
    for person in (ADMIN, LEADER, THIRD_HEAD):
        stage.say(person, "/language en")
    stage.say(ADMIN, "/language en", to=stage.group)
    reported(stage, 98, 90, 60)
    stage.move(LOCK)
    card = stage.last(ADMIN)
    assert card.text.startswith("📋 To be closed: November 2026\n")
    assert labels(card) == ["Standings", "Close"]
    stage.press(ADMIN, card.id, "Close")
    assert stage.last(ADMIN).text.startswith("✅ November 2026: your signature is noted, it is not closed yet.")
    second = stage.last(LEADER)
    assert "韩管理员 has signed first." in second.text
    stage.say(LEADER, "Close", reply_to=second.id)
    stage.later(hours=1)
    for message in (card, second, *stage.said(ADMIN)[-2:]):
        english(message, *NAMES)
    red, black = (one for one in stage.said(LEADER) if "Proposed: " in one.text)
    assert black.text == (
        "🏴 Proposed: black flag, November 2026 市场监管所擂台\n"
        "南桥市场监管所: rank 3, 60.00 points (publication no. 1)\nRule: the last 1 with a total below 70\n"
        "Only leaders see this; without a leader’s decision no flag is issued. Tap below, or reply to this: "
        "issue REASON / refuse REASON / change to UNIT REASON (or red, black for the unit)"
    )
    assert labels(red) == ["Issue", "Do not issue", "Change"]
    stage.press(LEADER, black.id, "Issue")
    english(stage.last(LEADER), *NAMES)
    stage.say(LEADER, "Issue 60 points of 100", reply_to=black.id)
    decided = stage.last(LEADER)
    assert "沈局长: black flag issued, reason: 60 points of 100" in decided.text
    english(decided, *NAMES)
    for told in (stage.last(stage.group), stage.last(THIRD_HEAD)):
        assert told.text == (
            "🏴 November 2026 市场监管所擂台\nIssued: black flag, 南桥市场监管所, rank 3, 60.00 points\n"
            "Reason: 60 points of 100\nDecided by a leader, based on publication no. 1."
        )
    stage.say(LEADER, "change to black too low", reply_to=red.id)
    assert any("changed to 东湖市场监管所, black flag, reason: too low" in one.text for one in stage.said(LEADER))
    stage.say(HEAD, "红黑旗")
    assert stage.last(HEAD).text.startswith("🔒 发不发红黑旗只由局领导决定")
    stage.say(ADMIN, "Flags")
    assert stage.last(ADMIN).text.startswith("🔒 Only leaders decide about red and black flags.")
