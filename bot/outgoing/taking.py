"""Which letters may go now: by what this process has sent, or where several send, by what the outbox says of all."""

from collections.abc import Collection
from datetime import datetime

from bot.outgoing import letters
from bot.outgoing.pace import Pace
from storage import outbox, replicas
from storage.database import Transaction
from storage.outbox import Letter

AT_ONCE = 6
"""Letters that one process sends at a time, each to another chat."""
Due = tuple[list[Letter], datetime | None]
"""Letters that may go now, and when the next one may."""


def look(tx: Transaction, without: Collection[str], now: datetime) -> Due:
    """Return the first letters of chats that need not wait, and until when the next of the others is to."""
    return outbox.heads(tx, without, letters.BEHIND, now), outbox.next_at(tx, now)


def due(seen: Due, pace: Pace, busy: Collection[int], now: datetime, *, counted: bool = False) -> Due:
    """Find what may go to chats that are not busy; `counted`: each counts at once, not when it was sent."""
    going: list[Letter] = []
    heads, next_at = seen
    for letter in heads:
        if letter.chat in busy:
            continue
        if len(busy) + len(going) >= AT_ONCE:
            break  # whichever ends first wakes the next round
        at = now if letter.kind in letters.UNCOUNTED else pace.free_at(letter.chat, now)
        if at > now:
            next_at = at if next_at is None else min(next_at, at)
            continue
        going.append(letter)
        if counted and letter.kind not in letters.UNCOUNTED:
            pace.note(letter.chat, now)
    return going, next_at


def take(tx: Transaction, without: Collection[str], busy: Collection[int], now: datetime) -> Due:
    """Take what may go, where others send, too: a chat in which one of them has a letter in hand is theirs."""
    others = replicas.others_chats(tx)
    mine = (None, tx.replica, -(tx.replica or 0))
    first, later = look(tx, without, now)
    heads = [letter for letter in first if letter.replica in mine and letter.chat not in others]
    if not heads or len(busy) >= AT_ONCE:
        return [], later
    going, next_at = due((heads, later), _pace(tx, now, busy), busy, now, counted=True)
    return replicas.take_letters(tx, [letter.id for letter in going]), next_at


def claim(tx: Transaction, letter: Letter, others: Collection[int], called_at: datetime, messages: int) -> bool:
    """Note that a letter that was taken is being sent; False where it is not ours any more, or so many must wait."""
    if messages > 1 and replicas.has(tx, letter):
        free = _pace(tx, called_at, others).free_at(letter.chat, called_at, messages)
        if free > called_at:
            outbox.hold(tx, letter.id, free)
            return False
    return outbox.claim(tx, letter.id, called_at, messages, letter.replica)


def _pace(tx: Transaction, now: datetime, busy: Collection[int]) -> Pace:
    """Return what all have sent lately, or are about to: this process to the chats that are busy."""
    calls = replicas.calls(tx, now, busy)
    return Pace((chat, at) for chat, kind, at in calls if kind not in letters.UNCOUNTED)
