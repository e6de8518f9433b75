"""The example under a rule: a value near the standards of its method, and what it earns; and what follows a step."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from bot.files import sample_path
from handlers.conversation.actions.steps import following
from handlers.rules.actions import earns
from scoring.rulebook import methods
from scoring.rulebook.load import load

BOOK = load(sample_path().read_bytes())
METRIC = replace(BOOK.metric("iron_fist"), points=Fraction(20), unit="件", range=None)


@pytest.mark.parametrize(
    ("entry", "method", "shown"),
    [
        ("number", methods.Goalpost(Fraction(80), Fraction(100)), ("96件", "16.00")),
        ("number", methods.Efficacy(Fraction(6), Fraction(12), Fraction(60), Fraction(40), "top"), ("10.8件", "18.40")),
        (
            "number",
            methods.EfficacyBanded(
                tuple(map(Fraction, (90, 80, 70, 60, 50))),
                (Fraction(1), Fraction(4, 5), Fraction(3, 5), Fraction(2, 5), Fraction(1, 5)),
            ),
            ("75件", "14.00"),
        ),
        ("count", methods.Completion(Fraction(12), Fraction(), Fraction(1), None, "up"), ("10件", "16.67")),
        ("count", methods.Step(Fraction(90), Fraction(1), Fraction(2), Fraction(25), True, "up"), ("88件", "16.00")),
        ("count", methods.Step(Fraction(90), Fraction(1), Fraction(2), Fraction(25), True, "down"), ("92件", "16.00")),
        ("count", methods.Bands(((Fraction(6), Fraction(5)), (Fraction(4), Fraction(3))), "up"), ("4件", "3.00")),
        ("points", methods.Direct(), ("18件", "18.00")),
        ("rate", methods.Goalpost(Fraction(80), Fraction(100)), ("98/100", "18.00")),
        ("rank", methods.ExternalRank(Fraction(1), None, None), ("3/16", "17.33")),
        ("checklist", methods.Checklist((), None), ("9/10", "18.00")),
        ("events", methods.Events({"a": Fraction(3), "b": Fraction(1)}, "best", Fraction(20)), ("a、b各 1 项", "4.00")),
        (
            "events",
            methods.Events({"a": Fraction(3), "b": Fraction(1)}, "best", Fraction(20), from_full=True),
            ("a、b各 1 项", "16.00"),
        ),
        ("count", methods.Completion(Fraction(), Fraction(), Fraction(1), None, "up", own=True), None),
        ("number", methods.MinMax("full", "up"), None),
        ("number", methods.RatioToBest("up"), None),
        ("number", methods.Goalpost(Fraction(0), Fraction(1, 3)), None),
    ],
)
def test_the_example_is_reckoned_as_the_standings_do(
    entry: Any, method: methods.Method, shown: tuple[str, str] | None
) -> None:
    assert earns(BOOK, replace(METRIC, input=entry, method=method, level_names={})) == shown


def test_the_example_is_rounded_as_the_standings_do() -> None:
    method = methods.Goalpost(Fraction(0), Fraction(7))
    assert earns(BOOK, replace(METRIC, input="number", method=method, round_value=0)) == ("5.6件", "17.14")


def test_evidence_is_asked_for_only_where_a_metric_takes_any() -> None:
    assert following("highlight", "contributors", BOOK.metric("honours")) == "evidence"
    assert following("highlight", "contributors", replace(BOOK.metric("honours"), evidence="none")) is None
    assert following("highlight", "evidence", BOOK.metric("honours")) is None
    assert following("report", "unit", None) == "metric"
