"""Who may ask the page for what."""

import re
from pathlib import Path

import pytest
from yarl import URL

from bot.sandbox.chat import Chat
from bot.sandbox.web.files import HERE
from tests.bot.sandbox.conftest import GROUP, HEAD, Hands
from tests.bot.sandbox.web.conftest import Page

pytestmark = pytest.mark.asyncio
HAN = re.compile(r"[\u3400-\u9fff]")


async def test_the_page_runs_its_own_scripts_alone_and_asks_nobody_else(page: Page) -> None:
    async with page.http.get(f"{page.url}/") as answer:
        html, policy = await answer.text(), answer.headers["Content-Security-Policy"]
    assert answer.content_type == "text/html"
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    parts = {path.name: path.read_text(encoding="utf-8") for path in (HERE / "browser").iterdir()}
    assert parts.pop("page.html") == html
    assert len(parts) > 10
    for name, text in parts.items():
        async with page.http.get(f"{page.url}/page/{name}") as answer:
            assert (await answer.text(), answer.headers["Content-Security-Policy"]) == (text, policy)
            assert answer.content_type == {".js": "text/javascript", ".css": "text/css"}[Path(name).suffix]
    everything = html + "".join(parts.values())
    assert set(re.findall(r"https?://[\w./]+", everything)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\son\w+=", everything)


async def test_what_is_no_part_of_the_page_is_not_served(page: Page) -> None:
    for name in ("guard.py", "..%2Fguard.py", "nothing.js"):
        async with page.http.get(URL(f"{page.url}/page/{name}", encoded=True)) as answer:
            assert answer.status == 404


async def test_every_word_of_the_page_is_one_that_it_has_in_both_languages(page: Page) -> None:
    async with page.http.get(f"{page.url}/page/words.json") as answer:
        words = await answer.json(content_type="application/json")
    assert all(len(said) == 2 and all(said) for said in words.values())
    for code, (chinese, english) in words.items():
        assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english)), code
        assert not HAN.search(english), code
    parts = [path.read_text(encoding="utf-8") for path in (HERE / "browser").iterdir()]
    parts += [path.read_text(encoding="utf-8") for path in HERE.glob("*.py")]
    quoted = {one for text in parts for one in re.findall(r'"([a-z_]+)"', text)}
    assert set(words) - quoted <= {
        one for one in words if one.startswith(("kind_", "role_", "next_re", "stage_", "others_", "own_"))
    }
    asked = re.findall(r'\bt\("([a-z_]+)"|data-(?:say|label|tip|hint)="([a-z_]+)"', "".join(parts))
    asked += re.findall(r'\bsay\("([a-z_]+)"()|Declined\(\d+, "([a-z_]+)"', "".join(parts))
    assert {"".join(one) for one in asked} <= set(words)


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
