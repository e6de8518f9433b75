"""Several processes on one database: what each has in hand, so that no two do the same, and a chat goes in order.

Who claims waits for no writer: the claims of all are made one after the other, beside the one transaction that writes.
What is claimed is settled, in a transaction that writes, only by who has it still.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select, update

from storage.database import Transaction
from storage.inbox import Waiting, as_waiting
from storage.outbox import OWED, Letter, as_letter
from storage.tables import metadata
from storage.tables.traffic import inbox, outbox

Call = tuple[int, str, datetime]
EVERYTHING = frozenset(metadata.tables)
"""What may have been written to where nobody told."""


def claim_update(tx: Transaction) -> Waiting | None:
    """Take the oldest update that waits, of a chat of which nothing older waits; what is claimed already is ours."""
    row = tx.one(_UPDATE, {"mine": tx.replica})
    return None if row is None else as_waiting(row)


_ONE, _OLDER = inbox.alias("one"), inbox.alias("older")
_MINE = bindparam("mine", type_=inbox.c.replica.type)
_NEXT = (
    select(_ONE.c.id)
    .where(
        _ONE.c.state == "new",
        or_(_ONE.c.replica.is_(None), _ONE.c.replica == _MINE),
        ~exists().where(_OLDER.c.state == "new", _OLDER.c.chat == _ONE.c.chat, _OLDER.c.id < _ONE.c.id),
    )
    .order_by(_ONE.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_UPDATE = update(inbox).where(inbox.c.id == _NEXT.scalar_subquery()).values(replica=_MINE).returning(inbox)


def others_chats(tx: Transaction) -> set[int]:
    """Return the chats in which somebody else has a letter in hand."""
    c = outbox.c
    others = or_(and_(c.replica > 0, c.replica != tx.replica), and_(c.replica.is_(None), c.state == "sending"))
    return {row.chat for row in tx.all(select(c.chat).where(OWED, others).distinct())}


def take_letters(tx: Transaction, wanted: Collection[int]) -> list[Letter]:
    """Take letters to send them; returns those that nobody changes just now."""
    if not wanted:
        return []
    c = outbox.c
    free = select(c.id).where(c.id.in_(wanted), c.state == "ready", or_(c.replica.is_(None), _of([tx.replica])))
    taken = update(outbox).where(c.id.in_(free.with_for_update(skip_locked=True).scalar_subquery()))
    rows = tx.all(taken.values(replica=tx.replica).returning(outbox))
    return sorted((as_letter(row) for row in rows), key=lambda letter: letter.id)


def _of(numbers: Collection[int | None]) -> ColumnElement[bool]:
    """Letters that are in the hand of some, or left to them (see `Letter`)."""
    return func.abs(outbox.c.replica).in_(numbers)


def leave_letter(tx: Transaction, letter: Letter) -> None:
    """Let others take a letter that was not sent."""
    c = outbox.c
    mine = (c.id == letter.id, c.replica == letter.replica, c.state == "ready")
    tx.run(update(outbox).where(*mine).values(replica=None))


def has(tx: Transaction, letter: Letter) -> bool:
    """Say whether a letter is still in the hand that took it."""
    c = outbox.c
    return tx.one(select(c.id).where(c.id == letter.id, c.replica == letter.replica)) is not None


def calls(tx: Transaction, now: datetime, busy: Collection[int]) -> list[Call]:
    """Return (chat, kind, real time) of all messages that pacing counts, oldest first; what is in hand may go just now.

    Of private chats those of the last second, of groups those of the last minute. `busy`: chats to which this process
    is sending; what it has in other chats waits there, though it is for nobody else. A call further ahead than clocks
    differ was noted before a clock was set back, and holds up nobody.
    """
    c = outbox.c
    counted = c.id, c.chat, c.kind, c.state, c.called_at, c.attempts, c.messages, c.replica
    second, minute = now - timedelta(seconds=2), now - timedelta(seconds=61)
    lately = or_(c.called_at > second, and_(c.called_at > minute, c.chat < 0)), c.called_at < now + (now - minute)
    found: list[Call] = []
    for row in tx.all(select(*counted).where(*lately)):
        ended = row.attempts - (row.state == "sending")
        found += [(row.chat, row.kind, min(row.called_at, now))] * (ended * (row.messages or 1))
    for row in tx.all(select(*counted).where(OWED, or_(c.replica > 0, c.state == "sending"))):
        if row.replica != tx.replica or row.chat in busy:
            found += [(row.chat, row.kind, now)] * (row.messages or 1)
    return sorted(found, key=lambda call: call[2])


def in_hand(tx: Transaction) -> set[int | None]:
    """Return who has claimed what is not settled; None for whoever was sending before there were several."""
    i, o = inbox.c, outbox.c
    updates = tx.all(select(i.replica).where(i.state == "new", i.replica.is_not(None)).distinct())
    claimed = or_(o.replica.is_not(None), o.state == "sending")
    letters = tx.all(select(func.abs(o.replica).label("replica")).where(OWED, claimed).distinct())
    return {row.replica for row in (*updates, *letters)}


def forget(tx: Transaction) -> None:
    """Let nobody have anything in hand: where the database was on a server before, nobody there has it any more."""
    tx.run(update(inbox).where(inbox.c.state == "new", inbox.c.replica.is_not(None)).values(replica=None))
    tx.run(update(outbox).where(OWED, outbox.c.replica.is_not(None)).values(replica=None))


def give_back(tx: Transaction, gone: Collection[int | None]) -> None:
    """Let others have what those claimed who are no more; what they were sending is another matter."""
    i, o, numbers = inbox.c, outbox.c, [number for number in gone if number is not None]
    tx.run(update(inbox).where(i.state == "new", i.replica.in_(numbers)).values(replica=None))
    tx.run(update(outbox).where(OWED, o.state == "ready", _of(numbers)).values(replica=None))
    tx.news |= {"inbox", "outbox"}
