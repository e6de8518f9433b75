"""Every cell of the table of acts: each act in each state by each part of the cast, against the table as written."""

from collections.abc import Iterator

import pytest

from scoring.access import Person
from scoring.matters.cast import Affair, may_assign, roles
from scoring.matters.clock import Clock
from scoring.matters.folding import folded
from scoring.matters.judging import Doer, Done, Refused, allowed, judge
from scoring.matters.part import Act
from scoring.matters.table import ACTS, ActName, Role, State, follows, meant, possible
from tests.scoring.matters.making import ADMIN, TERMS, act, at, clock

OWNER, VERIFIES, ASSIGNS, OTHER = "donghu", "ducha", "office", "xixi"


def _person(number: int, heads: str = "", reviews: str = "", *, leader: bool = False, admin: bool = False) -> Person:
    return Person(number, f"P{number}", frozenset(heads.split()), frozenset(reviews.split()), leader, admin)


CAST = {
    "head": _person(1, heads=OWNER),
    "colleague": _person(2, heads=OWNER),
    "head of another unit": _person(3, heads=OTHER),
    "verifier": _person(4, reviews=VERIFIES),
    "second verifier": _person(5, reviews=VERIFIES),
    "assigner": _person(6, reviews=ASSIGNS),
    "reviewer of another lead": _person(7, reviews=OTHER),
    "leader": _person(8, leader=True),
    "admin": _person(9, admin=True),
    "reviewer of the owner unit": _person(10, reviews=f"{OWNER} {VERIFIES} {ASSIGNS}", leader=True, admin=True),
    "stranger": _person(11),
}
AFFAIR = Affair(OWNER, (VERIFIES,), (ASSIGNS,))
HEADS, VERIFIERS = ("head", "colleague"), ("verifier", "second verifier")

# How each state comes about. In verifying and closed the head finished, and the verifier decided.
_FIRST = act("assign", 6, "11-03 09:05", deadline="11-20 17:00")
_FINISH = act("finish", 1, "11-03 09:10")
STORIES: dict[State | None, tuple[Act, ...]] = {
    None: (),
    "proposed": (act("propose", 1, "11-02 09:00", deadline="11-20 17:00"),),
    "open": (_FIRST,),
    "asking": (_FIRST, act("ask", 1, "11-03 09:10", deadline="11-25 17:00")),
    "verifying": (_FIRST, _FINISH),
    "closed": (_FIRST, _FINISH, act("verify", 4, "11-03 09:20")),
    "withdrawn": (_FIRST, act("withdraw", 6, "11-03 09:20")),
}
DEADLINES = {"assign": "11-20 17:00", "propose": "11-20 17:00", "receive": "11-20 17:00", "ask": "11-26 17:00"}
URGERS = (*HEADS, *VERIFIERS, "assigner", "leader", "admin")

# The table of the rules, as it is written: the act, the state, who, and the state that follows.
WRITTEN: tuple[tuple[ActName, str, tuple[str, ...], State], ...] = (
    ("assign", "none", ("assigner", "leader", "admin"), "open"),
    ("propose", "none", HEADS, "proposed"),
    ("receive", "none", ("admin",), "open"),
    ("accept", "proposed", VERIFIERS, "open"),
    ("refuse", "proposed", VERIFIERS, "withdrawn"),
    ("progress", "open", HEADS, "open"),
    ("progress", "asking", HEADS, "asking"),
    ("finish", "open asking", HEADS, "verifying"),
    ("recall", "proposed", HEADS, "withdrawn"),
    ("recall", "verifying", HEADS, "open"),
    ("ask", "open", HEADS, "asking"),
    ("grant", "asking", VERIFIERS, "open"),
    ("deny", "asking", VERIFIERS, "open"),
    ("verify", "verifying", VERIFIERS, "closed"),
    ("return", "verifying", VERIFIERS, "open"),
    ("take_back", "open", ("assigner",), "withdrawn"),
    ("take_back", "closed", ("verifier",), "verifying"),
    ("move", "open asking", ("assigner",), "open"),
    ("withdraw", "proposed open asking", ("assigner", "leader"), "withdrawn"),
    ("withdraw", "verifying", ("leader",), "withdrawn"),
    ("settle", "closed", ("second verifier", "leader"), "closed"),
    ("rebound", "closed", ("second verifier", "leader"), "open"),
    ("hand_over", "proposed open asking verifying", ("admin",), "withdrawn"),
    ("urge", "open", URGERS, "open"),
    ("urge", "asking", URGERS, "asking"),
    ("urge", "verifying", URGERS, "verifying"),
)


