"""A stream of dialogues between heads, the bot and reviewers, as people hold them: they look, act, lose patience.

Every dialogue is about a cell (or event) of its own and notes what must be in the books when it is over, so that the
outcome does not depend on when the bot was down.
"""

import random
import re
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.sandbox.chat import Chat
from bot.sandbox.world.messages import Message, Press
from scoring.rulebook.model import Metric, Unit
from tests.faults.cast import ADMIN, GROUP, HEADS, OFFICES, REVIEWERS, RULEBOOK

PERIOD = "2026-11"
PATIENCE = 60.0
"""Seconds of the pace clock after which somebody who has heard nothing looks for himself."""
RATES = ("platform", "petitions", "reply_rate", "closure_rate", "satisfaction_rate")
SIGNED_BY_ALL = ("iron_fist", "case_quality")
EVENTS = ("highlights_proposed", "highlights_completed", "exchange")
NOISE = ("收到", "好的", "不同意", "同意退回", "确认？", "👍")
Script = Generator[Callable[[], Any], Any, None]


@dataclass
class Case:
    """One submission: what people say about it, and what must be in the books in the end."""

    index: int
    kind: str
    unit: Unit
    metric: Metric
    value: str
    other: str
    title: str | None
    state: str = "pending"
    final: str | None = None
    versions: list[str] = field(default_factory=list)
    acts: list[tuple[str, int]] = field(default_factory=list)
    said: list[tuple[Message, bool]] = field(default_factory=list)

    @property
    def head(self) -> int:
        """Who reports."""
        return HEADS[self.unit.id]

    @property
    def reviewers(self) -> list[int]:
        """Who decides: one person, or one of each lead where all sign."""
        people = [REVIEWERS[lead] for lead in self.metric.leads if lead in REVIEWERS]
        return people if self.metric.sign == "all" else people[:1]

    @property
    def words(self) -> tuple[str, ...]:
        """What every card about it says."""
        named = f"{self.unit.name} · {self.metric.name} · "
        return (named,) if self.title is None else (named, f" {self.title}\n")

    def line(self, value: str) -> str:
        """What the head writes."""
        if self.title is not None:
            return f"/highlight {self.metric.name} {value} {self.title}"
        return f"/report {self.metric.name} {value} {PERIOD}"


def cases(seed: int) -> Iterator[Case]:
    """Make cases for ever: first every cell of the month in some order, then events without end."""
    noise = random.Random(seed)
    cells: list[tuple[str, str]] = [(unit, metric) for unit in OFFICES for metric in (*RATES, *SIGNED_BY_ALL)]
    noise.shuffle(cells)
    index = 0
    while True:
        index += 1
        is_event = not cells or noise.random() < 0.25
        unit, metric = (noise.choice(OFFICES), noise.choice(EVENTS)) if is_event else cells.pop()
        kinds = ["confirm", "press", "noise", "group", "withdraw", "again", "return"]
        kinds += [] if is_event else ["amend", "renew", "refused"]
        n = noise.randint(20, 90)
        values = (f"{noise.randint(1, n)}/{n}", f"{noise.randint(1, n)}/{n}1")
        if metric == "iron_fist":
            values = (str(noise.randint(0, 5)), str(noise.randint(6, 9)))
        if is_event:
            values = ("市级", "市级")
        title = f"第{index}号做法" if is_event else None
        yield Case(index, noise.choice(kinds), RULEBOOK.unit(unit), RULEBOOK.metric(metric), *values, title)


