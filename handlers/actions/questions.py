"""Questions that a report left open: answered by a button, or by typing; only the asker's own answer counts."""

from dataclasses import replace
from typing import Any

from handlers.actions import attachments, evidence, reminded, submissions
from handlers.actions.intent import Intent, read_highlight, read_report
from handlers.actions.naming import metric_named, unit_named
from handlers.actions.turn import Turn
from handlers.results import Answer, LineOutcome, Refusal, Sender
from scoring import lines
from scoring.access import Person
from scoring.calendar import Period, read_period
from storage import drafts
from storage.drafts import Draft

NAMES = ("which_metric", "which_unit")
LOCKED = "locked_missing"
"""The offer to ask for a correction: taken by its button alone, no text answers it."""


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
        intent = Intent.from_json(draft.payload["intent"])
        return Answer(
            "asked_again", {"line": intent.line, "command": "report" if intent.title is None else "highlight"}
        )
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
    if draft is None or draft.payload.get("code") == LOCKED:
        return reminded.typed(turn, sender, text)
    if draft.expired(turn.now):
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "draft_expired")
        return Answer()
    return _go_on(turn, sender, draft, _typed(turn, sender, draft, lines.clean(text)))


def _typed(turn: Turn, sender: Sender, draft: Draft, text: str) -> str:
    """Read what was typed as an answer: a period, the name or place of a metric or unit, or a value as it is."""
    payload, rulebook = draft.payload, turn.rulebook
    intent = Intent.from_json(payload["intent"])
    found: Period | str | None = text
    if payload["code"] == "two_periods":
        found = read_period(text, turn.local(turn.judged_at(sender)).date(), rulebook.competition.year)
    elif payload["code"] in NAMES and text.isdecimal():
        found = dict(enumerate(payload["options"], 1)).get(int(text))
    elif payload["code"] == "which_unit":
        unit = unit_named(rulebook, text).entry
        found = None if unit is None else unit.id
    elif payload["code"] == "which_metric":
        arena = rulebook.unit(intent.unit).arena or ""
        metric = metric_named(rulebook, arena, text, events=intent.title is not None).entry
        found = None if metric is None else metric.id
    if found is None:
        raise Refusal("not_understood")
    return str(found)


def _go_on(turn: Turn, sender: Sender, draft: Draft, answer: str) -> Answer:
    """Report again with what the question asked for, as an answer to the message that was asked about."""
    person = turn.person(sender)
    drafts.end(turn.tx, draft.id)
    payload = draft.payload
    attachments.give(turn, sender, payload["chat"], payload["message"])
    origin = replace(
        sender,
        chat=payload["chat"],
        private=payload["chat"] == person.id,
        files=(),
        message=payload["message"],
    )
    outcome = _outcome(turn, person, origin, payload, answer)
    submissions.answer(turn, origin, [outcome])
    return Answer("received" if outcome.number is not None else "")


def _outcome(turn: Turn, person: Person, origin: Sender, payload: dict[str, Any], answer: str) -> LineOutcome:
    intent, code = replace(Intent.from_json(payload["intent"]), message=payload["message"]), payload["code"]
    if code == "which_unit":
        words = f"{turn.rulebook.unit(answer).name} {intent.value}"
        reader = read_report if intent.title is None else read_highlight
        return submissions.take_line(turn, person, origin, intent.line, payload["ordinal"], reader, words)
    if code == "two_periods":
        intent = replace(intent, period=answer)
    elif code == "which_metric":
        intent = replace(intent, metric=answer)
    elif code != LOCKED:
        intent = replace(intent, value=answer)
    return submissions.take(turn, person, origin, intent, payload["ordinal"], requested=code == LOCKED)
