"""`leitai demo --tour`: a month in seconds until its result stands, told on stdout; what it leaves is in the folder.

It is played and told in Chinese, whatever is spoken by default: the result and its papers are in Chinese alone.
"""

from datetime import datetime
from pathlib import Path

from bot.clock import VirtualClock
from bot.demo.bureau import GROUP
from bot.demo.ending import end
from bot.demo.month import ENDS, OPENS
from bot.demo.play import play
from bot.demo.stage import Stage, set_stage
from bot.process import RefusedError, say
from bot.sandbox.api.server import serve
from handlers.standings.actions.boards import standings
from scoring.calendar import Period
from scoring.language import speak
from scoring.standings.output import as_table

MARKER = "演示.txt"
OURS = ("leitai.db", "leitai.db-wal", "leitai.db-shm", "leitai.db.lock", MARKER)


async def tour(folder: Path) -> None:
    """Play the month to its end, write what it leaves, and print the final standings and how to get them again."""
    _prepare(folder)
    speak("zh")
    clock = VirtualClock(OPENS)
    stage = set_stage(folder, clock)
    kept: list[str] = []
    async with serve(stage.chat) as server, stage.playing(server.url):
        await stage.settled()
        await play(stage, ENDS, say, lambda at: _keep(stage, folder, at, kept))
        await stage.settled()
        await end(stage, say, lambda name, data: _write(folder, name, data, kept))
    if stage.chat.judge.violations:
        raise RefusedError(f"演示违反了聊天服务器的限速：{stage.chat.judge.violations[0]}")
    period = Period(2026, "month", 11)
    with stage.database.reading(clock.now()) as tx:
        tables = [
            as_table(standings(tx, stage.rulebook, a.id, period, tx.latest(), final=True))
            for a in stage.rulebook.arenas
        ]
    stage.database.close()
    say(f"\n{period.chinese}排名（正式）\n")
    say("\n\n".join(tables))
    say(f"\n图片和文件 {len(kept)} 份：{folder}\n")
    path = (folder / "leitai.db").absolute()
    say("同一张表可随时从数据库算出：")
    say(f"LEITAI_DATABASE_URL=sqlite:///{path} leitai standings --period {period} --final")


def _prepare(folder: Path) -> None:
    """Make the folder ready; a database that no tour left there is never touched."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "leitai.db").exists() and not (folder / MARKER).exists():
        raise RefusedError(f"{folder} 里已有一个数据库，不是演示留下的，没有动它：请给 --out 换一个文件夹")
    for name in OURS:
        (folder / name).unlink(missing_ok=True)
    (folder / MARKER).write_text("这里的数据库和图片由 leitai demo --tour 生成，可随时删除。\n", encoding="utf-8")


def _keep(stage: Stage, folder: Path, at: datetime, kept: list[str]) -> None:
    """Write the pictures of the post that just went out."""
    told = at.date().toordinal() - 1
    week = datetime.fromordinal(told).isocalendar()
    boards = [seen for seen in stage.chat.seen(GROUP) if seen.photo][-len(stage.rulebook.arenas) :]
    for arena, seen in zip(stage.rulebook.arenas, boards, strict=True):
        name = f"{week.year}-W{week.week:02}-{arena.id}.png"
        _write(folder, name, seen.photo or b"", kept)


def _write(folder: Path, name: str, data: bytes, kept: list[str]) -> None:
    (folder / name).write_bytes(data)
    kept.append(name)
