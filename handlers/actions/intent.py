"""From a line of text to an intent: unit, metric, value or event, period; and the questions that stay open."""

import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from handlers.actions.turn import Turn
from handlers.results import Refusal, Sender
from scoring import lines
from scoring.access import Person
from scoring.calendar import Period
from scoring.entries import Metric, Unit
from storage import submissions


@dataclass(frozen=True, slots=True)
class Intent:
    """What a line means; ids and texts. `message` is set when a button continued an earlier message.

    `item` tells the ratings of one unit, metric and period apart.
    """

    line: str
    unit: str
    metric: str
    value: str | None = None
    level: str | None = None
    title: str | None = None
    period: str | None = None
    message: int | None = None
    item: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the intent as a draft stores it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Intent":
        """Read an intent back from a draft."""
        return cls(**stored)


def read_report(turn: Turn, person: Person, sender: Sender, line: str) -> Intent:
    """Read `[单位] 指标 值 [期间]`."""
    unit, parts = _unit(turn, person, lines.words(line))
    arena = unit.arena or ""
    today = turn.local(turn.judged_at(sender)).date()
    reading = lines.read_line(parts, turn.rulebook, arena, today)
    if reading.metric is None:
        raise _unknown_metric(turn, arena, reading.name)
    if reading.metric.input == "events":
        raise Refusal("use_highlight", metric=reading.metric.name)
    if reading.value is None:
        raise Refusal("value_missing", metric=reading.metric.name, example=example(reading.metric))
    period = None if reading.period is None else str(reading.period)
    return Intent(line, unit.id, reading.metric.id, reading.value, period=period)


def read_highlight(turn: Turn, person: Person, _sender: Sender, line: str) -> Intent:
    """Read `[单位] 指标 级别 标题`."""
    words = lines.words(line)
    unit, parts = _unit(turn, person, words)
    metric, rest = lines.leading_metric(parts, turn.rulebook, unit.arena or "")
    if metric is None:
        raise _unknown_metric(turn, unit.arena or "", parts[0] if parts else "")
    if metric.input != "events":
        raise Refusal("use_report", metric=metric.name, example=example(metric))
    if len(rest) < 2:
        listed = [metric.level_names.get(key, key) for key in metric.levels]
        raise Refusal("highlight_incomplete", metric=metric.name, levels=listed)
    title = read_title(_after(line, len(words) - len(rest) + 1))
    return Intent(line, unit.id, metric.id, level=rest[0], title=title)


def read_title(text: str) -> str:
    """Read the title of an event: it keeps its punctuation, on one line."""
    title = " ".join(_visible(text).split())
    if len(title) > 100:
        raise Refusal("title_too_long", length=len(title))
    return title


def _visible(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char) != "Cf")


def _after(line: str, words: int) -> str:
    """Return what follows so many words as it was written: a title keeps its punctuation."""
    return re.sub(rf"[、:：=＝\s]*(?:[^、:：=＝\s]+[、:：=＝\s]+){{{words}}}", "", _visible(line), count=1).strip()


def _unit(turn: Turn, person: Person, parts: list[str]) -> tuple[Unit, list[str]]:
    """Return the unit a line is about: named in front, or the one this person is head of."""
    rulebook = turn.rulebook
    named, rest = lines.leading_unit(parts, rulebook)
    if not person.own:
        raise Refusal("nothing_to_report")
    if named is not None and (person.reviews or len(person.heads) > 1 or named.id in person.heads):
        unit = named
    elif named is not None:
        raise Refusal("other_unit", unit=named.name)
    elif len(person.heads) == 1:
        unit, rest = rulebook.unit(next(iter(person.heads))), parts
    else:
        raise Refusal("unit_needed", text=parts[0] if parts else "")
    if unit.arena is None:
        raise Refusal("unit_not_competing", unit=unit.name)
    return unit, rest


def _unknown_metric(turn: Turn, arena: str, name: str) -> Refusal:
    metrics = turn.rulebook.metrics_in(arena)
    return Refusal("unknown_metric", name=name, suggestions=list(lines.suggestions(name, metrics)))


def example(metric: Metric) -> str:
    """Return a value as it could be written for this metric."""
    written = {"rate": "98/100", "rank": "3/16", "count": "12", "checklist": "9/10", "tasks": "9/10"}
    return written.get(metric.input, f"95.5{metric.unit}")


def choose_period(turn: Turn, sender: Sender, unit: str, metric: Metric) -> list[str]:
    """Return the periods a value without one could be meant for, the older first.

    The metric's own period that holds the message's date; also the one before, where that is not yet locked and the
    unit's value there is missing.
    """
    judged = turn.judged_at(sender)
    day = turn.local(judged).date()
    current = Period.holding(metric.period, day)
    before = current.shifted(-1)
    year = turn.rulebook.competition.year
    if metric.input == "events" or before.year != year or judged >= turn.lock_of(before):
        return [str(current)]
    present = submissions.live(turn.tx, unit, metric.id, str(before))
    if present is not None and present.state in ("pending", "confirmed"):
        return [str(current)]
    return [str(before), str(current)] if current.year == year else [str(before)]
