"""Tables that leads send: fetched and opened beside everything else; what is to be fetched is a row."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot import outcome
from bot.clock import Clock
from bot.incoming.errands import AT_ONCE
from bot.incoming.fetch import TooBigError, fetch
from bot.incoming.workbooks import LARGEST, UnfitError, read_table, refuse_unless_table
from bot.store import Store
from handlers.tables.actions import proposals
from handlers.turn import Turn
from storage import drafts
from storage.drafts import Draft

log = logging.getLogger(__name__)
TRIES = 5


class Tables:
    """Takes a table that was sent; its sender is told what is in it, or what is wrong with it."""

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock

    async def step(self) -> float | None:
        """Take one table, if one waits (see `Errands`)."""
        draft = await self._store.read(proposals.sent)
        if draft is None:
            return None
        await self._take(draft)
        return AT_ONCE

    async def _take(self, draft: Draft) -> None:
        """Fetch, open and judge one table; whatever is wrong with it, its sender is told."""
        name: str = draft.payload["name"]
        try:
            refuse_unless_table(name, draft.payload["size"])
            sheets = await asyncio.to_thread(read_table, name, await self._fetch(draft.payload["file"]))
            found = [(sheet.title, sheet.lines) for sheet in sheets]
            await self._write(draft, lambda turn: proposals.judge(turn, draft, found))
        except UnfitError as error:
            await self._write(draft, partial(proposals.refuse, draft=draft, code=error.code, values=error.values))
        except (TelegramError, TooBigError) as error:
            log.warning("the table of draft %s could not be fetched: %s", draft.id, type(error).__name__)
            code = "table_too_big" if isinstance(error, TooBigError) else "table_not_fetched"
            await self._write(draft, partial(proposals.refuse, draft=draft, code=code, values={"name": name}))
        except Exception:
            log.exception("the table of draft %s could not be judged", draft.id)
            await self._write(draft, partial(proposals.refuse, draft=draft, code="table_broken", values={"name": name}))

    async def _fetch(self, file_id: str) -> bytes:
        """Fetch a file, again and again while the chat server is not well."""
        for attempt in range(1, TRIES):
            try:
                return await fetch(self._bot, file_id, LARGEST)
            except BadRequest:
                raise
            except TelegramError as error:
                wait = outcome.read(error).wait or timedelta(seconds=2**attempt)
                await self._clock.pause(asyncio.Event(), wait.total_seconds(), busy=False)
        return await fetch(self._bot, file_id, LARGEST)

    async def _write(self, draft: Draft, fn: Callable[[Turn], None]) -> None:
        def work(turn: Turn) -> None:
            if drafts.end(turn.tx, draft.id):  # its sender may have ended it meanwhile
                fn(turn)

        await self._store.act(f"table:{draft.id}", work)
