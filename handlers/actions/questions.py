"""Questions that a report left open: answered by a button, or by typing; only the asker's own answer counts."""

from dataclasses import replace

from handlers.actions import attachments, evidence, reminded, submissions
from handlers.actions.intent import Intent
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from scoring import lines
from scoring.calendar import read_period
from storage import drafts
from storage.drafts import Draft


def press(turn: Turn, sender: Sender, number: int, option: int) -> Answer:
    """Go on with a question that was answered by a button; option -1 takes nothing."""
    person = turn.person(sender)
    draft = drafts.get(turn.tx, number)
    if draft is None or draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("question_answered")
    if draft.expired(turn.now):
        raise Refusal("draft_expired")
    if option == -1:
        drafts.end(turn.tx, number)
        if draft.kind == "evidence":
            return Answer("cancelled")
        return Answer("asked_again", {"line": draft.payload["intent"]["line"]})
    if not 0 <= option < len(draft.payload["options"]):
        raise Refusal("old_button")
    return _go_on(turn, sender, draft, draft.payload["options"][option])


def said(turn: Turn, sender: Sender, text: str) -> Answer:
    """Take a text that is nothing else as the answer to an open question, or say that it was not understood."""
    person = turn.person(sender)
    draft = drafts.newest(turn.tx, person.id)
    if sender.files and (not text or draft is None):
        return evidence.came(turn, sender, text)
    if draft is not None and draft.kind == "evidence" and (sender.files or not draft.expired(turn.now)):
        return evidence.said(turn, sender, text)
    if draft is None:
        return reminded.typed(turn, sender, text)
    if draft.expired(turn.now):
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "draft_expired")
        return Answer()
    answer = lines.clean(text)
    if draft.payload["code"] == "two_periods":
        today = turn.local(turn.judged_at(sender)).date()
        period = read_period(answer, today, turn.rulebook.competition.year)
        if period is None:
            raise Refusal("not_understood")
        answer = str(period)
    return _go_on(turn, sender, draft, answer)


def _go_on(turn: Turn, sender: Sender, draft: Draft, answer: str) -> Answer:
    """Report again with what the question asked for, as an answer to the message that was asked about."""
    person = turn.person(sender)
    drafts.end(turn.tx, draft.id)
    payload = draft.payload
    attachments.give(turn, sender, payload["chat"], payload["message"])
    changed = {"period": answer} if payload["code"] == "two_periods" else {"value": answer}
    intent = replace(Intent.from_json(payload["intent"]), **changed, message=payload["message"])
    origin = replace(
        sender,
        chat=payload["chat"],
        private=payload["chat"] == person.id,
        files=(),
        message=payload["message"],
    )
    outcome = submissions.take(turn, person, origin, intent, payload["ordinal"])
    submissions.answer(turn, origin, [outcome])
    return Answer("received" if outcome.number is not None else "")
