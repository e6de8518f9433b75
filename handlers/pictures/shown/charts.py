"""What the pictures beside the leaderboard show: published strings and ranks, most of them taken from a board."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from handlers.pictures.shown.board import Board, BoardRow, Frame, behind
from handlers.pictures.texts import IN_WEEK, WEEK
from scoring.insight.outliers import median
from scoring.rulebook.model import Rounding
from scoring.standings.publish import published


@dataclass(frozen=True, slots=True)
class Past:
    """How a unit stood in one period or post: its rank among `of` ranked units (None: not ranked) and its total."""

    label: str
    rank: str | None
    of: int
    total: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One category of a report card: own points, and how the arena's units lie.

    `low` to `high` hold the middle half of them, `lead` is own points less the median, with its sign. `own` and `lead`
    are "" where the unit has no points there; the other four are "" where nobody has. `rank` is None there, too, and
    where all are at zero.
    """

    name: str
    points: str
    own: str
    rank: str | None
    low: str
    median: str
    high: str
    best: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCard(Frame):
    """The report card of a unit (`title`) in one period; `past` are its recent periods, oldest first, this one last.

    `above` is the rank before it and the points between; `below`, for the first only, the rank after it and its lead.
    Both are None where there is no such unit.
    """

    arena: str
    row: BoardRow
    ranked: int
    full_marks: str
    above: tuple[str, str] | None
    below: tuple[str, str] | None
    bullets: tuple[Bullet, ...]
    past: tuple[Past, ...]

    @property
    def strengths(self) -> tuple[Bullet, ...]:
        """The categories ahead of the median, furthest first."""
        ahead = [bullet for bullet in self.bullets if bullet.lead and Decimal(bullet.lead) > 0]
        return tuple(sorted(ahead, key=lambda bullet: -Decimal(bullet.lead)))

    @property
    def gaps(self) -> tuple[Bullet, ...]:
        """The categories behind the median, furthest first."""
        short = [bullet for bullet in self.bullets if bullet.lead and Decimal(bullet.lead) < 0]
        return tuple(sorted(short, key=lambda bullet: Decimal(bullet.lead)))


@dataclass(frozen=True, slots=True)
class BumpLine:
    """A unit in every period of a bump chart; a rank is None where it was not ranked or not there."""

    name: str
    short: str
    ranks: tuple[str | None, ...]
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bump(Frame):
    """The ranks of all units of an arena over recent periods, oldest first; lines in the order of the last one."""

    periods: tuple[str, ...]
    lines: tuple[BumpLine, ...]

    @property
    def since(self) -> str:
        """The first period as a sentence names it: 第45周, but 9月."""
        first = self.periods[0]
        return IN_WEEK.format(first) if first.endswith(WEEK) else first

    @property
    def riser(self) -> BumpLine | None:
        """The unit that has gained most places since it was first seen, the better one where two have."""
        best = max(self.lines, key=gained, default=None)
        return best if best is not None and gained(best) > 0 else None

    @property
    def faller(self) -> BumpLine | None:
        """The unit that has lost most places since it was first seen, the lower one where two have."""
        worst = min(reversed(self.lines), key=gained, default=None)
        return worst if worst is not None and gained(worst) < 0 else None


