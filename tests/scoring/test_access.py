"""Who may do what: the table against a plain statement of the rules, for every kind of person."""

from itertools import product

import pytest

from scoring.access import ALLOWED, Affair, Person, deciding_leads, may, relations, roles
from scoring.lifecycle import NEW, Role, Standing

UNIT, LEAD, OTHER_LEAD, ELSEWHERE = "unit", "lead", "other_lead", "elsewhere"
LEADS = (LEAD, OTHER_LEAD)
POSTS = ((), (UNIT,), (LEAD,), (ELSEWHERE,), (UNIT, LEAD), (LEAD, OTHER_LEAD), (UNIT, ELSEWHERE))


def somebody(
    heads: tuple[str, ...] = (), reviews: tuple[str, ...] = (), *, leader: bool = False, admin: bool = False
) -> Person:
    return Person(1, "某人", frozenset(heads), frozenset(reviews), leader, admin)


EVERYBODY = [
    somebody(heads, reviews, leader=leader, admin=admin)
    for heads, reviews, leader, admin in product(POSTS, POSTS, (False, True), (False, True))
]


DECIDERS = frozenset({1})
FREE = frozenset({7})


def granted(
    person: Person, unit: str = UNIT, leads: tuple[str, ...] = LEADS, *, stand_in: bool = False,
    by_lead: bool = False, reporter: int = 0, where: Standing = NEW, judges: frozenset[int] = FREE,
) -> set[Role]:  # fmt: skip
    return set(roles(person, Affair(unit, leads, by_lead, frozenset({reporter}), DECIDERS, judges, stand_in, where)))


@pytest.mark.parametrize("stand_in", [False, True])
@pytest.mark.parametrize("by_lead", [False, True])
def test_the_roles_are_what_the_rules_say_for_every_kind_of_person(stand_in: bool, by_lead: bool) -> None:  # noqa: FBT001 - a case
    for person in EVERYBODY:
        of_the_unit = UNIT in person.heads or UNIT in person.reviews
        leads = not of_the_unit and bool(person.reviews & {LEAD, OTHER_LEAD})
        expected: set[Role] = set()
        if UNIT in person.heads:
            expected |= {"head"}
            expected |= set() if by_lead else {"owner"}
        if leads:
            expected |= {"lead", "decider", "signer"}
            expected |= {"owner"} if by_lead else set()
        if person.admin and not of_the_unit:
            expected |= {"signer", "decider"} if stand_in else {"signer"}
        if person.leader and not of_the_unit:
            expected |= {"judge"}
        assert granted(person, stand_in=stand_in, by_lead=by_lead) == expected, person
        wishes = {wish for wish in ALLOWED if may(wish, relations(person, UNIT, LEADS))}
        wanted = {"report", "nudge"} if UNIT in person.heads else set()
        if of_the_unit or leads or person.admin or person.leader:
            wanted |= {"see_evidence"}
        wanted |= {"sign_closing", "sign_change"} if person.admin or person.leader else set()
        wanted |= {"close", "change_rules", "staff"} if person.admin else set()
        wanted |= {"flag"} if person.leader else set()
        assert wishes == wanted | ({"report_for"} if leads else set()) | (
            {"nudge"} if person.admin or person.leader else set()
        ) | ({"veto"} if person.leader and not of_the_unit else set()) | (
            {"sign_veto"} if (person.leader or person.admin) and not of_the_unit else set()
        )


def test_who_belongs_to_the_unit_never_decides_about_it_whatever_else_he_is() -> None:
    for person in EVERYBODY:
        if person.is_of(UNIT):
            assert granted(person, stand_in=True, judges=DECIDERS) <= {"head", "owner"}


def test_nobody_judges_what_he_decided_or_reported_and_admins_only_where_no_reviewer_is_free() -> None:
    decided = Standing("appealed", ((LEAD, 1),), None, frozenset({1}))
    reviewer, leader, admin = somebody(reviews=(LEAD,)), somebody(leader=True), somebody(admin=True)
    assert "judge" in granted(reviewer, judges=DECIDERS)
    assert "judge" not in granted(reviewer, judges=DECIDERS, where=decided)
    assert "judge" not in granted(reviewer, judges=DECIDERS, reporter=1)
    assert "judge" in granted(leader)
    assert "judge" not in granted(admin)
    assert "judge" in granted(admin, judges=frozenset())


def test_who_decided_may_take_it_back_as_long_as_he_is_a_reviewer() -> None:
    decided = Standing("confirmed", ((LEAD, 1),), None, frozenset({1}))
    assert "author" in granted(somebody(reviews=(LEAD,)), where=decided)
    assert "author" not in granted(somebody(reviews=(LEAD,)))
    assert "author" not in granted(somebody(reviews=(ELSEWHERE,)), where=decided)


def test_an_admin_decides_only_where_no_lead_is_left() -> None:
    assert granted(somebody(admin=True)) == {"signer"}
    assert granted(somebody(admin=True), stand_in=True) == {"decider", "signer"}


def test_the_head_of_a_lead_reviews_nothing() -> None:
    assert granted(somebody(heads=(LEAD,))) == set()


def test_a_lead_that_is_the_unit_itself_decides_nothing() -> None:
    assert deciding_leads(LEADS, LEAD) == (OTHER_LEAD,)
    assert deciding_leads((LEAD,), LEAD) == ()
    assert granted(somebody(reviews=(LEAD,)), LEAD) == set()
    assert granted(somebody(reviews=(OTHER_LEAD,)), LEAD) >= {"decider"}


def test_a_person_belongs_to_every_unit_of_his_posts() -> None:
    person = somebody(heads=(UNIT,), reviews=(LEAD,))
    assert person.own == {UNIT, LEAD}
    assert [person.is_of(unit) for unit in (UNIT, LEAD, ELSEWHERE)] == [True, True, False]
