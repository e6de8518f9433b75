"""Dialogues: a command without its words is asked step by step, by buttons or by typing; every step is a draft."""

from dataclasses import replace

from handlers import phrases
from handlers.conversation.actions.questions import again, keep_file, or_else, understood
from handlers.conversation.actions.steps import (
    FLOWS,
    Place,
    evidence_needed,
    following,
    is_outrun,
    label,
    offered,
    pressed,
    typed,
    units,
)
from handlers.conversation.results import Step, StepShown
from handlers.door import DIALOGUE, put_down
from handlers.evidence.actions import give, key, take_in, take_links
from handlers.journey import owed
from handlers.matters.actions import stepping
from handlers.names import example
from handlers.people.actions import send_feedback
from handlers.phrases import report_lines
from handlers.reporting.actions import evidence, plain, receipts, submit
from handlers.reporting.actions.reading import Intent, bare, joined, read_highlight, read_report
from handlers.results import Answer, Decision, Otherwise, Refusal, Sender
from handlers.turn import Turn
from scoring.access import Person
from scoring.reading import lines
from storage import drafts, inbox
from storage.drafts import Draft
from storage.evidence import Attachment, belong, drop, of_report
from storage.outbox import Letter

KIND = DIALOGUE
LETTER = "step"
EVIDENT = ("report", "highlight")
"""The dialogues that evidence may come with."""
CANCEL, BACK, PAGES = -1, -2, -10
"""What a button says beside its option: end it, the step before, or PAGES - n: show page n."""


def begin(turn: Turn, sender: Sender, flow: str) -> Answer:
    """Begin a dialogue: it replaces whatever was half done."""
    person = turn.person(sender)
    put_down(turn, sender, flow)
    step, got = FLOWS[flow][0], dict[str, str]()
    if step == "unit" and len(found := units(turn, person, flow)) == 1:
        step, got = FLOWS[flow][1], {"unit": found[0]}
    elif step == "kind" and len(found := stepping.offered(turn, person, flow, step, got)) == 1:
        step, got = FLOWS[flow][1], {"kind": found[0]}
    return _ask(turn, person, sender, Place(flow, step, sender.chat, sender.message, sender.topic, got))


def resume(turn: Turn, sender: Sender, number: int) -> Answer:
    """Go on with what was put down (继续填): a dialogue asks its step again, a line is read again."""
    person, draft = turn.person(sender), drafts.get(turn.tx, number)
    if draft is None or draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is None or not draft.put_down:
        raise Refusal("question_answered")
    if abs(turn.now - draft.ended_at) > drafts.KEPT:
        raise Refusal("put_down_expired")
    if "number" in draft.payload:
        evidence.refuse_unless_taken(turn, sender, draft.payload["number"])
    put_down(turn, sender)
    drafts.take_up(turn.tx, number)
    if draft.kind != KIND:
        return again(turn, sender, drafts.known(turn.tx, number))
    place = Place(**drafts.known(turn.tx, number).payload)
    turn.owe(place.chat, LETTER, StepShown(number), key=f"again:{number}", topic=place.topic)
    return Answer()


def press(turn: Turn, sender: Sender, number: int, choice: int) -> Answer:
    """Go on as a button says; only the asker's presses count, and only on the step that is open."""
    person = turn.person(sender)
    draft, place = _open(turn, person, number)
    if choice <= PAGES:
        turn.owe(place.chat, "step_page", StepShown(number, PAGES - choice, sender.message), key=str(number))
        return Answer()
    if choice == CANCEL:
        return _cancel(turn, sender, draft)
    if is_outrun(turn, place.got):
        return _outrun(turn, sender, draft)
    if choice == BACK:
        return _back(turn, person, sender, draft, place)
    if not 0 <= choice < len(place.options):
        raise Refusal("old_button")
    answer = pressed(turn, sender, place, place.options[choice])
    return _go_on(turn, person, sender, draft, place, answer)


def answered(turn: Turn, sender: Sender, draft: Draft, text: str, otherwise: Otherwise) -> Answer:
    """Take a text in private that is nothing else as the answer to the step that is open."""
    if draft.payload["chat"] != sender.chat:
        raise Refusal("not_understood")
    if draft.expired(turn.now):
        return _too_late(turn, sender, draft, otherwise)
    person = turn.person(sender)
    if draft.payload["step"] != "value":
        return _typed(turn, person, sender, draft, text)
    return or_else(turn, lambda: _typed(turn, person, sender, draft, text), otherwise)


