"""The clock runs weeks ahead and is put right: what was settled in a future that did not happen comes at its time."""

from datetime import datetime, timedelta

import pytest

from bot.sandbox.world.messages import Seen
from tests.cast import ADMIN, BEGIN, CHINA, GROUP, HEAD, OTHER_HEAD, REVIEWER, SECOND_ADMIN
from tests.stage import OwnProcess, Stage, both_ways

AHEAD = timedelta(days=21)
TEN_MINUTES = timedelta(minutes=10)
AFTERNOON = BEGIN.replace(hour=15)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)
TWO_DAYS = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)
ONE_DAY = datetime(2026, 12, 2, 17, 0, tzinfo=CHINA)
LAST_MONDAY = datetime(2026, 12, 7, 9, 0, tzinfo=CHINA)
"""Its week is the newest that was posted while the clock was ahead."""


def posts(stage: Stage, week: int) -> list[Seen]:
    return [message for message in stage.said(GROUP) if message.photo and f"】第{week}周" in message.text]


def reminders(stage: Stage, person: int) -> list[Seen]:
    return [message for message in stage.said(person) if "截止：" in message.text]


def digests(stage: Stage) -> list[Seen]:
    return [message for message in stage.said(REVIEWER) if "等您核实" in message.text and "编号" in message.text]


def told(stage: Stage, person: int = ADMIN) -> list[str]:
    return [message.text for message in stage.said(person) if "时钟" in message.text]


def slip(stage: Stage, moment: datetime = BEGIN) -> None:
    """Let the clock run three weeks ahead, and put it right."""
    stage.move(moment + AHEAD)
    stage.move(moment)


@pytest.fixture
def waiting(stage: Stage) -> Stage:
    """A reviewer who wants digests, and something that waits for it."""
    stage.say(REVIEWER, "汇总 开")
    stage.report(HEAD)
    return stage


@pytest.mark.parametrize("restarted", [False, True])
def test_the_next_post_digest_and_reminder_come_exactly_once_after_a_jump_of_weeks(
    waiting: Stage, *, restarted: bool
) -> None:
    stage = waiting
    stage.move(BEGIN + AHEAD)
    assert len(posts(stage, 49)) == 2
    assert digests(stage) == [], "its month is locked by then"
    if restarted:
        stage.stop()
        stage.clock.move(BEGIN)
        stage.start()
    stage.move(BEGIN)
    assert told(stage) == []
    stage.move(BEGIN + TEN_MINUTES)
    for admin in (ADMIN, SECOND_ADMIN):
        (said,) = told(stage, admin)
        assert "12月10日 09:00" in said
        assert "到时照常" in said
    stage.move(AFTERNOON)
    assert len(digests(stage)) == 1
    stage.move(MONDAY)
    stage.move(MONDAY + timedelta(hours=1))
    assert [len(posts(stage, week)) for week in (46, 47, 48)] == [0, 2, 0]
    assert len(digests(stage)) == 2
    assert reminders(stage, OTHER_HEAD) == []
    stage.move(TWO_DAYS)
    stage.move(TWO_DAYS + timedelta(hours=1))
    assert len(reminders(stage, OTHER_HEAD)) == 1
    stage.move(LAST_MONDAY)
    stage.move(LAST_MONDAY + timedelta(hours=1))
    assert [len(posts(stage, week)) for week in (47, 48, 49)] == [2, 2, 4], "once ahead of its time, once at its time"
    assert [len(told(stage, admin)) for admin in (ADMIN, SECOND_ADMIN)] == [1, 1]


@both_ways
def test_a_process_that_goes_on_through_the_jump_posts_at_the_next_monday(stage: Stage) -> None:
    stage.move(BEGIN + AHEAD)
    stage.until(lambda: len(posts(stage, 49)) == 2)
    stage.settle()
    slow = isinstance(stage, OwnProcess)
    for moment in (BEGIN, BEGIN + TEN_MINUTES, BEGIN + 2 * TEN_MINUTES, BEGIN + 3 * TEN_MINUTES) if slow else (
        BEGIN, BEGIN + TEN_MINUTES,
    ):  # fmt: skip
        stage.move(moment)
    stage.until(lambda: told(stage))
    stage.move(MONDAY)
    stage.until(lambda: len(posts(stage, 47)) == 2)
    stage.settle()
    assert len(posts(stage, 49)) == 2


