"""Updates are brought to a webhook as Telegram brings them: in order, again and again, and to nobody else."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from telegram.error import Conflict

from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import HOOK, reset
from tests.bot.sandbox.conftest import GROUP, HEAD, REVIEWER, client

pytestmark = pytest.mark.asyncio


@dataclass
class Hook:
    """Somebody to whom updates are brought: keeps them, and answers as is told."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    came: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)

    async def take(self, request: web.Request) -> web.Response:
        self.came.append(await request.json())
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [next(part["text"] for part in update.values() if isinstance(part, dict)) for update in self.came]


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    found, app = Hook(), web.Application()
    app.router.add_post("/hook", found.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


async def test_what_waited_and_what_comes_is_brought_in_order_until_the_webhook_is_taken_away(
    chat: Chat, server: Server, hook: Hook
) -> None:
    chat.say(HEAD, "a")
    async with client(server) as bot:
        waiting = asyncio.ensure_future(bot.get_updates(offset=chat.updates.next_id, timeout=20))
        await chat.wait_for(lambda: chat.updates.polling)
        chat.faults.plan(reset(), method=HOOK)
        await bot.set_webhook(hook.url, secret_token="S3cret_-", max_connections=2, allowed_updates=["message"])
        with pytest.raises(Conflict, match="terminated by setWebhook"):
            await waiting
        with pytest.raises(Conflict, match="use deleteWebhook"):
            await bot.get_updates()
        chat.say(HEAD, "b")
        chat.edit(HEAD, chat.say(HEAD, "c").id, "not asked for")
        await chat.wait_for(lambda: chat.updates.idle)
        assert hook.texts == ["b", "c"], "the first was acknowledged by the poll"
        assert hook.secrets == {"S3cret_-"}
        info = await bot.get_webhook_info()
        assert (info.url, info.max_connections, info.pending_update_count) == (hook.url, 2, 0)
        assert info.last_error_message == "Connection reset by peer"
        await bot.delete_webhook()
        chat.say(HEAD, "d")
        assert [update.message.text for update in await bot.get_updates() if update.message] == ["d"]
        assert hook.texts == ["b", "c"]


async def test_what_did_not_arrive_is_brought_again_before_what_is_behind_it_and_others_do_not_wait(
    chat: Chat, server: Server, hook: Hook
) -> None:
    hook.answers += [web.Response(status=503, headers={"Retry-After": "1"}), web.Response(status=204)]
    async with client(server) as bot:
        chat.say(HEAD, "/first", to=GROUP)
        chat.say(HEAD, "/second", to=GROUP)
        await bot.set_webhook(hook.url)
        await chat.wait_for(lambda: hook.came)
        chat.say(REVIEWER, "meanwhile")
        await chat.wait_for(lambda: chat.updates.idle)
        assert hook.texts == ["/first", "meanwhile", "/first", "/second"]
        assert hook.secrets == {None}
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"
        chat.faults.plan(reset(after=True), method=HOOK)
        chat.say(REVIEWER, "twice")
        await chat.wait_for(lambda: chat.updates.idle)
        assert hook.texts[4:] == ["twice", "twice"]
        brought = [(call.code, call.delivered, call.ok) for call in chat.calls.of(HOOK)]
        assert brought[-2:] == [(200, True, False), (200, True, True)]
