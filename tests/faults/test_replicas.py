"""Four processes on one database are killed and cut off from it under a stream of reports: nothing is lost or twice."""

import os
import random
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from storage import transfer
from storage.engines.postgresql import RUNNING
from storage.place import Address
from tests import engine
from tests.faults import cast
from tests.faults.children import Child, Home, Mother, home
from tests.faults.line import Line
from tests.faults.siege import findings, strike
from tests.faults.stream import Stream
from tests.faults.swift import Swift

pytestmark = [
    engine.server_alone,
    pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"),  # aiohttp's own, in the chat server
]
REPLICAS = 4
KILLS = int(os.environ.get("LEITAI_KILLS") or 18)
SEED = int(os.environ.get("LEITAI_SEED") or 20261109)
CHANCES = (0.0, 0.10)
MONDAY = datetime.fromisoformat("2026-11-09T08:59:50+08:00")
OWED = """SELECT (SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending'))
    + (SELECT count(*) FROM inbox WHERE state = 'new') n"""
LEADER = f"""SELECT r.objid n FROM pg_locks r JOIN pg_locks l USING (pid, database)
    WHERE r.objsubid = 2 AND l.objsubid = 1 AND l.objid = {RUNNING & 0xFFFFFFFF}"""  # noqa: S608 - ours
CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
DEADLINE = 15
"""Seconds within which somebody takes in updates again whatever befell those that did."""


class Troop:
    """Processes that share a database; whoever dies is replaced."""

    def __init__(
        self, chat: Chat, here: Home, stream: Stream, place: Address, line: Line, noise: random.Random
    ) -> None:
        self.chat, self.stream, self.place, self.line, self.noise = chat, stream, place, line, noise
        self._home = here
        self.children: list[Child] = []
        self.counts: Counter[str] = Counter()
        self.serving: list[float] = []

    def fill(self) -> None:
        """Replace who died; now and then by one who dies by a commit of its own."""
        self.children = [child for child in self.children if not child.ended.is_set()]
        while len(self.children) < REPLICAS:
            dies = (self.noise.choice(["before", "after"]), self.noise.randint(1, 60))
            mortal = self.noise.random() < 0.25
            self.children.append(self._home.start(self.chat.bell.ring, dies=dies if mortal else None))

    def suffer(self, how: str) -> None:
        """Let people talk for a while, then let something happen; it must be served again within seconds."""
        self.stream.until(lambda: False, self.noise.uniform(0.2, 1.2))
        {
            "kill": self._kill_one,
            "leader": self._kill_leader,
            "all": self._kill_all,
            "cut": lambda: engine.change(self.place, CUT),
            "line": self.line.cut,
            "commit": self._lose_commits,
            "crash": self._crash,
        }[how]()
        self.counts[how] += 1
        mark, began = len(self.chat.calls), time.monotonic()
        self.fill()
        assert self.stream.until(lambda: self._polled(mark), DEADLINE), f"nobody polls after {how}: {self.told()}"
        self.serving.append(time.monotonic() - began)

    def _polled(self, mark: int) -> bool:
        return any(call.method == "getUpdates" and call.ok for call in self.chat.calls[mark:])

    def _kill_one(self) -> None:
        self._kill(self.noise.choice(self.children))

    def _kill_leader(self) -> None:
        told = dict(re.findall(r"process (\d+) is replica (\d+)", self._home.log.read_text()))
        leaders = {row["n"] for row in engine.rows(self.place, LEADER)}
        for child in self.children:
            if int(told.get(str(child.pid), 0)) in leaders:
                self._kill(child)
                self.counts["killed while leading"] += 1

    def _kill_all(self) -> None:
        for child in self.children:
            child.kill()
        assert all(child.ended.wait(10) for child in self.children)

    @staticmethod
    def _kill(child: Child) -> None:
        child.kill()
        assert child.ended.wait(10)

    def _lose_commits(self) -> None:
        before = self.line.lost
        self.line.losing = self.noise.randint(1, 3)
        self.stream.until(lambda: not self.line.losing, 5)
        self.counts["commits unanswered"] += self.line.lost - before

    def _crash(self) -> None:
        """Kill a process of the server, which then begins anew with all of them."""
        (row, *_) = engine.rows(self.place, "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() LIMIT 1")
        os.kill(row["pid"], signal.SIGKILL)

    def owed(self) -> int:
        """Count updates to process and letters to send."""
        return int(engine.rows(self.place, OWED)[0]["n"])

    def drain(self) -> None:
        """Let all of them run undisturbed until all is said and done, and end in peace."""
        self.chat.faults.clear()
        self.stream.open = False
        self.fill()
        done = self.stream.until(lambda: self.stream.over and self.chat.updates.idle and not self.owed(), 240)
        assert done, f"not drained: {self.owed()} owed, {self.stream}; {self.told()}"
        for child in self.children:
            child.stop()
        assert all(child.ended.wait(10) for child in self.children), "one did not end within 10 s of SIGTERM"

    def told(self) -> str:
        """Return what the processes logged last."""
        return self._home.log.read_text()[-3000:]


def through(place: Address, folder: Path) -> tuple[str, Path, Path]:
    """Return an address that leads through a socket in a folder, that socket, and the one of the server."""
    url = make_url(place.url)
    own, server = folder / ".s.PGSQL.5432", Path(str(url.query["host"])) / ".s.PGSQL.5432"
    query = {**url.query, "host": str(folder)}
    return url.set(query=query).render_as_string(hide_password=False), own, server


def test_nothing_is_lost_or_done_twice_whatever_befalls_four_processes_on_one_database(
    mother: Mother, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    clock, noise = Swift(MONDAY, speed=8), random.Random(SEED)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(tmp_path, MONDAY - timedelta(days=1))
    place = engine.place(path)
    assert isinstance(place, Address)
    stream = Stream(chat, SEED, at_once=6)
    url, own, server = through(place, tmp_path)
    hows = ["kill", "leader", "cut", "line", "commit", "kill", "leader", "crash", "commit"]
    weeks = {KILLS * week // 3: week for week in range(3)}
    with serve_in_thread(chat) as served, Line(server, own) as line, home(mother, tmp_path, served.url, clock) as here:
        here.share(url)
        troop = Troop(chat, here, stream, place, line, noise)
        troop.fill()
        for number in range(KILLS):
            strike(chat, CHANCES[number * len(CHANCES) // KILLS], SEED + number)
            if number and number in weeks:
                clock.move(MONDAY + timedelta(weeks=weeks[number]))
            troop.suffer("all" if number in weeks else hows[number % len(hows)])
        troop.drain()
        left = mother.left_behind()
        log = here.log.read_text()
    copied = tmp_path / "copied.db"
    transfer.to_file(place, copied)
    found, counts = findings(chat, copied, stream)
    for name, count in {"trials": KILLS, **counts, **troop.counts}.items():
        record_property(name, count)
    assert found == []
    assert left == []
    assert "Traceback" not in log
    assert max(troop.serving) < DEADLINE
