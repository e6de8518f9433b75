"""Values of many units at once, from a table: all of it or nothing, every faulty row named."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from handlers.deciding.actions import batches
from handlers.reporting.actions import submit
from handlers.reporting.actions.reading import Intent
from handlers.results import Answer, Owed, Payload, Refusal, Sender, Text, as_known
from handlers.submissions.actions import submission
from handlers.tables.results import Brought, Faults, Imported, Proposal, TableAsked, Unchanged
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.lifecycle import NOT_APPLICABLE, fold
from scoring.reading.lines import NOT_APPLICABLE_WORD, title_key
from scoring.reading.values import shown
from scoring.rulebook.model import VETO
from scoring.standings.cells import Cell
from scoring.standings.form import is_form, unfold
from scoring.standings.values_table import Judged, Line, judge_rows, place_of
from storage import drafts, submissions
from storage.database import Transaction
from storage.drafts import Draft
from storage.submissions import Stored

Faulty = tuple[int, str, str, dict[str, Any]]
"""What a row is refused for: its number, its place in words, a code and values."""
TABLE, IMPORT = "table", "import"
"""Drafts: a table to be fetched, and what one would report."""
MOST = 500
"""Values in one table that came by chat: everybody else waits while they are tried."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number, its place in words, and what it reports."""

    number: int
    place: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a table: submissions as they stand now, and how many values were confirmed just so before."""

    stored: tuple[Stored, ...]
    unchanged: int


def read(turn: Turn, sheets: Sequence[tuple[str, Sequence[Line]]]) -> tuple[list[Row], list[Faulty]]:
    """Judge the sheets of a table: a filled form, or the values format; FaultyError where its header refuses it."""
    if is_form(sheets):
        form = unfold(sheets)
        judged = judge_rows(turn.rulebook, form.lines, form.place)
        return _judged(replace(judged, faults=(*form.faults, *judged.faults)), form.place)
    return _judged(judge_rows(turn.rulebook, sheets[0][1]), place_of)


def _judged(judged: Judged, place: Callable[[int], str]) -> tuple[list[Row], list[Faulty]]:
    times: Counter[tuple[str, ...]] = Counter()
    rows = []
    for number, cell in judged.rows:
        rated = (cell.unit, cell.metric, cell.period, cell.event)
        times[rated] += 1
        again = f"#{times[rated]}" if times[rated] > 1 else ""
        item = "" if cell.level is not None else f"{cell.event}{again}"  # tells ratings of one cell apart
        rows.append(Row(number, place(number), replace(cell, item=item)))
    return rows, [(number, fault.place, fault.code, dict(fault.values)) for number, fault in judged.faults]


def take(turn: Turn, sender: Sender, rows: Sequence[Row], faults: Sequence[Faulty] = ()) -> Taken:
    """Report every row; a fault anywhere (`faults`: found before) refuses the table and names every faulty row.

    The units hear of it in one message each, the lead in one.
    """
    person = turn.person(sender)
    if not person.reviews:
        raise Refusal("leads_only")
    stored: list[Stored] = []
    found, unchanged = list(faults), 0
    for ordinal, row in enumerate(rows):
        if _is_confirmed(turn, row.cell):
            unchanged += 1
            continue
        try:
            with turn.tx.savepoint():
                stored.append(_report(turn, person, sender, row, ordinal))
        except Refusal as refusal:
            found.append((row.number, row.place, refusal.code, refusal.values))
    if not rows and not found:
        raise Refusal("import_empty")
    if found:
        raise Refusal("import_faults", faults=sorted(found, key=lambda fault: fault[0]))
    items = [(each.number, each.version) for each in stored]
    turn.owe(person.id, "imported", Brought(items, unchanged, turn.as_of()))
    batches.tell_units(turn, [each for each in stored if each.state == "confirmed"])
    return Taken(tuple(stored), unchanged)


def _report(turn: Turn, person: Person, sender: Sender, row: Row, ordinal: int) -> Stored:
    """Report one row as a line of the chat would."""
    outcome = submit.take(turn, person, sender, _intent(turn, row), ordinal, of_many=True)
    return submission.get(turn, outcome.number or 0)


def _intent(turn: Turn, row: Row) -> Intent:
    """Return what a row reports as a line of the chat would say it."""
    cell = row.cell
    if cell.metric == VETO:
        raise Refusal("import_veto")
    metric = turn.rulebook.metric(cell.metric)
    if cell.state == NOT_APPLICABLE:
        return Intent(row.place, cell.unit, cell.metric, NOT_APPLICABLE_WORD, period=cell.period)
    if cell.state != "confirmed":
        raise Refusal("import_state", state=cell.state)
    if metric.input == "events":
        if not cell.event:
            raise Refusal("import_event")
        return Intent(row.place, cell.unit, cell.metric, level=cell.level, title=cell.event, period=cell.period)
    if metric.input == "checklist" and cell.note:
        raise Refusal("import_note")
    value = shown(metric, cell.value or "")
    return Intent(row.place, cell.unit, cell.metric, value, period=cell.period, item=cell.item)


def _is_confirmed(turn: Turn, cell: Cell) -> bool:
    """Say whether a value is confirmed already just as the table has it: the same file again changes nothing."""
    if cell.level is not None:
        found = submissions.of_event(turn.tx, cell.unit, cell.metric, cell.period)
        return any(each.state == "confirmed" and _event(each) == (cell.level, title_key(cell.event)) for each in found)
    stored = submissions.live(turn.tx, cell.unit, cell.metric, cell.period, cell.item)
    if stored is None or stored.state != "confirmed":
        return False
    wanted = NOT_APPLICABLE if cell.state == NOT_APPLICABLE else cell.value
    return (fold(stored.acts_until(), frozenset()).amended or stored.claim.value) == wanted


def _event(stored: Stored) -> tuple[str | None, str]:
    amended = fold(stored.acts_until(), frozenset()).amended
    return amended or stored.claim.level, title_key(stored.claim.title or "")


# Tables that come in


def arrived(turn: Turn, sender: Sender) -> Answer | None:
    """Note a table that a lead sent, to be fetched; None from anybody else, or where evidence is awaited."""
    person = turn.person(sender)
    if not person.reviews or drafts.open_of(turn.tx, person.id, "evidence"):
        return None
    file = sender.files[0]
    payload = {"file": file.id, "name": file.name, "size": file.size, "chat": sender.chat, "message": sender.message}
    drafts.begin(turn.tx, person.id, TABLE, {**payload, "sent_at": sender.sent_at.isoformat()})
    return Answer()


def sent(tx: Transaction) -> Draft | None:
    """Return the oldest table that is still to be fetched."""
    return drafts.oldest(tx, TABLE)


def refuse(turn: Turn, draft: Draft, code: str, values: dict[str, Any]) -> None:
    """Tell the sender what is wrong with a table as a whole."""
    _answer(turn, draft, "table_refused", Text(code, values))


def judge(turn: Turn, draft: Draft, sheets: Sequence[tuple[str, Sequence[Line]]]) -> None:
    """Try what a table reports, keep none of it, and ask whether it is meant; or name every faulty cell."""
    name = draft.payload["name"]
    try:
        rows, faults = read(turn, sheets)
        count = len(rows) + len(faults)
        if count > MOST:
            refuse(turn, draft, "table_many_values", {"name": name, "count": count, "most": MOST})
            return
        with turn.tx.rehearsal():
            taken = take(turn, _sender(draft), rows, faults)
    except FaultyError as error:
        listed = [(0, fault.place, fault.code, dict(fault.values)) for fault in error.faults]
        _answer(turn, draft, "table_faults", Faults(name, listed))
    except Refusal as refusal:
        listed = refusal.values.get("faults", [(0, "", refusal.code, refusal.values)])
        _answer(turn, draft, "table_faults", Faults(name, listed))
    else:
        _propose(turn, draft, rows, taken)


def _sender(draft: Draft) -> Sender:
    """Return who sent a table, and when."""
    payload = draft.payload
    sent_at = datetime.fromisoformat(payload["sent_at"])
    return Sender(draft.person, "", payload["chat"], True, payload["message"], sent_at, draft.begun_at)


def _propose(turn: Turn, draft: Draft, rows: Sequence[Row], taken: Taken) -> None:
    """Ask whether a table is meant; one that holds nothing new asks nothing."""
    name, message = draft.payload["name"], draft.payload["message"]
    if not taken.stored:
        _answer(turn, draft, "table_same", Unchanged(name, taken.unchanged))
        return
    kept, told = [_kept(row) for row in rows], [_outcome(stored) for stored in taken.stored]
    proposed = {"name": name, "unchanged": taken.unchanged, "message": message, "rows": kept, "told": told}
    _answer(turn, draft, "proposal", TableAsked(drafts.begin(turn.tx, draft.person, IMPORT, proposed)))


def _answer(turn: Turn, draft: Draft, kind: str, payload: Payload) -> None:
    turn.owe(draft.payload["chat"], kind, payload, reply_to=draft.payload["message"])


def _kept(row: Row) -> list[Any]:
    cell = row.cell
    return [row.number, row.place, [getattr(cell, name) for name in Cell.__slots__]]


def _row(number: int, place: str, cell: list[Any]) -> Row:
    return Row(number, place, Cell(*cell))


def _outcome(stored: Stored) -> list[Any]:
    claim = stored.claim
    return [claim.unit, claim.metric, claim.period, claim.value, claim.level, claim.title, stored.state]


def brought(turn: Turn, owed: Owed[Brought]) -> Imported:
    """Describe what a table brought in."""
    found = owed.payload
    return Imported(submission.several(turn, found.items, as_known(found.as_of)), found.unchanged)


def proposal(turn: Turn, number: int) -> Proposal:
    """Describe what a table would report."""
    draft = drafts.known(turn.tx, number)
    told = tuple(_proposed(turn, *each) for each in draft.payload["told"])
    open_one = number if draft.ended_at is None else None
    return Proposal(open_one, draft.payload["name"], told, draft.payload["unchanged"])


def _proposed(turn: Turn, unit: str, metric_id: str, period: str, *rest: str) -> tuple[str, str, str, str, str]:
    value, level, title, state = rest
    metric, at = turn.rulebook.metric(metric_id), Period.parse(period)
    said = f"{metric.level_names.get(level, level)} {title}"
    if value:
        said = NOT_APPLICABLE_WORD if value == NOT_APPLICABLE else shown(metric, value)
    return turn.rulebook.unit(unit).name, metric.name, said, at.chinese if at else period, state


def hand_in(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report what a table said, every row or none: what changed since it was judged is named."""
    draft = batches.own_draft(turn, turn.person(sender).id, number, IMPORT)
    drafts.end(turn.tx, number)
    origin = replace(sender, message=draft.payload["message"], pressed=False)
    try:
        with turn.tx.savepoint():
            taken = take(turn, origin, [_row(*row) for row in draft.payload["rows"]])
    except Refusal as refusal:
        if refusal.code != "import_faults":
            raise
        faults = Faults(draft.payload["name"], refusal.values["faults"])
        turn.owe(sender.chat, "table_faults", faults, key=str(number))
        return Answer("import_changed", alert=True)
    return Answer("import_done", {"count": len(taken.stored)})


def hand_in_newest(turn: Turn, sender: Sender) -> Answer:
    """Report what the newest proposal lists: whoever cannot press can write it."""
    return hand_in(turn, sender, batches.newest_draft(turn, sender, IMPORT))


def discard(turn: Turn, sender: Sender, number: int) -> Answer:
    """Report nothing of a table."""
    draft = batches.own_draft(turn, turn.person(sender).id, number, IMPORT)
    drafts.end(turn.tx, draft.id)
    return Answer("cancelled")
