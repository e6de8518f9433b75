"""`leitai demo`: the embedded chat with its page, a bot on it, and a bureau that goes on with the clock."""

import os
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.clock import Clock, HurriedClock, VirtualClock
from bot.demo.aside import NOTHING
from bot.demo.bureau import GROUP, of
from bot.demo.empty import first_steps, given
from bot.demo.matters import LAST
from bot.demo.meanwhile import Meanwhile
from bot.demo.month import OPENS, ZONE, Step, mondays, steps
from bot.demo.play import Count, play
from bot.demo.sight import Restart, Sight
from bot.demo.stage import Stage, set_stage
from bot.demo.texts import CLOSE, CONFIRM, FINISH, LOOK
from bot.demo.trying import NOTHING as NO_WORDS
from bot.demo.trying import Pair, Try, acts, asks, chooses, reported, step
from bot.process import say, stop_event
from bot.sandbox.api.server import serve
from bot.sandbox.refusals import Json
from scoring.calendar import MONTHS, Period
from scoring.language import LANGUAGES, both, by_default, speak

PLAYED = datetime(2026, 11, 10, 9, 0, tzinfo=ZONE)
BEGINS = datetime(2026, 11, 19, 9, 30, tzinfo=ZONE)
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
MUCH = 1 << 30
SIGNED = ("close_sign", "close")
"""What the chain calls the first signature of a closing, and the second."""
TO_CHOOSE = {"zh": "chinese", "en": "english"}
"""The step in which somebody chooses a language."""
Shown = Callable[[], AbstractContextManager[Count]]
"""Shows on the terminal how far something is, as long as it lasts."""


def silently() -> AbstractContextManager[Count]:
    """Show nothing."""
    return nullcontext(lambda _done, _all: None)


async def serve_page(at: socket.socket, host: str, shown: Shown, *, empty: bool) -> None:
    """Serve the demo until it is interrupted, from the beginning again when the page asks; nothing is kept.

    `at` listens all the time: a page that asks while the demo begins anew waits for what comes then.
    """
    stop, start = stop_event(_ends), "empty" if empty else "month"
    wanted = [(start, by_default())]

    def restart(start: str, language: str) -> None:
        wanted[:] = [(start, language)]
        stop.set()

    while wanted:
        start, language = wanted.pop()
        speak(language)
        with tempfile.TemporaryDirectory(prefix="leitai-demo-", dir=_in_memory()) as folder:
            clock = Clock(BEGINS) if start == "empty" else VirtualClock(OPENS)
            stage = set_stage(Path(folder), clock, empty=start == "empty")
            house = opened_empty if start == "empty" else partial(opened, shown=shown)
            try:
                async with house(stage, host, 0, restart, at=at) as url:
                    _tell(url, start)
                    await stop.wait()
                    if wanted:
                        stop.clear()
            finally:
                stage.database.close()


def _ends() -> str:
    return both("演示正在结束，聊天和数据都不保留", "The demo is stopping; nothing of its chats and data is kept")


