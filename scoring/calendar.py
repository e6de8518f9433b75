"""Periods, deadlines, quiet hours and post times: pure questions, with rest days handed in as a predicate."""

import calendar as gregorian
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, Self
from zoneinfo import ZoneInfo

from scoring.language import both, named

PeriodKind = Literal["month", "quarter", "year"]
IsRest = Callable[[date], bool]

_WRITTEN = re.compile(r"(?P<year>[0-9]{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")
_RELATIVE: dict[str, tuple[PeriodKind, int]] = {
    "本月": ("month", 0),
    "上月": ("month", -1),
    "上个月": ("month", -1),
    "本季度": ("quarter", 0),
    "上季度": ("quarter", -1),
    "全年": ("year", 0),
    "本年": ("year", 0),
    "this month": ("month", 0),
    "last month": ("month", -1),
    "this quarter": ("quarter", 0),
    "last quarter": ("quarter", -1),
    "this year": ("year", 0),
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHOWN = re.compile(
    r"(?:(?P<period>\d{4}年(?:\d{1,2}月|第[1-4]季度)?)|(?P<month>\d{1,2})月"
    r"|第?(?P<week>\d{1,2})周(?: (\d{1,2})\.(\d{1,2})–(\d{1,2})\.(\d{1,2}))?)"
)
_CHINESE_MONTHS = (*"一二三四五六七八九十", "十一", "十二")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A 考核周期: a month, quarter or year. `index` is 1…12, 1…4 or 0; written as `2026-11`, `2026-Q4`, `2026`."""

    year: int
    kind: PeriodKind
    index: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read the written form; None when it is not one (a week is not a period)."""
        found = _WRITTEN.fullmatch(text)
        if found is None or found["year"] == "0000":
            return None
        year = int(found["year"])
        if found["month"]:
            return cls(year, "month", int(found["month"]))
        if found["quarter"]:
            return cls(year, "quarter", int(found["quarter"]))
        return cls(year, "year", 0)

    @classmethod
    def written(cls, text: str) -> Self:
        """Read what was stored as a period; anything else is a fault of ours."""
        found = cls.parse(text)
        if found is None:
            raise LookupError(text)
        return found

    @classmethod
    def holding(cls, kind: PeriodKind, day: date) -> Self:
        """Return the period of that kind that holds a day."""
        index = {"month": day.month, "quarter": (day.month + 2) // 3, "year": 0}[kind]
        return cls(day.year, kind, index)

    def __str__(self) -> str:
        if self.kind == "month":
            return f"{self.year:04}-{self.index:02}"
        return f"{self.year:04}-Q{self.index}" if self.kind == "quarter" else f"{self.year:04}"

    @property
    def chinese(self) -> str:
        """The period as people write it: 2026年11月, 2026年第4季度, 2026年."""
        tail = {"month": f"{self.index}月", "quarter": f"第{self.index}季度", "year": ""}[self.kind]
        return f"{self.year}年{tail}"

    @property
    def english(self) -> str:
        """The period in English: November 2026, Q4 2026, 2026."""
        return {"month": f"{MONTHS[self.index - 1]} ", "quarter": f"Q{self.index} ", "year": ""}[
            self.kind
        ] + f"{self.year:04}"

    @property
    def name(self) -> str:
        """The period as people read it, in the language that is spoken."""
        return both(self.chinese, self.english)

    @property
    def first(self) -> date:
        """The first day."""
        month = {"month": self.index, "quarter": self.index * 3 - 2, "year": 1}[self.kind]
        return date(self.year, month, 1)

    @property
    def last(self) -> date:
        """The last day."""
        month = {"month": self.index, "quarter": self.index * 3, "year": 12}[self.kind]
        return date(self.year, month, gregorian.monthrange(self.year, month)[1])

    def shifted(self, steps: int) -> Self:
        """Return the period of the same kind that many steps later (earlier when negative)."""
        count = {"month": 12, "quarter": 4, "year": 1}[self.kind]
        year, index = divmod(self.year * count + max(self.index - 1, 0) + steps, count)
        return type(self)(year, self.kind, 0 if self.kind == "year" else index + 1)

    def months(self) -> tuple["Period", ...]:
        """Return its months in order."""
        return tuple(Period(self.year, "month", month) for month in range(self.first.month, self.last.month + 1))

    def within(self, other: "Period") -> bool:
        """Say whether this period lies wholly inside the other (or is the same)."""
        return other.first <= self.first and self.last <= other.last

    def parts(self, kind: PeriodKind) -> tuple["Period", ...]:
        """Return the periods of a finer or equal kind inside this one, in calendar order; empty if coarser."""
        return _parts(self, kind)


@lru_cache(maxsize=1024)
def _parts(period: Period, kind: PeriodKind) -> tuple[Period, ...]:
    found: list[Period] = []
    for month in period.months():
        part = Period.holding(kind, month.first)
        if part.within(period) and part not in found:
            found.append(part)
    return tuple(found)


def read_period(text: str, today: date, year: int) -> Period | None:
    """Read a period as people write one in chat (NFKC-normalised text): 2026-11, 11月, 上月, 四季度, Nov.

    `today` is the local day that 本月 and 上月 count from; a bare month or quarter is one of `year`.
    """
    if text.lower() in _RELATIVE:
        kind, steps = _RELATIVE[text.lower()]
        return Period.holding(kind, today).shifted(steps)
    found = dated_period(text) or (dated_period(f"{year:04}年{text}") if text else None)
    return found or Period.parse(f"{year:04}-{_tail(text)}")


def whole_periods(words: Sequence[str]) -> list[str]:
    """Return words with every period that is written as two in English as one: November 2026, Q4 2026, last month."""
    found: list[str] = []
    for word in words:
        before = found[-1] if found else ""
        tail = _tail(before) if re.fullmatch(r"\d{4}", word) else ""
        one = f"{word}-{tail}" if tail else f"{before} {word}" if f"{before} {word}".lower() in _RELATIVE else ""
        found[len(found) - bool(one) :] = [one or word]
    return found


def _tail(word: str) -> str:
    """Return a month or quarter in English as a period ends with it: Nov is 11, q4 is Q4; "" for anything else."""
    if re.fullmatch("[Qq][1-4]", word):
        return word.upper()
    months = [f"{at:02}" for at, month in enumerate(MONTHS, 1) if word.lower() in (month.lower(), month[:3].lower())]
    return "".join(months)


def dated_period(text: str) -> Period | None:
    """Read a period that says its year, as written or in Chinese (NFKC-normalised text): 2026-11, 2026年11月."""
    if (written := Period.parse(text.upper())) is not None:
        return written
    found = re.fullmatch(
        r"(\d{4})年(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?|第?(?P<quarter>[1-4一二三四])季度?)?", text
    )
    if found is None or found[1] == "0000":
        return None
    if found["month"]:
        number = _small_number(found["month"])
        return Period(int(found[1]), "month", number) if 1 <= number <= 12 else None
    if found["quarter"]:
        return Period(int(found[1]), "quarter", _small_number(found["quarter"]))
    return Period(int(found[1]), "year", 0)


def period_named(shown: str) -> str:
    """Say what is shown as a period, month or week in the language that is spoken; anything else as it is."""
    found = _SHOWN.fullmatch(shown)
    return shown if found is None else both(shown, _in_english(found))


def worded(shown: str) -> str:
    """Say what the rulebook names, or a period as actions write it, in the language that is spoken; all else as it is.

    A value is one of these as a whole, or none.
    """
    return period_named(named(shown))


def _in_english(found: re.Match[str]) -> str:
    if found["period"]:
        period = dated_period(found["period"])
        return found["period"] if period is None else period.english
    if found["month"]:
        return _short(found["month"]) or found[0]
    if found[4] is None:
        return f"Week {found['week']}"
    begin = found[5] if found[4] == found[6] else f"{found[5]} {_short(found[4])}"
    return f"Week {found['week']}, {begin}–{found[7]} {_short(found[6])}"


def _short(month: str) -> str:
    """Return the short name of a month by its number: Nov; "" where there is none."""
    return MONTHS[int(month) - 1][:3] if 1 <= int(month) <= 12 else ""


def _small_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return _CHINESE_MONTHS.index(text) + 1 if text in _CHINESE_MONTHS else 0


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of `[schedule]`: so many days after the last day of the period, at a local time."""

    days: int
    at: time


@dataclass(frozen=True, slots=True)
class WeekTime:
    """A weekly moment: weekday (0 = Monday) and local time."""

    weekday: int
    at: time


@dataclass(frozen=True, slots=True)
class Schedule:
    """`[schedule]` of the rulebook; the defaults are those of the published interface."""

    report: Due = Due(3, time(17))
    review: Due = Due(4, time(17))
    lock: Due = Due(5, time(12))
    week_post: WeekTime | None = WeekTime(0, time(9))
    post_to: Literal["group", "none"] = "group"
    quiet: tuple[time, time] | None = (time(20, 30), time(8, 30))
    rest_days: Literal["cn", "weekends", "none"] = "cn"
    digest: tuple[time, ...] = (time(9), time(15))


def deadlines(schedule: Schedule, period: Period, zone: ZoneInfo, rests: IsRest) -> tuple[datetime, datetime, datetime]:
    """Return the moments at which reports, reviews and the lock of a period are due, each later than the one before.

    A deadline on a rest day moves to the same time of the next working day; one that would then not be later
    than the deadline before it moves to the next working day on which it is.
    """
    found: list[datetime] = []
    for due in (schedule.report, schedule.review, schedule.lock):
        day = period.last + timedelta(days=due.days)
        moment = datetime.combine(day, due.at, zone)
        while rests(moment.date()) or (found and moment <= found[-1]):
            day += timedelta(days=1)
            moment = datetime.combine(day, due.at, zone)
        found.append(moment)
    return found[0], found[1], found[2]


def lock_of(schedule: Schedule, period: Period, zone: ZoneInfo, rests: IsRest) -> datetime:
    """Return the moment from which nothing in the period changes but by correction."""
    return deadlines(schedule, period, zone, rests)[2]


def is_quiet(schedule: Schedule, moment: datetime) -> bool:
    """Say whether a local moment lies in the quiet hours (which may run over midnight)."""
    if schedule.quiet is None:
        return False
    start, end = schedule.quiet
    now = moment.time()
    return start <= now < end if start <= end else now >= start or now < end


def next_allowed(schedule: Schedule, moment: datetime, rests: IsRest) -> datetime:
    """Return the moment itself, or the next one that is neither quiet nor on a rest day."""
    while True:
        if rests(moment.date()):
            moment = datetime.combine(moment.date() + timedelta(days=1), time(), moment.tzinfo)
        elif is_quiet(schedule, moment) and schedule.quiet is not None:
            end = datetime.combine(moment.date(), schedule.quiet[1], moment.tzinfo)
            moment = end if end > moment else end + timedelta(days=1)
        else:
            return moment


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """A weekly post: `week` is the ISO week it tells of, `day` the day before it, `due` when it goes out."""

    week: str
    day: date
    due: datetime


def week_slots(
    schedule: Schedule, after: datetime, until: datetime, zone: ZoneInfo, rests: IsRest
) -> Iterator[WeekSlot]:
    """Yield the weekly posts with after < due <= until, oldest first."""
    if schedule.week_post is None or schedule.post_to == "none":
        return
    day = after.astimezone(zone).date() - timedelta(days=30)
    day += timedelta(days=(schedule.week_post.weekday - day.weekday()) % 7)
    while (planned := datetime.combine(day, schedule.week_post.at, zone)) <= until:
        due = next_allowed(schedule, planned, rests)
        if after < due <= until:
            told = day - timedelta(days=1)
            year, week, _ = told.isocalendar()
            yield WeekSlot(f"{year}-W{week:02}", told, due)
        day += timedelta(days=7)
