"""The life of a submission: every state with every act, and the folding of every short row of acts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import get_args

import pytest

from scoring.lifecycle import (
    ACTS,
    DELIVERED_WITHIN,
    PUBLIC,
    ActName,
    Case,
    Phase,
    Role,
    Standing,
    State,
    fold,
    follows,
    judged_at,
    meant,
)
from tests.verdicts import outcome

TABLE = """
            pending    confirmed   returned   withdrawn  appealed    disputed   correcting  requested
report      pending    -           pending    -          -           pending    -           -
confirm     confirmed  -           -          -          -           -          -           -
amend       confirmed  -           -          -          -           -          -           -
return      returned   -           -          -          -           -          -           -
take_back   pending    pending     pending    -          pending     pending    -           -
transfer    pending    -           -          -          -           -          -           -
withdraw    withdrawn  -           withdrawn  -          -           withdrawn  -           -
restore     -          -           -          pending    -           -          -           -
appeal      -          appealed    disputed   -          -           -          -           -
uphold      -          -           -          -          confirmed   returned   -           -
revise      -          -           -          -          confirmed   confirmed  -           -
propose     requested  correcting  requested  -          correcting  requested  correcting  requested
sign        -          -           -          -          -           -          correcting  requested
correct     -          -           -          -          -           -          confirmed   confirmed
decline     -          -           -          -          -           -          confirmed   returned
"""
WHO = """
report head lead
confirm decider
amend decider
return decider
take_back author
transfer decider
withdraw owner
restore owner
appeal head
uphold judge
revise judge
propose head lead
sign signer
correct signer
decline signer
"""
MOMENT = datetime(2026, 11, 19, 1, 0, tzinfo=UTC)
EVERY_ROLE: frozenset[Role] = frozenset(get_args(Role))
CLOSED_BY_THE_LOCK = {"report", "confirm", "amend", "return", "take_back", "transfer", "withdraw", "restore"}


def test_every_act_in_every_state_leads_where_the_table_says() -> None:
    phases, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert set(phases) == set(get_args(Phase)) == PUBLIC.keys()
    assert [row[0] for row in rows] == list(get_args(ActName)) == list(ACTS)
    for act, *wanted in rows:
        for phase, after in zip(phases, wanted, strict=True):
            said = outcome(phase, act, EVERY_ROLE, locked=False)  # type: ignore[arg-type]
            assert said == (f"{act}_when_{phase}" if after == "-" else after), (phase, act)


def test_what_a_decision_means_is_an_act_that_may_follow_there() -> None:
    for phase in PUBLIC:
        for act in ("confirm", "return", "amend"):
            other = meant(phase, act)
            if other != act:
                assert follows(phase, act) is None
                assert follows(phase, other) is not None
    assert meant("pending", "confirm") == "confirm"
    assert follows("pending", "confirm") == "confirmed"
    assert (meant("requested", "return"), meant("appealed", "amend")) == ("decline", "revise")


def test_every_act_is_done_by_those_of_whom_the_rules_say_so_and_by_nobody_else() -> None:
    wanted = {act: set(by) for act, *by in (line.split() for line in WHO.strip().splitlines())}
    assert {act: set(rule.by) for act, rule in ACTS.items()} == wanted


def test_without_the_role_an_act_is_refused_in_every_state() -> None:
    for act, rule in ACTS.items():
        for phase in PUBLIC:
            assert outcome(phase, act, EVERY_ROLE - rule.by, locked=False) == "not_yours"
            assert outcome(phase, act, frozenset(), locked=True) == "not_yours"
            for role in rule.by:
                assert outcome(phase, act, frozenset({role}), locked=False) != "not_yours"


def test_after_the_lock_only_objections_and_corrections_change_anything() -> None:
    for act, rule in ACTS.items():
        for phase in rule.after:
            said = outcome(phase, act, EVERY_ROLE, locked=True)
            assert (said == "locked") is (act in CLOSED_BY_THE_LOCK), (phase, act)


def test_every_state_can_be_reached_and_none_but_the_withdrawn_is_a_dead_end_after_the_lock() -> None:
    reached: set[Phase] = {"pending"}
    for _ in PUBLIC:
        reached |= {after for rule in ACTS.values() for phase, after in rule.after.items() if phase in reached}
    assert reached == PUBLIC.keys()
    for phase in PUBLIC:
        ways = [act for act in ACTS if outcome(phase, act, EVERY_ROLE, locked=True) in PUBLIC]
        assert bool(ways) is (phase != "withdrawn"), phase


@dataclass(frozen=True, slots=True)
class Row:
    act: str
    lead: str = ""
    person: int = 0
    value: str | None = None


ACTED = (
    Row("confirm", "a", 1),
    Row("confirm", "b", 2),
    Row("amend", "a", 1, "5"),
    Row("amend", "b", 3, "6"),
    Row("return", "a", 1),
    Row("take_back", "a", 1),
    Row("withdraw"),
    Row("restore"),
)


def by_the_rules(acts: tuple[Row, ...], needed: frozenset[str]) -> tuple[State, dict[str, int], str | None]:
    """Look back instead of walking on: what counts is what came after the last act that cleared everything."""
    clearing = [place for place, act in enumerate(acts) if act.act not in ("confirm", "amend")]
    last = acts[clearing[-1]].act if clearing else ""
    since = acts[clearing[-1] + 1 :] if clearing else acts
    if not since:
        ended: dict[str, State] = {"return": "returned", "withdraw": "withdrawn"}
        return ended.get(last, "pending"), {}, None
    amended = [place for place, act in enumerate(since) if act.act == "amend"]
    signing = since[amended[-1] :] if amended else since
    signed = {act.lead: act.person for act in signing}
    state: State = "confirmed" if all(lead in signed for lead in needed) else "pending"
    return state, signed, since[amended[-1]].value if amended else None


@pytest.mark.parametrize("needed", [frozenset[str](), frozenset({"a"}), frozenset({"a", "b"})])
def test_every_row_of_up_to_four_acts_folds_as_the_rules_say(needed: frozenset[str]) -> None:
    for length in range(5):
        for acts in product(ACTED, repeat=length):
            found = fold(acts, needed)
            assert (found.state, dict(found.signed), found.amended) == by_the_rules(acts, needed), acts
            standing = found.signed and {person for _, person in found.signed}
            returned = {acts[-1].person} if found.state == "returned" else set()
            assert found.authors == (standing or returned), acts


def test_without_acts_a_version_is_pending_and_unsigned() -> None:
    assert fold([], frozenset({"a"})) == Standing("pending", (), None)


def test_an_amendment_leaves_only_the_amenders_signature() -> None:
    acts = [Row("confirm", "a", 1), Row("amend", "b", 2, "4")]
    assert fold(acts, frozenset({"a", "b"})) == Standing("pending", (("b", 2),), "4", authors=frozenset({2}), decided=2)
    assert fold([*acts, Row("confirm", "a", 1)], frozenset({"a", "b"})).state == "confirmed"


CONFIRMED = (Row("confirm", "a", 1),)
PROPOSED = (*CONFIRMED, Row("propose", person=9, value="7"))


def test_a_correction_holds_with_the_second_signature_and_nobody_takes_it_back() -> None:
    once = fold([*PROPOSED, Row("sign", "a", 2)], frozenset())
    assert (once.phase, once.state, once.amended) == ("correcting", "confirmed", None)
    assert once.case == Case(2, "7", (("a", 2),))
    assert once.case.signers == {2}
    twice = fold([*PROPOSED, Row("sign", "a", 2), Row("correct", "", 4)], frozenset())
    assert twice == Standing("confirmed", (("a", 2),), "7", decided=4)


def test_a_correction_that_is_declined_leaves_everything_as_it_was() -> None:
    before = fold(CONFIRMED, frozenset())
    assert fold([*PROPOSED, Row("sign", "a", 2), Row("decline", "a", 3)], frozenset()) == before


def test_proposing_again_lets_the_signature_given_so_far_lapse() -> None:
    again = fold([*PROPOSED, Row("sign", "a", 2), Row("propose", person=9, value="8")], frozenset())
    assert again.case == Case(4, "8")


def test_what_was_never_confirmed_is_confirmed_by_a_correction_or_returned() -> None:
    asked = (Row("propose", person=9, value="7"),)
    assert (fold(asked, frozenset()).phase, fold(asked, frozenset()).state) == ("requested", "pending")
    signed = (*asked, Row("sign", "", 4), Row("correct", "a", 2))
    assert fold(signed, frozenset({"a", "b"})) == Standing("confirmed", (("a", 2),), "7", decided=3)
    assert fold([*asked, Row("decline", "a", 2)], frozenset()) == Standing("returned", (), None, decided=2)


def test_an_objection_is_upheld_or_revised_and_what_was_decided_stands_until_then() -> None:
    confirmed = fold(CONFIRMED, frozenset())
    appealed = (*CONFIRMED, Row("appeal", person=9))
    assert fold(appealed, frozenset()).state == "confirmed"
    assert fold(appealed, frozenset()).deciders == {1}
    assert fold([*appealed, Row("uphold", "a", 2)], frozenset()) == confirmed
    assert fold([*appealed, Row("revise", "a", 2, "6")], frozenset()) == Standing(
        "confirmed", (("a", 2),), "6", decided=3
    )
    assert fold([*appealed, Row("revise", "", 5, "6")], frozenset()).signed == ()
    disputed = (Row("return", "a", 1), Row("appeal", person=9))
    assert fold([*disputed, Row("uphold", "", 5)], frozenset()) == fold(disputed[:1], frozenset())
    assert fold([*disputed, Row("take_back", "a", 1)], frozenset()) == Standing("pending", (), None)


def test_a_transfer_names_a_holder_and_leaves_signatures_alone() -> None:
    moved = fold([Row("confirm", "a", 1), Row("transfer", "b", 3, "5")], frozenset({"a", "b"}))
    assert (moved.phase, moved.signed, moved.holder) == ("pending", (("a", 1),), 5)


def test_a_message_is_judged_by_when_it_was_sent_for_a_day_and_then_by_when_it_came() -> None:
    assert timedelta(hours=24) == DELIVERED_WITHIN
    for late, judged in (
        (timedelta(), MOMENT),
        (timedelta(hours=24), MOMENT),
        (timedelta(hours=24, microseconds=1), MOMENT + timedelta(hours=24, microseconds=1)),
        (timedelta(seconds=-5), MOMENT),
    ):
        assert judged_at(MOMENT, MOMENT + late) == judged
