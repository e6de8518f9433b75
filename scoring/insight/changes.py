"""What changed since an earlier moment, split exactly: rules, own and others' values, corrections, vetoes."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from scoring.insight.explain import row_of
from scoring.insight.what_if import Basis, fitting
from scoring.rulebook.model import VETO
from scoring.standings.cells import Cell
from scoring.standings.ranking import Rank
from scoring.standings.score import Row

Cause = Literal["rules", "own", "others", "corrections", "vetoes"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one cause did to a unit: points of the published total, and the rank before and after."""

    cause: Cause
    points: Fraction
    rank_before: Rank | None
    rank_after: Rank | None


@dataclass(frozen=True, slots=True)
class Change:
    """A unit then and now; the points of the effects add up to the difference of the totals exactly."""

    before: Row
    after: Row
    effects: tuple[Effect, ...]


def change(before: Basis, after: Basis, unit: str, locked: tuple[Cell, ...] | None = None) -> Change | None:
    """Split the change of a unit's total in one period by scoring anew after each cause; None if it is new or gone.

    The rules are changed first (a value that the new ones refuse counts as not reported), then the unit's own values,
    then everybody else's. `locked` are the values when the period was locked, where that lies between (None: it does
    not): what differs from them afterwards are corrections, whoever's values they are.
    Vetoes, where there are any, are changed last.
    """
    if any(unit not in {one.id for one in b.rulebook.units_during(b.arena, b.period)} for b in (before, after)):
        return None
    then, settled = before.cells, after.cells if locked is None else locked
    if before.rulebook.fingerprint != after.rulebook.fingerprint:
        then, settled = fitting(after.rulebook, then), fitting(after.rulebook, settled)
    vetoed = any(cell.metric == VETO for cell in (*then, *after.cells))
    vetoes = tuple(cell for cell in then if cell.metric == VETO)
    settled = _under(vetoes, settled) if vetoed else settled
    own = tuple(cell for cell in settled if cell.unit == unit)
    others = tuple(cell for cell in then if cell.unit != unit)
    stages: list[tuple[Cause, Basis]] = [
        ("rules", replace(after, cells=then)),
        ("own", replace(after, cells=others + own)),
        ("others", replace(after, cells=settled)),
        ("corrections", replace(after, cells=_under(vetoes, after.cells)) if vetoed else after),
    ]
    if vetoed:
        stages.append(("vetoes", after))
    first = last = row_of(before.standings(), unit)
    scored = before
    effects: list[Effect] = []
    for cause, stage in stages:
        row = last if stage == scored else row_of(stage.standings(), unit)
        effects.append(Effect(cause, Fraction(row.total) - Fraction(last.total), last.rank, row.rank))
        last, scored = row, stage
    return Change(first, last, tuple(effects))


def _under(vetoes: tuple[Cell, ...], cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return values with these vetoes in place of their own."""
    return tuple(cell for cell in cells if cell.metric != VETO) + vetoes
