"""Everything that a scoring starts from, as one value that what-if questions can vary."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring.calendar import Period
from scoring.reading.canonical import ValueRefusedError, read
from scoring.rulebook.model import VETO, Rulebook
from scoring.standings.cells import Cell
from scoring.standings.score import Standings, score


@dataclass(frozen=True, slots=True)
class Basis:
    """A 计算依据: rules, values, period, arena, and whether the period is closed."""

    rulebook: Rulebook
    cells: tuple[Cell, ...] = field(repr=False)
    period: Period
    arena: str
    final: bool = False

    def standings(self) -> Standings:
        """Score it in full, by the official engine."""
        return score(self.rulebook, self.cells, self.period, self.arena, final=self.final)


def fitting(rulebook: Rulebook, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return the cells that a rulebook can score: what it would refuse counts as not reported."""
    known = {VETO, *(metric.id for metric in rulebook.metrics)}
    return tuple(cell for cell in cells if cell.metric in known and _fits(rulebook, cell))


def _fits(rulebook: Rulebook, cell: Cell) -> bool:
    if cell.metric == VETO:
        unit = rulebook.find_unit(cell.unit)
        return unit is not None and unit.arena is not None and rulebook.can_veto(cell.value or "", unit.arena)
    metric = rulebook.metric(cell.metric)
    if cell.state == "not_applicable":
        return True
    if metric.input == "events":
        return cell.level in metric.levels
    try:
        return cell.value is not None and read(metric, cell.value) == cell.value
    except ValueRefusedError:
        return False
