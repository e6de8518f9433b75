"""Vetoes (一票否决): what takes a unit out of the ranking, puts it behind all others, or brings a category to zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from scoring.calendar import Period, PeriodKind
from scoring.faults import words
from scoring.language import both
from scoring.rulebook.model import VETO, ZERO_CATEGORY, Rulebook
from scoring.standings.cells import Cell, Index

Whole = Literal["ineligible", "bottom"]


@dataclass(frozen=True, slots=True)
class Veto:
    """What all vetoes on one unit come to in a period; `zeroed` are the ids of categories."""

    ineligible: bool = False
    bottom: bool = False
    zeroed: tuple[str, ...] = ()

    @property
    def effects(self) -> tuple[str, ...]:
        """The effects as they are published, in their order."""
        whole = [name for name in get_args(Whole) if getattr(self, name)]
        return (*whole, *(f"{ZERO_CATEGORY}{category}" for category in self.zeroed))


NONE = Veto()


def standing(rulings: Iterable[tuple[str, Cell]]) -> list[Cell]:
    """Return the vetoes that stand after some rulings, oldest first: of a unit in a period the last one counts."""
    found: dict[tuple[str, str], Cell] = {}
    for act, cell in rulings:
        found.pop((cell.unit, cell.period), None)
        if act == "impose":
            found[cell.unit, cell.period] = cell
    return list(found.values())


def held(index: Index, period: Period) -> tuple[Cell, ...]:
    """Return the vetoes that hold in a period: those imposed in it or in a period inside it."""
    found = (cell for (metric, _, _), cells in index.items() if metric == VETO for cell in cells)
    kinds: tuple[PeriodKind, ...] = get_args(PeriodKind)
    inside = {str(part) for kind in kinds for part in period.parts(kind)}
    return tuple(cell for cell in found if cell.period in inside)


def by_unit(rulebook: Rulebook, arena: str, vetoes: Iterable[Cell]) -> dict[str, Veto]:
    """Return what the vetoes on units of an arena come to, by unit."""
    units = {unit.id for unit in rulebook.units_in(arena)}
    order = [category.id for category in rulebook.categories_in(arena)]
    found: dict[str, Veto] = {}
    for cell in vetoes:
        if cell.unit not in units:
            continue
        before, effect = found.get(cell.unit, NONE), cell.value or ""
        if effect.startswith(ZERO_CATEGORY):
            zeroed = {*before.zeroed, effect.removeprefix(ZERO_CATEGORY)}
            found[cell.unit] = replace(before, zeroed=tuple(name for name in order if name in zeroed))
        else:
            ineligible = before.ineligible or effect == "ineligible"
            found[cell.unit] = replace(before, ineligible=ineligible, bottom=before.bottom or effect == "bottom")
    return found


def takes_rank(effects: str | None) -> bool:
    """Say whether the published effects of a veto take a unit out of the ranking."""
    return effects is not None and "ineligible" in effects.split(";")


def in_words(effects: str, categories: Mapping[str, str]) -> str:
    """Say the published effects of a veto for people; `categories` are names by id."""
    told = []
    for effect in effects.split(";"):
        code, _, category = effect.partition(":")
        told.append(words(f"veto_{code}", {"name": categories.get(category, category)}))
    return both("；", "; ").join(told)
