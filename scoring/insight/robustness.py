"""How firmly the first place stands: how far every weight may move before the lead falls, in whole numbers.

This is analysis beside the official result: nothing on the official path imports this module, and nothing it says is
published as points. In both questions the metrics' published points scale with their weights, and what caps, rescaling
and rounding add to a total is held as it is.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from scoring.rulebook.model import Rulebook
from scoring.standings.score import Row, Standings

DRAWS = 1000

NOISE = Fraction(1, 4)

_SEED = 0

_FINE = 1000
"""Weights are drawn in thousandths."""

_SMALL = 2**40
"""Differences up to this stay inside 64 bits, summed over as many metrics as anybody has."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How far all weights may move before a lead falls; `epsilon` None: no shift of weights can change it."""

    leader: str
    rival: str
    gap: Fraction
    epsilon: Fraction | None


@dataclass(frozen=True, slots=True)
class Shaken:
    """What noisy weights do to the lead: in how many draws it holds, and how many rivals at most draw level or pass."""

    draws: int
    kept: int
    caught: int


def margin(rulebook: Rulebook, standings: Standings) -> Margin | None:
    """Return the exact ε* of the lead against the rival who threatens it most; None with fewer than two ranked.

    ε* = Σw·d / Σw·|d|, with w·d the difference in published points of a metric: if every weight may move by ±ε,
    the lead cannot fall while ε < ε*, and falls for the worst choice of weights beyond it.
    """
    found = [_margin(rulebook, lead) for lead in _leads(rulebook, standings)]
    return min(found, key=lambda each: (each.epsilon is None, each.epsilon or 0, each.gap), default=None)


def shaken(rulebook: Rulebook, standings: Standings) -> Shaken | None:
    """Draw every metric's weight from 1 ± NOISE, uniform and seeded, DRAWS times; None with fewer than two ranked."""
    import numpy as np  # noqa: PLC0415 - it takes longer to load than all the rest

    leads = _leads(rulebook, standings)
    if not leads:
        return None
    apart, rests = [each.apart for each in leads], [each.gap - sum(each.apart) for each in leads]
    largest = max(max(map(abs, (*each.apart, each.gap))) for each in leads)
    kind = np.int64 if largest < _SMALL else np.object_
    spread = int(NOISE * _FINE)
    drawn = np.random.default_rng(_SEED).integers(_FINE - spread, _FINE + spread + 1, (DRAWS, len(apart[0])))
    weights: Any = drawn.astype(kind)
    left = weights @ np.array(apart, dtype=kind).T + _FINE * np.array(rests, dtype=kind)
    caught = (left <= 0).sum(axis=1)
    return Shaken(DRAWS, int((caught == 0).sum()), int(caught.max()))


class _Lead(NamedTuple):
    """What the first has more than a rival, in units of the last published decimal: in the total, and by metric."""

    leader: str
    rival: str
    gap: int
    apart: list[int]


def _leads(rulebook: Rulebook, standings: Standings) -> list[_Lead]:
    """Return the lead over each of the others that are ranked, but for those whom a veto holds behind."""
    ranked = [row for row in standings.rows if row.rank is not None]
    if not ranked:
        return []
    ranked = [row for row in ranked if _is_held(row) == _is_held(ranked[0])]
    signs = [-1 if rulebook.metric(name).role == "deduction" else 1 for name in ranked[0].metrics]
    points = [[_units(cell.points or "0") for cell in row.metrics.values()] for row in ranked]
    return [
        _Lead(
            ranked[0].unit,
            row.unit,
            _units(ranked[0].total) - _units(row.total),
            [sign * (first - other) for sign, first, other in zip(signs, points[0], own, strict=True)],
        )
        for row, own in zip(ranked[1:], points[1:], strict=True)
    ]


def _is_held(row: Row) -> bool:
    return "bottom" in (row.veto or "").split(";")


def _units(published: str) -> int:
    """Return a published number in units of its last decimal."""
    return int(published.replace(".", ""))


def _margin(rulebook: Rulebook, lead: _Lead) -> Margin:
    spread = sum(map(abs, lead.apart))
    epsilon = Fraction(lead.gap, spread) if spread else None
    gap = Fraction(lead.gap, 10**rulebook.competition.places)
    return Margin(lead.leader, lead.rival, gap, epsilon if gap else Fraction())
