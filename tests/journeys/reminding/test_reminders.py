"""提醒: what is missing, in private, before the deadline; answered by a number of its list."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.watch.faults import hang, refuse
from bot.sandbox.world.messages import Seen
from tests import engine
from tests.cast import (
    ADMIN,
    CHINA,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    PARTY_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SQUAD_REVIEWER,
    THIRD_HEAD,
)
from tests.stage import OwnProcess, Stage, labels, playing, staged, without_posts

TWO_DAYS = datetime(2026, 12, 1, 17, 0, tzinfo=CHINA)
ONE_DAY = datetime(2026, 12, 2, 17, 0, tzinfo=CHINA)
TWO_HOURS = datetime(2026, 12, 3, 15, 0, tzinfo=CHINA)
REPORTS_DUE = datetime(2026, 12, 3, 17, 0, tzinfo=CHINA)
BLOCKED = refuse(403, "Forbidden: bot was blocked by the user")


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    return quiet_stage


def reminders(stage: Stage, person: int) -> list[Seen]:
    return [message for message in stage.said(person) if "截止：" in message.text]


def listed(message: Seen) -> list[str]:
    """Return the items of a reminder, in order of their numbers."""
    lines = [line.split(" ", 1) for line in message.text.splitlines() if line[:1].isdigit()]
    assert [int(number) for number, _ in lines] == list(range(1, len(lines) + 1))
    return [name for _, name in lines]


def test_heads_are_reminded_three_times_of_what_is_missing_and_answer_by_its_number(stage: Stage) -> None:
    stage.report(HEAD, "信访件化解 3/3")
    stage.move(TWO_DAYS - timedelta(minutes=1))
    assert reminders(stage, HEAD) == []
    stage.move(TWO_DAYS)
    (first,) = reminders(stage, HEAD)
    assert "后天（12月3日）17:00 截止" in first.text
    assert labels(first) == ["本月无", "今天不再提醒"]
    assert "信访件化解" not in first.text, "reported, though not confirmed"
    assert "驻地企业满意度" not in first.text, "the lead reports it"
    assert "亮点" not in first.text, "of events there may be none"
    assert listed(first) == listed(reminders(stage, COLLEAGUE)[0])
    assert len(listed(first)) == 6
    assert "信访件化解" in reminders(stage, OTHER_HEAD)[0].text
    place = listed(first).index("工单按期回复率") + 1
    stage.say(HEAD, f"{place} 98/100", reply_to=first.id)
    assert "已收到，编号 0002" in stage.last(HEAD).text
    books = stage.books(2)
    assert (books["metric"], books["value"], books["period"]) == ("reply_rate", "98/100", "2026-11")
    stage.move(ONE_DAY)
    assert "明天（12月3日）17:00" in reminders(stage, HEAD)[1].text
    assert len(listed(reminders(stage, HEAD)[1])) == 5
    stage.move(TWO_HOURS)
    assert "今天（12月3日）17:00" in reminders(stage, HEAD)[2].text
    stage.say(HEAD, "1 5/5")
    assert "已收到，编号 0003" in stage.last(HEAD).text, "written without replying"
    stage.say(HEAD, "收到 5/5")
    assert "没有看懂" in stage.last(HEAD).text
    stage.say(HEAD, "/pending")
    stage.say(HEAD, "1 4/4")
    assert "没有看懂" in stage.last(HEAD).text, "the list that was sent last has other numbers"
    stage.move(REPORTS_DUE + timedelta(hours=1))
    assert [len(reminders(stage, person)) for person in (HEAD, COLLEAGUE, OTHER_HEAD)] == [3, 3, 3]
    assert [len(reminders(stage, person)) for person in (REVIEWER, LEADER, ADMIN, GROUP)] == [0, 0, 0, 0]


def test_several_lines_answer_several_items_and_what_cannot_be_read_changes_nothing(stage: Stage) -> None:
    stage.move(TWO_DAYS)
    reminder = reminders(stage, HEAD)[0]
    names = listed(reminder)
    closed, pleased = names.index("工单办结率") + 1, names.index("工单满意率") + 1
    stage.say(HEAD, f"{closed}、99/100\n{pleased}: 97%\n工单按期回复率 98/100", reply_to=reminder.id)
    found = {row["metric"]: row["value"] for row in stage.json("submissions")}
    assert found == {"closure_rate": "99/100", "reply_rate": "98/100"}
    assert "办成数/总数" in stage.last(HEAD).text
    for said, told in (
        ("42 98/100", "没有第 42 项"),
        ("98/100", "请写 项号 数值"),
        (f"{pleased} 98 100", "请写 项号 数值"),
        ("确认", "没有看懂"),
        (f"{pleased} 约98", "没有受理"),
    ):
        stage.say(HEAD, said, reply_to=reminder.id)
        assert told in stage.last(HEAD).text
    assert len(stage.json("submissions")) == 2


def test_what_was_returned_is_to_be_mended(stage: Stage) -> None:
    stage.report(HEAD)
    stage.say(REVIEWER, "退回 缺少截图", reply_to=stage.card(REVIEWER).id)
    stage.say(HEAD, "/highlight 亮点创新提报 市级 一窗通办")
    stage.say(OFFICE_REVIEWER, "退回 不是创新", reply_to=stage.card(OFFICE_REVIEWER).id)
    stage.move(TWO_DAYS)
    reminder = reminders(stage, HEAD)[0]
    assert "工单按期回复率（编号 0001 已退回：缺少截图）" in reminder.text
    assert "编号 0002 东湖市场监管所 亮点创新提报 市级 一窗通办：不是创新" in reminder.text
    place = next(n for n, name in enumerate(listed(reminder), 1) if "0001" in name)
    stage.say(HEAD, f"{place} 97/100", reply_to=reminder.id)
    assert (stage.books()["version"], stage.books()["value"], stage.books()["state"]) == (2, "97/100", "pending")


def test_who_has_nothing_to_report_says_so_and_hears_no_more_of_it(stage: Stage) -> None:
    stage.move(TWO_DAYS)
    reminder = reminders(stage, HEAD)[0]
    names = listed(reminder)
    told, _ = stage.press(HEAD, reminder.id, "本月无")
    assert "还没有任何改动" in told
    petitions = next(label for label in labels(stage.last(HEAD)) if "信访件化解" in label)
    stage.press(HEAD, stage.last(HEAD).id, petitions)
    assert "没有数值、不计分" in stage.last(HEAD).text
    assert "东湖市场监管所 说 2026年11月没有“信访件化解”的数（王所长）" in stage.last(OFFICE_REVIEWER).text
    stage.say(HEAD, f"{names.index('一体化平台运用') + 1} 本月无", reply_to=reminder.id)
    assert stage.json("submissions") == []
    assert stage.row()["metrics"]["petitions"]["state"] == "missing"
    stage.press(COLLEAGUE, reminders(stage, COLLEAGUE)[0].id, "本月无")
    assert not any("信访件化解" in label for label in labels(stage.last(COLLEAGUE)))
    stage.say(COLLEAGUE, f"{names.index('信访件化解') + 1} 无", reply_to=reminders(stage, COLLEAGUE)[0].id)
    assert "没有任何改动" in stage.last(COLLEAGUE).text
    stage.move(ONE_DAY)
    assert listed(reminders(stage, HEAD)[1]) == [n for n in names if n not in ("信访件化解", "一体化平台运用")]
    stage.say(HEAD, "/pending")
    assert "信访件化解" in stage.last(HEAD).text
    stage.press(HEAD, reminders(stage, HEAD)[1].id, "本月无")
    stage.press(HEAD, stage.last(HEAD).id, "以上都没有")
    stage.move(TWO_HOURS)
    assert [len(reminders(stage, person)) for person in (HEAD, COLLEAGUE, OTHER_HEAD)] == [2, 2, 3]
    stage.report(HEAD, "信访件化解 3/3 11月")
    assert stage.books()["state"] == "pending", "the word of yesterday hinders nobody from reporting"


def test_no_more_today_holds_for_the_day_and_for_the_person(stage: Stage) -> None:
    stage.move(TWO_DAYS)
    stage.press(HEAD, reminders(stage, HEAD)[0].id, "今天不再提醒")
    stage.move(ONE_DAY)
    assert len(reminders(stage, HEAD)) == 2, "that was yesterday"
    stage.move(TWO_HOURS.replace(hour=9))
    stage.say(HEAD, "今天不再提醒", reply_to=reminders(stage, HEAD)[1].id)
    assert "今天不再提醒" in stage.last(HEAD).text
    stage.move(TWO_HOURS)
    assert [len(reminders(stage, person)) for person in (HEAD, COLLEAGUE)] == [2, 3]


def test_a_reminder_is_answered_by_the_one_who_got_it(stage: Stage) -> None:
    stage.move(TWO_DAYS)
    data = reminders(stage, HEAD)[0].buttons[0][0].data
    assert data is not None
    stage.forge(THIRD_HEAD, reminders(stage, THIRD_HEAD)[0].id, data)
    told, alert = stage.press(THIRD_HEAD, reminders(stage, THIRD_HEAD)[0].id, "旧")
    assert alert
    assert "没有任何改动" in told


def test_of_reminders_missed_while_the_bot_was_down_one_is_made_and_never_again(stage: Stage) -> None:
    stage.stop()
    stage.clock.move(TWO_HOURS - timedelta(minutes=30))
    for _ in range(2):
        stage.start()
        stage.settle()
        stage.stop()
    stage.start()
    assert [len(reminders(stage, person)) for person in (HEAD, OTHER_HEAD)] == [1, 1]
    assert "今天（12月3日）17:00" in reminders(stage, HEAD)[0].text
    stage.move(ONE_DAY)
    stage.move(TWO_DAYS)
    stage.move(TWO_HOURS)
    assert len(reminders(stage, HEAD)) == 2, "the clock went back, and nothing was said twice"
    stage.move(TWO_DAYS + timedelta(days=5))
    assert len(reminders(stage, HEAD)) == 2


def test_a_reminder_waits_for_the_end_of_the_quiet_hours_and_is_true_then(stage: Stage) -> None:
    stage.stop()
    stage.clock.move(ONE_DAY.replace(hour=21))
    stage.start()
    stage.settle()
    assert reminders(stage, HEAD) == []
    stage.report(HEAD, "信访件化解 3/3 11月")
    stage.move(TWO_HOURS.replace(hour=8, minute=30))
    (reminder,) = reminders(stage, HEAD)
    assert "信访件化解" not in reminder.text
    assert "信访件化解" in reminders(stage, OTHER_HEAD)[0].text


def of_reminders(stage: Stage, admin: int) -> list[str]:
    """Return what an admin hears of reminders: not that the next year has no rulebook yet."""
    return [message.text for message in stage.said(admin) if not message.text.startswith("📅")]


def test_admins_hear_once_of_units_whose_heads_no_reminder_reaches(stage: Stage) -> None:
    stage.chat.block(OTHER_HEAD)
    stage.settle()
    stage.move(TWO_DAYS)
    for admin in (ADMIN, SECOND_ADMIN):
        (told,) = of_reminders(stage, admin)
        assert "北营市场监管所" in told, "missing on the roster"
        assert "西溪市场监管所" in told, "known to have blocked the bot"
        assert "东湖" not in told
    stage.move(ONE_DAY)
    stage.move(TWO_HOURS)
    assert len(of_reminders(stage, ADMIN)) == 1
    stage.chat.unblock(OTHER_HEAD)
    stage.say(OTHER_HEAD, "/start")
    assert stage.said(SQUAD_REVIEWER) == []


def test_admins_hear_once_of_a_unit_whose_reminder_was_refused(stage: Stage) -> None:
    stage.chat.faults.plan(BLOCKED, method="sendMessage", chat=OTHER_HEAD)
    stage.move(TWO_DAYS)
    stage.move(ONE_DAY)
    for admin in (ADMIN, SECOND_ADMIN):
        missing, refused = of_reminders(stage, admin)
        assert "北营市场监管所" in missing
        assert "西溪" not in missing
        assert "西溪市场监管所" in refused
        assert "北营" not in refused
    assert len(stage.chat.calls.of("sendMessage", chat=OTHER_HEAD)) == 1


def test_the_admins_are_warned_once_of_a_year_without_known_holidays(stage: Stage) -> None:
    stage.move(datetime(2026, 12, 21, 10, 0, tzinfo=CHINA))
    before = len(stage.said(ADMIN))
    stage.move(datetime(2026, 12, 22, 10, 0, tzinfo=CHINA))
    assert "2027 年的节假日" in stage.last(ADMIN).text
    stage.move(datetime(2026, 12, 23, 10, 0, tzinfo=CHINA))
    assert len(stage.said(ADMIN)) == before + 1


def test_at_the_end_of_the_year_the_quarter_is_asked_for_with_the_month(stage: Stage) -> None:
    stage.move(datetime(2027, 1, 4, 8, 0, tzinfo=CHINA))
    assert reminders(stage, PARTY_HEAD) == []
    stage.move(datetime(2027, 1, 4, 8, 30, tzinfo=CHINA))
    (reminder,) = reminders(stage, PARTY_HEAD)
    assert "机关党委 2026年12月还有 1 项未报，今天（1月4日）17:00 截止" in reminder.text
    assert "机关党委 2026年第4季度还有 1 项未报" in reminder.text
    assert listed(reminder) == ["党风廉政及作风建设效能", "业务工作全市排名"]
    stage.say(PARTY_HEAD, "2 2/7", reply_to=reminder.id)
    assert (stage.books()["period"], stage.books()["value"]) == ("2026-Q4", "2/7")


def test_many_heads_are_reminded_in_parts_and_nobody_twice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.reminding.actions.heads.AT_ONCE", 1)
    stage.move(TWO_DAYS)
    stage.stop()
    stage.start()
    for _ in range(6):
        stage.move(stage.clock.now())
    heads = (HEAD, COLLEAGUE, OTHER_HEAD, THIRD_HEAD, PARTY_HEAD)
    assert [len(reminders(stage, head)) for head in heads] == [1, 1, 1, 1, 1]


def test_killed_while_reminders_go_out_everybody_is_reminded_once(quiet_furnished: Path, tmp_path: Path) -> None:
    folder = engine.copy_folder(quiet_furnished, tmp_path / "data")
    with staged("own process", folder, without_posts(tmp_path)) as stage, playing(stage):
        assert isinstance(stage, OwnProcess)
        heads = (HEAD, COLLEAGUE, OTHER_HEAD, THIRD_HEAD, PARTY_HEAD)
        for head in heads:
            stage.chat.faults.plan(hang(), method="sendMessage", chat=head)
        stage.move(TWO_DAYS)
        stage.until(lambda: all(stage.chat.calls.of("sendMessage", chat=head) for head in heads))
        stage.kill()
        assert [len(reminders(stage, head)) for head in heads] == [0, 0, 0, 0, 0]
        stage.start()
        stage.until(lambda: all(reminders(stage, head) for head in heads))
        stage.settle()
        assert [len(reminders(stage, head)) for head in heads] == [1, 1, 1, 1, 1]


@pytest.fixture
def informed(quiet_furnished: Path, tmp_path: Path) -> Iterator[Stage]:
    """A bureau that wrote next year's days of rest down itself."""
    folder = engine.copy_folder(quiet_furnished, tmp_path / "data")
    (folder / "restdays.txt").write_text("2027-01-01 rest\n", encoding="utf-8")
    with staged("in process", folder, without_posts(tmp_path)) as stage, playing(stage):
        yield stage


def test_a_year_that_the_bureau_wrote_down_needs_no_warning(informed: Stage) -> None:
    informed.move(datetime(2026, 12, 23, 10, 0, tzinfo=CHINA))
    assert not any("节假日" in message.text for message in informed.said(ADMIN))
