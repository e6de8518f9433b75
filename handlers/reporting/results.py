"""What becomes of a report, line by line."""

from dataclasses import dataclass, field
from typing import Any

from handlers.results import Values
from handlers.submissions.results import Claimed
from scoring.standings.publish import Scale


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What became of one line of a report: taken (a submission), refused (a code), or asked (a draft with options)."""

    line: str
    number: int | None = None
    version: int | None = None
    same: bool = False
    code: str | None = None
    values: Values = field(default_factory=dict)
    draft: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WouldReport:
    """What a line without a command would report; `number`: the submission whose new value it would be."""

    metric: str
    value: str
    metric_unit: str
    period: str
    unit: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Plain:
    """The payload of the offer to report lines without a command: of each metric what it would be, as JSON.

    `others` are (line, code, values) of lines that would be refused or asked about.
    """

    draft: int
    would: list[tuple[str, dict[str, Any]]]
    others: list[tuple[str, str, Values]]


@dataclass(frozen=True, slots=True)
class PlainOffer:
    """What lines without a command would report, each with how shares are rounded; `others` as in the payload."""

    draft: int
    would: tuple[tuple[WouldReport, Scale | None], ...]
    others: list[tuple[str, str, Values]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to a report: every line with what became of it."""

    taken: tuple[tuple[Claimed, bool], ...]
    others: tuple[LineOutcome, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """The payload of a receipt: `taken` are (number, version, the same as before), `others` lines as JSON.

    `number` and `version` only where it is about one submission.
    """

    taken: list[tuple[int, int, bool]]
    others: list[dict[str, Any]]
    as_of: str
    number: int | None = None
    version: int | None = None
