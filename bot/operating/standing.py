"""Whether anything stands still, looked at once a second in real time: the admins are told once, and when it moves."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.store import Store
from handlers.bureau.actions import STILL, goes_on, note_answer, note_silence, over, stood_still, told_of
from handlers.turn import Turn
from storage import inbox, outbox

log = logging.getLogger(__name__)
ON_PURPOSE = timedelta(minutes=1)
"""What is put off for longer waits on purpose; what failed is tried again sooner."""
GRACE = timedelta(minutes=1)
"""What a process finds when it begins may take so long to move, however long it has been there."""


class Standing:
    """Tells the admins of what has been the oldest in its queue for five minutes, and of a chat server that was silent.

    Of what waits at the chat server, which is to bring it and cannot, they hear, too. Of what a process finds when it
    begins the time counts on, and it has a minute to move. Letters are not counted while the chat server does not
    answer.
    """

    def __init__(self, store: Store, clock: Clock, without: Collection[str]) -> None:
        """Look at all letters but those of the kinds `without`, which hold up nobody."""
        self._without = without
        self._store = store
        self._clock = clock
        self._answers: bool | None = None
        self._kept_out = ""
        self._oldest: dict[str, tuple[int, datetime]] = {}
        self._looked: set[str] = set()

    def begin(self) -> None:
        """Know nothing of the chat server: another process may have noted since whether it answers."""
        self._answers = None

    async def silent(self) -> None:
        """Note that the chat server does not answer: from when, is remembered beyond this process."""
        if self._answers is not False:
            await self._store.act("standing", note_silence)
            self._answers = False

    async def answered(self) -> None:
        """Note that the chat server answers; the admins hear how long it did not."""
        if self._answers is not True:
            await self._store.act("standing", note_answer)
            self._answers = True

    def brings(self, why_not: str) -> None:
        """Note why what waits at the chat server could not be brought; "" where nothing waits there."""
        if why_not not in ("", self._kept_out):
            log.warning("the chat server cannot bring what waits there: %s", why_not)
        self._kept_out = why_not

    async def look(self) -> None:
        """Look at the queues, and tell what is to be told."""
        now = self._clock.real()
        waiting, told, moved = await self._store.ask("standing", lambda turn: _seen(turn, now, self._without))
        if self._kept_out:
            waiting["webhook"] = (await self._store.read(inbox.newest), 0, timedelta(), timedelta())
        if not self._answers:
            waiting = {queue: each for queue, each in waiting.items() if queue == "inbox"}
        before, self._oldest = self._oldest, {}
        for queue, (row, chat, wait, age) in waiting.items():
            known = before.get(queue, (None, now))
            before_us = timedelta() if queue in self._looked else min(max(age, timedelta()), STILL - GRACE)
            since = known[1] if known[0] == row else now - before_us
            self._oldest[queue] = (row, since)
            if now - since >= STILL and (queue, row) not in told:
                await self._store.act("standing", partial(stood_still, queue=queue, row=row, chat=chat, wait=wait))
        self._looked |= {"inbox", "outbox"} if self._answers else {"inbox"}
        for queue, row in moved:
            await self._store.act("standing", partial(goes_on, queue=queue, row=row))


Waiting = dict[str, tuple[int, int, timedelta, timedelta]]
"""By queue: a number, its chat, how long it still is to wait, and how long it has been there."""
Slots = set[tuple[str, int]]


def _seen(turn: Turn, now: datetime, without: Collection[str]) -> tuple[Waiting, Slots, Slots]:
    """Return what is the oldest in each queue; what the admins were told of; and what of that waits no more."""
    found: Waiting = {}
    queue = inbox.waiting(turn.tx)
    if queue.oldest is not None and queue.since is not None:
        found["inbox"] = (queue.oldest, 0, timedelta(), turn.now - queue.since)
    for head in outbox.waiting(turn.tx, without):
        wait = (head.not_before or now) - now
        if head.not_before is None or wait <= timedelta() or head.put_off <= ON_PURPOSE:
            found.setdefault("outbox", (head.id, head.chat, timedelta(), turn.now - head.owed_at))
        elif head.called_at is not None:  # the chat server said so, and nobody here
            found.setdefault("flood", (head.id, head.chat, wait, timedelta()))
    told = told_of(turn)
    return found, told, {slot for slot in told if over(turn, *slot)}
