"""The steps of a dialogue: what each one offers as buttons, and how what was typed instead is read."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from handlers.matters.actions import stepping
from handlers.names import metric_named, unit_named
from handlers.reporting.actions import reading
from handlers.reporting.actions.reading import read_title, there_in
from handlers.reporting.actions.submit import reporting_lead
from handlers.results import Refusal, Sender
from handlers.submissions.actions import submission
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period, read_period
from scoring.reading import lines
from scoring.rulebook.model import Metric
from storage import submissions

FLOWS = {
    "report": ("unit", "metric", "value"),
    "highlight": ("unit", "metric", "level", "title", "day", "contributors", "evidence"),
    "feedback": ("words",),
    "task": ("kind", "owners", "until", "subject"),
    "problem": ("kind", "owners", "until", "subject"),
}
"""The dialogues by the command that begins them, each with its steps in order."""

TODAY, YESTERDAY, SKIP, DONE = "today", "yesterday", "skip", "done"
"""What buttons stand for that name no unit, metric or level."""
OPTIONAL = ("day", "contributors", "evidence")
NOTHING = ("跳过", "skip", "没有", "无", "none", "提交", "submit")


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


def following(flow: str, step: str, metric: Metric | None) -> str | None:
    """Return the step after this one; None where it is the last. Evidence is asked for where a metric takes any."""
    rest = FLOWS[flow][FLOWS[flow].index(step) + 1 :]
    if rest == ("evidence",) and metric is not None and metric.evidence == "none":
        return None
    return rest[0] if rest else None


def offered(turn: Turn, person: Person, sender: Sender, place: Place) -> list[str]:
    """Return what a step offers as buttons, as ids; a step that could never be answered is refused."""
    if place.step == "unit":
        return units(turn, person, place.flow)
    if place.step == "metric":
        return _metrics(turn, person, sender, place)
    if place.step == "level":
        return list(turn.rulebook.metric(place.got["metric"]).levels)
    if place.step in stepping.STEPS:
        return stepping.offered(turn, person, place.flow, place.step, place.got)
    if place.step == "day":
        return [TODAY, YESTERDAY, SKIP]
    if place.step == "contributors":
        return [SKIP]
    if place.step == "evidence" and ("count" in place.got or not evidence_needed(turn, place)):
        return [DONE]
    return []


def evidence_needed(turn: Turn, place: Place) -> bool:
    """Say whether an event cannot be reported without evidence."""
    return turn.metric_known(place.got["metric"])[1].evidence == "required"


def pressed(turn: Turn, sender: Sender, place: Place, option: str) -> dict[str, str]:
    """Return what is known by a press."""
    if option in (SKIP, DONE):
        return {}
    if place.step in stepping.STEPS:
        return stepping.pressed(place.step, place.got, option)
    if place.step == "day":
        today = turn.local(turn.judged_at(sender)).date()
        return {"day": str(today if option == TODAY else today - timedelta(days=1))}
    return {place.step: option}


def units(turn: Turn, person: Person, flow: str) -> list[str]:
    """Return the units somebody can report for: the own ones first, then those whose metrics the own lead confirms."""
    events = flow == "highlight"
    if not person.own:
        raise Refusal("nothing_to_report")
    own = [unit.id for unit in turn.rulebook.units if unit.id in person.heads]
    competing = [unit for unit in own if turn.rulebook.unit(unit).arena is not None]
    led = {
        metric.arena
        for metric in turn.rulebook.metrics
        if metric.is_reported and (metric.input == "events") is events and person.reviews & set(metric.leads)
    }
    others = [unit.id for unit in turn.rulebook.units if unit.arena in led and not person.is_of(unit.id)]
    if not competing and not others:
        unit = turn.unit_known(min(person.own)).name
        raise Refusal("no_events" if events else "unit_not_competing", unit=unit)
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
        reporting_lead(turn.rulebook, person, unit, metric)
    except Refusal:
        return False
    return True


def open_periods(turn: Turn, sender: Sender, unit: str, metric: Metric) -> Iterator[Period]:
    """Yield the periods, the older first, in which a unit's value of a metric is missing or was returned."""
    judged = turn.judged_at(sender)
    current = Period.holding(metric.period, turn.local(judged).date())
    for period in (current.shifted(-1), current):
        if turn.has_rules_for(period) and judged < turn.lock_of(period) and there_in(turn, unit, period):
            present = submissions.live(turn.tx, unit, metric.id, str(period))
            if present is None or present.state == "returned":
                yield period


