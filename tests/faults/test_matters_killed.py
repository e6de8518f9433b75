"""The bot is killed again and again between finish and verification of matters; nothing is lost, nothing is twice."""

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.restdays import RestDays
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from bot.sandbox.world.messages import Message
from handlers.matters.actions import verifying
from handlers.turn import Turn
from storage.database import Database
from tests.faults import cast, checkers
from tests.faults.cast import OFFICES, RULEBOOK
from tests.faults.children import Mother, home
from tests.faults.house import THURSDAY
from tests.faults.siege import LONGEST, Siege
from tests.faults.stream import Case, Script, Stream
from tests.faults.swift import Swift
from tests.faults.test_kills import SEED, on_a_server

pytestmark = pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning")  # aiohttp's own, in the chat server

KILLS = int(os.environ.get("LEITAI_KILLS") or 12)
KIND = next(kind.name for kind in RULEBOOK.kinds if kind.id == "urgent")
CARD = re.compile(r"\S+ T\d{4,} \S+\n\S+ · ")


def errands(seed: int) -> Iterator[Case]:
    """Make one matter after the other, each for an office, each of a title of its own."""
    noise, index, metric = random.Random(seed), 0, RULEBOOK.metric("urgent_tasks")
    while True:
        index += 1
        yield Case(index, "matter", RULEBOOK.unit(noise.choice(OFFICES)), metric, "", "", f"第{index}号排查")


class Errands(Stream):
    """Matters that are assigned, finished and verified; between the last two the bot dies at least once."""

    def __init__(self, chat: Chat, seed: int) -> None:
        super().__init__(chat, seed, at_once=5)
        self._source = errands(seed)
        self.deaths = 0
        self.held: set[int] = set()
        self.closed: list[Case] = []
        self.looked: Counter[tuple[int, str]] = Counter()
        self._silent: Counter[int] = Counter()

    @property
    def waits(self) -> bool:
        """Whether everybody waits for the bot to die."""
        return bool(self._running) and self._running.keys() == self.held

    def _patience(self, index: int) -> float:
        """Return twice as many seconds after every time that nothing was heard: what is late need not be said again."""
        return super()._patience(index) * (1 << min(self._silent[index], 4))

    def _script(self, case: Case) -> Script:
        office, title = case.reviewers[0], str(case.title)
        self.chat.say(office, f"/task {KIND} {case.unit.name} 11月25日 {title}")
        yield from self._until(case, case.head, "完成 已排查", "· 办理中", "· 待核查")
        died = self.deaths
        self.held.add(case.index)
        while self.open and self.deaths == died:
            yield partial(self._died_since, died)
        self.held.discard(case.index)
        yield from self._until(case, office, "确认", "· 待核查", "· 已办结")
        self.closed.append(case)

    def _died_since(self, died: int) -> bool:
        return self.deaths > died or not self.open

    def _until(self, case: Case, who: int, words: str, shows: str, then: str) -> Script:
        """Let somebody reply to the card until it shows what follows; who has none looks into the ledger."""
        said: list[Message] = []
        while True:
            card = yield partial(self._card_of, case, who, shows, then)
            if card is None:
                self._silent[case.index] += 1
                yield from self._look(case, who)
                continue
            if then in card.text:
                break
            said.append(self.chat.say(who, words, reply_to=card.id))
            if (yield partial(self._did, case, who, then, said)):
                break
            self._silent[case.index] += 1
        del self._silent[case.index]

    def _did(self, case: Case, who: int, then: str, said: list[Message]) -> bool:
        """Say whether a card or an answer shows what follows: a card whose delivery stayed in doubt is not edited."""
        answers = (answer.text for one in said if (answer := self._reply_to(one)) is not None)
        return any(then.removeprefix("· ") in text for text in answers) or self._card_of(case, who, then) is not None

    def _card_of(self, case: Case, who: int, *shows: str) -> Any:
        """Find a card that shows one of these, rather the last named: one that came twice is edited once."""
        found = [m for m in self._recent(who) if CARD.match(m.text) and f"\n{case.title}\n" in m.text]
        return next((m for word in reversed(shows) for m in found if word in m.text), None)

    def _look(self, case: Case, who: int) -> Script:
        self.looked[who, str(case.title)] += 1
        asked = self.chat.say(who, f"/ledger {case.unit.name}")
        listed = yield partial(self._reply_to, asked)
        line = listed and next((line for line in listed.text.splitlines() if line.endswith(f"：{case.title}")), None)
        for button in (button for row in listed.buttons for button in row) if line else ():
            if line.split()[0] in button.text:
                self.chat.press(who, listed.id, data=button.data)
                return


