"""The next version of a submission: another value or level, by those who reported it, without naming it anew."""

from dataclasses import replace

from handlers.deciding.actions import asking, reviews
from handlers.deciding.results import Asked
from handlers.journey import owed
from handlers.reporting.actions import receipts
from handlers.reporting.actions.reading import Intent
from handlers.reporting.actions.submit import attempt
from handlers.reporting.results import LineOutcome
from handlers.results import Answer, Decision, Refusal, Sender
from handlers.submissions.actions import deciders, submission
from handlers.turn import Turn
from scoring import lifecycle
from scoring.access import Person
from scoring.reading.lines import clean
from storage.outbox import Letter
from storage.submissions import Stored


def report_again(turn: Turn, sender: Sender, stored: Stored, text: str) -> Answer:
    """Take another value for the cell of a submission, as if it had been reported with name and period."""
    outcome = new_version(turn, turn.person(sender), sender, stored, text)
    receipts.answer(turn, sender, [outcome])
    return Answer("received" if outcome.number is not None else "")


def new_version(turn: Turn, person: Person, sender: Sender, stored: Stored, text: str) -> LineOutcome:
    """Take a value as the next version of a submission; what is refused leaves no trace but its outcome."""
    claim = stored.claim
    intent = Intent(text, claim.unit, claim.metric, text, period=claim.period)
    if claim.title is not None:
        intent = replace(intent, value=None, level=clean(text), title=claim.title, replaces=stored.number)
        intent = replace(intent, event_date=claim.event_date, contributors=claim.contributors)
    return attempt(turn, person, sender, intent, 0)


def mends(turn: Turn, person: Person, stored: Stored) -> bool:
    """Say whether another value by this person is a new version: those who reported what still waits, or its heads."""
    mine = stored.claim.unit in person.heads or stored.claim.reporter == person.id
    return mine and lifecycle.follows(deciders.where_is(turn, stored).phase, "report") is not None


def choose_level(turn: Turn, sender: Sender, number: int, version: int, pressed: int) -> Answer:
    """Take the level of an event that was pressed: of those who reported it a new version, of others a decision.

    One that the rulebook calls otherwise by now is another one.
    """
    stored = submission.get(turn, number)
    metric = turn.metric_of(stored.claim)
    for level in metric.levels:
        if asking.level_button(metric, level) == pressed:
            return _to_level(turn, sender, stored, version, level)
    raise Refusal("old_button")


def _to_level(turn: Turn, sender: Sender, stored: Stored, version: int, level: str) -> Answer:
    claim = stored.claim
    if not mends(turn, turn.person(sender), stored):
        return reviews.decide_on(turn, sender, stored, Decision("amend", value=level), version)
    if version != stored.version:
        return reviews.outdated(turn, sender, stored)
    if sender.pressed and claim.chat is not None and claim.message is not None:
        sender = replace(sender, chat=claim.chat, private=claim.chat == sender.person, message=claim.message)
    return report_again(turn, sender, stored, level)


def answer_level(turn: Turn, sender: Sender, letter: Letter, text: str, decision: Decision | None) -> Answer:
    """Take the reply to the question for a level."""
    if (answered := asking.not_answered(turn, sender, letter, text)) is not None:
        return answered
    asked = owed(letter, Asked).payload
    level = decision.value or "" if decision is not None and decision.act == "amend" else text
    return _to_level(turn, sender, submission.get(turn, asked.number), asked.version, level)


def answer_new(turn: Turn, sender: Sender, letter: Letter, text: str, decision: Decision | None) -> Answer:
    """Take the reply to the question for a new value, with or without 改为 before it."""
    if (answered := asking.not_answered(turn, sender, letter, text)) is not None:
        return answered
    if decision is not None and decision.act == "amend":
        text = decision.value or ""
    return report_again(turn, sender, submission.get(turn, owed(letter, Asked).payload.number), text)
