"""Who owns a text, a file or an answer: an open draft its owner, a file the evidence, a numbered list its letter."""

from handlers.conversation.actions import offers
from handlers.deciding.actions.asking import ASKED, still_asks
from handlers.desk.actions import roster
from handlers.enacting.actions import files, templates
from handlers.evidence.actions import give
from handlers.filing.actions import importing
from handlers.journey import Owners
from handlers.matters.actions import saying
from handlers.matters.actions.acting import QUESTION
from handlers.phrases import compared, numbered
from handlers.reporting.actions import evidence, plain
from handlers.results import Answer, Decision, Refusal, Sender
from handlers.tables.actions import proposals
from handlers.turn import Turn
from storage import drafts, outbox
from storage.drafts import Draft
from storage.evidence import drop, loose
from storage.outbox import Letter


def hear(turn: Turn, sender: Sender, text: str, decision: Decision | None, owners: Owners) -> Answer:
    """Take a text or file in private that is nothing else as the answer to what is open, or refuse it.

    Some programs leave out what a message replies to where that is the last one: what it asks is answered all the same,
    and the words of a `decision`, or about a submission, are asked back. One that names its submission by number is
    about that, whatever was asked; figures that are no such number belong to the answer (退回 2024 年的数据不全). A
    confirmation of several answers nothing. What begins with the word for reporting and reads as a report is one, like
    the command.
    """
    return (plain.ordered(turn, sender, text) if text else None) or _hear(turn, sender, text, decision, owners)


def _hear(turn: Turn, sender: Sender, text: str, decision: Decision | None, owners: Owners) -> Answer:
    """Take what begins with no such word as the answer to what is open, or as what it is by itself."""
    letter = last(turn, sender, owners)
    asked = None if letter is None or sender.files else owners.letters[letter.kind]
    by_number = None if sender.files else numbered(text)
    if (
        letter is not None
        and asked is not None
        and asked.asks is not None
        and asked.answered is not None
        and (by_number is None or not (numbered(text, surely=True) or offers.named(turn, sender, text)))
    ):
        waits = bool(text) and asked.asks(turn, letter, decision)
        if waits:
            offers.refuse_several(turn, sender, text)
        answer = asked.answered(turn, sender, letter, text, decision) if waits else None
        if answer is not None:
            return answer
    try:
        return heard(turn, sender, text, owners)
    except Refusal as refusal:
        numbers = [] if letter is None else owners.letters[letter.kind].about(turn, letter)
        word = owners.words.get(compared(text)) if numbers else None
        if refusal.code != "not_understood":
            raise
        if not sender.files and (asked_back := offers.by_number(turn, sender, text)) is not None:
            return asked_back
        if not numbers and (asked_back := saying.unreplied(turn, sender, text)) is not None:
            return asked_back
        if decision is not None:
            return offers.ask_back(turn, sender, text, decision, numbers)
        if word is None:
            raise plain.unread(turn, sender, text) from refusal
        return offers.ask_word_back(turn, sender, text, word, numbers)


def last(turn: Turn, sender: Sender, owners: Owners) -> Letter | None:
    """Return the bot's last message in a private chat, where its reader had it before writing."""
    letter = outbox.newest(turn.tx, sender.chat, owners.messages) if sender.private else None
    seen = letter is not None and (letter.stamped_at is None or letter.stamped_at <= sender.sent_at)
    return letter if seen and letter is not None and letter.reached_by(turn.bot) else None


def heard(turn: Turn, sender: Sender, text: str, owners: Owners) -> Answer:
    """Take a text or file as the answer to what is half done, or as what it is by itself."""
    draft = drafts.newest(turn.tx, turn.person(sender).id, owners.listening)
    files = owners.drafts[draft.kind].files if draft is not None and sender.files and not text else None
    if draft is not None and files is not None and not _wants_files(draft, owners) and not draft.expired(turn.now):
        return files(turn, sender, draft)
    if draft is None or (sender.files and not text and not _wants_files(draft, owners)):
        return _unasked(turn, sender, text, owners)
    return _say(turn, sender, draft, text, owners)


def _wants_files(draft: Draft, owners: Owners) -> bool:
    wants = owners.drafts[draft.kind].wants_files
    return wants is not None and wants(draft)


def _say(turn: Turn, sender: Sender, draft: Draft, text: str, owners: Owners) -> Answer:
    """Give a text to the owner of a draft; one that does not want it leaves it to what else is open."""
    answered = owners.drafts[draft.kind].answered
    if answered is None:
        raise LookupError(draft.kind)

    def otherwise() -> Answer:
        other = drafts.newest(turn.tx, draft.person, owners.listening, draft.id)
        return _unasked(turn, sender, text, owners) if other is None else _say(turn, sender, other, text, owners)

    return answered(turn, sender, draft, text, otherwise)


def _unasked(turn: Turn, sender: Sender, text: str, owners: Owners) -> Answer:
    """Take what answers no question: numbered lines belong to the newest list with numbers, a file is evidence.

    What reads as a report without a command is offered.
    """
    letter = outbox.newest(turn.tx, sender.person, owners.numbered) if sender.private and text else None
    typed = None if letter is None else owners.letters[letter.kind].typed
    if letter is not None and typed is not None and not sender.files:
        try:
            return typed(turn, sender, letter, text)
        except Refusal as refusal:
            if refusal.code != "not_understood":
                raise
    offered = plain.offer(turn, sender, text) if sender.private and text else None
    if offered is not None:
        give(turn, sender, sender.chat, sender.message)
        return offered
    if sender.files:
        asked_back = saying.captioned(turn, sender, text) if sender.private and text else None
        return asked_back or evidence.came(turn, sender, text)
    raise Refusal("not_understood")


def answer(turn: Turn, sender: Sender, letter: Letter, text: str, owners: Owners) -> Answer:
    """Take the reply to a receipt as the answer to the newest question that it left open."""
    asked = [drafts.get(turn.tx, other["draft"]) for other in letter.payload["others"] if other["draft"]]
    still = [draft for draft in asked if draft is not None and draft.ended_at is None]
    mine = [draft for draft in still if draft.person == turn.person(sender).id]
    return _say(turn, sender, mine[-1], text, owners) if mine else heard(turn, sender, text, owners)


def table(turn: Turn, sender: Sender, text: str, owners: Owners) -> Answer:
    """Take a file to be read: a rulebook, its template, the roster, matters, values of a lead; else it is evidence."""
    office = files.arrived(turn, sender) or templates.arrived(turn, sender, text) or roster.arrived(turn, sender, text)
    answered = office or importing.arrived(turn, sender, text) or proposals.arrived(turn, sender)
    return heard(turn, sender, text, owners) if answered is None else answered


def cancel(turn: Turn, sender: Sender) -> Answer:
    """End what was half done, and a question that nothing was said about since."""
    person = turn.person(sender)
    letter = outbox.newest(turn.tx, sender.chat, (*ASKED, QUESTION, "text")) if sender.private else None
    asked = letter is not None and (
        (letter.kind in ASKED and still_asks(turn, letter, None))
        or (letter.kind == QUESTION and saying.still_asks(turn, letter, None))
    )
    put_down = loose(turn.tx, person.id, sender.chat)
    drop(turn.tx, put_down)
    ended = drafts.end_all(turn.tx, person.id, over="cancelled") or len(put_down) or asked
    turn.answer(sender, "cancelled" if ended else "nothing_to_cancel")
    return Answer()
