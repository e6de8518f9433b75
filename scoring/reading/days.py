"""Reading a day as people write it: 昨天, 18日, 11月18日, 2026-11-18; of what was done, or of what is to come."""

import re
from datetime import date, timedelta

_AGO = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}

_YEARS = range(1900, 3000)
"""Years that somebody may mean; near the ends of the calendar no moment can be reckoned with."""

_WRITTEN = re.compile(r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})[日号]?")


def read_day(text: str, today: date) -> date | None:
    """Return the day that a text (NFKC-normalised) names, the latest one up to today; None where it names none.

    A year that is written is kept, also where the day then lies ahead.
    """
    if text in _AGO:
        return today - timedelta(days=_AGO[text])
    found = _WRITTEN.fullmatch(text)
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
