"""催办: a head or the office asks that a card be decided; every reviewer hears that at most once a day."""

from handlers.actions import cards, claims
from handlers.actions.desk import desk, standing
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from handlers.results.reminders import Nudge
from scoring import access
from storage import people, publications, submissions
from storage.outbox import Letter

JOB = "nudge"
WORD = "催办"


def nudge(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe everybody who may still decide about a submission a word, on the next day on which words are sent."""
    person, stored = turn.person(sender), submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    leads = turn.rulebook.metric(stored.claim.metric).leads
    if not access.may("nudge", access.relations(person, stored.claim.unit, leads)):
        raise Refusal("not_your_submission", number=number)
    if stored.state != "pending":
        raise Refusal("nudge_when_closed", number=number, state=stored.state)
    turn.refuse_when_locked(sender, stored.claim.in_period)
    who = desk(turn, stored.claim)
    signed = {someone for _, someone in standing(stored, who.needed).signed}
    reached = [p for p in who.persons if p not in signed and not people.is_down(turn.tx, p)]
    if not reached:
        raise Refusal("nudge_unreachable", number=number)
    at = turn.allowed_at()
    new = [p for p in reached if publications.settle_slot(turn.tx, JOB, f"{at.date()}:{p}", "done")]
    later = turn.stamp(at) if turn.quiet else None
    if not new:
        raise Refusal("nudged_before", number=number, at=later)
    turn.record(person.id, "nudge", number=number, persons=new)
    for reviewer in new:
        turn.push(reviewer, "nudge", {**cards.reference(turn, stored), "by": person.name}, key=str(number))
    if not sender.pressed:
        turn.answer(sender, "nudged", number=number, at=later)
    return Answer("nudged", {"number": number, "at": later})


def describe(turn: Turn, letter: Letter) -> Nudge | None:
    """Describe what is to be decided; None where that was done meanwhile."""
    stored = submissions.get(turn.tx, letter.payload["number"])
    if stored is None or stored.state != "pending":
        return None
    return Nudge(claims.claimed(turn, stored), letter.payload["by"])
