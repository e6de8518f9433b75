"""What a unit could report instead: a metric's values in its own canonical steps, each a little better."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from math import ceil, floor

from scoring.calendar import Period
from scoring.insight.targets import more_is_better
from scoring.reading.canonical import decimal_text, parts
from scoring.rulebook.methods import Events
from scoring.rulebook.model import Metric, Unit
from scoring.standings.cells import Cell, Index, known
from scoring.standings.points import event_points

_FAR = 10

_RATING_PLACES = 2

_NOTHING = Fraction()


@dataclass(frozen=True, slots=True)
class Rung:
    """One thing to report instead: its canonical value, or the (level, event) pairs to add or take away.

    `steps` says how many canonical steps away it is (events taken away: negative), `cells` what is then confirmed.
    """

    steps: int
    cells: tuple[Cell, ...]
    value: str | None = None
    events: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a unit's metric in one own period, from the least change for the better to the greatest."""

    length: int
    rung: Callable[[int], Rung]


def own_period(metric: Metric, index: Index, unit: Unit, period: Period) -> Period | None:
    """Return the newest own period in which the unit reported the metric, else the last that applies to it."""
    reported = unreported = None
    for own in filter(unit.reports, period.parts(metric.period)):
        cells = index.get((metric.id, unit.id, str(own)), [])
        if not cells:
            unreported = own
        elif cells[0].state != "not_applicable":
            reported = own
    return reported or unreported


def pending(metric: Metric, cells: Sequence[Cell]) -> Rung | None:
    """Return what is reported and not yet confirmed, as if it were; None where nothing waits."""
    open_ = [cell for cell in cells if cell.state == "pending"]
    if not open_:
        return None
    confirmed = tuple(replace(cell, state="confirmed") for cell in cells)
    if metric.input == "events":
        return Rung(0, confirmed, events=tuple((cell.level or "", cell.event) for cell in open_))
    return Rung(0, confirmed, known(metric, confirmed).value)


def ladder(metric: Metric, index: Index, unit: str, own: Period) -> Ladder:
    """Return the ladder of a unit's metric in one of its own periods.

    It has no rungs where nothing can get better, or where nobody knows out of how many it would be.
    """
    cells = index.get((metric.id, unit, str(own)), [])
    empty = Cell(unit, metric.id, str(own))
    if isinstance(metric.method, Events):
        confirmed = [cell for cell in cells if cell.state == "confirmed"]
        fewer = not more_is_better(metric)
        return _fewer(metric.method, confirmed) if fewer else _more(metric.method, confirmed, empty)
    before = known(metric, cells).value
    reported = {
        key: [each.value for each in found if each.value] for key, found in index.items() if key[0] == metric.id
    }
    if metric.input in ("rate", "rank", "checklist", "tasks") and (before is None or "/" in before):
        length, written = _pairs(metric, before, _size(reported, unit))
    else:
        length, written = _decimals(metric, before, [value for values in reported.values() for value in values])
    skipped = 0 if before is None else 1

    def rung(at: int) -> Rung:
        value = written(at)
        return Rung(at + skipped, (replace(empty, value=value),), value)

    return Ladder(length, rung)


def _size(reported: Mapping[tuple[str, str, str], Sequence[str]], unit: str) -> int:
    """Return out of how many a unit counts that has not said so: its own newest n, else the arena's most, else 0."""
    sizes = [(key[2], key[1], parts(value)[1]) for key, values in reported.items() for value in values if "/" in value]
    own = [(period, n) for period, name, n in sizes if name == unit and n]
    return max(own)[1] if own else max((n for _, _, n in sizes), default=0)


def _pairs(metric: Metric, before: str | None, size: int) -> tuple[int, Callable[[int], str]]:
    """Return the better k/n of the same n, or the better places r/n."""
    k, said = parts(before) if before is not None else (0, 0)
    n = said or size
    if n == 0:
        return 0, str
    low, unit = (1, Fraction(1)) if metric.input == "rank" else (0, Fraction(100, n))
    length, place = _better(metric, (low, n), unit, Fraction(k) if said else None)
    return length, lambda at: f"{place(at)}/{n}"


def _decimals(metric: Metric, before: str | None, reported: Sequence[str]) -> tuple[int, Callable[[int], str]]:
    """Return the better numbers, in units of the last decimal that anybody reported."""
    texts = [text for text in reported if "/" not in text]
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    unit = Fraction(1, 10 ** max(places, _RATING_PLACES if metric.input == "rating" else 0))
    x = Fraction(before) if before is not None else None
    far = _FAR * max(map(abs, [Fraction(1), x or _NOTHING, *map(Fraction, texts), *_numbers(metric.method)]))
    lowest = _NOTHING if metric.input in ("count", "points") else -far
    highest = metric.points if metric.input == "points" else far
    length, place = _better(metric, (ceil(lowest / unit), floor(highest / unit)), unit, None if x is None else x / unit)
    return length, lambda at: decimal_text(place(at) * unit)


def _better(
    metric: Metric, ends: tuple[int, int], unit: Fraction, start: Fraction | None
) -> tuple[int, Callable[[int], int]]:
    """Return how many whole numbers of units are better than the start (None: not reported), and the i-th of them."""
    low, high = ends
    if metric.range is not None:
        low, high = max(low, ceil(metric.range[0] / unit)), min(high, floor(metric.range[1] / unit))
    if more_is_better(metric):
        first = low if start is None else floor(start) + 1
        return max(high - first + 1, 0), lambda at: first + at
    first = high if start is None else ceil(start) - 1
    return max(first - low + 1, 0), lambda at: first - at


def _numbers(value: object) -> list[Fraction]:
    """Return every number among the parameters of a method."""
    if isinstance(value, Fraction):
        return [value]
    if isinstance(value, tuple):
        return [number for each in value for number in _numbers(each)]
    inside = [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else []
    return [number for each in inside for number in _numbers(each)]


def _more(method: Events, confirmed: Sequence[Cell], empty: Cell) -> Ladder:
    """Return one or more further events of one level, the fewest points first."""
    worth = [(level, points) for level, points in method.levels.items() if points]
    counts = [(level, points, count) for level, points in worth for count in range(1, ceil(method.cap / points) + 1)]
    counts.sort(key=lambda each: (each[1] * each[2], each[2]))

    def rung(at: int) -> Rung:
        level, _, count = counts[at]
        return Rung(count, (*confirmed, *[replace(empty, level=level)] * count), events=((level, ""),) * count)

    return Ladder(len(counts), rung)


def _fewer(method: Events, confirmed: Sequence[Cell]) -> Ladder:
    """Return one event less, the cheapest first, then the two dearest less, the three dearest less, and so on."""
    groups: dict[object, list[int]] = {}
    for at, cell in enumerate(confirmed):
        groups.setdefault(cell.event or at, []).append(at)
    pairs = [(cell.event, cell.level or "") for cell in confirmed]
    ordered = sorted(groups.values(), key=lambda group: sum(event_points(method, [pairs[at] for at in group])))
    choices = [[group] for group in ordered] + [ordered[-count:] for count in range(2, len(ordered) + 1)]

    def rung(at: int) -> Rung:
        choice = choices[at]
        taken = [place for group in choice for place in group]
        return Rung(
            -len(choice),
            tuple(cell for place, cell in enumerate(confirmed) if place not in taken),
            events=tuple((pairs[place][1], pairs[place][0]) for place in taken),
        )

    return Ladder(len(choices), rung)
