"""Who has to do with a part of a matter: the heads of its unit, and who verifies it."""

from collections.abc import Iterable

from handlers.turn import Turn
from storage import roster
from storage.matters import Part


def heads_of(turn: Turn, units: Iterable[str]) -> list[int]:
    """Return the numeric ids of the heads of some units, each once."""
    return roster.acting_ids(turn.tx, "head", tuple(units))


def verifiers_of(turn: Turn, part: Part) -> list[int]:
    """Return who verifies a part: reviewers of these units, never of the owner unit; where none is left, admins."""
    own = roster.of_unit(turn.tx, part.unit)
    found = roster.acting_ids(turn.tx, "reviewer", part.terms.verifiers)
    mine = [person for person in found if person not in own]
    return mine or [admin for admin in roster.acting_ids(turn.tx, "admin") if admin not in own]


def verifying(turn: Turn, part: Part) -> tuple[str, ...]:
    """Name the units that verify a part; none where an admin stands in."""
    units = [unit for unit in part.terms.verifiers if unit != part.unit]
    own = roster.of_unit(turn.tx, part.unit)
    if not any(person not in own for person in roster.acting_ids(turn.tx, "reviewer", tuple(units))):
        return ()
    return tuple(map(turn.unit_name, units))


def all_verifying(turn: Turn, found: Iterable[Part]) -> tuple[str, ...]:
    """Name the units that verify some of these parts, each once: a verifying unit's own part is another's."""
    return tuple(dict.fromkeys(name for part in found for name in verifying(turn, part)))
