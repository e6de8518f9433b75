"""Matters (督办件), the parts of their units, and every act on those: rows are added, and none is ever changed.

Where a part stands is derived from its acts, and kept beside them by storage/parts.py.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, or_, select

from scoring.matters import part as pure
from scoring.matters.part import Terms
from storage import entries, facts
from storage.chats import COUNTS_ITSELF
from storage.database import Transaction, asked_once
from storage.tables.matters import matter_acts, matters, parts


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as it was assigned, in which message; its number is 0 before it is stored."""

    number: int
    kind: str
    title: str
    source: str | None
    parent: int | None
    helpers: tuple[str, ...]
    measure: str | None
    responsible: str | None
    assigner: int
    assigner_name: str
    assigned_at: datetime
    moment: datetime
    chat: int | None = None
    message: int | None = None
    bot: int | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """A part as it began: whose it is, how much of what is owed, until when, and the terms of the kind of then."""

    number: int
    unit: str
    quantity: int | None
    deadline: datetime
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(pure.Act):
    """One act on a part as scoring.matters knows it, and in which message it was done; its id is 0 until it has one."""

    number: int
    unit: str
    person_name: str
    cause: str
    ordinal: int
    chat: int | None = None
    message: int | None = None
    bot: int | None = None
    id: int = 0

    @property
    def told(self) -> pure.Act:
        """What the rules know of it."""
        return pure.Act(**{name: getattr(self, name) for name in pure.Act.__slots__})


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its matter and every act on it, oldest first."""

    matter: Matter
    owned: Owned
    acts: tuple[Act, ...]

    @property
    def number(self) -> int:
        """The number of its matter."""
        return self.owned.number

    @property
    def unit(self) -> str:
        """Whose it is."""
        return self.owned.unit

    @property
    def terms(self) -> Terms:
        """What the kind says under which it was assigned."""
        return self.owned.terms

    @property
    def told(self) -> tuple[pure.Act, ...]:
        """The acts as the rules know them."""
        return tuple(act.told for act in self.acts)

    def until(self, moment: datetime) -> "Part":
        """Return the part with the acts that were known at a moment."""
        return replace(self, acts=tuple(act for act in self.acts if act.taken <= moment))


def open_new(tx: Transaction, matter: Matter, cause: str, ordinal: int) -> Matter:
    """Store a matter under the next number of the ledgers: one, whatever the message and its place say again."""
    stored = replace(matter, number=entries.open_new(tx, "matter", cause, ordinal, matter.moment))
    facts.add(tx, matters, {**_columns(stored), "helpers": among(stored.helpers)})
    return stored


def add_part(tx: Transaction, owned: Owned) -> None:
    """Store what a unit owes."""
    facts.add(tx, parts, {**_columns(owned), "terms": json.dumps(asdict(owned.terms), ensure_ascii=False)})


def add_act(tx: Transaction, act: Act) -> Act:
    """Store an act; that nothing came between it and what was seen is held by `storage.parts.put`."""
    told = {name: value for name, value in _columns(act).items() if name != "id"}
    return replace(act, id=int(facts.add(tx, matter_acts, told)["id"]))


def _columns(one: Matter | Owned | Act) -> dict[str, Any]:
    return {field.name: getattr(one, field.name) for field in fields(one)}


@asked_once(matters)
def get(tx: Transaction, number: int) -> Matter | None:
    """Return a matter."""
    row = tx.one(_MATTER, {"wanted": number})
    return None if row is None else _matter(row)


@asked_once(matters, parts, matter_acts, lasts=True)
def part(tx: Transaction, number: int, unit: str) -> Part | None:
    """Return the part of a unit with every act on it."""
    here = {"wanted": number, "of": unit}
    matter, owned = get(tx, number), tx.one(_PART, here)
    return (
        None if matter is None or owned is None else Part(matter, _owned(owned), tuple(map(_act, tx.run(_ACTS, here))))
    )


@asked_once(matters, parts, matter_acts, lasts=True)
def of_matter(tx: Transaction, number: int) -> tuple[Part, ...]:
    """Return every part of a matter, in the order in which their units were given it."""
    return tuple(every(tx, [number]))


def every(tx: Transaction, numbers: Sequence[int] | None = None) -> Iterator[Part]:
    """Yield every part of some matters, or of all, by number and in the order in which their units were given it."""
    only = () if numbers is None else [tuple(numbers)]
    known = {row.number: _matter(row) for row in tx.run(_MATTERS.where(*map(matters.c.number.in_, only)))}
    owned = {(one.number, one.unit): one for one in map(_owned, tx.run(_PARTS.where(*map(parts.c.number.in_, only))))}
    acts: dict[tuple[int, str], list[Act]] = {}
    for act in map(_act, tx.run(_EVERY_ACT.where(*map(matter_acts.c.number.in_, only)))):
        acts.setdefault((act.number, act.unit), []).append(act)
    for place in sorted(acts, key=lambda one: (one[0], acts[one][0].id)):
        yield Part(known[place[0]], owned[place], tuple(acts[place]))


def without_parts(tx: Transaction) -> list[Matter]:
    """Return the matters that nobody owes anything of: they only stand above others."""
    return [_matter(row) for row in tx.run(_ALONE)]


def assigned_by(tx: Transaction, chat: int, message: int, bot: int | None) -> list[int]:
    """Return the matters that a message assigned; `bot`: where every account counts messages for itself, which."""
    return [row.number for row in tx.all(_told(matters, chat, message, bot).order_by(matters.c.number))]


def acted_by(tx: Transaction, chat: int, message: int, bot: int | None) -> list[tuple[int, str]]:
    """Return the parts that a message acted on."""
    return [(row.number, row.unit) for row in tx.all(_told(matter_acts, chat, message, bot).order_by(matter_acts.c.id))]


def parents(tx: Transaction) -> dict[int, int]:
    """Return of every matter that has one which is above it."""
    return {row.number: row.parent for row in tx.run(_PARENTS)}


def below(tx: Transaction, number: int) -> dict[int, int]:
    """Return every matter under one, at whatever depth, with the one above it."""
    found: dict[int, int] = {}
    level = [number]
    while level:
        under = {row.number: row.parent for row in tx.run(_UNDER, {"parents": level}) if row.number not in found}
        found |= under
        level = list(under)
    return found


def among(units: Iterable[str]) -> str:
    """Return units between commas, so that each can be found by itself."""
    return "".join(f",{unit}" for unit in units) + ","


def split(units: str) -> tuple[str, ...]:
    """Return the units that stand between commas."""
    return tuple(unit for unit in units.split(",") if unit)


_MATTERS = select(*(matters.c[name] for name in Matter.__slots__)).order_by(matters.c.number)
_MATTER = _MATTERS.where(matters.c.number == bindparam("wanted"))
_ALONE = _MATTERS.where(matters.c.number.not_in(select(parts.c.number)))
_PARTS = select(*(parts.c[name] for name in Owned.__slots__))
_PART = _PARTS.where(parts.c.number == bindparam("wanted"), parts.c.unit == bindparam("of"))
_OF_ACT = tuple(field.name for field in fields(Act))
_EVERY_ACT = select(*(matter_acts.c[name] for name in _OF_ACT)).order_by(matter_acts.c.id)
_ACTS = _EVERY_ACT.where(matter_acts.c.number == bindparam("wanted"), matter_acts.c.unit == bindparam("of"))
_PARENTS = select(matters.c.number, matters.c.parent).where(matters.c.parent.is_not(None))
_UNDER = select(matters.c.number, matters.c.parent).where(matters.c.parent.in_(bindparam("parents", expanding=True)))


def _matter(row: Any) -> Matter:  # noqa: ANN401 - a row of SQLAlchemy
    number, kind, title, source, parent, helpers, *rest = tuple(row)
    return Matter(number, kind, title, source, parent, split(helpers), *rest)


def _owned(row: Any) -> Owned:  # noqa: ANN401 - as above
    number, unit, quantity, deadline, terms = tuple(row)
    return Owned(number, unit, quantity, deadline, _terms(terms))


def _act(row: Any) -> Act:  # noqa: ANN401 - as above
    return Act(**dict(zip(_OF_ACT, row, strict=True)))


# Derived from what is stored alone, so that keeping it is safe.
@lru_cache(maxsize=512)
def _terms(written: str) -> Terms:
    """Read terms as they were stored; what an earlier version did not write is as it was then."""
    told: dict[str, Any] = json.loads(written)
    found: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
    return Terms(**found)


def _told(table: Table, chat: int, message: int, bot: int | None) -> Select[Any]:
    """Return what a message did; of one that every account counts for itself only what this one was told."""
    c = table.c
    here = [c.chat == chat, c.message == message]
    if bot is not None and chat > COUNTS_ITSELF:
        here.append(or_(c.bot.is_(None), c.bot == bot))
    return select(table).where(*here)
