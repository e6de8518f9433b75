"""Pages that are no answers, ordered for calls, polls and downloads, before or after what was asked was done."""

import httpx
import pytest

from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import FILE, PORTAL, page
from tests.bot.sandbox.conftest import REVIEWER

pytestmark = pytest.mark.asyncio


async def call(server: Server, chat: Chat, method: str, **params: object) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.post(f"{server.url}/bot{chat.world.token}/{method}", json=params)


@pytest.mark.parametrize("after", [False, True])
async def test_a_page_comes_in_the_place_of_an_answer(chat: Chat, server: Server, *, after: bool) -> None:
    chat.faults.plan(page(after=after), method="sendMessage")
    answer = await call(server, chat, "sendMessage", chat_id=REVIEWER, text="x")
    assert (answer.status_code, answer.headers["content-type"], answer.text) == (
        200,
        "text/html; charset=utf-8",
        PORTAL,
    )
    assert [message.text for message in chat.seen(REVIEWER)] == ["x"] * after
    (made,) = chat.calls.of("sendMessage")
    assert (made.delivered, made.ok) == (after, False)


async def test_a_page_may_be_any_json_and_lead_elsewhere(chat: Chat, server: Server) -> None:
    chat.faults.plan(page('{"hello": 1}', 302, location="http://127.0.0.1:9/"), method="getMe")
    answer = await call(server, chat, "getMe")
    assert (answer.status_code, answer.json(), answer.headers["location"]) == (
        302,
        {"hello": 1},
        "http://127.0.0.1:9/",
    )
    assert (await call(server, chat, "getMe")).json()["ok"] is True


async def test_a_poll_and_a_download_are_struck_only_when_asked_for_by_name(chat: Chat, server: Server) -> None:
    chat.say(REVIEWER, document=("a.txt", b"hello"))
    chat.faults.plan(page(), times=None)
    (update,) = (await call(server, chat, "getUpdates")).json()["result"]
    chat.faults.clear()
    found = (await call(server, chat, "getFile", file_id=update["message"]["document"]["file_id"])).json()["result"]
    url = f"{server.url}/file/bot{chat.world.token}/{found['file_path']}"
    chat.faults.plan(page(), times=None)
    async with httpx.AsyncClient() as client:
        assert (await client.get(url)).content == b"hello"
        chat.faults.plan(page(), method=FILE)
        assert (await client.get(url)).text == PORTAL
        assert (await client.get(url)).content == b"hello"
