"""Values for many units at once: every row is an ordinary report of a lead, all of them or none."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.actions import batches, reviews, submissions
from handlers.actions.intent import Intent
from handlers.actions.turn import Turn
from handlers.results import Refusal, Sender
from scoring.access import Person
from scoring.cells import Cell
from scoring.grid import is_form, unfold
from scoring.lifecycle import NOT_APPLICABLE, fold
from scoring.lines import NOT_APPLICABLE_WORD, title_key
from scoring.said import shown
from scoring.sheet import Judged, Line, judge_rows, place_of
from storage import submissions as stored_submissions
from storage.submissions import Stored

Faulty = tuple[int, str, str, dict[str, Any]]
"""What a row is refused for: its number, its place in words, a code and values."""


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
    items = [[each.number, each.version] for each in stored]
    turn.owe(person.id, "imported", {"items": items, "unchanged": unchanged, "as_of": turn.as_of()})
    batches.tell_units(turn, [each for each in stored if each.state == "confirmed"])
    return Taken(tuple(stored), unchanged)


def _report(turn: Turn, person: Person, sender: Sender, row: Row, ordinal: int) -> Stored:
    """Report one row as a line of the chat would."""
    outcome = submissions.take(turn, person, sender, _intent(turn, row), ordinal, of_many=True)
    return reviews.get(turn, outcome.number or 0)


def _intent(turn: Turn, row: Row) -> Intent:
    """Return what a row reports as a line of the chat would say it."""
    cell = row.cell
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
        found = stored_submissions.of_event(turn.tx, cell.unit, cell.metric, cell.period)
        return any(each.state == "confirmed" and _event(each) == (cell.level, title_key(cell.event)) for each in found)
    stored = stored_submissions.live(turn.tx, cell.unit, cell.metric, cell.period, cell.item)
    if stored is None or stored.state != "confirmed":
        return False
    wanted = NOT_APPLICABLE if cell.state == NOT_APPLICABLE else cell.value
    return (fold(stored.acts_until(), frozenset()).amended or stored.claim.value) == wanted


def _event(stored: Stored) -> tuple[str | None, str]:
    amended = fold(stored.acts_until(), frozenset()).amended
    return amended or stored.claim.level, title_key(stored.claim.title or "")
