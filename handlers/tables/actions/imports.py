"""Values of many units at once, from a table: all of it or nothing, every faulty row named."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from handlers.deciding.actions import batches
from handlers.reporting.actions import submit
from handlers.reporting.actions.reading import Intent
from handlers.results import Owed, Refusal, Sender, as_known
from handlers.submissions.actions import submission
from handlers.tables.results import Brought, Imported
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period
from scoring.lifecycle import NOT_APPLICABLE, fold
from scoring.reading.lines import NOT_APPLICABLE_WORD, title_key
from scoring.reading.values import shown
from scoring.rulebook.model import VETO, Rulebook
from scoring.standings.cells import Cell
from scoring.standings.form import is_form, unfold
from scoring.standings.values_table import Judged, Line, judge_rows, place_of
from storage import submissions
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
    """What became of a table: the rows that reported something, as what they stand now, and what each replaced.

    `unchanged`: how many values were confirmed just so before.
    """

    rows: tuple[Row, ...]
    stored: tuple[Stored, ...]
    replaced: tuple[Stored | None, ...]
    unchanged: int


def read(turn: Turn, sheets: Sequence[tuple[str, Sequence[Line]]]) -> tuple[list[Row], list[Faulty]]:
    """Judge the sheets of a table: a filled form, or the values format; FaultyError where its header refuses it."""
    rules = partial(_rules, turn)
    if is_form(sheets):
        form = unfold(sheets)
        judged = judge_rows(turn.rulebook, form.lines, form.place, rules)
        return _judged(replace(judged, faults=(*form.faults, *judged.faults)), form.place)
    return _judged(judge_rows(turn.rulebook, sheets[0][1], rules=rules), place_of)


def _rules(turn: Turn, period: Period) -> Rulebook:
    """Return the rulebook of a period; today's where it has none."""
    return turn.rulebook_on(period.first) if turn.has_rules_for(period) else turn.rulebook


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
    reported: list[Row] = []
    stored: list[Stored] = []
    replaced: list[Stored | None] = []
    found, unchanged = list(faults), 0
    events: set[tuple[str, ...]] = set()
    for row in rows:
        try:
            _refuse_again(turn, row.cell, events)
            present = _present(turn, row.cell)
            if present is not None and _is_confirmed(present, row.cell):
                unchanged += 1
                continue
            with turn.tx.savepoint():
                after = _report(turn, person, sender, row)
            reported.append(row)
            stored.append(after)
            replaced.append(None if present is None or present.version == after.version else present)
        except Refusal as refusal:
            found.append((row.number, row.place, refusal.code, refusal.values))
    if not rows and not found:
        raise Refusal("import_empty")
    if found:
        raise Refusal("import_faults", faults=sorted(found, key=lambda fault: fault[0]))
    items = [(each.number, each.version) for each in stored]
    turn.owe(person.id, "imported", Brought(items, unchanged, turn.as_of()))
    batches.tell_units(turn, [each for each in stored if each.state == "confirmed"])
    return Taken(tuple(reported), tuple(stored), tuple(replaced), unchanged)


def _refuse_again(turn: Turn, cell: Cell, events: set[tuple[str, ...]]) -> None:
    """Refuse an event that a table has had before, where each time counts: no row says that it happened again."""
    if not cell.event or cell.level is None or not turn.metric_known(cell.metric)[1].counts_each_time:
        return
    event = (cell.unit, cell.metric, cell.period, cell.level, title_key(cell.event))
    if event in events:
        raise Refusal("import_repeated", title=cell.event)
    events.add(event)


def _report(turn: Turn, person: Person, sender: Sender, row: Row) -> Stored:
    """Report one row as a line of the chat would."""
    outcome = submit.take(turn, person, sender, _intent(turn, row), row.number, of_many=True)
    return submission.get(turn, outcome.number or 0)


def _intent(turn: Turn, row: Row) -> Intent:
    """Return what a row reports as a line of the chat would say it."""
    cell = row.cell
    if cell.metric == VETO:
        raise Refusal("import_veto")
    period = Period.written(cell.period)
    metric = next((one for one in _rules(turn, period).metrics if one.id == cell.metric), None)
    if metric is None:  # other rules came in force since the table was read
        raise Refusal("metric_not_then", metric=turn.metric_known(cell.metric)[1].name, period=period.chinese)
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


def _present(turn: Turn, cell: Cell) -> Stored | None:
    """Return what is reported already where a value of a table goes; of an event twice, the one that is confirmed."""
    if cell.level is None:
        return submissions.live(turn.tx, cell.unit, cell.metric, cell.period, cell.item)
    wanted = (cell.level, title_key(cell.event))
    events = submissions.of_event(turn.tx, cell.unit, cell.metric, cell.period)
    same = [each for each in events if _event(each) == wanted]
    return min(same, key=lambda each: each.state != "confirmed", default=None)


def _is_confirmed(present: Stored, cell: Cell) -> bool:
    """Say whether a value is confirmed already just as the table has it: the same file again changes nothing."""
    if present.state != "confirmed" or cell.level is not None:
        return present.state == "confirmed"
    wanted = NOT_APPLICABLE if cell.state == NOT_APPLICABLE else cell.value
    return (fold(present.acts_until(), frozenset()).amended or present.claim.value) == wanted


def _event(stored: Stored) -> tuple[str | None, str]:
    amended = fold(stored.acts_until(), frozenset()).amended
    return amended or stored.claim.level, title_key(stored.claim.title or "")


def brought(turn: Turn, owed: Owed[Brought]) -> Imported:
    """Describe what a table brought in."""
    found = owed.payload
    return Imported(submission.several(turn, found.items, as_known(found.as_of)), found.unchanged)
