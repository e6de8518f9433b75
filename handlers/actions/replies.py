"""Replies: which submission a reply is about, which version its writer has seen, and what it decides."""

from collections.abc import Callable
from datetime import datetime

from handlers.actions import (
    cards,
    cases,
    claims,
    desk,
    dialogues,
    evidence,
    finishing,
    nudges,
    questions,
    reminded,
    reviews,
    transfers,
    viewing,
)
from handlers.actions.submissions import report_again
from handlers.actions.turn import Turn
from handlers.results import Answer, Decision, Refusal, RepliedTo, Sender
from scoring.access import Person
from scoring.lifecycle import ActName, Case
from scoring.lines import clean
from storage import outbox, submissions
from storage.outbox import Letter
from storage.submissions import Stored

ASKED: dict[str, ActName] = {
    "ask_reason": "return",
    "ask_value": "amend",
    "ask_new": "report",
    "ask_appeal": "appeal",
    "ask_uphold": "uphold",
    "ask_revise": "revise",
    "ask_correct": "propose",
    "ask_decline": "decline",
}
"""The questions that a button opens, and the act that their answer does."""
OF_A_CASE = ("ask_uphold", "ask_revise", "ask_decline")
ANSWERS: dict[str, Callable[[str], Decision]] = {
    "ask_reason": lambda text: Decision("return", reason=text),
    "ask_value": lambda text: Decision("amend", value=text),
    "ask_appeal": lambda text: Decision("appeal", reason=text),
    "ask_uphold": lambda text: Decision("uphold", reason=text),
    "ask_revise": lambda text: Decision("amend", value=text),
    "ask_correct": lambda text: Decision("propose", value=text),
    "ask_decline": lambda text: Decision("return", reason=text),
}
"""What a plain answer to such a question decides."""


def reply(turn: Turn, sender: Sender, replied: RepliedTo, decision: Decision | None, text: str) -> Answer:
    """Decide by replying: to a card, to any later message about the submission, or to the message that reported it.

    `decision` is None where the words decide nothing. What is said to other people's messages stays between them.
    """
    letter = outbox.by_message(turn.tx, sender.chat, replied.message)
    found = _about(turn, sender, replied, letter)
    if clean(text) in finishing.WORDS and len(found) == 1:
        return finishing.finish(turn, sender, found[0].number)
    asked = letter is not None and (dialogues.wants_evidence(turn, letter) or (text and _waits(letter)))
    if decision is None and evidence.brings(sender, text) and not asked:
        return evidence.came(turn, sender, text, found, replied)
    if not found and replied.text is None and letter is None:
        return Answer()
    person = turn.person(sender)
    if letter is not None and (answer := _answer(turn, sender, person, letter, decision, text)) is not None:
        return answer
    if not found:
        raise Refusal("reply_to_nothing")
    if clean(text) == nudges.WORD and len(found) == 1:
        return nudges.nudge(turn, sender, found[0].number)
    if clean(text) in viewing.WORDS and len(found) == 1:
        return viewing.show(turn, sender, found[0].number)
    if clean(text) == evidence.WORD and len(found) == 1:
        return evidence.ask(turn, sender, found[0].number)
    return _decide(turn, sender, replied, person, found, decision)


def _decide(
    turn: Turn, sender: Sender, replied: RepliedTo, person: Person, found: list[Stored], decision: Decision | None
) -> Answer:
    """Decide about the one submission that waits for the replier; where several do, list them."""
    if len(found) > 1 and decision is not None and decision.act in ("appeal", "propose"):
        raise Refusal("which_number", number=found[0].number)
    waiting = [stored for stored in found if _waits_for(turn, person, stored, decision)]
    if len(waiting) > 1:
        items = [[stored.number, stored.version] for stored in waiting]
        payload = {"items": items, "as_of": turn.as_of()}
        turn.owe(sender.chat, "choose", payload, reply_to=sender.message, topic=sender.topic)
        return Answer()
    stored = (waiting or found)[0]
    if decision is None:
        may = desk.waits_for(turn, person, stored)
        raise Refusal("no_decision" if may else "reply_not_understood", number=stored.number)
    case = desk.where_is(turn, stored).case
    if decision.act == "return" and decision.reason is None:
        if case is not None:
            return ask(turn, sender, stored.number, case.opened, "ask_decline")
        return ask(turn, sender, stored.number, stored.version, "ask_reason")
    version, opened = _version_seen(turn, sender, replied, stored), _case_seen(turn, sender, stored, case)
    return _act(turn, sender, stored.number, decision, version, opened)


