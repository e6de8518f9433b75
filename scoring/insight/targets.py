"""Raw values beside what their methods want: the target, which way is better, and how far it still is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.calendar import Period
from scoring.rulebook import methods
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.cells import Cell, Known, index_cells, known, rolled
from scoring.standings.columns import BY_POINTS
from scoring.standings.score import counts_in

_ALL = Fraction(100)


@dataclass(frozen=True, slots=True)
class Attainment:
    """A raw value beside its target; `missing` is how far it still is, 0 where the target is met.

    `share` is x/target (target/x where less is better), as 目标完成率 has it; None where that has no meaning.
    """

    metric: str
    target: Fraction
    x: Fraction
    missing: Fraction
    share: Fraction | None


def attainments(rulebook: Rulebook, cells: Iterable[Cell], period: Period, unit: str) -> tuple[Attainment, ...]:
    """Set a unit's confirmed raw values in a period beside their targets, where the method has one.

    A metric that rolls up by points has no raw value in a coarser period and is left out there.
    """
    index = index_cells(cells)
    found: list[Attainment] = []
    for metric in counts_in(rulebook, rulebook.unit(unit).arena or "", period):
        owns = [known(metric, index.get((metric.id, unit, str(own)), ())) for own in period.parts(metric.period)]
        cell = _together(metric, owns)
        target = target_of(metric)
        if target is not None and cell is not None and cell.raw is not None:
            found.append(_attainment(metric, target, cell.raw.x))
    return tuple(found)


def target_of(metric: Metric) -> Fraction | None:
    """Return the raw value that the method calls its target, satisfactory, best or full; None where it has none."""
    match metric.method:
        case methods.Goalpost(full_at=wanted) | methods.Efficacy(satisfactory=wanted):
            return wanted
        case methods.Completion(target=wanted) | methods.Step(target=wanted):
            return wanted
        case methods.EfficacyBanded(standards=(wanted, *_)) | methods.Bands(edges=((wanted, _), *_)):
            return wanted
        case methods.ExternalRank(table=None, full_at=wanted) | methods.ExternalRank(table=((wanted, _), *_)):
            return wanted
        case methods.Checklist():
            return _ALL
        case methods.Direct():
            return metric.points
    return None


def more_is_better(metric: Metric) -> bool:
    """Say whether a larger raw value is better for the unit: it earns more, or costs less in a deduction."""
    match metric.method:
        case methods.Goalpost(zero_at=low, full_at=high) | methods.Efficacy(unacceptable=low, satisfactory=high):
            up = low < high
        case methods.EfficacyBanded(standards=standards):
            up = standards[0] > standards[-1]
        case methods.ExternalRank():
            up = False
        case methods.Direct() | methods.Events() | methods.Checklist():
            up = True
        case method:
            up = method.direction == "up"
    return up != (metric.role == "deduction")


def _together(metric: Metric, owns: Sequence[Known]) -> Known | None:
    if len(owns) == 1:
        return owns[0]
    return None if metric.rollup in BY_POINTS else rolled(metric, owns)


def _attainment(metric: Metric, target: Fraction, x: Fraction) -> Attainment:
    up = more_is_better(metric) != (metric.role == "deduction")
    above, below = (x, target) if up else (target, x)
    missing = max(target - x if up else x - target, Fraction())
    share = above / below if above >= 0 and below > 0 else None
    return Attainment(metric.id, target, x, missing, share)
