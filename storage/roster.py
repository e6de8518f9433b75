"""The roster (名册): who has which role for which unit. Rights come from here alone, by numeric id."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any

from sqlalchemy import Row, Select, bindparam, or_, select, update

from scoring.reading.names import letters
from storage import facts
from storage.database import Transaction, asked_once
from storage.tables.bureau import roster

c = roster.c


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the roster: a person's role for a unit."""

    unit: str
    name: str
    role: str
    telegram_id: int | None


@dataclass(frozen=True, slots=True)
class Post:
    """A row with its number and all that decides whether it gives rights now; a deputy's `stands_for` another."""

    id: int
    entry: Entry
    begins_at: datetime | None
    ends_at: datetime | None
    frozen_at: datetime | None
    thaw_by: int | None
    stands_for: int | None
    removed_at: datetime | None


def entries(tx: Transaction) -> list[Entry]:
    """Return the roster as a file holds it: also who has no number yet, or is frozen; no deputies."""
    return list(starmap(Entry, tx.run(_ENTRIES.where(c.removed_at.is_(None), c.stands_for.is_(None)))))


@asked_once(roster)
def in_force(tx: Transaction) -> tuple[Entry, ...]:
    """Return every row that gives rights now."""
    return _now(tx, _IN_FORCE)


@asked_once(roster)
def entries_of(tx: Transaction, person: int) -> tuple[Entry, ...]:
    """Return a person's rows that give rights now, by numeric id."""
    return _now(tx, _OF_PERSON, person=person)


def acting(tx: Transaction, role: str, units: Iterable[str] | None = None) -> tuple[Entry, ...]:
    """Return who acts in a role, for any of some units where any are named, in the order of the roster."""
    return _acting(tx, role, None if units is None else tuple(units))


@asked_once(roster)
def _acting(tx: Transaction, role: str, units: tuple[str, ...] | None) -> tuple[Entry, ...]:
    return _now(tx, _IN_ROLE, role=role) if units is None else _now(tx, _IN_ROLE_FOR, role=role, units=units)


def acting_ids(tx: Transaction, role: str, units: Iterable[str] | None = None) -> list[int]:
    """Return the numeric ids of those who act in a role."""
    return list(dict.fromkeys(e.telegram_id for e in acting(tx, role, units) if e.telegram_id is not None))


@asked_once(roster)
def of_unit(tx: Transaction, unit: str) -> frozenset[int]:
    """Return a unit's own people: its heads and reviewers."""
    return frozenset(one.telegram_id for one in _now(tx, _OF_UNIT, unit=unit) if one.telegram_id is not None)


def all_names(tx: Transaction) -> dict[int, str]:
    """Return the names of everybody who is or was on the roster by number: the last one that they had."""
    rows = tx.all(
        select(roster.c.telegram_id, roster.c.name).where(roster.c.telegram_id.is_not(None)).order_by(roster.c.id)
    )
    return {row.telegram_id: row.name for row in rows}


def selves(tx: Transaction, person: int) -> set[int]:
    """Return the numeric ids of all who are called like somebody, the own among them: one name is one person."""
    found = {one: letters(name) for one, name in all_names(tx).items()}
    return {person, *(one for one, name in found.items() if name == found.get(person))}


def posts(tx: Transaction) -> list[Post]:
    """Return every row that is not over, whether it gives rights now or not."""
    here = (c.removed_at.is_(None), or_(c.ends_at.is_(None), c.ends_at > tx.now))
    return [_post(row) for row in tx.all(select(roster).where(*here).order_by(c.id))]


def name_of(tx: Transaction, person: int) -> str | None:
    """Return the name under which a numeric id stands on the roster, now or at some time to come."""
    here = (c.telegram_id == person, c.removed_at.is_(None), or_(c.ends_at.is_(None), c.ends_at > tx.now))
    row = tx.one(select(c.name).where(*here).order_by(c.id).limit(1))
    return None if row is None else str(row.name)


def add(
    tx: Transaction, entry: Entry, days: tuple[datetime, datetime] | None = None, stands_for: int | None = None
) -> int:
    """Put a row in force, a deputy's for some time; returns its number. Who is frozen stays it."""
    row = {"unit": entry.unit, "name": entry.name, "role": entry.role, "telegram_id": entry.telegram_id}
    begins, ends = days or (None, None)
    dated = {"added_at": tx.now, "begins_at": begins, "ends_at": ends, "stands_for": stands_for}
    frozen = None if entry.telegram_id is None else _frozen_at(tx, entry.telegram_id)
    return int(facts.add(tx, roster, {**row, **dated, "frozen_at": frozen})["id"])


