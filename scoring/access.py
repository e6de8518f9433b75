"""Who may do what: one pure table over how a person stands to a submission. Rights come from roster rows alone."""

from dataclasses import dataclass
from typing import Literal

Relation = Literal["head", "lead", "stand_in", "office"]
Wish = Literal["report", "report_for", "decide", "take_back", "withdraw", "withdraw_for", "nudge"]

# What a person may do who stands to the submission's unit and metric in one of these ways.
#   head: acts for the unit · lead: reviewer of a lead, and not of the unit itself ·
#   stand_in: admin where no lead is left to decide, and not of the unit itself · office: any admin
# The wishes that end in _for are about values that a lead reports for a unit. Beyond the table the actions ask for
# the person's own deed: nobody confirms what he reported, nobody takes back what another decided.
ALLOWED: dict[Wish, frozenset[Relation]] = {
    "report": frozenset({"head"}),
    "report_for": frozenset({"lead"}),
    "decide": frozenset({"lead", "stand_in"}),
    "take_back": frozenset({"lead", "stand_in"}),
    "withdraw": frozenset({"head"}),
    "withdraw_for": frozenset({"lead"}),
    "nudge": frozenset({"head", "office"}),
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


def relations(person: Person, unit: str, leads: tuple[str, ...], *, stand_in: bool = False) -> frozenset[Relation]:
    """Say how a person stands to a unit and a metric's leads; `stand_in`: no lead is left that can decide."""
    found: set[Relation] = set()
    if unit in person.heads:
        found.add("head")
    if person.admin:
        found.add("office")
    if not person.is_of(unit):
        if person.reviews & set(deciding_leads(leads, unit)):
            found.add("lead")
        if person.admin and stand_in:
            found.add("stand_in")
    return frozenset(found)


def may(wish: Wish, standing: frozenset[Relation]) -> bool:
    """Answer from the table."""
    return bool(ALLOWED[wish] & standing)