class Stream:
    """Several dialogues at a time; `advance` lets everybody who sees what he waited for go on."""

    def __init__(self, chat: Chat, seed: int, *, at_once: int = 6, most: int | None = None) -> None:
        self.chat = chat
        self.cases: list[Case] = []
        self.open = True
        self.accepted = 0
        self.decisions = 0
        self._source = cases(seed)
        self._at_once = at_once
        self.most = most
        self._running: dict[int, tuple[Script, Callable[[], Any], float]] = {}
        self._admin: set[int] = set()

    @property
    def over(self) -> bool:
        """Whether every dialogue has come to its end and none will begin."""
        return not self._running and not self._may_begin()

    def __repr__(self) -> str:
        going_on = [f"{case.index} {case.kind}" for case in self.cases if case.index in self._running]
        return f"{len(self.cases)} dialogues, not over: {', '.join(going_on)}"

    def _may_begin(self) -> bool:
        return self.open and (self.most is None or len(self.cases) < self.most)

    def _patience(self, index: int) -> float:
        """Return for how many seconds of the pace clock somebody in a dialogue waits."""
        del index
        return PATIENCE

    def advance(self) -> None:
        """Let every dialogue go on that can."""
        while len(self._running) < self._at_once and self._may_begin():
            case = next(self._source)
            self.cases.append(case)
            script = self._script(case)
            self._running[case.index] = (script, next(script), self.chat.world.pace())
        for index, (script, wait, since) in list(self._running.items()):
            found = wait()
            if not found and self.chat.world.pace() - since < self._patience(index):
                continue
            try:
                self._running[index] = (script, script.send(found), self.chat.world.pace())
            except StopIteration:
                del self._running[index]
        self._look_after_posts()

    def until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Let people act until something holds; every change in the chat is looked at, and the clock now and then."""
        deadline = time.monotonic() + seconds
        while True:
            since = self.chat.version
            with self.chat.bell.lock:
                self.advance()
            if condition():
                return True
            if time.monotonic() > deadline:
                return False
            with suppress(TimeoutError):
                self.chat.block_until(partial(self._changed, since), 0.05)

    def _changed(self, since: int) -> bool:
        return self.chat.version != since

    # What people do

    def _script(self, case: Case) -> Script:
        """Play one case to its end."""
        where = GROUP if case.kind == "group" else None
        if case.kind == "refused":
            self._report(case, "101/100", where, accepted=False)
        self._report(case, case.value, where)
        if case.kind == "again":
            self._report(case, case.value, where, same=True)
        if case.kind == "withdraw":
            yield from self._withdraw(case)
            return
        if case.kind == "renew":
            yield from self._card(case, case.reviewers[0], where)
            self._report(case, case.other, where)
        if case.kind == "return":
            yield from self._decide(case, case.reviewers[0], "退回 请附系统截图", where)
            case.acts.append(("return", case.reviewers[0]))
            yield partial(self._newest, case.head, case.metric.name, "已退回")
            self._report(case, case.other, where)
        words, act = (
            ("改为 19/20", "amend") if case.kind == "amend" and case.metric.unit == "%" else ("确认", "confirm")
        )
        for reviewer in case.reviewers:
            yield from self._decide(case, reviewer, words, where)
            case.acts.append((act, reviewer))
            if act == "amend":
                case.final, words, act = "19/20", "确认", "confirm"
        case.state = "confirmed"

    def _report(self, case: Case, value: str, where: int | None, *, accepted: bool = True, same: bool = False) -> None:
        message = self.chat.say(case.head, case.line(value), to=where)
        case.said.append((message, accepted))
        if accepted and not same:
            case.versions.append(value)
            case.final = value
        self.accepted += accepted

    def _withdraw(self, case: Case) -> Script:
        card = yield from self._card(case, case.reviewers[0], None)
        number, told = _number(card.text), None
        while told is None:
            said = self.chat.say(case.head, f"/undo {number}")
            told = yield partial(self._withdrawn, case, number, said)
        case.acts.append(("withdraw", case.head))
        case.state = "withdrawn"
        self.decisions += 1

    def _decide(self, case: Case, reviewer: int, words: str, where: int | None) -> Script:
        """Let a reviewer decide, and again if the card had changed, or if he hears nothing and it still waits."""
        noisy = case.kind == "noise"
        while True:
            card = yield from self._card(case, reviewer, where)
            place = card.chat
            if noisy:
                self.chat.say(reviewer, NOISE[case.index % len(NOISE)], to=_group(place), reply_to=card.id)
                noisy = False
            by_press = case.kind == "press" and words == "确认" and card.buttons
            did: Message | Press
            if by_press:
                did = self.chat.press(reviewer, card.id, words, to=_group(place))
            else:
                did = self.chat.say(reviewer, words, to=_group(place), reply_to=card.id)
            answer = yield partial(self._verdict, did, card, case, reviewer)
            if answer and "已更新" in answer:
                continue
            if answer or not (yield from self._still_waits(case, reviewer)):
                self.decisions += 1
                return

    def _card(self, case: Case, reviewer: int, where: int | None) -> Generator[Callable[[], Any], Any, Message]:
        """Look at the card of the newest version; who sees none asks what waits for him and has it shown."""
        version = f"（第{len(case.versions)}版）"
        while True:
            card: Message | None = yield partial(self._readable, case, reviewer, where, version)
            if card is not None:
                return card
            listed: Message | None = yield from self._pending(reviewer)
            line = None if listed is None else _line_of(case, listed.text)
            if listed is None or line is None:
                continue
            data = next(
                (b.data for row in listed.buttons for b in row if (b.data or "").startswith(f"see:{int(line)}:")), None
            )
            if data is not None:
                self.chat.press(reviewer, listed.id, data=data)
            where = None

    def _pending(self, reviewer: int) -> Generator[Callable[[], Any], Any, Message | None]:
        asked = self.chat.say(reviewer, "/pending")
        found: Message | None = yield partial(self._reply_to, asked)
        return found

    def _still_waits(self, case: Case, reviewer: int) -> Generator[Callable[[], Any], Any, bool]:
        while True:
            listed = yield from self._pending(reviewer)
            if listed is not None:
                return _line_of(case, listed.text) is not None

    def _look_after_posts(self) -> None:
        """An admin who is asked whether a weekly post arrived looks into the group and says so."""
        for message in self._recent(ADMIN):
            if "不知是否已发出" in message.text and message.id not in self._admin and message.buttons:
                self._admin.add(message.id)
                arena, week = re.findall(r"❓ (\S+) \d{4}-W(\d+)", message.text)[0]
                seen = any(f"【{arena}】第{int(week)}周" in post.text for post in self._recent(GROUP, 10**6))
                self.chat.press(ADMIN, message.id, "已发出" if seen else "重发")

    # What people see

    def _recent(self, place: int, last: int = 200) -> Iterator[Message]:
        for count, message in enumerate(reversed(self.chat.rooms[place].messages.values())):
            if count >= last:
                return
            if message.outgoing:
                yield message

    def _newest(self, place: int, *words: str) -> Message | None:
        return next((m for m in self._recent(place) if all(word in m.text for word in words)), None)

    def _readable(self, case: Case, reviewer: int, where: int | None, version: str) -> Message | None:
        """Find the card that waits, once a second has passed since it was shown."""
        card = self._newest(where or reviewer, "待核实", version, *case.words)
        if card is None and where is not None:
            card = self._newest(reviewer, "待核实", version, *case.words)
        shown = None if card is None else card.edited_at or card.at
        return card if shown is not None and int(self.chat.world.clock().timestamp()) > int(shown.timestamp()) else None

    def _reply_to(self, said: Message) -> Message | None:
        return next((m for m in self._recent(said.hand) if m.reply_to == said.id), None)

    def _withdrawn(self, case: Case, number: str, said: Message) -> Message | None:
        return self._newest(case.head, f"已撤回 编号 {number}，") or self._reply_to(said)

    def _verdict(self, did: Message | Press, card: Message, case: Case, reviewer: int) -> str | None:
        """Return what the reviewer was told: an answer, or the card that shows that it is decided or signed."""
        if isinstance(did, Press):
            if did.answers:
                return did.answers[0][0]
        elif (answer := self._reply_to(did)) is not None:
            return answer.text
        lead = next(unit.name for unit in RULEBOOK.units if REVIEWERS.get(unit.id) == reviewer)
        signed = any(line.startswith("已签") and lead in line.split("待签")[0] for line in card.text.splitlines())
        return card.text if "待核实" not in card.text or (case.metric.sign == "all" and signed) else None


def _group(place: int) -> int | None:
    return place if place < 0 else None


def _number(text: str) -> str:
    found = re.search(r"编号 (\d+)", text)
    assert found is not None, text
    return found[1]


def _line_of(case: Case, text: str) -> str | None:
    """Return the number under which a list of what waits has this case."""
    ending = f" {case.title}" if case.title is not None else ""
    for line in text.splitlines():
        if f" {case.unit.name} {case.metric.name} " in line and line.endswith(ending):
            return _number(line)
    return None
