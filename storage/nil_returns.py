"""Nil returns (本月无): a unit said that it has nothing to report for a metric in a period; no value, only the word.

What was said in a rehearsal that was wiped was never said.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select

from storage import facts, house, values
from storage.database import Transaction
from storage.tables.submissions import nil_returns


def add(tx: Transaction, unit: str, metric: str, period: str, person: int) -> bool:
    """Note a nil return; False when it was said before."""
    if said(tx, unit, metric, period):
        return False
    tx.touched.add(values.of_unit(unit))
    row = {"unit": unit, "metric": metric, "period": period, "person": person, "said_at": tx.now}
    facts.put(tx, nil_returns, row)
    return True


def of(tx: Transaction, periods: Iterable[str], units: Iterable[str] | None = None) -> set[tuple[str, str, str]]:
    """Return (unit, metric, period) of every nil return of some periods, of some units or all."""
    c = nil_returns.c
    asked = [c.period.in_(list(periods)), *([] if units is None else [c.unit.in_(list(units))]), *_counts(tx)]
    rows = tx.all(select(c.unit, c.metric, c.period).where(*asked))
    return {(row.unit, row.metric, row.period) for row in rows}


def said(tx: Transaction, unit: str, metric: str, period: str) -> bool:
    """Say whether a unit said that it has nothing."""
    c = nil_returns.c
    here = (c.unit == unit, c.metric == metric, c.period == period)
    return tx.one(select(c.unit).where(*here, *_counts(tx))) is not None


def _counts(tx: Transaction) -> list[ColumnElement[bool]]:
    wiped = house.wiped_at(tx)
    return [] if wiped is None else [nil_returns.c.said_at >= wiped]
