"""Who decides about a submission, and whether a person may: the roster asked anew, the table in scoring.access."""

from dataclasses import dataclass
from datetime import datetime

from handlers.actions.turn import Turn, names
from handlers.results import Refusal, Sender
from scoring import access, lifecycle
from scoring.access import Affair, Person
from scoring.entries import Rulebook
from scoring.lifecycle import ACTS, ActName
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
    barred = _own(turn, claim.unit) | {claim.reporter, None}
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


def reviewers_of(turn: Turn, leads: tuple[str, ...], unit: str) -> list[tuple[int, str]]:
    """Return the reviewers of some leads with their lead, in the order of the roster, without the unit's own people."""
    own = _own(turn, unit)
    found = people.acting(turn.tx, "reviewer", leads)
    return [(e.telegram_id, e.unit) for e in found if e.telegram_id is not None and e.telegram_id not in own]


def where_is(turn: Turn, stored: Stored) -> lifecycle.Standing:
    """Return where the newest version of a submission stands now."""
    return standing(stored, desk(turn, stored.claim).needed)


def judges_of(turn: Turn, stored: Stored) -> list[int]:
    """Return who is called to decide an objection: the leads' free reviewers, else leaders and admins."""
    who = desk(turn, stored.claim)
    about = affair(turn, stored, who)
    if about.judges:
        return sorted(about.judges)
    barred = about.where.deciders | {stored.claim.reporter} | _own(turn, stored.claim.unit) | {None}
    found = [e.telegram_id for role in ("leader", "admin") for e in people.acting(turn.tx, role)]
    return list(dict.fromkeys(one for one in found if one is not None and one not in barred))


def signers_of(turn: Turn, stored: Stored, *, called: bool = False) -> list[tuple[int, str]]:
    """Return who may sign a correction, with the lead they sign for ("" for admins).

    `called`: whom to ask; admins only where a lead has nobody else.
    """
    claim = stored.claim
    leads = access.deciding_leads(turn.rulebook.metric(claim.metric).leads, claim.unit)
    found = reviewers_of(turn, leads, claim.unit)
    if called and len({person for person, _ in found}) > 1:
        return found
    own = _own(turn, claim.unit) | {person for person, _ in found}
    admins = [e.telegram_id for e in people.acting(turn.tx, "admin")]
    return [*found, *((admin, "") for admin in admins if admin is not None and admin not in own)]


def _own(turn: Turn, unit: str) -> set[int | None]:
    """Return a unit's own people."""
    return {e.telegram_id for role in ("head", "reviewer") for e in people.acting(turn.tx, role, [unit])}


def affair(turn: Turn, stored: Stored, who: Desk) -> Affair:
    """Return what the rights about a submission depend on."""
    claim = stored.claim
    where = standing(stored, who.needed)
    judged = where.deciders | {claim.reporter}
    judges = {person for person, _ in reviewers_of(turn, who.leads, claim.unit)} - judged
    return Affair(
        claim.unit,
        turn.rulebook.metric(claim.metric).leads,
        claim.by_lead,
        claim.reporter,
        frozenset(who.persons),
        frozenset(judges),
        who.stand_in,
        where,
    )


def refuse_unless(turn: Turn, person: Person, stored: Stored, act: ActName) -> Desk:
    """Ask the table whether a person may do an act on a submission; say why not. Returns who may decide.

    Whose decision it was that is to be taken back, the act itself says.
    """
    claim, who = stored.claim, desk(turn, stored.claim)
    about = affair(turn, stored, who)
    allowed = ACTS[act].by
    if allowed & access.roles(person, about):
        return who
    if allowed & {"head", "owner"}:
        raise Refusal("not_your_submission", number=stored.number)
    values = {
        "number": stored.number,
        "leads": list(names(turn.rulebook, who.leads)),
        "mine": list(names(turn.rulebook, sorted(person.own))),
    }
    if person.is_of(claim.unit):
        raise Refusal("own_unit", **values)
    if act == "take_back" and access.relations(person, claim.unit, about.leads, stand_in=who.stand_in):
        return who
    if "decider" in allowed and person.id == claim.reporter and person.reviews & set(who.leads):
        raise Refusal("own_report", **values)
    if "judge" in allowed and person.id in about.where.deciders | {claim.reporter}:
        raise Refusal("judged_before", **values)
    raise Refusal("not_a_lead", **values)


def waits_for(turn: Turn, person: Person, stored: Stored) -> bool:
    """Say whether it is a person's turn to decide about a submission, or about what is open about it."""
    about = affair(turn, stored, desk(turn, stored.claim))
    phase, case = about.where.phase, about.where.case
    has = access.roles(person, about)
    if phase == "pending":
        return "decider" in has
    if phase in ("appealed", "disputed"):
        return "judge" in has
    return case is not None and "signer" in has and person.id not in case.signers


def refuse_unless_follows(turn: Turn, sender: Sender, stored: Stored, act: ActName, *, lock: bool = True) -> None:
    """Refuse an act that the state of a submission does not allow, or (`lock`) not after the lock of its period."""
    if lock and not ACTS[act].after_lock:
        refuse_when_locked(turn, sender, stored)
    phase = standing(stored, desk(turn, stored.claim).needed).phase
    if lifecycle.follows(phase, act) is None:
        by = stored.acts[-1].person_name if stored.acts else stored.claim.reporter_name
        seen = {"version": stored.version, "pressed": sender.pressed}
        raise Refusal(f"{act}_when_{phase}", number=stored.number, by=by, **seen)


def refuse_when_locked(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Refuse a change to a submission of a period that is locked."""
    until = turn.lock_of(stored.claim.in_period)
    if turn.judged_at(sender) >= until:
        period, number = stored.claim.in_period.chinese, stored.number
        raise Refusal("locked_claim", period=period, lock=turn.stamp(until), number=number, version=stored.version)
