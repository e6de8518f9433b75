"""填报表: a form for all units of the metrics that somebody leads."""

from collections.abc import Iterator

from handlers.names import example
from handlers.results import Answer, Refusal, Sender
from handlers.tables.results import Form, FormColumn, FormFor, FormSheet
from handlers.turn import Turn, number_text
from scoring.access import Person
from scoring.calendar import Period, PeriodKind
from scoring.language import both, named
from scoring.rulebook.model import Arena, Metric
from scoring.standings.form import column_id
from storage import values

PAIRS = ("rate", "rank", "checklist", "tasks")


def offer_form(turn: Turn, sender: Sender) -> Answer:
    """Owe a lead the form of all units for the metrics that the lead may report now."""
    person = turn.person(sender)
    if not describe_form(turn, person.id).sheets:
        raise Refusal("leads_only" if not person.reviews else "no_form")
    turn.owe(person.id, "form", FormFor(person.id), fallback=sender)
    return Answer()


def describe_form(turn: Turn, person_id: int) -> Form:
    """Describe the form of a lead as of now: a sheet for each arena and each period that is open."""
    person = turn.person_by_id(person_id)
    name = turn.local(turn.now).strftime(both("填报表%m%d.xlsx", "form-%m%d.xlsx"))
    found = (_sheet(turn, person, arena, period) for arena in turn.rulebook.arenas for period in _periods(turn))
    return Form(name, tuple(sheet for sheet in found if sheet.columns and sheet.rows))


def _periods(turn: Turn) -> Iterator[Period]:
    """Yield the periods in which values can be reported: those that hold today, and before them what is not locked."""
    today = turn.local(turn.now).date()
    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    for kind in kinds:
        current = Period.holding(kind, today)
        for period in (current.shifted(-1), current):
            if turn.has_rules_for(period) and turn.now < turn.lock_of(period):
                yield period


def _sheet(turn: Turn, person: Person, arena: Arena, period: Period) -> FormSheet:
    rulebook = turn.rulebook_on(period.first)
    every = (unit for unit in rulebook.units_in(arena.id) if unit.reports(period))
    units = [unit for unit in every if not person.is_of(unit.id)]
    metrics = [
        metric
        for metric in rulebook.reported_in(arena.id)
        if metric.period == period.kind and metric.input != "events" and person.reviews & set(metric.leads)
    ]
    cells = values.of_metrics(turn.tx, [metric.id for metric in metrics], [str(period)])
    known = {(cell.unit, cell.metric): cell.value for cell in cells if cell.state == "confirmed" and not cell.item}
    return FormSheet(
        both(f"{arena.name.removesuffix('擂台')} {period.chinese}", f"{period.english} {named(arena.name)}"),
        tuple(_column(metric, period) for metric in metrics),
        tuple((unit.id, unit.name, tuple(known.get((unit.id, metric.id)) for metric in metrics)) for unit in units),
    )


def _column(metric: Metric, period: Period) -> FormColumn:
    low, high = (number_text(end) for end in metric.range) if metric.range else (None, None)
    if metric.input == "points":
        low, high = "0", number_text(metric.points)
    kind = "pair" if metric.input in PAIRS else "whole" if metric.input == "count" else "number"
    how = "pair_or_percent" if metric.percent_ok else metric.input if metric.input in PAIRS else kind
    told = {"example": example(metric), "unit": metric.unit, "low": low or "", "high": high or ""}
    return FormColumn(column_id(metric.id, str(period)), metric.name, (how, told), kind, low, high)  # type: ignore[arg-type]