def test_what_is_due_in_a_month_of_which_everything_was_skipped_is_asked_for_again(quiet_stage: Stage) -> None:
    stage = quiet_stage
    slip(stage, TWO_DAYS - timedelta(hours=2))
    assert reminders(stage, HEAD) == [], "three weeks later all of November was over"
    stage.later(minutes=10)
    for moment in (TWO_DAYS, ONE_DAY, ONE_DAY + timedelta(hours=22)):
        stage.move(moment)
    assert len(reminders(stage, HEAD)) == 3


def test_a_reminder_that_came_too_early_comes_again_at_its_time(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.move(TWO_DAYS)
    (early,) = reminders(stage, HEAD)
    stage.press(HEAD, early.id, "今天不再提醒")
    stage.move(BEGIN)
    stage.move(BEGIN + TEN_MINUTES)
    stage.move(TWO_DAYS)
    assert len(reminders(stage, HEAD)) == 2
    stage.move(TWO_DAYS + timedelta(minutes=1))
    assert len(reminders(stage, HEAD)) == 2


def test_a_clock_that_is_wrong_for_a_moment_is_not_believed(stage: Stage) -> None:
    stage.move(MONDAY)
    stage.move(MONDAY - AHEAD)
    stage.move(MONDAY - AHEAD + timedelta(minutes=9))
    stage.move(MONDAY + timedelta(minutes=10))
    stage.later(minutes=10)
    assert len(posts(stage, 47)) == 2
    assert told(stage) == []


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=1)])
def test_a_clock_set_back_a_little_says_nothing_twice(stage: Stage, back: timedelta) -> None:
    stage.move(MONDAY)
    stage.move(MONDAY - back)
    stage.move(MONDAY - back + TEN_MINUTES)
    stage.move(MONDAY)
    stage.later(minutes=11)
    assert len(posts(stage, 47)) == 2
    assert told(stage) == []


def test_after_the_jump_everybody_sees_everything_and_no_date_that_did_not_come(stage: Stage) -> None:
    stage.say(HEAD, "/feedback 之前")
    stage.move(BEGIN + AHEAD)
    for count in range(3):
        stage.say(HEAD, f"/feedback {count}")
    stage.move(BEGIN)
    stage.later(minutes=10)
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    assert stage.books()["state"] == "confirmed"
    assert stage.row()["total"] == "4.50"
    stage.say(HEAD, "/rank")
    assert "东湖市场监管所 4.50" in stage.last(HEAD).text
    stage.say(HEAD, "/why")
    assert "2026年11月" in stage.last(HEAD).text
    assert "4.50" in stage.last(HEAD).text
    stage.say(HEAD, "/mine")
    assert any("2026年11月" in message.text for message in stage.said(HEAD)[-3:])
    stage.say(HEAD, "/feedback 之后")
    assert "已转给管理员" in stage.last(HEAD).text
    stage.move(MONDAY)
    assert "4.50" in posts(stage, 47)[0].text
    stage.say(HEAD, "/why 工单按期回复率")
    assert "98/100" in stage.last(HEAD).text


def test_as_of_a_moment_is_told_up_to_the_newest_change_even_where_the_clock_went_back(stage: Stage) -> None:
    stage.move(BEGIN + AHEAD)
    stage.say(HEAD, "/feedback 留言")
    stage.move(BEGIN)
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    words = ("standings", "--period", "2026-11", "--arena", "offices")
    before = (BEGIN + AHEAD - timedelta(minutes=1)).isoformat()
    newest = (BEGIN + AHEAD + timedelta(seconds=30)).isoformat()
    found = stage.json(*words, "--as-of", before)
    assert (found["as_of"], found["rows"][0]["total"]) == (before, "0.00")
    refused = stage.leitai(*words, "--as-of", newest)
    assert refused.code != 0
    assert "在将来" in refused.err
