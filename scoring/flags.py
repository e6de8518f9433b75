"""Red and black flags: which a period's final standings propose, and who stands at the bottom; people issue them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from scoring.rulebook.model import Flags

Colour = Literal["red", "black"]
Act = Literal["issue", "refuse", "change", "withdraw"]
State = Literal["proposed", "issued", "refused", "withdrawn"]
Row = Mapping[str, Any]
"""A row of published standings: unit, rank, total, veto."""

FOLLOWS: Mapping[Act, Mapping[State, State]] = {
    "issue": {"proposed": "issued", "refused": "issued", "withdrawn": "issued"},
    "refuse": {"proposed": "refused"},
    "change": {"proposed": "issued", "issued": "issued"},
    "withdraw": {"issued": "withdrawn"},
}
"""Which act a leader may do to a flag in which state, and what it is then; whatever is not here is refused."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A flag that the rulebook proposes for a unit."""

    unit: str
    colour: Colour


def proposed(flags: Flags, rows: Sequence[Row]) -> tuple[Proposed, ...]:
    """Return the flags of an arena by the published ranks of its final standings, red ones first.

    Units without a rank are passed over. A unit is among the first n if fewer than n stand before it, so that equal
    ranks go together; likewise among the last. Who is both, in a small arena or where all are equal, gets neither. A
    unit under a veto gets no red flag, and nobody moves up for it.
    """
    first, last = _ends(rows, flags.red, flags.black)
    red = [row["unit"] for row in rows if row["unit"] in first and row["veto"] is None]
    low = [row["unit"] for row in rows if row["unit"] in last and Fraction(row["total"]) < flags.black_below]
    return (*(Proposed(unit, "red") for unit in red), *(Proposed(unit, "black") for unit in low))


def at_bottom(flags: Flags, rows: Sequence[Row]) -> frozenset[str]:
    """Return who stands among the last of an arena, whatever their totals: as many as get black flags, at least one."""
    return _ends(rows, max(flags.red, 1), max(flags.black, 1))[1]


def state_after(acts: Iterable[Act]) -> State:
    """Fold what was decided about a flag, oldest first."""
    state: State = "proposed"
    for act in acts:
        state = FOLLOWS[act][state]
    return state


def _ends(rows: Sequence[Row], first: int, last: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return who is among the first so many of those with a rank, and who among the last."""
    ranks = {row["unit"]: Fraction(str(row["rank"])) for row in rows if row["rank"] is not None}
    order = sorted(ranks.values())
    leading = {unit for unit, rank in ranks.items() if bisect_left(order, rank) < first}
    trailing = {unit for unit, rank in ranks.items() if len(order) - bisect_right(order, rank) < last}
    return frozenset(leading - trailing), frozenset(trailing - leading)
