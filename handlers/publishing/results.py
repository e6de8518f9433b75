"""What posts are about."""

from dataclasses import dataclass
from datetime import date

from handlers.pictures.shown.board import Board


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that a publication tells of, in names; `before` is "" where no value was confirmed."""

    number: int
    unit: str
    metric: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """A period's result as it was made public: the board, its version, until when objections are taken, corrections."""

    board: Board
    version: int
    notice: str | None
    corrections: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class CircularArena:
    """An arena in a circular: its rows as (rank, unit, total), and of each category who is best and with how much.

    `vetoes`: each unit with a veto on it, and what that does.
    """

    name: str
    full_marks: str
    rows: tuple[tuple[str, str, str], ...]
    best: tuple[tuple[str, tuple[str, ...], str], ...]
    vetoes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Circular:
    """The official circular of a version of a period's result; `office`, `to` and `symbol` may be empty."""

    office: str
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


@dataclass(frozen=True, slots=True)
class Posted:
    """The payload of a post: the number of its publication."""

    publication: int


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
    """A post whose outcome nobody knows, in names; `kind` names the letter that it is."""

    arena: str
    slot: str
    letter: int
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
    """The payload of the answer to 核对: the number of a publication."""

    publication: int
