"""What the process counts of itself, and the one line that it says of every update: numbers and code words alone."""

import logging
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from storage.outbox import Letter

Loop = Literal["polling", "webhook", "worker", "outbox", "schedule"]
log = logging.getLogger(__name__)
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which a span belongs to a bucket; the last bucket has no bound."""


@dataclass(slots=True)
class Spans:
    """How long something took, by buckets of seconds."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0

    def note(self, seconds: float) -> None:
        """Count one span."""
        self.buckets[bisect_left(BOUNDS, seconds)] += 1
        self.total += seconds


@dataclass(slots=True)
class Tally:
    """Counted since the start. `updates`: by action and outcome; `sends`: by outcome; `polled_at`: the last answer.

    `beats`: until when each loop has nothing to answer for, by `seconds`, which only grow.
    """

    seconds: Callable[[], float]
    updates: Counter[tuple[str, str]] = field(default_factory=Counter)
    took: Spans = field(default_factory=Spans)
    sends: Counter[str] = field(default_factory=Counter)
    drawn: Spans = field(default_factory=Spans)
    ticks: int = 0
    polled_at: datetime | None = None
    beats: dict[Loop, float] = field(default_factory=dict)

    def beat(self, loop: Loop, rest: float = 0) -> None:
        """Note that a loop turns, and that it does nothing for so many seconds."""
        self.beats[loop] = self.seconds() + rest

    def note_update(self, number: int, person: int | None, action: str, seconds: float, ended: str, code: str) -> None:
        """Count an update that is settled, and say so; `code`: why it was refused."""
        self.updates[action, ended] += 1
        self.took.note(seconds)
        outcome = f"{ended} code={code}" if code else ended
        log.info(
            "update id=%s person=%s action=%s ms=%s outcome=%s", number, person, action, round(seconds * 1000), outcome
        )

    def note_send(self, ended: str, letter: Letter, reason: str = "") -> None:
        """Count a letter that was sent or void, or how its sending failed, and say of one that failed that it did."""
        self.sends[ended] += 1
        if reason:
            log.warning(
                "letter id=%s kind=%s chat=%s outcome=%s reason=%s", letter.id, letter.kind, letter.chat, ended, reason
            )
