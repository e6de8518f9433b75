import asyncio
import io
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.sandbox.api.server import build_app
from bot.sandbox.chat import Chat
from bot.sandbox.web.page import Beheld, Beside, mount
from bot.sandbox.web.view import Hint
from tests.bot.sandbox.conftest import COLLEAGUE, GROUP, HEAD, REVIEWER, STRANGER, Hands

PEOPLE = [
    (HEAD, "王所长", "head", "东湖所"),
    (COLLEAGUE, "赵干部", "", "东湖所"),
    (REVIEWER, "李科长", "reviewer", "消保科"),
    (STRANGER, "路人", "stranger", ""),
]
HINTS = [
    Hint("上报一项", "/report 工单按期回复率 98/100", who=HEAD),
    Hint("看周榜"),
    Hint("发名册", file="名册.csv", who=REVIEWER, chat=GROUP, done=True),
]
DARK: dict[bytes, bytes] = {}
NOT_READY = "not ready"


async def look(language: str) -> Beheld:
    return Beheld(HINTS, {"ready": True, "language": language})


async def dark(picture: bytes) -> bytes | None:
    return DARK[picture] or None


class Page:
    """What the script in the browser does, without the browser."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.http = http

    async def state(
        self, person: int | None = None, chat: int | None = None, language: str = "zh-CN", **more: Any
    ) -> Any:
        asked = {"person": person, "chat": chat, **more}
        given = {name: str(value) for name, value in asked.items() if value is not None}
        spoken = {"Accept-Language": language}
        async with self.http.get(f"{self.url}/demo/state", params=given, headers=spoken) as answer:
            return await answer.json()

    async def messages(self, person: int, chat: int) -> list[Any]:
        return (await self.state(person, chat))["open"]["messages"]

    async def send(
        self, person: int, chat: int, text: str = "", headers: dict[str, str] | None = None, **more: Any
    ) -> Any:
        form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
        form.add_fields(("person", str(person)), ("chat", str(chat)), ("text", text))
        for name, value in more.items():
            if name == "file":
                form.add_field("file", io.BytesIO(value[1]), filename=value[0])
            else:
                form.add_field(name, str(value))
        async with self.http.post(f"{self.url}/demo/send", data=form, headers=headers) as answer:
            return answer.status, await answer.json()

    async def post(self, what: str, headers: dict[str, str] | None = None, **given: Any) -> Any:
        async with self.http.post(f"{self.url}/demo/{what}", json=given, headers=headers) as answer:
            return answer.status, await answer.json()

    async def bot(self, method: str, **given: Any) -> Any:
        async with self.http.post(f"{self.url}/bot100:sandbox/{method}", json=given) as answer:
            body = await answer.json()
            assert body["ok"], body
            return body["result"]


@pytest.fixture
def started() -> list[str]:
    return []


@pytest_asyncio.fixture
async def page(chat: Chat, hands: Hands, started: list[str]) -> AsyncIterator[Page]:
    app = build_app(chat)

    async def move(moment: datetime) -> None:
        for _ in range(10):
            await asyncio.sleep(0)  # it takes its time, in which others press, too
        hands.now = moment

    def restart(start: str, language: str) -> None:
        started.append(f"{start} {language}")

    mount(
        app,
        chat,
        people=PEOPLE,
        group=GROUP,
        move_clock=move,
        now=hands.clock,
        beside=Beside(look, {"名册.csv": b"x"}, DARK.__contains__, dark, restart, lambda: NOT_READY not in started),
    )
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as http:
        yield Page(f"http://127.0.0.1:{runner.addresses[0][1]}", http)
    await runner.cleanup()


def keyboard(**buttons: str) -> Any:
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in buttons.items()]]}
