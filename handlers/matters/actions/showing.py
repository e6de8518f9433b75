"""What a card of a part says to its reader, the sheet of a whole matter, and a line of a list."""

from collections.abc import Iterable

from handlers.matters.actions import rights, which, who
from handlers.matters.actions.doing import Seen
from handlers.matters.actions.keeping import clock_of
from handlers.matters.results import Card, Line, MatterAbout, MatterEdit, MatterSheet, Named, Sheet, SheetEdit, Told
from handlers.results import Owed
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.matters.reminders import light
from storage import evidence, matters, outbox, parts, roster, shelf
from storage.matters import Act, Part

TOLD_OF = ("refuse", "return", "deny", "grant", "move", "withdraw", "hand_over", "rebound")
"""The acts whose words a card tells."""
LAST = 6
"""So many of them a card tells at most, the last ones."""


def reader(turn: Turn, chat: int) -> Person | None:
    """Return who reads a private chat; None in a group, and where nobody of the roster does."""
    return turn.person_by_id(chat) if chat > 0 and roster.entries_of(turn.tx, chat) else None


def card_of(turn: Turn, letter: Owed[MatterAbout]) -> Card:
    """Describe a part to its reader, as it stands; in a group, where a verifier was not reached, to who verifies it."""
    one = which.known(turn, letter.payload.number, letter.payload.unit)
    person = reader(turn, letter.chat) if letter.chat > 0 else _first(turn, who.verifiers_of(turn, one.part))
    return describe(turn, one, person)


def _first(turn: Turn, people: list[int]) -> Person | None:
    return turn.person_by_id(people[0]) if people else None


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
        verifiers=who.all_verifying(turn, found),
        lines=tuple(line(turn, one) for one in known),
        answers=letter.payload.answers,
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
    asking = last(mine, "ask") if where.state == "asking" else None
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
        verifiers=who.verifying(turn, part),
        progress=_told(turn, last(mine, "progress")),
        finished=_told(turn, last(mine, "finish")) if where.finished_at is not None else None,
        verified=_told(turn, last(mine, "verify", "amend")) if where.state == "closed" else None,
        asked=None if asking is None or asking.deadline is None else (turn.local(asking.deadline), _said(turn, asking)),
        extensions=where.extensions,
        most=part.terms.extensions,
        history=tuple((act.act, _said(turn, act)) for act in done if act.act in TOLD_OF)[-LAST:],
        recheck=where.recheck if where.state == "closed" else None,
        settled=where.settled,
        evidence=len(pieces),
        cleared=sum(shelf.is_gone(turn.tx, piece.id) for piece in pieces),
        proof=part.terms.evidence,
        adds=person is not None and rights.may_add(turn, person, known),
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


def last(acts: list[Act], *called: str) -> Act | None:
    """Return the last of some acts that is called so."""
    return next((act for act in reversed(acts) if act.act in called), None)


def _told(turn: Turn, act: Act | None) -> Told | None:
    return None if act is None else _said(turn, act)


def _said(turn: Turn, act: Act) -> Told:
    return Told(act.words or "", act.person_name, turn.local(act.at), act.quantity)


def kind_name(turn: Turn, kind: str) -> str:
    """Return what a kind is called, by the newest rules that know it."""
    found = (one.name for rules in turn.rulebooks_so_far() for one in rules.kinds if one.id == kind)
    return next(found, kind)
