"""The page of the demo in a real browser: played as a newcomer plays it, with the keyboard alone, read aloud."""

import re
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, Page, expect

from bot.clock import Clock, VirtualClock
from bot.demo.alone import alone
from bot.demo.bureau import GROUP, STRANGER, of
from bot.demo.month import steps
from bot.demo.page import BEGINS, opened_empty
from bot.demo.stage import set_stage
from tests.bot.demo.conftest import House
from tests.browser import faults, found, unnamed, window

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        found() is None, reason="no Chromium here: `apt-get install chromium`, or another one of its kind"
    ),
]
GOES_ON = True
MEANWHILE = 120_000
"""Milliseconds in which everybody does what the script has for the rest of the month."""
SIZES = ((360, 740), (390, 844), (768, 1024), (1280, 860))


async def ticked(page: Page, number: int) -> None:
    await expect(page.locator(f"#steps li:nth-child({number})")).to_have_class(re.compile("over"))


async def take(page: Page, number: int) -> None:
    """Press a step, and send what it puts into the text box."""
    await page.click(f"#steps li:nth-child({number}) button")
    await expect(page.locator("#text")).not_to_have_value("")
    await page.press("#text", "Enter")


async def press(page: Page, step: int, *labels: str) -> None:
    """Press a step that puts nothing into the text box, then the newest buttons that say so."""
    await page.click(f"#steps li:nth-child({step}) button")
    for label in labels:
        await page.locator(".key", has_text=label).last.click()
        await expect(page.locator(".key[aria-busy=true]")).to_have_count(0)


async def test_a_newcomer_plays_every_step_and_each_is_ticked_only_for_whom_it_is_meant(
    browser: Browser, morning: House
) -> None:
    stage, url = morning
    async with window(browser, f"{url}/#p={STRANGER.person}") as page:
        await page.click("#begin")
        await page.fill("#text", "/rank")
        await page.press("#text", "Enter")
        await expect(page.locator(".msg.other")).to_have_count(2)
        await expect(page.locator("#try-count")).to_have_text("0/11")
        await expect(page.locator("#own")).to_be_hidden()
        await expect(page.locator("#people button")).to_have_count(len(stage.people))
        before = await page.locator("#standings td").all_inner_texts()
        for number in range(1, 6):
            await take(page, number)
            await ticked(page, number)
        assert await page.locator("#standings td").all_inner_texts() != before
        await expect(page.locator("#standings .mine")).to_have_count(0)  # the office is in the other arena
        await press(page, 6, "完成")
        await ticked(page, 6)
        await expect(page.locator("#standings .mine")).to_have_count(1)
        await press(page, 7, "确认")
        await ticked(page, 7)
        await expect(page.locator("#standings .moved")).to_be_in_viewport(ratio=1)
        await page.click("#steps li:nth-child(8) button")  # it moves the clock itself, and the bureau goes on
        await expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=MEANWHILE)
        await ticked(page, 8)
        await expect(page.locator("#standings .tabs")).to_be_in_viewport()
        await expect(page.locator("#panel-clock")).to_contain_text("11月23日")
        await expect(page.locator("#title")).to_contain_text(stage.chat.rooms[GROUP].title)
        await expect(page.locator(".msg .photo").last).to_be_in_viewport()
        await expect(page.locator("#steps li:nth-child(8) > button:not(.see)")).to_have_count(0)
        await expect(page.locator("#steps .see")).to_have_count(1)
        await page.click("#people button:first-child")
        await page.locator("#steps .see").click()
        await expect(page.locator("#title")).to_contain_text(stage.chat.rooms[GROUP].title)
        await page.click("#steps li:nth-child(9) button")
        await expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=MEANWHILE)
        for number in (9, 10):
            await press(page, number, "看榜", "定榜")
            await ticked(page, number)
            await expect(page.locator("#panel-clock")).to_contain_text("12月7日")  # the first moves it, once
            if number == 9:
                await page.click("#steps li:nth-child(9) button")
        await page.locator("#steps .see").last.click()
        await expect(page.locator(".msg", has_text="通报").last).to_be_visible()
        await take(page, 11)
        await expect(page.locator("#try-count")).to_have_text("11/11")
        await expect(page.locator("#standings caption")).to_contain_text("正式")
        offices = len(stage.rulebook.units_in(stage.rulebook.arenas[0].id))
        await expect(page.locator("#standings tbody tr")).to_have_count(offices)
        ranks = await page.locator("#standings tbody tr td:first-child").all_inner_texts()
        assert sorted(ranks) == [str(rank) for rank in range(1, offices + 1)], "nobody is left without a rank"
    told = [seen.text for seen in stage.chat.seen(STRANGER.person) if seen.sender != STRANGER.person]
    assert not any(one.name in text for one in stage.people for text in told)


