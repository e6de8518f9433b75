"""周榜: the weekly post, once an arena and a week, whatever happens."""

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.files import read_sample
from bot.sandbox.watch.faults import hang, refuse, reset, server_error, too_many
from bot.sandbox.world.messages import Seen
from storage import audit, publications
from storage.database import Database
from tests import engine
from tests.cast import ADMIN, CHINA, GROUP, HEAD, LEADER, OTHER_HEAD, REVIEWER, SECOND_ADMIN, roster_csv
from tests.stage import OwnProcess, Stage, both_ways, furnish, playing, staged

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=CHINA)

HOUR = timedelta(hours=1)

NO_PHOTOS = refuse(400, "Bad Request: not enough rights to send photos to the chat")

ARENAS = ("市场监管所擂台", "局属事业单位、机关科室擂台")


def posts(stage: Stage) -> list[Seen]:
    return [message for message in stage.said(stage.group) if message.photo]


def posted_to(stage: Stage) -> list[str]:
    """Return the head of every post, delivered or seen, in order."""
    return [message.text.splitlines()[0] for message in posts(stage)]


@both_ways
def test_on_monday_morning_there_is_one_post_for_each_arena(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(MONDAY - timedelta(seconds=30))
    assert posts(stage) == []
    stage.move(MONDAY)
    stage.until(lambda: len(posts(stage)) == 2)
    stage.settle()
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]
    for post, arena in zip(posts(stage), ("offices", "departments"), strict=True):
        table = stage.json("standings", "--period", "2026-11", "--arena", arena)
        for row in table["rows"]:
            assert f"\n{row['rank'] or '·'} {row['name']} {row['total']}" in post.text
        assert "存证码" in post.text
        assert "异议请私聊发“异议”" in post.text
    stage.later(minutes=1)
    stage.settle()
    assert len(posts(stage)) == 2


def test_a_post_is_made_once_however_often_the_bot_starts(stage: Stage) -> None:
    stage.move(MONDAY)
    for hours in (1, 2):
        stage.stop()
        stage.clock.move(MONDAY + timedelta(hours=hours))
        stage.start()
        stage.settle()
    assert len(posts(stage)) == 2
    stage.move(MONDAY + timedelta(days=7))
    assert posted_to(stage)[2:] == [f"【{arena}】第48周 11.23–11.29" for arena in ARENAS]


def test_a_post_missed_while_the_bot_was_down_is_made_on_return(stage: Stage) -> None:
    stage.stop()
    stage.move(MONDAY + timedelta(days=1, hours=3))
    stage.start()
    stage.until(lambda: len(posts(stage)) == 2)
    stage.settle()
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]


def test_of_several_missed_weeks_only_the_newest_is_posted(stage: Stage) -> None:
    stage.stop()
    stage.clock.move(MONDAY + timedelta(days=15))
    stage.start()
    stage.settle()
    assert posted_to(stage) == [f"【{arena}】第49周 11.30–12.6" for arena in ARENAS]


def test_the_next_post_shows_who_rose_and_who_fell(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(MONDAY)
    stage.report(OTHER_HEAD, "工单按期回复率 100/100")
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(MONDAY + timedelta(days=7))
    text = posts(stage)[2].text
    assert "1 西溪市场监管所 5.00（↑1）" in text
    assert "2 东湖市场监管所 4.50（↓1）" in text


def test_a_post_time_on_a_rest_day_moves_to_the_next_allowed_moment(tmp_path: Path) -> None:
    rulebook = tmp_path / "saturday.toml"
    rulebook.write_text(read_sample().decode().replace('"mon 09:00"', '"sat 09:00"'), "utf-8")
    folder = furnish(tmp_path / "data", rulebook, roster_csv())
    with staged("in process", folder, rulebook) as stage, playing(stage):
        stage.move(datetime(2026, 11, 21, 9, 0, tzinfo=CHINA))
        stage.move(datetime(2026, 11, 23, 8, 29, 59, tzinfo=CHINA))
        assert posts(stage) == []
        stage.move(datetime(2026, 11, 23, 8, 30, tzinfo=CHINA))
        assert posted_to(stage)[0] == "【市场监管所擂台】第47周 11.16–11.22"


def test_a_post_refused_for_a_while_is_made_afterwards(stage: Stage) -> None:
    stage.chat.faults.plan(too_many(7), method="sendPhoto", chat=GROUP)
    stage.move(MONDAY)
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]
    refused, made = stage.chat.calls.of("sendPhoto", chat=GROUP)[:2]
    assert made.pace - refused.pace >= 7


def asked(stage: Stage, admin: int) -> list[Seen]:
    return [message for message in stage.said(admin) if "不知是否已发出" in message.text]


