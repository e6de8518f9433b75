"""What is opened about a decided submission: an objection of its unit, or a correction that two people sign."""

from handlers.deciding.actions import reviews
from handlers.people.actions import refuse_same_person
from handlers.results import Answer, Decision, Refusal, Sender
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.seals import seal
from handlers.submissions.actions.submission import known
from handlers.turn import Turn
from scoring import lifecycle
from scoring.access import Person
from scoring.lifecycle import ActName, Case
from storage import roster, submissions
from storage.submissions import Stored


def appeal(turn: Turn, sender: Sender, number: int, reason: str, version: int | None = None) -> Answer:
    """Object to a score line of the own unit; another person than who decided about it decides."""
    person, stored = turn.person(sender), known(turn, number)
    deciders.refuse_unless(turn, person, stored, "appeal")
    if version not in (None, stored.version):
        return reviews.outdated(turn, sender, stored)
    deciders.refuse_unless_follows(turn, sender, stored, "appeal")
    after = _do(turn, sender, stored, "appeal", person, reason=reviews.read_reason(reason))
    cards.show_cards(turn, after)
    cards.call(turn, after, deciders.judges_of(turn, after))
    return reviews.done(turn, sender, after, "appealed")


def propose(turn: Turn, sender: Sender, number: int, text: str, version: int | None = None) -> Answer:
    """Propose another value where nothing else can change it any more; a reviewer who proposes signs too."""
    person, stored = turn.person(sender), known(turn, number)
    deciders.refuse_unless(turn, person, stored, "propose")
    if version not in (None, stored.version):
        return reviews.outdated(turn, sender, stored)
    deciders.refuse_unless_follows(turn, sender, stored, "propose")
    refuse_while_open(turn, sender, stored)
    refuse_in_own_case(turn, person, stored)
    value, reason = reviews.read_amendment(turn.metric_of(stored.claim), text)
    return _propose(turn, sender, person, stored, value, reason)


