"""What a button alone cannot say is asked for, and the answer decides."""

from collections.abc import Callable

from handlers.deciding.actions import cases, reviews
from handlers.deciding.results import Asked, Levels, Question
from handlers.journey import owed
from handlers.phrases import CANCEL
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.seals import key_of, seal
from handlers.turn import Turn
from scoring import lifecycle
from scoring.lifecycle import ActName
from scoring.reading.lines import clean
from scoring.rulebook.model import Metric
from storage import drafts
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


def act_on(
    turn: Turn, sender: Sender, stored: Stored, decision: Decision, version: int | None, opened: int | None
) -> Answer:
    """Do what somebody said about a submission; `version` and `opened` are what the person has seen."""
    number = stored.number
    if decision.act == "uphold" and decision.reason is None:
        return ask(turn, sender, number, opened or 0, "ask_uphold")
    if decision.act == "return" and decision.reason is None:
        if deciders.where_is(turn, stored).case is not None:
            return ask(turn, sender, number, opened or 0, "ask_decline")
        return ask(turn, sender, number, stored.version if version is None else version, "ask_reason")
    if decision.act == "appeal":
        return cases.appeal(turn, sender, number, decision.reason or "", version)
    if decision.act == "propose":
        return cases.propose(turn, sender, number, decision.value or "", version)
    if decision.act == "transfer":
        return reviews.transfer(turn, sender, number, decision.value or "", version)
    answer = cases.decide(turn, sender, stored, decision, opened)
    return answer or reviews.decide_on(turn, sender, stored, decision, version)


def question(turn: Turn, letter: Owed[Asked]) -> Question:
    """Describe what a question is about."""
    asked = letter.payload
    return Question(letter.kind, submission.describe(turn, asked.number, asked.version), asked.person, asked.name)


def levels(turn: Turn, letter: Owed[Asked]) -> Levels:
    """Describe the event whose level is asked for, and the levels that there are."""
    asked = question(turn, letter)
    metric = turn.metric_of(submission.get(turn, letter.payload.number).claim)
    return Levels(asked, tuple((level_button(metric, level), called(metric, level)) for level in metric.levels))


def level_button(metric: Metric, level: str) -> int:
    """Return what a button carries for a level: it is the one of that name, wherever it stands."""
    return key_of(f"{level} {called(metric, level)}")


def called(metric: Metric, level: str) -> str:
    """Return what people call a level."""
    return metric.level_names.get(level, level)


def answer_question(turn: Turn, sender: Sender, letter: Letter, text: str, decision: Decision | None) -> Answer:
    """Take the reply to a question as its answer, unless it is a complete decision of its own."""
    if (answer := not_answered(turn, sender, letter, text)) is not None:
        return answer
    number, version = letter.payload["number"], letter.payload["version"]
    if decision is None or (decision.act == "return" and decision.reason is None):
        decision = ANSWERS[letter.kind](text)
    return act_on(turn, sender, submission.get(turn, number), decision, version, letter.payload.get("opened"))


def still_asks(turn: Turn, letter: Letter, decision: Decision | None) -> bool:
    """Say whether a question waits for words that reply to nothing: while what it is about stands as it stood.

    A decision of another kind than it asked for is none of its answers.
    """
    asked, act = owed(letter, Asked).payload, ASKED[letter.kind]
    stored = submission.get(turn, asked.number)
    where = deciders.where_is(turn, stored)
    wanted = ANSWERS[letter.kind]("").act if letter.kind in ANSWERS else "amend"
    fits = decision is None or decision.act == wanted
    same = stored.version == asked.version and (where.case.opened if where.case else None) == asked.opened
    kept = abs(turn.now - (letter.stamped_at or letter.owed_at)) <= drafts.KEPT
    return fits and kept and (same or act in ("appeal", "propose")) and lifecycle.follows(where.phase, act) is not None


def not_answered(turn: Turn, sender: Sender, letter: Letter, text: str) -> Answer | None:
    """Refuse the answer of somebody else, and let the person who was asked cancel; None where the question goes on."""
    if letter.payload["person"] != turn.person(sender).id:
        raise Refusal("not_your_question")
    if clean(text).lower() in CANCEL:
        turn.answer(sender, "cancelled")
        return Answer()
    return None


def ask(turn: Turn, sender: Sender, number: int, seen: int, kind: str) -> Answer:
    """Ask for what a button alone cannot say: a reason, an amended value, a new value. Changes nothing.

    `seen`: the version of the submission, or the case, under which the button stood.
    """
    person = turn.person(sender)
    stored = submission.known(turn, number) if kind in ("ask_appeal", "ask_correct") else submission.get(turn, number)
    act = ASKED[kind]
    deciders.refuse_unless(turn, person, stored, act)
    case = deciders.where_is(turn, stored).case
    now = (case.opened if case else 0) if kind in OF_A_CASE else stored.version
    if kind != "ask_new" and seen != now:
        return reviews.outdated(turn, sender, stored)
    if (answer := reviews.refused_press(turn, sender, stored, act)) is not None:
        return answer
    if kind == "ask_correct":
        cases.refuse_while_open(turn, sender, stored)
        cases.refuse_in_own_case(turn, person, stored)
    if kind == "ask_reason":
        _offer_reasons(turn, sender, stored)
    payload = Asked(number, stored.version, person.id, person.name, seen if kind in OF_A_CASE else None)
    if stored.claim.title is not None and kind in ("ask_value", "ask_new"):
        turn.owe(sender.chat, "levels", payload, key=str(number), reply_to=sender.message, topic=sender.topic)
        return Answer("ask_words")
    turn.owe(sender.chat, kind, payload, key=str(number), reply_to=sender.message, topic=sender.topic)
    return Answer(
        "ask_value" if kind in ("ask_value", "ask_new") else "ask_reason" if kind == "ask_reason" else "ask_words"
    )


def _offer_reasons(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Offer the reasons that reports are returned for most often, a button each."""
    items = [[key_of(reason), reason] for reason in turn.rulebook.competition.return_reasons]
    if items:
        values = {"number": stored.number, "version": stored.version, "seal": seal(turn, stored), "items": items}
        payload = Text("return_choose", values)
        turn.owe(sender.chat, "text", payload, key=f"return:{stored.number}", topic=sender.topic)


def ask_why(turn: Turn, sender: Sender, number: int) -> Answer:
    """Ask for the reason of an objection that was named without one."""
    return ask(turn, sender, number, submission.known(turn, number).version, "ask_appeal")


def see(turn: Turn, sender: Sender, number: int) -> Answer:
    """Show the card of a submission again to somebody who may decide about it."""
    person, stored = turn.person(sender), submission.get(turn, number)
    if not deciders.waits_for(turn, person, stored):
        deciders.refuse_unless(turn, person, stored, "confirm")
    turn.owe(person.id, "card", cards.reference(turn, stored), key=f"see:{number}")
    return Answer()
