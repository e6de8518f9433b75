"""核实: what a lead does to a submission: confirm, amend, return, take the decision back, hand the card over."""

import re

from handlers.people.actions import refuse_same_person
from handlers.results import Answer, Decision, Refusal, Sender, Text
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.deciders import Deciders
from handlers.submissions.actions.seals import key_of, seal
from handlers.turn import Turn, names
from scoring import lifecycle
from scoring.access import Person
from scoring.lifecycle import NOT_APPLICABLE, ActName
from scoring.reading.lines import NOT_APPLICABLE_WORD, clean, exempting, seen
from scoring.reading.values import goes_on, is_money, shown
from scoring.rulebook.model import Metric
from storage import evidence, roster
from storage.roster import Entry
from storage.submissions import Stored

LONGEST_REASON = 300
_FRACTION = re.compile(r"(?<=\d)\s*/\s*(?=\d)")

DECISIONS = ("confirm", "amend", "return")
"""What may be taken back by whoever decided it."""


def decide(turn: Turn, sender: Sender, number: int, decision: Decision, version: int | None = None) -> Answer:
    """Decide about a submission by its number; `version` is the one the person saw, None where the newest is meant."""
    return decide_on(turn, sender, submission.get(turn, number), decision, version)


def decide_on(turn: Turn, sender: Sender, stored: Stored, decision: Decision, version: int | None) -> Answer:
    """Decide about a submission that was read already."""
    person = turn.person(sender)
    act = decision.act
    who = deciders.refuse_unless(turn, person, stored, act)
    if version is not None and version != stored.version:
        return outdated(turn, sender, stored)
    if act == "take_back":
        return _take_back(turn, sender, person, stored, who)
    if (answer := refused_press(turn, sender, stored, act)) is not None:
        return answer
    lead = lead_to_sign(turn, sender, person, stored, who, decision)
    value, reason = None, decision.reason
    if act == "amend":
        value, reason = read_amendment(turn.metric_of(stored.claim), decision.value or "")
    elif act == "return":
        reason = read_reason(decision.reason or "")
    judged = turn.judged_at(sender)
    after = submission.do(turn, stored, act, (person.id, person.name), judged, lead=lead, value=value, reason=reason)
    cards.show_cards(turn, after)
    if after.state != "pending":
        cards.tell_unit(turn, after)
        cards.react(turn, after)
    code = {"pending": "signed", "confirmed": "confirmed", "returned": "returned"}[after.state]
    return done(turn, sender, after, code)


def confirm(turn: Turn, sender: Sender, number: int, version: int) -> Answer:
    """Confirm what a card shows."""
    return decide(turn, sender, number, Decision("confirm"), version)


def take_back(turn: Turn, sender: Sender, number: int, version: int) -> Answer:
    """Take the own decision back."""
    return decide(turn, sender, number, Decision("take_back"), version)


def lead_to_sign(turn: Turn, sender: Sender, person: Person, stored: Stored, who: Deciders, decision: Decision) -> str:
    """Return the lead for which this person decides; refuse what state, lock, evidence or a signature given forbid."""
    deciders.refuse_unless_follows(turn, sender, stored, decision.act)
    required = turn.metric_of(stored.claim).evidence == "required"
    if decision.act != "return" and required and not evidence.count(turn.tx, stored.number):
        raise Refusal("evidence_missing", number=stored.number)
    return _signing_lead(turn, person, stored, who, decision)


def _signing_lead(turn: Turn, person: Person, stored: Stored, who: Deciders, decision: Decision) -> str:
    """Return the lead for which this person acts; a second signature of the same lead or person signs nothing."""
    mine = [lead for someone, lead in who.reviewers if someone == person.id]
    signed = dict(deciders.standing(stored, who.needed).signed)
    free = [lead for lead in mine if lead not in signed]
    if decision.act == "confirm" and (not free or person.id in signed.values()):
        missing = [lead for lead in who.leads if lead not in signed]
        raise Refusal(
            "signed_before",
            number=stored.number,
            leads=list(names(turn.rulebook_on(stored.claim.in_period.first), missing)),
        )
    if decision.act == "confirm":
        refuse_same_person(turn, person, set(signed.values()))
    return (free or mine)[0]