def buttons(message: Seen) -> list[str]:
    return [button.text for row in message.buttons for button in row]


def test_a_post_whose_outcome_is_unknown_is_never_repeated_by_itself(stage: Stage) -> None:
    stage.expected = ["Can not load invalid JSON data"]
    for fault in (server_error(502, html=True, after=True), reset(after=True)):
        stage.chat.faults.plan(fault, method="sendPhoto", chat=GROUP)
    stage.move(MONDAY)
    stage.later(minutes=10)
    assert len(stage.chat.calls.of("sendPhoto", chat=GROUP)) == 2
    for admin in (ADMIN, SECOND_ADMIN):
        questions = asked(stage, admin)
        assert [arena in question.text for question, arena in zip(questions, ARENAS, strict=True)] == [True, True]
        assert buttons(questions[0]) == ["已发出", "重发"]
    stage.say(ADMIN, "/pending")
    assert "每周通报" in stage.last(ADMIN).text


def test_an_admin_says_that_an_unknown_post_arrived(stage: Stage) -> None:
    stage.chat.faults.plan(server_error(500, after=True), method="sendPhoto", chat=GROUP)
    stage.move(MONDAY)
    (question,) = asked(stage, ADMIN)
    text, _ = stage.press(ADMIN, question.id, "已发出")
    assert "已记为发出" in text
    assert "韩管理员" in stage.last(SECOND_ADMIN).text
    assert len(posts(stage)) == 2
    text, alert = stage.press(SECOND_ADMIN, asked(stage, SECOND_ADMIN)[0].id, "重发")
    assert alert
    assert "已有人处理过" in text
    assert len(posts(stage)) == 2
    stage.say(ADMIN, "/pending")
    assert "每周通报" not in stage.last(ADMIN).text


def test_an_admin_has_an_unknown_post_sent_again(stage: Stage) -> None:
    stage.chat.faults.plan(server_error(500), method="sendPhoto", chat=GROUP)
    stage.move(MONDAY)
    assert posted_to(stage) == [f"【{ARENAS[1]}】第47周 11.16–11.22"]
    stage.press(ADMIN, asked(stage, ADMIN)[0].id, "重发")
    assert sorted(posted_to(stage)) == sorted(f"【{arena}】第47周 11.16–11.22" for arena in ARENAS)


def test_what_is_said_of_one_attempt_says_nothing_of_the_next(stage: Stage) -> None:
    stage.chat.faults.plan(server_error(500), method="sendPhoto", chat=GROUP)
    stage.move(MONDAY)
    (first,) = asked(stage, SECOND_ADMIN)
    stage.chat.faults.plan(server_error(500, after=True), method="sendPhoto", chat=GROUP)
    stage.press(ADMIN, asked(stage, ADMIN)[0].id, "重发")
    assert len(posts(stage)) == 2
    text, alert = stage.press(SECOND_ADMIN, first.id, "重发")
    assert alert
    assert "已有人处理过" in text
    assert len(posts(stage)) == 2
    _, again = asked(stage, SECOND_ADMIN)
    assert buttons(stage.seen(SECOND_ADMIN, first.id)) == []
    stage.press(SECOND_ADMIN, again.id, "已发出")
    assert len(posts(stage)) == 2


def test_only_admins_settle_an_unknown_post(stage: Stage) -> None:
    stage.chat.faults.plan(server_error(500), method="sendPhoto", chat=GROUP)
    stage.move(MONDAY)
    data = asked(stage, ADMIN)[0].buttons[0][1].data
    assert data is not None
    stage.report(HEAD)
    card = stage.card(REVIEWER).id
    stage.forge(REVIEWER, card, data)
    text, alert = stage.press(REVIEWER, card, "旧")
    assert alert
    assert "管理员" in text
    assert len(posts(stage)) == 1


MINUTE, WEEK = timedelta(minutes=1), timedelta(days=7)


def told(stage: Stage, admin: int) -> list[Seen]:
    return [message for message in stage.said(admin) if "每周通报" in message.text]


def test_every_post_that_did_not_arrive_is_told_to_every_admin_once(stage: Stage) -> None:
    stage.chat.kick_bot(GROUP)
    for week in (0, 1):
        stage.move(MONDAY + week * WEEK)
        stage.later(hours=1)
        for admin in (ADMIN, SECOND_ADMIN):
            lost = told(stage, admin)[2 * week :]
            assert [arena in one.text for one, arena in zip(lost, ARENAS, strict=True)] == [True, True]
            assert all("没有送达：机器人已被移出群。" in one.text for one in lost)
    assert stage.said(LEADER) == []


