"""`leitai demo --tour`: a month in seconds until its result stands, told on stdout; what it leaves is in the folder.

It is played and told in the language that is spoken by default; circular and workbook are in Chinese alone.
"""

from datetime import datetime
from pathlib import Path

from bot.clock import VirtualClock
from bot.demo.bureau import GROUP
from bot.demo.ending import MONTH, end
from bot.demo.month import ENDS, OPENS
from bot.demo.play import play
from bot.demo.stage import Stage, set_stage
from bot.process import RefusedError, say
from bot.sandbox.api.server import serve
from handlers.standings.actions.boards import standings
from scoring.language import both, naming
from scoring.standings.output import as_table

MARKERS = ("演示.txt", "demo.txt")
OURS = ("leitai.db", "leitai.db-wal", "leitai.db-shm", "leitai.db.lock", *MARKERS)


async def tour(folder: Path) -> None:
    """Play the month to its end, write what it leaves, and print the final standings and how to get them again."""
    _prepare(folder)
    clock = VirtualClock(OPENS)
    stage = set_stage(folder, clock)
    kept: list[str] = []
    async with serve(stage.chat) as server, stage.playing(server.url):
        await stage.settled()
        await play(stage, ENDS, say, lambda at: _keep(stage, folder, at, kept))
        await stage.settled()
        await end(stage, say, lambda name, data: _write(folder, name, data, kept))
    if stage.chat.judge.violations:
        fault = stage.chat.judge.violations[0]
        raise RefusedError(
            both(f"演示违反了聊天服务器的限速：{fault}", f"the demo broke a limit of the chat server: {fault}")
        )
    with stage.database.reading(clock.now()) as tx, naming(stage.rulebook.english):
        tables = [
            as_table(standings(tx, stage.rulebook, a.id, MONTH, tx.latest(), final=True)) for a in stage.rulebook.arenas
        ]
    stage.database.close()
    say(both(f"\n{MONTH.name}排名（正式）\n", f"\nStandings of {MONTH.name} (official)\n"))
    say("\n\n".join(tables))
    say(both(f"\n图片和文件 {len(kept)} 份：{folder}\n", f"\n{len(kept)} pictures and documents in {folder}\n"))
    path = (folder / "leitai.db").absolute()
    say(both("同一张表可随时从数据库算出：", "The same table can be reckoned from the database at any time:"))
    say(f"LEITAI_DATABASE_URL=sqlite:///{path} leitai standings --period {MONTH} --final")


def _prepare(folder: Path) -> None:
    """Make the folder ready; a database that no tour left there is never touched."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "leitai.db").exists() and not any((folder / marker).exists() for marker in MARKERS):
        raise RefusedError(
            both(
                f"{folder} 里已有一个数据库，不是演示留下的，没有动它：请给 --out 换一个文件夹",
                f"in {folder} there is a database that no demo left there; it was not touched:"
                " please give --out another folder",
            )
        )
    for name in OURS:
        (folder / name).unlink(missing_ok=True)
    left = both(
        "这里的数据库和图片由 leitai demo --tour 生成，可随时删除。",
        "The database and the pictures here were made by leitai demo --tour and may be deleted at any time.",
    )
    (folder / both(*MARKERS)).write_text(f"{left}\n", encoding="utf-8")


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
