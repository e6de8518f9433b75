"""Matters by file: a table is read and listed, and assigned as a whole by one word, or every faulty row is told."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.deciding.actions.batches import own_draft
from handlers.filing.results import OrderFaults, OrderForm, OrderFormFor, OrdersAsked, OrdersFiled
from handlers.matters.actions import acting, assigning, cards, doing, listing, reminding, rights, which, who
from handlers.matters.actions.doing import Order
from handlers.matters.results import MatterListed, Named
from handlers.results import Answer, Owed, Payload, Refusal, Sender, Text, Values
from handlers.turn import Turn
from scoring.access import Person
from scoring.matters.cells import entry
from scoring.reading import orders
from scoring.reading.lines import title_key
from scoring.reading.orders import Orders, RowOrder, Sheets
from scoring.standings.harmless import meant
from storage import drafts, matters, parts
from storage.drafts import Draft
from storage.parts import Asked

WANTED, SENT, PLAN = "orders_wanted", "orders_file", "orders_plan"
"""Drafts: a file that was asked for, one to be fetched, and what one would assign."""
FORM, FAULTS, PLANNED, FILED = "orders_form", "orders_faults", "orders_plan", "orders_filed"
ENDINGS = (".xlsx", ".csv", ".xlsm", ".xls")
Told = tuple[int, str, Values]
"""What is said of a row (0: of all): its number in the table, a code and values."""


def offer(turn: Turn, sender: Sender) -> Answer:
    """Owe the form to somebody who may assign, and wait for it to come back."""
    person = turn.person(sender)
    if not rights.kinds_of(turn, person):
        raise _nobodys(turn)
    _wait(turn, person.id)
    turn.owe(person.id, FORM, OrderFormFor(person.id), fallback=sender)
    return Answer()


def _wait(turn: Turn, person: int) -> None:
    drafts.end_all(turn.tx, person, WANTED)
    drafts.begin(turn.tx, person, WANTED, {})


def _nobodys(turn: Turn) -> Refusal:
    kinds = turn.rulebook.kinds
    if not kinds:
        return Refusal("matter_no_kinds")
    return assigning.nobodys(turn, kinds[0].form)


def form(turn: Turn, letter: Owed[OrderFormFor]) -> OrderForm:
    """Describe the form of somebody: what may be written into it."""
    kinds, today = rights.kinds_of(turn, turn.person_by_id(letter.payload.person)), turn.local(turn.now)
    return OrderForm(
        today.date(),
        tuple(kind.name for kind in kinds),
        tuple(unit.name for unit in turn.rulebook.units if not unit.has_left(today.date())),
        tuple(arena.name for arena in turn.rulebook.arenas),
    )


# A file that came


def arrived(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Note a table that assigns matters, to be fetched; None of any other file, and of whoever assigns nothing."""
    file, person = sender.files[0], turn.person(sender)
    waits = any(not one.expired(turn.now) for one in drafts.open_of(turn.tx, person.id, WANTED))
    named = any(name in file.name + text for name in orders.NAMED) and not drafts.open_of(
        turn.tx, person.id, "evidence"
    )
    if not file.name.lower().endswith(ENDINGS) or not (waits or named) or not rights.kinds_of(turn, person):
        return None
    drafts.begin(turn.tx, person.id, SENT, {**sender.to_fetch, "sent_at": sender.sent_at.isoformat()})
    return Answer()


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a table as a file, and wait for another."""
    _wait(turn, draft.person)
    _answer(turn, draft.payload, "table_refused", Text(code, values))


def judge(turn: Turn, draft: Draft, sheets: Sheets) -> None:
    """List what a table would assign and ask whether it is meant, or tell every faulty row; nothing is assigned."""
    taken_at = draft.begun_at.isoformat()
    _propose(turn, draft.person, {**draft.payload, "taken_at": taken_at, "sheets": sheets})


def _propose(turn: Turn, person: int, payload: dict[str, Any]) -> None:
    drafts.end_all(turn.tx, person, PLAN)
    found = _read(turn, person, payload)
    if found.faults:
        _wait(turn, person)
        _answer(turn, payload, FAULTS, OrderFaults(payload["name"], told(turn, found)))
        return
    drafts.end_all(turn.tx, person, WANTED)
    number = drafts.begin(turn.tx, person, PLAN, {**payload, "listed": _listed(turn, found)})
    _answer(turn, payload, PLANNED, OrdersAsked(number))


def read_again(turn: Turn, draft: Draft) -> Orders:
    """Read the table of a draft as it was meant when it was sent."""
    return _read(turn, draft.person, draft.payload)


def _read(turn: Turn, person: int, payload: dict[str, Any]) -> Orders:
    sent_at, taken_at = (datetime.fromisoformat(payload[name]) for name in ("sent_at", "taken_at"))
    return read(
        turn, Sender(person, "", payload["chat"], True, payload["message"], sent_at, taken_at), payload["sheets"]
    )


def read(turn: Turn, sender: Sender, sheets: Sheets) -> Orders:
    """Read a table by what its sender may assign, and by the matters that there are."""
    person = turn.person(sender)
    how = acting.context(turn, sender, rights.kinds_of(turn, person))
    plain = [
        (title, [(row, [meant(text.strip()) for text in texts]) for row, texts in lines]) for title, lines in sheets
    ]
    return orders.read_orders(plain, how, person, lambda number: which.may_be_above(turn, person, number))


def _answer(turn: Turn, payload: dict[str, Any], kind: str, said: Payload) -> None:
    turn.owe(payload["chat"], kind, said, reply_to=payload["message"])


def told(turn: Turn, found: Orders) -> list[Told]:
    """Return what is wrong with a table, by rows, with the names of what may have been meant."""
    names = acting.known_names(turn)
    return [
        (one.row, f"orders_{one.code}", {**one.values, "named": [names[id_] for id_ in one.candidates if id_ in names]})
        for one in sorted(found.faults, key=lambda fault: fault.row)
    ]


def same(turn: Turn, found: Orders) -> list[Told]:
    """Return the rows that the ledger or the table has already, by kind, unit and title."""
    kinds = tuple(dict.fromkeys(one.kind.id for one in found.rows))
    live = parts.listed(turn.tx, Asked(kinds=kinds, states=listing.LIVE)) if kinds else []
    known: dict[tuple[str, str, str], Values] = {}
    for line in live:
        place = (line.stood.kind, line.stood.unit, title_key(line.title))
        known[place] = {"there": entry(line.stood.number), "unit": turn.unit_name(line.stood.unit)}
    for matter in matters.without_parts(turn.tx):
        known[matter.kind, "", title_key(matter.title)] = {"there": entry(matter.number), "unit": ""}
    twice: list[Told] = []
    for one in found.rows:
        places = [(one.kind.id, unit, title_key(one.title)) for unit in one.units or ("",)]
        before = next((known[place] for place in places if place in known), None)
        if before is not None:
            code = "orders_same_row" if "row" in before else "orders_same"
            twice.append((one.row, code, before))
        for _, unit, title in places:
            known.setdefault((one.kind.id, unit, title), {"row": one.row, "unit": turn.unit_name(unit) if unit else ""})
    return twice


def _listed(turn: Turn, found: Orders) -> list[Any]:
    """Return what has to be the same when a table is assigned as when it was listed."""
    rows = [
        [one.row, one.kind.id, list(one.units), None if one.deadline is None else turn.stamp(one.deadline)]
        for one in found.rows
    ]
    return [rows, [list(each) for each in same(turn, found)]]


# Assigning


def hand_in(turn: Turn, sender: Sender, number: int) -> Answer:
    """Assign all that was listed; where anything of it has changed, nothing is assigned and it is listed anew."""
    person = turn.person(sender)
    payload = _own(turn, person.id, number).payload
    drafts.end(turn.tx, number)
    found = _read(turn, person.id, payload)
    if found.faults or _listed(turn, found) != payload["listed"]:
        _propose(turn, person.id, payload)
        return Answer("orders_changed", alert=True)
    origin = replace(sender, chat=payload["chat"], message=payload["message"], pressed=False)
    given = take(turn, origin, found.rows)
    _answer(turn, payload, FILED, OrdersFiled(given))
    return Answer("orders_done", {"count": len(given)})


def discard(turn: Turn, sender: Sender, number: int) -> Answer:
    """Assign nothing of a table."""
    drafts.end(turn.tx, _own(turn, turn.person(sender).id, number).id, "cancelled")
    return Answer("cancelled")


def _own(turn: Turn, person: int, number: int) -> Draft:
    """Return what a table of somebody would assign; say why where that is over."""
    return own_draft(turn, person, number, PLAN, "matter_expired")


def take_all(turn: Turn, sender: Sender, sheets: Sheets) -> list[tuple[int, int]]:
    """Assign all of a table at once, unasked: a fault, or what is there already, refuses it as a whole."""
    person, found = turn.person(sender), read(turn, sender, sheets)
    if wrong := told(turn, found) or same(turn, found):
        raise Refusal("orders_faults", faults=wrong)
    given = take(turn, sender, found.rows)
    turn.owe(person.id, FILED, OrdersFiled(given))
    return given


def take(turn: Turn, sender: Sender, rows: Sequence[RowOrder]) -> list[tuple[int, int]]:
    """Assign every row, what is above others first; returns the rows in their order, each with its number."""
    person = turn.person(sender)
    given: dict[int, int] = {}
    for ordinal, one in enumerate(orders.parents_first(rows)):
        parent = one.parent if one.under is None else given[one.under]
        owed = tuple((unit, one.quantities.get(unit)) for unit in one.units)
        told_ = (one.helpers, one.source, parent, one.measure, one.responsible)
        order = Order(one.kind, one.title, one.deadline or turn.now, owed, *told_)
        try:
            given[one.row] = _number(turn, sender, person, order, ordinal)
        except Refusal as refusal:
            leads = [turn.unit_name(unit) for unit in one.kind.assigners]
            raise Refusal("matter_assign_right", kind=one.kind.name, leads=leads) from refusal
    _tell(turn, rows, given)
    return [(one.row, given[one.row]) for one in rows]


def _number(turn: Turn, sender: Sender, person: Person, order: Order, ordinal: int) -> int:
    if not order.owed:
        return doing.put_above(turn, sender, person, order, ordinal)
    return doing.assign(turn, sender, person, order, ordinal)[0].after.part.number


def _tell(turn: Turn, rows: Iterable[RowOrder], given: dict[int, int]) -> None:
    """Show the heads what is theirs now: a few parts by their cards, many in one list; and what their units help."""
    owned: dict[str, list[int]] = {}
    lists: dict[tuple[int, str], list[Named]] = {}
    for one in rows:
        named = [(given[one.row], unit) for unit in one.units]
        for unit in one.units:
            owned.setdefault(unit, []).append(given[one.row])
        for person in who.heads_of(turn, one.helpers) if one.helpers else ():
            lists.setdefault((person, "help"), []).extend(named)
    for unit, numbers in owned.items():
        for number in numbers if len(numbers) <= reminding.FEW else ():
            cards.show(turn, number, [unit])
        for person in who.heads_of(turn, [unit]) if len(numbers) > reminding.FEW else ():
            lists.setdefault((person, "given"), []).extend((number, unit) for number in numbers)
    for (person, why), parts_ in lists.items():
        turn.owe(person, reminding.LIST, MatterListed(why, parts_), key=f"{why}:{parts_[0]}:{turn.as_of()}")
