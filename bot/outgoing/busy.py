"""While work takes longer than a moment, the chat shows that something is on its way; a courtesy that may be lost."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import TypeVar

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import ExtBot

T = TypeVar("T")
AT_FIRST = 1.0
"""Seconds within which an answer needs no such sign."""
AGAIN = 4.0
"""Seconds after which the sign is given again: a chat shows it for five."""


async def shown(bot: ExtBot[None], chat: int, topic: int | None, work: Coroutine[None, None, T], sign: ChatAction) -> T:
    """Do a piece of work and let its chat know meanwhile what is coming; what it raises is raised as it is."""
    try:
        async with asyncio.TaskGroup() as group:
            task, wait = group.create_task(work), AT_FIRST
            while not (await asyncio.wait({task}, timeout=wait))[0]:
                with suppress(TelegramError):
                    await bot.send_chat_action(chat, sign, message_thread_id=topic)
                wait = AGAIN
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return task.result()
