"""A sum of money of another size than that of the metric is no value with a reason behind it."""

import pytest

from handlers.deciding.actions.reviews import read_amendment
from handlers.results import Refusal
from scoring.rulebook.model import Metric
from tests.scoring.making import book, metric

BOOK = book(metric("cases", input="count", unit="件"), metric("wan", unit="万元", category="d"))


@pytest.mark.parametrize("of", BOOK.metrics, ids=lambda one: one.id)
@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("12 yuan too many", "12 yuan"),
        ("12 元 漏计", "12 元"),
        ("35000 Yuan, recounted", "35000 Yuan"),
        ("35000 元漏计", "35000 元漏计"),
        ("3.5 亿元 漏计", "3.5 亿元"),
    ],
)
def test_it_is_refused_in_the_words_for_the_sum_alone(of: Metric, said: str, text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_amendment(of, said)
    assert (caught.value.values["reason"], caught.value.values["text"]) == ("wrong_unit", text)


@pytest.mark.parametrize("said", ["3.5 yi-yuan recounted", "3.5 yi yuan recounted", "12 万 元 漏计"])
def test_it_is_refused_in_other_writings_too(said: str) -> None:
    for one in BOOK.metrics:
        with pytest.raises(Refusal):
            read_amendment(one, said)


def test_the_own_unit_and_what_is_no_money_are_as_they_were() -> None:
    cases, wan = BOOK.metrics
    assert read_amendment(wan, "3.5 万元 漏计") == ("3.5", "漏计")
    assert read_amendment(wan, "3.5 wan-yuan recounted") == ("3.5", "recounted")
    assert read_amendment(cases, "12 people were counted twice") == ("12", "people were counted twice")
    assert read_amendment(cases, "12 元旦前漏计") == ("12", "元旦前漏计")
