"""Pacing as Telegram asks: one message a second to a chat, 20 a minute to a group, 25 a second over all.

Counted from when a call ended, so that the server sees at least the same distance; loaded from the outbox at start.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta

MINUTE = timedelta(seconds=60)
SECOND = timedelta(seconds=1)
GROUP_A_MINUTE = 20
ALL_A_SECOND = 25
# Two clocks never agree to the last bit; a little more distance than asked costs nothing.
MARGIN = timedelta(milliseconds=20)


class Pace:
    """When a chat may be written to next; times are real."""

    def __init__(self, calls: Iterable[tuple[int, datetime]]) -> None:
        self._chats: dict[int, deque[datetime]] = {}
        self._all: deque[datetime] = deque()
        for chat, moment in calls:
            self.note(chat, moment)

    def note(self, chat: int, moment: datetime) -> None:
        """Count one message that was sent, or may have been."""
        calls = self._chats.setdefault(chat, deque(maxlen=GROUP_A_MINUTE))
        calls.append(moment)
        self._all.append(moment)
        while len(self._all) > ALL_A_SECOND:
            self._all.popleft()

    def free_at(self, chat: int, now: datetime) -> datetime:
        """Return the earliest moment at which a message may go to a chat."""
        free = now
        calls = self._chats.get(chat)
        if calls:
            free = max(free, calls[-1] + SECOND + MARGIN)
            if chat < 0 and len(calls) == GROUP_A_MINUTE:
                free = max(free, calls[0] + MINUTE + MARGIN)
        if len(self._all) == ALL_A_SECOND:
            free = max(free, self._all[0] + SECOND + MARGIN)
        return free

    def follow(self, old: int, new: int) -> None:
        """Carry what was counted to a group's new id."""
        if old in self._chats:
            self._chats[new] = self._chats.pop(old)
