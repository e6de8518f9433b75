"""What the people of a bureau do in an hour, and what must follow from it, however many units there are."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from bot.sandbox.world.messages import Message
from scoring.calendar import Period
from scoring.rulebook.load import load
from scoring.rulebook.model import Rulebook
from tests.cast import CHINA
from tests.faults import cast
from tests.faults.cast import LEADER
from tests.faults.house import House
from tests.faults.stream import RATES

Cell = tuple[str, str, str]
"""A period, a unit and a metric."""
LOOKS = ("/rank", "/mine", "/pending")


@dataclass
class Town:
    """What heads, reviewers and a leader do about the month that it is, and what must follow from it."""

    here: House
    noise: random.Random
    heads: dict[str, int]
    said: list[tuple[Message, int]] = field(default_factory=list)
    waiting: dict[Cell, int] = field(default_factory=dict)
    """The cells of this month that wait for a decision, with the version that is to be decided."""
    states: dict[Cell, str] = field(default_factory=dict)
    """What has become of every cell that was reported."""
    did: int = 0
    _touched: set[Cell] = field(default_factory=set)
    _month: str = ""
    _cards: dict[tuple[str, str, str], list[Message]] = field(default_factory=lambda: defaultdict(list))
    _read: dict[int, int] = field(default_factory=dict)
    _rules: Rulebook = field(init=False)

    def __post_init__(self) -> None:
        self._rules = load(self.here.rules)

    def live(self, acts: int) -> None:
        """Let some people do something, each about a cell of its own."""
        month = f"{self.here.clock.now().astimezone(CHINA):%Y-%m}"
        if month != self._month:
            self._month = month
            self.waiting = {cell: version for cell, version in self.waiting.items() if cell[0] == month}
        self._touched.clear()
        for act in self.noise.choices((self._report, self._decide, self._look), (5, 4, 1), k=acts):
            act()
        self.did += acts

    def _report(self) -> None:
        """A head reports a cell, or reports anew what is not decided."""
        unit, metric = self.noise.choice(list(self.heads)), self.noise.choice(RATES)
        cell = self._month, unit, metric
        if self.states.get(cell) == "confirmed" or cell in self._touched:
            return
        self._touched.add(cell)
        self.states[cell] = "pending"
        self.waiting[cell] = self.waiting.get(cell, 0) + 1
        name, n = self._rules.metric(metric).name, 1000 + self.waiting[cell]
        line = f"/report {name} {self.noise.randint(600, 1000)}/{n} {self._month}"
        self.said.append((self.here.chat.say(self.heads[unit], line), 1))

    def _decide(self) -> None:
        """A reviewer confirms what a card shows that reached him."""
        for cell, version in self.waiting.items():
            reviewer = cast.REVIEWERS[self._rules.metric(cell[2]).leads[0]]
            card = None if cell in self._touched else self._card(reviewer, cell, version)
            if card is not None:
                self._touched.add(cell)
                self.here.chat.press(reviewer, card.id, "确认")
                self.states[cell] = "confirmed"
                del self.waiting[cell]
                return

    def _card(self, reviewer: int, cell: Cell, version: int) -> Message | None:
        """Find the newest card in a reviewer's chat that shows a version; what came since the last look is read."""
        messages = self.here.chat.rooms[reviewer].messages
        for message in islice(messages.values(), self._read.get(reviewer, 0), None):
            if message.outgoing and "待核实" in message.text:
                unit, metric, period = message.text.splitlines()[1].split(" · ")
                self._cards[period, unit, metric].append(message)
        self._read[reviewer] = len(messages)
        month = Period.parse(cell[0])
        assert month is not None
        named = month.chinese, self._rules.unit(cell[1]).name, self._rules.metric(cell[2]).name
        shown = (one for one in reversed(self._cards[named]) if not one.deleted_at)
        return next((one for one in shown if "待核实" in one.text and f"（第{version}版）" in one.text), None)

    def _look(self) -> None:
        """Somebody asks how things stand."""
        self.here.chat.say(self.noise.choice([LEADER, *self.heads.values()]), self.noise.choice(LOOKS))
