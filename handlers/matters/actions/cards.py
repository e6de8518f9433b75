"""The cards of a part, and the sheet of a whole matter for whoever assigned it; they are edited, not repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.journey import owed
from handlers.matters.actions import rights, which
from handlers.matters.actions.doing import Seen
from handlers.matters.actions.keeping import clock_of
from handlers.matters.results import (
    Card,
    Line,
    MatterAbout,
    MatterEdit,
    MatterSheet,
    MatterTold,
    Named,
    Sheet,
    SheetEdit,
    Told,
)
from handlers.results import Owed, Sender, Values
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.matters.reminders import light
from storage import chats, evidence, matters, outbox, parts, preferences, roster, shelf
from storage.matters import Act, Part
from storage.outbox import Letter

CARD, EDIT, SHEET, SHEET_EDIT, TOLD = "matter_card", "matter_edit", "matter_sheet", "sheet_edit", "matter_told"
WAITING = ("proposed", "asking", "verifying")
"""The states in which a verifier has something to say."""
TOLD_OF = ("refuse", "return", "deny", "grant", "move", "withdraw", "hand_over", "rebound")
"""The acts whose words a card tells."""
LAST = 6
"""So many of them a card tells at most, the last ones."""


# Who


def heads_of(turn: Turn, units: Iterable[str]) -> list[int]:
    """Return the numeric ids of the heads of some units, each once."""
    return roster.acting_ids(turn.tx, "head", tuple(units))


def verifiers_of(turn: Turn, part: Part) -> list[int]:
    """Return who verifies a part: reviewers of these units, never of the owner unit; where none is left, admins."""
    own = roster.of_unit(turn.tx, part.unit)
    found = roster.acting_ids(turn.tx, "reviewer", part.terms.verifiers)
    mine = [person for person in found if person not in own]
    return mine or [admin for admin in roster.acting_ids(turn.tx, "admin") if admin not in own]


# What is owed


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
    for sheet in _living(turn, SHEET, number):
        if sheet.chat > 0 and reader(turn, sheet.chat) is None:
            continue
        turn.owe(sheet.chat, SHEET_EDIT, SheetEdit(number, sheet.id), key=f"{sheet.id}:{moment}")


def _still_sees(turn: Turn, chat: int, part: Part) -> bool:
    """Say whether a card may still be brought up to date: not of who left the roster, or the units that it is for."""
    person = reader(turn, chat)
    return chat < 0 or (person is not None and which.sees(person, part))


def _send(turn: Turn, known: Seen, have: set[int], moment: str) -> None:
    part, state = known.part, known.where.state
    wanted = [] if state in ("closed", "withdrawn") else heads_of(turn, [part.unit])
    payload, key = MatterAbout(part.number, part.unit, moment), f"{part.number}:{part.unit}:{moment}"
    for person in wanted:
        if person not in have:
            turn.owe(person, CARD, payload, key=key)
    if state not in WAITING:
        return
    digest = preferences.chosen_by(turn.tx, preferences.CARDS, "digest")
    reached = [person for person in verifiers_of(turn, part) if not chats.is_down(turn.tx, person)]
    at_once = [person for person in reached if person not in digest]
    group = turn.group
    for person in at_once or ([] if reached or group is None else [group]):
        if person not in have:
            turn.owe(person, CARD, payload, key=key)


def lost(turn: Turn, letter: Letter, unreachable: bool) -> None:  # noqa: FBT001 - a hook of letters
    """Find another way for a card that cannot be delivered: what waits goes to the group, else the assigner is told."""
    about = owed(letter, MatterAbout).payload
    one = which.known(turn, about.number, about.unit)
    if not unreachable or letter.chat < 0 or any(chat != letter.chat for chat in readers(turn, one.part)):
        return
    once = replace(turn, cause=f"matter_lost:{about.number}:{about.unit}")
    waits = one.where.state in WAITING
    if waits and turn.group is not None:
        once.owe(turn.group, CARD, about)
    elif not waits:
        values = rights.named(turn, one.part)
        tell(once, [one.part.matter.assigner], "matter_unreached", values, [(about.number, about.unit)])


def show_sheet(turn: Turn, sender: Sender, number: int) -> None:
    """Send the card of a whole matter to whoever assigned it: to the group, if it was assigned there."""
    reply_to = None if sender.pressed else sender.message
    turn.owe(sender.chat, SHEET, MatterSheet(number), key=str(number), reply_to=reply_to, topic=sender.topic)


def _living(turn: Turn, kind: str, number: int) -> list[Letter]:
    """Return the cards that can still be seen and edited: not refused, nor left behind by the group or the account."""
    found = (one for one in outbox.find(turn.tx, kind, number) if one.state != "dead")
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


# What they say


def reader(turn: Turn, chat: int) -> Person | None:
    """Return who reads a private chat; None in a group, and where nobody of the roster does."""
    return turn.person_by_id(chat) if chat > 0 and roster.entries_of(turn.tx, chat) else None


def card_of(turn: Turn, letter: Owed[MatterAbout]) -> Card:
    """Describe a part to its reader, as it stands."""
    return describe(turn, which.known(turn, letter.payload.number, letter.payload.unit), reader(turn, letter.chat))


def edit_of(turn: Turn, letter: Owed[MatterEdit]) -> tuple[int | None, Card]:
    """Describe a part as it stands, and the message that its card was sent as."""
    about = MatterAbout(letter.payload.number, letter.payload.unit)
    shown = card_of(turn, Owed(letter.number, letter.chat, letter.kind, about))
    return _message(turn, letter.payload.card), shown


def sheet_of(turn: Turn, letter: Owed[MatterSheet]) -> Sheet:
    """Describe a whole matter, as it stands."""
    number = letter.payload.number
    matter, found = which.get(turn, number), which.parts_of(turn, number)
    known = [which.known(turn, number, part.unit) for part in found]
    return Sheet(
        number=number,
        kind=kind_name(turn, matter.kind),
        title=matter.title,
        now=turn.local(turn.now),
        by=matter.assigner_name,
        verifiers=all_verifying(turn, found),
        lines=tuple(line(turn, one) for one in known),
    )


def sheet_edit_of(turn: Turn, letter: Owed[SheetEdit]) -> tuple[int | None, Sheet]:
    """Describe a whole matter as it stands, and the message that its card was sent as."""
    about = Owed(letter.number, letter.chat, letter.kind, MatterSheet(letter.payload.number))
    return _message(turn, letter.payload.card), sheet_of(turn, about)


def _message(turn: Turn, card: int) -> int | None:
    sent = outbox.letter(turn.tx, card)
    return sent.message if sent is not None and sent.reached_by(turn.bot) else None


def line(turn: Turn, known: Seen) -> Line:
    """Describe a part in a line."""
    part, where = known.part, known.where
    return Line(
        number=part.number,
        key=parts.key_of(part.unit),
        stamp=which.stamp(turn, part),
        kind=kind_name(turn, part.matter.kind),
        title=part.matter.title,
        unit=turn.unit_name(part.unit),
        state=where.state,
        light=light(where, turn.now, clock_of(turn)),
        problem=part.terms.form == "problem",
        deadline=turn.local(where.deadline),
        quantity=where.quantity,
        done=where.done,
    )


def lines(turn: Turn, parts: Iterable[Named]) -> tuple[Line, ...]:
    """Describe parts, each in a line."""
    return tuple(line(turn, which.known(turn, number, unit)) for number, unit in parts)


def describe(turn: Turn, known: Seen, person: Person | None) -> Card:
    """Describe a part as it stands to somebody (None: to nobody who could do anything)."""
    part, where, matter = known.part, known.where, known.part.matter
    done = standing_acts(part)
    mine = _of_round(done)
    pieces = evidence.of_part(turn.tx, part.number, part.unit)
    asking = _last(mine, "ask") if where.state == "asking" else None
    parent = None if matter.parent is None else matters.get(turn.tx, matter.parent)
    return Card(
        number=part.number,
        key=parts.key_of(part.unit),
        stamp=which.stamp(turn, part),
        kind=kind_name(turn, matter.kind),
        problem=part.terms.form == "problem",
        title=matter.title,
        unit=turn.unit_name(part.unit),
        state=where.state,
        light=light(where, turn.now, clock_of(turn)),
        round=where.round.number,
        now=turn.local(turn.now),
        deadline=turn.local(where.deadline),
        outcome=where.outcome,
        quantity=where.quantity,
        done=where.done,
        source=matter.source,
        parent=None if parent is None else (entry(parent.number), parent.title),
        helpers=tuple(map(turn.unit_name, matter.helpers)),
        responsible=where.responsible,
        measure=where.measure,
        by=matter.assigner_name,
        at=turn.local(matter.assigned_at),
        proposed=part.acts[0].act == "propose",
        verifiers=verifying(turn, part),
        progress=_told(turn, _last(mine, "progress")),
        finished=_told(turn, _last(mine, "finish")) if where.finished_at is not None else None,
        verified=_told(turn, _last(mine, "verify", "amend")) if where.state == "closed" else None,
        asked=None if asking is None or asking.deadline is None else (turn.local(asking.deadline), _said(turn, asking)),
        extensions=where.extensions,
        most=part.terms.extensions,
        history=tuple((act.act, _said(turn, act)) for act in done if act.act in TOLD_OF)[-LAST:],
        recheck=where.recheck if where.state == "closed" else None,
        settled=where.settled,
        evidence=len(pieces),
        cleared=sum(shelf.is_gone(turn.tx, piece.id) for piece in pieces),
        possible=() if person is None else rights.doable(turn, person, known),
    )


def standing_acts(part: Part) -> list[Act]:
    """Return the acts that stand: each 撤销 takes back the last one before it."""
    found: list[Act] = []
    for act in part.acts:
        if act.act == "take_back":
            found = found[:-1]
        elif act.act != "urge":
            found.append(act)
    return found


def _of_round(acts: list[Act]) -> list[Act]:
    """Return the acts of the round that is on: from the last 反弹 on."""
    begun = max((place for place, act in enumerate(acts) if act.act == "rebound"), default=0)
    return acts[begun:]


def _last(acts: list[Act], *called: str) -> Act | None:
    return next((act for act in reversed(acts) if act.act in called), None)


def _told(turn: Turn, act: Act | None) -> Told | None:
    return None if act is None else _said(turn, act)


def _said(turn: Turn, act: Act) -> Told:
    return Told(act.words or "", act.person_name, turn.local(act.at), act.quantity)


def verifying(turn: Turn, part: Part) -> tuple[str, ...]:
    """Name the units that verify a part; none where an admin stands in."""
    units = [unit for unit in part.terms.verifiers if unit != part.unit]
    own = roster.of_unit(turn.tx, part.unit)
    if not any(person not in own for person in roster.acting_ids(turn.tx, "reviewer", tuple(units))):
        return ()
    return tuple(map(turn.unit_name, units))


def all_verifying(turn: Turn, found: Iterable[Part]) -> tuple[str, ...]:
    """Name the units that verify some of these parts, each once: a verifying unit's own part is another's."""
    return tuple(dict.fromkeys(name for part in found for name in verifying(turn, part)))


def kind_name(turn: Turn, kind: str) -> str:
    """Return what a kind is called, by the newest rules that know it."""
    found = (one.name for rules in turn.rulebooks_so_far() for one in rules.kinds if one.id == kind)
    return next(found, kind)
