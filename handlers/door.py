"""The door every message passes: the bureau's own group or a private chat, and whoever writes can be written to."""

from collections.abc import Callable
from typing import Any

from handlers.results import Answer, Sender, Text
from handlers.turn import Turn, as_json
from storage import chats, drafts, outbox

DIALOGUE = "dialogue"
"""The kind of what is asked step by step."""


def enter(turn: Turn, sender: Sender, fn: Callable[..., Answer], *args: object) -> Answer:
    """Run an action for a sender; another group only hears that the bot serves elsewhere."""
    if not sender.private and sender.chat != turn.group:
        return other_group(turn, sender)
    came_by(turn, sender)
    return fn(turn, sender, *args)


def by_command(turn: Turn, sender: Sender, fn: Any, *args: object) -> Answer:  # noqa: ANN401 - an action
    """Run the action of a new command: it wins over a dialogue that was half done."""
    drafts.end_all(turn.tx, sender.person, DIALOGUE)
    answer: Answer = fn(turn, sender, *args)
    return answer


def came_by(turn: Turn, sender: Sender) -> None:
    """Note that a private chat works: letters to this person arrive from now on."""
    if sender.private and chats.is_down(turn.tx, sender.person):
        chats.note_chat(turn.tx, sender.person, None)


def other_group(turn: Turn, sender: Sender) -> Answer:
    """Say once in a group that is not the bureau's that the bot serves another one."""
    code = "other_group" if turn.group is not None else "no_group_yet"
    payload = Text(code, {"chat": sender.chat})
    outbox.owe(turn.tx, sender.chat, "text", as_json(payload), dedupe=f"{code}:{sender.chat}")
    return Answer()