def read_amendment(metric: Metric, text: str) -> tuple[str, str | None]:
    """Read what follows 改为: a value as a report would be read, then perhaps a reason; never half a number.

    What would be asked or refused in a report decides nothing here.
    """
    refusal: Refusal | None = None
    ends = [len(text), *(found.start() for found in re.finditer(r"[\s,，;；、]", text))]
    for end in sorted(set(ends), reverse=True):
        value, reason = clean(text[:end]), seen(re.sub(r"^[\s,，;；、]+", "", text[end:]))
        behind = clean(f"|{text[end:]}")[1:]
        if reason and (len(reason) < 2 or goes_on(value, behind)):
            continue
        try:
            return _amended(metric, value), reason or None
        except Refusal as error:
            refusal = refusal if refusal is not None and reason and not is_money(value) else error
    raise refusal or Refusal("value", metric=metric.name, text=text, reason="not_a_number")


def _amended(metric: Metric, text: str) -> str:
    text = exempting(re.sub(r"[。.!~]$", "", _FRACTION.sub("/", text)).strip())
    if text == NOT_APPLICABLE_WORD and metric.input != "events":
        return NOT_APPLICABLE
    if metric.input == "events":
        return submission.read_level(metric, text)
    heard = submission.hear_value(metric, text)
    if not heard.sure:
        options = [shown(metric, value) for value in heard.values]
        raise Refusal("amend_two_readings" if len(options) > 1 else "amend_one_reading", text=text, options=options)
    return heard.values[0]


def read_reason(text: str) -> str:
    """Read the reason of a return: at least two letters, figures or characters, and not the word itself.

    It stays as it was written.
    """
    reason = seen(text)
    if sum(map(str.isalnum, reason)) < 2 or clean(reason).lower() in ("退回", "驳回", "return"):
        raise Refusal("reason_too_short")
    if len(reason) > LONGEST_REASON:
        raise Refusal("reason_too_long", most=LONGEST_REASON, length=len(reason))
    return reason


def done(turn: Turn, sender: Sender, after: Stored, code: str) -> Answer:
    """Tell the decider: a press is answered at once, a reply in private by a message; in a group the card says it."""
    if sender.private and not sender.pressed:
        turn.owe(sender.person, "decided", cards.reference(turn, after), key=str(after.number), reply_to=sender.message)
    return Answer(code, {"number": after.number})


def _take_back(turn: Turn, sender: Sender, person: Person, stored: Stored, who: Deciders) -> Answer:
    """Take the own decision back within 30 minutes and before the lock: pending again, everybody may decide again."""
    authors = deciders.standing(stored, who.needed).authors
    made = [act for act in stored.acts_until() if act.act in DECISIONS]
    if not authors:
        raise Refusal("nothing_to_take_back", number=stored.number)
    if person.id not in authors:
        raise Refusal("not_your_decision", number=stored.number, by=made[-1].person_name)
    deciders.refuse_unless_follows(turn, sender, stored, "take_back")
    mine = next(act for act in reversed(made) if act.person == person.id)
    judged = turn.judged_at(sender)
    if judged - mine.decided_at > lifecycle.TAKE_BACK_WITHIN:
        raise Refusal("take_back_too_late", number=stored.number)
    after = submission.do(turn, stored, "take_back", (person.id, person.name), judged, lead=mine.lead)
    cards.show_cards(turn, after)
    if stored.state != "pending":
        cards.tell_unit(turn, after)
        cards.react(turn, after)
    return done(turn, sender, after, "taken_back")