def refuse_while_open(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Refuse a correction where the value can still be changed in the ordinary way."""
    judged = turn.judged_at(sender)
    if judged >= turn.lock_of(stored.claim.in_period):
        return
    if stored.state != "confirmed":
        raise Refusal("propose_while_open", number=stored.number)
    authors = deciders.where_is(turn, stored).authors
    made = [act for act in stored.acts_until() if act.person in authors and act.act in reviews.DECISIONS]
    if made and judged - made[-1].decided_at <= lifecycle.TAKE_BACK_WITHIN:
        raise Refusal("propose_too_early", number=stored.number, by=made[-1].person_name)


def refuse_in_own_case(turn: Turn, person: Person, stored: Stored) -> None:
    """Refuse a correction by a reviewer whose own decision the unit objects to: it would end the objection unheard."""
    where = deciders.where_is(turn, stored)
    decided = person.id in where.deciders | stored.claim.reporters and not person.is_of(stored.claim.unit)
    if where.phase in ("appealed", "disputed") and decided:
        raise Refusal("judged_before", number=stored.number)


def _propose(turn: Turn, sender: Sender, person: Person, stored: Stored, value: str, reason: str | None) -> Answer:
    if reason is None:
        raise Refusal("reason_needed", number=stored.number)
    claim, where = stored.claim, deciders.where_is(turn, stored)
    if value == (where.amended or claim.level or claim.value) and where.state == "confirmed":
        raise Refusal("nothing_to_correct", number=stored.number)
    after = put_forward(turn, sender, person, stored, value, reason)
    return reviews.done(turn, sender, after, "proposed")


def put_forward(turn: Turn, sender: Sender, person: Person, stored: Stored, value: str, reason: str | None) -> Stored:
    """Open a correction and show it to those who may sign; a reviewer of a lead signs in the same act."""
    after = _do(turn, sender, stored, "propose", person, value=value, reason=reason)
    lead = next((lead for one, lead in deciders.signers_of(turn, after) if one == person.id), None)
    if lead:
        after = _do(turn, sender, after, "sign", person, lead=lead, ordinal=1)
    cards.show_cards(turn, after)
    mine = roster.selves(turn.tx, person.id)
    others = [one for one, _ in deciders.signers_of(turn, after, called=True) if one not in mine]
    cards.call(turn, after, others)
    cards.tell_heads(turn, after, but=person.id)
    return after


def offer_appeal(turn: Turn, sender: Sender) -> Answer:
    """Offer the decided submissions of the own unit that may be objected to, a button each."""
    person = turn.person(sender)
    found = [
        stored
        for unit in sorted(person.heads)
        for stored in submissions.every(turn.tx, unit=unit)
        if deciders.may_appeal(turn, sender, stored)
    ]
    if not found:
        raise Refusal("appeal_usage")
    items = [[s.number, s.version, turn.metric_of(s.claim).name, seal(turn, s)] for s in found[-20:]]
    turn.answer(sender, "appeal_choose", items=items, person=person.id)
    return Answer()


def sign(turn: Turn, sender: Sender, number: int, opened: int) -> Answer:
    """Sign a correction; the second signature of another person lets the value hold."""
    person, stored, case = _open_case(turn, sender, number, "sign")
    if case is None or case.opened != opened:
        return reviews.outdated(turn, sender, stored)
    signers = deciders.signers_of(turn, stored)
    lead = next(lead for one, lead in signers if one == person.id)
    if person.id in case.signers:
        raise Refusal("signed_correction_before", number=number)
    refuse_same_person(turn, person, case.signers)
    if case.signed and not any(signed for signed, _ in (*case.signed, (lead, 0))) and any(lead for _, lead in signers):
        raise Refusal("lead_must_sign", number=number)
    act: ActName = "correct" if case.signed else "sign"
    reason = stored.acts_until()[case.opened - 1].reason if act == "correct" else None
    after = _do(turn, sender, stored, act, person, lead=lead, value=case.value, reason=reason)
    return _settled(turn, sender, after, "corrected" if act == "correct" else "signed_correction")


def decline(turn: Turn, sender: Sender, number: int, opened: int, reason: str) -> Answer:
    """Refuse a correction with a reason: the value stays as it was."""
    person, stored, case = _open_case(turn, sender, number, "decline")
    if case is None or case.opened != opened:
        return reviews.outdated(turn, sender, stored)
    after = _do(turn, sender, stored, "decline", person, reason=reviews.read_reason(reason))
    return _settled(turn, sender, after, "declined")


def uphold(turn: Turn, sender: Sender, number: int, opened: int, reason: str) -> Answer:
    """Decide an objection: what was decided stays."""
    person, stored, case = _open_case(turn, sender, number, "uphold")
    if case is None or case.opened != opened:
        return reviews.outdated(turn, sender, stored)
    after = _do(turn, sender, stored, "uphold", person, reason=reviews.read_reason(reason))
    return _settled(turn, sender, after, "upheld")


def revise(turn: Turn, sender: Sender, number: int, opened: int, text: str) -> Answer:
    """Decide an objection: another value holds; after the lock it becomes a correction that others sign too."""
    person, stored, case = _open_case(turn, sender, number, "revise")
    if case is None or case.opened != opened:
        return reviews.outdated(turn, sender, stored)
    value, reason = reviews.read_amendment(turn.metric_of(stored.claim), text)
    if turn.judged_at(sender) >= turn.lock_of(stored.claim.in_period):
        return _propose(turn, sender, person, stored, value, reason)
    if reason is None:
        raise Refusal("reason_needed", number=number)
    lead = next((lead for one, lead in deciders.signers_of(turn, stored) if one == person.id), "")
    after = _do(turn, sender, stored, "revise", person, lead=lead, value=value, reason=reason)
    return _settled(turn, sender, after, "revised")


def _open_case(turn: Turn, sender: Sender, number: int, act: ActName) -> tuple[Person, Stored, Case | None]:
    person, stored = turn.person(sender), submission.get(turn, number)
    deciders.refuse_unless(turn, person, stored, act)
    deciders.refuse_unless_follows(turn, sender, stored, act)
    return person, stored, deciders.where_is(turn, stored).case


def _do(
    turn: Turn,
    sender: Sender,
    stored: Stored,
    act: ActName,
    person: Person,
    *,
    lead: str = "",
    value: str | None = None,
    reason: str | None = None,
    ordinal: int = 0,
) -> Stored:
    who, judged = (person.id, person.name), turn.judged_at(sender)
    return submission.do(turn, stored, act, who, judged, lead=lead, value=value, reason=reason, ordinal=ordinal)


def _settled(turn: Turn, sender: Sender, after: Stored, code: str) -> Answer:
    """Bring the cards up to date and tell the unit's heads."""
    cards.show_cards(turn, after)
    cards.tell_heads(turn, after)
    cards.react(turn, after)
    return reviews.done(turn, sender, after, code)


def decide(turn: Turn, sender: Sender, stored: Stored, decision: Decision, opened: int | None) -> Answer | None:
    """Take a decision in words for what it means where something is open; None where nothing is.

    `opened`: the case that the replier has seen.
    """
    number, phase = stored.number, deciders.where_is(turn, stored).phase
    act = lifecycle.meant(phase, decision.act)
    if act == "sign":
        return sign(turn, sender, number, opened or 0)
    if act == "decline":
        return decline(turn, sender, number, opened or 0, decision.reason or "")
    if act == "revise":
        return revise(turn, sender, number, opened or 0, decision.value or "")
    if act == "uphold":
        return uphold(turn, sender, number, opened or 0, decision.reason or "")
    return None
