"""Whatever is owed to whomever, however long calls take, however often the process restarts: no window is broken."""

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outgoing.pace import MINUTE, Pace
from bot.outgoing.taking import AT_ONCE
from bot.sandbox.watch.judge import Judge

BEGIN = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
TENTHS = st.integers(0, 8)


@dataclass(frozen=True, slots=True)
class Owed:
    """A message to a chat: how long the call takes until the server has it, and until its answer is here, in 0.1 s."""

    chat: int
    there: int
    back: int
    lost: bool
    many: int = 1
    """The messages that it is: an album goes at once."""


@dataclass
class Rehearsal:
    """Delivery's own loop over simulated time, with a judge at the server."""

    owed: list[Owed]
    restarts: set[int]
    now: float = 0.0
    judge: Judge = field(init=False)
    pace: Pace = field(default_factory=lambda: Pace(()))
    busy: dict[int, Owed] = field(default_factory=dict)
    calls: dict[int, tuple[int, float]] = field(default_factory=dict)
    events: list[tuple[float, int, str, Owed]] = field(default_factory=list)
    started: int = 0

    def __post_init__(self) -> None:
        self.judge = Judge(lambda: self.now)

    def play(self) -> None:
        """Send everything that is owed."""
        waiting = defaultdict(list)
        for message in self.owed:
            waiting[message.chat].append(message)
        while any(waiting.values()) or self.events:
            next_at = self._start(waiting)
            if self.events and self.events[0][0] <= next_at:
                self._happen()
            else:
                self.now = next_at

    def _start(self, waiting: dict[int, list[Owed]]) -> float:
        """Do as Delivery._round: start whatever may go now; returns when to look again."""
        at, next_at = self._moment(self.now), float("inf")
        for chat in [chat for chat, messages in waiting.items() if messages and chat not in self.busy]:
            many = waiting[chat][0].many
            free = self.pace.free_at(chat, at, many)
            if len(self.busy) >= AT_ONCE:
                break
            if free > at:
                next_at = min(next_at, (free - BEGIN).total_seconds())
                continue
            message = waiting[chat].pop(0)
            if many > 1:
                self.pace.note_album(at, many)
            self.busy[chat] = message
            self.started += 1
            self.calls[self.started] = (chat, self.now)
            heapq.heappush(self.events, (self.now + message.there / 10, self.started, "there", message))
            if self.started in self.restarts:
                self._restart()
                break
        return next_at if self.events or next_at < float("inf") else self.now

    def _happen(self) -> None:
        self.now, number, what, message = heapq.heappop(self.events)
        if what == "there":
            if self.judge.ask(message.chat, message.many) is None and not message.lost:
                self.judge.note(message.chat, message.many)
            heapq.heappush(self.events, (self.now + message.back / 10, number, "back", message))
        elif self.busy.get(message.chat) is message:
            del self.busy[message.chat]
            self.calls[number] = (message.chat, self.now)
            self.pace.note(message.chat, self._moment(self.now), message.many)

    def _restart(self) -> None:
        """Do as Delivery.recover: whatever was in flight is with the server, or never will be."""
        while self.events:
            self._happen_at_the_server()
        now = self._moment(self.now)
        calls = sorted((self._moment(at), chat) for chat, at in self.calls.values())
        self.pace = Pace((chat, at) for at, chat in calls if at >= now - MINUTE)
        for chat in self.busy:
            self.pace.note(chat, now)
        self.busy.clear()

    def _happen_at_the_server(self) -> None:
        at, _, what, message = heapq.heappop(self.events)
        self.now = max(self.now, at)
        if what == "there" and self.judge.ask(message.chat, message.many) is None:
            self.judge.note(message.chat, message.many)

    @staticmethod
    def _moment(seconds: float) -> datetime:
        return BEGIN + timedelta(seconds=seconds)


chats = st.one_of(st.just(-100), st.integers(-3, -1), st.integers(1, 40))
messages = st.builds(Owed, chats, TENTHS, TENTHS, st.booleans())
groups = st.builds(Owed, st.just(-100), TENTHS, TENTHS, st.just(False))


@settings(max_examples=200, deadline=None)
@given(st.lists(messages | groups, max_size=150), st.sets(st.integers(1, 150), max_size=6))
def test_no_window_is_broken_whatever_is_owed(owed: list[Owed], restarts: set[int]) -> None:
    rehearsal = Rehearsal(owed, restarts)
    rehearsal.play()
    assert rehearsal.judge.violations == []
    assert rehearsal.started == len(owed)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 200), min_size=60, max_size=200, unique=True), st.integers(0, 8))
def test_a_broadcast_keeps_the_limit_over_all_and_uses_it(people: list[int], there: int) -> None:
    rehearsal = Rehearsal([Owed(person, there, 0, lost=False) for person in people], set())
    rehearsal.play()
    assert rehearsal.judge.violations == []
    at_most = max(len(people) / AT_ONCE * there / 10, len(people) / 25 * 1.1)
    assert rehearsal.now <= at_most + 2


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(1, 200), min_size=40, max_size=120, unique=True),
    st.lists(st.tuples(st.integers(0, 40), st.integers(2, 8)), min_size=1, max_size=4),
    TENTHS,
)
def test_albums_on_their_way_leave_room_for_what_is_sent_beside_them(
    people: list[int], albums: list[tuple[int, int]], there: int
) -> None:
    owed = [Owed(person, there, 0, lost=False) for person in people]
    for number, (place, many) in enumerate(albums):
        owed.insert(place, Owed(-1 - number, there, 0, lost=False, many=many))
    rehearsal = Rehearsal(owed, set())
    rehearsal.play()
    assert rehearsal.judge.violations == []
    assert rehearsal.started == len(owed)


def test_a_group_gets_twenty_a_minute_and_the_next_when_the_first_has_left_the_window() -> None:
    rehearsal = Rehearsal([Owed(-100, 0, 0, lost=False)] * 21, set())
    rehearsal.play()
    times = [at for _, at in rehearsal.calls.values()]
    assert 60 <= times[20] - times[0] < 61
    assert all(later - earlier >= 1 for earlier, later in pairwise(times))


def test_a_chat_that_migrated_takes_its_count_along() -> None:
    pace = Pace((-1, BEGIN + timedelta(seconds=second)) for second in range(20))
    pace.follow(-1, -1001)
    assert pace.free_at(-1001, BEGIN + timedelta(seconds=25)) > BEGIN + timedelta(seconds=60)
