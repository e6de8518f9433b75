"""Which parts of matters are meant: by a number, by the message that is answered, by a button."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zlib import crc32

from handlers.journey import owed
from handlers.matters.actions import doing
from handlers.matters.actions.doing import Seen
from handlers.matters.results import MatterAbout, MatterSheet, Named
from handlers.results import Refusal, Sender
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.matters.table import TAKE_BACK_WITHIN
from scoring.reading.matters import read_entry
from storage import matters, parts
from storage.matters import Matter, Part
from storage.outbox import Letter

ABOUT_ONE = ("matter_card", "matter_question", "matter_evidence")
ABOUT_SEVERAL = ("matter_told", "matter_offer", "matter_list")
SHEET, RECEIPT = "matter_sheet", "matter_receipt"
_CARD = re.compile(r"(?:\S+ ){1,2}(?P<entry>T\d{4,15}) (?P<unit>\S.*)\n")
"""How a card begins."""


def stamp(turn: Turn, part: Part) -> int:
    """Return what a button carries for what its reader saw: of this house, this matter, and what was done so far.

    Progress and 催办 make nothing else of what is offered.
    """
    done = [act.id for act in part.acts if act.act not in ("progress", "urge")]
    return crc32(f"{turn.house}:{part.number}:{part.unit}:{part.matter.title}:{done}".encode())


def get(turn: Turn, number: int) -> Matter:
    """Return a matter by its number; refuse a number that was never given out."""
    found = matters.get(turn.tx, number)
    if found is None:
        raise Refusal("matter_unknown", entry=entry(number))
    return found


def parts_of(turn: Turn, number: int) -> list[Part]:
    """Return every part of a matter, in the order in which their units were given it."""
    return list(matters.of_matter(turn.tx, number))


def turning(turn: Turn, number: int) -> Iterator[datetime]:
    """Yield the moments after which time alone may make other buttons of the parts of a matter."""
    for part in parts_of(turn, number):
        yield part.acts[-1].at + TAKE_BACK_WITHIN
    for stood in parts.of_matters(turn.tx, [number]):
        yield stood.deadline
        if stood.turns is not None:
            yield stood.turns


def known(turn: Turn, number: int, unit: str) -> Seen:
    """Return a part that is there, with where it stands now."""
    found = doing.seen(turn, number, unit)
    if found is None:
        raise LookupError(number, unit)
    return found


def pressed(turn: Turn, number: int, key: int) -> Seen:
    """Return the part that a button names."""
    for part in parts_of(turn, number):
        if parts.key_of(part.unit) == key:
            return known(turn, number, part.unit)
    raise Refusal("old_button")


def is_current(turn: Turn, number: int, key: int, seen: int) -> bool:
    """Say whether a button shows what its part is now."""
    return any(parts.key_of(part.unit) == key and stamp(turn, part) == seen for part in parts_of(turn, number))


def sees(person: Person, part: Part) -> bool:
    """Say whether a part is shown to somebody: the owner's, helpers', those who verify and assign, leaders, admins."""
    reviewed = {*part.terms.verifiers, *part.terms.assigners}
    mine = {part.unit, *part.matter.helpers}
    placed = person.leader or person.admin or person.id == part.matter.assigner
    return placed or bool(person.own & mine) or bool(person.reviews & reviewed)


def may_be_above(turn: Turn, person: Person, number: int) -> bool:
    """Say whether somebody may put matters under one: it has no parts, or they may see one of them."""
    found = parts_of(turn, number)
    return matters.get(turn.tx, number) is not None and (not found or any(sees(person, part) for part in found))


def in_sight(turn: Turn, person: Person, number: int) -> list[Part]:
    """Return the parts of a matter that somebody may see; a matter of which there are none is as unknown as any."""
    matter = get(turn, number)
    found = parts_of(turn, number)
    seen = [part for part in found if sees(person, part)]
    if not seen and (found or not (person.leader or person.admin or person.id == matter.assigner)):
        raise Refusal("matter_unknown", entry=entry(number))
    return seen


def of_letter(turn: Turn, letter: Letter) -> list[Named]:
    """Return the parts that a message of the bot is about."""
    payload = letter.payload
    if letter.kind in ABOUT_ONE:
        about = owed(letter, MatterAbout).payload
        return [(about.number, about.unit)]
    if letter.kind == SHEET:
        return of_matters(turn, [owed(letter, MatterSheet).payload.number])
    if letter.kind == RECEIPT:
        return of_matters(turn, payload["taken"])
    if letter.kind in ABOUT_SEVERAL:
        return _named(payload["parts"])
    part = payload.get("values", {}).get("part") if letter.kind == "text" else None
    return [] if part is None else _named([part])


def shown_in(text: str) -> tuple[int, str] | None:
    """Return what a message of the bot's own shows, where it reads as a card: the number, and the unit by name."""
    found = _CARD.match(text)
    number = None if found is None else read_entry(found["entry"])
    return None if found is None or number is None else (number, found["unit"])


def of_message(turn: Turn, sender: Sender, message: int) -> list[Named]:
    """Return the parts that somebody's own message is about: those that it assigned, or did something to."""
    assigned = matters.assigned_by(turn.tx, sender.chat, message, turn.bot)
    acted = matters.acted_by(turn.tx, sender.chat, message, turn.bot)
    return list(dict.fromkeys([*of_matters(turn, assigned), *acted]))


def of_matters(turn: Turn, numbers: Iterable[int]) -> list[Named]:
    """Return every part of some matters."""
    return [(part.number, part.unit) for number in numbers for part in parts_of(turn, number)]


def _named(found: Iterable[Sequence[object]]) -> list[Named]:
    return [(int(str(number)), str(unit)) for number, unit in found]
