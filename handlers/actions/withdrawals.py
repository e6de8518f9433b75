"""Withdrawing what is not yet confirmed, and restoring what was withdrawn by mistake."""

from handlers.actions import acts, cards, desk
from handlers.actions.submissions import same_event
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from scoring import lifecycle
from scoring.lifecycle import ActName
from storage import submissions
from storage.submissions import Claim, Stored


def withdraw(turn: Turn, sender: Sender, number: int) -> Answer:
    """Withdraw a claim of the own unit, or what the own lead reported, that is not confirmed."""
    return _step(turn, sender, number, "withdraw")


def restore(turn: Turn, sender: Sender, number: int) -> Answer:
    """Make a claim pending again that was withdrawn less than ten minutes ago."""
    return _step(turn, sender, number, "restore")


def _step(turn: Turn, sender: Sender, number: int, name: ActName) -> Answer:
    person = turn.person(sender)
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("not_your_submission", number=number)
    desk.refuse_unless(turn, person, stored, name)
    desk.refuse_unless_follows(turn, sender, stored, name)
    judged = turn.judged_at(sender)
    if name == "restore":
        if judged - stored.acts[-1].decided_at > lifecycle.RESTORE_WITHIN:
            raise Refusal("restore_too_late", number=number)
        if _replaced(turn, stored.claim):
            raise Refusal("restore_when_replaced", number=number)
    after = acts.do(turn, stored, name, (person.id, person.name), judged)
    cards.show_cards(turn, after)
    turn.owe(person.id, name, cards.reference(turn, after), key=str(number))
    return Answer("withdrawn" if name == "withdraw" else "restored", {"number": number})


def _replaced(turn: Turn, claim: Claim) -> bool:
    """Say whether a withdrawn claim was reported anew in the meantime."""
    if claim.title is not None:
        return same_event(turn, claim) is not None
    return submissions.live(turn.tx, claim.unit, claim.metric, claim.period) is not None


def offer(turn: Turn, sender: Sender) -> Answer:
    """Offer what this person can withdraw, a button each."""
    person = turn.person(sender)
    found = [s for s in submissions.every(turn.tx, state="pending") if _may(turn, sender, s)]
    if not found:
        raise Refusal("undo_usage")
    items = [[s.number, s.version, turn.rulebook.metric(s.claim.metric).name] for s in found[:20]]
    turn.answer(sender, "undo_choose", items=items, person=person.id)
    return Answer()


def _may(turn: Turn, sender: Sender, stored: Stored) -> bool:
    try:
        desk.refuse_unless(turn, turn.person(sender), stored, "withdraw")
        desk.refuse_unless_follows(turn, sender, stored, "withdraw")
    except Refusal:
        return False
    return True