def live_and_die(siege: Siege, stream: Errands) -> None:
    """Let a bot live until one of its commits, or until all that was finished waits to be verified."""
    dies = (siege.noise.choice(["before", "after"]), siege.noise.randint(1, 40))
    child = siege.home.start(siege.chat.bell.ring, dies=dies)
    stream.until(lambda: child.ended.is_set() or stream.waits, LONGEST)
    siege.counts["killed at a commit"] += child.ended.is_set()
    child.kill()
    assert child.ended.wait(10)
    stream.deaths += 1


def faults(chat: Chat, path: Path, stream: Errands) -> list[str]:
    """Hold what people saw against the books, and the books against themselves."""
    found = []
    sql = "SELECT s.number, s.unit, m.title, s.state FROM part_standings s JOIN matters m ON m.number = s.number"
    kept = {(row["title"], row["unit"]): row for row in checkers.rows(path, sql)}
    acts = Counter((row["number"], row["act"]) for row in checkers.rows(path, "SELECT number, act FROM matter_acts"))
    if len(kept) != len(stream.cases) or len(stream.closed) != len(stream.cases):
        found.append(f"{len(stream.cases)} were assigned, {len(kept)} are kept, {len(stream.closed)} were seen closed")
    for case in stream.closed:
        row = kept.get((case.title, case.unit.id))
        did = [] if row is None else [acts[row["number"], act] for act in ("assign", "finish", "verify")]
        if row is None or row["state"] != "closed" or did != [1, 1, 1]:
            found.append(f"{case.title} was seen closed: {row} {did}")
    closed = Counter(case.unit.id for case in stream.closed)
    cells = checkers.rows(
        path, "SELECT unit, value FROM cell_values WHERE metric = 'urgent_tasks' AND valid_to IS NULL"
    )
    if {row["unit"]: row["value"] for row in cells} != {unit: f"{n}/{n}" for unit, n in closed.items()}:
        found.append(f"the cells hold {[dict(row) for row in cells]}, closed were {closed}")
    database = Database(checkers.place_of(path))
    try:
        with database.transaction(THURSDAY + timedelta(days=1)) as tx:
            found += [str(one) for one in verifying.look(Turn(tx, "look", RestDays(path.parent)))]
    finally:
        database.close()
    return [*found, *checkers.tables(path), *twice(chat, path, stream), *checkers.pace(chat)]


def twice(chat: Chat, path: Path, stream: Errands) -> list[str]:
    """No card and no word is owed twice, or stands twice in a chat, unless asked for or its delivery was in doubt."""
    found, titles = (
        [],
        {row["number"]: row["title"] for row in checkers.rows(path, "SELECT number, title FROM matters")},
    )
    owed, may, doubted = Counter[tuple[int, str, str]](), Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    sql = "SELECT chat, kind, payload, doubts, state FROM outbox WHERE kind IN ('matter_card', 'matter_told')"
    for letter in checkers.rows(path, sql):
        said = checkers.read(letter["payload"])
        title = titles[said["number"] if letter["kind"] == "matter_card" else said["parts"][0][0]]
        owed[letter["chat"], said.get("code", "card"), title] += 1
        may[letter["chat"], title] += (letter["kind"] == "matter_card") * (1 + letter["doubts"])
        doubted[letter["chat"], title] += letter["state"] == "unknown"
    for (place, what, title), count in owed.items():
        if count > 1 + (stream.looked[place, title] + doubted[place, title] if what == "card" else 0):
            found.append(f"{what} of {title} was owed to {place} {count} times")
    shown = Counter(
        (place, title.group(1))
        for place, room in chat.rooms.items()
        for message in room.messages.values()
        if message.outgoing and CARD.match(message.text) and (title := re.search(r"\n(第\d+号排查)\n", message.text))
    )
    found += [f"{key} has {count} cards" for key, count in shown.items() if count > may[key]]
    return found


def test_kills_between_finish_and_verification_lose_and_double_nothing(
    mother: Mother, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    clock = Swift(THURSDAY)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(tmp_path, clock.now())
    stream = Errands(chat, SEED)
    with serve_in_thread(chat) as server, home(mother, tmp_path, server.url, clock) as here:
        on_a_server(here)
        siege = Siege(chat, here, stream, random.Random(SEED))
        for _ in range(KILLS):
            live_and_die(siege, stream)
        stream.open = False
        siege.drain()
        left = mother.left_behind()
    found = faults(chat, path, stream)
    counts = {"matters": len(stream.cases), "killed at a commit": siege.counts["killed at a commit"]}
    for name, count in {"trials": KILLS, **counts}.items():
        record_property(name, count)
    assert found == []
    assert left == []
    assert counts["killed at a commit"] > KILLS // 3
    assert counts["matters"] > KILLS // 10, "each lives through several deaths, more of them the slower it is answered"
