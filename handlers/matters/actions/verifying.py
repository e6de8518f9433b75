"""What is kept of matters held against their acts: every part is folded anew, every cell is reckoned anew."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from handlers.matters.actions import keeping
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.matters.folding import fold
from scoring.standings.cells import Cell
from storage import matters, parts, submissions, values
from storage.matters import Part
from storage.parts import Counted, Stood

Place = tuple[str, str, str]
"""A cell: period, metric, unit."""


@dataclass(frozen=True, slots=True)
class Off:
    """What is kept otherwise than it is reckoned: the standing of a part, what it counts for, or a cell."""

    what: Literal["standing", "counts", "cell"]
    number: int
    unit: str
    metric: str = ""
    period: str = ""
    kept: str = ""
    reckoned: str = ""


def look(turn: Turn) -> list[Off]:
    """Return every part whose standing does not follow from its acts, and every cell that does not follow from both."""
    found: list[Off] = []
    kept = {(one.number, one.unit): one for one in parts.every(turn.tx)}
    counts: dict[tuple[int, str], list[Counted]] = defaultdict(list)
    for count in parts.every_count(turn.tx):
        counts[count.number, count.unit].append(count)
    reckoned: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for part in matters.every(turn.tx):
        place = (part.number, part.unit)
        for one in _checked(turn, part, kept.pop(place, None), counts.pop(place, []), found):
            reckoned[one.period, one.unit].append(one)
    found += [Off("standing", *place) for place in kept]
    found += [Off("counts", *place) for place in counts]
    return [*found, *_cells(turn, reckoned)]


def _checked(turn: Turn, part: Part, kept: Stood | None, counts: list[Counted], found: list[Off]) -> Iterator[Counted]:
    """Fold a part as of the moment until which it is kept so; yield what it counts for, and note what is off."""
    now = turn.tx.latest()  # facts are ahead of a clock that was set back
    due = now if kept is None or kept.turns is None else min(now, kept.turns)
    where = fold(part.terms, part.told, keeping.clock_of(turn), due)
    reckoned = list(keeping.counted(part, where, keeping.clock_of(turn)))
    if kept is None or replace(keeping.stood(turn, part, where, kept.said), says=kept.says) != kept:
        found.append(Off("standing", part.number, part.unit))
    if set(reckoned) != set(counts):
        found.append(Off("counts", part.number, part.unit))
    yield from reckoned


def _cells(turn: Turn, reckoned: dict[tuple[str, str], list[Counted]]) -> Iterator[Off]:
    """Hold the cells that are open against what counts for them, and what the lock made submissions of."""
    held = _held(turn)
    for (period, unit), counts in sorted(reckoned.items()):
        kinds = dict.fromkeys(one.kind for one in counts)
        metrics = {m.id: m for kind in kinds for m in keeping.metrics_of(turn, Period.written(period), unit, kind)}
        for metric in metrics.values():
            mine = [one for one in counts if metric.source is not None and one.kind in metric.source.matters]
            wanted = set(keeping.cells_by(metric, Period.written(period), unit, mine))
            yield from _off((period, metric.id, unit), held.pop((period, metric.id, unit), set()), wanted)
    for place, cells in sorted(held.items()):
        yield from _off(place, cells, set())


def _held(turn: Turn) -> dict[Place, set[Cell]]:
    """Return what matters fill: cells that are open, and what the lock made of others as it made it."""
    found: dict[Place, set[Cell]] = defaultdict(set)
    for cell in values.every_counted(turn.tx):
        found[cell.period, cell.metric, cell.unit].add(cell)
    for number in submissions.minted(turn.tx):
        stored = submissions.get_version(turn.tx, number, 1)
        if stored is not None:
            one = stored.claim
            event = one.item.partition(":")[0] if one.title is not None else ""
            cell = Cell(one.unit, one.metric, one.period, one.item, one.value, level=one.level, event=event)
            found[one.period, one.metric, one.unit].add(cell)
    return found


def _off(place: Place, held: set[Cell], wanted: set[Cell]) -> Iterator[Off]:
    if held != wanted:
        period, metric, unit = place
        yield Off("cell", 0, unit, metric, period, _shown(held), _shown(wanted))


def _shown(cells: set[Cell]) -> str:
    return " ".join(sorted(cell.value or f"{cell.item}={cell.level}" for cell in cells))
