"""Judges the bot's pace by Telegram's limits, over every sliding window."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

CHAT_SECONDS = 1.0
GROUP_SECONDS, GROUP_MESSAGES = 60.0, 20
ALL_SECONDS, ALL_MESSAGES = 1.0, 30


@dataclass(frozen=True, slots=True)
class Violation:
    """More messages than a window allows: which rule, in which chat, when by the judge's own time."""

    rule: Literal["chat", "group", "all"]
    chat: int
    at: float
    messages: int
    wait: float


class Judge:
    """One message a second to a chat, 20 a minute to a group, 30 a second in all.

    Edits and the items of an album count as messages. An album cannot be spread over seconds, so by itself
    it keeps the limit of its chat for a second; whatever else comes within that second breaks it.
    """

    def __init__(self, pace: Callable[[], float]) -> None:
        self.pace = pace
        self.mode: Literal["record", "refuse"] = "record"
        self.violations: list[Violation] = []
        self._chats: dict[int, deque[tuple[float, int]]] = {}
        self._all: deque[tuple[float, int]] = deque()

    def ask(self, chat: int, messages: int) -> Violation | None:
        """Say which limit so many messages to a chat would break now, and record it."""
        now = self.pace()
        mine = self._chats.setdefault(chat, deque())
        _forget(mine, now - GROUP_SECONDS)
        _forget(self._all, now - ALL_SECONDS)
        if mine and now - mine[-1][0] < CHAT_SECONDS:
            found = Violation("chat", chat, now, messages + 1, mine[-1][0] + CHAT_SECONDS - now)
        elif chat < 0 and (total := _sum(mine) + messages) > GROUP_MESSAGES:
            found = Violation("group", chat, now, total, _wait(mine, now, total - GROUP_MESSAGES, GROUP_SECONDS))
        elif (total := _sum(self._all) + messages) > ALL_MESSAGES:
            found = Violation("all", chat, now, total, _wait(self._all, now, total - ALL_MESSAGES, ALL_SECONDS))
        else:
            return None
        self.violations.append(found)
        return found

    def note(self, chat: int, messages: int) -> None:
        """Count messages that were delivered."""
        now = self.pace()
        self._chats.setdefault(chat, deque()).append((now, messages))
        self._all.append((now, messages))


def _forget(sent: deque[tuple[float, int]], before: float) -> None:
    while sent and sent[0][0] <= before:
        sent.popleft()


def _sum(sent: deque[tuple[float, int]]) -> int:
    return sum(messages for _, messages in sent)


def _wait(sent: deque[tuple[float, int]], now: float, excess: int, window: float) -> float:
    """Seconds until so many messages have left the window."""
    for at, messages in sent:
        excess -= messages
        if excess <= 0:
            return at + window - now
    return window
