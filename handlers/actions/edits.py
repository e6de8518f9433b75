"""Edited messages: an edit never executes anything; of a report that still waits the bot asks 用新值 or 保留原值."""

from dataclasses import replace

from handlers.actions import acts, cards, claims, reviews, submissions
from handlers.actions.intent import Intent, Unclear, read_report
from handlers.actions.turn import Turn
from handlers.results import Answer, Claimed, LineOutcome, Refusal, Sender
from scoring.access import Person
from scoring.lines import clean
from storage import drafts, people
from storage import submissions as stored_submissions
from storage.drafts import Draft
from storage.submissions import Stored

KIND = "edit"
LETTER = "edited"
ANSWERS = {"用新值": 1, "保留原值": 0, "取消": 0}


def edited(turn: Turn, sender: Sender, lines: tuple[str, ...]) -> Answer:
    """Ask whoever edited a report that nobody has decided about; else say that an edit executes nothing.

    `lines` are those of the report as it reads now. Small talk stays unanswered.
    """
    reported = stored_submissions.by_message(turn.tx, sender.chat, sender.message)
    if not (sender.private or reported) or not people.entries_of(turn.tx, sender.person):
        return Answer()
    person = turn.person(sender)
    found = [change for line in lines if (change := _change(turn, person, sender, reported, line)) is not None]
    if not found:
        turn.answer(sender, "edited")
        return Answer()
    drafts.end_all(turn.tx, person.id, KIND)
    payload = {
        "chat": sender.chat,
        "message": sender.message,
        "intents": [intent.as_json() for _, intent in found],
        "numbers": [stored.number for stored, _ in found],
    }
    number = drafts.begin(turn.tx, person.id, KIND, payload)
    letter: dict[str, object] = {
        "draft": number,
        "items": [[stored.number, stored.version, intent.value] for stored, intent in found],
    }
    if not sender.private:
        letter["fallback"] = {"chat": sender.chat, "reply_to": sender.message}
        turn.owe(sender.chat, "reaction", {"message": sender.message, "emoji": "🤔"}, key="edited")
    turn.owe(person.id, LETTER, letter, reply_to=sender.message if sender.private else None)
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
            new = replace(intent, period=claim.period, message=sender.message)
            return None if _means(turn, intent) == (claim.value,) else (stored, new)
    return None


def _means(turn: Turn, intent: Intent) -> tuple[str, ...]:
    """Return what a value may mean; what cannot be taken is refused once it is to be used."""
    try:
        return acts.hear_value(turn.rulebook.metric(intent.metric), intent.value or "").values
    except Refusal:
        return ()


def press(turn: Turn, sender: Sender, number: int, use: int) -> Answer:
    """Use the new values, or keep the ones that were reported."""
    person, draft = turn.person(sender), drafts.get(turn.tx, number)
    if draft is None or draft.kind != KIND or draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("question_answered")
    if draft.expired(turn.now):
        raise Refusal("edit_expired")
    drafts.end(turn.tx, number)
    return _use(turn, person, sender, draft) if use else _keep(turn, sender, draft)


def said(turn: Turn, sender: Sender, draft: Draft, text: str) -> Answer:
    """Take the answer in words; what comes too late is read as if nothing had been asked."""
    if draft.ended_at is None and draft.expired(turn.now):
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "edit_expired")
        return Answer()
    answer = ANSWERS.get(clean(text))
    if answer is None:
        raise Refusal("edit_not_answered")
    return press(turn, sender, draft.id, answer)


def _use(turn: Turn, person: Person, sender: Sender, draft: Draft) -> Answer:
    payload = draft.payload
    chat, message = payload["chat"], payload["message"]
    origin = replace(sender, chat=chat, private=chat == person.id, message=message)
    outcomes = []
    for ordinal, stored in enumerate(payload["intents"]):
        intent = Intent.from_json(stored)
        try:
            with turn.tx.savepoint():
                outcomes.append(submissions.take(turn, person, origin, intent, ordinal))
        except Refusal as refusal:
            outcomes.append(LineOutcome(intent.line, code=refusal.code, values=refusal.values))
    submissions.answer(turn, origin, outcomes)
    return Answer("received" if all(outcome.number is not None for outcome in outcomes) else "")


def _keep(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    cards.react(turn, reviews.get(turn, draft.payload["numbers"][0]))
    turn.answer(sender, "edit_kept")
    return Answer("edit_kept")


def changes(turn: Turn, items: list[tuple[int, int, str]]) -> list[tuple[Claimed, str]]:
    """Describe what an edit would change: the submission as it is, and the new value as it was written."""
    return [(claims.describe(turn, number, version), value) for number, version, value in items]
