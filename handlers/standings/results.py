"""What /mine and /why show."""

from dataclasses import dataclass
from typing import Literal

from handlers.matters.results import Behind
from handlers.results import Stage, Values
from handlers.submissions.results import Claimed
from scoring.insight.changes import Cause
from scoring.standings.publish import Scale

Figure = tuple[str, str, Scale | None]
"""A value, the unit in which it is written, and how a k/n is written in percent where it is a share."""

Line = tuple[str, str | None, str, Figure | None, str, str]
"""A metric of a unit: its name, points, full marks, value, state and role."""
Effort = tuple[Literal["value", "more", "fewer", "waiting"], str, tuple[tuple[str, int], ...]]
"""What a gain takes: a value; or events, so many of each level, that are more, fewer, or only to be confirmed."""
Source = Literal["unit", "lead", "ledger"]
"""Who brings the values of a metric of a unit."""
Way = tuple[str, Source, Effort, str]
"""What alone would gain a place: a metric, who brings its values, what it takes, and the rank then."""
Above = tuple[str, str, str, tuple[tuple[str, str], ...], str]
"""The unit above: its rank, its name, its lead in points, (metric, points) of what makes most of it, the rest."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A unit's submissions and points of a period; `before`: the month before it, where people may mean that one.

    `lacks`: too little of it was confirmed at the lock to be ranked. `least`: the coverage that a rank takes, or "".
    """

    unit: str
    period: str
    rank: str | None
    ranked: int
    total: str
    full_marks: str
    coverage: str
    least: str
    lacks: bool
    stage: Stage
    before: str
    lines: tuple[Line, ...]
    claims: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Points of a category, or of the base (""), that came to more full marks than were counted: what was added up."""

    name: str
    points: tuple[str, ...]
    of: str
    full: str
    result: str


@dataclass(frozen=True, slots=True)
class Lead:
    """How safe the first place is: rank, name and points of the next, and by less than how much each metric may move.

    `noise`: the greatest random shift in percent, how often it was tried, how often the lead held, and how many units
    at most caught up; None where the lead holds anyway.
    """

    rank: str
    name: str
    gap: str
    percent: str
    noise: tuple[str, int, int, int] | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one cause changed: points with a sign ("" where none), and the rank before and after where it differs."""

    cause: Cause
    points: str
    ranks: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the post of a week on a day, from one total to the other; the points add up exactly."""

    day: str
    week: str
    before: str
    after: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """A metric's points in the whole arena: of so many units with points the best, who has it, and the median.

    `more`: how many have the best beyond those named; `level`: the whole arena has the same; `least`: less is better.
    """

    best: str
    median: str
    leaders: tuple[str, ...]
    more: int
    scored: int
    level: bool
    least: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A unit beside others, itself and what it is to reach; None and "" where there is nothing to compare with.

    `best`: who is first, with what total, by how much; `past`: the period before, total and rank ("": none) in it;
    `reached` of so many `targets`, and `least`: the metric of which least is reached, with how many percent.
    """

    best: tuple[str, str, str] | None
    past: tuple[str, str, str] | None
    targets: int
    reached: int
    least: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Why:
    """From one score line down to who confirmed it; without a metric the unit's lines and the way up.

    `gains`: each tried by scoring again; `target`: (target, percent reached).
    `lacks`: too little of it was confirmed at the lock to be ranked.
    `veto` is in words, `vetoed_for` its reasons; `bonus_from` the base that was needed for the bonus and not reached.
    `flags` are those issued in it as (colour, period where it is a shorter one inside it, reason).
    `there`: from when until when the unit was there, where that is not all the period.
    `before`: the month before, where people may mean that one.
    """

    unit: str
    period: str
    rank: str | None
    ranked: int
    total: str
    full_marks: str
    lacks: bool = False
    stage: Stage = "open"
    before: str = ""
    veto: str | None = None
    vetoed_for: tuple[str, ...] = ()
    bonus_from: str | None = None
    metric: str | None = None
    points: str | None = None
    full: str = ""
    value: Figure | None = None
    state: str = ""
    rule: tuple[str, Values] | None = None
    claims: tuple[Claimed, ...] = ()
    lines: tuple[Line, ...] = ()
    shares: tuple[Share, ...] = ()
    above: Above | None = None
    gains: tuple[Way, ...] = ()
    lead: Lead | None = None
    since: Since | None = None
    among: Among | None = None
    target: tuple[str, str] | None = None
    flags: tuple[tuple[str, str, str], ...] = ()
    there: tuple[str, str] | None = None
    beside: Beside | None = None
    behind: tuple[Behind, ...] = ()
    """Of a metric of a ledger, the rounds of parts that it counts."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An answer to /rank about an arena: `shown` is board, trend or category; `own` the reader's unit.

    `publication`: the number of the weekly post that is shown as it was made.
    """

    arena: str
    period: str
    as_of: str
    own: str | None = None
    shown: str = "board"
    category: str | None = None
    publication: int | None = None


@dataclass(frozen=True, slots=True)
class UnitRanked:
    """The payload of an answer to /rank about a unit."""

    unit: str
    arena: str
    period: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Filed:
    """The payload of a file of a unit: the result that it goes with, the unit, and which of its files."""

    publication: int
    unit: str
    document: str


@dataclass(frozen=True, slots=True)
class MineAsked:
    """The payload of an answer to /mine; without a period it is about the month of its moment."""

    person: int
    as_of: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """The payload of an answer to /why; `evidence`: whether its reader may see evidence."""

    unit: str
    as_of: str
    metric: str | None = None
    period: str = ""
    evidence: bool = True


@dataclass(frozen=True, slots=True)
class PageTurned:
    """The payload of another page of an answer, in the place of its `letter`, as things are `as_of`."""

    letter: int
    page: int
    as_of: str


@dataclass(frozen=True, slots=True)
class Turned:
    """Another page of the answer that is the `message`; `evidence`: whether its reader may see that."""

    letter: int
    page: int
    message: int | None
    told: Why | list[Mine]
    evidence: bool = False
