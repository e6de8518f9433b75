"""Who has to do with a part of a matter: the heads of its unit, and who verifies it."""

from collections.abc import Iterable

from handlers.turn import Turn
from storage import roster
from storage.matters import Part


def heads_of(turn: Turn, units: Iterable[str]) -> list[int]:
    """Return the numeric ids of the heads of some units, each once."""
    return roster.acting_ids(turn.tx, "head", tuple(units))


def outside(turn: Turn, owner: str, role: str, units: Iterable[str] | None = None) -> list[int]:
    """Return who acts in a role, of some units or anywhere, and does not belong to the owner unit."""
    own = roster.of_unit(turn.tx, owner)
    return [person for person in roster.acting_ids(turn.tx, role, units) if person not in own]


def verifiers_of(turn: Turn, part: Part) -> list[int]:
    """Return who verifies a part: reviewers of these units, never of the owner unit; where none is left, admins."""
    return outside(turn, part.unit, "reviewer", part.terms.verifiers) or outside(turn, part.unit, "admin")


def verifying(turn: Turn, part: Part) -> tuple[str, ...]:
    """Name the units that verify a part; none where an admin stands in."""
    units = [unit for unit in part.terms.verifiers if unit != part.unit]
    if not outside(turn, part.unit, "reviewer", units):
        return ()
    return tuple(map(turn.unit_name, units))


def all_verifying(turn: Turn, found: Iterable[Part]) -> tuple[str, ...]:
    """Name the units that verify some of these parts, each once: a verifying unit's own part is another's."""
    return tuple(dict.fromkeys(name for part in found for name in verifying(turn, part)))
