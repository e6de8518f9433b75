"""What is said of the bot's own accord, as people read it."""

from datetime import date, datetime, timedelta, timezone

import pytest

from handlers.reminding.results import Digest, Item, Nudge, Reminder
from handlers.reminding.views import BUTTONS, digest, moment, nil_choose, nudge, overdue, reminder
from tests.handlers.submissions.test_cards import CLAIM, EVENT, RETURNED

DUE = datetime(2026, 12, 3, 17, 0, tzinfo=timezone(timedelta(hours=8)))
TODAY = date(2026, 12, 2)
ITEMS = tuple(
    Item(place, "上高所", "2026年11月", name, "3/3") for place, name in ((1, "信访件化解"), (2, "专项<检查>"))
)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (3, "今天（12月3日）17:00"),
        (2, "明天（12月3日）17:00"),
        (1, "后天（12月3日）17:00"),
        (30, "12月3日 17:00"),
    ],
)
def test_a_deadline_is_told_as_people_say_it(day: int, said: str) -> None:
    today = date(2026, 12, day) if day < 4 else date(2026, 11, day)
    assert moment(today, DUE) == said


def test_a_reminder_lists_what_is_missing_with_the_way_to_answer() -> None:
    (message,) = reminder(Reminder(9, TODAY, DUE, ITEMS, ()))
    assert message.text == (
        "⏰ 上高所 2026年11月还有 2 项未报，明天（12月3日）17:00 截止：\n1 信访件化解\n2 专项&lt;检查&gt;\n"
        "直接回复“1 3/3”即可，一行一项。"
    )
    assert [button.data for row in message.buttons for button in row] == ["nil:9:0", "mute:9:0"]


def test_where_only_events_are_to_be_mended_nobody_is_asked_for_numbers() -> None:
    (message,) = reminder(Reminder(9, TODAY, DUE, (), (RETURNED,)))
    assert "编号 0007" in message.text
    assert "缺少截图" in message.text
    assert "直接回复" not in message.text
    assert [button.label for row in message.buttons for button in row] == ["今天不再提醒"]


def test_a_list_longer_than_a_message_is_several_with_the_buttons_under_the_last() -> None:
    found = digest(Digest((CLAIM,) * 120, TODAY, None))
    assert len(found) > 1
    assert [bool(message.buttons) for message in found] == [False] * (len(found) - 1) + [True]
    assert len(found[-1].buttons) == BUTTONS + 1, "the batch, and so many cards"


def test_what_is_no_longer_true_is_not_said() -> None:
    assert reminder(None) == ()
    assert nil_choose(None) == ()
    assert digest(None) == ()
    assert overdue(None) == ()
    assert nudge(None) == ()


def test_everything_about_a_submission_names_it() -> None:
    for message in (
        *digest(Digest((CLAIM, EVENT), TODAY, DUE)),
        *overdue(Digest((CLAIM,), TODAY, None)),
        *nudge(Nudge(CLAIM, "<王所长>")),
    ):
        assert "编号 0007" in message.text
        assert "<王" not in message.text
