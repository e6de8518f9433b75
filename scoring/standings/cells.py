"""Cells: what is known of a unit's metric in a period, and how own periods roll up to a coarser one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from scoring.calendar import Period, PeriodKind
from scoring.reading.canonical import parts, raw, share, trimmed_mean
from scoring.rulebook.methods import Checklist
from scoring.rulebook.model import Metric
from scoring.rulebook.spelling import normalise
from scoring.standings.points import Raw
from scoring.standings.publish import raw_text

State = Literal["confirmed", "pending", "missing", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One reported value, event or rating; `value` is canonical, `note` holds a checklist's failed items.

    `item` tells the rows of one events or rating metric apart and changes nothing else.
    """

    unit: str
    metric: str
    period: str
    item: str = ""
    value: str | None = None
    state: Literal["confirmed", "pending", "not_applicable"] = "confirmed"
    level: str | None = None
    event: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one unit's metric in one period; `raw` only where it is confirmed."""

    state: State
    raw: Raw | None = None
    value: str | None = None
    share: tuple[int, int] | None = None
    failed: frozenset[str] = frozenset()


Index = dict[tuple[str, str, str], list[Cell]]


def index_cells(cells: Iterable[Cell]) -> Index:
    """Return the reported cells by metric, unit and period; a cell without anything in it is not reported."""
    found: Index = {}
    for cell in cells:
        if cell.value is not None or cell.level is not None or cell.state == "not_applicable":
            found.setdefault((cell.metric, cell.unit, cell.period), []).append(cell)
    return found


def failed_items(note: str) -> tuple[str, ...]:
    """Return the failed mandatory items that a checklist's note names, separated by semicolons."""
    items = (normalise(item) for item in normalise(note).split(";"))
    return tuple(sorted({item for item in items if item}))


def known(metric: Metric, cells: Sequence[Cell]) -> Known:
    """Return what the cells of one own period say."""
    if any(cell.state == "not_applicable" for cell in cells):
        return Known("not_applicable")
    confirmed = [cell for cell in cells if cell.state == "confirmed"]
    if metric.input == "events":
        if cells and not confirmed and metric.claims_wait:
            return Known("pending", value="0")
        return _known_events([(cell.event, cell.level or "") for cell in confirmed])
    if not cells:
        return Known("missing")
    if metric.input == "rating":
        return _known_rating([Fraction(cell.value or 0) for cell in confirmed])
    return _known_single(metric, cells[0])


def rolled(metric: Metric, owns: Sequence[Known]) -> Known:
    """Roll the own periods, in calendar order, up to one coarser period by ratio, sum, mean or last."""
    state = rolled_state(owns)
    if state != "confirmed":
        return Known(state, value="0" if metric.input == "events" and state == "pending" else None)
    confirmed = [own for own in owns if own.state == "confirmed"]
    raws = [own.raw for own in confirmed if own.raw is not None]
    if metric.input == "events":
        return _known_events([event for each in raws for event in each.events])
    if metric.rollup == "last":
        return confirmed[-1]
    if metric.rollup == "ratio":
        return _known_ratio(metric, confirmed)
    total = sum((each.x for each in raws), Fraction())
    x = total if metric.rollup == "sum" else total / len(raws)
    return Known("confirmed", Raw(x), raw_text(x))


def rolled_state(owns: Iterable[Known]) -> State:
    """Return the state of a cell that rolls up these own periods."""
    states = {own.state for own in owns}
    order: tuple[State, ...] = ("confirmed", "pending", "missing")
    return next((state for state in order if state in states), "not_applicable")


def stars(metric: Metric, cell: Known) -> int | None:
    """Return the stars of a confirmed p/q of a checklist with stars; None where none are shown."""
    method = metric.method
    if not isinstance(method, Checklist) or method.stars is None or cell.share is None or cell.state != "confirmed":
        return None
    if cell.failed & set(method.mandatory):
        return 0
    met = Fraction(*cell.share)
    return max((count for count, wanted in method.stars if met >= wanted), default=0)


def used_periods(metric: Metric, period: Period, *, final: bool) -> tuple[Period, ...]:
    """Return the own periods whose cells the standings of a period use, in calendar order."""
    own = period.parts(metric.period)
    if not final or missing_policy(metric) != "last_period":
        return own
    if metric.rollup in ("points_mean", "points_sum"):
        return (own[0].shifted(-1), *own)
    return parts_before(metric, period) + own


def parts_before(metric: Metric, period: Period) -> tuple[Period, ...]:
    """Return the own periods of the directly preceding period of the same kind; none before the year 1."""
    before = period.shifted(-1)
    return before.parts(metric.period) if before.year else ()


def looked_at(period: Period) -> list[str]:
    """Return the periods whose cells standings may look at, as written: its own parts, and those just before them."""
    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    inside = {part for kind in kinds for part in period.parts(kind)}
    before = period.shifted(-1)
    wanted = inside | {part for kind in kinds for part in before.parts(kind)} | {part.shifted(-1) for part in inside}
    return sorted(str(part) for part in wanted)


def missing_policy(metric: Metric) -> str:
    """Return what fills a missing cell at close: only base metrics have a policy, the others count nothing."""
    return metric.missing if metric.role == "base" else "zero"


def _known_events(events: Sequence[tuple[str, str]]) -> Known:
    count = len({event for event, _ in events if event}) + sum(not event for event, _ in events)
    return Known("confirmed", Raw(Fraction(count), events=tuple(events)), str(count))


def _known_rating(ratings: Sequence[Fraction]) -> Known:
    if not ratings:
        return Known("pending")
    x = trimmed_mean(ratings)
    return Known("confirmed", Raw(x), raw_text(x))


def _known_single(metric: Metric, cell: Cell) -> Known:
    value = cell.value or ""
    if cell.state != "confirmed":
        return Known("pending", value=value)
    x = raw(metric, value)
    if x is None:
        return Known("missing", value=value)
    pair = parts(value) if "/" in value else None
    n = pair[1] if pair else 0
    failed = failed_items(cell.note) if metric.input == "checklist" else ()
    return Known("confirmed", Raw(x, n), value, pair, frozenset(failed))


def _known_ratio(metric: Metric, confirmed: Sequence[Known]) -> Known:
    pairs = [own.share for own in confirmed if own.share is not None]
    k, n = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    x = share(metric, k, n)
    failed = frozenset(item for own in confirmed for item in own.failed)
    return Known("confirmed", None if x is None else Raw(x), f"{k}/{n}", (k, n), failed)
