"""Who stands how to a part of a matter: by units alone, and never for the unit that owns it (回避)."""

from dataclasses import dataclass

from scoring.access import Person
from scoring.matters.table import Role


@dataclass(frozen=True, slots=True)
class Affair:
    """What the roles about a part depend on: its owner unit, who verifies and assigns, and who assigned it.

    `verifiers_left`, `assigners_left`: whether any reviewer of these units is free to act; where none is,
    an admin outside the owner unit stands in.
    """

    unit: str
    verifiers: tuple[str, ...]
    assigners: tuple[str, ...]
    assigned_by: int | None = None
    verifiers_left: bool = True
    assigners_left: bool = True


def roles(person: Person, affair: Affair) -> frozenset[Role]:
    """Say which roles of the table a person has about a part."""
    if person.is_of(affair.unit):
        return frozenset({"head"}) if affair.unit in person.heads else frozenset()
    placed = person.leader or person.admin
    found: dict[Role, bool] = {
        "verifier": _reviews(person, affair.verifiers) or (person.admin and not affair.verifiers_left),
        "assigner": _reviews(person, affair.assigners)
        or (person.admin and not affair.assigners_left)
        or (placed and person.id == affair.assigned_by),
        "leader": person.leader,
        "admin": person.admin,
    }
    return frozenset(role for role, has in found.items() if has)


def may_assign(person: Person, units: tuple[str, ...], owner: str) -> bool:
    """Say whether a person may assign what such units assign: leaders and admins always, nobody to an own one."""
    return not person.is_of(owner) and (_reviews(person, units) or person.leader or person.admin)


def _reviews(person: Person, units: tuple[str, ...]) -> bool:
    return bool(person.reviews & set(units))
