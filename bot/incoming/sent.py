"""Files that leads and admins send to be read: fetched and opened beside everything else; each is a row until then."""

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot import busy, outcome
from bot.clock import Clock
from bot.incoming.errands import AT_ONCE
from bot.incoming.fetch import TooBigError, fetch
from bot.incoming.templates import LARGEST as LARGEST_TEMPLATE
from bot.incoming.templates import read_template, refuse_unless_template
from bot.incoming.workbooks import LARGEST, UnfitError, read_table, refuse_unless_table
from bot.store import Store
from handlers.desk.actions import roster
from handlers.enacting.actions import files, templates
from handlers.filing.actions import importing
from handlers.tables.actions import proposals
from handlers.turn import Turn, read_rulebook
from scoring.faults import FaultyError
from scoring.reading import orders
from scoring.reading.people import read_people
from scoring.standings.form import is_form
from scoring.standings.harmless import meant
from storage import drafts
from storage.drafts import Draft

log = logging.getLogger(__name__)
TRIES = 5
LARGEST_RULEBOOK = 256_000
"""Bytes of a rulebook: one of a hundred units and as many metrics has less than a quarter of it."""
DEEPEST = 32
"""Brackets within brackets, and parts of a dotted key: no rulebook has more than a few."""
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'|#[^\n]*")
_DOTTED = re.compile(rf"(?:[\w-]+[ \t]*\.[ \t]*){{{DEEPEST}}}")

Judge = Callable[[Turn, Draft], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the draft that waits for it, how it is opened (away from the database), and what is said of it.

    `refused` begins the codes of what can be wrong with any file: too big, not fetched, broken.
    """

    draft: str
    largest: int
    refused: str
    name_fits: Callable[[str, int | None], None]
    open: Callable[[str, bytes], Judge]
    refuse: Callable[[Turn, Draft, str, dict[str, Any]], None]


def _table(name: str, data: bytes) -> Judge:
    """Open a table of values; one that assigns matters says so by its columns, whatever it is called."""
    found = [(sheet.title, sheet.lines) for sheet in read_table(name, data)]
    return partial(importing.judge if orders.is_form(found) else proposals.judge, sheets=found)


def _orders(name: str, data: bytes) -> Judge:
    """Open a table that assigns matters; a form of values is that, whatever it is called."""
    found = [(sheet.title, sheet.lines) for sheet in read_table(name, data)]
    values = is_form(found) and not orders.is_form(found)
    return partial(proposals.judge if values else importing.judge, sheets=found)


def _rulebook(name: str, data: bytes) -> Judge:
    """Open a rulebook: what could do harm is refused before it is parsed, and parsing holds up nobody."""
    plain = _QUOTED.sub("", data.decode("utf-8", "replace"))
    depth = deepest = 0
    for sign in re.findall(r"[][{}]", plain):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    if deepest > DEEPEST or _DOTTED.search(plain):
        raise UnfitError("rulebook_deep", name=name)
    try:
        read_rulebook(data)
    except FaultyError as error:
        return partial(files.find_faulty, faults=error.faults)
    return partial(files.judge, body=data)


def _template(name: str, data: bytes) -> Judge:
    wrong = read_template(name, data)
    return partial(templates.find_faulty, faults=wrong) if wrong else partial(templates.take, content=data)


def _rulebook_fits(name: str, size: int | None) -> None:
    if size is not None and size > LARGEST_RULEBOOK:
        raise UnfitError("rulebook_too_big", name=name, most=LARGEST_RULEBOOK // 1000)


def _roster(name: str, data: bytes) -> Judge:
    lines = read_table(name, data)[0].lines
    rows, faults = read_people([(number, list(map(meant, cells))) for number, cells in lines])
    return partial(roster.judge, rows=rows, faults=faults)


KINDS = {
    each.draft: each
    for each in (
        Kind(proposals.TABLE, LARGEST, "table", refuse_unless_table, _table, proposals.refuse),
        Kind(importing.SENT, LARGEST, "table", refuse_unless_table, _orders, importing.refuse),
        Kind(files.SENT, LARGEST_RULEBOOK, "rulebook", _rulebook_fits, _rulebook, files.refuse),
        Kind(templates.SENT, LARGEST_TEMPLATE, "template", refuse_unless_template, _template, templates.refuse),
        Kind(roster.SENT, LARGEST, "table", refuse_unless_table, _roster, roster.refuse),
    )
}


class Sent:
    """Takes a file that was sent; its sender is told what is in it, or what is wrong with it."""

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock

    async def step(self) -> float | None:
        """Take one file, if one waits (see `Errands`)."""
        draft = await self._store.read(lambda tx: drafts.oldest(tx, KINDS))
        if draft is None:
            return None
        taking = self._take(KINDS[draft.kind], draft)
        await busy.shown(self._bot, draft.payload.get("chat", draft.person), None, taking, ChatAction.TYPING)
        return AT_ONCE

    async def _take(self, kind: Kind, draft: Draft) -> None:
        """Fetch, open and judge one file; whatever is wrong with it, its sender is told."""
        name: str = draft.payload["name"]
        refuse, about = partial(self._refuse, kind, draft), {"name": name}
        try:
            kind.name_fits(name, draft.payload["size"])
            data = await self._fetch(draft.payload["file"], kind.largest)
            await self._write(draft, await asyncio.to_thread(kind.open, name, data))
        except UnfitError as error:
            await refuse(error.code, error.values)
        except TooBigError:
            await refuse(f"{kind.refused}_too_big", about | {"most": kind.largest // 1000})
        except TelegramError as error:
            log.warning("the file of draft %s could not be fetched: %s", draft.id, type(error).__name__)
            await refuse(f"{kind.refused}_not_fetched", about)
        except Exception:
            log.exception("the file of draft %s could not be judged", draft.id)
            await refuse(f"{kind.refused}_broken", about)

    async def _refuse(self, kind: Kind, draft: Draft, code: str, values: dict[str, Any]) -> None:
        await self._write(draft, lambda turn, draft: kind.refuse(turn, draft, code, values))

    async def _fetch(self, file_id: str, largest: int) -> bytes:
        """Fetch a file, again and again while the chat server is not well."""
        for attempt in range(1, TRIES):
            try:
                return await fetch(self._bot, file_id, largest)
            except BadRequest:
                raise
            except TelegramError as error:
                wait = outcome.read(error).wait or timedelta(seconds=2**attempt)
                await self._clock.pause(asyncio.Event(), wait.total_seconds(), busy=False)
        return await fetch(self._bot, file_id, largest)

    async def _write(self, draft: Draft, judge: Judge) -> None:
        def work(turn: Turn) -> None:
            if drafts.end(turn.tx, draft.id):  # its sender may have ended it meanwhile
                judge(turn, draft)

        await self._store.act(f"table:{draft.id}", work)
