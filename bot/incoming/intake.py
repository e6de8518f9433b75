"""The durable front door: updates are committed to the inbox before the chat server is told that they arrived."""

import asyncio
import logging
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Any, Literal

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.warnings import PTBUserWarning

from bot import outcome
from bot.clock import Clock
from bot.incoming.haste import Haste, Verdict
from bot.operating.standing import Standing
from bot.operating.tally import Tally
from bot.secret import told
from bot.store import Store
from bot.wire import brief
from handlers import door, phrases
from handlers.turn import Turn
from storage import inbox
from storage.database import UnavailableError

# Raw JSON is what the inbox keeps; PTB would rather have us parse it.
warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

log = logging.getLogger(__name__)
Ended = Literal["failed", "ignored"]
WANTED = ["message", "edited_message", "callback_query", "my_chat_member"]
POLL = 25
"""Seconds a poll may wait at the chat server."""
LONGEST_FAULT = 200
"""Characters that are said of why an update cannot be stored."""
SLOWEST = 10.0
"""Seconds between attempts when the chat server cannot be reached."""


class Intake:
    """Keeps updates, and polls for them where none are brought (see `Webhook`).

    It polls from offset 0; the offset is never stored: what was not acknowledged comes again and is known.
    """

    def __init__(
        self,
        bot: ExtBot[None],
        store: Store,
        wake_worker: Callable[[], None],
        wake_delivery: Callable[[], None],
        clock: Clock,
        tally: Tally,
        standing: Standing,
    ) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._tally = tally
        self._standing = standing
        self._wake_worker = wake_worker
        self._wake_delivery = wake_delivery
        self.haste = Haste()
        self._verdicts: dict[int, Verdict] = {}
        self.answered = asyncio.Event()

    async def run(self) -> None:
        """Poll for ever."""
        offset, pause, wait = 0, 0.5, 0
        while True:
            self._tally.beat("polling")
            try:
                found = await self._poll(offset, wait)
            except InvalidToken:
                raise
            except RetryAfter as error:
                seconds = outcome.read(error).wait.total_seconds()
                self._tally.beat("polling", seconds)
                await asyncio.sleep(seconds)
            except TelegramError as error:
                if isinstance(error, Conflict):
                    log.warning("somebody else is given the updates of this token; trying again: %s", told(error))
                else:
                    log.warning("the chat server does not answer (%s); trying again in %s s", brief(error), pause)
                    await self._standing.silent()
                await asyncio.sleep(pause)
                pause, wait = min(pause * 2, SLOWEST), 0
            else:
                pause, wait = 0.5, POLL
                self._tally.polled_at = self._clock.real()
                self.answered.set()
                await self._standing.answered()
                if found:
                    await self.take(found)
                    offset = max(body["update_id"] for body in found) + 1

    async def take(self, updates: list[dict[str, Any]], *, once: bool = False) -> None:
        """Commit updates to the inbox; `once`: UnavailableError where it is not available, instead of trying again."""
        updates.sort(key=itemgetter("update_id"))
        judged = [(body, self._judge(body)) for body in updates]
        try:
            aside = await self._store.act("intake", partial(_take_in, updates=judged), once=once)
        except UnavailableError:
            self._verdicts |= {body["update_id"]: verdict for body, verdict in judged}
            raise
        for number, person, ended in aside:
            self._tally.note_update(number, person, "intake", 0.0, ended, "")
            self._wake_delivery()
        self._wake_worker()

    def _judge(self, body: dict[str, Any]) -> Verdict:
        """Judge an update once, also where it could not be kept and comes again."""
        number = body["update_id"]
        return self._verdicts.pop(number) if number in self._verdicts else self.haste.judge(body)

    async def _poll(self, offset: int, wait: int) -> list[dict[str, Any]]:
        """Ask for what is new, and wait for it; not where it is to be seen first whether there is an answer at all."""
        request = {"offset": offset, "timeout": wait, "allowed_updates": WANTED}
        found: list[dict[str, Any]] = await self._bot.do_api_request("getUpdates", request, read_timeout=POLL + 10)
        return found


def _take_in(turn: Turn, updates: list[tuple[dict[str, Any], Verdict]]) -> list[tuple[int, int | None, Ended]]:
    """Keep updates in the order of their ids; one that cannot be stored is parked, and those behind it go on.

    What somebody in too great haste writes is kept, and nothing of it is done. Returns which of them are settled with
    that, of whom, and how.
    """
    aside: list[tuple[int, int | None, Ended]] = []
    for body, verdict in updates:
        _hide(body)
        try:
            is_new = inbox.take_in(turn.tx, turn.bot, [body])
        except inbox.UnfitError as error:
            fault = told(error)[:LONGEST_FAULT]
            number = inbox.park(turn.tx, turn.bot, body, fault)
            if number is not None:
                log.error("update %s cannot be stored (%s)", number, fault)  # noqa: TRY400 - that says all
                door.incident(replace(turn, cause=f"inbox:{number}"), number, inbox.writer(body))
                aside.append((number, inbox.writer(body), "failed"))
            continue
        if is_new and verdict != "heard":
            number = inbox.put_aside(turn.tx)
            aside.append((number, inbox.writer(body), "ignored"))
            if verdict == "told":
                door.too_fast(replace(turn, cause=f"inbox:{number}"), inbox.writer(body) or 0)
    return aside


def _hide(body: dict[str, Any]) -> None:
    """Take secrets out of an update before it is stored: of what is written, edited, and replied to."""
    for kind in ("message", "edited_message"):
        said = body.get(kind)
        for part in (said, said.get("reply_to_message")) if isinstance(said, dict) else ():
            if isinstance(part, dict) and isinstance(part.get("text"), str):
                part["text"] = phrases.hidden(part["text"])
