"""What would gain a unit a place: per metric the smallest change of the raw value, verified by scoring anew."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from scoring.faults import FaultyError
from scoring.insight.explain import row_of
from scoring.insight.ladders import Rung, ladder, own_period, pending
from scoring.insight.what_if import Basis
from scoring.rulebook.model import Metric
from scoring.standings.cells import Cell, Index, index_cells, known
from scoring.standings.own_targets import aimed, target_of
from scoring.standings.score import Standings, counts_in


@dataclass(frozen=True, slots=True)
class Gain:
    """The smallest change of one metric that gains a place, and the rank and total that a full scoring then gives.

    `value` is the canonical value to reach in `period` (of the metric's own kind), in place of `before` (None: not
    reported). For events it is None, and `events` are the (level, event) pairs to add (`steps` > 0), to take away
    (`steps` < 0) or, as with any other input, merely to confirm (`steps` = 0).
    """

    metric: str
    period: str
    before: str | None
    value: str | None
    events: tuple[tuple[str, str], ...]
    steps: int
    rank: int | Fraction
    total: str


def gains(basis: Basis, unit: str) -> tuple[Gain, ...]:
    """Return, metric by metric, the smallest change that gives the unit a better rank than it has.

    The steps are the metric's own: one more of n, one place, one event, one unit of the last decimal reported.
    A number without a range is tried up to ten times what the arena reports or the method names. Nothing is
    returned for the first, for a unit without a rank, and for a metric that cannot gain a place by itself.
    """
    standings = basis.standings()
    rank = row_of(standings, unit).rank
    if all(row.rank is None or rank is None or row.rank >= rank for row in standings.rows):
        return ()
    index = index_cells(basis.cells)
    metrics = [each for each in counts_in(basis.rulebook, basis.arena, basis.period) if each.value_of is None]
    found = [_least(basis, standings, index, metric, unit) for metric in metrics]
    return tuple(gain for gain in found if gain is not None)


def _least(basis: Basis, now: Standings, index: Index, metric: Metric, unit: str) -> Gain | None:
    place = [each.id for each in basis.rulebook.units_during(basis.arena, basis.period)].index(unit)
    rank = now.ranks[place]
    own = own_period(metric, index, basis.rulebook.unit(unit), basis.period)
    if own is None or rank is None:
        return None
    reported = index.get((metric.id, unit, str(own)), [])
    before = known(metric, reported).value
    others = tuple(cell for cell in basis.cells if (cell.metric, cell.unit, cell.period) != (metric.id, unit, str(own)))

    def gain(rung: Rung) -> Gain | None:
        """Score anew with this rung in place of what is reported."""
        try:
            standings = replace(basis, cells=others + rung.cells).standings()
        except FaultyError:  # there is no target to hold it against
            return None
        reached = standings.ranks[place]
        if reached is None or reached >= rank:
            return None
        total = row_of(standings, unit).total
        return Gain(metric.id, str(own), before, rung.value, rung.events, rung.steps, reached, total)

    waits = pending(metric, reported)
    confirmed = gain(waits) if waits is not None else None
    if confirmed is not None:
        return confirmed
    target = target_of(basis.rulebook, metric, unit, own)
    steps = ladder(metric if target is None else aimed(metric, target), index, unit, own)
    if steps.length == 0 or gain(steps.rung(steps.length - 1)) is None:
        return None
    likely = _forecast(basis, now, metric, unit)
    rungs = range(steps.length)
    guess = bisect_left(rungs[:-1], 1, key=lambda at: int(likely(others + steps.rung(at).cells)))
    found = gain(steps.rung(guess))
    if found is not None and (guess == 0 or gain(steps.rung(guess - 1)) is None):
        return found
    rest = rungs[:guess] if found is not None else rungs[guess + 1 : -1]
    return gain(steps.rung(rest.start + bisect_left(rest, 1, key=lambda at: int(gain(steps.rung(at)) is not None))))


def _forecast(basis: Basis, now: Standings, metric: Metric, unit: str) -> Callable[[tuple[Cell, ...]], bool]:
    """Return a quick guess whether other cells of one metric gain the unit a place, to be verified by scoring anew.

    The metric and what takes its values alone are scored, and the published points replace the old ones in the totals:
    caps, rescaling and the tie-break chain are left out.
    """
    same = [each for each in counts_in(basis.rulebook, basis.arena, basis.period) if each.reported_as == metric.id]
    alone = replace(basis, rulebook=replace(basis.rulebook, metrics=tuple(replace(each, role="base") for each in same)))
    signs = {each.id: -1 if each.role == "deduction" else 1 for each in same}

    def points(cells: tuple[Cell, ...]) -> dict[str, Fraction]:
        rows = replace(alone, cells=tuple(cell for cell in cells if cell.metric == metric.id)).standings().rows
        return {
            row.unit: sum((signs[name] * Fraction(cell.points or 0) for name, cell in row.metrics.items()), Fraction())
            for row in rows
        }

    first = points(basis.cells)
    ranked = [row for row in now.rows if row.rank is not None]
    ahead = sum(Fraction(row.total) > Fraction(row_of(now, unit).total) for row in ranked)

    def likely(cells: tuple[Cell, ...]) -> bool:
        new = points(cells)
        totals = {row.unit: Fraction(row.total) + new[row.unit] - first[row.unit] for row in ranked}
        return sum(total > totals[unit] for total in totals.values()) < ahead

    return likely
