"""What the values that wait are seen beside: the unit's last ones, those of the whole arena, and how they stand out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from handlers.submissions.results import Beside
from handlers.turn import Turn
from scoring.insight.outliers import median, outlying
from scoring.language import measured
from scoring.reading.canonical import SHARES, raw
from scoring.rulebook.model import Metric
from scoring.standings.cells import Cell
from scoring.standings.own_targets import lacks_target
from scoring.standings.publish import published, raw_text
from storage import values
from storage.submissions import Stored

LOOK_BACK = 12
"""Own periods in which a unit's last value is looked for."""

Cells = dict[tuple[str, str], dict[str, Cell]]
"""What the units hold of a metric in a period."""


class Compared:
    """The values of the same metrics and periods as some submissions, and those of their units before: at a moment."""

    def __init__(self, turn: Turn, several: Sequence[Stored], moment: datetime | None = None) -> None:
        self._turn = turn
        claims = [stored.claim for stored in several]
        metrics, units = sorted({claim.metric for claim in claims}), sorted({claim.unit for claim in claims})
        now = {claim.in_period for claim in claims}
        before = {str(period.shifted(-back)) for period in now for back in range(1, LOOK_BACK + 1)}
        cells = values.of_metrics(turn.tx, metrics, sorted(map(str, now)), moment=moment)
        cells += values.of_metrics(turn.tx, metrics, sorted(before - set(map(str, now))), units, moment)
        self._cells: Cells = {}
        for cell in cells:
            if cell.value is not None and not cell.item:
                self._cells.setdefault((cell.metric, cell.period), {})[cell.unit] = cell

    def beside(self, stored: Stored) -> Beside:
        """Return what a value is seen beside; events are no numbers, and of an arena of one there is no middle."""
        claim = stored.claim
        metric = self._turn.metric_of(claim)
        last = self._last(stored)
        here = self._cells.get((claim.metric, claim.period), {})
        own = here.get(claim.unit)
        x = None if own is None else _number(metric, own.value)
        everybody = [each for each in (_number(metric, cell.value) for cell in here.values()) if each is not None]
        middle = _shown(metric, median(everybody)) if len(everybody) > 1 else None
        if x is None:
            return Beside(last, middle)
        found = outlying(x, everybody, None if last is None else _number(metric, last[1]))
        reasons: list[tuple[str, dict[str, str]]] = [
            (each.code, {"reference": _shown(metric, each.reference)}) for each in found
        ]
        if lacks_target(self._turn.rulebook_on(claim.in_period.first), metric, claim.unit, claim.in_period):
            reasons.append(("target_unset_yet", {}))
        return Beside(last, middle, tuple(reasons))

    def _last(self, stored: Stored) -> tuple[str, str] | None:
        """Return the unit's last confirmed value before the period, and when that was."""
        claim = stored.claim
        for back in range(1, LOOK_BACK + 1):
            period = claim.in_period.shifted(-back)
            cell = self._cells.get((claim.metric, str(period)), {}).get(claim.unit)
            if cell is not None and cell.state == "confirmed" and cell.value is not None:
                return period.kind if back == 1 else period.chinese, cell.value
        return None


def _number(metric: Metric, value: str | None) -> Fraction | None:
    """Return the number that a value is, as reported: smoothing belongs to the points."""
    return None if value is None else raw(replace(metric, smoothing="raw"), value)


def _shown(metric: Metric, x: Fraction) -> str:
    """Write a number that values of a metric are compared with: shares with one decimal."""
    if metric.input in SHARES or metric.unit == "%":
        return f"{published(x, 1, 'half_up')}%"
    return raw_text(x) if metric.input == "rank" else measured(raw_text(x), metric.unit)
