"""Questions that a report or an edit left open, answered by a button or by typing; only the asker's answer counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.conversation.results import Change, EditAsked
from handlers.evidence.actions import give, key
from handlers.names import metric_named, unit_named
from handlers.phrases import compared
from handlers.reporting.actions import evidence, receipts, submit
from handlers.reporting.actions.reading import Intent, Unclear, bare, metric_meant, read_highlight, read_report
from handlers.reporting.actions.spread import spread
from handlers.reporting.results import LineOutcome
from handlers.results import Answer, Decision, Otherwise, Owed, Reaction, Refusal, Sender
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.seals import seal
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period, read_period
from scoring.reading import lines
from storage import drafts, inbox, roster, submissions
from storage.drafts import Draft
from storage.evidence import of_report
from storage.outbox import Letter
from storage.submissions import Stored

NAMES = ("which_metric", "which_unit")
LOCKED = "locked_missing"
"""The offer to ask for a correction: taken by its button alone, no text answers it."""
EDIT = "edit"
EDITED = "edited"
EDIT_ANSWERS = {"用新值": 1, "use the new": 1, "保留原值": 0, "keep the old": 0, "取消": 0, "cancel": 0}


def press_question(turn: Turn, sender: Sender, number: int, option: int) -> Answer:
    """Go on with a question that was answered by a button; option -1 takes nothing."""
    person = turn.person(sender)
    draft = drafts.get(turn.tx, number)
    if draft is None:
        raise Refusal("old_button")
    if draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("question_answered")
    if draft.expired(turn.now):
        raise Refusal("draft_expired")
    if option == -1:
        drafts.end(turn.tx, number, "cancelled")
        if draft.kind == "evidence":
            return Answer("cancelled")
        intent = Intent.from_json(draft.payload["intent"])
        return Answer(
            "asked_again", {"line": intent.line, "command": "report" if intent.title is None else "highlight"}
        )
    if not 0 <= option < len(draft.payload["options"]):
        raise Refusal("old_button")
    return _go_on(turn, sender, draft, draft.payload["options"][option], pressed=True)


def answer_by_text(turn: Turn, sender: Sender, draft: Draft, text: str, otherwise: Otherwise) -> Answer:
    """Take a text as the answer to a question that a report left open."""
    if draft.payload["code"] == LOCKED:
        return otherwise()
    if draft.expired(turn.now):
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "draft_expired")
        return Answer()
    return or_else(turn, lambda: _go_on(turn, sender, draft, _typed(turn, sender, draft, lines.clean(text))), otherwise)


def or_else(turn: Turn, answer: Otherwise, otherwise: Otherwise) -> Answer:
    """Take words as an answer; those that are none may be something else, as a line about another metric is."""
    try:
        with turn.tx.savepoint():
            return answer()
    except Refusal:
        found = understood(turn, otherwise)
        if found is None:
            raise
        return found


def understood(turn: Turn, otherwise: Otherwise) -> Answer | None:
    """Read words as if nothing had been asked; None where they mean nothing then."""
    try:
        with turn.tx.savepoint():
            return otherwise()
    except Refusal as refusal:
        if refusal.code != "not_understood":
            raise
    return None


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
        arena = turn.unit_known(intent.unit).arena or ""
        metric = metric_named(rulebook, arena, text, events=intent.title is not None).entry
        found = None if metric is None else metric.id
    if found is None:
        raise Refusal("not_understood")
    return str(found)


def _go_on(turn: Turn, sender: Sender, draft: Draft, answer: str, *, pressed: bool = False) -> Answer:
    """Report again with what the question asked for, as an answer to the message that was asked about.

    What was `pressed` is answered whatever becomes of it; words that cannot be taken leave the question open.
    """
    person = turn.person(sender)
    drafts.end(turn.tx, draft.id)
    payload = draft.payload
    give(turn, sender, payload["chat"], payload["message"])
    origin = _origin(sender, payload)
    outcome = _outcome(turn, person, origin, payload, answer, submit.attempt if pressed else submit.take)
    receipts.answer(turn, origin, [outcome])
    return Answer("received" if outcome.number is not None else "")


def file(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    """Take a file without words that comes while a report is asked about: it belongs to that."""
    if draft.payload["code"] == LOCKED or draft.payload["chat"] != sender.chat:
        return evidence.came(turn, sender)
    return keep_file(turn, sender, draft.payload["chat"], draft.payload["message"])


def keep_file(turn: Turn, sender: Sender, chat: int, message: int) -> Answer:
    """Keep a file for the report that a message makes, and say so once for an album."""
    give(turn, sender, chat, message)
    waits = sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message)
    count = len(of_report(turn.tx, key(chat, message)))
    if count and not waits:
        turn.answer(sender, "file_kept", count=count)
    return Answer()


def again(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    """Read the line of a question that was put down once more, which asks it again; or ask for evidence once more."""
    person, payload = turn.person(sender), draft.payload
    drafts.end(turn.tx, draft.id)
    if "number" in payload:
        return evidence.ask(turn, sender, payload["number"])
    intent = replace(Intent.from_json(payload["intent"]), message=payload["message"])
    origin = _origin(sender, payload)
    if payload["code"] in NAMES:
        reader = read_report if intent.title is None else read_highlight
        outcome = submit.take_line(turn, person, origin, intent.line, payload["ordinal"], reader, bare(intent.line))
    else:
        outcome = submit.attempt(turn, person, origin, intent, payload["ordinal"])
    receipts.answer(turn, origin, [outcome])
    return Answer()


def _origin(sender: Sender, payload: dict[str, Any]) -> Sender:
    """Return whoever answers as the sender of the message that was asked about."""
    chat, private = payload["chat"], payload["chat"] == sender.person
    return replace(sender, chat=chat, private=private, files=(), message=payload["message"])


def _outcome(
    turn: Turn, person: Person, origin: Sender, payload: dict[str, Any], answer: str, take: Callable[..., LineOutcome]
) -> LineOutcome:
    intent, code = replace(Intent.from_json(payload["intent"]), message=payload["message"]), payload["code"]
    if code == "which_unit":
        words = f"{turn.unit_known(answer).name} {intent.value}"
        reader = read_report if intent.title is None else read_highlight
        return submit.take_line(turn, person, origin, intent.line, payload["ordinal"], reader, words)
    if code == "two_periods":
        intent = replace(intent, period=answer)
    elif code == "which_metric":
        intent = replace(intent, metric=answer)
    elif code != LOCKED:
        intent = replace(intent, value=answer)
    return take(turn, person, origin, intent, payload["ordinal"], requested=code == LOCKED)


def edited(turn: Turn, sender: Sender, words: str, lines: tuple[str, ...]) -> Answer:
    """Ask whoever edited a report that nobody has decided about; else say that an edit executes nothing.

    `lines` are those of the report as it reads now. Small talk stays unanswered, and so does an edit that leaves the
    `words` as they were: the chat server tells of one where a first reaction is put on a message, too.
    """
    if inbox.words_before(turn.tx, sender.chat, sender.message) in (None, words):
        return Answer()
    reported = submissions.by_message(turn.tx, sender.chat, sender.message, turn.bot)
    if not (sender.private or reported) or not roster.entries_of(turn.tx, sender.person):
        return Answer()
    person = turn.person(sender)
    found = [
        change
        for line in spread(turn, sender, lines)
        if (change := _change(turn, person, sender, reported, line)) is not None
    ]
    if not found:
        fixed = [s for s in reported if s.state == "confirmed" or deciders.too_late(turn, s, turn.now)]
        offered = [[s.number, s.version, turn.metric_of(s.claim).name, seal(turn, s)] for s in fixed]
        turn.answer(sender, "edited_fixed" if offered else "edited", items=offered)
        return Answer()
    drafts.end_all(turn.tx, person.id, EDIT)
    payload = {
        "chat": sender.chat,
        "message": sender.message,
        "intents": [intent.as_json() for _, intent in found],
        "numbers": [stored.number for stored, _ in found],
    }
    number = drafts.begin(turn.tx, person.id, EDIT, payload)
    if not sender.private:
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "🤔"), key="edited")
    items = [(stored.number, stored.version, intent.value or "") for stored, intent in found]
    turn.owe_private(sender, EDITED, EditAsked(number, items))
    return Answer()


def _change(
    turn: Turn, person: Person, sender: Sender, reported: list[Stored], line: str
) -> tuple[Stored, Intent] | None:
    """Return what a line would change: a value that the message reported and nobody has decided about."""
    try:
        intent = read_report(turn, person, sender, line)
    except (Refusal, Unclear):
        return None
    for stored in reported:
        claim = stored.claim
        here = (claim.unit, claim.metric, claim.message) == (intent.unit, intent.metric, sender.message)
        if here and stored.state == "pending" and intent.period in (None, claim.period):
            edited_at = None if sender.edited_at is None else sender.edited_at.isoformat()
            new = replace(intent, period=claim.period, message=sender.message, edited_at=edited_at)
            return None if _means(turn, intent) == (claim.value,) else (stored, new)
    return None


def _means(turn: Turn, intent: Intent) -> tuple[str, ...]:
    """Return what a value may mean; what cannot be taken is refused once it is to be used."""
    try:
        return submission.hear_value(metric_meant(turn, intent)[1], intent.value or "").values
    except Refusal:
        return ()


def press_edit(turn: Turn, sender: Sender, number: int, use: int) -> Answer:
    """Use the new values, or keep the ones that were reported."""
    person, draft = turn.person(sender), drafts.get(turn.tx, number)
    if draft is None or draft.kind != EDIT:
        raise Refusal("old_button")
    if draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("question_answered")
    if draft.expired(turn.now):
        raise Refusal("edit_expired")
    drafts.end(turn.tx, number)
    return _use(turn, person, sender, draft) if use else _keep(turn, sender, draft)


def answer_edit(turn: Turn, sender: Sender, draft: Draft, text: str, _otherwise: Otherwise | None = None) -> Answer:
    """Take the answer in words; what comes too late is read as if nothing had been asked."""
    if draft.ended_at is None and draft.expired(turn.now):
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "edit_expired")
        return Answer()
    answer = EDIT_ANSWERS.get(compared(text))
    if answer is None:
        raise Refusal("edit_not_answered")
    return press_edit(turn, sender, draft.id, answer)


def reply_to_edit(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer:
    """Take the reply to the question about an edit as its answer."""
    asked = drafts.get(turn.tx, letter.payload["draft"])
    return Answer() if asked is None else answer_edit(turn, sender, asked, text)


def _use(turn: Turn, person: Person, sender: Sender, draft: Draft) -> Answer:
    payload = draft.payload
    chat, message = payload["chat"], payload["message"]
    origin = replace(sender, chat=chat, private=chat == person.id, message=message)
    intents = [Intent.from_json(stored) for stored in payload["intents"]]
    outcomes = [submit.attempt(turn, person, origin, intent, ordinal) for ordinal, intent in enumerate(intents)]
    receipts.answer(turn, origin, outcomes)
    return Answer("received" if all(outcome.number is not None for outcome in outcomes) else "")


def _keep(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    cards.react(turn, submission.get(turn, draft.payload["numbers"][0]))
    turn.answer(sender, "edit_kept")
    return Answer("edit_kept")


def changes(turn: Turn, owed: Owed[EditAsked]) -> Change:
    """Describe what an edit would change."""
    items = owed.payload.items
    shown = tuple((submission.describe(turn, number, version), value) for number, version, value in items)
    return Change(owed.payload.draft, shown)