def label(turn: Turn, place: Place, step: str, known: str) -> str:
    """Return what people call an answer: the name of a unit, metric or level, else the answer itself."""
    if step == "unit":
        return turn.unit_known(known).name
    if step in stepping.STEPS:
        return stepping.label(turn, step, known)
    if step == "level":
        return turn.metric_known(place.got["metric"])[1].level_names.get(known, known)
    return turn.metric_known(known)[1].name if step == "metric" else known


def is_outrun(turn: Turn, got: dict[str, str]) -> bool:
    """Say whether any answer so far is about what the rules of today do not have any more."""
    if "kind" in got and all(kind.id != got["kind"] for kind in turn.rulebook.kinds):
        return True
    unit = {one.id: one for one in turn.rulebook.units}.get(got.get("unit", ""))
    metric = {one.id: one for one in turn.rulebook.metrics}.get(got.get("metric", ""))
    gone = ("unit" in got and unit is None) or ("metric" in got and metric is None)
    return gone or (metric is not None and "level" in got and got["level"] not in metric.levels)


def typed(turn: Turn, sender: Sender, place: Place, written: str) -> dict[str, str]:
    """Read what was typed instead of a press; returns what is known by it."""
    if place.step in OPTIONAL and lines.clean(written).lower() in NOTHING:
        return {}
    return _READERS[place.step](turn, sender, place, written)


def _unit(turn: Turn, _sender: Sender, place: Place, written: str) -> dict[str, str]:
    named = unit_named(turn.rulebook, written)
    if named.entry is None or named.entry.id not in place.options:
        units_meant = [unit.name for unit in named.candidates if unit.id in place.options]
        raise Refusal("unknown_unit", text=lines.clean(written), suggestions=units_meant)
    return {"unit": named.entry.id}


def _metric(turn: Turn, _sender: Sender, place: Place, written: str) -> dict[str, str]:
    arena = turn.rulebook.unit(place.got["unit"]).arena or ""
    named = metric_named(turn.rulebook, arena, written, events=place.flow == "highlight")
    if named.entry is None:
        meant = [metric.name for metric in named.candidates]
        raise Refusal("unknown_metric", name=lines.clean(written), suggestions=meant)
    reading.refuse_unless_reported(turn.rulebook, named.entry)
    return {"metric": named.entry.id}


def _level(turn: Turn, _sender: Sender, place: Place, written: str) -> dict[str, str]:
    return {"level": submission.read_level(turn.rulebook.metric(place.got["metric"]), lines.clean(written))}


def _title(_turn: Turn, _sender: Sender, _place: Place, written: str) -> dict[str, str]:
    return {"title": read_title(written)}


def _day(turn: Turn, sender: Sender, _place: Place, written: str) -> dict[str, str]:
    text = lines.clean(written)
    day = reading.day(turn, sender, text)
    if day is None:
        raise Refusal("day_not_read", text=text)
    return {"day": day}


def _contributors(_turn: Turn, _sender: Sender, _place: Place, written: str) -> dict[str, str]:
    names = reading.names_in(written)
    if names is None:
        raise Refusal("contributors_not_read", most=reading.MOST_NAMES, length=reading.LONGEST_NAME)
    return {"contributors": "、".join(names)}


def _evidence(_turn: Turn, _sender: Sender, _place: Place, _written: str) -> dict[str, str]:
    raise Refusal("evidence_step")


def _words(_turn: Turn, _sender: Sender, _place: Place, written: str) -> dict[str, str]:
    return {"words": written}


def _of_matter(turn: Turn, sender: Sender, place: Place, written: str) -> dict[str, str]:
    return stepping.typed(turn, sender, place.flow, place.step, written)


def _value(turn: Turn, sender: Sender, _place: Place, written: str) -> dict[str, str]:
    """Read a value with perhaps a period behind it."""
    text = lines.clean(written)
    value, _, last = text.rpartition(" ")
    today = turn.local(turn.judged_at(sender)).date()
    period = read_period(last, today, turn.rulebook.competition.year) if value.strip() else None
    return {"value": text} if period is None else {"value": value.strip(), "period": str(period)}


_READERS: dict[str, Callable[[Turn, Sender, Place, str], dict[str, str]]] = {
    "unit": _unit,
    "metric": _metric,
    "value": _value,
    "level": _level,
    "title": _title,
    "day": _day,
    "contributors": _contributors,
    "evidence": _evidence,
    "words": _words,
    **dict.fromkeys(stepping.STEPS, _of_matter),
}
