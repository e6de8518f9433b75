"""Who may do what: the table against a plain statement of the rules, for every kind of person."""

from itertools import product

import pytest

from scoring.access import ALLOWED, Person, Wish, deciding_leads, may, relations

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


def granted(person: Person, unit: str, leads: tuple[str, ...] = LEADS, *, stand_in: bool = False) -> set[Wish]:
    return {wish for wish in ALLOWED if may(wish, relations(person, unit, leads, stand_in=stand_in))}


@pytest.mark.parametrize("stand_in", [False, True])
def test_the_table_says_what_the_rules_say_for_every_kind_of_person(stand_in: bool) -> None:  # noqa: FBT001 - a case
    for person in EVERYBODY:
        of_the_unit = UNIT in person.heads or UNIT in person.reviews
        leads = not of_the_unit and bool(person.reviews & {LEAD, OTHER_LEAD})
        expected: set[Wish] = set()
        if UNIT in person.heads:
            expected |= {"report", "withdraw", "nudge"}
        if leads:
            expected |= {"report_for", "withdraw_for", "decide", "take_back"}
        if person.admin and stand_in and not of_the_unit:
            expected |= {"decide", "take_back"}
        if person.admin:
            expected |= {"nudge"}
        assert granted(person, UNIT, stand_in=stand_in) == expected, person


def test_who_belongs_to_the_unit_never_decides_about_it_whatever_else_he_is() -> None:
    for person in EVERYBODY:
        if person.is_of(UNIT):
            assert not granted(person, UNIT, stand_in=True) & {"decide", "take_back", "report_for"}


def test_a_leader_has_no_right_of_his_own() -> None:
    assert granted(somebody(leader=True), UNIT, stand_in=True) == set()


def test_an_admin_decides_only_where_no_lead_is_left() -> None:
    assert granted(somebody(admin=True), UNIT) == {"nudge"}
    assert granted(somebody(admin=True), UNIT, stand_in=True) == {"decide", "take_back", "nudge"}


def test_the_head_of_a_lead_reviews_nothing() -> None:
    assert granted(somebody(heads=(LEAD,)), UNIT) == set()


def test_a_lead_that_is_the_unit_itself_decides_nothing() -> None:
    assert deciding_leads(LEADS, LEAD) == (OTHER_LEAD,)
    assert deciding_leads((LEAD,), LEAD) == ()
    assert granted(somebody(reviews=(LEAD,)), LEAD) == set()
    assert granted(somebody(reviews=(OTHER_LEAD,)), LEAD) >= {"decide"}


def test_a_person_belongs_to_every_unit_of_his_posts() -> None:
    person = somebody(heads=(UNIT,), reviews=(LEAD,))
    assert person.own == {UNIT, LEAD}
    assert [person.is_of(unit) for unit in (UNIT, LEAD, ELSEWHERE)] == [True, True, False]
