"""`leitai demo`: the embedded chat with its web page, a bot on it, and a bureau that has been at work for a week."""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from aiohttp import web

from bot.clock import Clock, VirtualClock
from bot.demo.bureau import GROUP
from bot.demo.play import play
from bot.demo.stage import Stage, set_stage
from bot.exits import RefusedError
from bot.sandbox import Chat, build_app, serve
from bot.sandbox.web import mount

ZONE = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2026, 11, 2, 9, 5, tzinfo=ZONE)
PLAYED = datetime(2026, 11, 10, 9, 0, tzinfo=ZONE)
BEGINS = datetime(2026, 11, 19, 9, 30, tzinfo=ZONE)
HINTS = (
    ("一、选“王所长”，私聊机器人，上报一项", "/report 信访件化解 98/100"),
    ("二、选“梁科长”（办公室核实人），回复核实卡", "确认"),
    ("三、回到“王所长”，看排名图", "/rank"),
    ("四、问一问这一分是怎么来的", "/why 信访件化解"),
    ("五、把时钟拨到下周一 09:00，群里自动发周榜", ""),
)


async def serve_page(host: str, port: int) -> None:
    """Serve the demo until it is interrupted; the database is thrown away afterwards."""
    with tempfile.TemporaryDirectory(prefix="leitai-demo-") as folder:
        stage = set_stage(Path(folder), VirtualClock(OPENS))
        try:
            await _open(stage, host, port)
        finally:
            stage.database.close()


async def _open(stage: Stage, host: str, port: int) -> None:
    def build(chat: Chat) -> web.Application:
        app = build_app(chat)
        people = [(p.person, p.name, p.words, _unit(stage, p.unit)) for p in stage.people]
        mount(app, chat, people=people, group=GROUP, move_clock=stage.move, now=stage.now, hints=HINTS, zone=ZONE)
        return app

    try:
        async with serve(stage.chat, host=host, port=port, build=build) as server:
            typer.echo("正在准备示例数据（约十几秒）……")
            async with stage.playing(server.url):
                await stage.settled()
                await play(stage, PLAYED, lambda _line: None)
            stage.clock = Clock(BEGINS)
            async with stage.playing(server.url):
                typer.echo(f"演示已就绪，请用浏览器打开 {server.url} （按 Ctrl+C 结束，数据不保留）")
                await asyncio.Event().wait()
    except OSError as error:
        raise RefusedError(f"{host}:{port} 打不开（{error.strerror}）：请用 --port 换一个端口") from None


def _unit(stage: Stage, unit: str) -> str:
    return stage.rulebook.unit(unit).name if unit else ""
