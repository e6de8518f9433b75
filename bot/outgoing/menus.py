"""Menus of commands: the own roles' in private, the group's in the group, and for all others how to get in."""

import json
import logging
from collections import defaultdict, deque
from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache

from telegram import BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot import outcome
from bot.clock import Clock
from bot.incoming.errands import AT_ONCE
from bot.outgoing.pace import GROUP_A_MINUTE, MINUTE
from bot.store import Store
from bot.wire import brief
from handlers.journeys import menu
from handlers.texts import sentence
from handlers.turn import Turn
from scoring import language
from scoring.language import Spoken, speaking
from storage import chats, roster

log = logging.getLogger(__name__)
AGAIN = timedelta(minutes=1)


class Menus:
    """Sets the menu of a chat where it is not what it should be, one at a time, and as many a minute as a group gets.

    What was set, or refused, is known by the database: it is not asked again before something else is wanted, or the
    chat is come back to. What strangers see is set at every start.
    """

    def __init__(self, bot: ExtBot[None], store: Store, clock: Clock) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._free = clock.real()
        self._calls: deque[datetime] = deque(maxlen=GROUP_A_MINUTE)
        self._general: list[BotCommandScope] = [BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()]

    async def step(self) -> float | None:
        """Set one menu, if any is to be set (see `Errands`); it is woken every second."""
        now = self._clock.real()
        if now < self._free:
            return (self._free - now).total_seconds()
        if self._general:
            settled = await self._settled(self._general[0], _written(("stranger",), None))
            if settled:
                self._general.pop(0)
        elif (found := await self._store.ask("menus", _wanting)) is not None:
            chat, wanted = found
            settled = await self._settled(BotCommandScopeChat(chat), wanted)
            if settled:
                await self._store.write(lambda tx: chats.note_menu(tx, chat, wanted))
        else:
            settled = False
        return AT_ONCE if settled else None

    async def _settled(self, scope: BotCommandScope, wanted: str | None) -> bool:
        """Set a menu, or take it away; False where that is to be tried again when the next call may be made."""
        wait = timedelta()
        try:
            if wanted is None:
                await self._bot.delete_my_commands(scope=scope)
            else:
                await self._bot.set_my_commands(json.loads(wanted), scope=scope)
        except InvalidToken:
            wait = AGAIN
            return False
        except TelegramError as error:
            found = outcome.read(error)
            if found.kind in ("later", "maybe"):
                log.info("a command menu was not set yet: %s", brief(error))
                wait = found.wait or AGAIN
                return False
        finally:
            now = self._clock.real()
            self._calls.append(now)
            full = len(self._calls) == GROUP_A_MINUTE
            self._free = max(now + wait, self._calls[0] + MINUTE) if full else now + wait
        return True


def _wanting(turn: Turn) -> tuple[int, str | None] | None:
    """Return a chat whose menu is not what it should be, with that; None in it means what strangers see."""
    readers: dict[int, set[str]] = defaultdict(set)
    for entry in roster.in_force(turn.tx):
        if entry.telegram_id is not None:
            readers[entry.telegram_id].add(entry.role)
    given, group = chats.menus(turn.tx), turn.group
    if group is not None and not chats.is_down(turn.tx, group):
        readers[group].add("group")
        given.setdefault(group, None)
    for chat, before in given.items():
        wanted = _written(readers[chat], turn.spoken_in(chat)) if chat in readers else None
        if wanted != before:
            return chat, wanted
    return None


def _written(readers: Collection[str], spoken: Spoken | None) -> str:
    """Write the menu of some readers as it is kept, in a language."""
    with speaking(spoken):
        return _menu(frozenset(readers), language.spoken())


@cache
def _menu(readers: frozenset[str], _language: str) -> str:
    return json.dumps([(command, sentence(code, {})) for command, code in menu(readers).items()], ensure_ascii=False)
