"""`leitai demo`: the embedded chat with its web page, a bot on it, and a bureau that has been at work for a week."""

import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from aiohttp import web

from bot.clock import Clock, VirtualClock
from bot.demo.bureau import GROUP, of
from bot.demo.empty import first_steps, given
from bot.demo.ending import CLOSES
from bot.demo.month import OPENS, ZONE, Step, steps
from bot.demo.play import play
from bot.demo.stage import Stage, set_stage
from bot.process import RefusedError, say, stop_event
from bot.sandbox.api.server import build_app, serve
from bot.sandbox.chat import Chat
from bot.sandbox.web.page import mount
from bot.sandbox.web.view import Hint
from bot.texts import of_machine

PLAYED = datetime(2026, 11, 10, 9, 0, tzinfo=ZONE)
BEGINS = datetime(2026, 11, 19, 9, 30, tzinfo=ZONE)


async def serve_page(host: str, port: int, *, empty: bool) -> None:
    """Serve the demo until it is interrupted; the database is thrown away afterwards."""
    stop = stop_event()
    with tempfile.TemporaryDirectory(prefix="leitai-demo-") as folder:
        stage = set_stage(Path(folder), Clock(BEGINS) if empty else VirtualClock(OPENS), empty=empty)
        try:
            async with (opened_empty if empty else opened)(stage, host, port) as url:
                say(f"演示已就绪，请用浏览器打开 {url} （按 Ctrl+C 结束，数据不保留）")
                if not empty:
                    say("想从空的局开始，自己走一遍上线：leitai demo --empty")
                await stop.wait()
        except OSError as error:
            raise RefusedError(f"{host}:{port} 打不开（{of_machine(error)}）：请用 --port 换一个端口") from None
        finally:
            stage.database.close()


@asynccontextmanager
async def opened(stage: Stage, host: str, port: int) -> AsyncIterator[str]:
    """Open the page on a bureau that has been at work for a week; gives its address."""
    build = _built(stage, lambda: hints(stage))
    async with serve(stage.chat, host=host, port=port, build=build) as server:
        say("正在准备示例数据（约十几秒）……")
        async with stage.playing(server.url):
            await stage.settled()
            await play(stage, PLAYED, lambda _line: None)
        stage.clock = Clock(BEGINS)
        async with stage.playing(server.url):
            yield server.url


@asynccontextmanager
async def opened_empty(stage: Stage, host: str, port: int) -> AsyncIterator[str]:
    """Open the page on a house in which there is nothing yet; gives its address."""
    build = _built(stage, lambda: first_steps(stage), given(stage))
    async with serve(stage.chat, host=host, port=port, build=build) as server, stage.playing(server.url):
        yield server.url


def _built(
    stage: Stage, hints: Callable[[], list[Hint]], files: Mapping[str, bytes] = MappingProxyType({})
) -> Callable[[Chat], web.Application]:
    def build(chat: Chat) -> web.Application:
        app = build_app(chat)
        people = [(p.person, p.name, p.words, _unit(stage, p.unit)) for p in stage.people]
        mount(
            app, chat, people=people, group=GROUP, move_clock=stage.move, now=stage.now, hints=hints, files=files,
            zone=ZONE,
        )  # fmt: skip
        return app

    return build


def next_step(stage: Stage) -> Step:
    """Return a report that the played week has left open: of a head in private, for one reviewer."""
    open_steps = [s for s in steps(stage.rulebook, stage.people) if s.at > PLAYED and s.text.startswith("/report")]
    return next(s for s in open_steps if s.reporter.role == "head" and not s.in_group and len(s.reviewers) == 1)


def hints(stage: Stage) -> list[Hint]:
    """Return ten steps for a newcomer: a report, what comes of it, a matter, and how the month ends."""
    step = next_step(stage)
    head, reviewer = step.reporter, step.reviewers[0]
    metric = step.text.split()[1]
    admin, leader = of(stage.people, "admin", ""), of(stage.people, "leader", "")
    office, owner = of(stage.people, "reviewer", "bangongshi"), stage.people[0]
    matter = f"交办 临时性工作 {_unit(stage, owner.unit)} 11月27日 节前食品安全检查"
    return [
        Hint(f"选“{head.name}”（{_unit(stage, head.unit)}），私聊机器人上报一项", step.text),
        Hint(f"选“{reviewer.name}”（{_unit(stage, reviewer.unit)}核实人），回复核实卡", "确认"),
        Hint(f"回到“{head.name}”，看排名图", "/rank"),
        Hint("问一问这一分是怎么来的", f"/why {metric}"),
        Hint(f"换成“{office.name}”（办公室核实人），交办一件，期限随您改", matter),
        Hint(f"换成“{owner.name}”（{_unit(stage, owner.unit)}），在督办卡上点“✅ 完成”"),
        Hint(f"回到“{office.name}”，在督办卡上点“✅ 确认”：已办结，得分照台账算"),
        Hint("把时钟拨到下周一 09:00，群里自动发周榜"),
        Hint(f"把时钟拨到 {CLOSES:%m-%d %H:%M}，11月已锁定：选“{admin.name}”（管理员），在待定榜卡上点“定榜”"),
        Hint(f"再选“{leader.name}”（局领导）点“定榜”：两人定了，群里出正式结果、通报和成绩表"),
    ]


def _unit(stage: Stage, unit: str) -> str:
    return stage.rulebook.unit(unit).name if unit else ""
