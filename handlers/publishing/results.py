"""What posts are about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

from handlers.pictures.shown.board import Board
from handlers.pictures.shown.spoken import AS_WRITTEN
from handlers.results import Values
from scoring.language import Spoken

OFFICIAL = Spoken("zh")
"""What the documents of a result are written in, whoever they are made for: they are official papers."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that a publication tells of, in names; `before` is "" where no value was confirmed."""

    number: int
    unit: str
    metric: str
    before: str
    after: str
    why: str = field(metadata=AS_WRITTEN)


@dataclass(frozen=True, slots=True)
class Result:
    """A period's result as it was made public: the board, its version, until when objections are taken, corrections."""

    board: Board
    version: int
    notice: str | None
    corrections: tuple[Corrected, ...]


Unranked = Literal["", "veto", "nothing", "empty", "blocked", "coverage"]
"""Why a unit has no rank in a result ("": it has one): a veto takes it, no metric applies, nothing is confirmed of
anybody, a metric that must be reported is not, or too little is."""


class Ranked(NamedTuple):
    """A unit in a result: its rank ("": none), and why it has none; `coverage` in percent, where that is too little.

    `shared`: metrics that do not count have left their full marks to the others, so its points do not just add up.
    """

    rank: str
    name: str
    total: str
    unranked: Unranked = ""
    coverage: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class CircularArena:
    """An arena in a circular: its units, and of each category who is best and with how much.

    `vetoes`: each unit with a veto on it, and what that does. `minimum`: the coverage that a rank takes.
    `unreported`: of each unit how many of the metrics that it reports itself it had not reported by the lock.
    """

    name: str
    full_marks: str
    rows: tuple[Ranked, ...]
    best: tuple[tuple[str, tuple[str, ...], str], ...]
    vetoes: tuple[tuple[str, str], ...] = ()
    minimum: str = ""
    unreported: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Circular:
    """The official circular of a version of a period's result; what the bureau has not chosen is empty.

    `template` is the bureau's own .docx, b"" where it has none.
    """

    office: str
    sign: str
    title: str
    to: str
    symbol: str
    competition: str
    period: str
    version: int
    day: date
    notice: str | None
    arenas: tuple[CircularArena, ...]
    corrections: tuple[Corrected, ...]
    seals: tuple[str, ...]
    template: bytes = b""


@dataclass(frozen=True, slots=True)
class Reported:
    """A submission behind a result, in names, as it stood then; `title` is that of an event, "" of a value.

    `evidence` are its pieces, each with the SHA-256 of its copy ("": none is kept).
    """

    arena: str
    unit: str
    metric: str
    period: str
    number: int
    value: str
    title: str = field(metadata=AS_WRITTEN)
    day: str
    state: str
    reporter: str | None = field(metadata=AS_WRITTEN)
    reported_at: str
    confirmers: tuple[str, ...]
    decided_at: str
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A metric as the rulebook has it, in names; `full` marks of the period, `method` as its words are made from."""

    arena: str
    category: str
    metric: str
    points: str
    full: str
    role: str
    leads: tuple[str, ...]
    method: tuple[str, Values]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The workbook of a version of a period's result: `tables` are its standings as frozen, `ranked` their rows.

    `minimum`: the coverage that a rank takes. By their ids: names of `arenas`, names and full marks of `categories`,
    `rules` of the metrics. `rulebook` is the text of the file, `sealed` the number and the code of each publication.
    """

    competition: str
    period: str
    version: int
    published_at: datetime
    as_of: str
    signed: tuple[str, ...]
    notice: str | None
    tables: tuple[Values, ...]
    arenas: Mapping[str, str]
    categories: Mapping[str, tuple[str, str]]
    reported: tuple[Reported, ...]
    corrections: tuple[Corrected, ...]
    rules: Mapping[str, Ruled]
    rulebook: str
    sealed: tuple[tuple[int, str], ...]
    ranked: tuple[tuple[Ranked, ...], ...]
    minimum: str


@dataclass(frozen=True, slots=True)
class Placed:
    """How a unit stood in a period as it was made public last: its rank ("": none) among so many, its points."""

    period: str
    rank: str
    ranked: int
    total: str
    full: str
    version: int
    veto: str


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag that was issued to a unit: of which period, its colour, why, when, and by which publication."""

    period: str
    colour: str
    reason: str = field(metadata=AS_WRITTEN)
    day: date
    publication: int


@dataclass(frozen=True, slots=True)
class YearFile:
    """The file of a unit about a year: every period made public, all that was reported, flags, and all corrections.

    `flags` is None where the rulebook has none.
    """

    competition: str
    year: str
    version: int
    unit: str
    arena: str
    sign: str
    published_at: datetime
    placed: tuple[Placed, ...]
    reported: tuple[Reported, ...]
    flags: tuple[Flagged, ...] | None
    corrections: tuple[tuple[str, Corrected], ...]
    seal: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The list for the annual evaluation (年度考核): of each arena its units as the year was made public.

    `quarters` are numbers; a row is (rank, unit, total, rank in each of them, veto), "" where there is none.
    """

    competition: str
    year: str
    version: int
    sign: str
    day: date
    quarters: tuple[int, ...]
    arenas: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    seals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posted:
    """The payload of a post: the number of its publication."""

    publication: int


@dataclass(frozen=True, slots=True)
class Filed:
    """The payload of a document of a result: the number of its first publication, and which document it is."""

    publication: int
    document: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """The payload of the question whether a post arrived: the letter, and the number of its publication."""

    letter: int
    publication: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The payload of the word that a post was refused: the letter, its publication, why, and whether only a picture."""

    letter: int
    publication: int
    reason: str
    picture: bool


@dataclass(frozen=True, slots=True)
class Doubted:
    """A post whose outcome nobody knows, in names; `kind` names the letter that it is, `attempt` counts its calls."""

    arena: str
    slot: str
    letter: int
    attempt: int
    kind: str


@dataclass(frozen=True, slots=True)
class SentAsked:
    """The payload of the list of what was made public lately; as of when it was asked for."""

    as_of: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A publication in names, how the letter stands by which it was sent last (`none`: never), since when."""

    number: int
    kind: str
    occasion: str
    version: int
    arena: str
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The payload of the answer to 核对: the number of a publication where its letter is known, and the code shown."""

    publication: int | None = None
    shown: str = ""
