"""A deadline as people write it, on Wednesday 18 November 2026 at 10:00:30; the Friday is a holiday."""

from datetime import timedelta

import pytest

from scoring.reading.deadlines import When, leading_deadline, read_deadline
from scoring.reading.unread import UnreadError
from tests.scoring.reading.ledger_book import NOW, WHEN


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("11月20日", "11-20 17:00"),
        ("11月20号", "11-20 17:00"),
        ("１１月２０日", "11-20 17:00"),
        ("11-20", "11-20 17:00"),
        ("11/20", "11-20 17:00"),
        ("2026-11-20", "11-20 17:00"),
        ("2026年11月20日 18:30", "11-20 18:30"),
        ("11-20 12:00", "11-20 12:00"),
        ("11月20日12:00", "11-20 12:00"),
        ("11月20日 12时", "11-20 12:00"),
        ("11月20日 下午3点半", "11-20 15:30"),
        ("11月20日 上午9点15分", "11-20 09:15"),
        ("11月20日　９：３０", "11-20 09:30"),
        ("11月20日前", "11-20 17:00"),
        ("11月20日之前", "11-20 17:00"),
        ("11月20日前 12:00", "11-20 12:00"),
        ("20日", "11-20 17:00"),
        ("20号 9:00", "11-20 09:00"),
        ("3日", "12-03 17:00"),
        ("31日", "12-31 17:00"),
        ("20 Nov", "11-20 17:00"),
        ("20 November 12:00", "11-20 12:00"),
        ("20 nov 2026 9:00", "11-20 09:00"),
        ("Nov 20", "11-20 17:00"),
        ("November 20, 2026 9:00", "11-20 09:00"),
        ("Fri 20 Nov 17:00", "11-20 17:00"),
        ("by Fri 20 Nov", "11-20 17:00"),
        ("20 Novelties", None),
        ("20 markets", None),
        ("Friday", "11-20 17:00"),
        ("tue 9:00", "11-24 09:00"),
        ("next Friday", "11-27 17:00"),
        ("Friday next week", "11-27 17:00"),
        ("this fri", "11-20 17:00"),
        ("3 days", "11-21 17:00"),
        ("within 3 working days", "11-24 17:00"),
        ("in 48 hours", "11-20 10:00"),
        ("today 18:00", "11-18 18:00"),
        ("Tomorrow", "11-19 17:00"),
        ("今天", "11-18 17:00"),
        ("今天18:00", "11-18 18:00"),
        ("今日 晚上8点", "11-18 20:00"),
        ("今天中午12点", "11-18 12:00"),
        ("今天11:00:30", None),
        ("明天", "11-19 17:00"),
        ("后天 9点", "11-20 09:00"),
        ("周三", "11-18 17:00"),
        ("周五", "11-20 17:00"),
        ("星期五", "11-20 17:00"),
        ("周二", "11-24 17:00"),
        ("周日", "11-22 17:00"),
        ("礼拜天", "11-22 17:00"),
        ("本周五", "11-20 17:00"),
        ("下周五", "11-27 17:00"),
        ("下周三 9:00", "11-25 09:00"),
        ("下下周一", "11-30 17:00"),
        ("3天内", "11-21 17:00"),
        ("三天内", "11-21 17:00"),
        ("两日内", "11-20 17:00"),
        ("3天", "11-21 17:00"),
        ("3个工作日", "11-24 17:00"),
        ("2个工作日内", "11-23 17:00"),
        ("三个工作日之内", "11-24 17:00"),
        ("48小时内", "11-20 10:00"),
        ("11月22日", "11-22 17:00"),
        ("11-2012:00", None),
        ("2月30日", None),
        ("32日", None),
        ("25:00", None),
        ("11月20日 25:00", None),
        ("0天内", None),
        ("三五天内", None),
        ("冷链食品", None),
        ("", None),
    ],
)
def test_a_deadline_is_read(text: str, moment: str | None) -> None:
    if moment is None:
        with pytest.raises(UnreadError) as error:
            read_deadline(text, WHEN)
        assert error.value.code == ("deadline_unread" if text else "deadline_missing")
    else:
        assert f"{read_deadline(text, WHEN):%m-%d %H:%M}" == moment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11月12日", "deadline_past"),
        ("本周二", "deadline_past"),
        ("今天 10:00", "deadline_past"),
        ("今天 11:00", "deadline_too_soon"),
        ("2025-12-30", "deadline_past"),
        ("2027-01-03", "deadline_outside"),
        ("1月5日", "deadline_outside"),
        ("60天内", "deadline_outside"),
    ],
)
def test_a_deadline_where_none_may_lie_is_refused(text: str, code: str) -> None:
    with pytest.raises(UnreadError) as error:
        read_deadline(text, WHEN)
    assert error.value.code == code
    assert error.value.values["deadline"]


def test_an_hour_ahead_is_enough() -> None:
    on_the_hour = When(NOW.replace(second=0), 2026, WHEN.rests)
    assert read_deadline("今天 11:00", on_the_hour) == on_the_hour.now + timedelta(hours=1)


def test_the_longest_deadline_at_the_beginning_is_taken() -> None:
    moment, length = leading_deadline(["11-20", "12:00", "冷链食品"], WHEN)
    assert (f"{moment:%m-%d %H:%M}", length) == ("11-20 12:00", 2)
    moment, length = leading_deadline(["11月", "20日", "下午", "3点", "排查"], WHEN)
    assert (f"{moment:%m-%d %H:%M}", length) == ("11-20 15:00", 4)
    with pytest.raises(UnreadError):
        leading_deadline(["冷链食品"], WHEN)
    with pytest.raises(UnreadError):
        leading_deadline([], WHEN)
