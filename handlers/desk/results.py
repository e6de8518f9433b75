"""The pages of the desk, and what its letters hold."""

from dataclasses import dataclass, field
from datetime import datetime

from handlers.results import Values


@dataclass(frozen=True, slots=True)
class DeskShown:
    """The payload of a page of the desk: which one, of what (`about`), and the message that it is to stand in."""

    page: int
    about: str = ""
    message: int | None = None


@dataclass(frozen=True, slots=True)
class RosterWanted:
    """The payload of the roster as a file."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The payload of a letter that needs nothing."""


@dataclass(frozen=True, slots=True)
class RosterAsked:
    """The payload of the question whether a roster is meant: the draft that holds it."""

    draft: int


@dataclass(frozen=True, slots=True)
class RosterFaults:
    """The payload of what is wrong with a roster, as (line, code, text), and with how many things in all."""

    name: str
    faults: list[tuple[int, str, str]]
    count: int


@dataclass(frozen=True, slots=True)
class RecordsWanted:
    """The payload of the records as a file: of what."""

    about: str


@dataclass(frozen=True, slots=True)
class Front:
    """What is missing to go on, each as a code with its values; `waits`: changes that wait for a signature."""

    missing: tuple[tuple[str, Values], ...]
    name: str
    drill: bool = False


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rulebook that holds, since when, what comes in force later, and what waits for a signature."""

    name: str
    fingerprint: str
    since: str
    later: tuple[tuple[str, str], ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class RosterPage:
    """How many act in which role, and who cannot be reached: without number, never seen, or blocking the bot."""

    roles: tuple[tuple[str, int], ...]
    unnumbered: tuple[str, ...]
    unseen: tuple[str, ...]
    blocked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchedulePage:
    """The deadlines of the months that are open, as (number, name, deadlines), and what else goes by the clock."""

    months: tuple[tuple[int, str, tuple[datetime, ...]], ...]
    post: datetime | None
    quiet: str
    digest: tuple[str, ...]
    amended: tuple[tuple[str, str, bool], ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The bureau's group: its title, what the bot lacks there, and when that was looked at; None: no group."""

    group: int | None
    title: str
    lacks: tuple[str, ...]
    seen_at: datetime | None
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the audit chain in names: when, who ("" where the bot itself), what, and about which submission."""

    at: datetime
    who: str
    act: str
    number: int | None
    what: str


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """Who did what when, newest first; `about`: of what; `older`: the place from which there are more."""

    about: str
    rows: tuple[Record, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class DrillPage:
    """The rehearsal that is on (`since` is None: none), its number or that of the next one, and what is reported.

    `ends`: it is asked whether what was reported is to be kept or wiped.
    """

    number: int
    count: int
    by: str = ""
    since: datetime | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """The periods that wait to be closed, oldest first; the flags that wait for a leader, as unit and colour.

    `held`: the periods whose result is kept from being final, by which numbers, and by how many in all.
    """

    periods: tuple[str, ...]
    flags: tuple[tuple[str, str], ...] = ()
    held: tuple[tuple[str, list[int], int], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A publication: when, of which kind, of what (arena and period or week), and its code."""

    at: datetime
    kind: str
    what: str
    code: str


@dataclass(frozen=True, slots=True)
class PostsPage:
    """What was made public last, newest first."""

    rows: tuple[Made, ...]


Page = Front | RulesPage | RosterPage | SchedulePage | GroupPage | RecordsPage | ClosingPage | PostsPage | DrillPage


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What a roster would change: who joins, who leaves, and whose rows are others, each as a line in names.

    `selves`: who of the admins there whoever sent it may be, where it does not hold their number; `inviting`: whether
    it holds somebody whom nobody has invited.
    """

    draft: int
    is_open: bool
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    changing: tuple[str, ...]
    selves: tuple[str, ...]
    inviting: bool


@dataclass(frozen=True, slots=True)
class RosterFile:
    """The roster in names, a row a role."""

    rows: tuple[tuple[str, str, str, str], ...] = field(default=())