def _wanted() -> Iterator[tuple[ActName, State | None, str, State]]:
    for name, states, people, end in WRITTEN:
        for state in states.split():
            for who in people:
                yield name, None if state == "none" else state, who, end  # type: ignore[misc]


def _tried(name: ActName, state: State | None, who: str, by: Clock) -> Done | Refused:
    person = CAST[who]
    one = act(name, person.id, "11-03 09:30", deadline=DEADLINES.get(name, "11-27 17:00"), to_unit=OTHER)
    doer = Doer(roles(person, AFFAIR), of_unit=person.is_of(OWNER), unit_stands=False)
    return judge(TERMS, STORIES[state], one, doer, by)


def test_every_cell_of_the_table_answers_as_it_is_written() -> None:
    wanted = {(name, state, who): end for name, state, who, end in _wanted()}
    by, found, quiet = clock(), {}, set()
    for name in ACTS:
        for state in STORIES:
            for who in CAST:
                answer = _tried(name, state, who, by)
                if isinstance(answer, Done):
                    found[name, state, who] = answer.standing.state
                elif state is not None and answer.values["state"] != state:
                    quiet.add((name, state, who))
    assert found == wanted
    told = {(name, state): end for (name, state, _), end in found.items() if name != "take_back"}
    assert told == {cell: follows(cell[1], cell[0]) for cell in told}, "the table says what the fold does"
    assert not quiet, "a refusal says how the part stands"


def test_amending_needs_a_quantity_and_else_is_as_verifying() -> None:
    story = (
        act("assign", 6, "11-02 09:00", deadline="11-20 17:00", quantity=30),
        act("finish", 1, "11-03 09:00", quantity=30),
    )
    for who, person in CAST.items():
        amended = act("amend", person.id, "11-03 09:30", quantity=27)
        answer = judge(TERMS, story, amended, Doer(roles(person, AFFAIR)), clock())
        assert isinstance(answer, Done) == (who in VERIFIERS)
    bare = judge(
        TERMS,
        STORIES["verifying"],
        act("amend", 4, "11-03 09:30", quantity=3),
        Doer(roles(CAST["verifier"], AFFAIR)),
        clock(),
    )
    assert isinstance(bare, Refused)
    assert bare.code == "no_quantity"


@pytest.mark.parametrize(
    ("who", "name", "state", "code"),
    [
        ("stranger", "verify", "verifying", "no_right"),
        ("head", "verify", "verifying", "own_unit"),
        ("reviewer of the owner unit", "withdraw", "open", "own_unit"),
        ("reviewer of the owner unit", "finish", "open", "no_right"),
        ("verifier", "verify", "open", "not_possible"),
        ("verifier", "take_back", "open", "not_your_act"),
        ("verifier", "take_back", "verifying", "nothing_to_take_back"),
        ("verifier", "settle", "closed", "own_verification"),
        ("assigner", "withdraw", "verifying", "only_leader"),
        ("head", "finish", "withdrawn", "not_possible"),
    ],
)
def test_a_refusal_says_why(who: str, name: ActName, state: State, code: str) -> None:
    answer = _tried(name, state, who, clock())
    assert isinstance(answer, Refused)
    assert answer.code == code


def test_whether_an_act_would_be_taken_is_known_before_it_is_done() -> None:
    where, head = folded(TERMS, STORIES["open"], clock()), Doer(frozenset({"head"}))
    assert allowed(TERMS, where, act("finish", 1, "11-03 09:30"), head, clock())
    assert not allowed(TERMS, where, act("verify", 1, "11-03 09:30"), head, clock())


def test_a_refusal_says_what_is_possible_instead() -> None:
    answer = _tried("verify", "open", "head", clock())
    assert isinstance(answer, Refused)
    assert answer.values["possible"] == ("progress", "finish", "ask", "urge")
    answer = _tried("grant", "verifying", "verifier", clock())
    assert isinstance(answer, Refused)
    assert answer.values["possible"] == ("verify", "amend", "return", "urge")