@pytest.mark.parametrize("language", ["中文", "English"])
async def test_it_is_read_at_every_width_in_both_themes_and_languages(
    browser: Browser, morning: House, language: str
) -> None:
    stage, url = morning
    head = steps(stage.rulebook, stage.people)[0].reporter.person
    async with window(browser, f"{url}/#p={head}&c={head}", locale="en-GB") as page:
        if language == "中文":
            await page.get_by_role("button", name=language).click()
        await expect(page.locator("html")).to_have_attribute("lang", {"中文": "zh-CN", "English": "en"}[language])
        for width, height in SIZES:
            await page.set_viewport_size({"width": width, "height": height})
            for theme in ("light", "dark"):
                await page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                await expect(page.locator(".msg").last).to_be_visible()
                assert await faults(page) == [], (width, theme)
                assert await unnamed(page) == [], (width, theme)
                if width < 1180:
                    await page.click("#panel-key")
                    assert await faults(page) == [], (width, theme, "panel")
                    await page.keyboard.press("Escape")
                    await expect(page.locator("#panel-key")).to_be_focused()
                await page.locator("#me:visible, #head-me:visible").first.click()
                assert await faults(page) == [], (width, theme, "picker")
                assert await unnamed(page) == [], (width, theme, "picker")
                await page.keyboard.press("Escape")


async def test_whoever_cannot_see_it_is_told_where_everything_is(browser: Browser, morning: House) -> None:
    stage, url = morning
    admin = of(stage.people, "admin", "")
    async with window(browser, f"{url}/#p={admin.person}&c={admin.person}") as page:
        await expect(page.locator("#title")).to_have_text("擂台")
        tree = await page.locator("body").aria_snapshot()
        for line in (
            '- link "跳到输入框"', '- group "语言"', "- main", '- complementary "身份和聊天"',
            f'- button "当前身份：{admin.name}，管理员。换人"', '- navigation "聊天"', '- region "对话"',
            '- heading "擂台" [level=1]', '- log "消息"', '- textbox "消息"', '- button "发送"',
            '- complementary "时钟、步骤和排名"', '- group "拨动演示时钟"', '- textbox "把时钟拨到"',
            '- heading "试一试" [level=2]', '- heading "排名" [level=2]', "- table", "- rowheader",
        ):  # fmt: skip
            assert line in tree, line


async def test_the_keyboard_does_everything(browser: Browser, morning: House) -> None:
    _, url = morning
    async with window(browser, url) as page:
        await expect(page.locator("#filter")).to_be_focused()
        await page.keyboard.type("路人")
        await expect(page.locator(".person")).to_have_count(1)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.locator("#title")).to_have_text("擂台")
        await page.click("#me")
        await page.keyboard.type("所长")
        await page.keyboard.press("Enter")
        await expect(page.locator("#picker")).to_be_visible()
        await page.fill("#filter", "王所长")
        await expect(page.locator(".person")).to_have_count(1)
        await page.keyboard.press("Enter")
        await expect(page.locator("#picker")).to_be_hidden()
        await expect(page.locator("#me")).to_contain_text("王所长")
        await page.click("#people button:first-child")
        await page.locator("#people button", has_text="王所长").focus()
        await page.keyboard.press("Enter")
        await expect(page.locator("#me")).to_contain_text("王所长")
    async with window(browser, f"{url}/#p=1001&c=1001") as page:
        await expect(page.locator("#title")).to_have_text("擂台")
        await page.evaluate("document.activeElement.blur()")
        await page.keyboard.press("Tab")
        await expect(page.locator("#skip")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("#text")).to_be_focused()
        for _ in range(3):
            await page.keyboard.press("Shift+Tab")
        await expect(page.locator("#skip-back")).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await expect(page.locator("#me")).to_be_focused()
        await page.focus("#text")
        await page.keyboard.type("/ra")
        await expect(page.locator("#menu li")).not_to_have_count(0)
        await page.keyboard.press("Tab")
        await expect(page.locator("#text")).to_have_value("/rank ")
        asked = await page.locator(".msg.own").count()
        await page.keyboard.press("Enter")
        await expect(page.locator(".msg.own")).to_have_count(asked + 1)
        await expect(page.locator("#text")).to_have_value("")
        await page.keyboard.press("ArrowUp")
        await expect(page.locator("#about")).to_contain_text("编辑消息")
        await page.keyboard.press("Escape")
        await expect(page.locator("#about")).to_be_hidden()


