"""Which periods are closed."""

import pytest

from scoring import season
from scoring.rulebook.load import load
from scoring.rulebook.model import Publish, Rulebook
from tests.scoring.making import metric, rules, written


def publishing(*, period: str = "month", **keys: object) -> Rulebook:
    found = rules(metric(period=period))
    found["publish"] = keys
    return load(written(found))


def test_what_is_left_out_has_the_published_default() -> None:
    usual = Publish(("month", "quarter", "year"))
    assert load(written(rules(metric()))).publish == publishing().publish == usual
    assert publishing(month=False).publish == Publish(("quarter", "year"))


@pytest.mark.parametrize(
    ("period", "kinds"),
    [("month", ("month", "quarter", "year")), ("quarter", ("quarter", "year")), ("year", ("year",))],
)
def test_a_kind_without_any_metric_that_counts_is_never_closed(period: str, kinds: tuple[str, ...]) -> None:
    assert season.closed_kinds(publishing(period=period)) == kinds


def test_what_is_closed_is_said_in_words() -> None:
    assert season.in_words(publishing(year=False)) == "定榜：每月、每季度锁定后由两人定榜"
    never = publishing(month=False, quarter=False, year=False)
    assert season.in_words(never) == "定榜：没有设定，各期都不定榜"
