"""Which rounds of which parts a cell of a ledger counts, for whoever asks why."""

from collections.abc import Iterable

from handlers.matters.actions import which
from handlers.matters.results import Behind
from handlers.turn import Turn
from scoring.access import Person
from scoring.calendar import Period
from scoring.matters.cells import entry
from scoring.rulebook.model import Metric
from storage import matters, parts


def behind(
    turn: Turn, metric: Metric, unit: str, periods: Iterable[Period], reader: Person | None
) -> tuple[Behind, ...]:
    """Return the rounds that count for a unit in some own periods of a metric, by number; none without a ledger.

    What a matter is about is told to whoever is shown the part.
    """
    if metric.source is None:
        return ()
    source = metric.source
    found = (one for period in periods for one in parts.behind(turn.tx, source.matters, str(period), unit))
    events = metric.input == "events"
    return tuple(
        Behind(
            entry(one.number),
            _title(turn, one.number, unit, reader),
            one.round,
            one.what,
            f"{one.done}/{one.quantity}" if source.count == "quantity" else None,
        )
        for one in found
        if one.every == metric.period and (one.what != "on_time" if events else one.what != "rebound")
    )


def _title(turn: Turn, number: int, unit: str, reader: Person | None) -> str:
    part = matters.part(turn.tx, number, unit)
    return part.matter.title if part is not None and reader is not None and which.sees(reader, part) else ""
