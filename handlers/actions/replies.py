"""Replies: which submission a reply is about, which version its writer has seen, and what it decides."""

from handlers.actions import cards, claims, desk, dialogues, evidence, nudges, questions, reminded, reviews
from handlers.actions.submissions import report_again
from handlers.actions.turn import Turn
from handlers.results import Answer, Decision, Refusal, RepliedTo, Sender
from scoring import lifecycle
from scoring.access import Person
from scoring.lines import clean
from storage import outbox, submissions
from storage.outbox import Letter
from storage.submissions import Stored


def reply(turn: Turn, sender: Sender, replied: RepliedTo, decision: Decision | None, text: str) -> Answer:
    """Decide by replying: to a card, to any later message about the submission, or to the message that reported it.

    `decision` is None where the words decide nothing. What is said to other people's messages stays between them.
    """
    letter = outbox.by_message(turn.tx, sender.chat, replied.message)
    found = _about(turn, sender, replied, letter)
    asked = letter is not None and (_asks(letter) or letter.kind == dialogues.LETTER)
    if decision is None and evidence.brings(sender, text) and not (asked and text):
        return evidence.came(turn, sender, text, found, replied)
    if not found and replied.text is None and letter is None:
        return Answer()
    person = turn.person(sender)
    if letter is not None and letter.kind in dialogues.ANSWERED:
        return dialogues.reply(turn, sender, letter, text)
    if letter is not None and _asks(letter):
        return _answer_question(turn, sender, person, letter, decision, text)
    if letter is not None and decision is None and any(other["draft"] for other in letter.payload.get("others", [])):
        return questions.said(turn, sender, text)
    if letter is not None and letter.kind == "remind" and decision is None:
        return reminded.said(turn, sender, letter, text)
    if not found:
        raise Refusal("reply_to_nothing")
    if clean(text) == nudges.WORD and len(found) == 1:
        return nudges.nudge(turn, sender, found[0].number)
    return _decide(turn, sender, replied, person, found, decision)


def _decide(
    turn: Turn, sender: Sender, replied: RepliedTo, person: Person, found: list[Stored], decision: Decision | None
) -> Answer:
    """Decide about the one submission that waits for the replier; where several do, list them."""
    waiting = [stored for stored in found if _waits_for(turn, person, stored, decision)]
    if len(waiting) > 1:
        items = [[stored.number, stored.version] for stored in waiting]
        payload = {"items": items, "as_of": turn.as_of()}
        turn.owe(sender.chat, "choose", payload, reply_to=sender.message, topic=sender.topic)
        return Answer()
    stored = (waiting or found)[0]
    if decision is None:
        may = person.id in desk.desk(turn, stored.claim).persons
        raise Refusal("no_decision" if may else "reply_not_understood", number=stored.number)
    if decision.act == "return" and decision.reason is None:
        return ask(turn, sender, stored.number, stored.version, "ask_reason")
    return reviews.decide(turn, sender, stored.number, decision, _version_seen(turn, sender, replied, stored))


def _asks(letter: Letter) -> bool:
    return letter.kind in ("ask_new", "ask_reason", "ask_value")


def _answer_question(
    turn: Turn, sender: Sender, person: Person, letter: Letter, decision: Decision | None, text: str
) -> Answer:
    """Take the reply to a question as its answer, unless it is a complete decision of its own."""
    number, version = letter.payload["number"], letter.payload["version"]
    if letter.payload["person"] != person.id:
        raise Refusal("not_your_question")
    if clean(text) == "取消":
        turn.answer(sender, "cancelled")
        return Answer()
    if letter.kind == "ask_new":
        return report_again(turn, sender, reviews.get(turn, number), text)
    if decision is None or (decision.act == "return" and decision.reason is None):
        answer = Decision("return", reason=reviews.read_reason(text)) if letter.kind == "ask_reason" else None
        decision = answer or Decision("amend", value=text)
    return reviews.decide(turn, sender, number, decision, version)


def _about(turn: Turn, sender: Sender, replied: RepliedTo, letter: Letter | None) -> list[Stored]:
    """Return the submissions a message is about: by what was sent as it, what it reported, or what it names."""
    numbers: list[int] = []
    if letter is not None:
        items = [*letter.payload.get("taken", []), *letter.payload.get("items", [])]
        numbers = [letter.payload["number"]] if "number" in letter.payload else [item[0] for item in items]
    elif reported := submissions.by_message(turn.tx, sender.chat, replied.message):
        return reported
    numbers = numbers or claims.numbers_in(replied.text or "")
    found = [submissions.get(turn.tx, number) for number in dict.fromkeys(numbers)]
    return [stored for stored in found if stored is not None]


def _waits_for(turn: Turn, person: Person, stored: Stored, decision: Decision | None) -> bool:
    if decision is not None and decision.act == "take_back":
        return any(act.person == person.id for act in stored.acts_until())
    return stored.state == "pending" and person.id in desk.desk(turn, stored.claim).persons


def _version_seen(turn: Turn, sender: Sender, replied: RepliedTo, stored: Stored) -> int | None:
    """Return the version the replier has seen; None where any reply decides the newest.

    From version 2 on a reply decides the newest only if it was sent later than the chat server showed a card with it
    in this chat, or if it answers the message that reported it, or a card whose message id was never learnt.
    """
    if stored.version == 1 or (stored.claim.chat, stored.claim.message) == (sender.chat, replied.message):
        return None
    if outbox.by_message(turn.tx, sender.chat, replied.message) is None:
        named = claims.version_in(replied.text or "")
        if named is not None:
            return named
    shown = [
        letter.stamped_at
        for kind in ("card", "card_edit")
        for letter in outbox.find(turn.tx, kind, stored.number)
        if letter.chat == sender.chat and letter.payload["version"] == stored.version
    ]
    seen = any(stamp is not None and sender.sent_at > stamp for stamp in shown)
    return None if seen else stored.version - 1


def ask(turn: Turn, sender: Sender, number: int, version: int, kind: str) -> Answer:
    """Ask for what a button alone cannot say: a reason, an amended value, a new value. Changes nothing."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    if kind == "ask_new":
        desk.refuse_unless(turn, person, stored, "withdraw_for" if stored.claim.by_lead else "withdraw")
        if lifecycle.follows(stored.state, "report") is None:
            metric = turn.rulebook.metric(stored.claim.metric).name
            raise Refusal("report_when_confirmed", number=number, metric=metric)
    else:
        desk.refuse_unless(turn, person, stored, "decide")
        if version != stored.version:
            return reviews.outdated(turn, sender, stored)
        reviews.refuse_unless_open(stored, Decision("return" if kind == "ask_reason" else "amend"), sender)
    payload = {"number": number, "version": version, "person": person.id, "name": person.name}
    turn.owe(sender.chat, kind, payload, key=str(number), reply_to=sender.message, topic=sender.topic)
    return Answer("ask_reason" if kind == "ask_reason" else "ask_value")


def see(turn: Turn, sender: Sender, number: int) -> Answer:
    """Show the card of a submission again to somebody who may decide about it."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    desk.refuse_unless(turn, person, stored, "decide")
    turn.owe(person.id, "card", cards.reference(turn, stored), key=f"see:{number}")
    return Answer()
