"""交办 and 整改 step by step: the kind, the units, until when, and the title; by buttons or by typing."""

from collections.abc import Mapping
from datetime import datetime

from handlers.matters.actions import showing
from handlers.matters.actions.acting import context, unread
from handlers.matters.actions.assigning import kinds_for, nobodys, take
from handlers.names import kind_named
from handlers.results import Answer, Sender
from handlers.turn import Turn
from scoring.access import Person
from scoring.reading.deadlines import read_deadline
from scoring.reading.ledger import CHOSEN, DAYS_AHEAD, JOINT
from scoring.reading.lines import clean
from scoring.reading.units import EVERY, Context, read_units
from scoring.reading.unread import UnreadError
from scoring.rulebook.ledgers import Form, Kind

STEPS = ("kind", "owners", "until", "subject")
DONE, WHOLE = "owners_done", "every"
DAYS = tuple(DAYS_AHEAD)
"""Deadlines that buttons offer."""


def offered(turn: Turn, person: Person, flow: str, step: str, got: Mapping[str, str]) -> list[str]:
    """Return what a step offers as buttons: kinds, units that are not chosen yet, arenas as a whole, days."""
    if step == "kind":
        kinds = kinds_for(turn, person, _form(flow))
        if not kinds:
            raise nobodys(turn, _form(flow))
        return [kind.id for kind in kinds]
    if step == "owners":
        return _owners(turn, person, got)
    return list(DAYS) if step == "until" else []


def _form(flow: str) -> Form:
    return "problem" if flow == "problem" else "task"


def _owners(turn: Turn, person: Person, got: Mapping[str, str]) -> list[str]:
    kind, rules = turn.rulebook.kind(got["kind"]), turn.rulebook
    chosen, today = got.get("owners", "").split(), turn.local(turn.now).date()
    there = [unit for unit in rules.units if not unit.has_left(today) and unit.id not in chosen]
    placed = person.leader or person.admin or person.reviews & set(kind.assigners)
    if not placed:
        return [*([DONE] if chosen else []), *(unit.id for unit in there if unit.id in person.heads)]
    competing = [unit.id for unit in there if unit.arena is not None and not person.is_of(unit.id)]
    own = {unit.arena for unit in rules.units if person.is_of(unit.id)}
    whole = [f"{WHOLE} {arena.id}" for arena in rules.arenas if arena.id not in own and not chosen]
    return [*([DONE] if chosen else []), *whole, *competing]


def pressed(step: str, got: Mapping[str, str], option: str) -> dict[str, str]:
    """Return what is known by a press; units are chosen one after the other, until it is said that these are all."""
    if step != "owners":
        return {step: option}
    if option == DONE:
        return {DONE: option}
    if option.startswith(f"{WHOLE} "):
        return {"owners": option, DONE: option}
    return {"owners": " ".join(filter(None, (got.get("owners", ""), option)))}


def typed(turn: Turn, sender: Sender, flow: str, step: str, written: str) -> dict[str, str]:
    """Read what was typed instead of a press; returns what is known by it."""
    how = context(turn, sender, kinds_for(turn, turn.person(sender), _form(flow)))
    try:
        match step:
            case "kind":
                return {"kind": _kind(turn, how, written).id}
            case "owners":
                return {"owners": " ".join(read_units(clean(written), how)), DONE: DONE}
            case "until":
                return {"until": read_deadline(written, how.when).isoformat()}
    except UnreadError as error:
        raise unread(turn, error) from error
    return {"subject": written}


def _kind(turn: Turn, how: Context, written: str) -> Kind:
    named = kind_named(turn.rulebook, written)
    if named is None or named not in how.kinds:
        raise UnreadError("kind_unknown", {"text": clean(written)}, tuple(kind.id for kind in how.kinds))
    return named


def label(turn: Turn, step: str, known: str) -> str:
    """Return what people call an answer: of a whole arena with how many units it has; a day stays as it is kept."""
    if step == "owners" and known.startswith(f"{WHOLE} "):
        today, arena = turn.local(turn.now).date(), known.partition(" ")[2]
        units = [unit for unit in turn.rulebook.units if unit.arena == arena and not unit.has_left(today)]
        return f"{_written(turn, step, known)} {len(units)}"
    return known if step == "until" and known not in DAYS_AHEAD else _written(turn, step, known)


def _written(turn: Turn, step: str, known: str) -> str:
    """Return an answer as a line holds it."""
    if step == "kind":
        return showing.kind_name(turn, known)
    if step == "owners" and known != DONE:
        word, _, arena = known.partition(" ")
        return EVERY + turn.rulebook.arena(arena).name if word == WHOLE else _named(turn, known)
    if step == "until" and known not in DAYS_AHEAD:
        return f"{datetime.fromisoformat(known):%Y-%m-%d %H:%M}"
    return CHOSEN if known == DONE else DAYS_AHEAD.get(known, known)


def _named(turn: Turn, known: str) -> str:
    return JOINT.join(turn.unit_name(unit) for unit in known.split())


def guided(turn: Turn, sender: Sender, flow: str, got: Mapping[str, str]) -> Answer:
    """Assign what all the answers say, as if one line had said it."""
    said = [_written(turn, step, got[step]) for step in STEPS[:-1]]
    line = " ".join([*said, *got["subject"].split()])
    return take(turn, sender, turn.person(sender), _form(flow), [line])
