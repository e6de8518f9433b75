"""The page of the demo: what stands beside the chat, and starting over."""

import asyncio
import json
import re
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.clock import VirtualClock
from bot.demo import meanwhile
from bot.demo import page as demo
from bot.demo.bureau import GROUP, STRANGER
from bot.demo.door import Serve, open_page
from bot.demo.month import OPENS, ZONE, steps
from bot.demo.page import opened
from bot.demo.stage import Stage, set_stage
from bot.outgoing import taking
from bot.outgoing.calls import Calls
from handlers.journeys import ENDING
from scoring.language import speak
from storage import outbox, submissions
from storage.database import Transaction
from tests.bot.sandbox.web.conftest import Page

pytestmark = pytest.mark.asyncio
MAKING = 60
"""Real seconds in which a house begins on a busy machine."""


@pytest_asyncio.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Stage, Page]]:
    """Open the page on a bureau that has been at work for a morning, and rests from then on."""
    monkeypatch.setattr(demo, "PLAYED", OPENS + timedelta(hours=4))
    monkeypatch.setattr(meanwhile, "ENDS", OPENS)
    stage = set_stage(tmp_path, VirtualClock(OPENS))
    async with opened(stage, "127.0.0.1", 0) as url, aiohttp.ClientSession() as http:
        yield stage, Page(url, http)
    stage.database.close()


async def test_the_clock_may_go_to_the_next_post_deadline_and_lock_and_the_standings_follow(
    house: tuple[Stage, Page],
) -> None:
    stage, page = house
    assert [one["move"] for one in (await page.state())["hints"]][7:] == ["post", "lock", "", ""]
    aside = (await page.state())["aside"]
    assert (aside["ready"], aside["restart"]) == (True, False)
    assert aside["post"] == "2026-11-23T09:00:00+08:00"
    assert aside["deadline"] == {"at": "2026-12-03T17:00:00+08:00", "code": "next_report", "month": "2026-11"}
    assert aside["lock"] == {"at": "2026-12-07T12:00:00+08:00", "code": "next_lock", "month": "2026-11"}
    tables = {one["arena"]: one for one in aside["tables"]}
    assert set(tables) == {one.name for one in stage.rulebook.arenas}
    assert all((one["month"], one["stage"]) == ("2026-11", "open") for one in tables.values())
    names = {row["unit"] for one in tables.values() for row in one["rows"]}
    assert names == {unit.name for arena in stage.rulebook.arenas for unit in stage.rulebook.units_in(arena.id)}

    for at in ("2026-11-23T09:00", "2026-12-03T17:00"):
        await page.post("clock", at=at)
    later = (await page.state())["aside"]
    assert later["deadline"] == {"at": "2026-12-04T17:00:00+08:00", "code": "next_review", "month": "2026-11"}
    await page.post("clock", at="2026-12-07T12:00")
    locked = (await page.state())["aside"]
    assert all((one["month"], one["stage"]) == ("2026-11", "awaiting") for one in locked["tables"])
    assert locked["lock"]["month"] == "2026-12"
    waits = "it waits for its signatures: no step moves to the next lock"
    assert (await page.state())["hints"][8]["move"] == "", waits
    await page.post("clock", at="2026-12-14T12:00")  # December is meant where no month is named
    step = demo.next_step(stage)
    await page.send(step.reporter.person, step.reporter.person, f"/report {step.metric.name} {step.value}")
    await stage.settled()
    reviewer = step.reviewers[0].person
    await page.send(reviewer, reviewer, "确认", reply_to=stage.newest_card(reviewer).id)
    await stage.settled()
    newer = await page.state()
    assert newer["aside"]["tables"][0]["month"] == "2026-12"
    assert newer["hints"][8]["move"] == "", waits