def _in_memory() -> Path | None:
    """Return where files need no disk, where there is room: nothing is kept, and a disk would be waited for."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MUCH
    return MEMORY if roomy else None


def _tell(url: str, start: str) -> None:
    say(
        both(
            f"演示已就绪，请用浏览器打开 {url} （按 Ctrl+C 结束，数据不保留）",
            f"The demo is ready: open {url} in a browser (Ctrl+C ends it, nothing is kept)",
        )
    )
    if start != "empty":
        say(
            both(
                "想从空的局开始，自己走一遍上线：点网页上的“重新开始”，或 leitai demo --empty",
                "To begin with an empty house: “Start over” on the page, or leitai demo --empty",
            )
        )


@asynccontextmanager
async def opened(
    stage: Stage,
    host: str,
    port: int,
    restart: Restart | None = None,
    shown: Shown = silently,
    at: socket.socket | None = None,
) -> AsyncIterator[str]:
    """Open the page on a bureau that has been at work for a week; gives its address. `shown`: how far the week is.

    `at`: the socket that listens for it already.
    """
    page = Sight(stage, partial(month_steps, stage))
    async with serve(stage.chat, host=host, port=port, build=page.built({}, restart), at=at) as server:
        say(
            both(
                f"先演一遍示例的一周，一分钟左右；演到哪里，网页上也看得到：{server.url}",
                f"The sample week is played first, about a minute; {server.url} shows how far it is",
            )
        )
        with shown() as show:

            def count(done: int, whole: int) -> None:
                page.played = done, whole
                show(done, whole)

            async with stage.playing(server.url) as bot:
                await stage.settled()
                await play(stage, PLAYED, lambda _line: None, count=count)
                stage.clock.move(max(at for at in mondays(stage.rulebook) if at < BEGINS))
                await bot.schedule.tick()
                await stage.settled()
        stage.clock = clock = HurriedClock(BEGINS)
        page.meanwhile = Meanwhile(stage, clock, PLAYED, next_step(stage))
        async with stage.playing(server.url) as bot, page.seen(bot):
            yield server.url


@asynccontextmanager
async def opened_empty(
    stage: Stage, host: str, port: int, restart: Restart | None = None, at: socket.socket | None = None
) -> AsyncIterator[str]:
    """Open the page on a house in which there is nothing yet; gives its address. `at`: as above."""
    page = Sight(stage, lambda _beside: first_steps(stage))
    build = page.built(given(stage), restart)
    async with (
        serve(stage.chat, host=host, port=port, build=build, at=at) as server,
        stage.playing(server.url) as bot,
        page.seen(bot),
    ):
        yield server.url


def next_step(stage: Stage) -> Step:
    """Return the report that is left to the visitor: of a head in private, for one reviewer."""
    open_steps = [s for s in steps(stage.rulebook, stage.people) if s.at > PLAYED and s.text.startswith("/report")]
    return next(s for s in open_steps if s.reporter.role == "head" and not s.in_group and len(s.reviewers) == 1)


def month_steps(stage: Stage, beside: Json = NOTHING) -> list[Try]:
    """Return eleven steps for a newcomer: a report, what comes of it, a matter, how the month ends, a language.

    Where the clock has gone on they name the month that is reported and the one that has standings (see `aside`).
    """
    next_one = next_step(stage)
    head, reviewer = next_one.reporter, next_one.reviewers[0]
    metric = next_one.metric
    admin, leader = of(stage.people, "admin", ""), of(stage.people, "leader", "")
    food, owner = of(stage.people, "reviewer", "shipin"), of(stage.people, "head", LAST)
    place = stage.rulebook.unit(owner.unit)
    me, sure, giver, doer = head.person, reviewer.person, food.person, owner.person
    here = stage.now().astimezone(ZONE)
    open_month = _named((beside["lock"] or {}).get("month"), here)
    told_month = _named(next((one["month"] for one in beside["tables"]), None), here)
    why = f"/why {metric.name}{told_month[0]}", f"/why {metric.english}{told_month[1]}"
    due = here + timedelta(days=11 - here.weekday())
    matter = (
        f"交办 专项检查 {place.name} {due.month}月{due.day}日 节前食品安全检查",
        f"/task Special inspections {place.english} {due.day} {MONTHS[due.month - 1]} Food safety before the holidays",
    )
    locked = beside["unsigned"] or any(one["stage"] != "open" for one in beside["tables"])
    other = LANGUAGES[1 - LANGUAGES.index(by_default())]
    return [
        step(
            "report",
            me,
            acts(me, "report"),
            text=reported(metric, next_one.value, open_month),
            name=head.name,
            unit=stage.unit_of(head),
        ),
        step(
            "confirm",
            sure,
            acts(sure, "confirm"),
            text=("确认", "confirm"),
            reply=True,
            name=reviewer.name,
            unit=stage.unit_of(reviewer),
        ),
        step("rank", me, asks(me, r"/rank\b|排名"), text="/rank", name=head.name),
        step("why", me, asks(me, r"/why\b|为什么"), text=why),
        step("assign", giver, acts(giver, "matter_assign"), text=matter, name=food.name, unit=stage.unit_of(food)),
        step("finish", doer, acts(doer, "matter_finish"), press=FINISH, name=owner.name, unit=place.name),
        step("verify", giver, acts(giver, "matter_verify"), press=CONFIRM, name=food.name),
        step("week", 0, acts(None, "publish"), then=GROUP, move="post"),
        step(
            "lock",
            admin.person,
            acts(admin.person, *SIGNED),
            look=LOOK,
            press=CLOSE,
            move="" if locked else "lock",
            name=admin.name,
        ),
        step(
            "close", leader.person, acts(leader.person, *SIGNED), look=LOOK, press=CLOSE, then=GROUP, name=leader.name
        ),
        step(TO_CHOOSE[other], me, chooses(me, other), text=f"/language {other}", name=head.name),
    ]


def _named(month: str | None, here: datetime) -> Pair:
    """Return what is typed behind something to mean a month; nothing for the month that it is."""
    if month is None or month == f"{here:%Y-%m}":
        return NO_WORDS
    return f" {Period.written(month).chinese}", f" {month}"