def _answer(
    turn: Turn, sender: Sender, person: Person, letter: Letter, decision: Decision | None, text: str
) -> Answer | None:
    """Take a reply to a question of the bot's own as its answer; None where the message asked nothing."""
    if letter.kind in dialogues.ANSWERED:
        return dialogues.reply(turn, sender, letter, text)
    if letter.kind in ASKED:
        return _answer_question(turn, sender, person, letter, decision, text)
    if decision is None and any(other["draft"] for other in letter.payload.get("others", [])):
        return questions.said(turn, sender, text)
    if letter.kind == "remind" and decision is None:
        return reminded.said(turn, sender, letter, text)
    return None


def _act(
    turn: Turn, sender: Sender, number: int, decision: Decision, version: int | None, opened: int | None
) -> Answer:
    """Do what somebody said about a submission; `version` and `opened` are what the person has seen."""
    if decision.act == "appeal":
        return cases.appeal(turn, sender, number, decision.reason or "", version)
    if decision.act == "propose":
        return cases.propose(turn, sender, number, decision.value or "", version)
    if decision.act == "transfer":
        return transfers.transfer(turn, sender, number, decision.value or "", version)
    answer = cases.decide(turn, sender, number, decision, opened)
    return answer or reviews.decide(turn, sender, number, decision, version)


def _waits(letter: Letter) -> bool:
    """Say whether a letter waits for words: what comes with them belongs to them."""
    asked = letter.kind in (*dialogues.ANSWERED, *ASKED, "remind")
    return asked or any(other["draft"] for other in letter.payload.get("others", []))


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
        decision = ANSWERS[letter.kind](text)
    return _act(turn, sender, number, decision, version, letter.payload.get("opened"))


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
    return desk.waits_for(turn, person, stored)


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


def _case_seen(turn: Turn, sender: Sender, stored: Stored, case: Case | None) -> int | None:
    """Return the open case that the replier has seen on a card in this chat before writing."""
    if case is None:
        return None
    opened_at = stored.acts_until()[case.opened - 1].moment
    shown = [
        letter.stamped_at
        for kind in ("card", "card_edit")
        for letter in outbox.find(turn.tx, kind, stored.number)
        if letter.chat == sender.chat and datetime.fromisoformat(letter.payload["as_of"]) >= opened_at
    ]
    return case.opened if any(stamp is not None and sender.sent_at > stamp for stamp in shown) else None


def ask(turn: Turn, sender: Sender, number: int, seen: int, kind: str) -> Answer:
    """Ask for what a button alone cannot say: a reason, an amended value, a new value. Changes nothing.

    `seen`: the version of the submission, or the case, under which the button stood.
    """
    person = turn.person(sender)
    stored = cases.known(turn, number) if kind in ("ask_appeal", "ask_correct") else reviews.get(turn, number)
    act = ASKED[kind]
    desk.refuse_unless(turn, person, stored, act)
    case = desk.where_is(turn, stored).case
    now = (case.opened if case else 0) if kind in OF_A_CASE else stored.version
    if kind != "ask_new" and seen != now:
        return reviews.outdated(turn, sender, stored)
    if (answer := reviews.refused_press(turn, sender, stored, act)) is not None:
        return answer
    payload = {"number": number, "version": stored.version, "person": person.id, "name": person.name}
    if kind in OF_A_CASE:
        payload["opened"] = seen
    turn.owe(sender.chat, kind, payload, key=str(number), reply_to=sender.message, topic=sender.topic)
    return Answer(
        "ask_value" if kind in ("ask_value", "ask_new") else "ask_reason" if kind == "ask_reason" else "ask_words"
    )


def ask_why(turn: Turn, sender: Sender, number: int) -> Answer:
    """Ask for the reason of an objection that was named without one."""
    return ask(turn, sender, number, cases.known(turn, number).version, "ask_appeal")


def see(turn: Turn, sender: Sender, number: int) -> Answer:
    """Show the card of a submission again to somebody who may decide about it."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    if not desk.waits_for(turn, person, stored):
        desk.refuse_unless(turn, person, stored, "confirm")
    turn.owe(person.id, "card", cards.reference(turn, stored), key=f"see:{number}")
    return Answer()
