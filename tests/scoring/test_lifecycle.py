"""The life of a submission: every state with every act, and the folding of every short row of acts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest

from scoring.lifecycle import DELIVERED_WITHIN, ActName, Standing, State, fold, follows, judged_at

TABLE = """
            report   confirm    amend      return    take_back  withdraw   restore
pending     pending  confirmed  confirmed  returned  pending    withdrawn  -
confirmed   -        -          -          -         pending    -          -
returned    pending  -          -          -         pending    withdrawn  -
withdrawn   -        -          -          -         -          -          pending
"""
MOMENT = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)


def test_every_act_in_every_state_leads_where_the_table_says() -> None:
    acts, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert set(acts) == set(get_args(ActName))
    assert {row[0] for row in rows} == set(get_args(State))
    for state, *wanted in rows:
        for act, after in zip(acts, wanted, strict=True):
            assert follows(state, act) == (None if after == "-" else after), (state, act)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Row:
    act: str
    lead: str = ""
    person: int = 0
    value: str | None = None


ACTS = (
    Row("confirm", "a", 1),
    Row("confirm", "b", 2),
    Row("amend", "a", 1, "5"),
    Row("amend", "b", 3, "6"),
    Row("return", "a", 1),
    Row("take_back", "a", 1),
    Row("withdraw"),
    Row("restore"),
)


def by_the_rules(acts: tuple[Row, ...], needed: frozenset[str]) -> Standing:
    """Look back instead of walking on: what counts is what came after the last act that cleared everything."""
    clearing = [place for place, act in enumerate(acts) if act.act not in ("confirm", "amend")]
    last = acts[clearing[-1]].act if clearing else ""
    since = acts[clearing[-1] + 1 :] if clearing else acts
    if not since:
        ended: dict[str, State] = {"return": "returned", "withdraw": "withdrawn"}
        return Standing(ended.get(last, "pending"), (), None)
    amended = [place for place, act in enumerate(since) if act.act == "amend"]
    signing = since[amended[-1] :] if amended else since
    signed = {act.lead: act.person for act in signing}
    state: State = "confirmed" if all(lead in signed for lead in needed) else "pending"
    return Standing(state, tuple(signed.items()), since[amended[-1]].value if amended else None)


@pytest.mark.parametrize("needed", [frozenset[str](), frozenset({"a"}), frozenset({"a", "b"})])
def test_every_row_of_up_to_four_acts_folds_as_the_rules_say(needed: frozenset[str]) -> None:
    for length in range(5):
        for acts in product(ACTS, repeat=length):
            assert fold(acts, needed) == by_the_rules(acts, needed), acts


def test_without_acts_a_version_is_pending_and_unsigned() -> None:
    assert fold([], frozenset({"a"})) == Standing("pending", (), None)


def test_an_amendment_leaves_only_the_amenders_signature() -> None:
    acts = [Row("confirm", "a", 1), Row("amend", "b", 2, "4")]
    assert fold(acts, frozenset({"a", "b"})) == Standing("pending", (("b", 2),), "4")
    assert fold([*acts, Row("confirm", "a", 1)], frozenset({"a", "b"})).state == "confirmed"


def test_a_message_is_judged_by_when_it_was_sent_for_a_day_and_then_by_when_it_came() -> None:
    assert timedelta(hours=24) == DELIVERED_WITHIN
    for late, judged in (
        (timedelta(), MOMENT),
        (timedelta(hours=24), MOMENT),
        (timedelta(hours=24, microseconds=1), MOMENT + timedelta(hours=24, microseconds=1)),
        (timedelta(seconds=-5), MOMENT),
    ):
        assert judged_at(MOMENT, MOMENT + late) == judged
