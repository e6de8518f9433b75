"""The door every message passes: the bureau's own group or a private chat, and whoever writes can be written to."""

from collections.abc import Callable

from handlers.actions import people
from handlers.actions.turn import Turn
from handlers.results import Answer, Sender


def enter(turn: Turn, sender: Sender, fn: Callable[..., Answer], *args: object) -> Answer:
    """Run an action for a sender; another group only hears that the bot serves elsewhere."""
    if not sender.private and sender.chat != turn.group:
        return people.other_group(turn, sender)
    people.came_by(turn, sender)
    return fn(turn, sender, *args)
