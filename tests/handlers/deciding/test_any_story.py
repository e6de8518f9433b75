"""Any story people may make of one submission: chat, database and a small model of the rules stay in step."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from handlers import phrases
from handlers.conversation.actions import replies
from handlers.deciding.actions import asking
from handlers.journeys import OWNERS
from handlers.reporting.actions import afterwards, submit
from handlers.results import Refusal, RepliedTo
from handlers.submissions.views.cards import card
from scoring.lifecycle import Phase, Standing
from storage import audit, outbox, sealed, values
from storage.tables import traffic
from tests.cast import (
    ADMIN,
    COLLEAGUE,
    HEAD,
    LEADER,
    OFFICE_REVIEWER,
    OTHER_HEAD,
    REVIEWER,
    SECOND_ADMIN,
    SECOND_REVIEWER,
    STRANGER,
)
from tests.handlers.bench import Bench

LONG = int(os.environ.get("LEITAI_STORIES") or 0)
"""How many stories, each three times as long; without it a few."""
SEED = int(os.environ.get("LEITAI_SEED") or 0)
UNIT, LEADS, OFFICE = {HEAD, COLLEAGUE}, {REVIEWER, SECOND_REVIEWER}, {ADMIN, SECOND_ADMIN}
EVERYBODY = (*UNIT, *LEADS, *OFFICE, OTHER_HEAD, OFFICE_REVIEWER, LEADER, STRANGER)
ANYBODY = st.sampled_from(sorted(EVERYBODY))


def mostly(*people: int) -> st.SearchStrategy[int]:
    """Let people do what is theirs to do three times out of four."""
    own = st.sampled_from(people)
    return st.one_of(own, own, own, ANYBODY)


VALUES = st.sampled_from(["97/100", "98/100", "99/100"])
NEWEST = select(traffic.outbox.c.id).order_by(traffic.outbox.c.id.desc()).limit(1)
Written = tuple[str, int, bool]
"""What is written: the head of the chain, the newest letter; and whether the month is locked."""
LOCK = datetime.fromisoformat("2026-12-07T12:00:00+08:00")
HEADINGS: dict[Phase, str] = {
    "pending": "待核实",
    "confirmed": "已确认",
    "returned": "已退回",
    "withdrawn": "已撤回",
    "appealed": "有异议",
    "disputed": "有异议",
    "correcting": "待更正",
    "requested": "申请补报",
}


@dataclass
class Model:
    """The rules once more, plainly: one submission of HEAD's unit, one lead with two reviewers."""

    number: int = 0
    state: str = "missing"
    open: str = ""
    reported: str = ""
    value: str = ""
    reporter: int = 0
    author: int = 0
    decided_at: datetime | None = None
    withdrawn_at: datetime | None = None
    deciders: set[int] = field(default_factory=set)
    proposal: str = ""
    signed: list[int] = field(default_factory=list)

    @property
    def phase(self) -> str:
        """The state with what is open about it."""
        named = {
            ("appeal", "confirmed"): "appealed",
            ("appeal", "returned"): "disputed",
            ("correction", "confirmed"): "correcting",
        }
        return named.get((self.open, self.state), "requested" if self.open == "correction" else self.state)

    @property
    def owners(self) -> set[int]:
        """Who may withdraw: the side that reported."""
        return LEADS if self.reporter in LEADS else UNIT

    def report(self, person: int, value: str, now: datetime) -> None:
        if person not in UNIT | LEADS or now >= LOCK:
            return
        if self.state in ("missing", "withdrawn"):
            self.number += 1
        elif self.state == "pending" and self.reported == value:
            if person in LEADS and self.reporter in UNIT:
                self._decide("confirmed", person, value, now)
            return
        elif self.state not in ("pending", "returned"):
            return
        self._reset("pending", value, person)
        if person in LEADS:
            self._decide("confirmed", person, value, now)

    def _reset(self, state: str, value: str, reporter: int) -> None:
        self.state, self.open, self.value, self.reported, self.reporter = state, "", value, value, reporter
        self.author, self.deciders, self.signed = 0, set(), []

    def _decide(self, state: str, person: int, value: str, now: datetime) -> None:
        self.state, self.value, self.author, self.decided_at = state, value, person, now
        self.deciders = {person}

    def say(self, person: int, word: str, value: str, now: datetime) -> None:
        getattr(self, word)(person, value, now)

    def confirm(self, person: int, value: str, now: datetime) -> None:
        del value
        if self.open == "correction":
            self._sign(person)
        elif self._may_review(person, now):
            self._decide("confirmed", person, self.reported, now)

    def _may_review(self, person: int, now: datetime) -> bool:
        return self.state == "pending" and not self.open and person in LEADS - {self.reporter} and now < LOCK

    def _sign(self, person: int) -> None:
        if person not in LEADS | OFFICE or person in self.signed:
            return
        if self.signed and not LEADS & {*self.signed, person}:
            return
        self.signed.append(person)
        if len(self.signed) == 2:
            self.state, self.value, self.open, self.author = "confirmed", self.proposal, "", 0
            self.deciders = LEADS & set(self.signed)

    def amend(self, person: int, value: str, now: datetime) -> None:
        if self.open == "appeal":
            if not self._may_judge(person):
                return
            if now >= LOCK:
                self._propose(person, value)
                return
            self.state, self.value, self.open, self.author, self.deciders = "confirmed", value, "", 0, LEADS & {person}
        elif self._may_review(person, now):
            self._decide("confirmed", person, value, now)

    def _may_judge(self, person: int) -> bool:
        barred = self.deciders | {self.reporter}
        free = LEADS - barred
        return person not in barred and (person in free or person == LEADER or (person in OFFICE and not free))

    def back(self, person: int, value: str, now: datetime) -> None:
        del value
        if self.open == "correction":
            if person in LEADS | OFFICE:
                self.open = ""
                if self.state != "confirmed":
                    self.state, self.author, self.deciders = "returned", 0, set()
        elif self._may_review(person, now):
            self._decide("returned", person, self.reported, now)

    def take_back(self, person: int, value: str, now: datetime) -> None:
        del value
        known = self.state in ("confirmed", "returned") and self.open != "correction" and self.decided_at is not None
        if known and person == self.author and now < LOCK and now - self.decided_at <= timedelta(minutes=30):  # type: ignore[operator]
            self._reset("pending", self.reported, self.reporter)

    def appeal(self, person: int, value: str, now: datetime) -> None:
        del value, now
        if person in UNIT and self.state in ("confirmed", "returned") and not self.open:
            self.open = "appeal"

    def uphold(self, person: int, value: str, now: datetime) -> None:
        del value, now
        if self.open == "appeal" and self._may_judge(person):
            self.open = ""

    def propose(self, person: int, value: str, now: datetime) -> None:
        if person not in UNIT | LEADS or self.state in ("missing", "withdrawn"):
            return
        if now < LOCK:
            recent = self.author and self.decided_at and now - self.decided_at <= timedelta(minutes=30)
            if self.state != "confirmed" or recent:
                return
        if self.open == "appeal" and person in LEADS & (self.deciders | {self.reporter}):
            return
        self._propose(person, value)

    def _propose(self, person: int, value: str) -> None:
        if self.state == "confirmed" and value == self.value:
            return
        self.open, self.proposal, self.signed = "correction", value, [person] if person in LEADS else []
        if self.state == "returned":
            self.state = "pending"

    def transfer(self, person: int, value: str, now: datetime) -> None:
        """Change nothing: whoever may decide still may."""

    def withdraw(self, person: int, now: datetime) -> None:
        if person in self.owners and now < LOCK and self.phase in ("pending", "returned", "disputed"):
            self.state, self.open, self.withdrawn_at, self.author = "withdrawn", "", now, 0

    def restore(self, person: int, now: datetime) -> None:
        ago = None if self.withdrawn_at is None else now - self.withdrawn_at
        if self.state == "withdrawn" and person in self.owners and now < LOCK and ago <= timedelta(minutes=10):  # type: ignore[operator]
            self._reset("pending", self.reported, self.reporter)


