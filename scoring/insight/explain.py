"""Why a unit stands where it stands: its published numbers taken apart into parts that add up exactly."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.insight.outliers import median
from scoring.rulebook.model import ZERO_CATEGORY, Rulebook
from scoring.standings.score import Row, Standings

_NOTHING = Fraction()

Level = Literal["metric", "category", "veto", "base", "bonus", "bonus_from", "deduction", "total"]


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a sum of published points; `name` is a metric or category id, empty where there is only one.

    `metric` is what a metric adds (a deduction is negative). The other kinds are what a level has beyond the numbers
    below it: `category` and `base` after rescaling for what does not apply, `veto` what bringing a category to zero
    takes, `bonus` and `deduction` what their caps cut off, `bonus_from` the bonus of a base that is too small for one,
    `total` what the floor at 0 gives back. With `round_at = "total"` each also holds the rounding of its level.
    """

    kind: Level
    name: str
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Gap:
    """How many points the unit ranked next above has more; `parts` add up to `points` exactly."""

    unit: str
    name: str
    rank: int | Fraction
    points: Fraction
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """What a metric gives in an arena: the best and the median of those with points, and who has the best.

    `scored` of `units` have points; `level` where all of them have the same, so that the metric decides nothing.
    """

    best: Fraction
    median: Fraction
    leaders: tuple[str, ...]
    scored: int
    units: int

    @property
    def level(self) -> bool:
        """Whether the metric tells nobody apart."""
        return len(self.leaders) == self.units


def row_of(standings: Standings, unit: str) -> Row:
    """Return a unit's row (KeyError if it has none)."""
    return {row.unit: row for row in standings.rows}[unit]


def contributions(rulebook: Rulebook, row: Row) -> tuple[Part, ...]:
    """Take a total apart: every metric in rulebook order, then what each level adds or cuts; they sum up to it."""
    points = {rulebook.metric(name): Fraction(cell.points or 0) for name, cell in row.metrics.items()}

    def sum_of(role: str, category: str | None = None) -> Fraction:
        own = (
            earned for metric, earned in points.items() if metric.role == role and category in (None, metric.category)
        )
        return sum(own, _NOTHING)

    categories = {name: Fraction(text) for name, text in row.categories.items()}
    base, bonus, deduction = Fraction(row.base), Fraction(row.bonus), Fraction(row.deduction)
    metrics = [
        Part("metric", metric.id, -earned if metric.role == "deduction" else earned)
        for metric, earned in points.items()
    ]
    zeroed = {effect.removeprefix(ZERO_CATEGORY) for effect in (row.veto or "").split(";")}
    rests = [
        Part("veto" if name in zeroed else "category", name, total - sum_of("base", name))
        for name, total in categories.items()
    ]
    floor = rulebook.competition.bonus_from
    rests += [
        Part("base", "", base - sum(categories.values(), _NOTHING)),
        Part("bonus_from" if floor is not None and base < floor else "bonus", "", bonus - sum_of("bonus")),
        Part("deduction", "", sum_of("deduction") - deduction),
        Part("total", "", Fraction(row.total) - (base + bonus - deduction)),
    ]
    return (*metrics, *(part for part in rests if part.amount))


def gap_above(rulebook: Rulebook, standings: Standings, unit: str) -> Gap | None:
    """Return the gap to the unit with the next better rank; None for the first and for a unit without a rank."""
    row = row_of(standings, unit)
    above: tuple[Row, int | Fraction] | None = None
    for each in standings.rows:
        if each.rank is not None and row.rank is not None and each.rank < row.rank:
            above = each, each.rank
    if above is None:
        return None
    other, rank = above
    points = Fraction(other.total) - Fraction(row.total)
    return Gap(other.unit, other.name, rank, points, difference(rulebook, other, row))


def difference(rulebook: Rulebook, more: Row, less: Row) -> tuple[Part, ...]:
    """Take apart how many points one row has more than another: every metric, then the levels that differ."""
    amounts: dict[tuple[Level, str], Fraction] = {}
    for row, sign in ((more, 1), (less, -1)):
        for part in contributions(rulebook, row):
            key = part.kind, part.name
            amounts[key] = amounts.get(key, _NOTHING) + sign * part.amount
    return tuple(Part(kind, name, each) for (kind, name), each in amounts.items() if each or kind == "metric")


def spread(rulebook: Rulebook, standings: Standings, metric: str) -> Spread | None:
    """Return what a metric gives in an arena, None where nobody has points; the best of a deduction is the least."""
    given = {row.name: row.metrics[metric].points for row in standings.rows}
    points = {name: Fraction(text) for name, text in given.items() if text is not None}
    if not points:
        return None
    least = rulebook.metric(metric).role == "deduction"
    best = min(points.values()) if least else max(points.values())
    leaders = tuple(name for name, earned in points.items() if earned == best)
    return Spread(best, median(list(points.values())), leaders, len(points), len(given))
