"""What follows when a letter cannot be delivered: another way to the reader, the admins, the group's new id."""

from datetime import datetime

from handlers.actions import cards, reminders
from handlers.actions.admins import tell_admins
from handlers.actions.turn import Turn
from handlers.results import Sender
from storage import outbox, people
from storage.outbox import Letter

PUBLIC = ("week", "week_picture")


def refused(turn: Turn, number: int, called_at: datetime, reason: str, *, unreachable: bool) -> None:
    """Give a letter up for good; where the chat cannot be reached, find the other way that its reader is owed."""
    letter = outbox.known(turn.tx, number)
    outbox.settle(turn.tx, number, "dead", called_at, error=reason)
    known = unreachable and people.is_down(turn.tx, letter.chat)
    if unreachable:
        people.note_chat(turn.tx, letter.chat, reason)
    _fall_back(turn, letter, unreachable=unreachable)
    if not known and (letter.kind in PUBLIC or (unreachable and letter.chat < 0)):
        tell_admins(turn, "letter_lost", f"lost:{number}", chat=letter.chat, reason=reason, what=letter.kind)


def arrived(turn: Turn, letter: Letter) -> None:
    """Note that a chat can be reached again."""
    if people.is_down(turn.tx, letter.chat):
        people.note_chat(turn.tx, letter.chat, None)


def _fall_back(turn: Turn, letter: Letter, *, unreachable: bool) -> None:
    fallback = letter.payload.get("fallback")
    if fallback and unreachable:
        kind, payload = _in_the_group(letter)
        chat = people.current_id(turn.tx, fallback["chat"])
        turn.owe(chat, kind, payload, key=f"fallback:{letter.id}", reply_to=fallback["reply_to"])
    if letter.kind == "remind" and unreachable:
        reminders.refused(turn, letter)
    if letter.kind != "card":
        return
    number = letter.payload["number"]
    # Of a group that cannot be reached the admins hear anyway.
    seen_elsewhere = cards.last_resort(turn, number) if letter.chat > 0 else unreachable
    if not seen_elsewhere:
        tell_admins(turn, "card_lost", f"card:{letter.id}", number=number)


def _in_the_group(letter: Letter) -> tuple[str, dict[str, object]]:
    """Return what the group shows of a letter that cannot reach its reader: refusals as they are, no figures."""
    if letter.kind in ("text", "receipt"):
        return letter.kind, {name: part for name, part in letter.payload.items() if name != "fallback"}
    return "text", {"code": "write_to_me_first", "values": {}}


def lost(turn: Turn, number: int, called_at: datetime, reason: str) -> None:
    """Leave a public post whose outcome nobody knows as it is, and ask every admin once whether it arrived."""
    outbox.settle(turn.tx, number, "unknown", called_at, error=reason)
    letter = outbox.known(turn.tx, number)
    turn.record(None, "letter_unknown", letter=number, kind=letter.kind)
    if letter.kind in PUBLIC:
        payload = {"letter": number, "publication": letter.payload.get("publication")}
        for admin in people.acting_ids(turn.tx, "admin"):
            turn.push(admin, "ask_arrived", payload, key=f"{number}:{letter.attempts}")


def incident(turn: Turn, row: int, person: int | None) -> None:
    """Tell the sender and the admins that an update could not be processed and nothing of it counts."""
    if person is not None:
        turn.owe(person, "text", {"code": "incident", "values": {"incident": row}}, key="incident")
    tell_admins(turn, "incident_admin", f"incident:{row}", incident=row)


def refuse(turn: Turn, sender: Sender, code: str, values: dict[str, object]) -> None:
    """Owe the sentence of a refusal to the person, in private; in a group also the sign that it waits there."""
    turn.answer(sender, code, key="refusal", **values)
    if not sender.private and not sender.pressed:
        turn.owe(sender.chat, "reaction", {"message": sender.message, "emoji": "🤔"}, key="refusal")