def test_who_finished_never_verifies_whatever_they_have_become() -> None:
    story = (_FIRST, act("finish", 4, "11-03 09:10"))
    answer = judge(TERMS, story, act("verify", 4, "11-03 09:30"), Doer(roles(CAST["verifier"], AFFAIR)), clock())
    assert isinstance(answer, Refused)
    assert answer.code == "own_finish"
    story = (
        act("assign", 6, "11-03 09:05", deadline="11-20 17:00", quantity=30),
        act("finish", 4, "11-03 09:10", quantity=3),
    )
    for one in (act("amend", 4, "11-03 09:30", quantity=3), act("amend", 5, "11-03 09:30")):
        answer = judge(TERMS, story, one, Doer(frozenset({"verifier"})), clock())
        assert isinstance(answer, Refused)
        assert answer.code == ("own_finish" if one.person == 4 else "figure_needed")


def test_only_kinds_that_let_heads_propose_are_proposed() -> None:
    terms = type(TERMS)("task", (VERIFIES,), (ASSIGNS,), 2026)
    one = act("propose", 1, "11-02 09:00", deadline="11-20 17:00")
    answer = judge(terms, (), one, Doer(roles(CAST["head"], AFFAIR)), clock())
    assert isinstance(answer, Refused)


@pytest.mark.parametrize(
    ("who", "affair", "wanted"),
    [
        ("head", AFFAIR, {"head"}),
        ("reviewer of the owner unit", AFFAIR, set()),
        ("verifier", AFFAIR, {"verifier"}),
        ("admin", AFFAIR, {"admin"}),
        ("admin", Affair(OWNER, (OWNER,), (ASSIGNS,), verifiers_left=False), {"admin", "verifier"}),
        ("admin", Affair(OWNER, (VERIFIES,), (OWNER,), assigners_left=False), {"admin", "assigner"}),
        ("admin", Affair(OWNER, (VERIFIES,), (ASSIGNS,), assigned_by=9), {"admin", "assigner"}),
        ("leader", Affair(OWNER, (VERIFIES,), (ASSIGNS,), assigned_by=8), {"leader", "assigner"}),
        ("head of another unit", Affair(OWNER, (VERIFIES,), (ASSIGNS,), assigned_by=3), set()),
    ],
)
def test_roles_come_from_units_and_never_from_the_owner_unit(who: str, affair: Affair, wanted: set[Role]) -> None:
    assert roles(CAST[who], affair) == wanted


def test_nobody_assigns_to_a_unit_of_their_own() -> None:
    may = {who for who, person in CAST.items() if may_assign(person, (ASSIGNS,), OWNER)}
    assert may == {"assigner", "leader", "admin"}
    assert not may_assign(_person(12, heads=OWNER, admin=True), (ASSIGNS,), OWNER)


def test_confirming_and_returning_mean_what_the_state_asks_for() -> None:
    said: list[ActName] = ["verify", "return", "finish"]
    assert [meant("proposed", each) for each in said] == ["accept", "refuse", "finish"]
    assert [meant("asking", each) for each in said] == ["grant", "deny", "finish"]
    assert [meant("verifying", each) for each in said] == ["verify", "return", "finish"]
    assert [meant("open", each) for each in said] == ["verify", "return", "finish"]


def test_nothing_follows_from_the_end() -> None:
    assert not [name for name in ACTS if follows("withdrawn", name)]
    assert not possible("withdrawn", frozenset({"head", "verifier", "assigner", "leader", "admin"}))


def test_what_is_taken_back_leads_to_where_the_part_stood() -> None:
    for state, story in STORIES.items():
        for name in ("grant", "deny", "return", "verify", "move", "accept"):
            if state is None or follows(state, name) is None:
                continue
            person = 6 if name == "move" else 4
            done = act(name, person, "11-03 09:30", deadline="11-27 17:00")
            back = act("take_back", person, "11-03 09:40")
            before, after = folded(TERMS, story, clock()), folded(TERMS, [*story, done, back], clock())
            assert (before.state, before.round, before.asked) == (after.state, after.round, after.asked)


def test_the_admin_hands_over_only_what_nobody_owns() -> None:
    one = act("hand_over", ADMIN, "11-03 09:30", to_unit=OTHER)
    admin: frozenset[Role] = frozenset({"admin"})
    codes = []
    for doer in (
        Doer(admin),
        Doer(admin, unit_stands=False, of_target=True),
        Doer(admin, unit_stands=False, has_part=True),
    ):
        answer = judge(TERMS, STORIES["open"], one, doer, clock())
        assert isinstance(answer, Refused)
        codes.append(answer.code)
    assert codes == ["unit_stands", "own_target", "already_there"]
    assert at("11-03 09:30") == one.at
