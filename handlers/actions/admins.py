"""Telling the admins what only they can mend."""

from handlers.actions.turn import Turn
from storage import people


def tell_admins(turn: Turn, code: str, key: str, **values: object) -> None:
    """Owe every admin one sentence, in the hours in which people are told things."""
    for admin in people.acting_ids(turn.tx, "admin"):
        turn.push(admin, "text", {"code": code, "values": values}, key=key)
