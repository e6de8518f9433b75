"""Nil returns (本月无): a unit said that it has nothing to report for a metric in a period; no value, only the word."""

from collections.abc import Iterable

from sqlalchemy import select

from storage import facts, values
from storage.database import Transaction
from storage.tables.submissions import nil_returns


def add(tx: Transaction, unit: str, metric: str, period: str, person: int) -> bool:
    """Note a nil return; False when it was said before."""
    row = {"unit": unit, "metric": metric, "period": period, "person": person, "said_at": tx.now}
    tx.touched.add(values.of_unit(unit))
    return facts.add_once(tx, nil_returns, row)


def of(tx: Transaction, periods: Iterable[str]) -> set[tuple[str, str, str]]:
    """Return (unit, metric, period) of every nil return of some periods."""
    c = nil_returns.c
    rows = tx.all(select(c.unit, c.metric, c.period).where(c.period.in_(list(periods))))
    return {(row.unit, row.metric, row.period) for row in rows}


def said(tx: Transaction, unit: str, metric: str, period: str) -> bool:
    """Say whether a unit said that it has nothing."""
    c = nil_returns.c
    return tx.one(select(c.unit).where(c.unit == unit, c.metric == metric, c.period == period)) is not None
