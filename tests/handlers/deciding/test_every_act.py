"""The whole cast, every act, every state, before and after the lock: the actions do what the one table says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from handlers.deciding.actions import cases, reviews
from handlers.reporting.actions import afterwards, submit
from handlers.reporting.actions.reading import Intent
from handlers.results import Answer, Decision, Refusal, Sender
from handlers.turn import Turn
from scoring.lifecycle import ACTS, PUBLIC, ActName, Phase, Role
from tests.cast import (
    ADMIN,
    COLLEAGUE,
    GROUP,
    HEAD,
    LEADER,
    OTHER_HEAD,
    PARTS,
    PARTY_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    STRANGER,
    Part,
)
from tests.handlers.bench import Bench
from tests.verdicts import outcome

HEAD_AND_REVIEWER, OWN_REVIEWER = 8001, 8002
MORE = (
    Part(HEAD_AND_REVIEWER, "两边的人", "head", "东湖所"),
    Part(HEAD_AND_REVIEWER, "两边的人", "reviewer", "消保科"),
    Part(OWN_REVIEWER, "本所的人", "reviewer", "东湖所"),
    Part(OWN_REVIEWER, "本所的人", "reviewer", "消保科"),
)
UNIT: frozenset[Role] = frozenset({"head", "owner"})
LEAD: frozenset[Role] = frozenset({"lead", "decider", "signer"})
# What everybody is to a submission that HEAD reported; who decided about it is its author, the other reviewer judges.
CAST: dict[int, frozenset[Role]] = {
    HEAD: UNIT,
    COLLEAGUE: UNIT,
    HEAD_AND_REVIEWER: UNIT,
    OWN_REVIEWER: frozenset(),
    OTHER_HEAD: frozenset(),
    PARTY_HEAD: frozenset(),
    REVIEWER: LEAD,
    SECOND_REVIEWER: LEAD | {"judge"},
    LEADER: frozenset({"judge"}),
    ADMIN: frozenset({"signer"}),
    SECOND_ADMIN: frozenset({"signer"}),
}
DECIDED: tuple[Phase, ...] = ("confirmed", "returned", "appealed", "disputed", "correcting")
OF_THE_UNIT = (HEAD, COLLEAGUE, HEAD_AND_REVIEWER, OWN_REVIEWER)
SHORT = (HEAD, REVIEWER, SECOND_REVIEWER, LEADER, ADMIN)
LOCKED = timedelta(days=30)


def report(turn: Turn, sender: Sender) -> Answer:
    """Report another value; a refusal of the line is raised."""
    intent = Intent("回复率 97/100", "donghu", "reply_rate", "97/100", period="2026-11")
    found = submit.take(turn, turn.person(sender), sender, intent, 0)
    return Answer(found.code or "", {"number": found.number})


def name_of_another(person: int) -> str:
    return "李科长" if person == SECOND_REVIEWER else "周科员"


Doing = Callable[[int, int], tuple[Any, ...]]
DOING: dict[ActName, Doing] = {
    "report": lambda _p, _o: (report,),
    "confirm": lambda _p, _o: (reviews.decide, 1, Decision("confirm")),
    "amend": lambda _p, _o: (reviews.decide, 1, Decision("amend", value="96/100")),
    "return": lambda _p, _o: (reviews.decide, 1, Decision("return", reason="缺少截图")),
    "take_back": lambda _p, _o: (reviews.decide, 1, Decision("take_back")),
    "transfer": lambda person, _o: (reviews.transfer, 1, name_of_another(person)),
    "withdraw": lambda _p, _o: (afterwards.withdraw, 1),
    "restore": lambda _p, _o: (afterwards.restore, 1),
    "appeal": lambda _p, _o: (cases.appeal, 1, "漏计三件"),
    "uphold": lambda _p, case: (cases.uphold, 1, case, "台账无误"),
    "revise": lambda _p, case: (cases.revise, 1, case, "95/100 漏计"),
    "propose": lambda _p, _o: (cases.propose, 1, "94/100 漏计三件"),
    "sign": lambda _p, case: (cases.sign, 1, case),
    "correct": lambda _p, case: (cases.sign, 1, case),
    "decline": lambda _p, case: (cases.decline, 1, case, "依据不足"),
}


@pytest.fixture(scope="module")
def crowd(furnished_bench: Bench) -> Bench:
    """The cast, with people who stand on two sides."""
    furnished_bench.parts = (*PARTS, *MORE)
    furnished_bench.furnish()
    return furnished_bench


@contextmanager
def stage(bench: Bench, phase: Phase, act: ActName, *, locked: bool) -> Iterator[None]:
    """Bring a submission into a state; a correction to be signed a second time has the office's signature."""
    with bench.trying():
        bench.do(submit.report, HEAD, ("工单按期回复率 98/100",))
        if phase in ("confirmed", "appealed", "correcting"):
            bench.do(reviews.decide, REVIEWER, 1, Decision("confirm"))
        if phase in ("returned", "disputed"):
            bench.do(reviews.decide, REVIEWER, 1, Decision("return", reason="缺少截图"))
        if phase == "withdrawn":
            bench.do(afterwards.withdraw, HEAD, 1)
        if phase in ("appealed", "disputed"):
            bench.do(cases.appeal, HEAD, 1, "漏计三件")
        if act == "propose" or phase == "correcting":
            bench.later(minutes=31)
        if locked:
            bench.later(seconds=LOCKED.total_seconds())
        if phase in ("correcting", "requested"):
            bench.do(cases.propose, HEAD, 1, "94/100 漏计三件")
            if act == "correct":
                bench.do(cases.sign, SECOND_ADMIN, 1, opened(bench))
        assert bench.where().phase == phase
        yield


