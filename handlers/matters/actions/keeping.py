"""What follows from the acts on a part, kept beside them: where it stands, and what the cells of its metrics hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from handlers.turn import Turn
from scoring.calendar import Period
from scoring.matters import cells, counting, reminders
from scoring.matters.clock import Clock
from scoring.matters.counting import Count
from scoring.matters.folding import fold
from scoring.matters.part import Standing
from scoring.rulebook.model import Metric
from scoring.standings.cells import Cell
from storage import ledger, matters, parts, values
from storage.matters import Part
from storage.parts import Counted, Stood

LOCKED = "matters_locked"
"""The job of the ledger whose slots are the periods that were locked with all that had happened by then."""
Touched = set[tuple[Period, str, str]]
"""Cells to be filled anew: those of a period, of a unit, of the metrics that count a kind."""
_TICK = timedelta(microseconds=1)


def clock_of(turn: Turn) -> Clock:
    """Return by what moments are reckoned."""
    return Clock(turn.zone, turn.rests(turn.rulebook.schedule), turn.lock_of)


def standing_of(turn: Turn, part: Part, moment: datetime | None = None) -> Standing:
    """Return where a part stands, now or at a moment."""
    known, at = (part, turn.now) if moment is None else (part.until(moment), moment)
    return fold(known.terms, known.told, clock_of(turn), at)


def keep(turn: Turn, part: Part, where: Standing, seen: int) -> Touched:
    """Keep where a part stands after its acts, `seen` of them were known before; returns the cells that it touches."""
    clock, before = clock_of(turn), parts.get(turn.tx, part.number, part.unit)
    said = part.acts[0].at - _TICK if before is None else before.said
    parts.put(turn.tx, stood(turn, part, where, said), seen)
    periods = parts.keep_counts(turn.tx, part.number, part.unit, counted(part, where, clock))
    return {(Period.written(period), part.unit, part.matter.kind) for period in periods}


def stood(turn: Turn, part: Part, where: Standing, said: datetime) -> Stood:
    """Return where a part stands as it is kept, all said about it that was due until a moment."""
    return Stood(
        part.number,
        part.unit,
        part.matter.kind,
        matters.among(part.terms.verifiers),
        matters.among(part.terms.assigners),
        len(part.acts),
        where.state,
        where.round.number,
        where.deadline,
        where.quantity,
        where.done,
        where.outcome,
        where.state == "asking" or (where.state == "open" and where.returns > 0),
        where.since,
        where.recheck.isoformat() if where.recheck is not None and not where.settled else None,
        where.turns,
        said,
        reminders.speaks(where, turn.rulebook.schedule, clock_of(turn), said),
    )


def counted(part: Part, where: Standing, clock: Clock) -> Iterator[Counted]:
    """Yield what the rounds of a part count for, in every kind of period that it counts in."""
    for every in part.terms.periods:
        for count in counting.counts(part.terms, where, every, clock):
            what, kind, period = count.what, part.matter.kind, str(count.period)
            yield Counted(
                part.number, part.unit, every, count.round, what, kind, period, count.done, count.quantity
            )  # fmt: skip


def fill(turn: Turn, touched: Touched, moment: datetime) -> None:
    """Let cells hold from a moment on what now counts for them; none of a period that was locked with all it had."""
    done: set[tuple[str, str, str]] = set()
    for period, unit, kind in sorted(touched, key=str):
        for metric in metrics_of(turn, period, unit, kind):
            place = (str(period), metric.id, unit)
            if place not in done and not ledger.is_settled(turn.tx, LOCKED, str(period)):
                done.add(place)
                values.count(turn.tx, *place, list(cells_of(turn, metric, period, unit)), moment)


def metrics_of(turn: Turn, period: Period, unit: str, kind: str) -> Iterator[Metric]:
    """Yield the metrics of a unit that matters of a kind count for in a period."""
    rules = turn.rulebook_on(period.first)
    arena = next((one.arena for one in rules.units if one.id == unit), None)
    for metric in rules.metrics if rules.competition.year == period.year else ():
        mine = metric.period == period.kind and metric.arena == arena
        if mine and metric.source is not None and kind in metric.source.matters:
            yield metric


def cells_of(turn: Turn, metric: Metric, period: Period, unit: str) -> Iterator[Cell]:
    """Yield what the cells of a unit hold in a period, of a metric that matters count for."""
    found = () if metric.source is None else parts.behind(turn.tx, metric.source.matters, str(period), unit)
    yield from cells_by(metric, period, unit, found)


def cells_by(metric: Metric, period: Period, unit: str, found: Iterable[Counted]) -> Iterator[Cell]:
    """Yield the cells that follow from what counts for them; several events of one round have items of their own."""
    if metric.source is None:
        return
    told = [(one.number, Count(period, one.round, one.what, one.done, one.quantity)) for one in found]
    if metric.input != "events":
        share = cells.tasks((count for _, count in told), metric.source, period)
        if share is not None:
            yield Cell(unit, metric.id, str(period), value=share)
        return
    taken: set[str] = set()
    for one in cells.events(told, metric.source, period):
        item = f"{one.event}:{one.level}" if one.event in taken else one.event
        taken.add(one.event)
        yield Cell(unit, metric.id, str(period), item, level=one.level, event=one.event)
