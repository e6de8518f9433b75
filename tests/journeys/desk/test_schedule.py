"""日程: the next dates with rest days counted, a line changed from a period on, and one lock that is put off."""

from datetime import datetime, timedelta

from tests.cast import ADMIN, CHINA, HEAD, LEADER, REVIEWER
from tests.stage import Stage, labels

LOCK = datetime(2026, 12, 7, 12, tzinfo=CHINA)
SECOND = timedelta(seconds=1)


def page(stage: Stage) -> str:
    stage.say(ADMIN, "/bureau 日程")
    return stage.last(ADMIN).text


def confirmed(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 98/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)


def late(stage: Stage) -> str:
    stage.report(HEAD, "工单办结率 97/100 2026-11")
    return stage.last(HEAD).text


def test_the_dates_count_rest_days_and_a_line_is_changed_from_a_period_on(quiet_stage: Stage) -> None:
    stage = quiet_stage
    shown = page(stage)
    assert "2026年11月：上报截止 12月3日 17:00、核实截止 12月4日 17:00、锁定 12月7日 12:00" in shown
    assert "不发周榜" in shown
    assert "免打扰 20:30-08:30，汇总 09:00、15:00" in shown
    stage.say(ADMIN, "/bureau 锁定 +6天 18:00")
    offer = stage.last(ADMIN)
    assert "锁定 12月7日 12:00 → 12月7日 18:00" in offer.text
    assert labels(offer) == ["2026年11月起", "2026年12月起", "取消"]
    stage.press(ADMIN, offer.id, "2026年12月起")
    assert "日程自2026年12月起生效" in stage.last(ADMIN).text
    shown = page(stage)
    assert "锁定 12月7日 12:00" in shown
    assert "已改：2026年12月起 锁定 期末后第 6 天 18:00" in shown
    stage.say(HEAD, "/rules")
    stage.move(LOCK + SECOND)
    assert "已锁定" in late(stage)
    assert "上报截止 2027年1月4日 17:00、核实截止 2027年1月5日 17:00、锁定 2027年1月6日 18:00" in page(stage)


def test_what_the_schedule_cannot_say_changes_nothing(quiet_stage: Stage) -> None:
    stage = quiet_stage
    for words, reason in (
        ("锁定 后天", "没有受理"),
        ("免打扰 20:30", "没有受理"),
        ("免打扰 abc", "“abc”"),
        ("汇总 上午九点", "“上午九点”"),
        ("汇总 09:00、15:00、09:00", "“09:00”写了两次"),
        ("免打扰 00:00-23:59", "至少留出 1 小时"),
        ("免打扰 08:30-08:30", "至少留出 1 小时"),
        ("锁定 +5天 12:00", "本来就是这样"),
    ):
        stage.say(ADMIN, f"/bureau {words}")
        assert reason in stage.last(ADMIN).text
        assert "没有任何改动" in stage.last(ADMIN).text
        assert "schedule." not in stage.last(ADMIN).text
    for words, told in (
        ("周榜 周五 16:00", "日程 周榜 每周五 16:00（"),
        ("免打扰 无", "日程 免打扰 不设（"),
        ("汇总 8:30、16:00", "日程 汇总 08:30、16:00（"),
        ("核实截止 +6天 9:00", "日程 核实截止 期末后第 6 天 09:00（"),
    ):
        stage.say(ADMIN, f"/bureau {words}")
        assert told in stage.last(ADMIN).text
        stage.press(ADMIN, stage.last(ADMIN).id, "取消")
    stage.say(HEAD, "/bureau 锁定 +9天 12:00")
    assert "只有管理员" in stage.last(HEAD).text


def test_one_lock_is_put_off_by_two_and_holds_at_its_very_second(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage)
    stage.say(ADMIN, "/bureau 日程")
    stage.press(ADMIN, stage.last(ADMIN).id, "2026年11月 锁定延 3 天")
    offer = stage.last(ADMIN)
    assert "锁定 12月7日 12:00 → 12月8日 12:00" in offer.text
    stage.press(ADMIN, offer.id, "延期（会签）")
    asked = stage.last(LEADER)
    stage.move(LOCK - timedelta(minutes=5))
    stage.press(LEADER, asked.id, "同意生效")
    assert "延期锁定自2026年11月起生效" in stage.last(ADMIN).text
    stage.move(LOCK + SECOND)
    assert "已收到" in late(stage)
    stage.move(LOCK + timedelta(days=1))
    stage.report(HEAD, "工单满意率 97/100 2026-11")
    assert "已锁定" in stage.last(HEAD).text
    assert "锁定 2027年1月6日 12:00" in page(stage), "December is as it was"


def test_a_lock_that_has_come_is_not_put_off(quiet_stage: Stage) -> None:
    stage = quiet_stage
    confirmed(stage)
    stage.say(ADMIN, "/bureau 日程")
    stage.press(ADMIN, stage.last(ADMIN).id, "2026年11月 锁定延 3 天")
    stage.press(ADMIN, stage.last(ADMIN).id, "延期（会签）")
    asked = stage.last(LEADER)
    stage.move(LOCK)
    answer, alert = stage.press(LEADER, asked.id, "同意生效")
    assert alert
    assert "已锁定" in answer
    assert "已锁定" in late(stage)


def test_a_month_that_no_button_ever_named_is_an_old_button(quiet_stage: Stage) -> None:
    stage = quiet_stage
    page(stage)
    message = stage.last(ADMIN).id
    for month, days in ((0, 1), (99_999_999_999, 1), (202_613, 1), (202_610, 1), (202_611, -7), (202_611, 10**9)):
        stage.forge(ADMIN, message, f"desk_extend:{month}:{days}")
        before = stage.counts()
        told, alert = stage.press(ADMIN, message, "旧")
        assert (alert, "按钮" in told) == (True, True), (month, days, told)
        assert stage.new(before) == {}