async def test_whoever_leaves_the_box_of_people_without_choosing_is_the_first_of_them(
    browser: Browser, morning: House
) -> None:
    stage, url = morning
    async with window(browser, url) as page:
        await expect(page.locator("#filter")).to_be_focused()
        await page.keyboard.press("Escape")
        await expect(page.locator("#picker")).to_be_hidden()
        await expect(page.locator("#me")).to_contain_text(stage.people[0].name)
        await page.click("#people button:first-child")
        await expect(page.locator("#me")).to_contain_text(stage.people[1].name)
        await page.click("#me")
        await page.keyboard.press("Escape")
        await expect(page.locator("#picker")).to_be_hidden()
        await expect(page.locator("#me")).to_contain_text(stage.people[1].name)


async def test_a_name_typed_as_it_is_chooses_its_person_though_longer_ones_begin_like_it(browser: Browser) -> None:
    rows = [
        {"unit": "Xixi Office", "name": "Head Liu", "role": "head", "telegram_id": "1001"},
        {"unit": "Donghu Office", "name": "Head Li", "role": "head", "telegram_id": "1002"},
    ]
    async with (
        alone(list(enumerate(rows, 2)), "127.0.0.1", 0, Clock()) as (url, _, _time),
        window(browser, url, locale="en-GB") as page,
    ):
        await page.fill("#filter", "head l")
        await page.keyboard.press("Enter")
        await expect(page.locator("#picker")).to_be_visible()
        await page.fill("#filter", "head li ")
        await expect(page.locator(".person")).to_have_count(2)
        await page.keyboard.press("Enter")
        await expect(page.locator("#picker")).to_be_hidden()
        await expect(page.locator("#me b")).to_have_text("Head Li")


async def test_the_language_is_that_of_the_browser_until_one_is_chosen_and_then_remembered(
    browser: Browser, morning: House
) -> None:
    _, url = morning
    async with window(browser, f"{url}/#p=1001", locale="zh-TW") as page:
        await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    async with window(browser, f"{url}/#p=1001", locale="de-DE") as page:
        await expect(page.locator("#send-word")).to_have_text("Send")
        await page.get_by_role("button", name="中文").click()
        await expect(page.locator("#send-word")).to_have_text("发送")
        await page.reload()
        await expect(page.locator("#send-word")).to_have_text("发送")
        await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


async def test_a_dark_page_has_dark_pictures(browser: Browser, morning: House) -> None:
    stage, url = morning
    head = of(stage.people, "head", "qingshi").person
    stage.chat.say(head, "/rank")
    await stage.settled()
    async with window(browser, f"{url}/#p={head}&c={head}") as page:
        for theme, dark in (("light", False), ("dark", True)):
            await page.emulate_media(color_scheme=theme)
            picture = page.locator(".photo img").last
            await picture.scroll_into_view_if_needed()
            await page.wait_for_function(
                "([node, dark]) => node.complete && node.naturalWidth && node.currentSrc.endsWith('dark=1') === dark",
                arg=[await picture.element_handle(), dark],
            )
            await picture.click()
            whole = page.locator("#viewer-picture img")
            await expect(whole).to_be_in_viewport(ratio=1)
            await page.keyboard.press("Escape")
            corner = await picture.evaluate(
                """(node) => {
                    const canvas = document.createElement("canvas").getContext("2d");
                    canvas.drawImage(node, 0, 0);
                    return canvas.getImageData(2, 2, 1, 1).data[0];
                }"""
            )
            assert (corner < 64) == dark


async def test_a_picture_looked_at_stands_in_the_middle_of_a_phone(browser: Browser, morning: House) -> None:
    stage, url = morning
    head = of(stage.people, "head", "qingshi").person
    stage.chat.say(head, "/rank")
    await stage.settled()
    async with window(browser, f"{url}/#p={head}&c={head}", 360, 740, color_scheme="dark") as page:
        await page.locator(".photo img").last.click()
        whole = page.locator("#viewer-picture img")
        await expect(whole).to_be_in_viewport(ratio=1)
        box = await whole.bounding_box()
        assert box is not None
        above, below = box["y"] - 56, 740 - 12 - box["y"] - box["height"]
        assert above > 0
        assert abs(above - below) < 24


