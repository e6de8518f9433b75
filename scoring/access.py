"""Who may do what: one pure table over how a person stands to a submission. Rights come from roster rows alone."""

from dataclasses import dataclass
from typing import Literal

from scoring.lifecycle import Role, Standing

Relation = Literal["head", "lead", "stand_in", "office", "member", "overseer", "ruler", "witness"]
Wish = Literal[
    "report", "report_for", "nudge", "see_evidence", "close", "sign_closing", "veto", "sign_veto", "staff",
    "change_rules", "sign_change", "flag",
]  # fmt: skip

# What a person may do who stands to a unit and a metric in one of these ways, beside what may be done to a submission
# (scoring.lifecycle.ACTS).
#   head: acts for the unit · lead: reviewer of a lead, and not of the unit itself ·
#   stand_in: admin where no lead is left to decide, and not of the unit itself · office: any admin ·
#   member: head or reviewer of the unit · overseer: any leader ·
#   ruler, witness: a leader, an admin, and not of the unit itself
ALLOWED: dict[Wish, frozenset[Relation]] = {
    "report": frozenset({"head"}),
    "report_for": frozenset({"lead"}),
    "nudge": frozenset({"head", "office", "overseer"}),
    "see_evidence": frozenset({"member", "lead", "office", "overseer"}),
    "veto": frozenset({"ruler"}),
    "sign_veto": frozenset({"ruler", "witness"}),
    "close": frozenset({"office"}),
    "sign_closing": frozenset({"office", "overseer"}),
    "change_rules": frozenset({"office"}),
    "sign_change": frozenset({"office", "overseer"}),
    "flag": frozenset({"overseer"}),
    "staff": frozenset({"office"}),
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


def reports_itself(reporter: str, leads: tuple[str, ...], unit: str) -> bool:
    """Say whether a unit itself reports a metric: also one that its lead reports, where that is the unit alone."""
    return reporter == "unit" or not deciding_leads(leads, unit)


def relations(person: Person, unit: str, leads: tuple[str, ...], *, stand_in: bool = False) -> frozenset[Relation]:
    """Say how a person stands to a unit and a metric's leads; `stand_in`: no lead is left that can decide."""
    found: set[Relation] = set()
    if unit in person.heads:
        found.add("head")
    if person.admin:
        found.add("office")
    if person.leader:
        found.add("overseer")
    if person.is_of(unit):
        found.add("member")
    else:
        if person.reviews & set(deciding_leads(leads, unit)):
            found.add("lead")
        if person.admin and stand_in:
            found.add("stand_in")
        if person.leader:
            found.add("ruler")
        if person.admin:
            found.add("witness")
    return frozenset(found)


def may(wish: Wish, standing: frozenset[Relation]) -> bool:
    """Answer from the table."""
    return bool(ALLOWED[wish] & standing)


@dataclass(frozen=True, slots=True)
class Affair:
    """What the rights about a submission depend on; `deciders`: whose turn it is, `judges`: reviewers free to judge."""

    unit: str
    leads: tuple[str, ...]
    by_lead: bool
    reporters: frozenset[int]
    deciders: frozenset[int]
    judges: frozenset[int]
    stand_in: bool
    where: Standing


def roles(person: Person, affair: Affair) -> frozenset[Role]:
    """Say which roles of the table of acts a person has about a submission."""
    ways = relations(person, affair.unit, affair.leads, stand_in=affair.stand_in)
    reviews = bool(ways & {"lead", "stand_in"})
    outside = not person.is_of(affair.unit)
    judging = person.id in affair.judges or person.leader or (person.admin and not affair.judges)
    found: dict[Role, bool] = {
        "head": "head" in ways,
        "lead": "lead" in ways,
        "owner": ("lead" if affair.by_lead else "head") in ways,
        "decider": reviews and person.id in affair.deciders,
        "author": reviews and person.id in affair.where.authors,
        "judge": outside and judging and person.id not in affair.where.deciders | affair.reporters,
        "signer": outside and ("lead" in ways or person.admin),
    }
    return frozenset(role for role, has in found.items() if has)
