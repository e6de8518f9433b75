"""Where two must sign, two accounts under one name are one person: whatever is signed."""

from datetime import datetime

from tests.cast import ADMIN, CHINA, LEADER, REVIEWER, SECOND_ADMIN, SECOND_REVIEWER, STRANGER, Part
from tests.journeys.enacting.test_rulebooks import choose, confirmed, send, weighted
from tests.stage import Stage

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
ADMINS_OTHER, LEADERS_OTHER, REVIEWERS_OTHER = STRANGER, 9101, 9102
SAME = "同一个姓名"


def presses(stage: Stage, person: int, data: str) -> str:
    """Press a button that nobody showed this person; returns what they are told."""
    stage.say(person, "/feedback")
    message = stage.last(person).id
    stage.forge(person, message, data)
    answer, _ = stage.press(person, message, "旧")
    return answer


def test_a_second_account_of_the_first_signer_signs_nothing(quiet_stage: Stage) -> None:
    stage = quiet_stage
    for other in (LEADERS_OTHER, REVIEWERS_OTHER):
        stage.chat.add_person(other, str(other), started=True)
    stage.say(STRANGER, "/start")
    stage.employ(
        Part(ADMINS_OTHER, "韩 管理员", "admin"),
        Part(LEADERS_OTHER, "沈局长", "leader"),
        Part(REVIEWERS_OTHER, "李科长", "reviewer", "消保科"),
    )
    confirmed(stage)

    choose(stage, send(stage, weighted(8, 2)), "2026年11月")
    assert not any("须您会签" in seen.text for seen in stage.said(ADMINS_OTHER)), "nobody is asked in vain"
    assert SAME in presses(stage, ADMINS_OTHER, "change_sign:1")
    stage.press(LEADER, stage.last(LEADER).id, "同意生效")
    assert "生效（韩管理员、沈局长）" in stage.last(ADMIN).text

    stage.say(ADMIN, "/people 停用 赵副所长")
    stage.say(ADMIN, "/people 恢复 赵副所长")
    stage.say(ADMINS_OTHER, "/people 恢复 赵副所长")
    assert SAME in stage.last(ADMINS_OTHER).text
    stage.say(SECOND_ADMIN, "/people 恢复 赵副所长")
    assert "已恢复" in stage.last(SECOND_ADMIN).text

    stage.say(LEADER, "/veto 东湖所 瞒报一起事故")
    assert not any("待会签" in seen.text for seen in stage.said(LEADERS_OTHER))
    card = next(seen for seen in stage.said(SECOND_ADMIN) if "待会签" in seen.text)
    assert SAME in presses(stage, LEADERS_OTHER, str(card.buttons[0][0].data))
    assert stage.row()["veto"] is None
    stage.say(SECOND_ADMIN, "驳回", reply_to=card.id)

    stage.later(hours=1)
    first = "编号 0001"
    stage.say(REVIEWER, "更正为 92/100 重复计算", reply_to=next(c.id for c in stage.cards(REVIEWER) if first in c.text))
    theirs = [card for card in stage.cards(REVIEWERS_OTHER) if first in card.text]
    stage.say(REVIEWERS_OTHER, "确认", reply_to=theirs[-1].id)
    assert SAME in stage.last(REVIEWERS_OTHER).text
    assert stage.books()["phase"] == "correcting"
    stage.say(SECOND_REVIEWER, "确认", reply_to=stage.card(SECOND_REVIEWER).id)
    assert stage.row()["metrics"]["reply_rate"]["value"] == "92/100"

    stage.move(LOCK)
    for person in (ADMIN, ADMINS_OTHER):
        card = next(s for s in stage.said(person) if s.text.startswith(("📋 待定榜", "📋 定榜")))
        stage.say(person, "定榜", reply_to=card.id)
    assert SAME in stage.last(ADMINS_OTHER).text
    assert not any("（正式）" in seen.text for seen in stage.said(stage.group))
    stage.say(LEADER, "定榜", reply_to=next(s.id for s in reversed(stage.said(LEADER)) if "待定榜" in s.text))
    assert any("（正式）" in seen.text for seen in stage.said(stage.group))
