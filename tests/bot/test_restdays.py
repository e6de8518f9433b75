"""Rest days: the word of the rulebook, the statutory calendar, and a bureau's own lines."""

from datetime import date
from pathlib import Path

import pytest

from bot.process import RefusedError
from bot.restdays import OVERRIDES, RestDays

THURSDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (19, 21, 22))
NATIONAL_DAY, WORKED_SATURDAY = date(2025, 10, 1), date(2025, 10, 11)


def asked(rests: RestDays, word: str) -> list[bool]:
    return [rests(word, day) for day in (THURSDAY, SATURDAY, SUNDAY, NATIONAL_DAY, WORKED_SATURDAY)]


def test_the_word_of_the_rulebook_says_which_days_are_rest_days(tmp_path: Path) -> None:
    rests = RestDays(tmp_path)
    assert asked(rests, "none") == [False, False, False, False, False]
    assert asked(rests, "weekends") == [False, True, True, False, True]
    assert asked(rests, "cn") == [False, True, True, True, False]


def test_a_bureaus_own_lines_win_over_the_statutory_calendar_only(tmp_path: Path) -> None:
    (tmp_path / OVERRIDES).write_text("2026-11-19 rest\n2026-11-21 work\n", encoding="utf-8")
    rests = RestDays(tmp_path)
    assert asked(rests, "cn") == [True, False, True, True, False]
    assert asked(rests, "weekends") == [False, True, True, False, True]


def test_a_line_that_is_none_is_refused_with_its_number(tmp_path: Path) -> None:
    (tmp_path / OVERRIDES).write_text("2026-11-19 rest\n2026-11-21 holiday\n", encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        RestDays(tmp_path)
    assert "第 2 行" in caught.value.lines[-1]
    assert OVERRIDES in caught.value.lines[-1]


def test_a_year_without_known_holidays_rests_on_weekends(tmp_path: Path) -> None:
    rests = RestDays(tmp_path)
    assert [rests("cn", date(2099, 1, day)) for day in (1, 2, 3, 4, 5)] == [False, False, True, True, False]
