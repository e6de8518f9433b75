"""Standings: the confirmed values of an arena in a period, scored, added up and ranked."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from scoring.board import Board, Sums
from scoring.calendar import Period
from scoring.cells import Cell, State, failed_items, index_cells, used_periods
from scoring.columns import Column, score_column
from scoring.entries import Metric, Rulebook, Unit
from scoring.faults import Fault, FaultyError
from scoring.publish import Scale, scale_of

__all__ = ["ENGINE", "Cell", "MetricCell", "Row", "Standings", "counts_in", "score"]

ENGINE = "1"


class MetricCell(NamedTuple):
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
    scale = scale_of(rulebook.competition)
    columns = [score_column(metric, units, index, period, scale, final=final) for metric in metrics]
    board = Board(rulebook, columns, final=final)
    return Standings(
        competition=rulebook.competition.id,
        arena=arena,
        period=str(period),
        final=final,
        full_marks=scale.write(board.full_marks),
        rulebook=rulebook.fingerprint,
        snapshot=_snapshot(metrics, units, index, period, final=final),
        engine=ENGINE,
        rows=_rows(columns, scale, board.ranked(board.add_up(units))),
        competition_name=rulebook.competition.name,
        arena_name=rulebook.arena(arena).name,
        listed=tuple((each.id, each.name, scale.write(full)) for each, full in board.categories),
    )


_cell = partial(tuple.__new__, MetricCell)  # as MetricCell._make does, without a call in Python for each of many cells


def _rows(
    columns: Sequence[Column], scale: Scale, ranked: Sequence[tuple[Sums, int | Fraction | None]]
) -> tuple[Row, ...]:
    """Publish the sums of every unit, and its cells column by column."""
    names = [column.metric.id for column in columns]
    cells = [
        map(_cell, zip(scale.write_all(column.points), column.values, column.states, column.stars, strict=True))
        for column in columns
    ]
    metrics = [dict(zip(names, each, strict=True)) for each in zip(*cells, strict=True)]
    return tuple(
        Row(
            rank=rank,
            unit=sums.unit.id,
            name=sums.unit.name,
            total=scale.write(sums.total),
            base=scale.write(sums.base),
            bonus=scale.write(sums.bonus),
            deduction=scale.write(sums.deduction),
            coverage=sums.coverage,
            veto=None,
            categories={name: scale.write(number) for name, number in sums.categories.items()},
            metrics=metrics[sums.at],
        )
        for sums, rank in ranked
    )


def _snapshot(
    metrics: Sequence[Metric],
    units: Sequence[Unit],
    index: Mapping[tuple[str, str, str], Sequence[Cell]],
    period: Period,
    *,
    final: bool,
) -> str:
    """Return the fingerprint of the cells that the standings use, whatever their order."""
    used = [
        (metric.id, str(part), metric.input == "checklist")
        for metric in sorted(metrics, key=lambda each: each.id)
        for part in used_periods(metric, period, final=final)
    ]
    lines = [
        [
            cell.unit,
            cell.metric,
            cell.period,
            cell.state,
            cell.value or "",
            cell.level or "",
            cell.event,
            *(failed_items(cell.note) if has_items else ()),
        ]
        for name in sorted([unit.id for unit in units])
        for metric, part, has_items in used
        for cell in index.get((metric, name, part), ())
    ]
    lines.sort()  # nearly so already, which is what makes it quick
    return f"sha256:{hashlib.sha256(_as_json(lines).encode()).hexdigest()}"


def _as_json(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of texts as compact JSON; most need no escaping, and then joining them says the same sooner."""
    joined = '"],["'.join(map('","'.join, lines))
    text = f'[["{joined}"]]'
    if text.count('"') == 2 * sum(map(len, lines)) and "\\" not in text and text.isprintable():
        return text
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
