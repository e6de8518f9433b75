"""A form to fill in, what a table would report, and what became of it."""

from dataclasses import dataclass
from typing import Literal

from handlers.results import Values
from handlers.submissions.results import Claimed
from scoring.standings.publish import Scale


@dataclass(frozen=True, slots=True)
class Imported:
    """What a table reports: the submissions as they stand (or would), and how many values were confirmed before."""

    taken: tuple[Claimed, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form: the hidden id, the metric's name, how to write a value, and what a value looks like."""

    id: str
    name: str
    how: tuple[str, Values]
    kind: Literal["pair", "whole", "number"]
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet of a form; a row is (unit id, name, what is confirmed already a column)."""

    title: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[str, str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form (填报表) for one lead: a sheet an arena and period."""

    name: str
    sheets: tuple[FormSheet, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a row of a table replaces; `of_other`: it waits for a decision, and somebody else reported it."""

    value: str | None
    state: str
    reporter: str
    of_other: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a row of a table would report, its state after, what it replaces, and how its value stands out.

    An event has no value but a level and a title, `event`.
    """

    unit: str
    metric: str
    value: str | None
    event: str
    metric_unit: str
    scale: Scale | None
    period: str
    state: str
    replaced: Replaced | None
    reasons: tuple[tuple[str, Values], ...]

    @property
    def held(self) -> bool:
        """Say whether it waits for a word of its own."""
        return bool(self.reasons) or (self.replaced is not None and self.replaced.of_other)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a table that was sent would report."""

    draft: int
    name: str
    rows: tuple[Proposed, ...]
    unchanged: int


@dataclass(frozen=True, slots=True)
class Brought:
    """The payload of what a table brought in: submissions as (number, version), and how many were confirmed before."""

    items: list[tuple[int, int]]
    unchanged: int
    as_of: str


@dataclass(frozen=True, slots=True)
class FormFor:
    """The payload of a form: for whom."""

    person: int


@dataclass(frozen=True, slots=True)
class Faults:
    """The payload of what is wrong with a table, as (row, place, code, values)."""

    name: str
    faults: list[tuple[int, str, str, Values]]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The payload of a letter about a table that holds nothing new."""

    name: str
    unchanged: int


@dataclass(frozen=True, slots=True)
class TableAsked:
    """The payload of the question whether a table is meant."""

    draft: int
