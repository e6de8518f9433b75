"""What matters count for: a cell follows every act, and /why lists the parts behind it."""

from datetime import datetime

from tests.cast import CHINA, HEAD, OFFICE_REVIEWER, OTHER_HEAD
from tests.journeys.matters.playing import act
from tests.stage import Stage


def cell(stage: Stage) -> tuple[str, str | None]:
    found = stage.row()["metrics"]["urgent_tasks"]
    return found["state"], found["value"]


def test_a_cell_follows_every_act_and_why_lists_the_parts_behind_it(bureau: Stage) -> None:
    assert cell(bureau) == ("missing", None)
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 甲事\n交办 临时任务 东湖所 11月26日 乙事")
    act(bureau, HEAD, "完成 已办")
    assert cell(bureau) == ("missing", None)
    act(bureau, OFFICE_REVIEWER, "确认")
    assert cell(bureau) == ("confirmed", "1/1")
    act(bureau, OFFICE_REVIEWER, "撤销")
    assert cell(bureau) == ("missing", None)
    act(bureau, OFFICE_REVIEWER, "确认")
    bureau.move(datetime(2026, 11, 26, 17, 1, tzinfo=CHINA))
    assert cell(bureau) == ("confirmed", "1/2")

    bureau.say(HEAD, "/why 临时性工作")

    told = bureau.last(HEAD).text
    assert "1/2" in told
    assert "T0001 第1轮 按期：甲事\nT0002 第1轮 逾期：乙事" in told
    bureau.say(OTHER_HEAD, "/why 东湖所 临时性工作")
    others = bureau.last(OTHER_HEAD).text
    assert "T0001 第1轮 按期\nT0002 第1轮 逾期" in others, "what a matter is about is for those who are shown it"
    assert "甲事" not in others
