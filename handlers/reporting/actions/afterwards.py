"""What a unit does with its report later: withdraw it, restore it, report an event as completed (完成)."""

from handlers.reporting.actions import receipts, submit
from handlers.reporting.actions.reading import Intent
from handlers.reporting.actions.submit import same_event
from handlers.results import Answer, Refusal, Sender
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.seals import seal
from handlers.turn import Turn
from scoring import lifecycle
from scoring.lifecycle import ActName
from scoring.rulebook.model import Metric, Rulebook
from storage import house, submissions
from storage.submissions import Claim, Stored

FINISH = ("完成", "办结", "报完成", "finish")


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
    deciders.refuse_unless(turn, person, stored, name)
    deciders.refuse_unless_follows(turn, sender, stored, name)
    judged = turn.judged_at(sender)
    if name == "restore":
        if judged - stored.acts[-1].decided_at > lifecycle.RESTORE_WITHIN:
            raise Refusal("restore_too_late", number=number)
        if (wiped := house.wiped_at(turn.tx)) is not None and stored.moment < wiped:
            raise Refusal("restore_after_drill", number=number)
        if _replaced(turn, stored.claim):
            raise Refusal("restore_when_replaced", number=number)
    after = submission.do(turn, stored, name, (person.id, person.name), judged)
    cards.show_cards(turn, after)
    turn.owe(person.id, name, cards.reference(turn, after), key=str(number))
    return Answer("withdrawn" if name == "withdraw" else "restored", {"number": number})


def _replaced(turn: Turn, claim: Claim) -> bool:
    """Say whether a withdrawn claim was reported anew in the meantime."""
    if claim.title is not None:
        return same_event(turn, claim) is not None
    return submissions.live(turn.tx, claim.unit, claim.metric, claim.period) is not None


def offer_withdrawal(turn: Turn, sender: Sender) -> Answer:
    """Offer what this person can withdraw, a button each."""
    person = turn.person(sender)
    found = [s for s in submissions.every(turn.tx, state="pending") if _may(turn, sender, s)]
    if not found:
        raise Refusal("undo_usage")
    items = [[s.number, s.version, turn.metric_of(s.claim).name, seal(turn, s)] for s in found[:20]]
    turn.answer(sender, "undo_choose", items=items, person=person.id)
    return Answer()


def _may(turn: Turn, sender: Sender, stored: Stored) -> bool:
    try:
        deciders.refuse_unless(turn, turn.person(sender), stored, "withdraw")
        deciders.refuse_unless_follows(turn, sender, stored, "withdraw")
    except Refusal:
        return False
    return True


def completing(rulebook: Rulebook, metric: str) -> Metric | None:
    """Return the metric that counts the completion of another one's events."""
    return next((one for one in rulebook.metrics if one.completes == metric), None)


def finish(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report a confirmed event as completed: same title, same people, the level that was confirmed."""
    person, stored = turn.person(sender), submission.get(turn, number)
    claim = stored.claim
    rulebook = turn.rulebook_on(claim.in_period.first)
    metric = completing(rulebook, claim.metric)
    if metric is None:
        raise Refusal("nothing_to_finish", number=number)
    if claim.unit not in person.heads:
        raise Refusal("not_your_submission", number=number)
    if stored.state != "confirmed":
        raise Refusal("finish_when_open", number=number)
    level = deciders.where_is(turn, stored).amended or claim.level or ""
    unit = rulebook.unit(claim.unit).name
    line = f"{unit} {metric.name} {metric.level_names.get(level, level)} {claim.title}"
    if claim.contributors:
        line += f" 人员：{'、'.join(claim.contributors)}"
    intent = Intent(line, claim.unit, metric.id, level=level, title=claim.title)
    outcome = submit.take(turn, person, sender, intent, 0)
    receipts.answer(turn, sender, [outcome])
    return Answer("received" if outcome.number is not None else "")
