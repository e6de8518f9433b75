"""The sums of one arena: what rounds where, what a category is worth, who stands before whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.calendar import Period
from scoring.rulebook.model import Category, Metric, Rulebook, Unit
from scoring.standings.columns import Column, Weight, times
from scoring.standings.publish import Number, published, scale_of
from scoring.standings.ranking import Key, Rank, most_first, ranks
from scoring.standings.vetoes import NONE, Veto

_NOTHING = Fraction()


@dataclass(frozen=True, slots=True)
class Sums:
    """A unit's numbers on the way to its row, in units of the last published decimal."""

    unit: Unit
    points: Sequence[Number | None]
    categories: dict[str, Number]
    base: Number
    bonus: Number
    deduction: Number
    total: int
    coverage: str
    ranked: bool
    veto: Veto


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the weights of a unit's base cells come to: most units of an arena have the same.

    `categories` are those with anything applicable: name, full marks, how many of them count, places of its metrics.
    """

    categories: Sequence[tuple[str, int, int, Sequence[int]]]
    present: int
    coverage: str
    ranked: bool


class Board:
    """The columns of one arena, added up unit by unit."""

    def __init__(self, rulebook: Rulebook, metrics: Sequence[Metric], period: Period, *, final: bool) -> None:
        self.rules = rulebook.competition
        self.scale = scale_of(self.rules)
        self.final = final
        self.places = {metric.id: at for at, metric in enumerate(metrics)}
        self.of_role: dict[str, list[int]] = {"base": [], "bonus": [], "deduction": []}
        self.base_of: dict[str, list[int]] = {}
        for at, metric in enumerate(metrics):
            self.of_role[metric.role].append(at)
            if metric.role == "base":
                self.base_of.setdefault(metric.category, []).append(at)
        self.weights = [int(metric.points * self.scale.unit) for metric in metrics]
        self.categories: list[tuple[Category, int]] = [
            (category, sum(self.weights[at] * times(metrics[at], period) for at in self.base_of[category.id]))
            for category in rulebook.categories
            if category.id in self.base_of
        ]
        self.full_marks = sum(full for _, full in self.categories)
        self.bonus_from = None if self.rules.bonus_from is None else self.rules.bonus_from * self.scale.unit
        self.caps = {
            "bonus": int(self.rules.bonus_cap * self.scale.unit),
            "deduction": int(self.rules.deduction_cap * self.scale.unit),
        }
        arena = metrics[0].arena
        known = {
            "category": {each.id for each in rulebook.categories_in(arena)},
            "metric": {each.id for each in rulebook.metrics_in(arena)},
        }
        # An entry that names another arena's category or metric is skipped.
        self.chain = [
            (kind, name)
            for kind, _, name in (entry.partition(":") for entry in self.rules.tie_break)
            if not name or name in known[kind]
        ]
        self.shapes: dict[tuple[Weight, ...], _Shape] = {}

    def add_up(
        self, units: Sequence[Unit], columns: Sequence[Column], vetoes: Mapping[str, Veto] | None = None
    ) -> list[Sums]:
        """Add up every unit: metrics to categories, base, bonus, deduction and total; `vetoes` are those by unit."""
        points = zip(*(column.points for column in columns), strict=True)
        weights = zip(*(column.weights for column in columns), strict=True)
        vetoes = vetoes or {}
        return [
            self._sums(unit, each, weight, vetoes.get(unit.id, NONE))
            for unit, each, weight in zip(units, points, weights, strict=True)
        ]

    def _sums(self, unit: Unit, points: Sequence[Number | None], weights: tuple[Weight, ...], veto: Veto) -> Sums:
        shape = self.shapes.get(weights)
        if shape is None:
            shape = self.shapes[weights] = self._shape(weights)
        categories: dict[str, Number] = {}
        for name, full, counted, own in shape.categories:
            total = _sum(points, own)
            categories[name] = total if counted == full else self.scale.share(total, full, counted)
        present = shape.present
        if veto.zeroed:
            categories, present = self._zeroed(categories, veto.zeroed)
        base = sum(categories.values())
        if present and present != self.full_marks:
            base = self.scale.share(base, self.full_marks, present)
        bonus, deduction = self._capped("bonus", points), self._capped("deduction", points)
        if self.bonus_from is not None and self.scale.round(base) < self.bonus_from:
            bonus = 0
        total = self.scale.round(max(base + bonus - deduction, 0))
        ranked = shape.ranked and not veto.ineligible
        return Sums(unit, points, categories, base, bonus, deduction, total, shape.coverage, ranked, veto)

    def _zeroed(self, categories: dict[str, Number], zeroed: Sequence[str]) -> tuple[dict[str, Number], int]:
        """Bring categories to zero, or leave them at less, and return all with the full marks of those that count."""
        counted = [(each.id, full) for each, full in self.categories if each.id in categories or each.id in zeroed]
        found = {name: categories.get(name, 0) for name, _ in counted}
        found |= {name: min(points, 0) for name, points in found.items() if name in zeroed}
        return found, sum(full for _, full in counted)

    def _capped(self, role: str, points: Sequence[Number | None]) -> Number:
        """Return what the bonus or the deduction metrics come to."""
        return min(_sum(points, self.of_role[role]), self.caps[role])

    def _shape(self, weights: Sequence[Weight]) -> _Shape:
        categories: list[tuple[str, int, int, Sequence[int]]] = []
        present = 0
        for category, full in self.categories:
            own = self.base_of[category.id]
            counted = sum(weights[at].counted * self.weights[at] for at in own)
            if counted:
                categories.append((category.id, full, counted, own))
                present += full
        basic = [(weights[at], self.weights[at]) for at in self.of_role["base"]]
        applicable = sum(each.applicable * weight for each, weight in basic)
        covered = sum(each.covered * weight for each, weight in basic)
        coverage = Fraction(covered, applicable) if applicable else _NOTHING
        ranked = applicable > 0
        if self.final:
            ranked &= coverage >= self.rules.minimum_coverage and not any(each.blocked for each, _ in basic)
        return _Shape(categories, present, published(coverage, 2, self.rules.rounding), ranked)

    def ranks(self, sums: Sequence[Sums]) -> list[Rank | None]:
        """Return the rank of every unit, None where it is not ranked."""
        found = iter(ranks([self._key(each) for each in sums if each.ranked], self.rules.ties))
        return [next(found) if each.ranked else None for each in sums]

    def _key(self, sums: Sums) -> Key:
        """Return the sort key of a unit: a veto, its total, then the tie-break chain on published numbers."""
        key: Key = (int(sums.veto.bottom), -sums.total)
        for kind, name in self.chain:
            if kind == "category":
                key += most_first(self._told(sums.categories.get(name)))
            elif kind == "metric":
                key += most_first(self._told(sums.points[self.places[name]] if name in self.places else None))
            elif kind == "base":
                key += most_first(self._told(sums.base))
            elif kind == "bonus":
                key += most_first(self._told(sums.bonus))
            else:
                key += (self.scale.round(sums.deduction),)
        return key

    def _told(self, number: Number | None) -> int | None:
        """Return a number as it is published, None where there is none."""
        return None if number is None else self.scale.round(number)


def _sum(points: Sequence[Number | None], own: Sequence[int]) -> Number:
    """Add up some of a unit's points, nothing where nothing was counted."""
    return sum([points[at] or 0 for at in own])
