"""A hundred units live through days of virtual time while a tenth of all calls fail: nothing is lost or doubled."""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import VirtualClock
from bot.files import read_sample
from bot.sandbox.api.server import serve
from bot.sandbox.world.messages import Message
from scoring.rulebook.load import load
from tests.faults import cast, checkers
from tests.faults.cast import LEADER, RULEBOOK
from tests.faults.house import House
from tests.faults.siege import strike
from tests.faults.stream import RATES

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"),  # aiohttp's own, in the chat server
]

HOURS = int(os.environ.get("LEITAI_HOURS") or 24)
SEED = int(os.environ.get("LEITAI_SEED") or 20261109)
UNITS = 100
AN_HOUR = 4
"""How many people do something in an hour."""
SUNDAY = datetime.fromisoformat("2026-11-08T12:00:00+08:00")
"""The day ends behind the weekly post of Monday morning."""
MORE = {f"more{number}": f"第{number}市场监管所" for number in range(UNITS - len(cast.OFFICES))}
RULES = (
    read_sample()
    + "".join(
        f'\n[[units]]\nid = "{unit}"\nname = "{name}"\narena = "offices"\n' for unit, name in MORE.items()
    ).encode()
)
HEADS = {**cast.HEADS, **{unit: 10_001 + place for place, unit in enumerate(MORE)}}


@dataclass
class Town:
    """What a hundred heads, the reviewers and a leader do, and what must follow from it."""

    here: House
    noise: random.Random
    said: list[tuple[Message, int]] = field(default_factory=list)
    waiting: dict[tuple[str, str], int] = field(default_factory=dict)
    """The cells that wait for a decision, with the version that is to be decided."""
    confirmed: set[tuple[str, str]] = field(default_factory=set)
    did: int = 0

    def live(self) -> None:
        """Let some people do something, each about a cell of its own."""
        touched: set[tuple[str, str]] = set()
        for act in self.noise.choices((self.report, self.decide, self.look), (5, 4, 1), k=AN_HOUR):
            act(touched)
        self.did += AN_HOUR

    def report(self, touched: set[tuple[str, str]]) -> None:
        """A head reports a cell, or reports anew what is not decided."""
        cell = self.noise.choice(list(HEADS)), self.noise.choice(RATES)
        if cell in self.confirmed or cell in touched:
            return
        touched.add(cell)
        self.waiting[cell] = self.waiting.get(cell, 0) + 1
        name, n = RULEBOOK.metric(cell[1]).name, 1000 + self.waiting[cell]
        line = f"/report {name} {self.noise.randint(600, 1000)}/{n} 2026-11"
        self.said.append((self.here.chat.say(HEADS[cell[0]], line), 1))

    def decide(self, touched: set[tuple[str, str]]) -> None:
        """A reviewer confirms what a card shows that reached him."""
        for cell, version in self.waiting.items():
            reviewer = cast.REVIEWERS[RULEBOOK.metric(cell[1]).leads[0]]
            words = (RULES_READ.unit(cell[0]).name, RULEBOOK.metric(cell[1]).name, f"（第{version}版）", "待核实")
            cards = self.here.told(reviewer, *words)
            if cell not in touched and cards:
                touched.add(cell)
                self.here.chat.press(reviewer, cards[-1].id, "确认")
                self.confirmed.add(cell)
                del self.waiting[cell]
                return

    def look(self, _touched: set[tuple[str, str]]) -> None:
        """Somebody asks how things stand."""
        self.here.chat.say(
            self.noise.choice([LEADER, *HEADS.values()]), self.noise.choice(["/rank", "/mine", "/pending"])
        )


RULES_READ = load(RULES)


async def test_days_of_a_hundred_units_with_faults_lose_double_and_leave_unexplained_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    clock, noise = VirtualClock(SUNDAY), random.Random(SEED)
    rows = cast.roster()
    rows += [
        {"unit": unit, "name": f"{MORE[unit]}长", "role": "head", "telegram_id": str(HEADS[unit])} for unit in MORE
    ]
    chat = cast.make_chat(clock.now, clock.seconds, rows=rows)
    path = cast.move_in(tmp_path, clock.now(), RULES, rows)
    async with serve(chat) as server:
        here = House(chat, server, clock, path, rules=RULES)
        town = Town(here, noise)
        try:
            await here.start()
            for hour in range(HOURS):
                strike(chat, 0.10, SEED + hour)
                town.live()
                await here.quiet(60)
                clock.move(SUNDAY + timedelta(hours=hour + 1))
                await here.bot.schedule.tick()
            chat.faults.clear()
            await here.quiet(60)
        finally:
            await here.stop()
    answered, letters = checkers.answers(chat, path, town.said)
    posted, weekly = checkers.posts(chat, path)
    states = {(row["unit"], row["metric"]): row["state"] for row in checkers.rows(path, "SELECT * FROM submissions")}
    record_property("trials", town.did)
    for name, count in {"hours": HOURS, "calls": len(chat.calls), **letters, **weekly}.items():
        record_property(name, count)

    assert [
        *checkers.tables(path),
        *checkers.kept(path, town.said),
        *checkers.pace(chat),
        *checkers.said_once(chat),
    ] == []
    assert [*answered, *posted] == []
    assert states == {**dict.fromkeys(town.waiting, "pending"), **dict.fromkeys(town.confirmed, "confirmed")}
    assert len(town.confirmed) > HOURS / 2
    assert weekly["posts"] == len(RULEBOOK.arenas) * (1 + (HOURS - 21) // 168)
