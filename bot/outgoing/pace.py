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
"""Five fewer than the chat server's limit: so many calls may be on their way, counted only when they have ended."""
MARGIN = timedelta(milliseconds=20)
"""Two clocks never agree to the last bit; a little more distance than asked costs nothing."""


class Pace:
    """When a chat may be written to next; times are real."""

    def __init__(self, calls: Iterable[tuple[int, datetime]]) -> None:
        self._chats: dict[int, deque[datetime]] = {}
        self._all: deque[datetime] = deque()
        for chat, moment in calls:
            self.note(chat, moment)

    def note(self, chat: int, moment: datetime, messages: int = 1) -> None:
        """Count messages that were sent at once, or may have been."""
        calls = self._chats.setdefault(chat, deque(maxlen=GROUP_A_MINUTE))
        calls.extend([moment] * messages)
        self._count(moment, messages)

    def note_album(self, moment: datetime, messages: int) -> None:
        """Count all but one of many messages that are about to go at once: the limit over all has room for one a call.

        They are counted again when the call has ended.
        """
        self._count(moment, messages - 1)

    def _count(self, moment: datetime, messages: int) -> None:
        self._all.extend([moment] * messages)
        while len(self._all) > ALL_A_SECOND:
            self._all.popleft()

    def free_at(self, chat: int, now: datetime, messages: int = 1) -> datetime:
        """Return the earliest moment at which so many messages may go to a chat at once."""
        free = now
        calls = self._chats.get(chat)
        if calls:
            free = max(free, calls[-1] + SECOND + MARGIN)
            surplus = len(calls) + messages - GROUP_A_MINUTE
            if chat < 0 and surplus > 0:
                free = max(free, calls[surplus - 1] + MINUTE + MARGIN)
        surplus = len(self._all) + messages - ALL_A_SECOND
        if surplus > 0:
            free = max(free, self._all[surplus - 1] + SECOND + MARGIN)
        return free

    def follow(self, old: int, new: int) -> None:
        """Carry what was counted to a group's new id."""
        if old in self._chats:
            self._chats[new] = self._chats.pop(old)
