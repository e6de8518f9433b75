"""A day as people write it."""

from datetime import date

import pytest

from scoring.reading.days import read_day

TODAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", date(2026, 11, 19)),
        ("昨日", date(2026, 11, 18)),
        ("前天", date(2026, 11, 17)),
        ("18日", date(2026, 11, 18)),
        ("18号", date(2026, 11, 18)),
        ("20日", date(2026, 10, 20)),
        ("31日", date(2026, 10, 31)),
        ("11月18日", date(2026, 11, 18)),
        ("11-18", date(2026, 11, 18)),
        ("11.18", date(2026, 11, 18)),
        ("12/30", date(2025, 12, 30)),
        ("2026-11-05", date(2026, 11, 5)),
        ("2026年11月5日", date(2026, 11, 5)),
        ("2026/12/1", date(2026, 12, 1)),
        ("18 Nov", date(2026, 11, 18)),
        ("Dec 30", date(2025, 12, 30)),
        ("5 November 2026", date(2026, 11, 5)),
        ("Yesterday", date(2026, 11, 18)),
        ("18 Novels", None),
        ("18", None),
        ("2月30日", None),
        ("13月1日", None),
        ("2026-02-30", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
        ("0日", None),
        ("上周", None),
        ("", None),
        ("11月18日上午", None),
    ],
)
def test_a_day_is_read_as_the_latest_one_that_it_may_name(text: str, day: date | None) -> None:
    assert read_day(text, TODAY) == day


def test_at_the_turn_of_the_year_a_bare_day_is_decembers() -> None:
    assert read_day("30日", date(2027, 1, 3)) == date(2026, 12, 30)
