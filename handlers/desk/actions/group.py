"""The bureau's group: offered where the bot is taken into one, and what the bot may do there."""

import json
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.desk.results import GroupPage, Nothing
from handlers.enacting.actions import changing
from handlers.results import Answer, Refusal, Sender, Text, Values
from handlers.turn import Turn, tell_admins
from storage import chats, house, roster
from storage.facts import EVERYTHING, GROUP_SEEN

_NUMBER = re.compile("-[0-9]{1,16}")
AGAIN = timedelta(days=1)
"""How long what the bot may do is believed, where nothing tells that it is other."""


def moved(turn: Turn, _sender: None, chat: int, title: str, by: int, *, inside: bool, came: bool) -> Answer:
    """Note that the bot was taken into a group, thrown out, or has other rights there.

    Into the bureau's it is looked at anew; any other is offered to an admin, or left where it is nobody's of ours.
    """
    if inside:
        chats.note_chat(turn.tx, chat, None)
    if chat == turn.group:
        look_again(turn)
    elif not inside:
        chats.note_chat(turn.tx, chat, "left")
        turn.tx.touched.add(EVERYTHING)
    elif inside and came:
        _taken_in(turn, chat, title, by)
    return Answer()


def _taken_in(turn: Turn, chat: int, title: str, by: int) -> None:
    admins = roster.acting_ids(turn.tx, "admin")
    if turn.group is not None and by not in admins:
        turn.owe(chat, "text", Text("group_left", {}), key="group_left")
        turn.owe(chat, "leave", Nothing())
        return
    for admin in [by] if by in admins else admins:
        turn.owe(admin, "text", Text("group_offer", {"chat": chat, "title": title}), key="group_offer")


def choose(turn: Turn, sender: Sender, chat: int) -> Answer:
    """Make a group the bureau's, where the bot is in it."""
    person, chat = changing.office(turn, sender), chats.current_id(turn.tx, chat)
    _refuse_unless_another(turn, chat)
    house.fix(turn.tx, "group", str(chat))
    turn.record(person.id, "group")
    look_again(turn)
    turn.answer(sender, "group_set", chat=chat)
    return Answer("group_chosen")


def choose_written(turn: Turn, sender: Sender, written: str) -> Answer:
    """Make a group the bureau's whose number was written."""
    if not _NUMBER.fullmatch(written):
        raise Refusal("group_number", text=written)
    return choose(turn, sender, int(written))


def leave(turn: Turn, sender: Sender, chat: int) -> Answer:
    """Leave a group that is not the bureau's."""
    changing.office(turn, sender)
    _refuse_unless_another(turn, chat)
    turn.owe(chat, "leave", Nothing())
    return Answer("group_gone")


def _refuse_unless_another(turn: Turn, chat: int) -> None:
    if chat == turn.group:
        raise Refusal("group_same")
    if chat >= 0 or chat not in chats.known(turn.tx):
        raise Refusal("group_not_in")


# What the bot may do there


def look_again(turn: Turn) -> None:
    """Let it be looked at again what the bot may do in its group."""
    house.see(turn.tx, GROUP_SEEN, json.dumps({**_seen(turn), "at": None}))


def look_due(turn: Turn) -> bool:
    """Say whether what the bot may do was looked at too long ago, or in a future that did not happen."""
    at = _seen(turn).get("at")
    return at is not None and turn.group is not None and not _is_new(turn, at)


def look(turn: Turn) -> int:
    """Let it be looked at."""
    look_again(turn)
    return 1


def _is_new(turn: Turn, at: str) -> bool:
    return abs(turn.now - datetime.fromisoformat(at)) < AGAIN


def to_look_at(turn: Turn) -> int | None:
    """Return the group that is to be looked at, None where nothing is."""
    seen = _seen(turn)
    return None if turn.group == seen.get("chat") and seen.get("at") is not None else turn.group


def _seen(turn: Turn) -> dict[str, Any]:
    return house.seen(turn.tx, GROUP_SEEN) or {}


def saw(turn: Turn, chat: int, title: str, lacks: list[str], cautions: list[str]) -> None:
    """Note what the bot lacks in the bureau's group; admins hear once of what was lost, and once when all is back."""
    before = _seen(turn)
    known = before.get("lacks", []) if before.get("chat") == chat else []
    at = turn.now.isoformat()
    seen = {"chat": chat, "title": title, "lacks": lacks, "cautions": cautions, "at": at}
    house.see(turn.tx, GROUP_SEEN, json.dumps(seen, ensure_ascii=False))
    once = replace(turn, cause=f"group:{turn.tx.now.isoformat()}")
    if set(lacks) - set(known):
        tell_admins(once, "group_lacks", "lacks", title=title or str(chat), shut=lacks)
    elif known and not lacks:
        tell_admins(once, "group_whole", "whole", title=title)


def page(turn: Turn) -> GroupPage:
    """Describe the bureau's group as it was seen last."""
    seen, group = _seen(turn), turn.group
    if group is None or seen.get("chat") != group:
        return GroupPage(group, "", (), None)
    at = None if seen["at"] is None else turn.local(datetime.fromisoformat(seen["at"]))
    return GroupPage(group, seen["title"], tuple(seen["lacks"]), at, tuple(seen["cautions"]))


def missing(turn: Turn) -> list[tuple[str, Values]]:
    """Return what is missing of the group to go on."""
    found = page(turn)
    if found.group is None:
        return [("missing_group", {})]
    return [("missing_rights", {"shut": list(found.lacks), "title": found.title})] if found.lacks else []