def bind(tx: Transaction, number: int, person: int) -> None:
    """Note the numeric id of whoever a row without one is about."""
    frozen = _frozen_at(tx, person)
    _change(tx, number, telegram_id=person, **({} if frozen is None else {"frozen_at": frozen}))


def freeze(tx: Transaction, number: int) -> None:
    """Take the rights of a row away, and leave it where it is."""
    _change(tx, number, frozen_at=tx.now)


def wish_back(tx: Transaction, number: int, by: int) -> None:
    """Note who wants a frozen row to give rights again."""
    _change(tx, number, thaw_by=by)


def thaw(tx: Transaction, number: int) -> None:
    """Let a frozen row give rights again."""
    _change(tx, number, frozen_at=None, thaw_by=None)


def end(tx: Transaction, number: int) -> None:
    """End a row with all that stand in for it; they stay as facts of the past."""
    for row in tx.all(select(c.id).where(or_(c.id == number, c.stands_for == number), c.removed_at.is_(None))):
        _change(tx, row.id, removed_at=tx.now)


def remove(tx: Transaction, entry: Entry) -> None:
    """End the rows that say the same as an entry of a file."""
    same = (c.unit == entry.unit, c.name == entry.name, c.role == entry.role, c.removed_at.is_(None))
    who = c.telegram_id.is_(None) if entry.telegram_id is None else c.telegram_id == entry.telegram_id
    for row in tx.all(select(c.id).where(*same, who, c.stands_for.is_(None))):
        end(tx, row.id)


def post_ids(tx: Transaction) -> set[int]:
    """Return the numbers of the rows that give rights now."""
    return {row.id for row in tx.all(_IDS) if _holds(tx, row.begins_at, row.ends_at)}


def numbered(tx: Transaction, numbers: Iterable[int]) -> list[Post]:
    """Return rows by their numbers, also those that are over."""
    return [_post(row) for row in tx.all(select(roster).where(c.id.in_(list(numbers))).order_by(c.id))]


def ever(tx: Transaction, person: int) -> list[Post]:
    """Return every row that somebody has or had, the newest first."""
    return [_post(row) for row in tx.all(select(roster).where(c.telegram_id == person).order_by(c.id.desc()))]


def _frozen_at(tx: Transaction, person: int) -> datetime | None:
    """Return since when somebody is frozen, by the newest row that they have or had."""
    newest = ever(tx, person)[:1]
    return newest[0].frozen_at if newest else None


# Built once: to build a statement takes longer than to run it.
_EVER_GIVES = (c.removed_at.is_(None), c.frozen_at.is_(None), c.telegram_id.is_not(None))
"""The conditions under which a row gives rights at any moment; at which, `_holds` says."""
_ENTRIES = select(c.unit, c.name, c.role, c.telegram_id).order_by(c.id)
_IDS = select(c.id, c.begins_at, c.ends_at).where(*_EVER_GIVES)
_IN_FORCE = _ENTRIES.add_columns(c.begins_at, c.ends_at).where(*_EVER_GIVES)
_OF_PERSON = _IN_FORCE.where(c.telegram_id == bindparam("person"))
_OF_UNIT = _IN_FORCE.where(c.unit == bindparam("unit"), c.role.in_(("head", "reviewer")))
_IN_ROLE = _IN_FORCE.where(c.role == bindparam("role"))
_IN_ROLE_FOR = _IN_ROLE.where(c.unit.in_(bindparam("units", expanding=True)))


def _now(tx: Transaction, wanted: Select[Any], **values: object) -> tuple[Entry, ...]:
    return tuple(Entry(*entry) for *entry, begins, ends in _ever(tx, wanted, **values) if _holds(tx, begins, ends))


def _holds(tx: Transaction, begins: datetime | None, ends: datetime | None) -> bool:
    return (begins is None or begins <= tx.now) and (ends is None or ends > tx.now)


@asked_once(roster, lasts=True)
def _ever(tx: Transaction, /, wanted: Select[Any], **values: object) -> tuple[Any, ...]:
    return tuple(tx.run(wanted, values))


def _post(row: Row[tuple[object, ...]]) -> Post:
    entry = Entry(row.unit, row.name, row.role, row.telegram_id)
    return Post(row.id, entry, row.begins_at, row.ends_at, row.frozen_at, row.thaw_by, row.stands_for, row.removed_at)


def _change(tx: Transaction, number: int, **to: object) -> None:
    tx.run(update(roster).where(c.id == number).values(to))
    facts.note(tx, roster, {"id": number, **to})
