"""What is offered, waits for a second signature, or came in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from handlers.results import Values
from scoring.faults import Fault

Kind = Literal["rulebook", "schedule", "extension"]


@dataclass(frozen=True, slots=True)
class ChangeOffered:
    """The payload of the question from when on a change is to hold: the draft that holds it."""

    draft: int


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """The payload of what waits for a second signature."""

    change: int


@dataclass(frozen=True, slots=True)
class RulebookWanted:
    """The payload of a rulebook as a file: the one in force, or the sample."""

    sample: bool


@dataclass(frozen=True, slots=True)
class RulebookFaults:
    """The payload of what is wrong with a rulebook, as (place, code, values), and with how many things in all."""

    name: str
    faults: list[tuple[str, str, dict[str, str]]]
    count: int


@dataclass(frozen=True, slots=True)
class Mover:
    """A unit whose rank or total would be another."""

    name: str
    rank_before: str
    before: str
    rank_after: str
    after: str


@dataclass(frozen=True, slots=True)
class Moves:
    """Whom a change moves in an open period of an arena; `staying` are not moved.

    `lacking`: the value without a target for want of which the new rules score nobody.
    """

    period: str
    arena: str
    movers: tuple[Mover, ...]
    staying: int
    lacking: Values | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One difference in codes: what it is of, what happened, and its values."""

    of: str
    kind: str
    values: Values


Deadlines = tuple[datetime, datetime, datetime]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do: differences of the rules, deadlines before and after, who moves.

    `title`: the rulebook, or the line of the schedule; `year`: the one that dates need not name; `doubts`: what of the
    new schedule should be meant; `extended`: the period whose lock stays where it was put off to, and when that is;
    `overruled`: what ends with it, as the period since when and the line of the schedule, "" for a rulebook.
    """

    kind: Kind
    title: str
    fingerprint: str
    year: int
    doubts: tuple[Fault, ...]
    differences: tuple[Told, ...]
    deadlines: tuple[str, Deadlines, Deadlines] | None
    extended: tuple[str, datetime] | None
    moves: tuple[Moves, ...]
    overruled: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A change that its proposer may put in force from one of some periods, as (number, words, whether two sign)."""

    draft: int
    is_open: bool
    preview: Preview
    periods: tuple[tuple[int, str, bool], ...]
    barred: tuple[str, str] | None
    """The first period in which something was reported that the new rules do not know, and what."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A change that waits for its second signature, or no more."""

    change: int
    by: str
    period: str
    preview: Preview
    is_open: bool


@dataclass(frozen=True, slots=True)
class RulebookFile:
    """A rulebook to be handed over."""

    name: str
    body: bytes
    sample: bool


@dataclass(frozen=True, slots=True)
class TemplateFaults:
    """The payload of what is wrong with a template: the name of its file, and of each fault its code and values."""

    name: str
    faults: list[list[Any]]


@dataclass(frozen=True, slots=True)
class TemplateTried:
    """The payload of the word that a template is kept: its number."""

    template: int


@dataclass(frozen=True, slots=True)
class TemplateShown:
    """A template, by the name of its file, to be shown with a sample filled in."""

    name: str
    content: bytes
