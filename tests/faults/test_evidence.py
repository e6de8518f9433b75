"""Evidence on a bad day: the bot is killed while it is fetched, written and backed up, and the disk is full."""

import hashlib
import io
import os
import random
import resource
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from bot.backup import archive
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from storage import audit
from storage.copies import judge
from storage.database import Database
from storage.shelf import copies
from tests.faults import cast, checkers
from tests.faults.cast import ADMIN, HEADS
from tests.faults.children import Home, Mother, home
from tests.faults.house import THURSDAY
from tests.faults.swift import Swift
from tests.faults.test_kills import SEED
from tests.faults.test_machine import wait_until

pytestmark = pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning")  # aiohttp's own, in the chat server

KILLS = int(os.environ.get("LEITAI_KILLS") or 30)
AT_ONCE = 3
"""Files that wait to be fetched whenever the bot starts."""
HALVES = "*/.*"


def say(chat: Chat, number: int, name: str, data: bytes) -> None:
    """Let somebody report something with a file."""
    heads = list(HEADS.values())
    chat.say(heads[number % len(heads)], document=(name, data), caption=f"/highlight 亮点提报 省级 事项{number}")


def photo(noise: random.Random) -> bytes:
    """A photo that nobody else took, large enough that writing it is often seen half done."""
    out = io.BytesIO()
    Image.frombytes("L", (900, 900), noise.randbytes(810_000)).save(out, "PNG", compress_level=0)
    return out.getvalue()


def owed(path: Path) -> list[str | None]:
    """List why each copy that is owed could not be had yet."""
    found = checkers.rows(path, "SELECT fault FROM attachments WHERE state IN ('loose', 'owed')")
    return [row["fault"] for row in found]


def half_done(here: Home) -> set[str]:
    """Name the kinds of work that stand half done."""
    shelf, backups = here.path.with_name("evidence"), here.path.with_name("backups")
    found = {"evidence": shelf.glob(HALVES), "backup": backups.glob(".*")}
    return {name for name, halves in found.items() if any(halves)}


def done(here: Home) -> int:
    """Count the copies of evidence and the backups that are whole."""
    shelf, backups = here.path.with_name("evidence"), here.path.with_name("backups")
    return sum(1 for _ in shelf.glob("*/[!.]*")) + sum(1 for _ in backups.glob("*.tar"))


def live_and_die(chat: Chat, here: Home, noise: random.Random) -> set[str]:
    """Let a bot live until something is half done, or done, and a moment longer; says what is half done."""
    mark, before = len(chat.calls.of("getFile")), done(here)
    wanted = noise.choice(("evidence", "backup", ""))
    child = here.start(chat.bell.ring)
    chat.block_until(lambda: child.ended.is_set() or len(chat.calls.of("getFile")) > mark, 20)
    until = time.monotonic() + 3
    while time.monotonic() < until and not (wanted in half_done(here) if wanted else done(here) > before):
        child.ended.wait(0.0005)
    if wanted != "evidence":
        child.ended.wait(noise.uniform(0, 0.05))
    child.kill()
    assert child.ended.wait(10)
    return half_done(here)


def whole(here: Home, folder: Path) -> int:
    """Judge the backups that were made, and take them away: the next bot makes one, too; returns how many."""
    made = list(here.path.with_name("backups").glob("*.tar"))
    for backup in made:
        archive.read(backup, folder)
        judged = judge(folder / archive.DATABASE)
        there = {path.name for path in (folder / "evidence").rglob("*") if path.is_file()}
        assert there >= {f"{one.stored}.{one.ending}" for one in judged.evidence}
        backup.unlink()
        shutil.rmtree(folder)
    return len(made)


def test_kills_while_evidence_is_fetched_written_and_backed_up_leave_no_half_file(
    mother: Mother, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    clock, noise = Swift(THURSDAY), random.Random(SEED)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(tmp_path, clock.now())
    sent = made = kills = 0
    halves: Counter[str] = Counter()
    with serve_in_thread(chat) as server, home(mother, tmp_path, server.url, clock) as here:
        here.back_up_to(tmp_path / "backups")
        # Where the disk is fast little is ever half done: it is killed until both kinds of work were.
        while kills < KILLS or (kills < 10 * KILLS and not (halves["evidence"] and halves["backup"])):
            kills += 1
            while sent < AT_ONCE or len(chat.updates.pending) + len(owed(path)) < AT_ONCE:
                say(chat, sent, f"{sent}.png", photo(noise))
                sent += 1
            halves.update(live_and_die(chat, here, noise))
            made += whole(here, tmp_path / "read")
        child = here.start(chat.bell.ring)
        wait_until(child, lambda: chat.updates.idle and not checkers.owed(path) and not owed(path))
        wait_until(child, lambda: whole(here, tmp_path / "read"))
        child.stop()
        assert child.ended.wait(10)
        left = mother.left_behind()
    database = Database(path)
    kept, wrong = database.look(copies), database.look(audit.first_difference)
    database.close()
    found = {one.name: one.read_bytes() for one in path.with_name("evidence").rglob("*") if one.is_file()}
    for name, count in {"trials": kills, "photos": sent, "backups whole": made}.items():
        record_property(name, count)
    assert (wrong, left, len(kept)) == (None, [], sent)
    assert found.keys() == {f"{one.stored}.{one.ending}" for one in kept}
    assert all(name.startswith(hashlib.sha256(data).hexdigest()) for name, data in found.items())
    assert list((tmp_path / "backups").iterdir()) == []
    assert min(halves["evidence"], halves["backup"]) > 0


def test_evidence_for_which_the_disk_has_no_room_waits_for_it_and_the_report_counts(
    mother: Mother, tmp_path: Path
) -> None:
    clock = Swift(THURSDAY)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(tmp_path, clock.now())
    shelf = path.with_name("evidence")
    with serve_in_thread(chat) as server, home(mother, tmp_path, server.url, clock) as here:
        child = here.start(chat.bell.ring)
        chat.block_until(lambda: chat.updates.polling, 10)
        assert path.with_name("leitai.db.reserve").exists()
        # A file of five million bytes is too large for this machine now; the database has all it needs.
        unlimited = resource.prlimit(child.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (3_000_000, unlimited[1]))
        say(chat, 0, "台账.pdf", b"%PDF-1.7\n" + bytes(5_000_000) + b"\n%%EOF")
        wait_until(child, lambda: owed(path) == ["no_room"])
        wait_until(child, lambda: chat.rooms[ADMIN].messages and not checkers.owed(path))
        told = [m.text for m in chat.rooms[ADMIN].messages.values() if m.outgoing]
        assert [("磁盘满了" in text, "自动恢复" in text) for text in told] == [(True, True)]
        assert any("已收到，编号 0001" in m.text for m in chat.rooms[cast.HEAD].messages.values())
        assert [one for one in shelf.rglob("*") if one.is_file()] == []
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, unlimited)
        wait_until(child, lambda: not owed(path))
        child.stop()
        assert child.ended.wait(10)
    (copy,) = (one for one in shelf.rglob("*") if one.is_file())
    assert copy.stat().st_size == 5_000_015
