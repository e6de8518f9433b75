"""Where every part of every matter stands, and what it puts into cells: derived from its acts, kept to be listed.

No list and no tick folds thousands of parts; `leitai audit verify` folds them all and compares.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any, Literal

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, delete, func, insert, or_, select, update

from storage.database import Transaction
from storage.dialect import holds
from storage.matters import among
from storage.tables.matters import matters, part_counts, part_standings

OPEN = ("open", "asking", "verifying")
"""The states in which somebody still has something to do; what is only proposed waits for its verifier."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a part stands after so many acts; `since` when it came to this state, `turns` when it changes by itself."""

    number: int
    unit: str
    kind: str
    verifiers: str
    assigners: str
    acts: int
    state: str
    round: int
    deadline: datetime
    quantity: int | None
    done: int | None
    outcome: str | None
    lagging: bool
    since: datetime
    recheck: datetime | None
    turns: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A part in a list: where it stands, with what its matter says."""

    stood: Stood
    title: str
    parent: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which parts are asked for; what is None or empty narrows nothing.

    `overdue`: past its deadline at this moment and not finished; `soon`: due until then, after `overdue`'s moment where
    both are given, and not finished. `waiting`: to be looked at again (回头看) by this moment. `sight` narrows to what
    somebody may see: units whose parts and helps are theirs, and units whose assigning and verifying is.
    """

    number: int | None = None
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    overdue: datetime | None = None
    soon: tuple[datetime, datetime] | None = None
    lagging: bool = False
    recheck: datetime | None = None
    verifiers: tuple[str, ...] = ()
    parent: int | None = None
    sight: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """What a round of a part puts into the cell of a metric: `met` of `due` parts, or an event of a `level`."""

    number: int
    unit: str
    round: int
    metric: str
    level: str
    period: str
    met: int
    due: int


def put(tx: Transaction, stood: Stood, seen: int) -> None:
    """Keep where a part stands, in the place of how it stood after so many acts (0: it is new), and of no other."""
    told = {name: getattr(stood, name) for name in Stood.__slots__}
    tx.touched.add(of_matter(stood.number))
    if seen == 0:
        tx.run(_NEW, told)
    elif tx.run(_MOVED, {**told, "of_number": stood.number, "of_unit": stood.unit, "seen": seen}).rowcount != 1:
        raise LookupError(stood.number, stood.unit)


def of_matter(number: int) -> str:
    """Return the topic of what is offered about the parts of a matter."""
    return f"m:{number}"


def get(tx: Transaction, number: int, unit: str) -> Stood | None:
    """Return where a part stands."""
    row = tx.one(_ONE, {"of_number": number, "of_unit": unit})
    return None if row is None else Stood(*row)


def of_matters(tx: Transaction, numbers: Iterable[int]) -> list[Stood]:
    """Return where the parts of some matters stand, by number and in the order of their units."""
    wanted = list(numbers)
    return list(starmap(Stood, tx.run(_OF_MATTERS, {"numbers": wanted}))) if wanted else []


def turning(tx: Transaction, now: datetime, most: int) -> list[tuple[int, str]]:
    """Return the parts that have changed by themselves before now and are not kept so yet, the oldest first."""
    return [(row.number, row.unit) for row in tx.run(_TURNING, {"now": now, "most": most})]


def listed(tx: Transaction, asked: Asked, *, offset: int = 0, most: int | None = None) -> list[Line]:
    """Return parts by their deadlines, then numbers: one page of them, or all."""
    c = part_standings.c
    found = _with_matter(*(c[name] for name in Stood.__slots__), matters.c.title, matters.c.parent, matters.c.source)
    page = found.where(*_narrowed(asked)).order_by(c.deadline, c.number, c.unit).offset(offset).limit(most)
    width = len(Stood.__slots__)
    return [Line(Stood(*row[:width]), *row[width:]) for row in tx.run(page)]


def count(tx: Transaction, asked: Asked) -> int:
    """Return how many parts are asked for."""
    found = select(func.count()).select_from(part_standings)
    joined = found.join(matters, matters.c.number == part_standings.c.number) if _needs_matter(asked) else found
    return int(tx.run(joined.where(*_narrowed(asked))).scalar_one())


def counts(tx: Transaction, asked: Asked, *by: Literal["unit", "kind", "state", "number"]) -> dict[tuple[Any, ...], int]:
    """Return how many of the parts that are asked for have each unit, kind or state."""
    keys = [part_standings.c[name] for name in by]
    found = select(*keys, func.count()).select_from(part_standings)
    joined = found.join(matters, matters.c.number == part_standings.c.number) if _needs_matter(asked) else found
    return {tuple(row[:-1]): row[-1] for row in tx.run(joined.where(*_narrowed(asked)).group_by(*keys))}


def _needs_matter(asked: Asked) -> bool:
    return asked.parent is not None or asked.sight is not None


