"""While work takes longer than a moment, the chat shows that something is on its way; a courtesy that may be lost."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import TypeVar

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock

T = TypeVar("T")
AT_FIRST = 1.0
"""Seconds within which an answer needs no such sign."""
AGAIN = 4.0
"""Seconds after which the sign is given again: a chat shows it for five."""
LONG = 5.0
"""Seconds after which a message says that it takes long."""


async def shown(bot: ExtBot[None], chat: int, topic: int | None, work: Coroutine[None, None, T], sign: ChatAction) -> T:
    """Do a piece of work and let its chat know meanwhile what is coming; what it raises is raised as it is."""

    async def watch(task: asyncio.Task[T]) -> None:
        wait = AT_FIRST
        while not (await asyncio.wait({task}, timeout=wait))[0]:
            with suppress(TelegramError):
                await bot.send_chat_action(chat, sign, message_thread_id=topic)
            wait = AGAIN

    return await _watched(work, watch)


async def told(clock: Clock, work: Coroutine[None, None, T], tell: Callable[[], Awaitable[None]]) -> T:
    """Do a piece of work, and tell where it takes long; what it raises is raised as it is."""

    async def watch(task: asyncio.Task[T]) -> None:
        done = asyncio.Event()
        task.add_done_callback(lambda _: done.set())
        await clock.pause(done, LONG, busy=True)
        if not done.is_set():
            await tell()

    return await _watched(work, watch)


async def _watched(work: Coroutine[None, None, T], watch: Callable[[asyncio.Task[T]], Awaitable[None]]) -> T:
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(work)
            await watch(task)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return task.result()
