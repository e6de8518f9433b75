"""A backup, and one that is put back, killed before every change that they make to a folder: whole, or as it was."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot import files
from bot.backup import archive
from bot.backup.archive import House
from bot.backup.putting_back import put_back
from storage import audit, copies
from storage.database import Database

NOW = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
CHANGES = frozenset(("os.rename", "os.link", "os.mkdir", "os.rmdir", "os.remove", "os.truncate", "shutil.move"))
"""What Python tells of before it is done; SQLite's own calls are SQLite's own affair."""


def killed_at(nth: int, work: Callable[[], object]) -> bool:
    """Do some work in another process that is killed before its nth change; False where there were not so many."""
    child = os.fork()
    if child == 0:
        left = nth

        def die(event: str, _args: object) -> None:
            nonlocal left
            if event in CHANGES:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(die)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL)
    return os.WIFSIGNALED(status)


def change(path: Path) -> None:
    """Let something happen in a house, and let it be closed."""
    database = Database(path)
    with database.transaction(NOW) as tx:
        audit.append(tx, None, "feedback", {"text": path.parent.name})
    database.close()


def lacking(path: Path) -> list[str]:
    """List the evidence that a sound database names and that does not stand beside it."""
    shelf = path.with_name("evidence")
    return [one.place for one in copies.judge(path).evidence if files.digest(shelf / one.place) != one.stored]


def test_a_backup_that_is_killed_anywhere_is_not_there_or_whole_and_the_next_leaves_nothing_of_it(
    folder: Path, tmp_path: Path
) -> None:
    house, where = House(folder / "leitai.db", b"rules"), tmp_path / "backups"
    head = copies.judge(house.database).head
    nth, alive = 0, True
    while alive:
        nth += 1
        target = where / f"{nth}.tar"
        alive = killed_at(nth, lambda target=target: archive.make(house, target, NOW))
        if target.exists():
            assert archive.read(target).made_at == NOW
        archive.make(house, where / f"{nth} again.tar", NOW)
        assert {path.suffix for path in where.iterdir()} == {".tar"}
    assert nth > 5
    assert copies.judge(house.database).head == head


def test_a_backup_that_is_killed_while_it_is_put_back_leaves_the_old_house_or_the_new(
    folder: Path, tmp_path: Path
) -> None:
    archive.make(House(folder / "leitai.db", b"new rules"), tmp_path / "house.tar", NOW)
    new = copies.judge(folder / "leitai.db").head
    change(folder / "leitai.db")
    (folder / "rulebook.toml").write_bytes(b"old rules")
    (folder / "evidence" / "00").mkdir()
    (folder / "evidence" / "00" / "later.pdf").write_bytes(b"later")
    old = copies.judge(folder / "leitai.db").head
    nth, alive, seen = 0, True, set()
    while alive:
        nth += 1
        here = Path(shutil.copytree(folder, tmp_path / "houses" / f"{nth}"))
        path = here / "leitai.db"
        restore = lambda path=path: put_back(tmp_path / "house.tar", House(path), NOW, force=True)  # noqa: E731
        alive = killed_at(nth, restore)
        seen.add(copies.judge(path).head)
        assert lacking(path) == []
        restore()
        assert (copies.judge(path).head, lacking(path)) == (new, [])
        kept = [one for aside in here.glob("replaced-*") for one in aside.rglob("*") if one.is_file()]
        assert old in {copies.judge(one).head for one in kept if one.name == "leitai.db"}
        assert {b"old rules", b"later"} <= {one.read_bytes() for one in kept}
        assert (here / "rulebook.toml").read_bytes() == b"new rules"
        assert list(here.glob(".*")) == []
    assert nth > 8
    assert seen == {old, new}