def test_a_bot_that_was_thrown_out_on_monday_posts_as_soon_as_it_is_back(stage: Stage) -> None:
    stage.chat.kick_bot(GROUP)
    stage.move(MONDAY)
    stage.move(MONDAY + 10 * MINUTE)
    assert posts(stage) == []
    stage.chat.add_bot(GROUP, ADMIN)
    stage.settle()
    stage.later(seconds=1)
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]
    stage.move(MONDAY + WEEK)
    assert len(posts(stage)) == 4


def test_what_no_update_tells_of_is_tried_again_every_five_minutes(stage: Stage) -> None:
    topic_closed = refuse(400, "Bad Request: TOPIC_CLOSED")
    closed = stage.chat.faults.plan(topic_closed, method=("sendPhoto", "sendMediaGroup"), chat=GROUP, times=None)
    stage.move(MONDAY)
    stage.move(MONDAY + 4 * MINUTE)
    assert closed.hits == 2
    stage.move(MONDAY + 6 * MINUTE)
    assert closed.hits == 4
    stage.chat.faults.clear()
    stage.move(MONDAY + 9 * MINUTE)
    assert posts(stage) == []
    stage.move(MONDAY + 12 * MINUTE)
    stage.later(hours=1)
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]
    assert len(told(stage, ADMIN)) == 2


def test_a_post_that_was_refused_waits_for_the_morning(stage: Stage) -> None:
    stage.chat.silence_bot(GROUP)
    stage.move(MONDAY)
    stage.move(MONDAY.replace(hour=20, minute=29))
    stage.chat.silence_bot(GROUP, silent=False)
    stage.move(MONDAY.replace(hour=22))
    assert posts(stage) == []
    stage.move(MONDAY.replace(day=24, hour=8, minute=30))
    assert len(posts(stage)) == 2


@pytest.mark.parametrize(("seconds", "week"), [(-30, "第47周 11.16–11.22"), (0, "第48周 11.23–11.29")])
def test_a_post_that_was_refused_goes_out_for_seven_days(stage: Stage, seconds: int, week: str) -> None:
    stage.chat.silence_bot(GROUP)
    stage.move(MONDAY)
    stage.move(MONDAY + WEEK - 6 * MINUTE)
    stage.chat.silence_bot(GROUP, silent=False)
    stage.move(MONDAY + WEEK + timedelta(seconds=seconds))
    assert posted_to(stage) == [f"【{arena}】{week}" for arena in ARENAS]


def test_an_admin_sends_a_post_again_that_was_refused(stage: Stage) -> None:
    stage.chat.silence_bot(GROUP)
    stage.move(MONDAY)
    stage.chat.silence_bot(GROUP, silent=False)
    first, second = told(stage, ADMIN)
    assert "重新发出" in stage.press(ADMIN, first.id, "现在重发")[0]
    assert posted_to(stage) == [f"【{ARENAS[0]}】第47周 11.16–11.22"]
    stage.move(MONDAY + 10 * MINUTE)
    assert len(posts(stage)) == 2
    text, alert = stage.press(ADMIN, second.id, "现在重发")
    assert (alert, "已有人处理过" in text) == (True, True)
    assert len(posts(stage)) == 2


def test_where_photos_are_forbidden_the_words_of_a_post_arrive_and_its_picture_when_it_may(stage: Stage) -> None:
    stage.chat.faults.plan(NO_PHOTOS, method="sendPhoto", chat=GROUP, times=None)
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    for week in (0, 1):
        stage.move(MONDAY + week * WEEK)
        words = [message for message in stage.said(GROUP) if "存证码" in message.text]
        assert len(words) == 2 * week + 2
        assert [f"【{arena}】第{47 + week}周" in one.text for one, arena in zip(words[-2:], ARENAS, strict=True)]
        assert "\n1 东湖市场监管所 4.50" in words[2 * week].text
        for admin in (ADMIN, SECOND_ADMIN):
            assert len(told(stage, admin)) == 2 * week + 2
            assert all("只发出了文字，图片没有送达" in one.text for one in told(stage, admin))
    stage.say(HEAD, "核对", to=GROUP, reply_to=words[0].id)
    assert "完全一致" in stage.last(HEAD).text
    stage.chat.faults.clear()
    stage.press(ADMIN, told(stage, ADMIN)[2].id, "现在重发")
    assert [post.text for post in posts(stage)] == [f"【{ARENAS[0]}】第48周 11.23–11.29"]
    stage.later(minutes=10)
    assert [post.text for post in posts(stage)] == [f"【{arena}】第48周 11.23–11.29" for arena in ARENAS]
    assert len([message for message in stage.said(GROUP) if "存证码" in message.text]) == 4


