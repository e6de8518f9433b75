"""Standings: the confirmed values of an arena in a period, scored, added up and ranked."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from scoring.calendar import Period
from scoring.cells import Cell, State, failed_items, index_cells, used_periods
from scoring.columns import Column, Earned, score_column
from scoring.entries import Category, Metric, Rulebook, Unit
from scoring.faults import Fault, FaultyError
from scoring.publish import published, rounded
from scoring.ranking import Key, more_is_better, ranks

__all__ = ["ENGINE", "Cell", "MetricCell", "Row", "Standings", "counts_in", "score"]

ENGINE = "1"
_NOTHING = Fraction()


@dataclass(frozen=True, slots=True)
class MetricCell:
    """A metric in a row, as published: points (None where nothing was counted), canonical value, state, stars."""

    points: str | None
    value: str | None
    state: State
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the standings, as published."""

    rank: int | Fraction | None
    unit: str
    name: str
    total: str
    base: str
    bonus: str
    deduction: str
    coverage: str
    veto: str | None
    categories: Mapping[str, str] = field(hash=False)
    metrics: Mapping[str, MetricCell] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Standings:
    """The published standings of one arena; `listed` are its categories counted in the period, with full marks."""

    competition: str
    arena: str
    period: str
    final: bool
    full_marks: str
    rulebook: str
    snapshot: str
    engine: str
    rows: tuple[Row, ...]
    competition_name: str
    arena_name: str
    listed: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Sums:
    """A unit's exact or already rounded numbers on the way to its row."""

    unit: Unit
    cells: Mapping[str, Earned]
    points: Mapping[str, Fraction | None]
    categories: Mapping[str, Fraction]
    base: Fraction
    bonus: Fraction
    deduction: Fraction
    total: Fraction
    coverage: Fraction
    ranked: bool


def counts_in(rulebook: Rulebook, arena: str, period: Period) -> tuple[Metric, ...]:
    """Return the metrics of an arena that count in a period: those of its own kind or finer."""
    return tuple(metric for metric in rulebook.metrics_in(arena) if period.parts(metric.period))


def score(rulebook: Rulebook, cells: Iterable[Cell], period: Period, arena: str, *, final: bool = False) -> Standings:
    """Score an arena's values in a period; FaultyError where none of its base metrics counts in it."""
    metrics = counts_in(rulebook, arena, period)
    if all(metric.role != "base" for metric in metrics):
        name = rulebook.arena(arena).name
        raise FaultyError([Fault(f"擂台“{name}”", "nothing_counts", {"period": str(period)})])
    units = rulebook.units_in(arena)
    index = index_cells(cells)
    columns = [score_column(metric, units, index, period, final=final) for metric in metrics]
    board = _Board(rulebook, columns, final=final)
    sums = [board.add_up(i, unit) for i, unit in enumerate(units)]
    return Standings(
        competition=rulebook.competition.id,
        arena=arena,
        period=str(period),
        final=final,
        full_marks=board.marks(board.full_marks),
        rulebook=rulebook.fingerprint,
        snapshot=_snapshot(metrics, units, index, period, final=final),
        engine=ENGINE,
        rows=tuple(board.row(each, rank) for each, rank in board.ranked(sums)),
        competition_name=rulebook.competition.name,
        arena_name=rulebook.arena(arena).name,
        listed=tuple((each.id, each.name, board.marks(full)) for each, full in board.categories),
    )


