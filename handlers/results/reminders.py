"""What the bot says of its own accord, as views render it."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.results import Claimed


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to report: its place in the list that was sent, and the number and reason where it was returned."""

    place: int
    unit: str
    period: str
    metric: str
    example: str
    number: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a head has still to report or to mend before a deadline; `letter` is the reminder's own number."""

    letter: int
    today: date
    due: datetime
    items: tuple[Item, ...]
    mend: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What waits for a reviewer; `due` where the deadline is near."""

    waiting: tuple[Claimed, ...]
    today: date
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Nudge:
    """A card that somebody asks to have decided."""

    claimed: Claimed
    by: str
