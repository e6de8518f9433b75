"""What the page of the demo shows while the bot is at work, and that nothing on it covers what is read."""

import asyncio
import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, Route, expect

from bot.demo.bureau import GROUP, of
from bot.demo.page import next_step
from tests.bot.demo.conftest import House
from tests.browser import faults, found, window

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        found() is None, reason="no Chromium here: `apt-get install chromium`, or another one of its kind"
    ),
]


async def bottom(page: Page, what: str) -> float:
    return float(await page.locator(what).first.evaluate("(one) => one.getBoundingClientRect().bottom"))


async def top(page: Page, what: str) -> float:
    return float(await page.locator(what).first.evaluate("(one) => one.getBoundingClientRect().top"))


async def test_while_a_picture_is_drawn_the_chat_says_that_more_is_coming(
    browser: Browser, morning: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, url = morning
    assert stage.bot is not None
    draw, go = stage.bot.pictures.draw, asyncio.Event()

    async def later(*asked: Any, **how: Any) -> bytes | None:
        await go.wait()
        return await draw(*asked, **how)

    monkeypatch.setattr(stage.bot.pictures, "draw", later)
    head = next_step(stage).reporter.person
    async with window(browser, f"{url}/#p={head}&c={head}", locale="en-GB") as page:
        working = page.locator("#working")
        await expect(page.locator("#text")).to_be_visible()
        await expect(working).to_be_hidden()
        await page.fill("#text", "/rank")
        await page.press("#text", "Enter")
        await expect(working).to_have_text("The bot is at work: more is coming…")
        await expect(working).to_be_in_viewport()
        assert await faults(page) == []
        go.set()
        await expect(page.locator(".msg .photo").last).to_be_visible()
        await expect(working).to_be_hidden()


async def test_while_the_clock_is_moved_whoever_pressed_sees_that_the_bot_is_at_work(
    browser: Browser, morning: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, url = morning
    assert stage.bot is not None
    tick, go = stage.bot.schedule.tick, asyncio.Event()

    async def later() -> None:
        await go.wait()
        await tick()

    head = stage.people[0].person
    async with window(browser, f"{url}/#p={head}&c={head}") as page:
        day = page.locator("#ways button").first
        await expect(day).to_be_visible()
        monkeypatch.setattr(stage.bot.schedule, "tick", later)
        await day.click()
        for busy in (day, page.locator("#board")):
            await expect(busy).to_have_attribute("aria-busy", "true")
        go.set()
        await expect(page.locator("[aria-busy]")).to_have_count(0)
        await expect(page.locator(".toast")).to_contain_text("时钟已拨到")


@pytest.mark.parametrize("size", [(390, 844), (1280, 860)])
async def test_what_is_told_for_a_moment_covers_no_title_and_goes_before_long(
    browser: Browser, morning: House, size: tuple[int, int]
) -> None:
    _, url = morning
    async with window(browser, f"{url}/#p=1001&c=1001", *size) as page:
        await expect(page.locator("#text")).to_be_visible()
        await page.clock.install()
        await page.evaluate("import('/page/telling.js').then((telling) => telling.toast('很长的话'.repeat(60)))")
        toast = page.locator(".toast")
        await expect(toast).to_be_visible()
        assert await top(page, ".toast") > await bottom(page, "#subtitle")
        await page.clock.fast_forward(7_100)
        await expect(toast).to_have_count(0)


async def test_a_tall_picture_lies_below_the_keys_of_the_viewer(browser: Browser, morning: House) -> None:
    stage, url = morning
    tall = io.BytesIO()
    Image.new("RGB", (700, 2400), "#b33").save(tall, "PNG")
    person = stage.people[1].person
    stage.chat.say(person, photo=tall.getvalue(), caption="排名")
    await stage.settled()
    for width, height in ((390, 844), (1280, 600)):
        async with window(browser, f"{url}/#p={person}&c={person}", width, height) as page:
            await page.locator(".photo").last.click()
            picture = page.locator("#viewer-picture img")
            await expect(picture).to_be_in_viewport(ratio=1)
            for _ in ("whole", "enlarged"):
                assert await top(page, "#viewer-picture img") >= await bottom(page, "#viewer [data-close]")
                await page.locator("#viewer-picture").click(position={"x": 40, "y": 40})


async def test_whoever_switches_again_finds_the_list_of_people_at_its_top(browser: Browser, morning: House) -> None:
    _, url = morning
    async with window(browser, f"{url}/#p=1001&c=1001") as page:
        for _ in range(2):
            await page.click("#me")
            await expect(page.locator("#picker")).to_be_visible()
            assert await page.locator("#units").evaluate("(list) => list.scrollTop") == 0
            await page.locator(".person").last.click()
            await expect(page.locator("#picker")).to_be_hidden()


async def test_a_key_that_is_held_down_while_news_comes_is_still_pressed(browser: Browser, morning: House) -> None:
    stage, url = morning
    admin = of(stage.people, "admin", "")
    async with window(browser, f"{url}/#p=1001&c={GROUP}") as page:
        last = page.locator("#chats .chat-line").first
        stage.chat.say(admin.person, "第 0 句", to=GROUP)
        await page.locator(".msg", has_text="第 0 句").locator(".bubble").dblclick()  # which begins a reply
        for number, key in enumerate(("#me b", "#about button"), 1):
            await page.locator(key).hover()
            await page.mouse.down()
            stage.chat.say(admin.person, f"第 {number} 句", to=GROUP)
            await expect(last).to_contain_text(f"第 {number} 句")
            await page.mouse.up()
            if key == "#me b":
                await expect(page.locator("#picker")).to_be_visible()
                await page.keyboard.press("Escape")
        await expect(page.locator("#about")).to_be_hidden()


async def test_nobody_can_be_chosen_before_the_page_knows_who_there_is(browser: Browser, morning: House) -> None:
    _, url = morning
    go = asyncio.Event()

    async def later(route: Route) -> None:
        await go.wait()
        await route.continue_()

    async with window(browser, f"{url}/#p=1001&c=1001") as page:
        await page.route("**/demo/state*", later)
        await page.reload()
        await expect(page.locator("#me")).to_be_disabled()
        go.set()
        await expect(page.locator("#me")).to_be_enabled()


async def test_when_the_standings_turn_to_the_new_month_the_page_says_so(browser: Browser, morning: House) -> None:
    stage, url = morning  # the clock moves on: the last test of this file
    step = next_step(stage)
    admin = of(stage.people, "admin", "")
    async with window(browser, f"{url}/#p={admin.person}&c={GROUP}") as page:
        caption = page.locator("#standings caption")
        await expect(caption).to_contain_text("11月")
        stage.move(stage.now() + timedelta(days=25))
        assert stage.bot is not None
        await stage.bot.schedule.tick()
        await stage.settled()
        stage.chat.say(step.reporter.person, f"/report {step.metric.name} {step.value}")
        await stage.settled()
        stage.chat.say(step.reviewers[0].person, "确认", reply_to=stage.newest_card(step.reviewers[0].person).id)
        await expect(caption).to_contain_text("12月")
        await expect(page.locator(".toast", has_text="右边的排名现在是12月的")).to_be_visible()
        await expect(caption).to_have_class("turned")
        stage.move(stage.now() + timedelta(days=60))
        stage.chat.bell.ring()
        await expect(page.locator("#over")).to_contain_text("方案只管 2026 年，这一年的周榜已经发完")
        await expect(page.locator("#ways button:disabled", has_text="没有周榜")).to_be_visible()
