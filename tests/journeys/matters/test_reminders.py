"""What the bot says of matters of its own accord: privately, never in quiet hours, once, and only while it holds."""

from datetime import datetime

import pytest

from tests.cast import ADMIN, CHINA, COLLEAGUE, HEAD, LEADER, OFFICE_REVIEWER
from tests.journeys.matters.playing import act, card, told
from tests.stage import Stage, labels

LINE = "交办 临时任务 东湖所 11月26日 校园周边食品店排查"


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=CHINA)


def count(stage: Stage, person: int, words: str) -> int:
    return sum(words in text for text in told(stage, person))


def test_heads_hear_three_days_one_day_and_two_hours_ahead_and_then_that_it_is_overdue(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    for moment, words in (
        (at(23, 17), "三天内到期"),
        (at(25, 17), "一天内到期"),
        (at(26, 15), "两小时内到期"),
    ):
        bureau.move(moment)
        for head in (HEAD, COLLEAGUE):
            assert count(bureau, head, words) == 1, words
    bureau.move(at(26, 17))
    assert count(bureau, HEAD, "已逾期") == 0, "the very second is in time"
    bureau.move(at(26, 17, 1))
    for person in (HEAD, OFFICE_REVIEWER):
        assert count(bureau, person, "已逾期 1 件") == 1
    assert "🔴逾期" in card(bureau, HEAD).text
    assert bureau.json("matters")[0]["outcome"] == "missed"


def test_what_was_finished_is_not_reminded_of_and_its_verifier_is_after_a_working_day(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.move(at(20, 16))
    act(bureau, HEAD, "完成 已排查")
    bureau.move(at(23, 15, 55))
    assert count(bureau, OFFICE_REVIEWER, "报完成已过一个工作日") == 0
    bureau.move(at(23, 16, 5))
    assert count(bureau, OFFICE_REVIEWER, "报完成已过一个工作日") == 1
    bureau.move(at(25, 17))
    assert count(bureau, HEAD, "到期") == 0


def test_in_quiet_hours_nothing_is_said_and_afterwards_what_still_holds(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月20日 21:00 夜间排查")
    bureau.move(at(20, 21, 30))
    before = count(bureau, HEAD, "已逾期")
    assert before == 0
    bureau.move(at(22, 12))
    assert count(bureau, HEAD, "已逾期") == 0, "a Sunday"
    bureau.move(at(23, 8, 30))
    assert count(bureau, HEAD, "已逾期") == 1


def test_leaders_hear_once_a_working_day_of_all_that_is_overdue(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所、西溪所 11月20日 夜间排查")
    bureau.move(at(20, 18))
    bureau.move(at(23, 9))
    assert count(bureau, LEADER, "督办事项 2 件") == 1
    bureau.move(at(23, 15))
    assert count(bureau, LEADER, "督办事项 2 件") == 1
    bureau.move(at(24, 9))
    assert count(bureau, LEADER, "督办事项 2 件") == 2


def test_at_the_recheck_day_those_who_may_are_asked_and_can_press(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "整改 东湖所 11月23日 快检室未启用 措施：配齐试剂 责任人：张明")
    act(bureau, HEAD, "完成")
    act(bureau, OFFICE_REVIEWER, "确认")
    bureau.move(at(21, 9, 0, 12))
    asked = bureau.last(LEADER)
    assert "回头看到期 1 件" in asked.text
    assert labels(asked)[1:] == ["✅ 巩固", "🔁 反弹"]
    bureau.press(LEADER, asked.id, "巩固")
    assert "回头看：巩固" in bureau.last(LEADER).text


def test_nobody_is_urged_twice_a_day(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    assert "已催办" in act(bureau, LEADER, "催办")
    assert "没有再催" in act(bureau, ADMIN, "催办")
    assert count(bureau, HEAD, "催办：T0001 东湖市场监管所") == 1
    bureau.move(at(20, 9))
    assert "已催办" in act(bureau, ADMIN, "催办")
    act(bureau, HEAD, "完成 已排查")
    act(bureau, HEAD, "催办")
    assert count(bureau, OFFICE_REVIEWER, "王所长 催办：T0001 东湖市场监管所 待核查") == 1


@pytest.mark.parametrize("hour", [20, 23])
def test_urging_in_quiet_hours_waits_for_the_morning(bureau: Stage, hour: int) -> None:
    bureau.say(OFFICE_REVIEWER, LINE)
    bureau.move(at(19, hour, 45))
    assert "现在不打扰，11月20日 08:30 送达" in act(bureau, LEADER, "催办")
    assert count(bureau, HEAD, "催办：") == 0
    bureau.move(at(20, 8, 30))
    assert count(bureau, HEAD, "催办：") == 1
