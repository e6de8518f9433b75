"""What whoever opened an invite is shown, and what admins are asked."""

from functools import partial

from handlers.inviting.results import Named, Opened, People, Sheet
from handlers.inviting.views.sheet import build
from handlers.results import Button, Document, Message, Rows
from handlers.texts import mention, messages, open_in, sentence, when

SHOWN = 20
"""People of a kind that are named."""


def shown(found: Opened) -> Message:
    """Show an invite to whoever opened it, with the code that they tell the office."""
    text = sentence("invite_shown", {"name": found.name, "roles": found.roles, "check": found.code})
    mine = Button(sentence("invite_mine", {}), f"invite_mine:{found.letter}")
    not_mine = Button(sentence("invite_not_mine", {}), f"invite_not:{found.letter}")
    return Message(text, () if found.settled else ((not_mine,),) if found.waits else ((mine, not_mine),))


def asks(found: Opened) -> Message:
    """Ask an admin whether whoever opened an invite told them the code."""
    told = {"name": found.name, "roles": found.roles, "check": found.code}
    admit = Button(sentence("invite_admit", {}), f"invite_admit:{found.letter}")
    refuse = Button(sentence("invite_refuse", {}), f"invite_refuse:{found.letter}")
    opener = mention(found.opener, sentence("invite_account", {}))
    rows = ((admit, refuse),)
    return Message(f"{sentence('invite_asks', told)}\n{opener}", rows, open=open_in("invite_asks", told, rows))


def sheet(found: Sheet) -> Document:
    """Hand out a sheet of invites as a file to be printed."""
    told = {"count": len(found.cards), "until": when(found.until, found.year)}
    return Document(
        sentence("invite_file", {}),
        sentence("invite_sheet", told),
        partial(build, found),
        sentence("invite_sheet_unsent", {}),
    )


def people(found: People) -> tuple[Message, ...]:
    """Show who acts, who is missing and who waits, and how an admin changes it."""
    parts = [sentence("people_list", {"count": found.acting})]
    if found.missing:
        parts += [sentence("people_missing", {"count": len(found.missing)}), *_named(found.missing)]
    if found.invited:
        parts += [sentence("people_invited", {"count": len(found.invited)}), *_named(found.invited)]
    if found.waiting:
        parts.append(sentence("people_waiting", {"names": list(found.waiting)}))
    if found.frozen:
        parts.append(sentence("people_frozen_told", {"names": list(found.frozen)}))
    for mine, name, first, last in found.deputies[:SHOWN]:
        told = {"mine": mine, "name": name, "first": first, "last": last, "year": found.year}
        parts.append(sentence("people_deputy_told", told))
    parts.append(sentence("people_how", {}))
    return messages(parts, _people_buttons(found))


def _named(some: tuple[Named, ...]) -> list[str]:
    lines = [sentence("people_one", {"name": name, "roles": roles}) for name, roles in some[:SHOWN]]
    return lines if len(some) <= SHOWN else [*lines, sentence("people_more", {"count": len(some) - SHOWN})]


def _people_buttons(found: People) -> Rows:
    invite = Button(sentence("people_invite", {}), f"people_invite:{found.letter}")
    again = Button(sentence("people_ask_again", {}), f"people_ask:{found.letter}")
    row = (*((invite,) if found.missing else ()), *((again,) if found.waiting else ()))
    return (row,) if row else ()


def thaw_asks(post: int, by: str, name: str, roles: list[list[str]]) -> Message:
    """Ask a second admin whether somebody who is frozen may act again."""
    told = {"by": by, "name": name, "roles": roles}
    rows = ((Button(sentence("thaw_agree", {}), f"thaw:{post}"),),)
    return Message(sentence("thaw_asks", told), rows, open=open_in("thaw_asks", told, rows))
