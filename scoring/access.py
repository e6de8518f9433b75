"""Who may do what: one pure table over how a person stands to a submission. Rights come from roster rows alone."""

from dataclasses import dataclass
from typing import Literal

Relation = Literal["head", "lead", "stand_in", "colleague", "leader", "admin", "other"]
Wish = Literal["report", "report_for", "decide", "withdraw", "see"]

# What a person may do who stands to the submission's unit and metric in one of these ways.
#   head: acts for the unit · lead: reviewer of a lead that is not the unit itself ·
#   stand_in: admin where no lead is left to decide · colleague: reviewer of the unit itself
ALLOWED: dict[Wish, frozenset[Relation]] = {
    "report": frozenset({"head"}),
    "report_for": frozenset({"lead"}),
    "decide": frozenset({"lead", "stand_in"}),
    "withdraw": frozenset({"head"}),
    "see": frozenset({"head", "lead", "stand_in", "colleague", "leader", "admin", "other"}),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster: what they are head of, whose reviewer they are, and whether leader or admin."""

    id: int
    name: str
    heads: frozenset[str]
    reviews: frozenset[str]
    leader: bool
    admin: bool

    @property
    def own(self) -> frozenset[str]:
        """The units whose submissions this person never confirms."""
        return self.heads | self.reviews

    def is_of(self, unit: str) -> bool:
        """Say whether the person belongs to a unit, as head or reviewer."""
        return unit in self.own


def deciding_leads(leads: tuple[str, ...], unit: str) -> tuple[str, ...]:
    """Return the leads that may decide about a unit's submission: never the unit itself (回避)."""
    return tuple(lead for lead in leads if lead != unit)


def relations(person: Person, unit: str, leads: tuple[str, ...], *, leads_reachable: bool) -> frozenset[Relation]:
    """Say how a person stands to a unit and a metric's leads.

    `leads_reachable`: somebody of the deciding leads can decide; if nobody is left, admins stand in.
    """
    found: set[Relation] = {"other"}
    if unit in person.heads:
        found.add("head")
    if unit in person.reviews:
        found.add("colleague")
    deciding = deciding_leads(leads, unit)
    if not person.is_of(unit):
        if person.reviews & set(deciding):
            found.add("lead")
        if person.admin and not (deciding and leads_reachable):
            found.add("stand_in")
    if person.leader:
        found.add("leader")
    if person.admin:
        found.add("admin")
    return frozenset(found)


def may(wish: Wish, standing: frozenset[Relation]) -> bool:
    """Answer from the table."""
    return bool(ALLOWED[wish] & standing)
