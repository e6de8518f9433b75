"""The roster (名册): who has which role for which unit. Rights come from here alone, by numeric id."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, update

from storage import facts
from storage.database import Transaction
from storage.tables.bureau import roster


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the roster: a person's role for a unit."""

    unit: str
    name: str
    role: str
    telegram_id: int | None


def entries(tx: Transaction) -> list[Entry]:
    """Return the roster in force."""
    rows = tx.all(select(roster).where(roster.c.removed_at.is_(None)).order_by(roster.c.id))
    return [Entry(row.unit, row.name, row.role, row.telegram_id) for row in rows]


def entries_of(tx: Transaction, person: int) -> list[Entry]:
    """Return a person's rows, by numeric id."""
    here = (roster.c.telegram_id == person, roster.c.removed_at.is_(None))
    return [Entry(r.unit, r.name, r.role, r.telegram_id) for r in tx.all(select(roster).where(*here))]


def acting(tx: Transaction, role: str, units: Iterable[str] | None = None) -> list[Entry]:
    """Return who acts in a role, for any of some units where any are named, in the order of the roster."""
    here = [roster.c.role == role, roster.c.removed_at.is_(None)]
    if units is not None:
        here.append(roster.c.unit.in_(list(units)))
    rows = tx.all(select(roster).where(*here, roster.c.telegram_id.is_not(None)).order_by(roster.c.id))
    return [Entry(r.unit, r.name, r.role, r.telegram_id) for r in rows]


def acting_ids(tx: Transaction, role: str, units: Iterable[str] | None = None) -> list[int]:
    """Return the numeric ids of those who act in a role."""
    return list(dict.fromkeys(e.telegram_id for e in acting(tx, role, units) if e.telegram_id is not None))


def of_unit(tx: Transaction, unit: str) -> set[int]:
    """Return a unit's own people: its heads and reviewers."""
    c = roster.c
    here = (c.unit == unit, c.role.in_(("head", "reviewer")), c.removed_at.is_(None), c.telegram_id.is_not(None))
    return {row.telegram_id for row in tx.all(select(c.telegram_id).where(*here))}


def all_names(tx: Transaction) -> dict[int, str]:
    """Return the names of everybody who is or was on the roster by number: the last one that they had."""
    rows = tx.all(
        select(roster.c.telegram_id, roster.c.name).where(roster.c.telegram_id.is_not(None)).order_by(roster.c.id)
    )
    return {row.telegram_id: row.name for row in rows}


def add(tx: Transaction, entry: Entry) -> None:
    """Put a row in force."""
    row = {"unit": entry.unit, "name": entry.name, "role": entry.role, "telegram_id": entry.telegram_id}
    facts.add(tx, roster, {**row, "added_at": tx.now})


def remove(tx: Transaction, entry: Entry) -> None:
    """End a row; it stays as a fact of the past."""
    c = roster.c
    same = (c.unit == entry.unit, c.name == entry.name, c.role == entry.role, c.removed_at.is_(None))
    who = c.telegram_id.is_(None) if entry.telegram_id is None else c.telegram_id == entry.telegram_id
    for row in tx.all(select(c.id).where(*same, who)):
        tx.run(update(roster).where(c.id == row.id).values(removed_at=tx.now))
        facts.note(tx, roster, {"id": row.id, "removed_at": tx.now})