def return_because(turn: Turn, sender: Sender, number: int, version: int, key: int) -> Answer:
    """Return for one of the reasons that the rulebook names; one that it names no more does nothing."""
    named = {key_of(reason): reason for reason in turn.rulebook.competition.return_reasons}
    if key not in named:
        turn.person(sender)
        raise Refusal("old_button")
    return decide(turn, sender, number, Decision("return", reason=named[key]), version)


def refused_press(turn: Turn, sender: Sender, stored: Stored, act: ActName) -> Answer | None:
    """Refuse what the state of a submission does not allow; a card that was pressed is shown as it is now."""
    try:
        deciders.refuse_unless_follows(turn, sender, stored, act)
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


def transfer(turn: Turn, sender: Sender, number: int, name: str, version: int | None = None) -> Answer:
    """Hand a card over by name, in whole or in part."""
    person, stored = turn.person(sender), submission.get(turn, number)
    colleagues = _colleagues(turn, sender, person, stored, version)
    if colleagues is None:
        return outdated(turn, sender, stored)
    wanted = clean(name)
    found = [one for one in colleagues if clean(one.name) == wanted] or [
        o for o in colleagues if wanted in clean(o.name)
    ]
    if len(found) != 1:
        raise Refusal("unknown_colleague", name=name, names=[one.name for one in colleagues])
    return _hand_over(turn, sender, person, stored, found[0])


def transfer_to(turn: Turn, sender: Sender, number: int, version: int, receiver: int) -> Answer:
    """Hand a card over to the one whose button was pressed."""
    person, stored = turn.person(sender), submission.get(turn, number)
    colleagues = _colleagues(turn, sender, person, stored, version)
    if colleagues is None:
        return outdated(turn, sender, stored)
    found = [one for one in colleagues if one.telegram_id == receiver]
    if not found:
        raise Refusal("old_button")
    return _hand_over(turn, sender, person, stored, found[0])


def offer_transfer(turn: Turn, sender: Sender, number: int, version: int) -> Answer:
    """Offer the people to whom a card can be handed over, a button each."""
    person, stored = turn.person(sender), submission.get(turn, number)
    colleagues = _colleagues(turn, sender, person, stored, version)
    if colleagues is None:
        return outdated(turn, sender, stored)
    items = [[one.telegram_id, one.name] for one in colleagues]
    values = {"number": number, "version": version, "seal": seal(turn, stored), "items": items}
    payload = Text("transfer_choose", values)
    turn.owe(sender.chat, "text", payload, key=f"transfer:{number}", reply_to=sender.message, topic=sender.topic)
    return Answer("transfer_asked")


def _colleagues(turn: Turn, sender: Sender, person: Person, stored: Stored, version: int | None) -> list[Entry] | None:
    """Return who else reviews for the person's lead and may decide; None where the card is an old one."""
    who = deciders.refuse_unless(turn, person, stored, "transfer")
    if version not in (None, stored.version):
        return None
    deciders.refuse_unless_follows(turn, sender, stored, "transfer")
    mine = {lead for someone, lead in who.reviewers if someone == person.id}
    others = {someone for someone, lead in who.reviewers if lead in mine} - {person.id}
    entries = [*roster.acting(turn.tx, "reviewer", sorted(mine)), *roster.acting(turn.tx, "admin")]
    found = {entry.telegram_id: entry for entry in reversed(entries) if entry.telegram_id in others}
    if not found:
        raise Refusal("nobody_to_transfer_to", number=stored.number)
    return list(reversed(found.values()))


def _hand_over(turn: Turn, sender: Sender, person: Person, stored: Stored, receiver: Entry) -> Answer:
    told, to = turn.judged_at(sender), receiver.telegram_id
    value = str(to)
    after = submission.do(turn, stored, "transfer", (person.id, person.name), told, value=value, reason=receiver.name)
    cards.show_cards(turn, after)
    cards.call(turn, after, [to] if to is not None else [])
    return done(turn, sender, after, "transferred")