async def test_whoever_is_led_into_an_empty_house_has_the_focus_where_enter_sends(
    browser: Browser, tmp_path: Path
) -> None:
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    async with opened_empty(stage, "127.0.0.1", 0) as url, window(browser, url) as page:
        await page.click("#picker-try")
        await expect(page.locator("#text")).to_have_value(re.compile("^/start "))
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.press("Enter")
        await ticked(page, 1)
    stage.database.close()


async def test_whoever_still_looks_at_a_demo_that_was_stopped_is_told_that_it_is_gone(
    browser: Browser, tmp_path: Path
) -> None:
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    page = await browser.new_page()
    async with opened_empty(stage, "127.0.0.1", 0, lambda _start, _language: None) as url:
        await page.goto(f"{url}/#p=1033")
        await page.click("#restart-key")
        await page.click("[data-start=empty]")
        await expect(page.locator("#preparing")).to_be_visible()
    await expect(page.locator("#lost")).to_be_visible()
    await expect(page.locator("#preparing")).to_be_hidden()
    await page.close()
    stage.database.close()


async def test_a_step_takes_the_place_of_what_the_one_before_left_and_never_of_what_was_typed(
    browser: Browser, tmp_path: Path
) -> None:
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    async with opened_empty(stage, "127.0.0.1", 0) as url, window(browser, f"{url}/#p=1033") as page:
        await page.click("#steps li:nth-child(1) button")
        await expect(page.locator("#text")).to_have_value(re.compile("^/start "))
        await page.click("#steps li:nth-child(2) button")
        await expect(page.locator("#attached")).to_be_visible()
        await expect(page.locator("#text")).to_have_value("")
        await page.click("#steps li:nth-child(1) button")
        await expect(page.locator("#text")).to_have_value(re.compile("^/start "))
        await expect(page.locator("#attached")).to_be_hidden()
        await page.fill("#text", "看一下")
        await page.click("#steps li:nth-child(2) button")
        await expect(page.locator("#attached")).to_be_visible()
        await expect(page.locator("#text")).to_have_value("看一下")
    stage.database.close()


async def test_an_empty_house_is_entered_by_its_first_steps(browser: Browser, tmp_path: Path) -> None:
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    async with opened_empty(stage, "127.0.0.1", 0) as url, window(browser, f"{url}/#p=1033") as page:
        await expect(page.locator("#standings")).to_contain_text("还没有排名")
        for number in (1, 2):
            await page.click(f"#steps li:nth-child({number}) button")
            if number == 2:
                await expect(page.locator("#attached")).to_contain_text("云溪方案.toml")
            await page.click("#send")
            await ticked(page, number)
        await press(page, 3, "2026年11月起")
        await ticked(page, 3)
        await expect(page.locator("#ways")).to_contain_text("11月23日")
        await page.click("#chats li:first-child button")
        await expect(page.locator("#begin")).to_have_text("把机器人拉进群")
        assert stage.chat.rooms[GROUP].bot == "left"
    stage.database.close()


async def test_the_page_of_a_bot_that_runs_elsewhere_has_the_people_of_a_roster_and_the_clock(browser: Browser) -> None:
    rows = [
        {"unit": "东湖所", "name": "王所长", "role": "head", "telegram_id": "1001"},
        {"unit": "消保科", "name": "李科长", "role": "reviewer", "telegram_id": "2001"},
    ]
    async with (
        alone(list(enumerate(rows, 2)), "127.0.0.1", 0, Clock()) as (url, token, time),
        window(browser, f"{url}/#p=1001") as page,
    ):
        await expect(page.locator("#people button")).to_have_count(2)
        await expect(page.locator("#board")).to_be_hidden()
        await expect(page.locator("#try")).to_be_hidden()
        await expect(page.locator("#own")).to_contain_text("在另一个终端启动它")
        await expect(page.locator("#clock-how")).to_contain_text("UTC+8")
        before = time.read_text("utf-8")
        await page.click("#ways button")
        await expect(page.locator(".toast").first).to_be_visible()
        assert time.read_text("utf-8") > before
        async with aiohttp.ClientSession() as http, http.get(f"{url}/bot{token}/getUpdates") as answer:
            assert answer.status == 200
        await page.reload()
        await expect(page.locator("#own")).to_contain_text("已经连上")
        await page.goto(f"{url}/#p={STRANGER.person}")
        await expect(page.locator("#me")).to_contain_text(STRANGER.name)
        await expect(page.locator("#chats li")).to_have_count(1)
        assert await faults(page) == []
