"""Periods, values with two readings, deadlines and the lock."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.files import read_sample
from tests.cast import CHINA, GROUP, HEAD, OTHER_HEAD, PARTY_HEAD, REVIEWER, roster_csv
from tests.stage import Stage, both_ways, furnish, labels

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=CHINA)

# 12-05 is a Saturday: the deadlines move to working days.
LOCK = datetime(2026, 12, 7, 12, 0, tzinfo=CHINA)


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped rulebook without a weekly post, whose reply rate may be given as a percentage."""
    file = tmp_path_factory.mktemp("percent") / "percent.toml"
    text = read_sample().decode()
    text = text.replace('id = "reply_rate"\n', 'id = "reply_rate"\npercent_ok = true\nrollup = "mean"\n')
    file.write_text(text.replace('week_post = "mon 09:00"', 'week_post = ""'), "utf-8")
    return file


@pytest.fixture(scope="module")
def furnished(rulebook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return furnish(tmp_path_factory.mktemp("furnished") / "data", rulebook, roster_csv())


def test_at_the_turn_of_the_month_the_bot_asks_which_month_is_meant(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD)
    question = stage.last(HEAD)
    assert "还没有上报" in question.text
    assert labels(question)[:2] == ["2026年11月", "2026年12月"]
    assert stage.json("submissions") == []
    stage.press(HEAD, question.id, "2026年11月")
    assert (stage.books()["period"], stage.books()["value"]) == ("2026-11", "98/100")
    assert "已收到，编号 0001" in stage.last(HEAD).text
    assert "待核实 编号 0001" in stage.card(REVIEWER).text


def test_the_younger_month_may_be_chosen_too(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD)
    stage.press(HEAD, stage.last(HEAD).id, "2026年12月")
    assert stage.books()["period"] == "2026-12"


def test_a_question_is_answered_once_and_only_by_the_asker(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD, to=GROUP)
    question = stage.last(HEAD)
    stage.press(HEAD, question.id, "2026年11月")
    text, alert = stage.press(HEAD, question.id, "2026年12月")
    assert "已经回答过" in text or alert
    assert [row["period"] for row in stage.json("submissions")] == ["2026-11"]


def test_a_question_asked_about_a_report_in_the_group_ends_with_the_card_there(stage: Stage) -> None:
    stage.move(DECEMBER)
    reported = stage.report(HEAD, to=GROUP)
    assert stage.seen(GROUP, reported.id).reactions == ["🤔"]
    stage.press(HEAD, stage.last(HEAD).id, "2026年11月")
    assert stage.seen(GROUP, reported.id).reactions == ["✍"]
    assert stage.card(GROUP).reply_to == reported.id


def test_nothing_is_asked_where_the_month_before_is_reported_or_locked(stage: Stage) -> None:
    stage.report(HEAD)
    stage.move(DECEMBER)
    stage.report(HEAD, "工单按期回复率 97/100")
    assert [row["period"] for row in stage.json("submissions")] == ["2026-11", "2026-12"]
    stage.move(LOCK)
    stage.report(OTHER_HEAD)
    assert stage.books(3)["period"] == "2026-12"


def test_several_lines_may_each_have_a_question(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD, "回复率 98/100\n办结率 97/100 11月")
    question = stage.last(HEAD)
    assert [row["metric"] for row in stage.json("submissions")] == ["closure_rate"]
    stage.press(HEAD, question.id, "2026年11月")
    assert [(row["metric"], row["period"]) for row in stage.json("submissions")] == [
        ("closure_rate", "2026-11"),
        ("reply_rate", "2026-11"),
    ]


def test_after_thirty_minutes_a_question_has_expired(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD)
    question = stage.last(HEAD).id
    stage.later(minutes=31)
    text, _ = stage.press(HEAD, question, "2026年11月")
    assert "已过期" in text
    assert "/report" in text
    assert stage.json("submissions") == []


def test_cancel_ends_what_was_half_done(stage: Stage) -> None:
    stage.say(HEAD, "取消")
    assert stage.last(HEAD).text == "当前没有可取消的操作，没有任何改动。"
    stage.move(DECEMBER)
    stage.report(HEAD)
    question = stage.last(HEAD).id
    stage.say(HEAD, "/cancel")
    assert "已取消" in stage.last(HEAD).text
    stage.press(HEAD, question, "2026年11月")
    assert stage.json("submissions") == []


MONTHS = (
    ("2026-12", "2026-12"),
    ("12月", "2026-12"),
    ("12月份", "2026-12"),
    ("本月", "2026-12"),
    ("上月", "2026-11"),
)


def test_a_month_may_be_written(stage: Stage) -> None:
    stage.move(DECEMBER)
    for number, (written, period) in enumerate(MONTHS, 1):
        stage.report(HEAD, f"工单按期回复率 98/100 {written}")
        assert stage.books(number)["period"] == period, written
        stage.say(HEAD, f"/undo {number}")


LEADING = (
    ("11月 工单办结率 12/13", "2026-11"),
    ("November 工单办结率 12/13", "2026-11"),
    ("December 2026 工单办结率 12/13", "2026-12"),
    ("last month 工单办结率12/13", "2026-11"),
    ("上月 东湖所 工单办结率 12/13", "2026-11"),
    ("东湖所 本月 工单办结率 12/13", "2026-12"),
)


def test_a_month_may_be_written_first(stage: Stage) -> None:
    stage.move(DECEMBER)
    for number, (line, period) in enumerate(LEADING, 1):
        stage.report(HEAD, line)
        assert (stage.books(number)["metric"], stage.books(number)["period"]) == ("closure_rate", period), line
        stage.say(HEAD, f"/undo {number}")
    stage.move(LOCK)
    stage.report(HEAD, "11月 工单办结率 12/13")
    assert "2026年11月已锁定" in stage.last(HEAD).text


def test_a_quarter_may_be_written(stage: Stage) -> None:
    for number, written in enumerate(("2026-Q4", "四季度", "本季度", "第四季度", ""), 1):
        stage.say(PARTY_HEAD, f"/report 全市排名 {number}/7 {written}")
        books = stage.books()
        assert (books["period"], books["value"], books["version"]) == ("2026-Q4", f"{number}/7", number), written


IMPOSSIBLE = (
    ("四季度", "按月"),
    ("全年", "按月"),
    ("2025-11", "不在本次竞赛"),
    ("12月", "还没有开始"),
    ("10月", "已锁定"),
)


def test_a_period_that_cannot_be_meant_is_refused(stage: Stage) -> None:
    for written, reason in IMPOSSIBLE:
        stage.report(HEAD, f"工单按期回复率 98/100 {written}")
        assert "没有受理" in stage.last(HEAD).text
        assert reason in stage.last(HEAD).text, written
    assert stage.json("submissions") == []


def test_pending_lists_the_month_before_too_until_it_is_locked(stage: Stage) -> None:
    stage.report(HEAD)
    stage.move(DECEMBER)
    stage.say(HEAD, "/pending")
    assert re.findall(r"2026年.*锁定", stage.last(HEAD).text) == [
        "2026年11月还有 6 项未报，后天（12月3日）17:00 截止，12月7日 12:00 锁定",
        "2026年12月还有 7 项未报，1月4日 17:00 截止，1月6日 12:00 锁定",
    ]
    stage.move(LOCK)
    stage.say(HEAD, "/pending")
    assert re.findall(r"2026年.*锁定", stage.last(HEAD).text) == [
        "2026年12月还有 7 项未报，1月4日 17:00 截止，1月6日 12:00 锁定"
    ]


def test_after_the_lock_nothing_changes_any_more(stage: Stage) -> None:
    stage.report(HEAD)
    stage.report(OTHER_HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(LOCK)
    before = stage.json("submissions")
    pending, confirmed = stage.cards(REVIEWER)
    stage.report(HEAD, "工单办结率 98/100 11月")
    assert "已锁定" in stage.last(HEAD).text
    stage.say(HEAD, "/undo 1")
    assert "已锁定" in stage.last(HEAD).text
    for words in ("确认", "退回 缺少截图", "改为 95/100"):
        stage.say(REVIEWER, words, reply_to=pending.id)
        assert "已锁定" in stage.last(REVIEWER).text
    text, alert = stage.press(REVIEWER, pending.id, "确认")
    assert alert
    assert "已锁定" in text
    assert stage.json("submissions") == before
    assert "已确认" in stage.seen(REVIEWER, confirmed.id).text


def test_a_decision_within_thirty_minutes_of_the_lock_cannot_be_taken_back_after_it(stage: Stage) -> None:
    stage.report(HEAD)
    stage.move(LOCK.replace(hour=11, minute=50))
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(LOCK)
    stage.say(REVIEWER, "撤销", reply_to=stage.card(REVIEWER).id)
    assert "已锁定" in stage.last(REVIEWER).text
    assert stage.books()["state"] == "confirmed"


@both_ways
def test_what_was_sent_before_the_lock_and_came_later_counts(stage: Stage) -> None:
    stage.move(LOCK.replace(hour=11, minute=59))
    stage.stop()
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100 11月")
    stage.clock.move(LOCK.replace(hour=20))
    stage.start()
    stage.settle()
    assert (stage.books()["state"], stage.books()["period"]) == ("pending", "2026-11")
    assert stage.books()["reported_at"].startswith("2026-12-07T11:59")


def test_what_comes_more_than_a_day_after_it_was_sent_is_judged_by_when_it_came(stage: Stage) -> None:
    stage.move(LOCK.replace(hour=11, minute=59))
    stage.stop()
    stage.chat.say(HEAD, "/report 工单按期回复率 98/100 11月")
    stage.clock.move(LOCK.replace(day=8, hour=12))
    stage.start()
    stage.settle()
    assert "已锁定" in stage.last(HEAD).text
    assert stage.json("submissions") == []


def test_a_bare_number_below_one_on_a_percent_metric_is_asked(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 0.98")
    question = stage.last(HEAD)
    assert "“0.98”有两种读法，还没有上报" in question.text
    assert labels(question) == ["98%", "0.98%", "重新输入"]
    assert stage.json("submissions") == []
    stage.press(HEAD, question.id, "98%")
    assert (stage.books()["value"], stage.books()["state"]) == ("98", "pending")


def test_to_type_the_number_again_reports_nothing(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 0.98")
    text, _ = stage.press(HEAD, stage.last(HEAD).id, "重新输入")
    assert "/report" in text
    assert stage.json("submissions") == []


def test_the_other_reading_may_be_meant(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 0.98")
    stage.press(HEAD, stage.last(HEAD).id, "0.98%")
    assert stage.books()["value"] == "0.98"


def test_percentages_are_read_in_many_ways(stage: Stage) -> None:
    for number, written in enumerate(("98", "98%", "98％", "９８％", "98.0", "98 %"), 1):
        stage.report(HEAD, f"工单按期回复率 {written}")
        assert [(row["number"], row["value"]) for row in stage.json("submissions")][-1] == (number, "98"), written
        stage.say(HEAD, f"/undo {number}")


def test_an_amendment_with_two_readings_decides_nothing(stage: Stage) -> None:
    stage.report(HEAD, "工单按期回复率 97")
    stage.say(REVIEWER, "改为 0.98", reply_to=stage.card(REVIEWER).id)
    assert "两种读法" in stage.last(REVIEWER).text
    assert (stage.books()["state"], stage.books()["value"]) == ("pending", "97")
    stage.say(REVIEWER, "改为 98%", reply_to=stage.card(REVIEWER).id)
    assert (stage.books()["state"], stage.books()["value"]) == ("confirmed", "98")


def test_both_open_questions_of_a_line_are_asked_one_after_the_other(stage: Stage) -> None:
    stage.move(DECEMBER)
    stage.report(HEAD, "工单按期回复率 0.98")
    stage.press(HEAD, stage.last(HEAD).id, "98%")
    question = stage.last(HEAD)
    assert labels(question)[:2] == ["2026年11月", "2026年12月"]
    stage.press(HEAD, question.id, "2026年12月")
    assert (stage.books()["value"], stage.books()["period"]) == ("98", "2026-12")


def test_after_the_new_year_a_value_is_decembers_and_never_of_a_year_that_is_not_judged(stage: Stage) -> None:
    stage.move(datetime(2027, 1, 4, 10, 0, tzinfo=CHINA))
    stage.report(HEAD)
    answer = stage.last(HEAD)
    assert "2026年12月" in answer.text
    assert "2027" not in answer.text
    assert stage.books()["period"] == "2026-12"
    stage.report(HEAD, "工单按期回复率 97/100 本月")
    assert "2027 年还没有竞赛方案" in stage.last(HEAD).text
    assert stage.books()["version"] == 1