async def test_the_clock_has_been_moved_once_what_is_due_is_done_and_nobody_sees_the_standings_in_between(
    house: tuple[Stage, Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, page = house
    assert stage.bot is not None
    tick, lock = stage.bot.schedule.tick, datetime(2026, 12, 7, 12, tzinfo=ZONE)
    told: list[str] = []
    looks: list[asyncio.Future[list[None]]] = []

    async def look() -> None:
        await page.state()
        told.append("looked")

    async def slow() -> None:
        if stage.now() >= lock and not looks:
            looks.append(asyncio.gather(look()))
            for _ in range(20):
                async with page.http.get(page.url):
                    pass
        await tick()
        told.append(f"ticked {stage.now() >= lock}")

    monkeypatch.setattr(stage.bot.schedule, "tick", slow)
    _, moved = await page.post("clock", at="2026-12-07T12:00")
    assert "ticked True" in told
    assert moved["now"].startswith("2026-12-07T12:00")
    await asyncio.gather(*looks)
    assert told.index("looked") > told.index("ticked True")


async def test_a_jump_of_the_clock_leaves_no_weekly_post_out_and_each_comes_at_its_moment(
    house: tuple[Stage, Page],
) -> None:
    stage, page = house
    await page.post("clock", at="2026-12-07T12:00")
    await stage.settled()
    posts = [one for one in stage.chat.seen(GROUP) if "】第" in (one.text or "")]
    mondays = [f"2026-{day} 09:00" for day in ("11-16", "11-23", "11-30", "12-07") for _ in stage.rulebook.arenas]
    assert [f"{one.at.astimezone(ZONE):%Y-%m-%d %H:%M}" for one in posts] == mondays
    assert [(one.text or "").split("】")[1].split()[0] for one in posts[::2]] == [
        "第46周",
        "第47周",
        "第48周",
        "第49周",
    ]
    await page.post("clock", at="2027-02-01T10:00")
    await stage.settled()
    assert [one.at.astimezone(ZONE).month for one in stage.chat.seen(GROUP) if one.photo][-2:] == [12, 12]
    aside = (await page.state())["aside"]
    assert (aside["post"], aside["over"]) == (None, 2026), "no button leads to a post that nobody makes"


async def test_when_the_clock_is_moved_the_bureau_goes_on_but_does_nothing_in_the_place_of_the_visitor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "PLAYED", OPENS + timedelta(hours=4))
    monkeypatch.setattr(meanwhile, "ENDS", ends := OPENS + timedelta(days=2))
    stage = set_stage(tmp_path, VirtualClock(OPENS))
    month = [one for one in steps(stage.rulebook, stage.people) if one.text.startswith("/report")]
    script = [one for one in month if demo.PLAYED < one.at < ends]
    async with opened(stage, "127.0.0.1", 0) as url, aiohttp.ClientSession() as http:
        page, kept = Page(url, http), demo.next_step(stage)
        own = next(one for one in script if one.reviewers and one != kept)
        await page.send(own.reporter.person, own.reporter.person, own.text.removesuffix(" 11月"))
        await page.post("clock", at=f"{demo.BEGINS + 2 * meanwhile.ROOM:%Y-%m-%dT%H:%M}")
        steps_left = (await page.state())["hints"]
        assert [number for number, one in enumerate(steps_left, 1) if one["done"]] == []
        found = {
            (one.claim.unit, one.claim.metric): one
            for one in await stage.bot.store.read(submissions.every)  # type: ignore[union-attr]
        }
        assert (kept.unit.id, kept.metric.id) not in found
        for one in script:
            if one not in (kept, own):
                assert found[one.unit.id, one.metric.id].state == "confirmed", one.text
        theirs = found[own.unit.id, own.metric.id]
        assert (theirs.version, theirs.state) == (1, "pending")
        assert (await page.state())["aside"]["others"] == {"code": "others_rest"}, "all of the script is done"
        for number in (0, 1):
            step = steps_left[number]
            card: dict[str, Any] = {"reply_to": stage.newest_card(step["who"]).id} if step["reply"] else {}
            await page.send(step["who"], step["who"], step["text"], **card)
            await stage.settled()
            assert (await page.state())["hints"][number]["done"]
    stage.database.close()


async def test_what_to_try_names_the_days_and_months_that_the_clock_has_come_to(house: tuple[Stage, Page]) -> None:
    stage, page = house

    async def texts() -> list[str]:
        return [one["text"] for one in (await page.state())["hints"]]

    async def asked(number: int) -> list[str]:
        """Do a step, and return what the bot says to it."""
        step = (await page.state())["hints"][number]
        last = max((one.id for one in stage.chat.seen(step["who"])), default=0)
        await page.send(step["who"], step["who"], step["text"])
        await stage.settled()
        assert (await page.state())["hints"][number]["done"], step["text"]
        return [one.text or "" for one in stage.chat.seen(step["who"]) if one.id > last and one.sender != step["who"]]

    november = await texts()
    assert "11月27日" in november[4]
    assert not any("2026年11月" in text for text in november)
    await page.post("clock", at="2026-12-02T10:00")
    turned = await texts()
    assert turned[0] == f"{november[0]} 2026年11月", "it is not locked yet"
    assert turned[3] == f"{november[3]} 2026年11月", "the new month has nothing to explain"
    assert "12月11日" in turned[4]
    for number in (0, 4):
        assert any("11月" in text or "12月11日" in text for text in await asked(number))
    await page.post("clock", at="2026-12-08T10:00")
    locked = await texts()
    assert locked[0] == november[0]
    assert locked[3] == turned[3]
    assert any("11月" in text for text in await asked(3))
    assert [one["done"] for one in (await page.state())["hints"][:5]] == [True, False, False, True, True]


async def ticked(stage: Stage, page: Page) -> list[int]:
    """Return the steps that are done, once the bot has answered."""
    await stage.settled()
    return [number for number, one in enumerate((await page.state())["hints"], 1) if one["done"]]


async def test_a_step_is_ticked_for_whom_it_is_meant_and_for_nobody_else(house: tuple[Stage, Page]) -> None:
    stage, page = house
    steps = (await page.state())["hints"]
    other = next(one.person for one in stage.people if one.role == "head" and one.person != steps[0]["who"])
    for person in (other, STRANGER.person):
        for step in (steps[0], steps[2], steps[3]):
            await page.send(person, person, step["text"])
    assert await ticked(stage, page) == []
    for number in (3, 1):
        await page.send(steps[number - 1]["who"], steps[number - 1]["who"], steps[number - 1]["text"])
        assert number in await ticked(stage, page)
    assert await ticked(stage, page) == [1, 3]
    assert STRANGER.person not in stage.chat.rooms[GROUP].members


async def test_a_question_that_the_bot_refuses_is_not_ticked(house: tuple[Stage, Page]) -> None:
    stage, page = house
    steps = (await page.state())["hints"]
    me, rank, why = steps[3]["who"], steps[2]["text"], steps[3]["text"]
    for chat in (me, GROUP):
        for text in (f"{why}确认", f"{rank} 不是", "/ranking"):
            await page.send(me, chat, text)
            assert await ticked(stage, page) == [], (chat, text)
    await page.send(me, me, "/me")
    assert await ticked(stage, page) == [], "what the bot says to something else is no answer"
    await page.send(me, me, why)
    assert await ticked(stage, page) == [4]
    await page.send(me, GROUP, rank)
    assert await ticked(stage, page) == [3, 4]


async def test_a_question_of_the_group_that_is_answered_in_private_is_ticked(house: tuple[Stage, Page]) -> None:
    stage, page = house
    step = (await page.state())["hints"][3]
    await page.send(step["who"], GROUP, step["text"])
    await stage.settled()
    assert (await page.state())["hints"][3]["done"]


@pytest.mark.parametrize("state", ["ready", "sending"])
async def test_the_bot_is_at_work_where_a_message_is_owed_and_not_where_it_only_edits(
    house: tuple[Stage, Page], monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    stage, page = house
    assert stage.bot is not None
    report, confirm = (await page.state())["hints"][:2]
    head, reviewer = report["who"], confirm["who"]
    await page.send(head, head, report["text"])
    await stage.settled()
    due, perform, go = taking.due, Calls.perform, asyncio.Event()

    def waiting(*asked: Any) -> tuple[list[outbox.Letter], datetime | None]:
        going, next_at = due(*asked)
        return [one for one in going if one.kind not in ENDING or go.is_set()], next_at

    async def later(self: Calls, letter: outbox.Letter, *said: Any) -> Any:
        if letter.kind in ENDING:
            await go.wait()
        return await perform(self, letter, *said)

    def owed(tx: Transaction) -> set[int]:
        return {one.chat for one in (*outbox.heads(tx), *outbox.interrupted(tx)) if one.not_before is None}

    if state == "ready":
        monkeypatch.setattr(taking, "due", waiting)
    else:
        monkeypatch.setattr(Calls, "perform", later)
    await page.send(reviewer, reviewer, "确认", reply_to=stage.newest_card(reviewer).id)
    await stage.chat.wait_for(lambda: "已确认" in stage.chat.seen(head)[-1].text)
    async with asyncio.timeout(MAKING):
        while head in (working := (await page.state())["aside"]["working"]):
            pass
    assert await stage.bot.store.read(owed) == {head, reviewer}
    assert working == [reviewer], "the answer to what was decided comes behind the edit of the card"
    go.set()
    stage.bot.delivery.wake()
    await stage.settled()
    assert (await page.state())["aside"]["working"] == []


async def test_the_page_opens_while_the_rest_of_the_demo_is_loaded_and_cuts_nobody_off_when_it_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    go = threading.Event()
    served: list[tuple[int, str]] = []

    async def demo(at: socket.socket, host: str) -> None:
        served.append((at.getsockname()[1], host))

    def load() -> Serve:
        go.wait()
        return demo

    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
        group.create_task(open_page("127.0.0.1", port, load))
        await asyncio.sleep(0)
        page = Page(f"http://127.0.0.1:{port}", http)
        first = await page.state(STRANGER.person, GROUP)
        assert (first["aside"]["ready"], first["people"]) == (False, [])
        async with http.get(page.url) as answer:
            assert answer.status == 200
        waits = group.create_task(page.state(since=first["version"], boot=first["boot"]))
        await asyncio.sleep(0)
        go.set()
        assert (await waits)["boot"] == first["boot"]
    assert served == [(port, "127.0.0.1")]


async def test_the_demo_starts_over_at_the_same_address_from_an_empty_house_in_the_language_of_the_page() -> None:
    command = [sys.executable, "-m", "bot", "demo", "--empty", "--port", "0"]
    demo = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert demo.stdout is not None
    assert demo.stderr is not None
    async with asyncio.timeout(MAKING), aiohttp.ClientSession() as http:
        url = re.findall(r"http://[\d.:]+", (await demo.stdout.readline()).decode())[0]
        before = await _state(http, url)
        assert before["aside"]["language"] == "zh"
        english = {"Accept-Language": "en"}
        async with http.post(f"{url}/demo/restart", json={"from": "empty"}, headers=english) as answer:
            assert answer.status == 200
        after = before
        while after["boot"] == before["boot"]:  # at no moment is anybody refused
            after = await _state(http, url)
        assert url in (await demo.stdout.readline()).decode()
        assert after["aside"]["restart"]
        assert after["aside"]["language"] == "en"
        assert "Head Wang" in [one["name"] for one in after["people"]]
        demo.send_signal(signal.SIGINT)
        assert await demo.wait() == 0
        assert (await demo.stderr.read()).decode() == "The demo is stopping; nothing of its chats and data is kept\n"


async def _state(http: aiohttp.ClientSession, url: str) -> Any:
    async with http.get(f"{url}/demo/state") as answer:
        return json.loads(await answer.text())


async def test_where_english_is_spoken_by_default_the_month_is_there_and_goes_on_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak("en")
    monkeypatch.setattr(demo, "PLAYED", OPENS + timedelta(hours=4))
    stage = set_stage(tmp_path, VirtualClock(OPENS))
    async with opened(stage, "127.0.0.1", 0):
        stage.chat.say(STRANGER.person, "/language")
        await stage.settled()
        assert list(stage.chat.rooms[STRANGER.person].messages.values())[-1].text.startswith("I speak English to you")
        assert stage.people[0].name == "Head Wang"
    stage.database.close()


async def test_a_step_offers_what_is_sent_in_the_language_of_the_bureau_and_what_is_pressed_in_that_of_who_does(
    house: tuple[Stage, Page],
) -> None:
    stage, page = house
    before = (await page.state())["hints"]
    assert "“✅ 完成”" in before[5]["title"]
    for step in (before[0], before[5]):  # the first has then done the last step of all
        await page.send(step["who"], step["who"], "/language en")
    await stage.settled()
    after = (await page.state())["hints"]
    assert [one["text"] for one in after] == [one["text"] for one in before]
    assert after[10]["done"]
    assert "“✅ Finish”" in after[5]["title"]
    assert (after[4], after[8]) == (before[4], before[8])
    await page.send(after[0]["who"], after[0]["who"], "/language zh")
    await stage.settled()
    assert (await page.state())["hints"][10]["done"], "what was tried stays so"
    await page.send(after[0]["who"], after[0]["who"], after[0]["text"])
    await stage.settled()
    assert (await page.state())["hints"][0]["done"]
