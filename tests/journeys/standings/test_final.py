"""From the second of the lock on the chat shows the final reckoning of a period, and says that it is."""

from datetime import datetime, timedelta

from tests.cast import CHINA, HEAD, LEADER, REVIEWER
from tests.stage import Stage

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
SECOND = timedelta(seconds=1)


def test_the_chat_says_the_same_as_the_command_and_what_it_is(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(LOCK - SECOND)
    stage.say(LEADER, "/rank 市场监管所擂台 11月")
    assert stage.last(LEADER).text.startswith("市场监管所擂台 2026年11月（截至 ")
    stage.move(LOCK)
    stage.say(LEADER, "/rank 市场监管所擂台 11月")
    told = stage.last(LEADER).text
    assert told.startswith("市场监管所擂台 2026年11月（锁定待定榜）（截至 ")
    assert "到锁定时没有确认，按竞赛方案的缺报规则计。" in told
    assert "核实后补计" not in told
    for row in stage.json("standings", "--period", "2026-11", "--arena", "offices", "--final")["rows"]:
        assert f"\n{row['rank'] or '·'} {row['name']} {row['total']}" in told
    stage.say(HEAD, "/mine 11月")
    assert "东湖市场监管所 2026年11月（锁定待定榜）：" in stage.last(HEAD).text
    stage.say(HEAD, "/why 11月")
    assert "东湖市场监管所 2026年11月（锁定待定榜）：" in stage.last(HEAD).text
    stage.say(LEADER, "/rank 市场监管所擂台 10月")
    assert "2026年10月（已锁定）" in stage.last(LEADER).text, "it was locked before anybody used the house"
