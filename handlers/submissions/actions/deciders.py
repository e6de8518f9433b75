"""Who decides about a submission, and whether a person may: the roster asked anew, the table in scoring.access."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from handlers import season
from handlers.results import Refusal, Sender
from handlers.submissions.actions.seals import seal
from handlers.turn import Turn, names
from scoring import access, lifecycle
from scoring.access import Affair, Person
from scoring.lifecycle import ACTS, ActName
from scoring.rulebook.model import Rulebook
from storage import roster
from storage.submissions import Act, Claim, Stored


@dataclass(frozen=True, slots=True)
class Deciders:
    """The deciding leads and their people; admins stand in for a lead all of whose people are barred.

    `reviewers` are (person, lead they sign for) in roster order; `needed` are the leads that must all sign (empty:
    one signs); `own` are the unit's people, `outside` all reviewers of the leads who are not of the unit.
    """

    leads: tuple[str, ...]
    needed: frozenset[str]
    reviewers: tuple[tuple[int, str], ...]
    stand_in: bool
    own: frozenset[int]
    outside: tuple[tuple[int, str], ...]

    @property
    def persons(self) -> tuple[int, ...]:
        """The people who may decide, each once."""
        return tuple(dict.fromkeys(person for person, _ in self.reviewers))

    def shared(self, person: int | None) -> bool:
        """Say whether a lead has several people who may decide: one that a person reviews for, or any."""
        mine = {lead for someone, lead in self.reviewers if person in (None, someone)}
        return any(len({one for one, its in self.reviewers if its == lead}) > 1 for lead in mine)


def same_arena(rulebook: Rulebook, one: str, other: str) -> bool:
    """Say whether two units compete with each other."""
    arena = rulebook.unit(one).arena
    return arena is not None and arena == rulebook.unit(other).arena


def heads_of(turn: Turn, unit: str) -> list[int]:
    """Return the numeric ids of a unit's heads."""
    return [e.telegram_id for e in roster.acting(turn.tx, "head", [unit]) if e.telegram_id is not None]


def answering(turn: Turn, claim: Claim) -> list[int]:
    """Return who answers for a unit's submission: who reported it, or the heads where a lead or nobody did."""
    return heads_of(turn, claim.unit) if claim.by_lead else [*claim.reporters] or heads_of(turn, claim.unit)


def deciders_of(turn: Turn, claim: Claim) -> Deciders:
    """Find who may decide about a claim, from the roster as it is now.

    Never the unit's own people, never the reporter. What a lead reported goes to another reviewer of that lead. Where
    no lead is left, or all people of a lead are barred, any admin who is not barred signs instead.
    """
    metric = turn.metric_of(claim)
    leads = access.deciding_leads(metric.leads, claim.unit)
    asked = (claim.reporter_unit,) if metric.sign == "any" and claim.reporter_unit in leads else leads
    own, acting = roster.of_unit(turn.tx, claim.unit), roster.acting(turn.tx, "reviewer", leads)
    barred = own | claim.reporters
    found: list[tuple[int, str]] = []
    stand_in = not leads
    for lead in asked or ("",):
        mine = [(e.telegram_id, lead) for e in acting if e.unit == lead and e.telegram_id is not None]
        free = [each for each in mine if each[0] not in barred]
        if not free and (mine or not lead):
            stand_in, free = True, [(admin, lead) for admin in _acting(turn, "admin") if admin not in barred]
        found += free
    outside = ((e.telegram_id, e.unit) for e in acting if e.telegram_id is not None and e.telegram_id not in own)
    return Deciders(leads, needed_of(turn, claim), tuple(found), stand_in, frozenset(own), tuple(outside))


def needed_of(turn: Turn, claim: Claim) -> frozenset[str]:
    """Return the leads that must all sign; empty where one signs."""
    metric = turn.metric_of(claim)
    return frozenset(access.deciding_leads(metric.leads, claim.unit)) if metric.sign == "all" else frozenset()


def _acting(turn: Turn, *roles: str) -> list[int]:
    found = [e.telegram_id for role in roles for e in roster.acting(turn.tx, role)]
    return list(dict.fromkeys(person for person in found if person is not None))


