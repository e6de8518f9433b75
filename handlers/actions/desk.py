"""Who decides about a submission, and whether a person may: the roster asked anew, the table in scoring.access."""

from dataclasses import dataclass
from datetime import datetime

from handlers.actions.turn import Turn, names
from handlers.results import Refusal
from scoring import access, lifecycle
from scoring.access import Person, Wish
from scoring.entries import Rulebook
from storage import people
from storage.submissions import Claim, Stored


@dataclass(frozen=True, slots=True)
class Desk:
    """The deciding leads and their people; admins stand in for a lead all of whose people are barred.

    `reviewers` are (person, lead they sign for) in roster order; `needed` are the leads that must all sign (empty:
    one signs).
    """

    leads: tuple[str, ...]
    needed: frozenset[str]
    reviewers: tuple[tuple[int, str], ...]
    stand_in: bool

    @property
    def persons(self) -> tuple[int, ...]:
        """The people who may decide, each once."""
        return tuple(dict.fromkeys(person for person, _ in self.reviewers))


def same_arena(rulebook: Rulebook, one: str, other: str) -> bool:
    """Say whether two units compete with each other."""
    arena = rulebook.unit(one).arena
    return arena is not None and arena == rulebook.unit(other).arena


def heads_of(turn: Turn, unit: str) -> list[int]:
    """Return the numeric ids of a unit's heads."""
    return [e.telegram_id for e in people.acting(turn.tx, "head", [unit]) if e.telegram_id is not None]


def desk(turn: Turn, claim: Claim) -> Desk:
    """Find who may decide about a claim, from the roster as it is now.

    Never the unit's own people, never the reporter. What a lead reported goes to another reviewer of that lead. Where
    no lead is left, or all people of a lead are barred, any admin who is not barred signs instead.
    """
    metric = turn.rulebook.metric(claim.metric)
    leads = access.deciding_leads(metric.leads, claim.unit)
    asked = (claim.reporter_unit,) if metric.sign == "any" and claim.reporter_unit in leads else leads
    own = {e.telegram_id for role in ("head", "reviewer") for e in people.acting(turn.tx, role, [claim.unit])}
    barred = own | {claim.reporter, None}
    admins = [e.telegram_id for e in people.acting(turn.tx, "admin") if e.telegram_id not in barred]
    found: list[tuple[int, str]] = []
    stand_in = not leads
    for lead in asked or ("",):
        acting = [e.telegram_id for e in people.acting(turn.tx, "reviewer", [lead])] if lead else []
        free = [person for person in acting if person not in barred]
        if not free and (acting or not lead):
            stand_in, free = True, admins
        found += [(person, lead) for person in free if person is not None]
    needed = frozenset(leads) if metric.sign == "all" else frozenset[str]()
    return Desk(leads, needed, tuple(found), stand_in)


def standing(stored: Stored, needed: frozenset[str], moment: datetime | None = None) -> lifecycle.Standing:
    """Fold the acts on the version at hand, as known at a moment."""
    return lifecycle.fold(stored.acts_until(moment), needed)


def refuse_unless(turn: Turn, person: Person, stored: Stored, wish: Wish) -> Desk:
    """Ask the table whether a person may act on a submission; say why not. Returns who may decide."""
    claim = stored.claim
    who = desk(turn, claim)
    metric = turn.rulebook.metric(claim.metric)
    relations = access.relations(person, claim.unit, metric.leads, stand_in=who.stand_in)
    values = {
        "number": stored.number,
        "leads": list(names(turn.rulebook, who.leads)),
        "mine": list(names(turn.rulebook, sorted(person.own))),
    }
    if wish in ("withdraw", "withdraw_for"):
        if not access.may(wish, relations):
            raise Refusal("not_your_submission", number=stored.number)
        return who
    if person.is_of(claim.unit):
        raise Refusal("own_unit", **values)
    if not access.may(wish, relations):
        raise Refusal("not_a_lead", **values)
    if wish == "decide" and person.id not in who.persons:
        raise Refusal("own_report" if person.id == claim.reporter else "not_a_lead", **values)
    return who
