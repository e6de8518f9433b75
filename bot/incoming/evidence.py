"""Copies of evidence: fetched from the chat server, cleaned by a program of its own, kept by what they contain.

What is owed is a row: it survives a kill and is fetched again; the same bytes are the same file.
"""

import asyncio
import hashlib
import logging
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from telegram.error import RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot import files, outcome
from bot.clock import Clock
from bot.incoming.errands import AT_ONCE
from bot.incoming.fetch import TooBigError, fetch
from bot.shelf import Shelf, ShutError
from bot.store import Store
from handlers.bureau.actions import shelf_shut
from handlers.evidence import actions as evidence_actions
from handlers.evidence.actions import LARGEST, fits, not_kept, unfit
from handlers.turn import Turn
from storage import evidence, shelf
from storage.database import Transaction
from storage.evidence import Attachment, Kept
from storage.tables.types import EPOCH

log = logging.getLogger(__name__)
TRIES = 8
SLOWEST = timedelta(minutes=5)
LATER = timedelta(seconds=30)
"""How long a copy waits for room on the disk, or for a bucket that does not answer, before it is tried again."""
PATIENCE = 60
"""Seconds that cleaning a file may take before it is given up as unreadable."""
CLEANING = Path(__file__).with_name("cleaning.py")
"""The program that cleans: it is run, and never loaded here."""
REASONS = ("unreadable", "pixels", "unsafe", "mixed")


class Collector:
    """Fetches files that are owed and puts copies on the shelf."""

    def __init__(
        self, bot: ExtBot[None], store: Store, clock: Clock, shelf: Shelf, no_room: Callable[[], None]
    ) -> None:
        """Collect for a shelf; `no_room` is called where it has no room for a copy."""
        self._no_room = no_room
        self._cleared = EPOCH
        self._bot = bot
        self._store = store
        self._clock = clock
        self._shelf = shelf

    async def recover(self) -> None:
        """Let nothing wait longer than the chat server may ask: the machine's clock may have been set back."""
        until = self._clock.real() + outcome.LONGEST
        await self._store.write(lambda tx: evidence.wait_at_most(tx, until))

    async def step(self) -> float | None:
        """Fetch one file, if one is owed and may be tried by now (see `Errands`)."""
        now = self._clock.real()

        def look(tx: Transaction) -> tuple[Attachment | None, list[tuple[datetime, str]], datetime | None]:
            one = evidence.next_owed(tx, now)
            return (one, [], None) if one else (None, shelf.gone_since(tx, self._cleared), evidence.next_try(tx))

        one, gone, next_try = await self._store.read(look)
        if one is not None:
            await self._take(one)
            return AT_ONCE
        wait = await self._clear_away(gone)
        return wait if next_try is None else max((next_try - now).total_seconds(), 0.001)

    async def _clear_away(self, gone: list[tuple[datetime, str]]) -> float | None:
        """Remove copies that have gone; after a start all that ever went, should some have stayed.

        Returns the seconds until that is tried again, where the shelf cannot be reached.
        """
        if gone:
            try:
                await asyncio.to_thread(self._shelf.remove, [place for _, place in gone])
            except ShutError as error:
                log.warning("%s copies could not be removed: %s", len(gone), error)
                return LATER.total_seconds()
            self._cleared = max(moment for moment, _ in gone)
        return None

    async def _take(self, one: Attachment) -> None:
        """Fetch, clean and keep one file, or note how that ended."""
        try:
            data = await fetch(self._bot, one.file_id, LARGEST)
            ending, clean = await cleaned(data)
            if ending in REASONS:
                await self._write(one, lambda turn: unfit(turn, one, ending))
                return
            kept = Kept(hashlib.sha256(data).hexdigest(), hashlib.sha256(clean).hexdigest(), ending, len(clean))
            if not await self._store.ask("evidence", lambda turn: fits(turn, kept)):
                await self._write(one, lambda turn: unfit(turn, one, "quota"))
                return
            await asyncio.to_thread(self._shelf.keep, kept.place, clean)
            await self._write(one, lambda turn: evidence_actions.kept(turn, one.id, kept))
        except RetryAfter as error:
            await self._again(one, "RetryAfter", outcome.read(error).wait)
        except TooBigError:
            await self._write(one, lambda turn: unfit(turn, one, "too_big"))
        except (TelegramError, OSError) as error:  # of a file that is gone PTB says that the token is wrong
            reason = error if isinstance(error, ShutError) else type(error).__name__
            log.warning("evidence %s could not be fetched: %s", one.id, reason)
            if files.is_no_room(error):
                self._no_room()
                await self._wait(one, "no_room")
            elif isinstance(error, ShutError):
                await self._write(one, shelf_shut)
                await self._wait(one, "shelf")
            else:
                await self._again(one, type(error).__name__)
        except Exception as error:
            log.exception("evidence %s could not be kept", one.id)
            await self._again(one, type(error).__name__)

    async def _again(self, one: Attachment, fault: str, wait: timedelta | None = None) -> None:
        """Let it be tried later; after many tries in vain only the chat server has the file."""
        if one.attempts + 1 >= TRIES:
            await self._write(one, lambda turn: not_kept(turn, one, fault))
            return
        at = self._clock.real() + (wait or min(timedelta(seconds=2**one.attempts), SLOWEST))
        await self._store.write(lambda tx: evidence.later(tx, one.id, at, fault))

    async def _wait(self, one: Attachment, fault: str) -> None:
        """Let it be tried for as long as the shelf cannot take it: that is nobody's fault, and ends."""
        at = self._clock.real() + LATER
        await self._store.write(lambda tx: evidence.later(tx, one.id, at, fault, counted=False))

    async def _write(self, one: Attachment, fn: Callable[[Turn], None]) -> None:
        await self._store.act(f"evidence:{one.id}", fn)


async def cleaned(data: bytes) -> tuple[str, bytes]:
    """Return a file's ending and the clean file, or a reason (one of REASONS) and nothing."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(CLEANING),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, _ = await process.communicate(data)
    except TimeoutError:
        return "unreadable", b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    head, _, rest = out.partition(b"\n")
    verdict, _, word = head.decode("ascii", "replace").partition(" ")
    if verdict == "ok" and process.returncode == 0:
        return word, rest
    return word if word in REASONS else "unreadable", b""
