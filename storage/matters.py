"""Matters (督办件), the parts of their units, and every act on those: rows are added, and none is ever changed.

Where a part stands now is derived from its acts, and kept beside them by storage/parts.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any

from sqlalchemy import Select, Table, bindparam, or_, select

from storage import entries, facts
from storage.chats import COUNTS_ITSELF
from storage.database import Transaction, asked_once
from storage.tables.matters import matter_acts, matters, parts


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter as it was assigned; `cause` and `ordinal` are the message that did, and its place in it."""

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
    chat: int | None
    message: int | None
    bot: int | None


@dataclass(frozen=True, slots=True)
class Owned:
    """A part as it began: whose it is, how much of what is owed, until when, and the terms of the kind of then."""

    number: int
    unit: str
    quantity: int | None
    deadline: datetime
    terms: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a part, by its name in scoring.matters.table; `id` is its place among all, 0 before it is stored."""

    number: int
    unit: str
    act: str
    person: int
    person_name: str
    at: datetime
    moment: datetime
    cause: str
    ordinal: int
    deadline: datetime | None = None
    quantity: int | None = None
    reason: str | None = None
    measure: str | None = None
    responsible: str | None = None
    to_unit: str | None = None
    takes_back: int | None = None
    chat: int | None = None
    message: int | None = None
    bot: int | None = None
    id: int = 0


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

    def until(self, moment: datetime) -> "Part":
        """Return the part with the acts that were known at a moment."""
        return Part(self.matter, self.owned, tuple(act for act in self.acts if act.moment <= moment))


def open_new(tx: Transaction, matter: Matter, cause: str, ordinal: int) -> Matter:
    """Store a matter under the next number of the ledgers; the one that it comes with is no number yet."""
    number = entries.open_new(tx, "matter", cause, ordinal)
    told = {name: getattr(matter, name) for name in _OF_MATTER} | {"number": number, "helpers": among(matter.helpers)}
    facts.add(tx, matters, told)
    return _matter((number, *(told[name] for name in _OF_MATTER[1:])))


def add_part(tx: Transaction, owned: Owned) -> None:
    """Store what a unit owes."""
    facts.add(tx, parts, {name: getattr(owned, name) for name in Owned.__slots__})


def add_act(tx: Transaction, act: Act) -> Act:
    """Store an act; whether it may follow what was seen, `parts.put` holds against how many there were."""
    told = {name: getattr(act, name) for name in _OF_ACT if name != "id"}
    return Act(**told, id=int(facts.add(tx, matter_acts, told)["id"]))


@asked_once(matters)
def get(tx: Transaction, number: int) -> Matter | None:
    """Return a matter."""
    row = tx.one(_MATTER, {"wanted": number})
    return None if row is None else _matter(row)


@asked_once(matters, parts, matter_acts)
def part(tx: Transaction, number: int, unit: str) -> Part | None:
    """Return the part of a unit with every act on it."""
    matter, owned = get(tx, number), tx.one(_PART, {"wanted": number, "of": unit})
    if matter is None or owned is None:
        return None
    return Part(matter, Owned(*owned), tuple(starmap(Act, tx.run(_ACTS, {"wanted": number, "of": unit}))))


@asked_once(matters, parts, matter_acts)
def parts_of(tx: Transaction, number: int) -> list[Part]:
    """Return every part of a matter, in the order in which their units were given it."""
    return list(every(tx, [number]))


def every(tx: Transaction, numbers: Sequence[int] | None = None) -> Iterable[Part]:
    """Yield every part of some matters, or of all, by number and in the order in which units were given it."""
    here = () if numbers is None else (parts.c.number.in_(numbers),)
    told = () if numbers is None else (matter_acts.c.number.in_(numbers),)
    called = () if numbers is None else (matters.c.number.in_(numbers),)
    known = {row.number: _matter(row) for row in tx.run(_MATTERS.where(*called))}
    owned = {(one.number, one.unit): one for one in starmap(Owned, tx.run(_PARTS.where(*here)))}
    acts: dict[tuple[int, str], list[Act]] = {}
    for act in starmap(Act, tx.run(_EVERY_ACT.where(*told))):
        acts.setdefault((act.number, act.unit), []).append(act)
    for place in sorted(acts, key=lambda one: (one[0], acts[one][0].id)):
        yield Part(known[place[0]], owned[place], tuple(acts[place]))


def assigned_by(tx: Transaction, chat: int, message: int, bot: int | None) -> list[int]:
    """Return the matters that a message assigned; `bot`: where every account counts messages for itself, which."""
    return [row.number for row in tx.all(_told(matters, chat, message, bot).order_by(matters.c.number))]


def acted_by(tx: Transaction, chat: int, message: int, bot: int | None) -> list[tuple[int, str]]:
    """Return the parts that a message acted on."""
    return [(row.number, row.unit) for row in tx.all(_told(matter_acts, chat, message, bot).order_by(matter_acts.c.id))]


def children(tx: Transaction, parents: Sequence[int]) -> dict[int, int]:
    """Return the matters that have one of these as their parent, and which."""
    if not parents:
        return {}
    return {row.number: row.parent for row in tx.run(_CHILDREN, {"parents": list(parents)})}


def below(tx: Transaction, number: int) -> dict[int, int]:
    """Return every matter under one, at whatever depth, with its parent."""
    found: dict[int, int] = {}
    level = [number]
    while level:
        under = {child: parent for child, parent in children(tx, level).items() if child not in found}
        found |= under
        level = list(under)
    return found


def among(units: Iterable[str]) -> str:
    """Return units between commas, so that each can be found by itself."""
    return "".join(f",{unit}" for unit in units) + ","


def split(units: str) -> tuple[str, ...]:
    """Return the units that stand between commas."""
    return tuple(unit for unit in units.split(",") if unit)


_OF_MATTER = Matter.__slots__
_OF_ACT = Act.__slots__
_MATTERS = select(*(matters.c[name] for name in _OF_MATTER)).order_by(matters.c.number)
_MATTER = _MATTERS.where(matters.c.number == bindparam("wanted"))
_PARTS = select(*(parts.c[name] for name in Owned.__slots__))
_PART = _PARTS.where(parts.c.number == bindparam("wanted"), parts.c.unit == bindparam("of"))
_EVERY_ACT = select(*(matter_acts.c[name] for name in _OF_ACT)).order_by(matter_acts.c.id)
_ACTS = _EVERY_ACT.where(matter_acts.c.number == bindparam("wanted"), matter_acts.c.unit == bindparam("of"))
_CHILDREN = select(matters.c.number, matters.c.parent).where(matters.c.parent.in_(bindparam("parents", expanding=True)))


def _matter(row: Any) -> Matter:  # noqa: ANN401 - a row of SQLAlchemy
    number, kind, title, source, parent, helpers, *rest = tuple(row)
    return Matter(number, kind, title, source, parent, split(helpers), *rest)


def _told(table: Table, chat: int, message: int, bot: int | None) -> Select[Any]:
    """Return what a message did; of one that every account counts for itself only what this one was told."""
    c = table.c
    here = [c.chat == chat, c.message == message]
    if bot is not None and chat > COUNTS_ITSELF:
        here.append(or_(c.bot.is_(None), c.bot == bot))
    return select(table).where(*here)
