"""What follows when a letter cannot be delivered: another way to its reader, and the admins hear of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers import journey
from handlers.publishing.actions.arriving import note_refused
from handlers.publishing.results import Doubt, Posted
from handlers.results import Text
from handlers.turn import Turn, tell_admins
from storage import chats, outbox, roster
from storage.outbox import Letter

Letters = Mapping[str, journey.Letter[Any, Any]]


def refused(turn: Turn, letters: Letters, number: int, called_at: datetime, reason: str, *, unreachable: bool) -> None:
    """Give a letter up, a post for as long as it is refused; where the chat cannot be reached, find the other way."""
    letter = outbox.known(turn.tx, number)
    outbox.settle(turn.tx, number, "dead", called_at, error=reason)
    known = unreachable and chats.is_down(turn.tx, letter.chat)
    if unreachable:
        chats.note_chat(turn.tx, letter.chat, reason)
    _fall_back(turn, letters[letter.kind], letter, unreachable=unreachable)
    if letters[letter.kind].public:
        note_refused(turn, journey.owed(letter, Posted).payload.publication, letter, reason)
    elif not known and unreachable and letter.chat < 0:
        tell_admins(turn, "letter_lost", f"lost:{number}", chat=letter.chat, reason=reason)


def arrived(turn: Turn, letter: Letter) -> None:
    """Note that a chat can be reached again."""
    if chats.is_down(turn.tx, letter.chat):
        chats.note_chat(turn.tx, letter.chat, None)


def _fall_back(turn: Turn, declared: journey.Letter[Any, Any], letter: Letter, *, unreachable: bool) -> None:
    fallback = letter.payload.get("fallback")
    if fallback and unreachable:
        _tell_the_group(turn, letter, fallback, whole=declared.in_group)
    if declared.refused is not None:
        declared.refused(turn, letter, unreachable)


def _tell_the_group(turn: Turn, letter: Letter, fallback: dict[str, Any], *, whole: bool) -> None:
    """Show the group what it may see of a letter that cannot reach its reader: refusals as they are, no figures."""
    chat, key, reply_to = chats.current_id(turn.tx, fallback["chat"]), f"fallback:{letter.id}", fallback["reply_to"]
    if not whole:
        turn.owe(chat, "text", Text("write_to_me_first", {}), key=key, reply_to=reply_to)
        return
    payload = {name: part for name, part in letter.payload.items() if name != "fallback"}
    dedupe = f"{turn.cause}:{letter.kind}:{chat}:{key}"
    outbox.owe(turn.tx, chat, letter.kind, payload, dedupe=dedupe, silent=turn.quiet, reply_to=reply_to)


def lost(turn: Turn, letters: Letters, number: int, called_at: datetime, reason: str) -> None:
    """Leave a public post whose outcome nobody knows as it is, and ask every admin once whether it arrived."""
    outbox.settle(turn.tx, number, "unknown", called_at, error=reason)
    letter = outbox.known(turn.tx, number)
    turn.record(None, "letter_unknown", letter=number, kind=letter.kind)
    if letters[letter.kind].public:
        payload = Doubt(number, journey.owed(letter, Posted).payload.publication)
        for admin in roster.acting_ids(turn.tx, "admin"):
            turn.push(admin, "ask_arrived", payload, key=f"{number}:{letter.attempts}")