def standing(stored: Stored, needed: frozenset[str], moment: datetime | None = None) -> lifecycle.Standing:
    """Return where the version at hand stands, as known at a moment."""
    return _folded(tuple(stored.acts_until(moment)), needed, lifecycle.begins(stored.claim.reporters))


# Where a version stands follows from its acts alone, so that keeping it is safe.
@lru_cache(maxsize=1024)
def _folded(acts: tuple[Act, ...], needed: frozenset[str], begun: lifecycle.Standing) -> lifecycle.Standing:
    return lifecycle.fold(acts, needed, begun)


def where_is(turn: Turn, stored: Stored) -> lifecycle.Standing:
    """Return where the newest version of a submission stands now."""
    return without_lapsed(turn, stored, standing(stored, needed_of(turn, stored.claim)))


def without_lapsed(turn: Turn, stored: Stored, where: lifecycle.Standing) -> lifecycle.Standing:
    """Return a standing without the half of a correction whose signer may sign no more (frozen, left, elsewhere)."""
    if where.case is None or not where.case.signed:
        return where
    signers = dict(signers_of(turn, stored))
    signed = tuple(each for each in where.case.signed if each[1] in signers)
    return replace(where, case=replace(where.case, signed=signed))


def judges_of(turn: Turn, stored: Stored) -> list[int]:
    """Return who is called to decide an objection: the leads' free reviewers, else leaders and admins."""
    who = deciders_of(turn, stored.claim)
    about = affair(turn, stored, who)
    barred = about.where.deciders | stored.claim.reporters | who.own
    return sorted(about.judges) or [one for one in _acting(turn, "leader", "admin") if one not in barred]


def signers_of(turn: Turn, stored: Stored, *, called: bool = False) -> list[tuple[int, str]]:
    """Return who may sign a correction, with the lead they sign for ("" for admins).

    `called`: whom to ask; admins only where the leads have not two people themselves.
    """
    who = deciders_of(turn, stored.claim)
    found = dict(reversed(who.outside))
    if called and not roster.selves(turn.tx, next(iter(found), 0)).issuperset(found):
        return list(found.items())
    others = [admin for admin in _acting(turn, "admin") if admin not in who.own and admin not in found]
    return [*found.items(), *((admin, "") for admin in others)]


def affair(turn: Turn, stored: Stored, who: Deciders) -> Affair:
    """Return what the rights about a submission depend on."""
    claim = stored.claim
    where = standing(stored, who.needed)
    judges = frozenset(person for person, _ in who.outside) - where.deciders - claim.reporters
    leads = turn.metric_of(claim).leads
    deciders = frozenset(who.persons)
    return Affair(claim.unit, leads, claim.by_lead, claim.reporters, deciders, judges, who.stand_in, where)


def refuse_unless(turn: Turn, person: Person, stored: Stored, act: ActName) -> Deciders:
    """Ask the table whether a person may do an act on a submission; say why not. Returns who may decide.

    Whose decision it was that is to be taken back, the act itself says.
    """
    claim, who = stored.claim, deciders_of(turn, stored.claim)
    about = affair(turn, stored, who)
    allowed = ACTS[act].by
    if allowed & access.roles(person, about):
        return who
    if allowed & {"head", "owner"}:
        raise Refusal("not_your_submission", number=stored.number)
    rulebook = turn.rulebook_on(claim.in_period.first)
    values = {
        "number": stored.number,
        "leads": list(names(rulebook, who.leads)),
        "mine": list(names(rulebook, sorted(person.own))),
    }
    if person.is_of(claim.unit):
        raise Refusal("own_unit", **values, phase=about.where.phase)
    ways = access.relations(person, claim.unit, about.leads, stand_in=who.stand_in)
    if act == "take_back" and ways & {"lead", "stand_in"}:
        return who
    if "decider" in allowed and person.id == claim.reporter and person.reviews & set(who.leads):
        raise Refusal("own_report", **values)
    if "judge" in allowed and person.id in about.where.deciders | claim.reporters:
        raise Refusal("judged_before", **values)
    raise Refusal("not_a_lead", **values)


