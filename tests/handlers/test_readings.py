"""A bare number between 0 and 1 where people write a percentage: two readings, exact to the last digit."""

import pytest

from bot.files import read_sample
from handlers.actions.intent import choose_reading
from scoring.entries import Metric
from scoring.inputs import read
from scoring.rulebook import load

PERCENT = b'id = "reply_rate"\npercent_ok = true\nrollup = "mean"\n'
BOOK = load(read_sample().replace(b'id = "reply_rate"\n', PERCENT))
SHARE: Metric = BOOK.metric("reply_rate")


@pytest.mark.parametrize(
    ("text", "share", "percent"),
    [
        ("0.98", "98%", "0.98%"),
        ("0.5", "50%", "0.5%"),
        (".5", "50%", "0.5%"),
        ("０．９８", "98%", "0.98%"),
        ("0.001", "0.1%", "0.001%"),
        ("0.9876", "98.76%", "0.9876%"),
        ("0.987654321098765432109876543210", "98.765432109876543210987654321%", "0.98765432109876543210987654321%"),
    ],
)
def test_both_readings_are_exact_and_can_be_taken_as_they_are(text: str, share: str, percent: str) -> None:
    assert choose_reading(SHARE, text) == [share, percent]
    assert [f"{read(SHARE, option)}%" for option in (share, percent)] == [share, percent]


@pytest.mark.parametrize("text", ["0", "1", "0.0", "1.0", "98", "0.98%", "98/100", "-0.5", "0,5", "0.5.5", "九成", ""])
def test_everything_else_has_one_reading(text: str) -> None:
    assert choose_reading(SHARE, text) == []


def test_a_number_that_is_no_percentage_has_one_reading() -> None:
    for metric in ("iron_fist", "closure_rate", "discipline"):
        assert choose_reading(BOOK.metric(metric), "0.5") == []
