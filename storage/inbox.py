"""The inbox: updates are kept before Telegram is told that they arrived, and each is done exactly once."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from storage.audit import canonical
from storage.database import Transaction
from storage.dialect import insert, json_at
from storage.tables.traffic import inbox

KEPT = timedelta(days=7)
TRIES = 3
BIGGEST = 2**63
DEEPEST = 50
"""How deep an update may nest: an ordinary one does not come near it."""
KEPT_OF_UNFIT = 4_000
"""Characters that are kept of an update that cannot be stored."""
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""A sign in JSON that a server can neither read there nor store: nobody can write it, and nothing is lost with it."""


class UnfitError(Exception):
    """An update cannot be stored, now or ever; the message says why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update to process: the inbox row's own number is what every later key refers to.

    `bot`: the account that was told; None where that was not noted. `replica`: who claimed it, where several may.
    """

    id: int
    body: dict[str, Any]
    received_at: datetime
    attempts: int
    bot: int | None
    replica: int | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """How many updates wait, the number of the oldest, and when it came."""

    depth: int
    oldest: int | None
    since: datetime | None


def take_in(tx: Transaction, bot: int | None, updates: Iterable[dict[str, Any]]) -> int:
    """Insert updates that an account was not told before, in the order of their ids; returns how many were new.

    UnfitError at the first that cannot be stored; those before it are.
    """
    new = 0
    for body in sorted(updates, key=lambda body: int(body["update_id"])):
        row = {**_row(body), "received_at": tx.now, "state": "new", "bot": bot}
        new += _insert(tx, row) is not None
    return new


def park(tx: Transaction, bot: int | None, body: dict[str, Any], fault: str) -> int | None:
    """Keep what can be kept of an update that cannot be stored; returns its number, None when it came before."""
    text = json.dumps({"update_id": body["update_id"], "beginning": _beginning(body)})
    row = {
        "update_id": body["update_id"],
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "chat": 0,
        "body": text,
        "received_at": tx.now,
        "state": "parked",
        "attempts": 0,
        "fault": fault,
        "bot": bot,
    }
    return _insert(tx, row)


def _insert(tx: Transaction, row: Mapping[str, Any]) -> int | None:
    """Insert an update; returns its number, None where its account, or any (null: not noted), was told it before."""
    asked = {f"of_{name}": row.get(name) for name in ("update_id", "digest", "new_chat", "new_message")}
    if tx.one(_KNOWN, asked) is not None:
        return None
    result = tx.run(_KEEP, row)
    return int(result.inserted_primary_key[0]) if result.rowcount == 1 and result.inserted_primary_key else None


def writer(body: dict[str, Any]) -> int | None:
    """Return who sent an update, as far as it says so."""
    for part in body.values():
        match part:
            case {"from": {"id": int(person)}} if abs(person) < BIGGEST:
                return person
    return None


def _row(body: dict[str, Any]) -> dict[str, Any]:
    """Return an update as it is stored: everything that a database could refuse is tried here."""
    try:
        if _is_deeper(body, DEEPEST):
            raise RecursionError("too deep")  # noqa: TRY301 - one way to be unfit
        chat, message = _place(body)
        fresh = body.get("message") is not None
        return {
            "update_id": _whole(body["update_id"]),
            "digest": hashlib.sha256(canonical(body).encode()).hexdigest(),
            "chat": chat,
            "new_chat": chat if fresh else None,
            "new_message": message if fresh else None,
            "body": _NUL.sub(r"\1", json.dumps(body, ensure_ascii=False, allow_nan=False)),
            "attempts": 0,
        }
    except (LookupError, TypeError, ValueError, RecursionError) as error:
        raise UnfitError(f"{type(error).__name__}: {error}") from error


def _is_deeper(body: object, most: int) -> bool:
    level: list[Any] = [body]
    for _ in range(most):
        inside = (part for one in level for part in (one.values() if isinstance(one, dict) else one))
        level = [part for part in inside if isinstance(part, dict | list)]
        if not level:
            return False
    return True


def _whole(value: object) -> int:
    if not isinstance(value, int) or not -BIGGEST <= value < BIGGEST:
        raise ValueError("not a whole number of 64 bits")
    return value


def _beginning(body: dict[str, Any]) -> str:
    try:
        return json.dumps(body)[:KEPT_OF_UNFIT]
    except RecursionError:
        return ""


def _place(body: dict[str, Any]) -> tuple[int, int | None]:
    for part in body.values():
        if not isinstance(part, dict):
            continue
        holder = part.get("message") if "chat" not in part else part
        if isinstance(holder, dict) and "chat" in holder:
            number = holder.get("message_id")
            return _whole(holder["chat"]["id"]), None if number is None else _whole(number)
        if "from" in part:
            return _whole(part["from"]["id"]), None
    return 0, None


def next_waiting(tx: Transaction) -> Waiting | None:
    """Return the oldest update that waits, oldest first over all chats."""
    row = tx.one(_NEXT)
    return None if row is None else as_waiting(row)