def waits_for(turn: Turn, person: Person, stored: Stored) -> bool:
    """Say whether it is a person's turn to decide about a submission, or about what is open about it."""
    about = affair(turn, stored, deciders_of(turn, stored.claim))
    phase, case = about.where.phase, about.where.case
    has = access.roles(person, about)
    if phase == "pending":
        return "decider" in has
    if phase in ("appealed", "disputed"):
        return "judge" in has
    return case is not None and "signer" in has and roster.selves(turn.tx, person.id).isdisjoint(case.signers)


def too_late(turn: Turn, stored: Stored, moment: datetime) -> bool:
    """Say whether the lock left a submission unconfirmed, so that only a correction can still change it."""
    return where_is(turn, stored).phase in ("pending", "returned") and moment >= turn.lock_of(stored.claim.in_period)


def refuse_unless_follows(turn: Turn, sender: Sender, stored: Stored, act: ActName) -> None:
    """Refuse an act that the state of a submission does not allow, or not after the lock of its period.

    A confirmation of what stands confirmed, or has something open, is told so after the lock, too.
    """
    where = where_is(turn, stored)
    phase = where.phase
    if not ACTS[act].after_lock and not (act == "confirm" and settled(where)):
        refuse_when_locked(turn, sender, stored)
    if act == "appeal":
        season.refuse_after_notice(turn, sender, stored.claim.in_period, stored.number)
    if lifecycle.follows(phase, act) is None:
        by, at = made_by(turn, stored, where)
        seen = {"version": stored.version, "seal": seal(turn, stored), "pressed": sender.pressed}
        told: dict[str, Any] = {"undoable": undone_until(turn, sender, stored, where)}
        if act == "confirm" and not sender.pressed:  # a number alone may be the wrong one
            metric = turn.metric_of(stored.claim)
            unit = turn.rulebook_on(stored.claim.in_period.first).unit(stored.claim.unit)
            told["this"] = [unit.name, metric.name]
        raise Refusal(f"{act}_when_{phase}", number=stored.number, by=by, at=at, **seen, **told)


def undone_until(turn: Turn, sender: Sender, stored: Stored, where: lifecycle.Standing) -> str:
    """Return until when what stands confirmed may be undone by whoever confirmed it; "" where that is over."""
    judged, lock = turn.judged_at(sender), turn.lock_of(stored.claim.in_period)
    if where.phase != "confirmed" or not where.authors or judged >= lock:
        return ""
    until = stored.acts_until()[where.decided - 1].decided_at + lifecycle.TAKE_BACK_WITHIN
    return turn.stamp(min(until, lock)) if judged <= until else ""


def settled(where: lifecycle.Standing) -> bool:
    """Say whether the lock changes nothing about what a submission waits for: it is confirmed, or something is open."""
    return where.state == "confirmed" or where.case is not None


def made_by(turn: Turn, stored: Stored, where: lifecycle.Standing) -> tuple[str | None, str]:
    """Return by whom and when a version came to stand where it does: by its newest act, unless that left it there.

    What is open was opened by one act; what is decided was decided by one: an objection that was not heard, or a
    correction that was declined, are none of them. Without one it is whoever reported it (None: the lock).
    """
    acts = stored.acts_until()
    decided = where.decided if where.state in ("confirmed", "returned") else len(acts)
    place = decided if where.case is None else where.case.opened
    if not place:
        return stored.claim.reporter_name, turn.stamp(stored.moment)
    return acts[place - 1].person_name, turn.stamp(acts[place - 1].decided_at)


def may_appeal(turn: Turn, sender: Sender, stored: Stored) -> bool:
    """Say whether a submission may be objected to by where it stands, and by its period's notice."""
    try:
        refuse_unless_follows(turn, sender, stored, "appeal")
    except Refusal:
        return False
    return True


def refuse_when_locked(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Refuse a change to a submission of a period that is locked."""
    until = turn.lock_of(stored.claim.in_period)
    if turn.judged_at(sender) >= until:
        seen = {"number": stored.number, "version": stored.version, "seal": seal(turn, stored)}
        raise Refusal("locked_claim", period=stored.claim.in_period.chinese, lock=turn.stamp(until), **seen)
