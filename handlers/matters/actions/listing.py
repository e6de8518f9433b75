"""台账: by unit, kind, light, state or parent, in pages, a line a matter; in the group only how many each unit has."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from handlers.journey import owed
from handlers.matters.actions import cards, rights, showing, which
from handlers.matters.actions.keeping import clock_of
from handlers.matters.results import Ledger, LedgerAsked, LedgerTurned, Line, MatterSheet, Parent, Several
from handlers.names import kind_named, unit_named
from handlers.results import Answer, Owed, Refusal, Sender, Values
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.matters.reminders import NEAR, Light
from scoring.matters.table import State
from scoring.matters.trees import Roll, rolls
from scoring.reading.ledger import PARENT, STATES
from scoring.reading.lines import clean, words
from scoring.reading.matters import read_entry
from storage import matters, outbox, parts
from storage.parts import Asked

LETTER, PAGE_LETTER = "ledger", "ledger_page"
PAGE = 8
"""Matters on one page."""
LIVE: tuple[State, ...] = ("proposed", *parts.OPEN)
STANDS: tuple[State, ...] = (*LIVE, "closed", "withdrawn")
LIGHTS: tuple[Light, ...] = ("overdue", "lagging", "near", "")
"""The worst first."""


def asked(turn: Turn, sender: Sender, text: str) -> Answer:
    """Owe the ledger, narrowed as the words say; a number alone shows what stands there."""
    person, found = turn.person(sender), narrowed(turn, sender, words(text))
    if isinstance(found, int):
        if not is_above(turn, found):
            return _show(turn, sender, person, found)
        found = LedgerAsked(sender.person, parent=found, group=not sender.private)
    if found.group:
        turn.owe(sender.chat, LETTER, found, reply_to=sender.message, topic=sender.topic)
    else:
        turn.owe_private(sender, LETTER, found)
    return Answer()


def narrowed(turn: Turn, sender: Sender, wanted: Sequence[str]) -> LedgerAsked | int:
    """Return how words narrow the ledger; a number alone stands for its matter."""
    found, waiting = LedgerAsked(sender.person, group=not sender.private), list(wanted)
    while waiting:
        word = waiting.pop(0)
        if clean(word).lower() in PARENT and waiting:
            found = replace(found, parent=_parent(turn, turn.person(sender), waiting.pop(0)))
        elif (number := read_entry(word)) is not None:
            return number
        else:
            found = _narrow(turn, found, word)
    return found


def is_above(turn: Turn, number: int) -> bool:
    """Say whether nobody owes a part of a matter: it is there for what stands below it."""
    return matters.get(turn.tx, number) is not None and not which.parts_of(turn, number)


def _narrow(turn: Turn, found: LedgerAsked, word: str) -> LedgerAsked:
    if (light := STATES.get(clean(word).lower())) is not None:
        return replace(found, light=light)
    unit = turn.find_unit(word)
    if unit is None:
        unit = unit_named(turn.rulebook, word).entry
    kind = kind_named(turn.rulebook, word)
    if kind is not None:
        return replace(found, kind=kind.id)
    if unit is not None:
        return replace(found, unit=unit.id)
    raise Refusal("ledger_usage", text=clean(word))


def _parent(turn: Turn, person: Person, word: str) -> int:
    number = read_entry(word)
    if number is None or not which.may_be_above(turn, person, number):
        raise Refusal("matter_unknown", entry=clean(word))
    return number


def _show(turn: Turn, sender: Sender, person: Person, number: int) -> Answer:
    """Show a matter by its number, in private: the card of its only part, or all of its parts in lines."""
    found = which.in_sight(turn, person, number)
    if len(found) == 1:
        cards.see(turn, replace(sender, chat=person.id, topic=None), found[0])
    else:
        turn.owe_private(sender, cards.SHEET, MatterSheet(number))
    return Answer()


def waiting_for(turn: Turn, person: Person) -> tuple[int, int]:
    """Count what somebody is to do and to verify."""
    heads, reviews = tuple(sorted(person.heads)), tuple(sorted(person.reviews))
    mine = parts.count(turn.tx, Asked(units=heads, states=("open", "asking"))) if heads else 0
    waits = Asked(states=("proposed", "asking", "verifying"), verifies=reviews)
    return mine, parts.count(turn.tx, waits) if reviews else 0


# Pages


def page(turn: Turn, letter: Owed[LedgerAsked]) -> Ledger:
    """Describe the first page of what was asked for."""
    return _page(turn, letter.payload, letter.number, 0)


def turn_page(turn: Turn, sender: Sender, number: int, at: int) -> Answer:
    """Owe another page of an answer in its place; to its reader alone."""
    turn.person(sender)
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.kind != LETTER or letter.chat != sender.chat:
        raise Refusal("old_button")
    turn.owe(sender.chat, PAGE_LETTER, LedgerTurned(number, at, turn.as_of()), key=f"{number}:{at}")
    return Answer()


def show_parts(turn: Turn, sender: Sender, number: int) -> Answer:
    """Show every part of a matter that stands in one line of the ledger, in private."""
    _show(turn, sender, turn.person(sender), number)
    return Answer("matter_shown")


def show_closed(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe what is closed of what a page of the ledger was narrowed to."""
    turn.person(sender)
    letter = outbox.letter(turn.tx, number)
    if letter is None or letter.kind != LETTER or letter.chat != sender.chat:
        raise Refusal("old_button")
    found = replace(owed(letter, LedgerAsked).payload, person=sender.person, light="closed")
    turn.owe_private(sender, LETTER, found)
    return Answer()


