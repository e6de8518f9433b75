"""A submission as people see it."""

from dataclasses import dataclass
from datetime import datetime

from handlers.results import Values
from scoring.standings.publish import Scale


@dataclass(frozen=True, slots=True)
class Beside:
    """What a value is seen beside: the unit's `last` one (its period, value), the arena's median, how it stands out.

    The period of the last value is `month`, `quarter` or `year` where it is the one directly before, else its name.
    """

    last: tuple[str, str] | None = None
    median: str | None = None
    reasons: tuple[tuple[str, Values], ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A submission as people see it: names instead of ids, one version, its state as of some moment.

    `seal` goes with every button that is offered for it.
    """

    number: int
    version: int
    state: str
    unit: str
    metric: str
    metric_unit: str
    period: str
    value: str | None
    level: str | None
    title: str | None
    amended: str | None
    reporter: str | None
    """Who reported it; None where the lock counted it of a ledger."""
    reporter_unit: str
    reported_at: datetime
    by_lead: bool
    leads: tuple[str, ...]
    signed: tuple[str, ...]
    sign_all: bool
    stand_in: bool
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    evidence: int
    """How many pieces of evidence there are, of which so many are `cleared`: no longer kept by the rules."""
    due: datetime
    cleared: int = 0
    late: bool = False
    mend_by: datetime | None = None
    holder: str | None = None
    case: "Case | None" = None
    replaced: str | None = None
    act: str = ""
    act_reason: str | None = None
    by: str = ""
    event_date: str | None = None
    contributors: tuple[str, ...] = ()
    completion: str | None = None
    unreached: bool = False
    """Whether its card has reached nobody who may decide."""
    corrected_by: tuple[str, ...] = ()
    """Who signed the last correction that took effect."""
    locked: bool = False
    """Whether the lock left it unconfirmed, so that only a correction can still change it."""
    seal: str = ""
    scale: Scale | None = None
    """How a k/n is written in percent; None where it is no share."""
    colleague: bool = False
    """Whether the reader could hand it over to anybody."""
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is open about a submission, or how it was closed: an objection, or a proposed correction.

    `phase` as in scoring.lifecycle; `opened` tells one case of a submission from the next.
    """

    phase: str
    opened: int
    by: str
    reason: str
    value: str | None
    signed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """The payload of a letter about one version of a submission, as it stood at a moment."""

    number: int
    version: int
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class CardEdit(About):
    """The payload of a letter that brings a card (`card`: the letter that it was) up to date."""

    card: int = 0
