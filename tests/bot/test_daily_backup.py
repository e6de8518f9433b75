"""The daily backup of a running bot: at start and once a day, kept for two weeks, and in nobody's way."""

import asyncio
import fnmatch
import re
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.backup.archive import name
from storage.copies import judge
from storage.private import run_lock
from tests.faults import checkers
from tests.faults.cast import ADMIN, HEAD, OTHER_ADMIN
from tests.faults.house import House, house

pytestmark = pytest.mark.asyncio
REPORT = "/report 工单按期回复率 98/100"


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


async def until(here: House, folder: Path, count: int, which: str = "*Z.tar") -> None:
    """Wait until there are so many backups and nothing half done."""

    def counted() -> bool:
        return len(fnmatch.filter(made(folder), which)) == count and not fnmatch.filter(made(folder), ".*")

    async with asyncio.timeout(20):
        while not counted():
            here._failed()
            await asyncio.sleep(0.02)


async def day(here: House, days: float) -> None:
    """Let days pass, and the ticks of the bot."""
    here.clock.move(here.clock.now() + timedelta(days=days))
    await here.bot.schedule.tick()


async def test_one_is_made_at_start_and_one_a_day(tmp_path: Path) -> None:
    async with house(tmp_path / "house") as here:
        here.backup_dir = tmp_path / "backups"
        await here.start()
        await until(here, here.backup_dir, 1)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        await day(here, 0.9)
        await day(here, 0.11)
        await until(here, here.backup_dir, 2)
        await here.stop()
        await here.start()
        await day(here, 0.5)
        assert len(made(here.backup_dir)) == 2, "a start alone makes none before its time"
        newest = here.backup_dir / made(here.backup_dir)[-1]
        with tarfile.open(newest) as tar:
            assert tar.getnames() == ["leitai.db", "rulebook.toml", "backup.json"]
            books = tar.extractfile("leitai.db")
            assert books is not None
            (tmp_path / "books.db").write_bytes(books.read())
        assert judge(tmp_path / "books.db").head


OTHERS = (
    "leitai-20261101T010000Z.tar",  # made by hand
    "leitai-0123456789abcdef-20261101T010000Z.tar",  # another house's
    "leitai-before-the-merger.tar",
    "leitai-20261101T010000Z.tar.gpg",
    "notes.txt",
)


async def test_what_is_older_than_two_weeks_goes_and_nothing_else_does(tmp_path: Path) -> None:
    async with house(tmp_path / "house") as here:
        await here.start()
        known = checkers.rows(here.path, "SELECT content FROM fixtures WHERE name = 'house'")[0]["content"]
        await here.stop()
        here.backup_dir = folder = tmp_path / "backups"
        folder.mkdir()
        mine = [name(datetime(2026, 11, day, 1, 0, tzinfo=UTC), known) for day in (1, 4, 6)]
        others = {*OTHERS, f"leitai-{known}-2026111T010000Z.tar"}
        for one in (*mine, *others):
            (folder / one).touch()
        (folder / f"leitai-{known}-20261102T010000Z.tar").mkdir()
        await here.start()
        await until(here, folder, 1, f"leitai-{known}-20261119*")
        assert set(mine) < set(made(folder)), "the clock may be wrong"
        await day(here, 1)
        await until(here, folder, 1, f"leitai-{known}-20261120*")
        assert not here.told(ADMIN, "备份没有成功")
    kept = set(made(folder)) - {f"leitai-{known}-20261102T010000Z.tar"}
    assert {one for one in kept if not re.match(f"leitai-{known}-202611(19|20)T", one)} == {*others, mine[2]}


async def test_a_backup_of_another_house_or_made_by_hand_does_not_stand_for_the_daily_one(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for other in ("leitai-20261119T005900Z.tar", "leitai-0123456789abcdef-20261119T005900Z.tar"):
        (folder / other).touch()
    async with house(tmp_path / "house") as here:
        here.backup_dir = folder
        await here.start()
        await until(here, folder, 3)


async def test_what_was_being_put_back_when_a_process_was_killed_goes_at_the_next_start(tmp_path: Path) -> None:
    async with house(tmp_path / "house") as here:
        half = here.path.with_name(".leitai-restore-dead")
        (half / "evidence").mkdir(parents=True)
        (half / "leitai.db").write_bytes(b"x" * 1000)
        await here.start()
        assert not half.exists()


async def test_a_backup_that_fails_is_told_to_the_admins_once_a_day_and_the_bot_goes_on(tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file, not a folder", encoding="utf-8")
    async with house(tmp_path / "house") as here:
        here.backup_dir = tmp_path / "backups"
        await here.start()
        await here.until(lambda: here.told(ADMIN, "备份没有成功"), 20)
        here.chat.say(HEAD, REPORT)
        await here.quiet()
        assert here.told(HEAD, "已收到")
        await day(here, 0.1)
        await here.quiet()
        assert len(here.told(ADMIN, "备份没有成功")) == len(here.told(OTHER_ADMIN, "备份没有成功")) == 1
        (tmp_path / "backups").unlink()
        await day(here, 0.1)
        await until(here, tmp_path / "backups", 1)


async def test_what_a_killed_process_left_half_done_goes_with_the_next(tmp_path: Path) -> None:
    dead, alive = (tmp_path / "backups" / f".leitai-backup-{name}" for name in ("dead", "alive"))
    for half in (dead, alive):
        half.mkdir(parents=True)
        (half / "leitai.db").write_bytes(b"x" * 1000)
    async with house(tmp_path / "house") as here:
        here.backup_dir = tmp_path / "backups"
        with run_lock(alive / "backup"):
            await here.start()
            async with asyncio.timeout(20):
                while [one[:7] for one in made(here.backup_dir)] != [".leitai", "leitai-"]:
                    here._failed()
                    await asyncio.sleep(0.02)
        assert made(here.backup_dir)[0] == alive.name, "another process is at work there"
