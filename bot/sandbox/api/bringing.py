"""Brings updates to the webhook of the bot, with Telegram's own rules of order and of trying again."""

import asyncio
import json
from http import HTTPStatus

import aiohttp

from bot.sandbox.api.perform import Reply, record
from bot.sandbox.chat import Chat
from bot.sandbox.refusals import Json
from bot.sandbox.watch.faults import HOOK
from bot.sandbox.world.updates import Hook, Queue

PATIENCE = 60
"""Seconds that the bot may take to answer."""
LONGEST = 60
"""Seconds between two attempts at most, unless the bot asks for more."""


async def bring(chat: Chat) -> None:
    """Bring what waits while a webhook is set; what is in one queue does not wait for what is in another."""
    busy: dict[Queue, asyncio.Task[None]] = {}
    last: Hook | None = None
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as session, asyncio.TaskGroup() as group:

        async def empty(queue: Queue) -> None:
            delay = 0.0
            while found := _first(chat, queue):
                hook, update = found
                fault, asked = await _try(chat, session, hook, update)
                if fault:
                    await asyncio.sleep(asked or delay)
                    delay = min(delay * 2 or 1, LONGEST)
                else:
                    delay = 0
            del busy[queue]

        while True:
            since = chat.updates.bell.version
            with chat.bell.lock:
                hook = chat.updates.hook
                waiting = chat.updates.to_bring() if hook else {}
            if hook is not last:  # whoever set it is there: what failed before is tried at once
                while busy:
                    busy.popitem()[1].cancel()
                last = hook
            for queue in waiting:
                if hook and queue not in busy and len(busy) < hook.connections:
                    busy[queue] = group.create_task(empty(queue))
            await chat.updates.bell.changed(since)


def _first(chat: Chat, queue: Queue) -> tuple[Hook, Json] | None:
    with chat.bell.lock:
        hook, update = chat.updates.hook, chat.updates.to_bring().get(queue)
        return (hook, update) if hook and update else None


async def _try(chat: Chat, session: aiohttp.ClientSession, hook: Hook, update: Json) -> tuple[str, float]:
    """Bring an update, and note how that ended; returns what kept it from arriving, and when it is wanted again."""
    with chat.bell.lock:
        planned = chat.faults.pick(HOOK, None)
    status, fault, asked = 0, "Connection reset by peer", 0.0
    if planned is None or planned.after:
        status, fault, asked = await _post(session, hook, update)
    if planned and planned.after:
        fault = "Read timeout expired"
    with chat.bell.lock:
        if fault:
            chat.updates.failed = int(chat.world.clock().timestamp()), fault
        else:
            chat.updates.arrived(update)
        reply = Reply(status, {"description": fault}, planned)
        record(chat, HOOK, {"update_id": update["update_id"]}, {}, reply, delivered=status == HTTPStatus.OK)
    return fault, asked


async def _post(session: aiohttp.ClientSession, hook: Hook, update: Json) -> tuple[int, str, float]:
    """Return the status, 0 where none came, what kept the update from arriving, and when it is wanted again."""
    headers = {"Content-Type": "application/json"}
    if hook.secret:
        headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
    body = json.dumps(update, ensure_ascii=False).encode()
    try:
        async with session.post(hook.url, data=body, headers=headers, allow_redirects=False) as answer:
            if answer.ok:
                return answer.status, "", 0
            after = answer.headers.get("Retry-After", "")
            fault = f"Wrong response from the webhook: {answer.status} {answer.reason}"
            return answer.status, fault, float(after) if after.isdecimal() else 0
    except (aiohttp.ClientError, TimeoutError, OSError):
        return 0, "Connection refused", 0
