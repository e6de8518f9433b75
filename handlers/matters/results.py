"""A part of a matter as people see it, and what the letters about matters hold."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from handlers.results import Values
from scoring.rulebook.ledgers import Evidence

Named = tuple[int, str]
"""A part: the number of its matter, and its unit by id."""
Light = Literal["", "near", "lagging", "overdue"]


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said or did about a part: the words, who and when, and how much is done of it."""

    words: str
    by: str
    at: datetime
    done: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A part as its card shows it: names instead of ids, as things are now.

    `key` and `stamp` are what its buttons carry: which part, and what was done so far. `asked`: until when an extension
    is asked for; `done` and `finished`: what was reported; `parent` is a matter above it (number, title). `proof`: how
    evidence of a finish is asked for; `adds`: its reader may add some.
    """

    number: int
    key: int
    stamp: int
    kind: str
    problem: bool
    title: str
    unit: str
    state: str
    light: Light
    round: int
    now: datetime
    deadline: datetime
    outcome: str | None
    quantity: int | None
    done: int | None
    source: str | None
    parent: tuple[str, str] | None
    helpers: tuple[str, ...]
    responsible: str | None
    measure: str | None
    by: str
    at: datetime
    proposed: bool
    verifiers: tuple[str, ...]
    progress: Told | None
    finished: Told | None
    verified: Told | None
    asked: tuple[datetime, Told] | None
    extensions: int
    most: int
    history: tuple[tuple[str, Told], ...]
    """What was returned, moved and so on, each with its act."""
    recheck: date | None
    settled: bool
    evidence: int
    cleared: int
    proof: Evidence
    adds: bool
    possible: tuple[str, ...]
    """The acts that its reader can do now."""


@dataclass(frozen=True, slots=True)
class Line:
    """A part in a line of a list."""

    number: int
    key: int
    stamp: int
    kind: str
    title: str
    unit: str
    state: str
    light: Light
    problem: bool
    deadline: datetime
    quantity: int | None
    done: int | None


@dataclass(frozen=True, slots=True)
class Several:
    """Several parts of a matter in a line of the ledger: how many stand where, the first deadline, the worst light."""

    number: int
    title: str
    units: int
    counts: tuple[tuple[str, int], ...]
    light: Light
    problem: bool
    deadline: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A matter as its assigner sees it: every part in a line, and how many stand where; `answers`: first of all."""

    number: int
    kind: str
    title: str
    now: datetime
    by: str
    verifiers: tuple[str, ...]
    lines: tuple[Line, ...]
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """A round of a part that a cell counts: on time, missed, or a 反弹; `share` where quantities count.

    `title`: "" for whoever is not shown the part.
    """

    entry: str
    title: str
    round: int
    what: str
    share: str | None


@dataclass(frozen=True, slots=True)
class MatterAbout:
    """The payload of a letter about one part, and the moment of what it shows at least."""

    number: int
    unit: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class MatterEdit(MatterAbout):
    """The payload of a letter that brings a card (`card`: the letter that it was) up to date."""

    card: int = 0


@dataclass(frozen=True, slots=True)
class MatterSheet:
    """The payload of the card of a whole matter; `answers`: it is all that its assigner is told."""

    number: int
    answers: bool = False


@dataclass(frozen=True, slots=True)
class SheetEdit(MatterSheet):
    """The payload of a letter that brings the card of a whole matter up to date."""

    card: int = 0


@dataclass(frozen=True, slots=True)
class MatterTold:
    """The payload of a sentence about parts."""

    code: str
    values: Values
    parts: list[Named]


@dataclass(frozen=True, slots=True)
class MatterAsked:
    """The payload of a question for what an act lacks: which act, about which part as it stood, and to whom.

    `told`: what was said with it.
    """

    number: int
    unit: str
    act: str
    stamp: int
    person: int
    name: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a part: what it asks for, and who is asked (numeric id, name)."""

    act: str
    evidence: bool
    card: Card
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class MatterReceipt:
    """The payload of what became of lines that assign: the numbers of matters, and of the others line, code, values."""

    taken: list[int]
    others: list[Values]


@dataclass(frozen=True, slots=True)
class MatterRefused:
    """A line that made no matter, and why."""

    line: str
    code: str
    values: Values


@dataclass(frozen=True, slots=True)
class Taken:
    """A matter that was assigned or proposed: its number, units, title, deadline, quantity, and who verifies."""

    entry: str
    proposed: bool
    units: tuple[str, ...]
    title: str
    deadline: datetime
    quantity: int | None
    verifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of every line that assigns."""

    taken: tuple[Taken, ...]
    others: tuple[MatterRefused, ...]


@dataclass(frozen=True, slots=True)
class MatterOffered:
    """The payload of words that may be about several parts: a button each does them."""

    said: str
    parts: list[Named]
    draft: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What was said, and each part that it may be about."""

    said: str
    draft: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MatterListed:
    """The payload of a list of parts of the bot's own accord: why they are listed, and which."""

    why: str
    parts: list[Named]


@dataclass(frozen=True, slots=True)
class Listed:
    """Parts that are listed, and why."""

    why: str
    now: datetime
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LedgerAsked:
    """The payload of an answer to /ledger: who asked, and how it is narrowed; `group`: only counts are shown."""

    person: int
    unit: str = ""
    kind: str = ""
    light: str = ""
    parent: int = 0
    group: bool = False


@dataclass(frozen=True, slots=True)
class LedgerTurned:
    """The payload of another page of an answer, in the place of its `letter`."""

    letter: int
    page: int
    as_of: str


@dataclass(frozen=True, slots=True)
class Parent:
    """A matter above others: leaves closed of leaves not withdrawn, and the worst light among them."""

    entry: str
    title: str
    responsible: str | None
    closed: int
    leaves: int
    light: Light


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of the ledger, a line a matter, and how many parts there are in which state.

    `units`: counts a unit, for the group. `imports`: its reader may assign by file. `closed`: so many more are closed.
    """

    letter: int
    page: int
    pages: int
    total: int
    now: datetime
    narrowed: Values
    counts: tuple[tuple[str, int], ...]
    lines: tuple[Line | Several, ...]
    units: tuple[tuple[str, int, int], ...] = ()
    parents: tuple[Parent, ...] = ()
    imports: bool = False
    closed: int = 0
