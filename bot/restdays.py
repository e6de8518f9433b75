"""Rest days of China: statutory holidays with 调休, from chinesecalendar and an override file in the data folder."""

import logging
from datetime import date
from functools import lru_cache
from pathlib import Path

import chinese_calendar

from bot import files

log = logging.getLogger(__name__)
OVERRIDES = "restdays.txt"
"""Lines such as `2027-02-06 rest` or `2027-02-07 work`; years chinesecalendar does not know yet need them."""


class RestDays:
    """Answers whether a local day is a rest day under the rulebook's word: cn, weekends, none."""

    def __init__(self, data_dir: Path) -> None:
        self.file = data_dir / OVERRIDES
        self._overrides = files.read_rest_days(self.file)

    def __call__(self, word: str, day: date) -> bool:
        """Return whether a day is a rest day."""
        if word == "none":
            return False
        if word == "weekends":
            return day.weekday() >= 5
        if day in self._overrides:
            return self._overrides[day]
        if not _in_calendar(day.year):
            _warn_once(day.year)
            return day.weekday() >= 5
        return _is_holiday(day)

    def covers(self, year: int) -> bool:
        """Say whether the holidays of a year are known, from the calendar or from the bureau's own lines."""
        return _in_calendar(year) or any(day.year == year for day in self._overrides)


@lru_cache(maxsize=1000)
def _is_holiday(day: date) -> bool:
    return bool(chinese_calendar.is_holiday(day))


@lru_cache
def _in_calendar(year: int) -> bool:
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@lru_cache
def _warn_once(year: int) -> None:
    log.warning("no statutory holidays are known for %s: Saturdays and Sundays count; add them to %s", year, OVERRIDES)