def as_waiting(row: Any) -> Waiting:  # noqa: ANN401 - a row of SQLAlchemy
    """Return an update from its row."""
    return Waiting(row.id, json.loads(row.body), row.received_at, row.attempts, row.bot, row.replica)


_SAME = [
    [inbox.c[name] == bindparam(f"of_{name}") for name in names]
    for names in (("update_id", "digest"), ("new_chat", "new_message"))
]
_KNOWN = select(inbox.c.id).where(inbox.c.bot.is_(None), or_(*(and_(*same) for same in _SAME))).limit(1)
_KEEP = insert(inbox).on_conflict_do_nothing()
_NEXT = select(inbox).where(inbox.c.state == "new").order_by(inbox.c.id).limit(1)
_MINE = inbox.c.replica.is_not_distinct_from(bindparam("mine", type_=inbox.c.replica.type))
_SETTLE = (
    update(inbox)
    .where(inbox.c.id == bindparam("wanted"), inbox.c.state == "new", _MINE)
    .values(state="done", done_at=bindparam("at", type_=inbox.c.done_at.type))
)


def waiting(tx: Transaction) -> Queue:
    """Return what waits to be processed."""
    return Queue(*tx.run(_QUEUE).one())


_QUEUE = select(func.count(inbox.c.id), func.min(inbox.c.id), func.min(inbox.c.received_at)).where(
    inbox.c.state == "new"
)


def waits(tx: Transaction, number: int) -> bool:
    """Say whether an update still waits."""
    return tx.one(select(inbox.c.id).where(inbox.c.id == number, inbox.c.state == "new")) is not None


def album_waits(tx: Transaction, chat: int, album: str, message: int) -> bool:
    """Say whether another item of an album waits to be processed."""
    c = inbox.c
    other = (c.state == "new", c.new_chat == chat, c.new_message != message)
    same = json_at(c.body, "message.media_group_id") == album
    return tx.one(select(c.id).where(*other, same).limit(1)) is not None


def words_before(tx: Transaction, chat: int, message: int) -> str | None:
    """Return what a message said by the last processed update about it; None where none is kept."""
    c = inbox.c
    first = select(c.id).where(c.new_chat == chat, c.new_message == message).limit(1).scalar_subquery()
    edited = json_at(c.body, "edited_message.message_id") == str(message)
    told = and_(c.chat == chat, c.state != "new", c.id >= first, or_(c.new_message == message, edited))
    row = tx.one(select(c.body).where(told).order_by(c.id.desc()).limit(1))
    body = {} if row is None else json.loads(row.body)
    said = body.get("edited_message") or body.get("message")
    return None if said is None else said.get("text") or said.get("caption") or ""


def settle(tx: Transaction, row: int, replica: int | None = None) -> bool:
    """Mark an update as done, in the transaction of its effects; False when it was settled before, or is another's."""
    return tx.run(_SETTLE, {"wanted": row, "at": tx.now, "mine": replica}).rowcount == 1


def newest(tx: Transaction) -> int:
    """Return the number of the update that was taken in last; 0 where none ever was."""
    return tx.run(select(func.max(inbox.c.id))).scalar() or 0


def put_aside(tx: Transaction) -> int:
    """Mark the update that was taken in last as done, without any effect; returns its number."""
    row = newest(tx)
    settle(tx, row)
    return row


def note_failure(tx: Transaction, row: int, fault: str, replica: int | None = None) -> bool:
    """Count a failure; True when it was the last try and the update is parked (its number is the incident number).

    Nothing is counted where it was settled meanwhile, or is another's; and anybody may try it the next time.
    """
    mine = (inbox.c.id == row, inbox.c.state == "new", inbox.c.replica.is_not_distinct_from(replica))
    tried = tx.one(select(inbox.c.attempts).where(*mine))
    if tried is None:
        return False
    state = "parked" if tried.attempts + 1 >= TRIES else "new"
    values = {"attempts": tried.attempts + 1, "state": state, "fault": fault, "replica": None}
    tx.run(update(inbox).where(inbox.c.id == row).values(values))
    return state == "parked"


_OLD = and_(
    inbox.c.state == "done",
    inbox.c.done_at < bindparam("kept_since", type_=inbox.c.done_at.type),
    inbox.c.id < select(func.max(inbox.c.id)).scalar_subquery(),
)
"""What may be forgotten; the newest row stays, so that no later one gets a number used before."""
_PRUNABLE, _PRUNE = select(inbox.c.id).where(_OLD).order_by(inbox.c.id).limit(1), delete(inbox).where(_OLD)


def prunable(tx: Transaction) -> bool:
    """Say whether there are updates done for more than seven days."""
    return tx.one(_PRUNABLE, {"kept_since": tx.now - KEPT}) is not None


def prune(tx: Transaction) -> int:
    """Forget updates done for more than seven days: Telegram may use their ids again."""
    return tx.run(_PRUNE, {"kept_since": tx.now - KEPT}).rowcount
