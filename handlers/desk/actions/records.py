"""Who did what when, from the audit chain: by person, unit, number or day, newest first."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers.desk.results import Record, RecordsPage, RecordsWanted
from handlers.enacting.actions import changing
from handlers.names import unit_named
from handlers.results import Answer, Owed, Refusal, Sender
from handlers.turn import Turn, names
from scoring.language import both, named
from scoring.reading.days import read_day
from storage import audit, identities, roster, submissions
from storage.audit import Link

SHOWN, MOST = 12, 5_000
"""Rows on a page, and in a file."""
_NUMBER = re.compile(r"\d{1,9}")
_BEFORE = re.compile(r"<(\d{1,15})")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which rows are wanted: of all who have a name, about some submissions or a unit, of a day."""

    persons: frozenset[int] | None = None
    numbers: frozenset[int] | None = None
    unit: str | None = None
    day: date | None = None


def refuse_unless_found(turn: Turn, about: str) -> None:
    """Refuse what names no person, unit, number or day."""
    _asked(turn, about.strip())


def _asked(turn: Turn, about: str) -> _Asked:
    if not about or _BEFORE.fullmatch(about):
        return _Asked()
    today = turn.local(turn.now).date()
    if _NUMBER.fullmatch(about):
        return _Asked(numbers=frozenset({int(about)}))
    if (day := read_day(about, today)) is not None:
        return _Asked(day=day)
    persons = frozenset(person for person, name in roster.all_names(turn.tx).items() if name == about)
    if persons:
        return _Asked(persons=persons)
    unit = next((one for rules in turn.rulebooks_so_far() if (one := unit_named(rules, about).entry)), None)
    if unit is None:
        raise Refusal("records_unknown", text=about)
    return _Asked(unit=unit.id, numbers=frozenset(one.number for one in submissions.every(turn.tx, unit=unit.id)))


def _rows(turn: Turn, asked: _Asked, before: int | None = None) -> Iterator[tuple[Link, list[tuple[str, Any]]]]:
    """Yield the rows that are wanted with their facts, newest first."""
    since = until = None
    if asked.day is not None:
        since = datetime.combine(asked.day, time(), turn.zone)
        until = since + timedelta(days=1)
    marks = identities.known(turn.tx)
    for link in audit.newest(turn.tx, asked.persons, since, until, before):
        told = json.loads(link.body).get("facts", [])
        facts = [(table, identities.unmasked(marks, table, row)) for table, row in told]
        if asked.numbers is None or any(_is_about(asked, row) for _, row in facts):
            yield link, facts


def _is_about(asked: _Asked, row: dict[str, Any]) -> bool:
    numbered = asked.numbers is not None and row.get("number") in asked.numbers
    return numbered or (asked.unit is not None and row.get("unit") == asked.unit)


def page(turn: Turn, about: str) -> RecordsPage:
    """Describe some of the records; `about` is what is asked for, or `<N` for those before a place."""
    before = _BEFORE.fullmatch(about)
    found: list[tuple[Link, list[tuple[str, Any]]]] = []
    for one in _rows(turn, _asked(turn, about), int(before[1]) if before else None):
        found.append(one)
        if len(found) > SHOWN:
            break
    people = roster.all_names(turn.tx)
    rows = tuple(_record(turn, people, *each) for each in found[:SHOWN])
    more = len(found) > SHOWN and (before is not None or not about)
    return RecordsPage("" if before else about, rows, found[SHOWN - 1][0].seq if more else None)


def _record(turn: Turn, people: dict[int, str], link: Link, facts: list[tuple[str, dict[str, Any]]]) -> Record:
    """Put a row into names: about which submission, of what, and with which value."""
    number = next((row["number"] for _, row in facts if "number" in row), None)
    who = "" if link.actor is None else people.get(link.actor, str(link.actor))
    return Record(turn.local(link.at), who, link.act, number, _what(turn, number, facts))


def _what(turn: Turn, number: int | None, facts: list[tuple[str, dict[str, Any]]]) -> str:
    stored = None if number is None else submissions.get(turn.tx, number)
    if stored is not None:
        rulebook = turn.rulebook_on(stored.claim.in_period.first)
        said = [
            *map(named, names(rulebook, [stored.claim.unit])),
            named(turn.metric_of(stored.claim).name),
            stored.claim.in_period.name,
        ]
        said += [str(row[part]) for _, row in facts for part in ("value", "level", "reason", "title") if row.get(part)]
        return " ".join(said)
    people = [str(row["name"]) for table, row in facts if table == "roster" and "name" in row]
    periods = [str(row["period"]) for table, row in facts if table in ("changes", "publications") and "period" in row]
    return both("、", ", ").join(dict.fromkeys([*people, *periods]))


def export(turn: Turn, sender: Sender, about: str = "") -> Answer:
    """Owe an admin the records as a file."""
    changing.office(turn, sender)
    refuse_unless_found(turn, about)
    turn.owe_private(sender, "records", RecordsWanted(about), key=about)
    return Answer()


def records_file(turn: Turn, owed: Owed[RecordsWanted]) -> RecordsPage:
    """Return the records that a file is to hold, newest first."""
    people, found = roster.all_names(turn.tx), []
    for link, facts in _rows(turn, _asked(turn, owed.payload.about)):
        found.append(_record(turn, people, link, facts))
        if len(found) == MOST:
            break
    return RecordsPage(owed.payload.about, tuple(found), None)
