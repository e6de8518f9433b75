"""A rulebook with other kinds in the middle of the year: what was assigned before keeps its kind and what that asks."""

from datetime import datetime

from tests.cast import CHINA, HEAD, OFFICE_REVIEWER
from tests.journeys.enacting.test_rulebooks import choose, send
from tests.journeys.matters.conftest import write_rulebook
from tests.journeys.matters.playing import act, card
from tests.stage import Stage


def counted(stage: Stage, period: str) -> tuple[str, str | None]:
    found = stage.row(period=period)["metrics"]["urgent_tasks"]
    return found["state"], found["value"]


def close(stage: Stage, entry: str) -> str:
    """Let a part be finished and verified; returns the card of its head."""
    act(stage, HEAD, "完成 已办", entry=entry)
    act(stage, OFFICE_REVIEWER, "确认", entry=entry)
    return card(stage, HEAD, entry).text


def test_what_was_assigned_keeps_its_kind_and_every_period_counts_by_its_own_rulebook(bureau: Stage) -> None:
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 11月25日 甲事\n交办 临时任务 东湖所 12月3日 乙事")
    bureau.say(OFFICE_REVIEWER, "整改 问题整改 东湖所 12月3日 丙事 责任人：王所长 措施：补档案")
    other = write_rulebook(bureau.folder.parent).read_text("utf-8").replace("临时任务", "突发任务")
    other = other.replace('urgent_task"', 'sudden"').replace("recheck = 30", "recheck = 0")
    choose(bureau, send(bureau, other), "2026年12月")
    close(bureau, "T0001")
    assert counted(bureau, "2026-11") == ("confirmed", "1/1")

    bureau.move(datetime(2026, 12, 2, 10, tzinfo=CHINA))
    bureau.say(OFFICE_REVIEWER, "交办 临时任务 东湖所 12月5日 丁事")
    assert bureau.last(OFFICE_REVIEWER).text.startswith("⚠️ 没有受理：没有叫“临时任务”的单位，没有任何改动。")
    assert "\n临时任务 · 已办结\n" in close(bureau, "T0002")
    assert close(bureau, "T0003").endswith("\n回头看：1月1日"), "the rulebook of the day would ask for none"
    assert counted(bureau, "2026-12") == ("missing", None), "no metric of December counts the old kind"
    bureau.say(OFFICE_REVIEWER, "交办 突发任务 东湖所 12月5日 丁事")
    assert "\n突发任务 · 已办结\n" in close(bureau, "T0004")
    assert counted(bureau, "2026-12") == ("confirmed", "1/1")
    assert counted(bureau, "2026-11") == ("confirmed", "1/1")
