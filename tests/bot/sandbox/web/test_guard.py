"""Who may ask the page for what."""

import re

import pytest

from bot.sandbox.chat import Chat
from tests.bot.sandbox.conftest import GROUP, HEAD, Hands
from tests.bot.sandbox.web.conftest import Page

pytestmark = pytest.mark.asyncio


async def test_the_page_is_one_file_that_asks_nobody_else(page: Page) -> None:
    async with page.http.get(f"{page.url}/") as answer:
        html = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert answer.content_type == "text/html"
    assert "default-src 'none'" in policy
    addresses = set(re.findall(r"https?://[\w./]+", html))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", html)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "leitai.example.org"},
    ],
)
async def test_another_site_cannot_act_through_the_browser(
    page: Page, chat: Chat, hands: Hands, headers: dict[str, str]
) -> None:
    before = hands.now
    status, answer = await page.send(HEAD, GROUP, "喂", headers=headers)
    assert (status, answer["error"][:8]) == (403, "这个请求来自别的")
    assert (await page.post("clock", headers, step="day"))[0] == 403
    assert (chat.seen(GROUP), hands.now) == ([], before)


async def test_the_page_itself_may_act_and_an_invented_host_name_may_not_even_look(page: Page) -> None:
    own = {"Origin": page.url, "Sec-Fetch-Site": "same-origin"}
    assert (await page.send(HEAD, GROUP, "喂", headers=own))[0] == 200
    for path in ("/", "/demo/state"):
        async with page.http.get(page.url + path, headers={"Host": "leitai.example.org"}) as answer:
            assert answer.status == 403


@pytest.mark.parametrize("path", ["press", "edit", "invite", "clock"])
async def test_what_is_no_json_object_is_refused(page: Page, path: str) -> None:
    for body, kind in ((b"{", "application/json"), (b"[]", "application/json"), (b"{}", "text/plain")):
        async with page.http.post(f"{page.url}/demo/{path}", data=body, headers={"Content-Type": kind}) as answer:
            assert (answer.status, (await answer.json())["error"][:7]) == (400, "请求内容读不懂")
    async with page.http.post(f"{page.url}/demo/send", json={}) as answer:
        assert answer.status == 400