WORDS = {
    "confirm": "确认",
    "amend": "改为 {} 核对台账",
    "back": "退回 缺少截图",
    "take_back": "撤销",
    "appeal": "异议 漏计三件",
    "uphold": "维持 台账无误",
    "propose": "更正为 {} 漏计三件",
    "transfer": "转交 周科员",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What the database and the chat have of a submission while nothing new is written."""

    cells: list[tuple[str | None, str]]
    where: Standing | None
    shown: list[str]


class Story(RuleBasedStateMachine):
    """People report, decide, object and correct as they like; time passes; nothing else happens."""

    bench: Bench
    reached: ClassVar[set[tuple[Phase, bool]]] = set()
    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self._undone = self.bench.trying()
        self._undone.__enter__()
        self.model = Model()
        self.looked: dict[int, Written] = {}
        self.found: tuple[Written, Found] | None = None

    def teardown(self) -> None:
        with self.bench.turn() as turn:
            assert sealed.look(turn.tx).differences == []
        self._undone.__exit__(None, None, None)

    def _try(self, fn: object, person: int, *args: object) -> None:
        try:
            self.bench.do(fn, person, *args)  # type: ignore[arg-type]
        except Refusal:
            return
        finally:
            self.bench.deliver()
            self.bench.later(seconds=1)

    @initialize()
    def begin(self) -> None:
        self.report(HEAD, "98/100")

    @rule(person=mostly(HEAD, COLLEAGUE, REVIEWER), value=VALUES)
    def report(self, person: int, value: str) -> None:
        unit = "东湖所 " if person not in UNIT else ""
        self.model.report(person, value, self.bench.now)
        self._try(submit.report, person, (f"{unit}工单按期回复率 {value} 11月",))

    @rule(person=mostly(*sorted(LEADS)), word=st.sampled_from(["confirm", "amend", "back", "back"]), value=VALUES)
    def decide(self, person: int, word: str, value: str) -> None:
        self._reply(person, word, value)

    @rule(person=mostly(*sorted(LEADS)), word=st.sampled_from(["take_back", "transfer"]))
    def think_again(self, person: int, word: str) -> None:
        self._reply(person, word, "")

    @rule(person=mostly(HEAD, COLLEAGUE))
    def object(self, person: int) -> None:
        self._reply(person, "appeal", "")

    @rule(person=mostly(SECOND_REVIEWER, REVIEWER, LEADER), word=st.sampled_from(["uphold", "amend"]), value=VALUES)
    def judge(self, person: int, word: str, value: str) -> None:
        self._reply(person, word, value)

    @rule(person=mostly(HEAD, REVIEWER), value=VALUES)
    def propose(self, person: int, value: str) -> None:
        self._reply(person, "propose", value)

    @rule(
        people=st.lists(mostly(REVIEWER, SECOND_REVIEWER, ADMIN), max_size=3), word=st.sampled_from(["confirm", "back"])
    )
    def sign(self, people: list[int], word: str) -> None:
        for person in people:
            self._reply(person, word, "")

    def _reply(self, person: int, word: str, value: str) -> None:
        if not self.model.number:
            return
        number = self.model.number
        if self.looked.get(person) != self._written():
            self._try(asking.see, person, number)
            self.looked[person] = self._written()
        words = WORDS[word].format(value)
        self.model.say(person, word, value, self.bench.now)
        self._try(replies.reply, person, self._message(person), phrases.decision(words), words, OWNERS)

    def _written(self) -> Written:
        with self.bench.turn() as turn:
            letter = turn.tx.one(NEWEST)
            return audit.head(turn.tx), 0 if letter is None else letter.id, self.bench.now >= LOCK

    def _message(self, person: int) -> RepliedTo:
        """Return the newest card in somebody's chat, else one whose id nobody learnt."""
        number = self.model.number
        with self.bench.turn() as turn:
            mine = [one for one in outbox.find(turn.tx, "card", number) if one.chat == person]
        shown = card(self.bench.claimed(number)).text
        return RepliedTo(mine[-1].message or 0 if mine else 10**9, shown)

    @rule(person=mostly(HEAD), again=st.booleans())
    def withdraw(self, person: int, again: bool) -> None:  # noqa: FBT001 - drawn
        number = max(self.model.number, 1)
        self.model.withdraw(person, self.bench.now)
        self._try(afterwards.withdraw, person, number)
        if again:
            self.model.restore(person, self.bench.now)
            self._try(afterwards.restore, person, number)

    @rule(minutes=st.sampled_from([5, 11, 31, 31, 0]))
    def wait(self, minutes: int) -> None:
        self.bench.later(minutes=minutes)
        if minutes == 0 and self.model.number:
            self.bench.now = max(self.bench.now, LOCK)

    @invariant()
    def everything_agrees(self) -> None:
        """Hold the model against what is found, which is looked up anew whenever anything was written."""
        Story.steps += 1
        written = self._written()
        if self.found is None or self.found[0] != written:
            self.found = (written, self._look_up())
        model, (_, found) = self.model, self.found
        if model.state in ("missing", "withdrawn", "returned"):
            assert found.cells == []
        if not model.number:
            return
        where = found.where
        assert where is not None
        self.reached.add((where.phase, self.bench.now >= LOCK))
        assert (where.phase, where.state) == (model.phase, model.state)
        if model.state in ("pending", "confirmed"):
            assert found.cells == [(model.value, model.state)]
        if model.open == "correction" and where.case is not None:
            assert [person for _, person in where.case.signed] == model.signed
        for text in found.shown:
            assert HEADINGS[where.phase] in text

    def _look_up(self) -> Found:
        with self.bench.turn() as turn:
            cells = [c for c in values.as_of(turn.tx, ["2026-11"], turn.tx.latest()) if c.unit == "donghu"]
        where = self.bench.where(self.model.number) if self.model.number else None
        return Found([(c.value, c.state) for c in cells], where, list(self._shown()))

    def _shown(self) -> Iterator[str]:
        """Yield how the reviewers' cards look now."""
        with self.bench.turn() as turn:
            cards = outbox.find(turn.tx, "card", self.model.number)
            edits = {edit.payload["card"]: edit for edit in outbox.find(turn.tx, "card_edit", self.model.number)}
        newest = {card.chat: edits.get(card.id, card) for card in cards if card.chat in LEADS}
        for letter in newest.values():
            yield self.bench.text_of(letter)


@contextmanager
def on(bench: Bench) -> Iterator[type[Story]]:
    """Let stories be told on a bench."""
    Story.bench = bench
    yield Story


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_any_story_of_a_submission_is_told_alike_by_chat_database_and_rules(
    furnished_bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    bounds = settings(
        max_examples=LONG or 16,
        stateful_step_count=100 if LONG else 40,
        deadline=None,
        database=None,
        phases=list(Stage) if LONG else [Stage.generate],
        suppress_health_check=list(HealthCheck),
    )
    with on(furnished_bench) as story:
        run_state_machine_as_test(seed(SEED)(story), settings=bounds)
    record_property("trials", bounds.max_examples)
    record_property("steps", Story.steps)
    assert len({phase for phase, _ in Story.reached}) > (5 if LONG else 4), "the stories went nowhere"
