"""The queue of updates for the bot, fetched by it or brought to it, with Telegram's own rules of acknowledging."""

import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.facts import FACTS, LIMITS
from bot.sandbox.refusals import Impossible, Json
from bot.sandbox.watch.faults import Faults
from bot.sandbox.world.bell import Bell

TYPES = frozenset(FACTS["update_types"])
DEFAULT = TYPES - frozenset(FACTS["update_types_off_by_default"])
AHEAD = 10
"""Telegram's queue takes an offset further ahead than this for a mistake and answers from its head."""
HIGHEST = 2**31 - 2**20


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that was not acknowledged yet."""

    id: int
    body: Json
    until: float


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates are brought to, by what secret the bot knows who brings them, and how many at once at most."""

    url: str
    secret: str
    connections: int


Queue = tuple[str, int]
"""What is brought one after another, each when the one before has arrived: such as the messages of a chat."""


class Updates:
    """What the bot has not acknowledged; a press waits 150 seconds, anything else 24 hours of real time.

    `failed`: when an update could not be brought last, in Unix time, and why.
    """

    def __init__(self, pace: Callable[[], float], faults: Faults) -> None:
        self._pace = pace
        self._faults = faults
        self._again: list[Json] = []
        self._noise = random.Random(0)
        self.pending: deque[Waiting] = deque()
        self.recent: deque[Json] = deque(maxlen=1000)
        self.next_id = 400_000_001
        self.allowed = DEFAULT
        self.bell = Bell()
        self.poll = 0
        self.polling = 0
        self.hook: Hook | None = None
        self.failed: tuple[int, str] | None = None

    def allow(self, names: list[str]) -> None:
        """Remember which kinds the bot wants from now on; an empty list means the usual ones."""
        self.allowed = (frozenset(names) & TYPES) if names else DEFAULT

    def push(self, kind: str, body: Json) -> int | None:
        """Queue an update, unless the bot has not asked for its kind; return its id."""
        if kind not in self.allowed:
            return None
        life = LIMITS["press_seconds"] if kind == "callback_query" else LIMITS["update_hours"] * 3600
        update = {"update_id": self.next_id, kind: body}
        self.pending.append(Waiting(self.next_id, update, self._pace() + life))
        self.recent.append(update)
        self.next_id += 1
        self.bell.ring()
        return self.next_id - 1

    def bring(self, hook: Hook | None) -> None:
        """Bring updates from now on, or wait for polls; a poll that waits ends with a conflict."""
        self.hook = hook
        self.failed = None
        self.begin_poll()

    def begin_poll(self) -> int:
        """Begin a new poll and number it; one that still waits ends with a conflict."""
        self.poll += 1
        self.bell.ring()
        return self.poll

    def fetch(self, offset: int, limit: int) -> list[Json]:
        """Forget what the offset acknowledges and return what is due, at most so many."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        elif offset <= self.next_id + AHEAD:
            while self.pending and self.pending[0].id < offset:
                self.pending.popleft()
        self._expire(limit)
        batch, self._again = self._again, []
        batch += [one.body for one in self._first(limit)]
        return self._disturbed(batch)

    def _expire(self, limit: int) -> None:
        now = self._pace()
        if any(one.until <= now for one in self._first(limit)):
            self.pending = deque(one for one in self.pending if one.until > now)

    def _first(self, limit: int) -> list[Waiting]:
        return [self.pending[place] for place in range(min(limit, len(self.pending)))]

    def _disturbed(self, batch: list[Json]) -> list[Json]:
        noise = self._faults.noise
        if self._faults.duplicate:
            self._again = [update for update in batch if noise.random() < self._faults.duplicate]
        if self._faults.reorder and noise.random() < self._faults.reorder:
            noise.shuffle(batch)
        return batch

    def to_bring(self) -> dict[Queue, Json]:
        """Return the first update of every queue."""
        self._expire(len(self.pending))
        found: dict[Queue, Json] = {}
        for update in (*self._again, *(one.body for one in self.pending)):
            found.setdefault(_queue(update), update)
        return found

    def arrived(self, update: Json) -> None:
        """Forget an update that was brought, unless it is to be brought twice."""
        if self._faults.noise.random() < self._faults.duplicate:
            return
        self._again = [one for one in self._again if one is not update]
        self.pending = deque(one for one in self.pending if one.body is not update)
        self.bell.ring()

    def redeliver(self, update_id: int) -> None:
        """Deliver an update once more, whatever was acknowledged, as Telegram does now and then."""
        for update in self.recent:
            if update["update_id"] == update_id:
                self._again.append(update)
                self.bell.ring()
                return
        raise Impossible(f"no update {update_id} among the last {self.recent.maxlen}")

    def restart_ids(self, first: int | None = None) -> int:
        """Let ids go on from anywhere, as after a week of silence; only when all is acknowledged."""
        if self.pending:
            raise Impossible("ids restart only in silence: updates still wait to be acknowledged")
        self.next_id = self._noise.randrange(1, HIGHEST) if first is None else first
        return self.next_id

    def drop(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self._again.clear()

    @property
    def idle(self) -> bool:
        """Whether all was acknowledged, and a poll waits for more or none is needed: nothing is left to take in."""
        return (self.polling > 0 or self.hook is not None) and not self.due

    @property
    def due(self) -> bool:
        """Whether anything waits for the bot."""
        return bool(self.pending or self._again)


def _queue(update: Json) -> Queue:
    kind = next(name for name in update if name != "update_id")
    about = update[kind]["from" if kind == "callback_query" else "chat"]
    return kind, int(about["id"])