def gained(line: BumpLine) -> Decimal:
    """Count the places a unit has gained from its first rank to the last period; 0 where it is not ranked now."""
    known = [Decimal(rank) for rank in line.ranks if rank is not None]
    change = known[0] - known[-1] if line.ranks and line.ranks[-1] is not None else Decimal(0)
    return change if change % 1 else change.quantize(Decimal(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Frame):
    """How the rank of a unit (`title`, in short `short`) has gone, oldest first."""

    short: str
    arena: str
    past: tuple[Past, ...]

    @property
    def best(self) -> Past | None:
        """The period with the best rank, the latest where several have it."""
        return min(reversed(self._ranked), key=_rank_of, default=None)

    @property
    def worst(self) -> Past | None:
        """The period with the lowest rank, the latest where several have it."""
        return max(reversed(self._ranked), key=_rank_of, default=None)

    @property
    def _ranked(self) -> list[Past]:
        return [past for past in self.past if past.rank is not None]


def _rank_of(past: Past) -> Decimal:
    return Decimal(past.rank or 0)


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A unit in the ranking of one category; `overall` is its rank by total. Without points `rank` is None."""

    rank: str | None
    name: str
    short: str
    points: str
    overall: str | None
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryBoard(Frame):
    """The ranking of an arena's units in one category, the `number`-th (from 0) of the arena."""

    arena: str
    number: int
    full_marks: str
    median: str
    rows: tuple[CategoryRow, ...]


F = TypeVar("F", bound=Frame)
Shown = Board | UnitCard | Bump | Trend | CategoryBoard
"""Everything that can be drawn."""


def unit_card(board: Board, place: int, past: tuple[Past, ...]) -> UnitCard:
    """Make the report card of the unit in row `place` (from 0) of a board."""
    row = board.rows[place]
    return UnitCard(
        **framed(board, row.name),
        arena=board.title,
        row=row,
        ranked=sum(other.rank is not None for other in board.rows),
        full_marks=board.full_marks,
        above=behind(board, row),
        below=_lead(board, row),
        bullets=tuple(_bullet(board, place, number) for number in range(len(board.categories))),
        past=past,
    )


def category_board(board: Board, number: int) -> CategoryBoard:
    """Make the ranking of one category of a board; equal points share a rank, units without points come last."""
    name, full_marks = board.categories[number]
    shares = [row.shares[number] for row in board.rows]
    order = sorted(range(len(shares)), key=lambda place: (shares[place] == "", -Decimal(shares[place] or 0), place))
    ranks = _ranks(shares)
    return CategoryBoard(
        **framed(board, name),
        arena=board.title,
        number=number,
        full_marks=full_marks,
        median=spread(shares, board.rounding)[1],
        rows=tuple(
            CategoryRow(
                rank=ranks.get(shares[place]),
                name=board.rows[place].name,
                short=board.rows[place].short,
                points=shares[place],
                overall=board.rows[place].rank,
                own=board.rows[place].own,
            )
            for place in order
        ),
    )


def spread(points: list[str], rounding: Rounding) -> tuple[str, str, str, str]:
    """Find where the middle half begins, the median, where it ends, and the best; "" where nobody has points.

    They have as many decimals as the points; the middle of two is rounded as the rulebook rounds.

    The ends of the middle half are the medians of the lower and the upper half, both with the middle one (Tukey).
    """
    known = sorted((text for text in points if text), key=Fraction)
    if not known:
        return "", "", "", ""
    half = (len(known) + 1) // 2
    low, middle, high = (
        published(median([Fraction(text) for text in part]), len(known[0].partition(".")[2]), rounding)
        for part in (known[:half], known, known[-half:])
    )
    return low, middle, high, known[-1]


def _lead(board: Board, row: BoardRow) -> tuple[str, str] | None:
    """Name the rank after the first and the points that the first is ahead."""
    if row.rank is None or row.rank != board.rows[0].rank:
        return None
    after = next((other for other in board.rows if other.rank not in (None, row.rank)), None)
    gap = behind(board, after) if after is not None else None
    return (str(after.rank), gap[1]) if after is not None and gap is not None else None


def _bullet(board: Board, place: int, number: int) -> Bullet:
    name, points = board.categories[number]
    shares = [row.shares[number] for row in board.rows]
    own = shares[place]
    low, median, high, best = spread(shares, board.rounding)
    lead = ""
    if own:
        ahead = Decimal(own) - Decimal(median)
        lead = f"{'+' if ahead >= 0 else ''}{ahead}"
    return Bullet(name, points, own, _ranks(shares).get(own), low, median, high, best, lead)


def _ranks(shares: list[str]) -> dict[str, str]:
    """Rank points, the most first; equal points share the rank of the first of them, and all at zero have none."""
    if not any(Decimal(share or 0) for share in shares):
        return {}
    known = sorted((Decimal(share) for share in shares if share), reverse=True)
    first = {points: place for place, points in reversed(list(enumerate(known, 1)))}
    return {share: str(first[Decimal(share)]) for share in shares if share}


def cut(shown: F, most: int) -> F:
    """Show only those units of a list that have one of so many first ranks in all."""
    name = "lines" if isinstance(shown, Bump) else "rows"
    every: tuple[BoardRow | BumpLine | CategoryRow, ...] = getattr(shown, name)
    first = tuple(one for one in every if (rank := _overall(one)) is not None and Decimal(rank) <= most)
    kept: dict[str, Any] = {name: first, "withheld": (most, len(every) - len(first))}
    return replace(shown, **kept)


def _overall(one: BoardRow | BumpLine | CategoryRow) -> str | None:
    match one:
        case BoardRow():
            return one.rank
        case BumpLine():
            return one.ranks[-1]
    return one.overall


def framed(board: Board, title: str) -> dict[str, Any]:
    """Return the frame of a board, for a picture of something in it."""
    return {field.name: getattr(board, field.name) for field in fields(Frame)} | {"title": title}
