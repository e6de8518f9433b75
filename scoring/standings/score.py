"""Standings: the confirmed values of an arena in a period, scored, added up and ranked."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from scoring.calendar import Period
from scoring.faults import Fault, FaultyError
from scoring.rulebook.model import VETO, Metric, Rulebook, Unit
from scoring.standings.cells import Cell, Index, State, failed_items, index_cells, known, used_periods
from scoring.standings.columns import Column, Terms, confirmed, score_column
from scoring.standings.publish import Scale
from scoring.standings.ranking import Rank
from scoring.standings.sums import Board, Sums
from scoring.standings.vetoes import by_unit, held

if TYPE_CHECKING:
    from scoring.standings.wide import Decimals

ENGINE = "1"


class MetricCell(NamedTuple):
    """A metric in a row, as published: points (None where nothing was counted), canonical value, state, stars."""

    points: str | None
    value: str | None
    state: State
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the standings, as published; `veto` are the effects of the vetoes on it, None without.

    `rank_without_veto` is its rank if the arena had no veto: the same as `rank` where it has none.
    """

    rank: Rank | None
    unit: str
    name: str
    total: str
    base: str
    bonus: str
    deduction: str
    coverage: str
    veto: str | None
    rank_without_veto: Rank | None
    categories: Mapping[str, str] = field(hash=False)
    metrics: Mapping[str, MetricCell] = field(hash=False)


@dataclass(frozen=True, eq=False)
class Standings:
    """The published standings of one arena; `listed` are its categories counted in the period, with full marks.

    `vetoed` says whether any unit of the arena is under a veto.

    `totals` (in units of the last published decimal) and `ranks` are those of all units in rulebook order. The rows
    and the fingerprint of the values are written when they are first asked for: in a large arena that is most of the
    work, and a question scored anew needs neither.
    """

    competition: str
    arena: str
    period: str
    final: bool
    full_marks: str
    rulebook: str
    engine: str
    competition_name: str
    arena_name: str
    listed: tuple[tuple[str, str, str], ...]
    vetoed: bool
    totals: Sequence[int]
    ranks: Sequence[Rank | None]
    write_rows: Callable[[], tuple[Row, ...]] = field(repr=False)
    write_snapshot: Callable[[], str] = field(repr=False)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every unit as published: by rank, then those not ranked by total."""
        return self.write_rows()

    @cached_property
    def snapshot(self) -> str:
        """The fingerprint of the values that the standings use."""
        return self.write_snapshot()


def counts_in(rulebook: Rulebook, arena: str, period: Period) -> tuple[Metric, ...]:
    """Return the metrics of an arena that count in a period: those of its own kind or finer."""
    return tuple(metric for metric in rulebook.metrics_in(arena) if period.parts(metric.period))


def score(
    rulebook: Rulebook,
    values: "Iterable[Cell] | Mapping[str, Decimals]",
    period: Period,
    arena: str,
    *,
    final: bool = False,
) -> Standings:
    """Score an arena's values in a period; FaultyError where nothing counts or nobody is there, or a target is lacking.

    A unit has no values in periods in which it is not there: they do not apply to it.

    The values are cells, or for each metric that is reported and counts the column of all units, each with a confirmed
    decimal.
    """
    metrics, units = counts_in(rulebook, arena, period), rulebook.units_during(arena, period)
    if not units or all(metric.role != "base" for metric in metrics):
        name = rulebook.arena(arena).name
        raise FaultyError([Fault(f"擂台“{name}”", "nothing_counts", {"period": str(period)})])
    board = Board(rulebook, metrics, period, final=final)
    task = _Task(rulebook, metrics, units, period, board)
    scored = _from_columns(task, values) if isinstance(values, Mapping) else _from_cells(task, values)
    return Standings(
        competition=rulebook.competition.id,
        arena=arena,
        period=str(period),
        final=final,
        full_marks=board.scale.write(board.full_marks),
        rulebook=rulebook.fingerprint,
        engine=ENGINE,
        competition_name=rulebook.competition.name,
        arena_name=rulebook.arena(arena).name,
        listed=tuple((each.id, each.name, board.scale.write(full)) for each, full in board.categories),
        vetoed=scored.vetoed,
        totals=scored.totals,
        ranks=scored.ranks,
        write_rows=scored.rows,
        write_snapshot=scored.snapshot,
    )


class _Task(NamedTuple):
    rulebook: Rulebook
    metrics: Sequence[Metric]
    units: Sequence[Unit]
    period: Period
    board: Board


class _Scored(NamedTuple):
    totals: Sequence[int]
    ranks: Sequence[Rank | None]
    rows: Callable[[], tuple[Row, ...]]
    snapshot: Callable[[], str]
    vetoed: bool = False


def _from_cells(task: _Task, cells: Iterable[Cell]) -> _Scored:
    rulebook, metrics, units, period, board = task
    if rulebook.is_dated(metrics[0].arena):
        cells = _of_those_there(units, cells)
    index = index_cells(cells)
    terms = Terms(rulebook, units, index, board.scale, board.final, [])
    columns = [score_column(metric, terms, period) for metric in metrics]
    if terms.lacking:
        raise FaultyError(terms.lacking)
    vetoes = held(index, period)
    vetoed = by_unit(rulebook, metrics[0].arena, vetoes)

    def ranked(sums: Sequence[Sums]) -> Sequence[Rank | None]:
        begun = any(each.total for each in sums) or _anything_confirmed(metrics, units, index, period)
        return board.ranks(sums) if begun else [None] * len(units)

    sums = board.add_up(units, columns, vetoed)
    ranks = ranked(sums)
    without = ranked(board.add_up(units, columns)) if vetoed else ranks
    return _Scored(
        [each.total for each in sums],
        ranks,
        rows=partial(_rows, board.scale, columns, sums, ranks, without),
        snapshot=partial(_snapshot, metrics, units, index, period, vetoes, final=board.final),
        vetoed=bool(vetoed),
    )


def _of_those_there(units: Sequence[Unit], cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the vetoes, and the cells of units in periods in which they have values."""
    known = {unit.id: unit for unit in units}
    for cell in cells:
        unit = known.get(cell.unit)
        if cell.metric == VETO or (unit is not None and unit.reports(Period.written(cell.period))):
            yield cell


