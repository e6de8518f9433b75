"""What a newcomer to the page of the demo stumbled over: waiting, languages, words cut off, faces all alike, keys."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.clock import VirtualClock
from bot.demo.bureau import GROUP, STRANGER, of
from bot.demo.month import OPENS, ZONE, steps
from bot.demo.page import BEGINS, next_step, opened_empty
from bot.demo.sight import Sight
from bot.demo.stage import set_stage
from bot.sandbox.api.server import serve
from scoring.language import LANGUAGES, speak
from tests.bot.demo.conftest import House
from tests.browser import faults, found, window

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        found() is None, reason="no Chromium here: `apt-get install chromium`, or another one of its kind"
    ),
]
SIZES = ((360, 740), (390, 844), (768, 1024), (1280, 860))
WHOLE = (
    ".tip, .me-words span, .people .name, .people small, .steps li, .key span, .pill, .languages, .languages button"
    ", .way *, .told"
)
"""What is read to its end."""
HYBRID = "const asked = matchMedia; matchMedia = (query) => asked.call(window, query.replace('(hover: none)', 'all'));"
PLACEHOLDERS = {
    ("zh", True): "输入消息……",
    ("zh", False): "输入消息，或输入 / 选择命令……",
    ("en", True): "Message…",
    ("en", False): "A message, or / for the commands…",
}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


async def cut(page: Page) -> list[str]:
    """Return the words that are seen in part; of the text box those that say what it is for."""
    inside = "(one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline'"
    if await page.locator("#text").evaluate("(one) => one.scrollHeight > one.clientHeight + 1"):
        return [str(await page.get_attribute("#text", "placeholder"))]
    return [
        str(one)
        for one in await page.locator(WHOLE).evaluate_all(
            f"(all) => all.filter((one) => one.checkVisibility()).filter({inside}).map((one) => one.textContent)"
        )
    ]


async def test_while_the_sample_week_is_played_the_page_says_how_far_it_is(browser: Browser, tmp_path: Path) -> None:
    stage = set_stage(tmp_path, VirtualClock(OPENS))
    sight = Sight(stage, lambda _beside: [])
    async with serve(stage.chat, build=sight.built({}, None)) as server:
        sight.played = (3, 12)
        async with window(browser, server.url, locale="en-GB") as page:
            told, played = page.locator("#preparing"), page.locator("#played")
            await expect(told).to_contain_text("The sample week is played first")
            await expect(told).to_contain_text("now at Mon 2 Nov")
            await expect(page.locator("#ways")).to_be_empty()
            assert await played.evaluate("(bar) => [bar.value, bar.max]") == [3, 12]
            sight.played = (9, 12)
            stage.clock.move(OPENS + timedelta(days=3))
            stage.chat.bell.ring()
            await expect(told).to_contain_text("now at Thu 5 Nov")
            assert await played.evaluate("(bar) => [bar.value, bar.max]") == [9, 12]
            assert await faults(page) == []
    stage.database.close()


async def test_a_page_in_another_language_than_its_bureau_says_so_and_leads_to_one_in_its_own(
    browser: Browser, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    begin = opened_empty(stage, "127.0.0.1", 0, lambda start, language: asked.append((start, language)))
    async with begin as url, window(browser, f"{url}/#p=1001", locale="en-GB") as page:
        told = page.locator("#speaks")
        await expect(told).to_contain_text("The bot and the people of this bureau speak Chinese")
        await page.get_by_role("button", name="中文").click()
        await expect(told).to_be_hidden()
        await page.get_by_role("button", name="English").click()
        await page.get_by_role("button", name="Start over in English").click()
        await expect(page.locator("#restart")).to_contain_text("will speak English")
        await page.get_by_role("button", name="From the sample month").click()
        await expect(page.locator("#preparing")).to_be_visible()
        await expect(page.locator("#app")).to_be_hidden()  # what was is not shown while the new demo begins
        await page.reload()
        await expect(page.locator("#picker")).to_be_visible()
        assert asked == [("month", "en")]
        await page.locator("#picker [data-close]").click()
        await expect(page.locator("#me")).to_contain_text("王所长")
        await page.locator("#speaks-close").click()
        await expect(told).to_be_hidden()
    stage.database.close()


async def test_whoever_does_not_know_whom_to_choose_is_led_by_what_to_try(browser: Browser, morning: House) -> None:
    stage, url = morning
    step = next_step(stage)
    async with window(browser, url) as page:
        await page.get_by_role("button", name="照着“试一试”走").click()
        await expect(page.locator("#picker")).to_be_hidden()
        await expect(page.locator("#text")).to_have_value(re.compile("^/report "))
        await expect(page.locator("#me")).to_contain_text(step.reporter.name)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_two_people_have_the_same_face_and_no_name_is_broken_within_a_word(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    speak(language)
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    async with (
        opened_empty(stage, "127.0.0.1", 0) as url,
        window(browser, url, locale=LOCALES[language]) as page,
    ):
        await expect(page.locator(".person")).to_have_count(len(stage.people) + 1)
        faces = await page.locator(".person .face").evaluate_all(
            "(all) => all.map((one) => `${one.textContent} ${one.style.background}`)"
        )
        assert sorted(set(faces)) == sorted(faces)
        first = next(one for one in faces if one.startswith({"zh": "王", "en": "Wa"}[language]))
        assert re.match(r"\S+ rgb", first)
        assert await faults(page) == []
        for one in stage.people:
            await page.goto(f"{url}/#p={one.person}&c={one.person}")
            await page.reload()
            name = page.locator("#me .me-words b")
            await expect(name).not_to_be_empty()
            whole = "(one) => { one.style.overflowWrap = 'normal'; return one.scrollWidth <= one.clientWidth; }"
            assert await name.evaluate(whole), one
    stage.database.close()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_is_cut_off_at_any_width_and_what_to_try_is_named(
    browser: Browser, morning: House, language: str
) -> None:
    stage, url = morning
    reviewer = of(stage.people, "reviewer", "xiaobao").person
    named = {"zh": "试一试 0/11", "en": "What to try 0/11"}[language]
    for width, height in SIZES:
        where = f"{url}/#p={reviewer}&c={reviewer}"
        async with window(browser, where, width, height, locale=LOCALES[language], has_touch=width < 760) as page:
            await expect(page.locator(".msg").last).to_be_visible()
            for turned in (1280, width):
                await page.set_viewport_size({"width": turned, "height": height})
                await expect(page.locator("#text")).to_have_attribute(
                    "placeholder", PLACEHOLDERS[language, turned < 760]
                )
            assert await cut(page) == [], width
            if width < 1180:
                key = page.get_by_role("button", name=named)
                await expect(key).to_contain_text(named)
                await key.click()
                await expect(page.locator("#steps li").first).to_be_in_viewport()
                assert await cut(page) == [], (width, "panel")
                assert await faults(page) == [], (width, "panel")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_top_has_room_for_both_languages_beside_starting_over(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    stage = set_stage(tmp_path, VirtualClock(BEGINS), empty=True)
    begin = opened_empty(stage, "127.0.0.1", 0, lambda _start, _language: None)
    async with begin as url, window(browser, f"{url}/#p=1001&c=1001", locale=LOCALES[language]) as page:
        for width in (390, 760, 768, 800, 860, 1280):
            await page.set_viewport_size({"width": width, "height": 900})
            await expect(page.locator("#restart-key")).to_be_visible()
            assert await cut(page) == [], width
            assert await faults(page) == [], width
    stage.database.close()


async def test_a_file_that_is_no_picture_is_attached_by_its_name_and_a_picture_may_go_as_a_file(
    browser: Browser, morning: House, picture: bytes
) -> None:
    _, url = morning
    async with window(browser, f"{url}/#p=1001&c=1001") as page:
        await expect(page.locator("#clock-at")).not_to_have_value("")  # the page is at work
        for name, kind, told in (
            ("云溪方案.toml", "application/toml", "文件云溪方案.toml"),
            ("照片.png", "image/png", "图片照片.png按文件发送"),
        ):
            await page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": picture})
            await expect(page.locator("#attached")).to_have_text(told)


async def test_the_field_of_the_clock_begins_with_now_and_a_moment_that_has_passed_is_refused_in_words(
    browser: Browser, morning: House
) -> None:
    stage, url = morning
    page = await browser.new_page(locale="en-GB")
    await page.goto(f"{url}/#p=1001&c=1001")
    field = page.locator("#clock-at")
    await expect(field).not_to_have_value("")
    assert re.fullmatch(r"2026-11-\d\d \d\d:\d\d", await field.input_value())
    before = stage.now()
    await field.fill("2026-11-02 08:00")
    await page.get_by_role("button", name="Set", exact=True).click()
    await expect(page.locator(".toast")).to_contain_text("The clock only goes forward and was not moved")
    assert before <= stage.now() < before + timedelta(hours=1)
    await page.close()


async def test_words_and_moments_are_in_the_language_that_they_say(browser: Browser, morning: House) -> None:
    stage, url = morning
    async with window(browser, f"{url}/#p=1001&c=1001", locale="de-DE") as page:
        await expect(page.locator("html")).to_have_attribute("lang", "en")
        for at, language in ((0, "zh-CN"), (2, "en")):  # /report with a Chinese name, and /rank
            await expect(page.locator("#steps code").nth(at)).to_have_attribute("lang", language)
        told = page.locator("#clock-told")
        await expect(told).to_have_text(re.compile(r"^Set the clock to: Thu 19 Nov 2026 \d\d:\d\d$"))
        field = page.get_by_role("textbox", name="Set the clock to")
        await expect(field).to_have_accessible_description(
            re.compile(r"^Year-month-day hour:minute \(UTC\+8\) Set the clock to: ")
        )
        before = stage.now()
        for wrong in (
            "",
            "03/12/2026, 17:00",
            "2026-02-30 17:00",
            "2026-12-03",
            "2026-12-03 24:00",
            "2026-13-03 17:00",
        ):
            await field.fill(wrong)
            await page.get_by_role("button", name="Set", exact=True).click()
            await expect(told).to_have_text("That is no moment: please write it as 2026-12-03 17:00")
            await expect(field).to_have_attribute("aria-invalid", "true")
            await expect(field).to_be_focused()
        assert stage.now() - before < timedelta(minutes=5)
        for moment in ("2026-12-03 17:00", "2026-12-03T17:00", "２０２６年12月3日 17：00", "2026/12/3 17:00"):
            await field.fill(moment)
            await expect(told).to_have_text("Set the clock to: Thu 3 Dec 2026 17:00")
        await expect(field).to_have_attribute("aria-invalid", "false")
        await page.get_by_role("button", name="中文").click()
        await expect(told).to_have_text("把时钟拨到：2026年12月3日 周四 17:00")
        await expect(page.locator("#clock-how")).to_have_text("写成 年-月-日 时:分（UTC+8）")


async def test_an_answer_to_the_last_message_of_a_phone_is_offered_in_sight(browser: Browser, morning: House) -> None:
    stage, url = morning
    head = steps(stage.rulebook, stage.people)[0].reporter.person
    async with window(browser, f"{url}/#p={head}&c={head}", 360, 740, is_mobile=True, has_touch=True) as page:
        last = page.locator(".msg").last
        await expect(last).to_be_in_viewport()
        await last.locator("time").tap()
        await expect(last.get_by_role("button", name="回复")).to_be_in_viewport(ratio=1)
    async with window(browser, f"{url}/#p={head}&c={head}", 360, 740) as page:
        await page.locator(".msg").last.hover()
        await expect(page.locator(".msg").last.get_by_role("button", name="回复")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("finger", "keys"), [(False, "Enter"), (True, "Control+Enter")])
async def test_enter_sends_but_where_there_is_a_finger_alone(
    browser: Browser, morning: House, *, finger: bool, keys: str
) -> None:
    stage, url = morning
    head = steps(stage.rulebook, stage.people)[0].reporter.person
    async with window(browser, f"{url}/#p={head}&c={head}", is_mobile=finger, has_touch=finger) as page:
        if not finger:  # a desktop with a touch screen may say of its first pointer that it cannot hover
            await page.add_init_script(HYBRID)
            await page.reload()
        await expect(page.locator(".msg").last).to_be_visible()
        await page.fill("#text", "/rank")
        asked = await page.locator(".msg.own").count()
        if finger:
            await page.press("#text", "Enter")
            await expect(page.locator("#text")).to_have_value("/rank\n")
        await page.press("#text", keys)
        await expect(page.locator(".msg.own")).to_have_count(asked + 1)


async def test_whoever_is_not_in_the_group_is_led_there_as_somebody_who_is(browser: Browser, morning: House) -> None:
    stage, url = morning  # the clock moves on: before the last test of this file
    async with window(browser, f"{url}/#p={STRANGER.person}", locale="en-GB") as page:
        await expect(page.locator("#steps .see")).to_have_count(0)
        await page.locator("#ways").get_by_role("button", name="Weekly post").click()
        see = page.get_by_role("button", name="See it in the group")
        await see.click()
        await expect(page.locator("#me")).to_contain_text(stage.people[0].name)
        await expect(page.locator("#title")).to_contain_text(stage.chat.rooms[GROUP].title)
        await expect(page.locator(".msg .photo").last).to_be_visible()


async def test_the_days_of_the_list_of_chats_are_in_the_language_of_the_page_whatever_the_browser_writes(
    browser: Browser, morning: House
) -> None:
    stage, url = morning
    stage.move(stage.now() + timedelta(days=2))
    await stage.settled()
    heard = {one.person: stage.chat.seen(one.person) for one in stage.people}
    person, at = min(((who, said[-1].at) for who, said in heard.items() if said), key=lambda one: one[1])
    day = at.astimezone(ZONE).day
    async with window(browser, f"{url}/#p={person}&c={person}", locale="en-US") as page:
        time = page.locator("#chats .chat-head", has_text=stage.chat.bot.name).locator("time")
        await expect(time).to_have_text(f"{day} Nov")
        await page.get_by_role("button", name="中文").click()
        await expect(time).to_have_text(f"11月{day}日")
