"""The receipt of a report: owed with every line that was taken or left open, and described as of then."""

from handlers.journey import owed
from handlers.reporting.results import LineOutcome, Receipt, Reported
from handlers.results import Owed, Reaction, Sender, as_known
from handlers.submissions.actions import cards
from handlers.turn import Turn
from storage import submissions
from storage.outbox import Letter


def answer(turn: Turn, sender: Sender, outcomes: list[LineOutcome]) -> None:
    """Owe the receipt: in private a message with every line; in a group a reaction and the cards, errors in private."""
    taken = [(o.number, o.version, o.same) for o in outcomes if o.number is not None and o.version is not None]
    left = [
        {"line": o.line, "code": o.code, "values": o.values, "draft": o.draft, "options": list(o.options)}
        for o in outcomes
        if o.number is None
    ]
    if sender.private:
        number, version = taken[0][:2] if len(taken) == 1 and not left else (None, None)
        payload = Reported(taken, left, turn.as_of(), number, version)
        turn.owe(sender.person, "receipt", payload, reply_to=None if sender.pressed else sender.message)
        return
    found = [submissions.get(turn.tx, number) for number, *_ in taken]
    emoji = cards.emoji([stored.state for stored in found if stored is not None]) if taken else "🤔"
    turn.owe(sender.chat, "reaction", Reaction(sender.message, emoji), key="receipt")
    if left:
        turn.owe(sender.person, "receipt", Reported([], left, turn.as_of()), fallback=sender)


def named(_turn: Turn, letter: Letter) -> list[int]:
    """Return the submissions that a receipt is about: those it took, and those whose state refused a line."""
    payload = owed(letter, Reported).payload
    refused = (other["values"].get("number") for other in payload.others)
    return [*(number for number, *_ in payload.taken), *(number for number in refused if number is not None)]


def reported(turn: Turn, letter: Owed[Reported]) -> Receipt:
    """Describe what became of a report, line by line."""
    found, as_of = letter.payload, as_known(letter.payload.as_of)
    taken = tuple((cards.seen(turn, number, version, as_of), same) for number, version, same in found.taken)
    return Receipt(taken, tuple(LineOutcome(**{**each, "options": tuple(each["options"])}) for each in found.others))
