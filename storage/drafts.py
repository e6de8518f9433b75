"""Drafts: what is half done and waits for one person's answer; a row, so that it survives a restart."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, bindparam, insert, select, update

from storage.database import Transaction, asked_once
from storage.dialect import json_with, json_without
from storage.tables.traffic import drafts

KEPT = timedelta(minutes=30)
Over = Literal["answered", "cancelled", "replaced"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An open or ended draft; `over`: how it ended, "answered" in rows of before that was noted.

    `put_down`: it was half done when something else came between, and can be taken up again.
    """

    id: int
    person: int
    kind: str
    payload: dict[str, Any]
    begun_at: datetime
    ended_at: datetime | None
    over: Over
    put_down: bool

    def expired(self, now: datetime) -> bool:
        """Say whether it waited too long, or was begun in a future that did not happen."""
        return abs(now - self.begun_at) > KEPT


def begin(tx: Transaction, person: int, kind: str, payload: Mapping[str, Any]) -> int:
    """Store a draft; returns its number."""
    tx.asked = True
    text = json.dumps(payload, ensure_ascii=False)
    row = {"id": tx.next_id(drafts), "person": person, "kind": kind, "payload": text, "begun_at": tx.now}
    return int(tx.run(insert(drafts).values(row).returning(drafts.c.id)).scalar_one())


def get(tx: Transaction, number: int) -> Draft | None:
    """Return one draft."""
    row = _one(tx, number)
    return None if row is None else _draft(row)


@asked_once(drafts)
def _one(tx: Transaction, number: int) -> Any:  # noqa: ANN401 - a row of SQLAlchemy
    return tx.one(_ONE, {"wanted": number})


_ONE = select(drafts).where(drafts.c.id == bindparam("wanted"))


def known(tx: Transaction, number: int) -> Draft:
    """Return a draft that a letter or a button of ours names."""
    found = get(tx, number)
    if found is None:
        raise LookupError(number)
    return found


def end(tx: Transaction, number: int, over: Over = "answered") -> bool:
    """End a draft; False when it was ended before."""
    return _end(tx, over, drafts.c.id == number) == 1


def mark(tx: Transaction, number: int) -> None:
    """Note that a draft was put down, so that it can be taken up again."""
    put = json_with(drafts.c.payload, "put_down", "1")
    tx.run(update(drafts).where(drafts.c.id == number).values(payload=put))
    tx.touched.add(about(number))


def take_up(tx: Transaction, number: int) -> None:
    """Let a draft that was put down wait again."""
    tx.asked = True
    again = {
        "payload": json_without(json_without(drafts.c.payload, "put_down"), "over"),
        "begun_at": tx.now,
        "ended_at": None,
    }
    tx.run(update(drafts).where(drafts.c.id == number).values(again))
    tx.touched.add(about(number))


def end_all(tx: Transaction, person: int, kind: str | None = None, over: Over = "replaced") -> int:
    """End everything a person had half done, or all of one kind; returns how many."""
    if not any(kind in (None, one.kind) for one in _open(tx, person)):
        return 0
    return _end(tx, over, drafts.c.person == person, *(() if kind is None else (drafts.c.kind == kind,)))


def _end(tx: Transaction, over: Over, *which: ColumnElement[bool]) -> int:
    values = {"ended_at": tx.now, "payload": json_with(drafts.c.payload, "over", over)}
    ended = update(drafts).where(*which, drafts.c.ended_at.is_(None)).values(values)
    numbers = [row.id for row in tx.run(ended.returning(drafts.c.id))]
    tx.touched.update(about(number) for number in numbers)
    return len(numbers)


def about(number: int) -> str:
    """Return the topic of what is offered about a draft."""
    return f"d:{number}"


def oldest(tx: Transaction, kinds: Collection[str]) -> Draft | None:
    """Return the oldest open draft of some kinds, whoever began it."""
    row = tx.one(_OLDEST, {"kinds": list(kinds)})
    return None if row is None else _draft(row)


def open_of(tx: Transaction, person: int, kind: str) -> list[Draft]:
    """Return what a person has half done of a kind, oldest first."""
    return [_draft(row) for row in _open(tx, person) if row.kind == kind]


@asked_once(drafts)
def _open(tx: Transaction, person: int) -> tuple[Any, ...]:
    return tuple(tx.run(_OPEN, {"wanted": person}))


_OLDEST = (
    select(drafts)
    .where(drafts.c.kind.in_(bindparam("kinds", expanding=True)), drafts.c.ended_at.is_(None))
    .order_by(drafts.c.id)
    .limit(1)
)
_OPEN = select(drafts).where(drafts.c.person == bindparam("wanted"), drafts.c.ended_at.is_(None)).order_by(drafts.c.id)


def newest(tx: Transaction, person: int, kinds: Collection[str], before: int | None = None) -> Draft | None:
    """Return the newest of what a person has half done of some kinds, or the newest that is older than another."""
    mine = [drafts.c.person == person, drafts.c.ended_at.is_(None), drafts.c.kind.in_(kinds)]
    if before is not None:
        mine.append(drafts.c.id < before)
    return _first(tx, select(drafts).where(*mine).order_by(drafts.c.id.desc()).limit(1))


def _first(tx: Transaction, wanted: Select[Any]) -> Draft | None:
    row = tx.one(wanted)
    return None if row is None else _draft(row)


def _draft(row: Any) -> Draft:  # noqa: ANN401 - a row of SQLAlchemy
    payload = json.loads(row.payload)
    over, put_down = payload.pop("over", "answered"), "put_down" in payload
    payload.pop("put_down", None)
    return Draft(row.id, row.person, row.kind, payload, row.begun_at, row.ended_at, over, put_down)
