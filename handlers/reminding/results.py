"""What waits for somebody, asked for or said of the bot's own accord."""

from dataclasses import dataclass
from datetime import date, datetime

from handlers.submissions.results import About, Claimed


@dataclass(frozen=True, slots=True)
class Unreported:
    """What a unit has not reported in a period: until when it is due, and until when it is taken at all.

    `others`: what its leads report, and have not; `example`: a value as the first of its own could be written.
    """

    unit: str
    period: str
    due: datetime
    lock: datetime
    metrics: tuple[str, ...]
    others: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Todo:
    """What waits for somebody: cards to decide, own claims to mend or waiting, metrics not reported, lost letters.

    `locked` are those of the first three that only a correction can still change.

    `now` is the moment of it; `cards` is how a person who decides chose to be told: at_once or
    digest, None for anybody else; `hours` are those of the digest. `flags`: how many wait for a
    leader.
    """

    decide: tuple[Claimed, ...]
    mend: tuple[Claimed, ...]
    waiting: tuple[Claimed, ...]
    locked: tuple[Claimed, ...]
    missing: tuple[Unreported, ...]
    lost: tuple[tuple[int, str, int], ...]
    now: datetime
    cards: str | None = None
    hours: tuple[str, ...] = ()
    flags: int = 0
    matters: tuple[int, int] = (0, 0)
    """How many parts of matters are to be done by the own units, and to be verified."""


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
    """What waits for a reviewer; `due` where the deadline is near, `by` where somebody calls for it.

    `letter` is the number of the letter that tells it.
    """

    waiting: tuple[Claimed, ...]
    today: date
    due: datetime | None
    letter: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Nudge:
    """A card that somebody asks to have decided."""

    claimed: Claimed
    by: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """The payload of a reminder: cells as (unit, metric, period) in the order of their numbers, events to mend."""

    month: str
    items: list[tuple[str, str, str]]
    mend: list[int]


@dataclass(frozen=True, slots=True)
class NilAsked:
    """The payload of the question which items of a reminder there is nothing of."""

    letter: int
    places: list[int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The payload of a list of what waits, as (number, version).

    `due` where the deadline is near, `by` where somebody calls for it.
    """

    items: list[tuple[int, int]]
    due: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Urged(About):
    """The payload of 催办: the submission, and who asks."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class TodoAsked:
    """The payload of an answer to /pending."""

    person: int
    as_of: str
