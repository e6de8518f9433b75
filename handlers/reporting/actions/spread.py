"""What one message reports, a line a value: several on one are parted, a name and the value below it are joined."""

import re
from collections.abc import Sequence

from handlers.reporting.actions.reading import Intent, Unclear, bare, joined, metric_meant, read_report
from handlers.results import Refusal, Sender
from handlers.submissions.actions import submission
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import read_period, whole_periods
from scoring.reading.lines import clean, leading_unit, words
from scoring.reading.numerals import CHARACTERS

MAX_LINES = 30
_BETWEEN = re.compile(r"[;；,，、]")


def spread(turn: Turn, sender: Sender, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of a report as they are taken: what reads stays as it stands, others are parted or joined."""
    person = turn.person(sender)
    found: list[str] = []
    below, lines = "", joined(lines)
    if len(lines) > MAX_LINES:
        return lines
    for line in lines:
        if below and _is_value_of(turn, person, sender, below, line):
            found[-1], below = f"{below} {line}", ""
            continue
        read = _read(turn, person, sender, line)
        below = line if isinstance(read, Refusal) and read.code == "value_missing" else ""
        parts = [] if _is_heard(turn, read) or bare(line) != line.strip() else _parts(line)
        found += parts if _are_reports(turn, person, sender, parts) else [line]
    return tuple(found)


def read_one(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
    """Read one line of a report; where it rather holds several that cannot be parted, that is said."""
    read = _read(turn, person, sender, line)
    if not _is_heard(turn, read):
        parts = _parts(line)
        told = [part for part in parts if any(map(str.isdigit, part)) and any(map(str.isalpha, part))]
        if len(told) > 1 and any(_is_heard(turn, _read(turn, person, sender, part)) for part in told):
            raise Refusal("one_a_line")
    if isinstance(read, Intent):
        return read
    raise read


def _read(turn: Turn, person: Person, sender: Sender, line: str) -> Intent | Refusal | Unclear:
    try:
        return read_report(turn, person, sender, bare(line))
    except (Refusal, Unclear) as wrong:
        return wrong


def _is_heard(turn: Turn, read: Intent | Refusal | Unclear) -> bool:
    """Say whether what was read is a metric with a value that it could take."""
    if not isinstance(read, Intent):
        return False
    try:
        submission.hear_value(metric_meant(turn, read)[1], read.value or "")
    except Refusal:
        return False
    return True


def _parts(line: str) -> list[str]:
    parts = [part.strip() for part in _BETWEEN.split(line) if part.strip()]
    return parts if 1 < len(parts) <= MAX_LINES else []


def _are_reports(turn: Turn, person: Person, sender: Sender, parts: list[str]) -> bool:
    """Say whether every part is a report of its own: unit and period are named by each of them, or by none."""
    if not parts or not all(isinstance(_read(turn, person, sender, part), Intent) for part in parts):
        return False
    today, rulebook = turn.local(turn.judged_at(sender)).date(), turn.rulebook
    said = [whole_periods(words(part)) for part in parts]
    units = {leading_unit(each, rulebook)[0] is not None for each in said}
    year = rulebook.competition.year
    periods = {any(read_period(w, today, year) is not None for w in each if not w.isdigit()) for each in said}
    return len(units) == len(periods) == 1


def _is_value_of(turn: Turn, person: Person, sender: Sender, name: str, line: str) -> bool:
    """Say whether a line is nothing but the value of the name above it."""
    figure = any(char in CHARACTERS for char in clean(line))
    apart, both = (_read(turn, person, sender, said) for said in (line, f"{name} {line}"))
    return figure and not isinstance(apart, Intent) and isinstance(both, Intent)
