"""Raw values beside what their methods want: the target, how much of it is reached, and which way is better."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scoring.calendar import Period
from scoring.rulebook import methods
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.cells import Cell, Known, index_cells, known, rolled
from scoring.standings.columns import BY_POINTS
from scoring.standings.own_targets import target_of


@dataclass(frozen=True, slots=True)
class Attainment:
    """A target, and which share of it is reached (目标完成率): x/target, target/x where less is better."""

    target: Fraction
    share: Fraction


def attainment(
    rulebook: Rulebook, metric: Metric, cells: Iterable[Cell], period: Period, unit: str
) -> Attainment | None:
    """Set a unit's confirmed raw value in a period beside its target; None where the method names no target.

    There is none either where a share has no meaning, and where a metric rolls up by points in a coarser period.
    """
    method = metric.method
    if not isinstance(method, methods.Completion | methods.Step):
        return None
    index = index_cells(cells)
    parts = period.parts(metric.period)
    owns = [known(metric, index.get((metric.reported_as, unit, str(own)), ())) for own in parts]
    cell = _together(metric, owns)
    applicable = [part for part, own in zip(parts, owns, strict=True) if own.state != "not_applicable"]
    target = target_of(rulebook, metric, unit, period, applicable) if method.own else method.target
    if cell is None or cell.raw is None or target is None:
        return None
    x = cell.raw.x
    above, below = (x, target) if method.direction == "up" else (target, x)
    return Attainment(target, above / below) if above >= 0 and below > 0 else None


def more_is_better(metric: Metric) -> bool:
    """Say whether a larger raw value is better for the unit: it earns more, or costs less in a deduction."""
    match metric.method:
        case methods.Goalpost(zero_at=low, full_at=high) | methods.Efficacy(unacceptable=low, satisfactory=high):
            up = low < high
        case methods.EfficacyBanded(standards=standards):
            up = standards[0] > standards[-1]
        case methods.ExternalRank():
            up = False
        case methods.Direct() | methods.Checklist():
            up = True
        case methods.Events(from_full=from_full):
            up = not from_full
        case method:
            up = method.direction == "up"
    return up != (metric.role == "deduction")


def _together(metric: Metric, owns: Sequence[Known]) -> Known | None:
    if len(owns) == 1:
        return owns[0]
    return None if metric.rollup in BY_POINTS else rolled(metric, owns)