@pytest.mark.parametrize("reason", ["not enough rights to send photos to the chat", "IMAGE_PROCESS_FAILED"])
def test_whoever_asks_for_a_picture_that_is_refused_gets_its_words(stage: Stage, reason: str) -> None:
    stage.chat.faults.plan(refuse(400, f"Bad Request: {reason}"), method="sendPhoto", chat=LEADER, times=None)
    stage.chat.faults.plan(refuse(400, f"Bad Request: {reason}"), method="sendMediaGroup", chat=LEADER, times=None)
    stage.say(LEADER, "/rank 市场监管所擂台")
    assert "东湖市场监管所" in stage.last(LEADER).text
    assert stage.said(ADMIN) == []
    stage.chat.faults.clear()
    stage.say(LEADER, "/rank 市场监管所擂台")
    assert stage.last(LEADER).photo


def test_killed_between_sending_and_outcome_a_post_is_asked_about_and_not_repeated(
    rulebook: Path, furnished: Path, tmp_path: Path
) -> None:
    folder = engine.copy_folder(furnished, tmp_path / "data")
    with staged("own process", folder, rulebook) as stage, playing(stage):
        assert isinstance(stage, OwnProcess)
        stage.chat.faults.plan(hang(after=True), method="sendPhoto", chat=GROUP)
        stage.move(MONDAY)
        stage.until(lambda: len(posts(stage)) == 1)
        stage.kill()
        stage.start()
        stage.until(lambda: len(posts(stage)) == 2)
        stage.settle()
        assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]
        for admin in (ADMIN, SECOND_ADMIN):
            (question,) = asked(stage, admin)
            assert ARENAS[0] in question.text
        stage.press(ADMIN, asked(stage, ADMIN)[0].id, "重发")
        stage.until(lambda: len(posts(stage)) == 3)


def test_the_group_hears_at_most_three_posts_a_day_of_the_bots_own_accord(stage: Stage) -> None:
    with contextlib.closing(Database(stage.database)) as books, books.transaction(MONDAY - HOUR) as tx:
        for place in range(3):
            number = publications.publish(tx, "circular", "offices", "2026-11", f"{place}", MONDAY - HOUR, "{}")
            audit.append(tx, None, "publish", {})
            publications.stamp(tx, number, audit.code(audit.head(tx)))
    stage.move(MONDAY)
    assert posts(stage) == []
    stage.move(MONDAY + timedelta(days=1) - HOUR)
    assert posts(stage) == [], "at eight it is too early for anybody"
    stage.move(MONDAY + timedelta(days=1))
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]


def test_a_bot_that_comes_back_at_night_posts_in_the_morning(stage: Stage) -> None:
    stage.stop()
    stage.clock.move(MONDAY.replace(hour=22))
    stage.start()
    stage.settle()
    assert posts(stage) == []
    stage.move(MONDAY + timedelta(days=1))
    assert posted_to(stage) == [f"【{arena}】第47周 11.16–11.22" for arena in ARENAS]


def test_there_is_no_weekly_board_outside_the_competitions_year(stage: Stage) -> None:
    stage.move(datetime(2026, 12, 28, 9, 0, tzinfo=CHINA))
    boards = [message.text for message in stage.said(GROUP) if message.photo]
    assert [text.splitlines()[0].partition("】")[2] for text in boards] == ["第52周 12.21–12.27"] * 2
    for weeks in (1, 2):
        stage.move(datetime(2026, 12, 28, 9, 0, tzinfo=CHINA) + timedelta(weeks=weeks))
    assert len([message for message in stage.said(GROUP) if message.photo]) == 2


def test_whoever_doubts_a_post_replies_to_it_and_anybody_can_check_its_code_on_the_machine(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "确认", reply_to=stage.card(REVIEWER).id)
    stage.move(MONDAY)
    stage.until(lambda: len(posts(stage)) == 2)
    stage.settle()
    post = posts(stage)[0]
    code = post.text.rpartition("存证码 ")[2]
    before = len(stage.said(stage.group))
    stage.say(OTHER_HEAD, "核对", to=stage.group, reply_to=post.id)
    told = stage.last(OTHER_HEAD).text
    assert told.startswith(f"✅ {ARENAS[0]} 第47周 11.16–11.22：存证码 {code} 在存证链上（第 ")
    assert "完全一致" in told
    assert len(stage.said(stage.group)) == before, "the group is not disturbed"
    stage.say(OTHER_HEAD, "核对")
    assert "请回复群里的一条周榜" in stage.last(OTHER_HEAD).text
    witnessed = stage.leitai("audit", "verify", "--witness", code)
    assert (witnessed.code, f"存证码 {code} 在存证链上" in witnessed.out) == (0, True)
