"""Reading a day as people write it: 昨天, 18日, 11月18日, 2026-11-18, 18 Nov; of what was done, or is to come."""

import re
from datetime import date, timedelta

from scoring.calendar import MONTHS

_AGO = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "today": 0, "yesterday": 1}

_YEARS = range(1900, 3000)
"""Years that somebody may mean; near the ends of the calendar no moment can be reckoned with."""

_WRITTEN = re.compile(r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})[日号]?")

_MONTHS = tuple(month[:3].lower() for month in MONTHS)
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAY = "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_ENGLISH = re.compile(
    rf"(?:(?:{WEEKDAY})[, ]+)?(?:(?P<day>\d{{1,2}})\s*(?P<month>{_MONTH})|(?P<before>{_MONTH})\s*(?P<behind>\d{{1,2}}))"
    r"(?:,?\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
"""A day in English: 20 Nov, Fri 20 Nov, November 20, 2026."""


def in_figures(text: str) -> str:
    """Return a day that is written in English in figures: 20 Nov is 11-20; anything else as it is."""
    found = _ENGLISH.fullmatch(text)
    if found is None:
        return text
    month = _MONTHS.index((found["month"] or found["before"]).lower()[:3]) + 1
    return "-".join(filter(None, (found["year"], f"{month}", found["day"] or found["behind"])))


def read_day(text: str, today: date) -> date | None:
    """Return the day that a text (NFKC-normalised) names, the latest one up to today; None where it names none.

    A year that is written is kept, also where the day then lies ahead.
    """
    if text.lower() in _AGO:
        return today - timedelta(days=_AGO[text.lower()])
    found = _WRITTEN.fullmatch(in_figures(text))
    if found is None or (found[2] is None and not text.endswith(("日", "号"))):
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    if year is not None:
        return _day(year, month or 0, day or 0)
    if month is not None:
        tried = [(today.year - back, month) for back in (0, 1)]
    else:
        tried = [divmod(12 * today.year + today.month - 1 - back, 12) for back in (0, 1)]
        tried = [(whole, rest + 1) for whole, rest in tried]
    days = (_day(each, number, day or 0) for each, number in tried)
    return next((each for each in days if each is not None and each <= today), None)


def read_coming(text: str, first: date) -> date | None:
    """Return the day that a text names, the earliest one from a day on where no year is written."""
    found = _WRITTEN.fullmatch(text)
    if found is None or found[2] is None:
        return None
    year, month, day = found.groups()
    if year is not None:
        return _day(int(year), int(month), int(day))
    days = (_day(first.year + ahead, int(month), int(day)) for ahead in range(5))  # 29 February comes in four
    return next((each for each in days if each is not None and each >= first), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