def _too_late(turn: Turn, sender: Sender, draft: Draft, otherwise: Otherwise) -> Answer:
    """Read a text as if nothing had been begun; where it means nothing then, say that the dialogue has expired."""
    drafts.end(turn.tx, draft.id)
    found = understood(turn, otherwise)
    if found is not None:
        return found
    turn.answer(sender, "dialogue_expired", command=draft.payload["flow"])
    return Answer()


def reply(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer:
    """Take the reply to the message of a step as its answer."""
    person = turn.person(sender)
    draft, _ = _open(turn, person, owed(letter, StepShown).payload.draft)
    return _typed(turn, person, sender, draft, text)


def _open(turn: Turn, person: Person, number: int) -> tuple[Draft, Place]:
    """Return an open step of a person; say why where there is none."""
    draft = drafts.get(turn.tx, number)
    if draft is None or draft.kind != KIND:
        raise Refusal("old_button")
    if draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("old_step", command=draft.payload["flow"])
    if draft.expired(turn.now):
        raise Refusal("dialogue_expired", command=draft.payload["flow"])
    return draft, Place(**draft.payload)


def _typed(turn: Turn, person: Person, sender: Sender, draft: Draft, text: str) -> Answer:
    place, words = Place(**draft.payload), lines.clean(text)
    if place.step == "evidence" and evidence.brings(sender, text):
        return _bring(turn, person, sender, draft, place, text)
    if words.lower() in phrases.CANCEL:
        return _cancel(turn, sender, draft)
    if is_outrun(turn, place.got):
        return _outrun(turn, sender, draft)
    if words.lower() in ("上一步", "back"):
        return _back(turn, person, sender, draft, place)
    if not words:
        raise Refusal("not_understood")
    if place.flow in EVIDENT and place.step != "value":
        give(turn, sender, place.chat, place.message)
    try:
        answer = typed(turn, sender, place, text)
    except Refusal:
        if (taken := _take_whole(turn, person, sender, draft, place, text)) is not None:
            return taken
        raise
    return _go_on(turn, person, sender, draft, place, answer)


def _take_whole(turn: Turn, person: Person, sender: Sender, draft: Draft, place: Place, text: str) -> Answer | None:
    """Take lines that say all at once where only a name was asked for; None where they do not."""
    if place.flow not in EVIDENT or place.step not in ("unit", "metric"):
        return None
    read = read_report if place.flow == "report" else read_highlight
    unit = [turn.rulebook.unit(place.got["unit"]).name] if "unit" in place.got else []
    lines = tuple(" ".join([*unit, line]) for line in joined(report_lines(text)))
    with turn.tx.rehearsal():
        said = replace(sender, files=())
        found = [submit.take_line(turn, person, said, line, at, read, bare(line)) for at, line in enumerate(lines)]
    if all(one.number is None and one.draft is None for one in found):
        refused = next((one for one in found if one.code is not None and plain.understood(one)), None)
        if refused is not None:
            raise Refusal(refused.code or "", **refused.values)
        return None
    drafts.end(turn.tx, draft.id)
    belong(turn.tx, _brought(turn, place), key(sender.chat, sender.message))
    return submit.take_lines(turn, sender, lines, read)


def file(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    """Take a file without words that comes into a dialogue: it belongs to what is being reported, never to another."""
    place = Place(**draft.payload)
    if place.chat != sender.chat:
        return evidence.came(turn, sender)
    if place.flow not in EVIDENT:
        raise Refusal("file_not_used")
    _refuse_where_none_is_taken(turn, place.got)
    return keep_file(turn, sender, place.chat, place.message)


def _refuse_where_none_is_taken(turn: Turn, got: dict[str, str]) -> None:
    metric = turn.metric_known(got["metric"])[1] if "metric" in got else None
    if metric is not None and metric.evidence == "none":
        raise Refusal("evidence_not_taken", metric=metric.name)


def wants_evidence(turn: Turn, letter: Letter) -> bool:
    """Say whether a message asks for evidence of an event that is being reported step by step."""
    draft = drafts.get(turn.tx, owed(letter, StepShown).payload.draft)
    return draft is not None and asks_for_evidence(draft)


def asks_for_evidence(draft: Draft) -> bool:
    """Say whether the step that is open asks for evidence."""
    return bool(draft.payload.get("step") == "evidence")


def _bring(turn: Turn, person: Person, sender: Sender, draft: Draft, place: Place, text: str) -> Answer:
    """Keep evidence for the event that is being reported, and ask for more; once for an album."""
    taken = [*take_in(turn, sender), *take_links(turn, sender, text)]
    report = key(place.chat, place.message)
    belong(turn.tx, taken, report)
    waits = sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message)
    if not taken or waits:
        return Answer()
    drafts.end(turn.tx, draft.id)
    count = str(len(of_report(turn.tx, report)))
    return _ask(turn, person, sender, replace(place, got=place.got | {"count": count}))


def _cancel(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    drafts.end(turn.tx, draft.id, "cancelled")
    turn.answer(sender, "cancelled")
    return Answer("cancelled")


def _outrun(turn: Turn, sender: Sender, draft: Draft) -> Answer:
    """End a dialogue about what is no part of the rules any more."""
    drafts.end(turn.tx, draft.id)
    turn.answer(sender, "dialogue_outrun", command=draft.payload["flow"])
    return Answer()


def _back(turn: Turn, person: Person, sender: Sender, draft: Draft, place: Place) -> Answer:
    """Ask the step before once more."""
    before = None if place.before is None else drafts.get(turn.tx, place.before)
    if before is None:
        raise Refusal("first_step")
    drafts.end(turn.tx, draft.id)
    return _ask(turn, person, sender, Place(**before.payload))


def _go_on(turn: Turn, person: Person, sender: Sender, draft: Draft, place: Place, answer: dict[str, str]) -> Answer:
    """Keep an answer and ask the next step, or do what all the answers say."""
    got = place.got | answer
    if is_outrun(turn, got):
        return _outrun(turn, sender, draft)
    metric = turn.rulebook.metric(got["metric"]) if "metric" in got else None
    if metric is not None and metric.evidence == "none" and (unused := _brought(turn, place)):
        drop(turn.tx, unused)
        turn.answer(sender, "evidence_not_taken", metric=metric.name)
    goes_on = place.step == "owners" and "owners_done" not in answer
    after = place.step if goes_on else following(place.flow, place.step, metric)
    if after is not None:
        answered = _ask(turn, person, sender, replace(place, step=after, got=got, before=draft.id))
    elif place.flow == "feedback":
        answered = send_feedback(turn, sender, got["words"])
    elif place.flow in ("task", "problem"):
        said = replace(sender, chat=place.chat, private=place.chat == person.id, message=place.message, files=())
        answered = stepping.guided(turn, said, place.flow, got)
    else:
        answered = _report(turn, person, sender, place, got)
    drafts.end(turn.tx, draft.id)
    return answered


def _report(turn: Turn, person: Person, sender: Sender, place: Place, got: dict[str, str]) -> Answer:
    """Report what all the answers say; an event as if the message that began it had said everything."""
    rulebook = turn.rulebook
    words = [rulebook.unit(got["unit"]).name, rulebook.metric(got["metric"]).name]
    if place.flow == "report":
        line = " ".join([*words, got["value"]])
        intent = Intent(line, got["unit"], got["metric"], got["value"], period=got.get("period"))
        belong(turn.tx, _brought(turn, place), key(sender.chat, sender.message))
    else:
        line = " ".join([*words, label(turn, replace(place, got=got), "level", got["level"]), got["title"]])
        names = tuple(got["contributors"].split("、")) if "contributors" in got else ()
        intent = Intent(line, got["unit"], got["metric"], level=got["level"], title=got["title"])
        intent = replace(intent, event_date=got.get("day"), contributors=names)
        sender = replace(sender, message=place.message, files=())
    outcome = submit.take(turn, person, sender, intent, 0)
    receipts.answer(turn, sender, [outcome])
    return Answer("received")


def _brought(turn: Turn, place: Place) -> list[Attachment]:
    return of_report(turn.tx, key(place.chat, place.message))


def _ask(turn: Turn, person: Person, sender: Sender, place: Place) -> Answer:
    """Ask a step: a new draft, and its message where the dialogue began."""
    asked = replace(place, options=offered(turn, person, sender, place))
    number = drafts.begin(turn.tx, person.id, KIND, asked.as_json())
    reply_to = None if sender.pressed else sender.message
    turn.owe(place.chat, LETTER, StepShown(number), key=str(number), reply_to=reply_to, topic=place.topic)
    return Answer()


def step(turn: Turn, number: int, page: int) -> Step:
    """Describe a step as its message shows it."""
    draft = drafts.known(turn.tx, number)
    place = Place(**draft.payload)
    values: dict[str, object] = {name: label(turn, place, name, known) for name, known in place.got.items()}
    if place.step == "value":
        values["example"] = example(turn.metric_known(place.got["metric"])[1])
    if place.step == "evidence":
        values["needed"] = evidence_needed(turn, place)
    return Step(
        draft=number,
        step=place.step,
        values=values,
        labels=tuple(label(turn, place, place.step, option) for option in place.options),
        page=page,
        back=place.before is not None,
        asked=None if place.chat == draft.person else (draft.person, turn.person_by_id(draft.person).name),
    )
