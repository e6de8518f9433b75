"""What changed since last time, split exactly into corrections, rules, own values and others' values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from scoring.calendar import Period
from scoring.insight.explain import row_of
from scoring.insight.what_if import Basis, fitting
from scoring.standings.cells import Cell
from scoring.standings.score import Row, Standings

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Effect:
    """What one cause did to a unit: points of the published total, and the rank before and after."""

    cause: Literal["corrections", "rules", "own", "others"]
    points: Fraction
    rank_before: int | Fraction | None
    rank_after: int | Fraction | None


@dataclass(frozen=True, slots=True)
class Change:
    """A unit then and now; the points of the effects add up to the difference of the totals exactly."""

    before: Row
    after: Row
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A unit whose rank or total differs between two standings of the same arena; None where it is not in one."""

    unit: str
    name: str
    rank_before: int | Fraction | None
    rank_after: int | Fraction | None
    total_before: str | None
    total_after: str | None


def change(before: Basis, after: Basis, unit: str, corrected: Iterable[Cell] | None = None) -> Change | None:
    """Split the change of a unit's total by scoring anew after each cause in turn; None if it is new or gone.

    `corrected` are the values of `before` as they stand after corrections (None: there were none). The rules are
    changed next (closing a period belongs to them; a value that the new rules refuse counts as not reported), then
    the unit's own values, then everybody else's. Both periods must be of the same kind (ValueError).
    """
    if before.period.kind != after.period.kind:
        raise ValueError("periods of different kinds cannot be compared")
    if unit not in {each.id for each in before.rulebook.units_in(before.arena)}:
        return None
    if unit not in {each.id for each in after.rulebook.units_in(after.arena)}:
        return None
    mended = before.cells if corrected is None else tuple(corrected)
    months = (after.period.year - before.period.year) * 12 + after.period.first.month - before.period.first.month
    then = tuple(_shifted(cell, months) for cell in mended)
    if before.rulebook.fingerprint != after.rulebook.fingerprint:
        then = fitting(after.rulebook, then)
    own = tuple(cell for cell in after.cells if cell.unit == unit)
    others = tuple(cell for cell in then if cell.unit != unit)
    first = row_of(before.standings(), unit)
    stages: list[tuple[Literal["corrections", "rules", "own", "others"], Basis]] = [
        ("corrections", replace(before, cells=mended)),
        ("rules", replace(after, cells=then)),
        ("own", replace(after, cells=others + own)),
        ("others", after),
    ]
    effects: list[Effect] = []
    last = first
    for cause, stage in stages:
        row = row_of(stage.standings(), unit)
        effects.append(Effect(cause, Fraction(row.total) - Fraction(last.total), last.rank, row.rank))
        last = row
    return Change(first, last, tuple(effects))


def moves(before: Standings, after: Standings) -> tuple[Move, ...]:
    """Return the units that move between two standings, such as the same values under two rulebooks."""
    old, new = ({row.unit: row for row in standings.rows} for standings in (before, after))
    names = {row.unit: row.name for standings in (after, before) for row in standings.rows}
    found = [_move(unit, name, old.get(unit), new.get(unit)) for unit, name in names.items()]
    return tuple(move for move in found if (move.rank_before, move.total_before) != (move.rank_after, move.total_after))


def _move(unit: str, name: str, old: Row | None, new: Row | None) -> Move:
    return Move(
        unit=unit,
        name=name,
        rank_before=old.rank if old else None,
        rank_after=new.rank if new else None,
        total_before=old.total if old else None,
        total_after=new.total if new else None,
    )


def _shifted(cell: Cell, months: int) -> Cell:
    """Return the cell as if it had been reported so many months later."""
    period = Period.parse(cell.period)
    if period is None:
        return cell
    return replace(cell, period=str(period.shifted(months // _MONTHS[period.kind])))