class _Board:
    """The sums of one arena: what rounds where, what a category is worth, who stands before whom."""

    def __init__(self, rulebook: Rulebook, columns: Sequence[Column], *, final: bool) -> None:
        self.rules = rulebook.competition
        self.final = final
        self.columns = {column.metric.id: column for column in columns}
        self.base_of: dict[str, list[str]] = {}
        for column in columns:
            if column.metric.role == "base":
                self.base_of.setdefault(column.metric.category, []).append(column.metric.id)
        # Full marks in units of their last possible decimal: whole numbers, which add up fast.
        self.unit = int(10**self.rules.places)
        self.weights = {column.metric.id: int(column.metric.points * self.unit) for column in columns}
        self.categories: list[tuple[Category, int]] = [
            (category, sum(self.weights[name] * self.columns[name].times for name in self.base_of[category.id]))
            for category in rulebook.categories
            if category.id in self.base_of
        ]
        self.full_marks = sum(full for _, full in self.categories)
        self.known = {f"category:{each.id}" for each in rulebook.categories_in(columns[0].metric.arena)}
        self.known |= {f"metric:{each.id}" for each in rulebook.metrics_in(columns[0].metric.arena)}

    def marks(self, full: int) -> str:
        """Publish full marks."""
        return self.write(Fraction(full, self.unit))

    def write(self, number: Fraction) -> str:
        """Publish a number of points."""
        return published(number, self.rules.places, self.rules.rounding)

    def step(self, number: Fraction) -> Fraction:
        """Round a number on the way, where the rulebook rounds every printed one."""
        return self.round(number) if self.rules.round_at == "metric" else number

    def round(self, number: Fraction) -> Fraction:
        """Return the published number exactly."""
        return rounded(number, self.rules.places, self.rules.rounding)

    def add_up(self, i: int, unit: Unit) -> _Sums:
        """Add up the i-th unit: metrics to categories, base, bonus, deduction and total."""
        cells = {name: column.earned[i] for name, column in self.columns.items()}
        points = {name: None if cell.points is None else self.step(cell.points) for name, cell in cells.items()}
        categories: dict[str, Fraction] = {}
        present = 0
        for category, full in self.categories:
            own = self.base_of[category.id]
            counted = sum(cells[name].counted * self.weights[name] for name in own)
            if counted:
                total = sum((points[name] or _NOTHING for name in own), _NOTHING)
                categories[category.id] = total if counted == full else self.step(total * full / counted)
                present += full
        base = sum(categories.values(), _NOTHING)
        if present and present != self.full_marks:
            base = self.step(base * self.full_marks / present)
        bonus = min(self.sum_of("bonus", points), self.rules.bonus_cap)
        deduction = min(self.sum_of("deduction", points), self.rules.deduction_cap)
        basic = [(cells[name], self.weights[name]) for own in self.base_of.values() for name in own]
        applicable = sum(cell.applicable * weight for cell, weight in basic)
        covered = sum(cell.covered * weight for cell, weight in basic)
        coverage = Fraction(covered, applicable) if applicable else _NOTHING
        ranked = applicable > 0
        if self.final:
            ranked &= coverage >= self.rules.minimum_coverage and not any(cell.blocked for cell, _ in basic)
        return _Sums(
            unit=unit,
            cells=cells,
            points=points,
            categories=categories,
            base=base,
            bonus=bonus,
            deduction=deduction,
            total=self.round(max(base + bonus - deduction, _NOTHING)),
            coverage=coverage,
            ranked=ranked,
        )

    def sum_of(self, role: str, points: Mapping[str, Fraction | None]) -> Fraction:
        """Return the sum of the bonus or of the deduction metrics, before the cap."""
        own = (name for name, column in self.columns.items() if column.metric.role == role)
        return sum((points[name] or _NOTHING for name in own), _NOTHING)

    def ranked(self, sums: Sequence[_Sums]) -> list[tuple[_Sums, int | Fraction | None]]:
        """Return the rows in order: by rank, then those not ranked by total, equals in rulebook order."""
        inside = [each for each in sums if each.ranked]
        places = ranks([self.key(each) for each in inside], self.rules.ties)
        ordered = sorted(zip(inside, places, strict=True), key=lambda pair: pair[1])
        outside = sorted((each for each in sums if not each.ranked), key=lambda each: -each.total)
        return [*ordered, *((each, None) for each in outside)]

    def key(self, sums: _Sums) -> Key:
        """Return the sort key of a unit: its total, then the tie-break chain on published numbers."""
        key: Key = (-sums.total,)
        for entry in self.rules.tie_break:
            kind, _, name = entry.partition(":")
            if kind == "category" and entry in self.known:
                key += more_is_better(self.told(sums.categories.get(name)))
            elif kind == "metric" and entry in self.known:
                key += more_is_better(self.told(sums.points.get(name)))
            elif kind == "base":
                key += more_is_better(self.told(sums.base))
            elif kind == "bonus":
                key += more_is_better(self.told(sums.bonus))
            elif kind == "deductions":
                key += (self.round(sums.deduction),)
        return key

    def told(self, number: Fraction | None) -> Fraction | None:
        """Return a number as it is published, None where there is none."""
        return None if number is None else self.round(number)

    def row(self, sums: _Sums, rank: int | Fraction | None) -> Row:
        """Publish a unit's sums."""
        return Row(
            rank=rank,
            unit=sums.unit.id,
            name=sums.unit.name,
            total=self.write(sums.total),
            base=self.write(sums.base),
            bonus=self.write(sums.bonus),
            deduction=self.write(sums.deduction),
            coverage=published(sums.coverage, 2, self.rules.rounding),
            veto=None,
            categories={name: self.write(number) for name, number in sums.categories.items()},
            metrics={name: self.cell(sums.points[name], cell) for name, cell in sums.cells.items()},
        )

    def cell(self, points: Fraction | None, cell: Earned) -> MetricCell:
        """Publish a unit's cell of one metric."""
        return MetricCell(None if points is None else self.write(points), cell.value, cell.state, cell.stars)


def _snapshot(
    metrics: Sequence[Metric],
    units: Sequence[Unit],
    index: Mapping[tuple[str, str, str], Sequence[Cell]],
    period: Period,
    *,
    final: bool,
) -> str:
    """Return the fingerprint of the cells that the standings use, whatever their order."""
    lines = sorted(
        [
            cell.unit,
            cell.metric,
            cell.period,
            cell.state,
            cell.value or "",
            cell.level or "",
            cell.event,
            *(failed_items(cell.note) if metric.input == "checklist" else ()),
        ]
        for metric in metrics
        for part in used_periods(metric, period, final=final)
        for unit in units
        for cell in index.get((metric.id, unit.id, str(part)), ())
    )
    canonical = json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"
