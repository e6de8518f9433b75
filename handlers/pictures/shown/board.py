"""What a leaderboard shows of one arena: published strings in their order, so that picture and text cannot differ."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.rulebook.model import Rounding

Final = Literal["locked", "awaiting", "closed"]
"""What final standings are: of a period that is never closed, not closed yet, or made public."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a unit that no veto bars has no rank: its coverage in percent and what is needed; or required metrics.

    Neither where no metric applies to it.
    """

    coverage: str = ""
    needed: str = ""
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit on the board; every figure is the string that was published.

    `rank` is None for a unit that is not ranked. `shares` are its points in each of `Board.categories`, "" where there
    are none. `movement` counts places up since the last post, None when unknown. `history` holds the totals of the
    recent posts with this one last, oldest first; it may be empty. `veto` is the veto in words, `barred`: that takes
    its rank.
    `flags` are the colours of those issued to it, and how many. `bare`: nothing of it is confirmed.
    """

    rank: str | None
    name: str
    short: str
    total: str
    shares: tuple[str, ...]
    movement: int | None
    new: bool
    pending: bool
    own: bool
    history: tuple[str, ...]
    veto: str | None
    flags: tuple[tuple[str, int], ...] = ()
    barred: bool = False
    lack: Lack | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every picture: what it shows of which competition, and how far to trust it.

    `period` is the 考核周期 in words; `subtitle` says more closely what the picture is of, or the same again.
    `provisional`: values may still come; else `final` says what it is. `confirmed` of `cells` counts the figures behind
    it. `waiting` is how many were reported and wait for confirmation, None where nobody counted. `audit` is empty where
    no database stands behind the figures. `withheld`: that only so many first ones are shown, and how many are not.
    `counting`: how many figures more come from ledgers, which have nothing to count yet.
    """

    title: str
    badge: str
    period: str
    subtitle: str
    as_of: str
    confirmed: int
    cells: int
    rulebook: str
    audit: str
    provisional: bool
    final: Final = "closed"
    waiting: int | None = None
    withheld: tuple[int, int] | None = None
    counting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(Frame):
    """The leaderboard of one arena in one period, ready to be shown; `categories` are (name, points).

    `rounding` is how the rulebook rounds what lies between two published numbers. `last` is the arena's leaderboard
    of an earlier period, which a picture shows as long as this one is `blank`. `converted`: figures that are lacking
    leave some total, which is converted from the others.
    """

    categories: tuple[tuple[str, str], ...]
    full_marks: str
    rows: tuple[BoardRow, ...]
    rounding: Rounding = "half_up"
    last: "Board | None" = None
    converted: bool = False

    @property
    def blank(self) -> bool:
        """Whether there is nothing to compare yet: no point, in a period that goes on."""
        return self.provisional and not any(Decimal(row.total) for row in self.rows)

    @property
    def drawn(self) -> tuple[BoardRow, ...]:
        """The rows that a picture shows."""
        if not self.blank:
            return self.rows
        return () if self.last is None else self.last.rows


def behind(board: Board, row: BoardRow) -> tuple[str, str] | None:
    """Name the rank above `row` and the points between, from the published totals.

    None for the first, for a unit that is not ranked, and where a veto has put the one with more points behind.
    """
    above: BoardRow | None = None
    for other in board.rows:
        if other.rank == row.rank:
            break
        above = other
    if row.rank is None or above is None or above.rank is None:
        return None
    gap = Decimal(above.total) - Decimal(row.total)
    return (above.rank, str(gap)) if gap >= 0 else None