@dataclass(frozen=True)
class Tried:
    """What became of an act: the state afterwards, and the code of the refusal."""

    phase: Phase
    refused: str | None


def opened(bench: Bench) -> int:
    """Return which case is open."""
    case = bench.where().case
    return case.opened if case else 0


def tried(bench: Bench, act: ActName, person: int, phase: Phase, case: int, **how: Any) -> Tried:
    """Let somebody try an act, and undo it; what is refused is rolled back and leaves the state as it was."""
    fn, *args = DOING[act](person, case)
    with bench.trying():
        try:
            answer = bench.do(fn, person, *args, **how)
        except Refusal as refusal:
            return Tried(phase, refusal.code)
        return Tried(bench.where().phase, answer.code if act == "report" and answer.code else None)
    raise AssertionError


def roles_of(person: int, phase: Phase) -> frozenset[Role]:
    """Return what somebody is to the submission in a state: who decided is its author, else he might judge."""
    if person != REVIEWER:
        return CAST[person]
    return CAST[person] | ({"author"} if phase in DECIDED else {"judge"})


def not_yours(act: ActName, person: int, phase: Phase) -> set[str]:
    """Return how somebody may be refused who has no right to an act."""
    if act == "report":
        return {"not_yours_to_report"}
    if ACTS[act].by & {"head", "owner"}:
        return {"not_your_submission"}
    if person in OF_THE_UNIT:
        return {"own_unit"}
    if act == "take_back" and person in (REVIEWER, SECOND_REVIEWER):
        return {"not_your_decision"} if phase in DECIDED else {"nothing_to_take_back"}
    return {"judged_before"} if act in ("uphold", "revise") and person == REVIEWER else {"not_a_lead"}


def not_proposed(person: int, phase: Phase, *, locked: bool) -> str | None:
    """Return why a correction is refused where the table allows one."""
    if not locked and PUBLIC[phase] != "confirmed":
        return "propose_while_open"
    return "judged_before" if phase in ("appealed", "disputed") and person == REVIEWER else None


def when_locked(act: ActName, phase: Phase) -> str:
    """Return how an act is refused that the lock ends: a confirmation that nothing needs says so."""
    needless = PUBLIC[phase] == "confirmed" or phase in ("disputed", "requested")
    return f"confirm_when_{phase}" if act == "confirm" and needless else "locked_claim"


def expected(act: ActName, person: int, phase: Phase, *, locked: bool) -> tuple[set[Phase], set[str | None]]:
    """Return the states that may follow and the refusals, from the table and the few words beside it."""
    said = outcome(phase, act, roles_of(person, phase), locked=locked)
    if said == "not_yours":
        return {phase}, set(not_yours(act, person, phase))
    if act == "revise" and phase in ("appealed", "disputed") and locked:
        return ({"correcting"} if phase == "appealed" else {"requested"}), {None}
    if act == "report" and phase == "withdrawn":  # a new number: this one is not used again
        return {phase}, {"locked_missing" if locked else None}
    if said == "locked":
        return {phase}, {when_locked(act, phase)}
    if act == "propose" and phase in ACTS[act].after and (code := not_proposed(person, phase, locked=locked)):
        return {phase}, {code}
    if act == "correct" and person == SECOND_ADMIN and phase in ACTS[act].after:
        return {phase}, {"signed_correction_before"}
    if act == "correct" and person == ADMIN and phase in ACTS[act].after:
        return {phase}, {"lead_must_sign"}
    if said not in PUBLIC:
        code = f"sign_when_{phase}" if act == "correct" else said
        return {phase}, {code}
    if act == "report" and person in (REVIEWER, SECOND_REVIEWER):
        return {"confirmed"}, {None}
    return {said}, {None}  # type: ignore[arg-type]


@pytest.mark.parametrize("phase", PUBLIC)
def test_everybody_tries_every_act_in_every_state_and_the_table_was_right(crowd: Bench, phase: Phase) -> None:
    wrong = []
    for act, locked in product(ACTS, (False, True)):
        if phase == "requested" and not locked:
            continue
        with stage(crowd, phase, act, locked=locked):
            case = opened(crowd)
            for person in SHORT if locked and phase != "requested" else CAST:
                states, refusals = expected(act, person, phase, locked=locked)
                found = tried(crowd, act, person, phase, case)
                if found.phase not in states or found.refused not in refusals:
                    wrong.append((act, locked, person, found, states, refusals))
    assert not wrong, "\n".join(map(str, wrong))


HOWS: tuple[dict[str, Any], ...] = tuple(
    {"forged": how, "to": GROUP if how in ("anonymous", "channel") else 0}
    for how in ("anonymous", "channel", "forward", "via_bot")
)


@pytest.mark.parametrize("phase", PUBLIC)
def test_strangers_and_words_that_are_nobodys_own_do_nothing_in_any_state(crowd: Bench, phase: Phase) -> None:
    with stage(crowd, phase, "correct", locked=phase == "requested"):
        case = opened(crowd)
        for act, rule in ACTS.items():
            assert tried(crowd, act, STRANGER, phase, case) == Tried(phase, "stranger"), act
            person = HEAD if rule.by & UNIT else SECOND_REVIEWER
            for how in HOWS:
                assert tried(crowd, act, person, phase, case, **how) == Tried(phase, "forged"), (act, how)
