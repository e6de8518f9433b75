"""交办 and 整改: every line is a matter by itself, for one unit or for many; heads may propose one for their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.deciding.actions.batches import own_draft
from handlers.door import put_down
from handlers.matters.actions import cards, doing, listing, which, who
from handlers.matters.actions.acting import context, unread
from handlers.matters.actions.doing import Deed, Order
from handlers.matters.results import MatterReceipt, MatterRefused, Receipt, Taken
from handlers.results import Answer, Otherwise, Owed, Reaction, Refusal, Sender, Values
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.reading.ledger import AGAIN, COMMAND
from scoring.reading.lines import clean, title_key
from scoring.reading.matters import LABEL, MatterLine, read_matter
from scoring.reading.unread import UnreadError
from scoring.rulebook.ledgers import Form, Kind
from storage import drafts, parts
from storage.drafts import Draft
from storage.parts import Asked

MAX_LINES = 30
DRAFT = "matter_again"
RECEIPT = "matter_receipt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line: the matter that it made, or why not; `draft`: what is asked about it."""

    line: str
    number: int | None = None
    code: str = ""
    values: Values | None = None
    draft: int | None = None


def kinds_for(turn: Turn, person: Person, form: Form) -> tuple[Kind, ...]:
    """Return the kinds of a form that somebody may assign, or propose for the own unit."""
    every = turn.rulebook.kinds
    placed = person.leader or person.admin
    return tuple(
        kind
        for kind in every
        if kind.form == form and (placed or person.reviews & set(kind.assigners) or (kind.propose and person.heads))
    )


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a message; one that begins with a label belongs to the line before."""
    found: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if found and LABEL.match(line):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return tuple(found)


def assign(turn: Turn, sender: Sender, form: Form, text: str) -> Answer:
    """Take one or several lines; each succeeds or fails by itself, and the answer lists all."""
    person, lines = turn.person(sender), lines_of(text)
    if not kinds_for(turn, person, form):
        raise nobodys(turn, form)
    if len(lines) > MAX_LINES:
        raise Refusal("too_many_lines", most=MAX_LINES)
    put_down(turn, sender)
    return take(turn, sender, person, form, lines)


def take(turn: Turn, sender: Sender, person: Person, form: Form, lines: Sequence[str]) -> Answer:
    """Take lines, each by itself, and answer for all."""
    found = [_attempt(turn, sender, person, form, line, ordinal) for ordinal, line in enumerate(lines)]
    _answer(turn, sender, found)
    return Answer()


def nobodys(turn: Turn, form: Form) -> Refusal:
    """Return why somebody assigns nothing of a form: the rules have no such kind, or it is for others to assign."""
    named = [kind.name for kind in turn.rulebook.kinds if kind.form == form]
    units = [unit for kind in turn.rulebook.kinds if kind.form == form for unit in kind.assigners]
    who = [turn.unit_name(unit) for unit in dict.fromkeys(units)]
    return Refusal("matter_not_yours_to_assign" if named else "matter_no_kinds", kinds=named, leads=who)


def _attempt(turn: Turn, sender: Sender, person: Person, form: Form, line: str, ordinal: int) -> Outcome:
    try:
        with turn.tx.savepoint():
            read = _read(turn, sender, person, form, line)
            if (number := _double(turn, read)) is not None:
                return _ask(turn, sender, form, line, read, number)
            return Outcome(line, _store(turn, sender, person, read, ordinal))
    except Refusal as refusal:
        return Outcome(line, code=refusal.code, values=refusal.values)


def _read(turn: Turn, sender: Sender, person: Person, form: Form, line: str) -> MatterLine:
    """Read a line, with or without its command before it; a head may leave out the own unit."""
    how = context(turn, sender, kinds_for(turn, person, form))
    bare = COMMAND.sub("", line, count=1)
    own = [turn.unit_name(unit) for unit in sorted(person.heads)]
    tried = [line, bare]
    if len(own) == 1 and not (person.reviews or person.leader or person.admin):
        first, _, rest = bare.partition(" ")
        tried += [f"{own[0]} {bare}", f"{first} {own[0]} {rest}"]
    faults: list[UnreadError] = []
    for words in dict.fromkeys(tried):
        try:
            return read_matter(words, how)
        except UnreadError as error:
            faults.append(error)
    named = [kind.name for kind in how.kinds]
    refusal = unread(turn, faults[1] if bare != line and len(faults) > 1 else faults[0])
    raise Refusal(refusal.code, **{**refusal.values, "kinds": named, "problem": form == "problem"})


def _double(turn: Turn, read: MatterLine) -> int | None:
    """Return a live matter of the same kind, unit and title."""
    live = Asked(units=read.units, kinds=(read.kind.id,), states=listing.LIVE)
    same = (one for one in parts.listed(turn.tx, live) if title_key(one.title) == title_key(read.title))
    return next((one.stood.number for one in same), None)


def _ask(turn: Turn, sender: Sender, form: Form, line: str, read: MatterLine, number: int) -> Outcome:
    payload = {"form": form, "line": line, "chat": sender.chat, "message": sender.message}
    draft = drafts.begin(turn.tx, sender.person, DRAFT, payload)
    told = {"entry": entry(number), "units": [turn.unit_name(unit) for unit in read.units], "title": read.title}
    return Outcome(line, code="matter_double", values={**told, "draft": draft}, draft=draft)


def _store(turn: Turn, sender: Sender, person: Person, read: MatterLine, ordinal: int) -> int:
    """Store a matter with its parts, and tell whom it concerns."""
    if read.parent is not None and not which.may_be_above(turn, person, read.parent):
        raise Refusal("matter_parent_unknown", entry=entry(read.parent))
    order = Order(
        read.kind,
        read.title,
        read.deadline,
        tuple((unit, read.quantities.get(unit)) for unit in read.units),
        read.helpers,
        read.source,
        read.parent,
        read.measure,
        read.responsible,
    )
    try:
        deeds = doing.assign(turn, sender, person, order, ordinal)
    except Refusal as found:
        raise _refused(turn, person, read, found) from found
    number = deeds[0].after.part.number
    cards.show(turn, number, read.units)
    _tell_helpers(turn, deeds[0], read)
    return number


def _refused(turn: Turn, person: Person, read: MatterLine, found: Refusal) -> Refusal:
    """Return why somebody may not assign this: a unit of his own is among them, or it is for others."""
    own = [turn.unit_name(unit) for unit in read.units if person.is_of(unit)]
    leads = [turn.unit_name(unit) for unit in read.kind.assigners]
    if found.code == "matter_own_unit" and own:
        return Refusal("matter_assign_own", units=own, leads=leads)
    return Refusal("matter_assign_right", kind=read.kind.name, leads=leads)


def _tell_helpers(turn: Turn, deed: Deed, read: MatterLine) -> None:
    """Tell the heads of the units that help: they are told, and never counted."""
    part = deed.after.part
    units = [turn.unit_name(unit) for unit in read.units]
    told = {
        "entry": entry(part.number),
        "units": units,
        "title": read.title,
        "due": turn.stamp(read.deadline),
        "by": deed.act.person_name,
        "helpers": [turn.unit_name(unit) for unit in read.helpers],
    }
    named = [(part.number, unit) for unit in read.units]
    cards.tell(turn, who.heads_of(turn, read.helpers) if read.helpers else [], "matter_help", told, named)


# The answer


def _answer(turn: Turn, sender: Sender, found: Sequence[Outcome]) -> None:
    """Owe the answer in private, wherever it was assigned; in a group the message gets a reaction as well.

    Of one line in private the card of its matter is the answer.
    """
    taken = [one.number for one in found if one.number is not None]
    others = [MatterRefused(one.line, one.code, one.values or {}) for one in found if one.number is None]
    # of what is proposed its head has the card of the part
    assigned = [number for number in taken if which.parts_of(turn, number)[0].acts[0].act != "propose"]
    answers = sender.private and len(found) == len(assigned) == 1
    if not answers:
        payload = MatterReceipt(taken, [_as_json(one) for one in others])
        turn.owe_private(sender, RECEIPT, payload, quoting=not sender.pressed)
    for number in assigned:
        cards.show_sheet(turn, sender, number, answers=answers)
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍" if taken else "🤔"), key="matter")


def _as_json(one: MatterRefused) -> dict[str, Any]:
    return {"line": one.line, "code": one.code, "values": one.values}


def receipt(turn: Turn, letter: Owed[MatterReceipt]) -> Receipt:
    """Describe what became of every line."""
    taken = tuple(_taken(turn, number) for number in letter.payload.taken)
    return Receipt(taken, tuple(MatterRefused(**one) for one in letter.payload.others))


def _taken(turn: Turn, number: int) -> Taken:
    found = which.parts_of(turn, number)
    first = found[0]
    quantities = {part.owned.quantity for part in found}
    return Taken(
        entry(number),
        first.acts[0].act == "propose",
        tuple(turn.unit_name(part.unit) for part in found if part.acts[0].act != "receive"),
        first.matter.title,
        turn.local(first.owned.deadline),
        quantities.pop() if len(quantities) == 1 else None,
        who.all_verifying(turn, found),
    )


# What is meant again


def press(turn: Turn, sender: Sender, number: int, use: int) -> Answer:
    """Assign what there is already once more, or leave it."""
    person = turn.person(sender)
    draft = own_draft(turn, person.id, number, DRAFT, "matter_expired")
    drafts.end(turn.tx, number, "answered" if use else "cancelled")
    if not use:
        return Answer("cancelled")
    said = draft.payload
    origin = replace(sender, chat=said["chat"], private=said["chat"] == person.id, message=said["message"], files=())
    _answer(turn, origin, [_again(turn, origin, person, said["form"], said["line"])])
    return Answer("matter_assigned")


def _again(turn: Turn, sender: Sender, person: Person, form: Form, line: str) -> Outcome:
    try:
        with turn.tx.savepoint():
            return Outcome(line, _store(turn, sender, person, _read(turn, sender, person, form, line), 0))
    except Refusal as refusal:
        return Outcome(line, code=refusal.code, values=refusal.values)


def answered(turn: Turn, sender: Sender, draft: Draft, text: str, otherwise: Otherwise) -> Answer:
    """Take the words that say yes; all others belong to whoever else they may belong to."""
    if clean(text).lower() in AGAIN and not draft.expired(turn.now):
        return press(turn, sender, draft.id, 1)
    return otherwise()
