"""The steps of a dialogue: what each one offers as buttons, and how what was typed instead is read."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from handlers.actions import acts
from handlers.actions.intent import read_title
from handlers.actions.submissions import reporting_lead
from handlers.actions.turn import Turn
from handlers.results import Refusal, Sender
from scoring import lines
from scoring.access import Person
from scoring.calendar import Period, read_period
from scoring.entries import Metric
from storage import submissions

FLOWS = {
    "report": ("unit", "metric", "value"),
    "highlight": ("unit", "metric", "level", "title"),
    "feedback": ("words",),
}
"""The dialogues by the command that begins them, each with its steps in order."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dialogue stands: its step, what is known so far, and what the buttons of this step stand for.

    `message` began it; `before` is the draft of the step before.
    """

    flow: str
    step: str
    chat: int
    message: int
    topic: int | None
    got: dict[str, str] = field(hash=False)
    options: list[str] = field(default_factory=list, hash=False)
    before: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the place as a draft stores it."""
        return asdict(self)

    @property
    def following(self) -> str | None:
        """The step after this one; None where it is the last."""
        steps = FLOWS[self.flow]
        at = steps.index(self.step) + 1
        return steps[at] if at < len(steps) else None


def offered(turn: Turn, person: Person, sender: Sender, place: Place) -> list[str]:
    """Return what a step offers as buttons, as ids; a step that could never be answered is refused."""
    if place.step == "unit":
        return units(turn, person)
    if place.step == "metric":
        return _metrics(turn, person, sender, place)
    if place.step == "level":
        return list(turn.rulebook.metric(place.got["metric"]).levels)
    return []


def units(turn: Turn, person: Person) -> list[str]:
    """Return the units somebody can report for: the own ones first, then those whose metrics the own lead confirms."""
    if not person.own:
        raise Refusal("nothing_to_report")
    own = [unit.id for unit in turn.rulebook.units if unit.id in person.heads]
    competing = [unit for unit in own if turn.rulebook.unit(unit).arena is not None]
    led = {metric.arena for metric in turn.rulebook.metrics if person.reviews & set(metric.leads)}
    others = [unit.id for unit in turn.rulebook.units if unit.arena in led and not person.is_of(unit.id)]
    if not competing and not others:
        raise Refusal("unit_not_competing", unit=turn.rulebook.unit(min(person.own)).name)
    return competing + others


def _metrics(turn: Turn, person: Person, sender: Sender, place: Place) -> list[str]:
    """Return the metrics that this person can report for the unit now: open values, or events."""
    unit, events = turn.rulebook.unit(place.got["unit"]), place.flow == "highlight"
    found = [
        metric.id
        for metric in turn.rulebook.metrics_in(unit.arena or "")
        if (metric.input == "events") is events
        and _may_report(turn, person, unit.id, metric)
        and (events or any(open_periods(turn, sender, unit.id, metric)))
    ]
    if not found:
        raise Refusal("no_events" if events else "nothing_open", unit=unit.name)
    return found


def _may_report(turn: Turn, person: Person, unit: str, metric: Metric) -> bool:
    try:
        reporting_lead(turn, person, unit, metric)
    except Refusal:
        return False
    return True


def open_periods(turn: Turn, sender: Sender, unit: str, metric: Metric) -> Iterator[Period]:
    """Yield the periods, the older first, in which a unit's value of a metric is missing or was returned."""
    judged = turn.judged_at(sender)
    current = Period.holding(metric.period, turn.local(judged).date())
    for period in (current.shifted(-1), current):
        if period.year == turn.rulebook.competition.year and judged < turn.lock_of(period):
            present = submissions.live(turn.tx, unit, metric.id, str(period))
            if present is None or present.state == "returned":
                yield period


def label(turn: Turn, place: Place, step: str, known: str) -> str:
    """Return what people call an answer: the name of a unit, metric or level, else the answer itself."""
    if step == "unit":
        return turn.rulebook.unit(known).name
    if step == "level":
        return turn.rulebook.metric(place.got["metric"]).level_names.get(known, known)
    return turn.rulebook.metric(known).name if step == "metric" else known


def typed(turn: Turn, sender: Sender, place: Place, written: str) -> dict[str, str]:
    """Read what was typed instead of a press; returns what is known by it."""
    text = lines.clean(written)
    if place.step == "words":
        return {"words": written}
    if place.step == "unit":
        unit = turn.rulebook.find_unit(text)
        if unit is None or unit.id not in place.options:
            raise Refusal("unit_needed", text=text)
        return {"unit": unit.id}
    if place.step == "metric":
        arena = turn.rulebook.unit(place.got["unit"]).arena or ""
        metric, rest = lines.leading_metric(lines.words(text), turn.rulebook, arena)
        if metric is None or rest:
            known = turn.rulebook.metrics_in(arena)
            raise Refusal("unknown_metric", name=text, suggestions=list(lines.suggestions(text, known)))
        return {"metric": metric.id}
    if place.step == "level":
        return {"level": acts.read_level(turn.rulebook.metric(place.got["metric"]), text)}
    if place.step == "title":
        return {"title": read_title(written)}
    return _value(turn, sender, text)


def _value(turn: Turn, sender: Sender, text: str) -> dict[str, str]:
    """Read a value with perhaps a period behind it."""
    value, _, last = text.rpartition(" ")
    today = turn.local(turn.judged_at(sender)).date()
    period = read_period(last, today, turn.rulebook.competition.year) if value.strip() else None
    return {"value": text} if period is None else {"value": value.strip(), "period": str(period)}
