"""What the leads' desks show: a batch to confirm, a form to fill in, what a table would report, what became of it."""

from dataclasses import dataclass
from typing import Literal

from handlers.results import Claimed, Values


@dataclass(frozen=True, slots=True)
class Proposed:
    """One submission of a batch, the unit's last value, and, where it is left out, why (codes with values)."""

    claimed: Claimed
    last: str | None
    reasons: tuple[tuple[str, Values], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press would confirm (`taken`), what is left out, how many wait beyond; `draft` None when it is over."""

    draft: int | None
    taken: tuple[Proposed, ...]
    left: tuple[Proposed, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class BatchDone:
    """What became of a batch: submissions as they stand now, and those not confirmed with the code that says why."""

    done: tuple[Claimed, ...]
    refused: tuple[tuple[Claimed, str, Values], ...]


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
class Proposal:
    """What a table that was sent would report; `draft` None once it was answered.

    `rows` are (unit, metric, value with its unit, period, state after).
    """

    draft: int | None
    name: str
    rows: tuple[tuple[str, str, str, str, str], ...]
    unchanged: int
