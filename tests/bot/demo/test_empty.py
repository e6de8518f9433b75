"""The demo from an empty house: its steps, taken as the page takes them, end with a confirmed report and a group."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.clock import VirtualClock
from bot.demo.bureau import GROUP, of
from bot.demo.page import BEGINS, opened_empty
from bot.demo.stage import Stage, set_stage
from scoring.language import LANGUAGES, both, speak
from storage import house
from tests.bot.sandbox.web.conftest import Page
from tests.stage import command

MOST = 15
PATIENCE = 30
"""Real seconds after which a test gives up waiting."""


def test_the_tour_has_no_empty_house() -> None:
    done = command("demo", "--tour", "--empty", env={})
    assert (done.code, done.reason) == (2, "--empty 不能和 --tour 一起用")


@pytest_asyncio.fixture(params=LANGUAGES)
async def opened(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[tuple[Stage, Page]]:
    speak(request.param)
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    async with opened_empty(stage, "127.0.0.1", 0) as url, aiohttp.ClientSession() as http:
        yield stage, Page(url, http)
    stage.database.close()


async def act(stage: Stage, page: Page, person: int, hint: dict[str, str]) -> None:
    """Do what a step says: send its text or its file, take the bot into the group, or press what it names."""
    if hint["file"]:
        async with page.http.get(f"{page.url}/demo/given", params={"name": hint["file"]}) as answer:
            more: dict[str, Any] = {"file": (hint["file"], await answer.read()), "as": "document"}
        assert (await page.send(person, person, **more))[0] == 200
    elif hint["text"]:
        assert (await page.send(person, person, hint["text"]))[0] == 200
    elif "把机器人拉进群" in hint["title"]:
        assert (await page.state(person, GROUP))["open"]["outside"]
        assert await page.post("invite", person=person, chat=GROUP) == (200, {"chat": GROUP})
        assert (await page.post("invite", person=person, chat=GROUP))[0] == 409
        assert not (await page.state(person, GROUP))["open"]["outside"]
    else:
        label = re.findall("“([^”]+)”", hint["title"])[-1]
        await stage.chat.wait_for(lambda: label in str([seen.buttons for seen in stage.chat.seen(person)]), PATIENCE)
        shown = await page.messages(person, person)
        found = [(m["id"], b["data"]) for m in shown for row in m["buttons"] for b in row if b["text"] == label]
        message, data = found[-1]
        status, told = await page.post("press", person=person, chat=person, message=message, data=data)
        assert (status, told["alert"]) == (200, False), label


async def ticked(page: Page, number: int) -> list[bool]:
    """Return which steps are ticked once this one is: what comes of a file is seen later."""
    async with asyncio.timeout(PATIENCE):
        told = await page.state()
        while not told["hints"][number]["done"]:
            told = await page.state(since=told["version"], boot=told["boot"])
    return [one["done"] for one in told["hints"]]


@pytest.mark.asyncio
async def test_the_steps_of_an_empty_house_lead_to_a_confirmed_report_and_a_group(
    opened: tuple[Stage, Page],
) -> None:
    stage, page = opened
    admin = of(stage.people, "admin", "").person
    head = next(one.person for one in stage.people if one.role == "head")
    reviewer = of(stage.people, "reviewer", stage.rulebook.metric("reply_rate").leads[0]).person
    who = [admin] * 5 + [head, head, admin, reviewer, reviewer, admin, admin, admin, head, reviewer]
    assert len((await page.state())["hints"]) == len(who) == MOST
    for number, person in enumerate(who):
        step = (await page.state())["hints"][number]
        assert (step["who"], step["done"]) == (person, False)
        await act(stage, page, person, step)
        await stage.settled()
        assert await ticked(page, number) == [n <= number for n in range(MOST)]
    files = [one["file"] for one in (await page.state())["hints"] if one["file"]]
    assert files == both(["云溪方案.toml", "名册.csv"], ["yunxi.toml", "roster.csv"])
    done = next(
        one["text"] for one in await page.messages(admin, admin) if both("起生效", "In force from") in one["text"]
    )
    assert both("（管理员）", "(an admin)") in done
    told = [one["text"] for one in await page.messages(head, head)]
    assert any(both("已确认", "is confirmed") in text for text in told), told
    with stage.database.reading(stage.now()) as tx:
        assert house.fixture(tx, "group") == str(GROUP)
