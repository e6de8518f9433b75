"""Reading a deadline as people write it: 11月20日, 11-20 12:00, 今天18:00, 下周五, 3天内, 20 Nov 12:00, next Friday."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scoring.calendar import IsRest
from scoring.reading.days import WEEKDAY, in_figures, read_coming
from scoring.reading.lines import clean
from scoring.reading.numerals import CHARACTERS, numbers
from scoring.reading.unread import UnreadError

ENDS = time(17)
"""The time of day of a deadline that names a day alone."""
AHEAD = timedelta(hours=1)
"""A deadline lies at least so far ahead."""
MOST_WORDS = 4
"""So many words a deadline has at most: 11月 20日 下午 3点."""
_MOST_DAYS = 366
_AHEAD = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1}
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(?P<which>本|这|下|下下)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])")
_WITHIN = re.compile(rf"(?P<count>[{CHARACTERS}]+)\s*(?P<what>个?工作日|天|日|个?小时)(?P<in>之?[内后]|以内)?")
_ENGLISH_WEEKDAY = re.compile(
    rf"(?:(?P<which>this|next)\s+)?(?P<day>{WEEKDAY})(?:\s+(?P<behind>this|next)\s+week)?", re.IGNORECASE
)
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_WITHIN = re.compile(
    r"(?:(?:in|within)\s+)?(?P<count>\d{1,3})\s+(?P<what>working day|day|hour)s?", re.IGNORECASE
)
_WHICH = {"": "", "this": "本", "next": "下"}
_SPANS = {"working day": "个工作日", "day": "天", "hour": "小时"}
_MONTH_DAY = re.compile(r"(\d{1,2})[日号]")
_TIME = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|晚上|傍晚)?\s*(?P<hour>\d{1,2})(?::(?P<minute>\d{2})|[点时](?:(?P<said>\d{1,2})分?|(?P<mid>半)|整)?)"
)
_BEFORE = re.compile(r"(?:之前|以前|前|止|截止)$")
_BY = re.compile(r"^(?:by|before|until)\s+", re.IGNORECASE)
_LATE = ("下午", "晚上", "傍晚")


@dataclass(frozen=True, slots=True)
class When:
    """What deadlines are reckoned by: the local moment of the message, the year of the competition, days of rest."""

    now: datetime
    year: int
    rests: IsRest


def read_deadline(text: str, when: When) -> datetime:
    """Return the moment that a text names; UnreadError where it is none, or lies where no deadline may."""
    found = _moment(_plain(text), when)
    if found is None:
        raise UnreadError("deadline_unread" if text.strip() else "deadline_missing", {"text": text.strip()})
    return _checked(found, when)


def leading_deadline(words: Sequence[str], when: When) -> tuple[datetime, int]:
    """Read the deadline at the beginning of some words: the longest that is one, and how many words it takes."""
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        found = _moment(_plain(" ".join(words[:length])), when)
        if found is not None:
            return _checked(found, when), length
    raise UnreadError("deadline_missing", {"text": words[0] if words else ""})


def _plain(text: str) -> str:
    return _BEFORE.sub("", _BY.sub("", clean(text))).strip()


def _checked(moment: datetime, when: When) -> datetime:
    values = {"deadline": moment.isoformat(), "year": str(when.year)}
    if moment <= when.now:
        raise UnreadError("deadline_past", values)
    if moment < when.now + AHEAD:
        raise UnreadError("deadline_too_soon", values)
    if moment.year != when.year:
        raise UnreadError("deadline_outside", values)
    return moment


def _moment(said: str, when: When) -> datetime | None:
    if (found := _ENGLISH_WITHIN.fullmatch(said)) is not None:
        said = f"{found['count']}{_SPANS[found['what'].lower()]}"
    if (found := _WITHIN.fullmatch(said)) is not None:
        return _within(found, when)
    day = _day(said, when)
    if day is not None:
        return datetime.combine(day, ENDS, when.now.tzinfo)
    for cut in range(1, len(said)):
        if said[cut - 1].isdigit() and said[cut].isdigit():
            continue
        at = _time(said[cut:].strip())
        day = _day(_BEFORE.sub("", said[:cut].strip()), when) if at is not None else None
        if at is not None and day is not None:
            return datetime.combine(day, at, when.now.tzinfo)
    return None


def _within(found: re.Match[str], when: When) -> datetime | None:
    """Read 3天内, 3个工作日 and 48小时内; 3日 alone is a day of the month, 3天 alone a span."""
    counts = numbers(found["count"])
    if len(counts) != 1 or counts[0].denominator != 1 or not 0 < counts[0] <= _MOST_DAYS:
        return None
    count, what = int(counts[0]), found["what"]
    if what.endswith("小时"):
        return (when.now + timedelta(hours=count)).replace(second=0, microsecond=0)
    day = when.now.date()
    if what.endswith("工作日"):
        while count:
            day += timedelta(days=1)
            count -= not when.rests(day)
    elif what == "天" or found["in"]:
        day += timedelta(days=count)
    else:
        return _combined(_coming_day(count, day), when)
    return _combined(day, when)


def _combined(day: date | None, when: When) -> datetime | None:
    return None if day is None else datetime.combine(day, ENDS, when.now.tzinfo)


def _day(said: str, when: When) -> date | None:
    today = when.now.date()
    if said.lower() in _AHEAD:
        return today + timedelta(days=_AHEAD[said.lower()])
    if (found := _WEEKDAY.fullmatch(said)) is not None:
        return _weekday(found["which"] or "", _WEEKDAYS.index(found["day"].replace("天", "日")), today)
    if (found := _MONTH_DAY.fullmatch(said)) is not None:
        return _coming_day(int(found[1]), today)
    if (found := _ENGLISH_WEEKDAY.fullmatch(said)) is not None:
        which = _WHICH[(found["which"] or found["behind"] or "").lower()]
        return _weekday(which, _ENGLISH_WEEKDAYS.index(found["day"].lower()[:3]), today)
    return _dated(re.sub(r"\s+", "", in_figures(said)), when)


def _weekday(which: str, number: int, today: date) -> date:
    """Return a day of the week: 周五 the next one from today on, 本周五 that of this week, 下周五 that of the next."""
    if not which:
        return today + timedelta(days=(number - today.weekday()) % 7)
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=number, weeks=which.count("下"))


def _coming_day(number: int, today: date) -> date | None:
    """Return the next day of a month from today on that has this number: 20日."""
    for ahead in range(3):
        year, month = divmod(12 * today.year + today.month - 1 + ahead, 12)
        try:
            day = date(year, month + 1, number)
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _dated(said: str, when: When) -> date | None:
    """Return a day with its month: of this year also where it is past, as long as it is nearer than the next one."""
    today = when.now.date()
    coming = read_coming(said, today)
    if coming is None or coming.year == today.year or str(coming.year) in said:
        return coming
    gone = read_coming(said, date(today.year, 1, 1))
    past = gone is not None and gone.year == today.year and today - gone < coming - today
    return gone if past else coming


def _time(said: str) -> time | None:
    found = _TIME.fullmatch(said)
    if found is None:
        return None
    hour = int(found["hour"])
    minute = 30 if found["mid"] else int(found["minute"] or found["said"] or 0)
    if found["half"] in _LATE and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
