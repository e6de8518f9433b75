"""Which cards of parts are owed to whom, and the sheet of a whole matter; they are edited, not repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.journey import owed
from handlers.matters.actions import rights, which, who
from handlers.matters.actions.doing import Seen
from handlers.matters.actions.showing import reader
from handlers.matters.results import MatterAbout, MatterEdit, MatterSheet, MatterTold, Named, SheetEdit
from handlers.results import Sender, Values
from handlers.turn import Turn
from scoring.matters.table import State
from storage import chats, outbox, preferences
from storage.matters import Part
from storage.outbox import Letter

CARD, EDIT, SHEET, SHEET_EDIT, TOLD = "matter_card", "matter_edit", "matter_sheet", "sheet_edit", "matter_told"
WAITING: tuple[State, ...] = ("proposed", "asking", "verifying")
"""The states in which a verifier has something to say."""


def show(turn: Turn, number: int, units: Iterable[str]) -> None:
    """Bring every card of some parts of a matter up to date, and send one to whoever has none and has to do now."""
    moment = turn.as_of()
    sent = _living(turn, CARD, number)
    for unit in units:
        known = which.known(turn, number, unit)
        mine = [card for card in sent if card.payload["unit"] == unit and _still_sees(turn, card.chat, known.part)]
        for card in mine:
            turn.owe(card.chat, EDIT, MatterEdit(number, unit, moment, card.id), key=f"{card.id}:{moment}")
        _send(turn, known, {card.chat for card in mine}, moment)
    sheets = [sheet for sheet in _living(turn, SHEET, number) if _is_read(turn, sheet.chat)]
    for sheet in sheets:
        turn.owe(sheet.chat, SHEET_EDIT, SheetEdit(number, card=sheet.id), key=f"{sheet.id}:{moment}")
    unknown = {one.chat for one in outbox.find(turn.tx, SHEET, number) if one.state == "unknown"}
    for chat in sorted(unknown - {sheet.chat for sheet in sheets}):
        if _is_read(turn, chat) and chats.current_id(turn.tx, chat) == chat:
            turn.owe(chat, SHEET, MatterSheet(number), key=f"{number}:{moment}")


def _is_read(turn: Turn, chat: int) -> bool:
    return chat < 0 or reader(turn, chat) is not None


def _still_sees(turn: Turn, chat: int, part: Part) -> bool:
    """Say whether a card may still be brought up to date: not of who left the roster, or the units that it is for."""
    person = reader(turn, chat)
    return chat < 0 or (person is not None and which.sees(person, part))


def _send(turn: Turn, known: Seen, have: set[int], moment: str) -> None:
    part, state = known.part, known.where.state
    wanted = [] if state in ("closed", "withdrawn") else who.heads_of(turn, [part.unit])
    payload, key = MatterAbout(part.number, part.unit, moment), f"{part.number}:{part.unit}:{moment}"
    for person in wanted:
        if person not in have:
            turn.owe(person, CARD, payload, key=key)
    if state not in WAITING:
        return
    digest = preferences.chosen_by(turn.tx, preferences.CARDS, "digest")
    reached = [person for person in who.verifiers_of(turn, part) if not chats.is_down(turn.tx, person)]
    at_once = [person for person in reached if person not in digest]
    group = turn.group
    for person in at_once or ([] if reached or group is None else [group]):
        if person not in have:
            turn.owe(person, CARD, payload, key=key)


def complete(turn: Turn, number: int, unit: str) -> None:
    """Owe a card of what waits to whoever verifies it now and has none, in the hours in which people are told things.

    Who chose the digest finds it in that.
    """
    part = which.known(turn, number, unit).part
    without = {*readers(turn, part), *chats.down(turn.tx), *preferences.chosen_by(turn.tx, preferences.CARDS, "digest")}
    for person in who.verifiers_of(turn, part):
        if person not in without:
            turn.push(person, CARD, MatterAbout(number, unit, turn.as_of()), key=f"{number}:{unit}")


def lost(turn: Turn, letter: Letter, unreachable: bool) -> None:  # noqa: FBT001 - a hook of letters
    """Find another way for a card that reaches none of those whose turn it is: what waits goes to the group.

    Of what does not wait its assigner is told.
    """
    about = owed(letter, MatterAbout).payload
    one = which.known(turn, about.number, about.unit)
    waits = one.where.state in WAITING
    meant = who.verifiers_of(turn, one.part) if waits else who.heads_of(turn, [about.unit])
    if not unreachable or letter.chat not in meant or set(meant) - chats.down(turn.tx):
        return
    once = replace(turn, cause=f"matter_lost:{about.number}:{about.unit}")
    if waits and turn.group is not None:
        once.owe(turn.group, CARD, about)
    elif not waits:
        values = rights.named(turn, one.part)
        tell(once, [one.part.matter.assigner], "matter_unreached", values, [(about.number, about.unit)])


def show_sheet(turn: Turn, sender: Sender, number: int, *, answers: bool) -> None:
    """Send the card of a whole matter to whoever assigned it: to the group, if it was assigned there."""
    payload, reply_to = MatterSheet(number, answers), None if sender.pressed else sender.message
    turn.owe(sender.chat, SHEET, payload, key=str(number), reply_to=reply_to, topic=sender.topic)


def _living(turn: Turn, kind: str, number: int) -> list[Letter]:
    """Return the cards that can still be seen and edited: not refused, nor left behind by the group or the account.

    One of which nobody knows whether it arrived cannot be edited.
    """
    found = (one for one in outbox.find(turn.tx, kind, number) if one.state not in ("dead", "unknown"))
    reached = (one for one in found if one.reached_by(turn.sends_as))
    return [one for one in reached if chats.current_id(turn.tx, one.chat) == one.chat]


def tell(
    turn: Turn,
    people: Iterable[int],
    code: str,
    values: Values,
    parts: Sequence[Named],
    fallback: Sender | None = None,
) -> None:
    """Owe some people one sentence about parts; `fallback`: who asked, wherever that was."""
    key = ":".join([code, *(f"{number}:{unit}" for number, unit in parts)])
    payload = MatterTold(code, values, list(parts))
    for person in dict.fromkeys(people):
        if fallback is None:
            turn.owe(person, TOLD, payload, key=key)
        else:
            turn.owe_private(fallback, TOLD, payload, key=key, quoting=not fallback.pressed)


def push_told(turn: Turn, person: int, code: str, values: Values, part: Part) -> None:
    """Owe somebody one sentence about a part in the hours in which people are told things."""
    turn.push(person, TOLD, MatterTold(code, values, [(part.number, part.unit)]), key=f"{part.number}:{part.unit}")


def see(turn: Turn, sender: Sender, part: Part) -> None:
    """Show the card of a part again where somebody asked for it."""
    payload = MatterAbout(part.number, part.unit, turn.as_of())
    turn.owe(sender.chat, CARD, payload, key=f"see:{part.number}:{part.unit}", topic=sender.topic)


def readers(turn: Turn, part: Part) -> set[int]:
    """Return who has a card of a part."""
    return {card.chat for card in _living(turn, CARD, part.number) if card.payload["unit"] == part.unit}


def refresh(turn: Turn, sender: Sender, part: Part) -> None:
    """Bring the card that somebody pressed up to date, should its edit have been lost; show one where it was none."""
    letter = outbox.by_message(turn.tx, sender.chat, sender.message, turn.bot)
    if letter is not None and letter.kind == CARD and letter.payload["unit"] == part.unit:
        payload = MatterEdit(part.number, part.unit, turn.as_of(), letter.id)
        turn.owe(sender.chat, EDIT, payload, key=f"again:{letter.id}")
    else:
        see(turn, sender, part)
