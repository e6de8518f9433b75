"""The rulebook as /rules tells it: arenas, categories and metrics as names and codes."""

from dataclasses import dataclass
from datetime import datetime

from handlers.results import Values


@dataclass(frozen=True, slots=True)
class Rule:
    """One metric: who reports, who signs, how it earns points (`method`: a code and its parameters as text).

    `example` is what to write; `earns` the points of (value), None where they depend on the other units.
    `source` is the metric whose values it takes, `counted` says how a ledger counts them, `targets` are those of each
    unit in the period `aimed`.
    """

    metric: str
    arena: str
    category: str
    aliases: tuple[str, ...]
    full: str
    role: str
    by_lead: bool
    leads: tuple[str, ...]
    sign_all: bool
    kind: str
    input: str
    percent_ok: bool
    missing: str
    evidence: str
    method: tuple[str, Values]
    example: str
    earns: tuple[str, str] | None
    source: str = ""
    counted: str = ""
    round_value: int | None = None
    aimed: str = ""
    targets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A category of an arena with its full marks and metrics."""

    category: str
    full: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """The deadlines of a period, of a kind, on the bureau's wall clock."""

    kind: str
    period: str
    report: datetime
    review: datetime
    lock: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """What /rules answers: whole arenas as (name, chapters), or single metrics; `due` are the deadlines of now.

    `bonus_from` is the base from which on a bonus counts, `veto` what a veto does in words, `reasons` what returns
    commonly have, `season` how periods are published, and `kinds` the sorts of matters, in words.
    """

    competition: str
    arenas: tuple[tuple[str, tuple[Chapter, ...]], ...]
    metrics: tuple[Rule, ...]
    due: tuple[Due, ...]
    bonus_from: str | None = None
    veto: str = ""
    reasons: tuple[str, ...] = ()
    season: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesAsked:
    """The payload of an answer to /rules: the ids of whole arenas, or of single metrics."""

    arenas: list[str]
    metrics: list[str]


Place = tuple[int, int, int]
"""A page of the rules: which arena, category of it, metric of that, counted from 1; 0 where none is chosen."""


@dataclass(frozen=True, slots=True)
class RulesTurned:
    """The payload of another page of the rules, in the place of their `letter`."""

    letter: int
    arena: int
    category: int
    metric: int


@dataclass(frozen=True, slots=True)
class Turned:
    """Another page of the rules that are the `message`."""

    letter: int
    message: int | None
    rules: Rules
    place: Place