def _with_matter(*columns: Any) -> Select[Any]:  # noqa: ANN401 - columns
    joined = part_standings.join(matters, matters.c.number == part_standings.c.number)
    return select(*columns).select_from(joined)


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    c = part_standings.c
    found = [
        column.in_(wanted)
        for column, wanted in (
            (c.unit, asked.units),
            (c.kind, asked.kinds),
            (c.state, asked.states),
            (c.number, asked.numbers),
        )
        if wanted
    ]
    unfinished = c.state.in_(("open", "asking"))
    if asked.number is not None:
        found.append(c.number == asked.number)
    if asked.overdue is not None:
        found.append(and_(unfinished, c.deadline < asked.overdue))
    if asked.soon is not None:
        found.append(and_(unfinished, c.deadline.between(*asked.soon)))
    if asked.lagging:
        found.append(c.lagging)
    if asked.recheck is not None:
        found.append(and_(c.state == "closed", c.recheck <= asked.recheck))
    if asked.verifiers:
        found.append(and_(_any_among(c.verifiers, asked.verifiers), c.unit.not_in(asked.verifiers)))
    if asked.parent is not None:
        found.append(matters.c.parent == asked.parent)
    if asked.sight is not None:
        mine, reviewed = asked.sight
        ways = [c.unit.in_(mine), _any_among(matters.c.helpers, mine)] if mine else []
        ways += [_any_among(c.verifiers, reviewed), _any_among(c.assigners, reviewed)] if reviewed else []
        found.append(or_(*ways) if ways else c.number < 0)
    return found


def _any_among(column: ColumnElement[str], units: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(holds(column, among([unit])) for unit in units))


def keep_counts(tx: Transaction, number: int, unit: str, found: Iterable[Count]) -> set[tuple[str, str]]:
    """Keep what the rounds of a part count, in the place of what they counted; returns the cells (metric, period) touched."""
    before, after = set(counts_of(tx, number, unit)), set(found)
    for gone in before - after:
        tx.run(_UNCOUNT, {f"of_{name}": getattr(gone, name) for name in _COUNT_KEY})
    for new in after - before:
        tx.run(_COUNT, {name: getattr(new, name) for name in Count.__slots__})
    return {(one.metric, one.period) for one in before ^ after}


def counts_of(tx: Transaction, number: int, unit: str) -> list[Count]:
    """Return what the rounds of a part count, by round."""
    return list(starmap(Count, tx.run(_COUNTS_OF, {"of_number": number, "of_unit": unit})))


def behind(tx: Transaction, metric: str, period: str, unit: str | None = None) -> list[Count]:
    """Return the rounds that count in a metric's cells of a period: of a unit or of all, by number and round."""
    asked = {"of_metric": metric, "of_period": period}
    return list(starmap(Count, tx.run(_BEHIND, asked) if unit is None else tx.run(_BEHIND_UNIT, asked | {"of_unit": unit})))


_COLUMNS = [part_standings.c[name] for name in Stood.__slots__]
_KEY = ("number", "unit")
_NEW = insert(part_standings)
_MOVED = (
    update(part_standings)
    .where(*(part_standings.c[name] == bindparam(f"of_{name}") for name in _KEY), part_standings.c.acts == bindparam("seen"))
    .values({name: bindparam(name, type_=part_standings.c[name].type) for name in Stood.__slots__})
)
_ONE = select(*_COLUMNS).where(*(part_standings.c[name] == bindparam(f"of_{name}") for name in _KEY))
_OF_MATTERS = (
    select(*_COLUMNS)
    .where(part_standings.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(part_standings.c.number, part_standings.c.unit)
)
_TURNING = (
    select(part_standings.c.number, part_standings.c.unit)
    .where(part_standings.c.turns < bindparam("now", type_=part_standings.c.turns.type))
    .order_by(part_standings.c.turns, part_standings.c.number, part_standings.c.unit)
    .limit(bindparam("most", type_=Integer))
)
_COUNT_KEY = ("number", "unit", "round", "metric", "level")
_COUNT = insert(part_counts)
_UNCOUNT = delete(part_counts).where(*(part_counts.c[name] == bindparam(f"of_{name}") for name in _COUNT_KEY))
_EVERY_COUNT = select(*(part_counts.c[name] for name in Count.__slots__)).order_by(
    part_counts.c.number, part_counts.c.unit, part_counts.c.round, part_counts.c.level
)
_COUNTS_OF = _EVERY_COUNT.where(*(part_counts.c[name] == bindparam(f"of_{name}") for name in _KEY))
_BEHIND = _EVERY_COUNT.where(*(part_counts.c[name] == bindparam(f"of_{name}") for name in ("metric", "period")))
_BEHIND_UNIT = _BEHIND.where(part_counts.c.unit == bindparam("of_unit"))
