"""Where every part of every matter stands, and what its rounds count for: derived from its acts, kept to be listed.

No list and no tick folds thousands of parts; `leitai audit verify` folds them all and compares.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import starmap
from typing import Any, Literal
from zlib import crc32

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, delete, func, insert, or_, select, update

from scoring.calendar import PeriodKind
from scoring.matters.table import Outcome, State
from storage.database import Transaction
from storage.dialect import holds
from storage.matters import among
from storage.tables.matters import matters, part_counts, part_standings


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a part stands after so many acts, as scoring.matters says; see the table for the rest."""

    number: int
    unit: str
    kind: str
    verifiers: str
    assigners: str
    acts: int
    state: State
    round: int
    deadline: datetime
    quantity: int | None
    done: int | None
    outcome: Outcome | None
    lagging: bool
    since: datetime
    recheck: str | None
    turns: datetime | None
    said: datetime
    says: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A part in a list: where it stands, with what its matter says."""

    stood: Stood
    title: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which parts are asked for; what is None or empty narrows nothing.

    `overdue`: past its deadline at this moment and not finished · `soon`: due between two moments, not finished ·
    `due`: from one moment on until before another · `lagging`: returned or asking · `recheck`: due for the 回头看 by
    this day · `verifies`: verified by one of these units, and of none of them · `sight`: what somebody may see: what
    some units owe or help with, and what others assign or verify, whose reviewer they are.
    """

    number: int | None = None
    numbers: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    overdue: datetime | None = None
    soon: tuple[datetime, datetime] | None = None
    due: tuple[datetime, datetime] | None = None
    lagging: bool = False
    recheck: str | None = None
    verifies: tuple[str, ...] = ()
    parent: int | None = None
    sight: tuple[tuple[str, ...], tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What a round of a part counts for, in metrics of kinds of matters whose own periods are of a kind (`every`)."""

    number: int
    unit: str
    every: PeriodKind
    round: int
    what: Literal["on_time", "missed", "rebound"]
    kind: str
    period: str
    done: int
    quantity: int


OPEN: tuple[State, ...] = ("open", "asking", "verifying")
"""The states in which something is still owed."""
LIVE: tuple[State, ...] = ("proposed", *OPEN, "closed")
"""All states but the one of a part that never was, in the end."""


def key_of(unit: str) -> int:
    """Return what a button carries for the unit of a part."""
    return crc32(unit.encode())


def of_part(number: int, key: int) -> str:
    """Return the topic of what is offered about a part: the number of its matter, and the key of its unit."""
    return f"m:{number}:{key}"


def put(tx: Transaction, stood: Stood, seen: int) -> None:
    """Keep where a part stands in the place of how it stood after so many acts, and of no other (0: it is new)."""
    told = {name: getattr(stood, name) for name in Stood.__slots__}
    tx.touched.add(of_part(stood.number, key_of(stood.unit)))
    if seen == 0:
        tx.run(_NEW, told)
    elif tx.run(_MOVED, {**told, "of_number": stood.number, "of_unit": stood.unit, "seen": seen}).rowcount != 1:
        raise LookupError(stood.number, stood.unit)


def note_said(tx: Transaction, stood: Stood, said: datetime, says: datetime | None) -> None:
    """Note that all was said about a part that was due until a moment, and when the next word is."""
    put(tx, replace(stood, said=said, says=says), stood.acts)


def get(tx: Transaction, number: int, unit: str) -> Stood | None:
    """Return where a part stands."""
    row = tx.one(_ONE, {"of_number": number, "of_unit": unit})
    return None if row is None else Stood(*tuple(row))


def every(tx: Transaction) -> list[Stood]:
    """Return where every part stands."""
    return list(starmap(Stood, tx.run(_EVERY)))


def of_matters(tx: Transaction, numbers: Iterable[int]) -> list[Stood]:
    """Return where the parts of some matters stand, by number and unit."""
    wanted = list(numbers)
    return list(starmap(Stood, tx.run(_OF_MATTERS, {"numbers": wanted}))) if wanted else []


def turning(tx: Transaction, now: datetime, most: int) -> list[tuple[int, str]]:
    """Return the parts that have changed by themselves before now and are not kept so yet, the oldest first."""
    return [(row.number, row.unit) for row in tx.run(_TURNING, {"now": now, "most": most})]


def saying(tx: Transaction, now: datetime, most: int) -> list[tuple[int, str]]:
    """Return the parts about which a word is due by now, the oldest first."""
    return [(row.number, row.unit) for row in tx.run(_SAYING, {"now": now, "most": most})]


def listed(tx: Transaction, asked: Asked, *, offset: int = 0, most: int | None = None) -> list[Line]:
    """Return parts by their deadlines, then numbers: one page of them, or all."""
    c, width = part_standings.c, len(Stood.__slots__)
    found = select(*_COLUMNS, matters.c.title, matters.c.parent).select_from(_JOINED).where(*_narrowed(asked))
    some = found.order_by(c.deadline, c.number, c.unit).offset(offset).limit(most)
    return [Line(Stood(*row[:width]), *row[width:]) for row in tx.run(some)]


def page(tx: Transaction, asked: Asked, offset: int, most: int, *, latest: bool = False) -> list[list[Line]]:
    """Return one page of matters, each as its parts that are asked for, by the first deadline or the `latest` first."""
    c = part_standings.c
    first = func.max(c.deadline).desc() if latest else func.min(c.deadline)
    found = select(c.number).select_from(_from(asked)).where(*_narrowed(asked)).group_by(c.number)
    rows = tx.run(found.order_by(first, c.number.desc() if latest else c.number).offset(offset).limit(most))
    numbers = [row.number for row in rows]
    lines = listed(tx, replace(asked, numbers=tuple(numbers))) if numbers else []
    return [[line for line in lines if line.stood.number == number] for number in numbers]


def count_matters(tx: Transaction, asked: Asked) -> int:
    """Return of how many matters parts are asked for."""
    numbers = func.count(part_standings.c.number.distinct())
    return int(tx.run(select(numbers).select_from(_from(asked)).where(*_narrowed(asked))).scalar_one())


def count(tx: Transaction, asked: Asked) -> int:
    """Return how many parts are asked for."""
    return int(tx.run(select(func.count()).select_from(_from(asked)).where(*_narrowed(asked))).scalar_one())


def counts(
    tx: Transaction, asked: Asked, *by: Literal["unit", "kind", "state", "number"]
) -> dict[tuple[Any, ...], int]:
    """Return how many of the parts that are asked for have each unit, kind, state or number."""
    keys = [part_standings.c[name] for name in by]
    found = select(*keys, func.count()).select_from(_from(asked)).where(*_narrowed(asked)).group_by(*keys)
    return {tuple(row[:-1]): row[-1] for row in tx.run(found.order_by(*keys))}


def keep_counts(tx: Transaction, number: int, unit: str, found: Iterable[Counted]) -> set[str]:
    """Keep what the rounds of a part count for, in the place of what they did; returns the periods that it touches."""
    before, after = set(counts_of(tx, number, unit)), set(found)
    for gone in before - after:
        tx.run(_UNCOUNT, {f"of_{name}": getattr(gone, name) for name in _COUNT_KEY})
    for new in after - before:
        tx.run(_COUNT, {name: getattr(new, name) for name in Counted.__slots__})
    return {one.period for one in before ^ after}


def counts_of(tx: Transaction, number: int, unit: str) -> list[Counted]:
    """Return what the rounds of a part count for."""
    return list(starmap(Counted, tx.run(_COUNTS_OF, {"of_number": number, "of_unit": unit})))


def behind(tx: Transaction, kinds: Iterable[str], period: str, unit: str) -> list[Counted]:
    """Return what counts for a unit in a period by matters of some kinds, by number and round."""
    return list(starmap(Counted, tx.run(_BEHIND, {"kinds": list(kinds), "of_period": period, "of_unit": unit})))


def every_count(tx: Transaction) -> list[Counted]:
    """Return all that counts anywhere."""
    return list(starmap(Counted, tx.run(_EVERY_COUNT)))


def _from(asked: Asked) -> Any:  # noqa: ANN401 - what is selected from
    return part_standings if asked.parent is None and asked.sight is None else _JOINED


def _narrowed(asked: Asked) -> list[ColumnElement[bool]]:
    c = part_standings.c
    named = ((c.number, asked.numbers), (c.unit, asked.units), (c.kind, asked.kinds), (c.state, asked.states))
    found: list[ColumnElement[bool]] = [column.in_(wanted) for column, wanted in named if wanted]
    unfinished = c.state.in_(("open", "asking"))
    if asked.number is not None:
        found.append(c.number == asked.number)
    if asked.overdue is not None:
        found += [unfinished, c.deadline < asked.overdue]
    if asked.soon is not None:
        found += [unfinished, c.deadline.between(*asked.soon)]
    if asked.due is not None:
        found += [c.deadline >= asked.due[0], c.deadline < asked.due[1]]
    if asked.lagging:
        found.append(c.lagging)
    if asked.recheck is not None:
        found += [c.state == "closed", c.recheck <= asked.recheck]
    if asked.verifies:
        found.append(and_(_any_among(c.verifiers, asked.verifies), c.unit.not_in(asked.verifies)))
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


_COLUMNS = [part_standings.c[name] for name in Stood.__slots__]
_JOINED = part_standings.join(matters, matters.c.number == part_standings.c.number)
_MINE = [part_standings.c[name] == bindparam(f"of_{name}") for name in ("number", "unit")]
_NEW = insert(part_standings)
_MOVED = (
    update(part_standings)
    .where(*_MINE, part_standings.c.acts == bindparam("seen"))
    .values({name: bindparam(name, type_=part_standings.c[name].type) for name in Stood.__slots__})
)
_EVERY = select(*_COLUMNS)
_ONE = select(*_COLUMNS).where(*_MINE)
_OF_MATTERS = (
    select(*_COLUMNS)
    .where(part_standings.c.number.in_(bindparam("numbers", expanding=True)))
    .order_by(part_standings.c.number, part_standings.c.unit)
)


def _due(column: ColumnElement[Any], condition: ColumnElement[bool]) -> Select[Any]:
    c = part_standings.c
    return (
        select(c.number, c.unit)
        .where(condition)
        .order_by(column, c.number, c.unit)
        .limit(bindparam("most", type_=Integer))
    )


_NOW = bindparam("now", type_=part_standings.c.turns.type)
_TURNING = _due(part_standings.c.turns, part_standings.c.turns < _NOW)
_SAYING = _due(part_standings.c.says, part_standings.c.says <= _NOW)
_COUNT_KEY = ("number", "unit", "every", "round", "what")
_COUNT = insert(part_counts)
_UNCOUNT = delete(part_counts).where(*(part_counts.c[name] == bindparam(f"of_{name}") for name in _COUNT_KEY))
_EVERY_COUNT = select(*(part_counts.c[name] for name in Counted.__slots__)).order_by(
    *(part_counts.c[name] for name in ("number", "round", "unit", "what", "every"))
)
_COUNTS_OF = _EVERY_COUNT.where(*(part_counts.c[name] == bindparam(f"of_{name}") for name in ("number", "unit")))
_BEHIND = _EVERY_COUNT.where(
    *(part_counts.c[name] == bindparam(f"of_{name}") for name in ("period", "unit")),
    part_counts.c.kind.in_(bindparam("kinds", expanding=True)),
)