def _from_columns(task: _Task, given: "Mapping[str, Decimals]") -> _Scored:
    from scoring.standings.wide import cells_of, reckon  # noqa: PLC0415 - numpy takes longer to load than all the rest

    _, metrics, units, period, board = task
    wide = reckon(board.rules, metrics, given, period, len(units))
    if wide is None:
        return _from_cells(task, cells_of(metrics, units, given, period))

    def rows() -> tuple[Row, ...]:
        columns = [
            confirmed(metric, given[metric.reported_as].texts(), wide.points[metric.id].tolist()) for metric in metrics
        ]
        return _rows(board.scale, columns, board.add_up(units, columns), wide.ranks, wide.ranks)

    def snapshot() -> str:
        at, columns = (
            str(period),
            sorted((name, given[name].texts()) for name in {metric.reported_as for metric in metrics}),
        )
        places = sorted(range(len(units)), key=lambda place: units[place].id)
        return _fingerprint(
            [
                [units[place].id, name, at, "confirmed", texts[place], "", ""]
                for place in places
                for name, texts in columns
            ]
        )

    return _Scored(wide.totals, wide.ranks, rows, snapshot)


def _anything_confirmed(metrics: Sequence[Metric], units: Sequence[Unit], index: Index, period: Period) -> bool:
    """Say whether any cell is confirmed with something in it: where none is, and all stand at nothing, nobody is first.

    An events metric without rows is confirmed, and has nothing in it.
    """
    return any(
        (rows or metric.input != "events") and known(metric, rows).state == "confirmed"
        for metric in metrics
        for part in period.parts(metric.period)
        for unit in units
        for rows in (index.get((metric.id, unit.id, str(part)), ()),)
    )


_cell = partial(tuple.__new__, MetricCell)  # as MetricCell._make does, without a call in Python for each of many cells


def _rows(
    scale: Scale,
    columns: Sequence[Column],
    sums: Sequence[Sums],
    ranks: Sequence[Rank | None],
    without: Sequence[Rank | None],
) -> tuple[Row, ...]:
    """Publish the sums of every unit, and its cells column by column: by rank, then those not ranked by total."""
    names = [column.metric.id for column in columns]
    cells = [
        map(_cell, zip(scale.write_all(column.points), column.values, column.states, column.stars, strict=True))
        for column in columns
    ]
    metrics = [dict(zip(names, each, strict=True)) for each in zip(*cells, strict=True)]
    rows = [
        Row(
            rank=rank,
            unit=each.unit.id,
            name=each.unit.name,
            total=scale.write(each.total),
            base=scale.write(each.base),
            bonus=scale.write(each.bonus),
            deduction=scale.write(each.deduction),
            coverage=each.coverage,
            veto=";".join(each.veto.effects) or None,
            rank_without_veto=unvetoed,
            categories={name: scale.write(number) for name, number in each.categories.items()},
            metrics=own,
        )
        for each, rank, unvetoed, own in zip(sums, ranks, without, metrics, strict=True)
    ]
    order = sorted(range(len(rows)), key=lambda at: (ranks[at] is None, ranks[at] or -sums[at].total))
    return tuple(rows[at] for at in order)


def _snapshot(
    metrics: Sequence[Metric],
    units: Sequence[Unit],
    index: Index,
    period: Period,
    vetoes: Sequence[Cell],
    *,
    final: bool,
) -> str:
    """Return the fingerprint of the cells that the standings use, whatever their order."""
    used = sorted(
        {
            (metric.reported_as, str(part), metric.input == "checklist")
            for metric in metrics
            for part in used_periods(metric, period, final=final)
        }
    )
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
    own = {unit.id for unit in units}
    lines += [
        [each.unit, each.metric, each.period, each.state, each.value or ""] for each in vetoes if each.unit in own
    ]
    return _fingerprint(lines)


def _fingerprint(lines: list[list[str]]) -> str:
    """Return the fingerprint of cells as lines of texts, whatever their order."""
    lines.sort()  # nearly so already, which is what makes it quick
    return f"sha256:{hashlib.sha256(_as_json(lines).encode()).hexdigest()}"


def _as_json(lines: Sequence[Sequence[str]]) -> str:
    """Write lines of texts as compact JSON; most need no escaping, and then joining them says the same sooner."""
    joined = '"],["'.join(map('","'.join, lines))
    text = f'[["{joined}"]]'
    if text.count('"') == 2 * sum(map(len, lines)) and "\\" not in text and text.isprintable():
        return text
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
