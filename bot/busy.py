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
Task = asyncio.Task[T | Exception]
"""A piece of work that gives what came of it, or what it raised."""
AT_FIRST = 1.0
"""Seconds within which an answer needs no such sign."""
AGAIN = 4.0
"""Seconds after which the sign is given again: a chat shows it for five."""
LONG = 5.0
"""Seconds after which a message says that it takes long."""


async def shown(bot: ExtBot[None], chat: int, topic: int | None, work: Coroutine[None, None, T], sign: ChatAction) -> T:
    """Do a piece of work and let its chat know meanwhile what is coming; what it raises is raised as it is."""

    async def watch(task: Task[T]) -> None:
        wait = AT_FIRST
        while not (await asyncio.wait({task}, timeout=wait))[0]:
            with suppress(TelegramError):
                await bot.send_chat_action(chat, sign, message_thread_id=topic)
            wait = AGAIN

    return await _watched(work, watch)


async def told(clock: Clock, work: Coroutine[None, None, T], tell: Callable[[], Awaitable[None]]) -> T:
    """Do a piece of work, and tell where it takes long; what it raises is raised as it is."""

    async def watch(task: Task[T]) -> None:
        done = asyncio.Event()
        task.add_done_callback(lambda _: done.set())
        await clock.pause(done, LONG, busy=True)
        if not done.is_set():
            await tell()

    return await _watched(work, watch)


async def _watched(work: Coroutine[None, None, T], watch: Callable[[Task[T]], Awaitable[None]]) -> T:
    """Do a piece of work beside what watches it, which is never left half done because the work failed."""
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(_ended(work))
            await watch(task)
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    ended = task.result()
    if isinstance(ended, Exception):
        raise ended
    return ended


async def _ended(work: Coroutine[None, None, T]) -> T | Exception:
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - whoever waits for the work raises it
        return error