def turned(turn: Turn, letter: Owed[LedgerTurned]) -> tuple[int | None, Ledger]:
    """Describe another page, and the message in whose place it stands."""
    first = outbox.known(turn.tx, letter.payload.letter)
    message = first.message if first.reached_by(turn.bot) else None
    return message, _page(turn, owed(first, LedgerAsked).payload, first.id, letter.payload.page)


def narrowing(turn: Turn, asked_: LedgerAsked) -> Asked:
    """Return what is looked for, within what the asker may see."""
    person = turn.person_by_id(asked_.person)
    everything = person.leader or person.admin or asked_.group
    sight = None if everything else (tuple(sorted(person.heads)), tuple(sorted(person.reviews)))
    today = turn.local(turn.now).date()
    found = Asked(
        units=(asked_.unit,) if asked_.unit else (),
        kinds=(asked_.kind,) if asked_.kind else (),
        parent=asked_.parent or None,
        sight=sight,
    )
    match asked_.light:
        case "overdue":
            return replace(found, overdue=turn.now)
        case "near":
            return replace(found, soon=(turn.now, _near(turn, today)))
        case "lagging":
            return replace(found, lagging=True)
        case "verifying" | "closed" as state:
            return replace(found, states=(state,))
        case "recheck":
            return replace(found, recheck=today.isoformat())
    return found if asked_.parent else replace(found, states=LIVE)


def _near(turn: Turn, today: date) -> datetime:
    clock = clock_of(turn)
    return clock.ends(clock.working_day(today, NEAR)).replace(hour=23, minute=59, second=59)


def _page(turn: Turn, asked_: LedgerAsked, letter: int, at: int) -> Ledger:
    found = narrowing(turn, asked_)
    total = parts.count(turn.tx, found)
    pages = 1 if asked_.group else max(-(-parts.count_matters(turn.tx, found) // PAGE), 1)
    at = min(max(at, 0), pages - 1)
    ended = asked_.light == "closed"
    shown = [] if asked_.group else parts.page(turn.tx, found, at * PAGE, PAGE, latest=ended)
    live = not (asked_.group or asked_.light or asked_.parent)
    states = parts.counts(turn.tx, found, "state")
    return Ledger(
        letter=letter,
        page=at,
        pages=pages,
        total=total,
        now=turn.local(turn.now),
        narrowed=_told(turn, asked_),
        counts=tuple((state, states[(state,)]) for state in STANDS if (state,) in states),
        lines=tuple(_row(turn, mine) for mine in shown),
        units=_units(turn, found) if asked_.group else (),
        parents=_parents(turn, asked_.parent) if asked_.parent else (),
        imports=not asked_.group and bool(rights.kinds_of(turn, turn.person_by_id(asked_.person))),
        closed=parts.count(turn.tx, replace(found, states=("closed",))) if live else 0,
    )


def _row(turn: Turn, mine: Sequence[parts.Line]) -> Line | Several:
    """Describe the parts of a matter in a line: the only one as itself, several by where they are kept to stand."""
    stood = [line.stood for line in mine]
    first = which.known(turn, stood[0].number, stood[0].unit)
    if len(mine) == 1:
        return showing.line(turn, first)
    counts = Counter(one.state for one in stood)
    lights = {_light(turn, one) for one in stood}
    return Several(
        number=stood[0].number,
        title=mine[0].title,
        units=len(mine),
        counts=tuple((state, counts[state]) for state in STANDS if state in counts),
        light=next(light for light in LIGHTS if light in lights),
        problem=first.part.terms.form == "problem",
        deadline=turn.local(min(one.deadline for one in stood)),
    )


def _told(turn: Turn, asked_: LedgerAsked) -> Values:
    """Say by names what was narrowed."""
    return {
        "unit": turn.unit_name(asked_.unit) if asked_.unit else "",
        "kind": showing.kind_name(turn, asked_.kind) if asked_.kind else "",
        "light": asked_.light,
        "parent": entry(asked_.parent) if asked_.parent else "",
    }


def _units(turn: Turn, found: Asked) -> tuple[tuple[str, int, int], ...]:
    """Count the parts of every unit, and those that are overdue."""
    every = parts.counts(turn.tx, found, "unit")
    late = parts.counts(turn.tx, replace(found, overdue=turn.now), "unit")
    order = {unit.id: place for place, unit in enumerate(turn.rulebook.units)}
    units = sorted((key[0] for key in every), key=lambda unit: (order.get(unit, len(order)), unit))
    return tuple((turn.unit_name(unit), every[(unit,)], late.get((unit,), 0)) for unit in units)


def _parents(turn: Turn, number: int) -> tuple[Parent, ...]:
    """Describe a matter, and those directly below it that nobody owes a part of or that have others below them."""
    below = matters.below(turn.tx, number)
    stood = parts.of_matters(turn.tx, [number, *below])
    found = rolls(below, [(one.number, one.state, _light(turn, one)) for one in stood])
    owed_ = {one.number for one in stood}
    shown = [
        number,
        *(child for child, parent in below.items() if parent == number and (child in found or child not in owed_)),
    ]
    return tuple(_above(turn, one, found.get(one, Roll(0, 0, ""))) for one in shown)


def _above(turn: Turn, number: int, roll: Roll) -> Parent:
    matter = which.get(turn, number)
    return Parent(entry(number), matter.title, matter.responsible, roll.closed, roll.leaves, roll.light)


def _light(turn: Turn, stood: parts.Stood) -> Light:
    """Return the light of a part by where it is kept to stand."""
    if stood.state not in ("open", "asking"):
        return ""
    if turn.now > stood.deadline:
        return "overdue"
    if stood.lagging:
        return "lagging"
    clock = clock_of(turn)
    near = clock.working_days(clock.day(turn.now), clock.day(stood.deadline)) <= NEAR
    return "near" if near else ""
