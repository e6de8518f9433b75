"""What every cell holds, as intervals: now and as of any past moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    insert,
    or_,
    select,
    update,
)

from scoring.standings.cells import Cell
from storage import facts
from storage.database import Transaction
from storage.tables.submissions import cell_values

_COLUMNS = tuple(
    cell_values.c[name] for name in ("unit", "metric", "period", "item", "value", "state", "level", "event")
)


def put(tx: Transaction, cell: Cell, moment: datetime, number: int | None = None) -> None:
    """Let a cell hold something from a moment on."""
    clear(tx, cell.period, cell.metric, cell.unit, cell.item, moment)
    row = {
        "period": cell.period,
        "metric": cell.metric,
        "unit": cell.unit,
        "item": cell.item,
        "valid_from": moment,
        "state": cell.state,
        "value": cell.value,
        "level": cell.level,
        "event": cell.event,
        "number": number,
    }
    tx.run(_PUT, row)


def clear(tx: Transaction, period: str, metric: str, unit: str, item: str, moment: datetime) -> None:
    """Let a cell be missing from a moment on."""
    here = {"of_period": period, "of_metric": metric, "of_unit": unit, "of_item": item}
    tx.run(_CLEAR, {**here, "until": moment})
    tx.touched.add(of_unit(unit))


_PUT = insert(cell_values)
_KEY = ("period", "metric", "unit", "item")
_CLEAR = (
    update(cell_values)
    .where(*(cell_values.c[name] == bindparam(f"of_{name}") for name in _KEY), cell_values.c.valid_to.is_(None))
    .values(valid_to=bindparam("until", type_=cell_values.c.valid_to.type))
)


def count(tx: Transaction, period: str, metric: str, unit: str, found: Sequence[Cell], moment: datetime) -> None:
    """Let the cells of a unit hold from a moment on what a ledger counts, and nothing else of it.

    No submission says what they hold, so that it is sealed itself. What the lock made submissions of stays.
    """
    here = {"of_period": period, "of_metric": metric, "of_unit": unit}
    rows = [(Cell(*row[:-1]), row.number) for row in tx.run(_OPEN_OF_UNIT, here)]
    claimed = {cell.item for cell, number in rows if number is not None}
    wanted = {cell.item: cell for cell in found if cell.item not in claimed}
    held = {cell.item: cell for cell, number in rows if number is None}
    for item, cell in held.items():
        if wanted.get(item) != cell:
            uncount(tx, cell, moment)
    for item, cell in wanted.items():
        if held.get(item) != cell:
            place = {"period": period, "metric": metric, "unit": unit, "item": item}
            holds = {name: getattr(cell, name) for name in ("state", "value", "level", "event")}
            facts.add(tx, cell_values, {**place, "valid_from": moment, **holds})
            tx.touched.add(of_unit(unit))


def uncount(tx: Transaction, cell: Cell, moment: datetime) -> None:
    """Let a cell no longer hold from a moment on what a ledger counted."""
    place = {name: getattr(cell, name) for name in _KEY}
    since = tx.run(_SINCE, {f"of_{name}": value for name, value in place.items()}).scalar_one()
    clear(tx, cell.period, cell.metric, cell.unit, cell.item, moment)
    facts.note(tx, cell_values, {**place, "valid_from": since, "valid_to": moment})


def every_counted(tx: Transaction) -> list[Cell]:
    """Return all that ledgers count in cells, and the lock has made no submission of."""
    return list(starmap(Cell, tx.run(_EVERY_COUNTED)))


def counted(tx: Transaction, metric: str, period: str) -> list[Cell]:
    """Return what a ledger counts in the cells of a metric and period, and the lock has made no submission of."""
    return list(starmap(Cell, tx.run(_COUNTED, {"of_metric": metric, "of_period": period})))


def of_unit(unit: str) -> str:
    """Return the topic of what is offered about the cells of a unit."""
    return f"u:{unit}"


_EVERY_COUNTED = select(*_COLUMNS).where(cell_values.c.valid_to.is_(None), cell_values.c.number.is_(None))
_SINCE = select(cell_values.c.valid_from).where(
    *(cell_values.c[name] == bindparam(f"of_{name}") for name in _KEY), cell_values.c.valid_to.is_(None)
)
_COUNTED = (
    select(*_COLUMNS)
    .where(
        *(cell_values.c[name] == bindparam(f"of_{name}") for name in ("period", "metric")),
        cell_values.c.valid_to.is_(None),
        cell_values.c.number.is_(None),
    )
    .order_by(cell_values.c.unit, cell_values.c.item)
)
_OPEN_OF_UNIT = select(*_COLUMNS, cell_values.c.number).where(
    *(cell_values.c[name] == bindparam(f"of_{name}") for name in ("period", "metric", "unit")),
    cell_values.c.valid_to.is_(None),
)


def of_metrics(
    tx: Transaction,
    metrics: Iterable[str],
    periods: Iterable[str],
    units: Iterable[str] | None = None,
    moment: datetime | None = None,
) -> list[Cell]:
    """Return what the cells of some metrics, of some units or all, hold in some periods: now, or at a moment."""
    asked = {"of_periods": list(periods), "of_metrics": list(metrics)}
    if units is not None:
        asked["of_units"] = list(units)
    found = _of_metrics(some_units=units is not None, now=moment is None)
    return list(starmap(Cell, tx.run(found, asked if moment is None else {**asked, "moment": moment})))


@cache
def _of_metrics(*, some_units: bool, now: bool) -> Select[Any]:
    c = cell_values.c
    named = {"period": "of_periods", "metric": "of_metrics", **({"unit": "of_units"} if some_units else {})}
    asked = (c[name].in_(bindparam(value, expanding=True)) for name, value in named.items())
    return select(*_COLUMNS).where(*asked, *((c.valid_to.is_(None),) if now else _known_at(_MOMENT)))


_MOMENT = bindparam("moment", type_=cell_values.c.valid_to.type)


def as_of(tx: Transaction, periods: Iterable[str], moment: datetime) -> list[Cell]:
    """Return the cells of some periods as they were known at a moment."""
    c = cell_values.c
    known = (c.period.in_(list(periods)), *_known_at(moment))
    rows = tx.all(select(*_COLUMNS).where(*known).order_by(c.period, c.metric, c.unit, c.item))
    return [Cell(*tuple(row)) for row in rows]


def complete(
    tx: Transaction, period: str, metrics: Iterable[str], units: int, moment: datetime
) -> dict[str, tuple[str, str]]:
    """Return the metrics in which so many units have one confirmed value each and nobody anything else.

    Each has its units and its values, both joined by commas in one order: a whole arena in one read, without a row a
    cell.
    """
    asked = {"period": period, "metrics": list(metrics), "units": units, "moment": moment}
    return {row.metric: (row.names, row.texts) for row in tx.run(_complete(), asked)}


@cache
def _complete() -> Select[Any]:
    c = cell_values.c
    asked = c.period == bindparam("period"), c.metric.in_(bindparam("metrics", expanding=True))
    known = (*asked, *_known_at(_MOMENT))
    ordered = select(cell_values).where(*known).order_by(c.metric, c.unit, c.item).subquery().c
    plain = and_(ordered.state == "confirmed", ordered.item == "", ordered.event == "", ordered.value.is_not(None))
    units = bindparam("units", type_=Integer)
    return (
        select(
            ordered.metric,
            func.aggregate_strings(ordered.unit, ",").label("names"),
            func.aggregate_strings(ordered.value, ",").label("texts"),
        )
        .group_by(ordered.metric)
        .having(func.count() == units, func.sum(case((plain, 1), else_=0)) == units)
    )


def any_confirmed(tx: Transaction, periods: Iterable[str]) -> bool:
    """Say whether any cell of some periods holds a confirmed value now."""
    c = cell_values.c
    here = (c.period.in_(list(periods)), c.state == "confirmed", c.valid_to.is_(None))
    return tx.one(select(c.period).where(*here).limit(1)) is not None


def _known_at(moment: datetime | BindParameter[Any]) -> tuple[ColumnElement[bool], ...]:
    c = cell_values.c
    return c.valid_from <= moment, or_(c.valid_to.is_(None), c.valid_to > moment)
