"""核实: what a lead does to a submission: confirm, amend, return, and take the decision back."""

import re

from handlers.actions import acts, cards, desk
from handlers.actions.desk import Desk
from handlers.actions.turn import Turn, names
from handlers.results import Answer, Decision, Refusal, Sender
from scoring import lifecycle
from scoring.access import Person
from scoring.entries import Metric
from scoring.lifecycle import NOT_APPLICABLE, ActName
from scoring.lines import NOT_APPLICABLE_WORD, clean
from scoring.said import goes_on, shown
from storage import evidence, submissions
from storage.submissions import Stored

LONGEST_REASON = 300
DECISIONS = ("confirm", "amend", "return")
"""What may be taken back by whoever decided it."""


def get(turn: Turn, number: int) -> Stored:
    """Return a submission by its number; refuse a number that was never given out."""
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    return stored


def decide(turn: Turn, sender: Sender, number: int, decision: Decision, version: int | None = None) -> Answer:
    """Decide about a submission; `version` is the one the person saw, None where the newest is meant."""
    person, stored = turn.person(sender), get(turn, number)
    act = decision.act
    who = desk.refuse_unless(turn, person, stored, act)
    if version is not None and version != stored.version:
        return outdated(turn, sender, stored)
    if act == "take_back":
        return _take_back(turn, sender, person, stored, who)
    if (answer := refused_press(turn, sender, stored, act)) is not None:
        return answer
    lead = lead_to_sign(turn, sender, person, stored, who, decision)
    value, reason = None, decision.reason
    if act == "amend":
        value, reason = read_amendment(turn.rulebook.metric(stored.claim.metric), decision.value or "")
    elif act == "return":
        reason = read_reason(decision.reason or "")
    judged = turn.judged_at(sender)
    after = acts.do(turn, stored, act, (person.id, person.name), judged, lead=lead, value=value, reason=reason)
    cards.show_cards(turn, after)
    if after.state != "pending":
        cards.tell_unit(turn, after)
        cards.react(turn, after)
    code = {"pending": "signed", "confirmed": "confirmed", "returned": "returned"}[after.state]
    return done(turn, sender, after, code)


def lead_to_sign(turn: Turn, sender: Sender, person: Person, stored: Stored, who: Desk, decision: Decision) -> str:
    """Return the lead for which this person decides; refuse what state, lock, evidence or a signature given forbid."""
    desk.refuse_unless_follows(turn, sender, stored, decision.act)
    required = turn.rulebook.metric(stored.claim.metric).evidence == "required"
    if decision.act != "return" and required and not evidence.count(turn.tx, stored.number):
        raise Refusal("evidence_missing", number=stored.number)
    return _signing_lead(turn, person, stored, who, decision)


def _signing_lead(turn: Turn, person: Person, stored: Stored, who: Desk, decision: Decision) -> str:
    """Return the lead for which this person acts; a second signature of the same lead or person signs nothing."""
    mine = [lead for someone, lead in who.reviewers if someone == person.id]
    signed = dict(desk.standing(stored, who.needed).signed)
    free = [lead for lead in mine if lead not in signed]
    if decision.act == "confirm" and (not free or person.id in signed.values()):
        missing = [lead for lead in who.leads if lead not in signed]
        raise Refusal("signed_before", number=stored.number, leads=list(names(turn.rulebook, missing)))
    return (free or mine)[0]


def read_amendment(metric: Metric, text: str) -> tuple[str, str | None]:
    """Read what follows 改为: a value as a report would be read, then perhaps a reason; never half a number.

    What would be asked or refused in a report decides nothing here.
    """
    text = clean(text)
    refusal: Refusal | None = None
    ends = [len(text), *(found.start() for found in re.finditer(r"[\s,;、]", text))]
    for end in sorted(set(ends), reverse=True):
        reason = re.sub(r"^[\s,;、]+", "", text[end:])
        if reason and (len(reason) < 2 or goes_on(text[:end], text[end:])):
            continue
        try:
            return _amended(metric, text[:end]), reason or None
        except Refusal as error:
            refusal = refusal if refusal is not None and reason else error
    raise refusal or Refusal("value", metric=metric.name, text=text, reason="not_a_number")


def _amended(metric: Metric, text: str) -> str:
    if text == NOT_APPLICABLE_WORD and metric.input != "events":
        return NOT_APPLICABLE
    if metric.input == "events":
        return acts.read_level(metric, text)
    heard = acts.hear_value(metric, text)
    if not heard.sure:
        options = [shown(metric, value) for value in heard.values]
        raise Refusal("amend_two_readings" if len(options) > 1 else "amend_one_reading", text=text, options=options)
    return heard.values[0]


def read_reason(text: str) -> str:
    """Read the reason of a return: at least two letters, figures or characters, and not the word itself."""
    reason = clean(text)
    if sum(map(str.isalnum, reason)) < 2 or reason in ("退回", "驳回"):
        raise Refusal("reason_too_short")
    if len(reason) > LONGEST_REASON:
        raise Refusal("reason_too_long", most=LONGEST_REASON, length=len(reason))
    return reason


def done(turn: Turn, sender: Sender, after: Stored, code: str) -> Answer:
    """Tell the decider: a press is answered at once, a reply in private by a message; in a group the card says it."""
    if sender.private and not sender.pressed:
        turn.owe(sender.person, "decided", cards.reference(turn, after), key=str(after.number), reply_to=sender.message)
    return Answer(code, {"number": after.number})


def _take_back(turn: Turn, sender: Sender, person: Person, stored: Stored, who: Desk) -> Answer:
    """Take the own decision back within 30 minutes and before the lock: pending again, everybody may decide again."""
    authors = desk.standing(stored, who.needed).authors
    made = [act for act in stored.acts_until() if act.act in DECISIONS]
    if not authors:
        raise Refusal("nothing_to_take_back", number=stored.number)
    if person.id not in authors:
        raise Refusal("not_your_decision", number=stored.number, by=made[-1].person_name)
    desk.refuse_unless_follows(turn, sender, stored, "take_back")
    mine = next(act for act in reversed(made) if act.person == person.id)
    judged = turn.judged_at(sender)
    if judged - mine.decided_at > lifecycle.TAKE_BACK_WITHIN:
        raise Refusal("take_back_too_late", number=stored.number)
    after = acts.do(turn, stored, "take_back", (person.id, person.name), judged, lead=mine.lead)
    cards.show_cards(turn, after)
    if stored.state != "pending":
        cards.tell_unit(turn, after)
        cards.react(turn, after)
    return done(turn, sender, after, "taken_back")


def refused_press(turn: Turn, sender: Sender, stored: Stored, act: ActName) -> Answer | None:
    """Refuse what the state of a submission does not allow; a card that was pressed is shown as it is now."""
    try:
        desk.refuse_unless_follows(turn, sender, stored, act)
    except Refusal as refusal:
        if not sender.pressed:
            raise
        cards.refresh(turn, sender, stored)
        return Answer(refusal.code, refusal.values, alert=True)
    return None


def outdated(turn: Turn, sender: Sender, stored: Stored) -> Answer:
    """Say 已更新 and show the card as it is now; nothing has happened."""
    if not sender.pressed:
        turn.answer(sender, "outdated", number=stored.number, version=stored.version)
    key = f"again:{stored.number}"
    turn.owe(sender.chat, "card", cards.reference(turn, stored), key=key, topic=sender.topic)
    return Answer("outdated", {"number": stored.number, "version": stored.version}, alert=True)
