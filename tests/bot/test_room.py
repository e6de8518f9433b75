"""A full disk: what is written is rolled back, the reserve is given back, and work goes on when there is room."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import room
from bot.clock import Clock
from bot.restdays import RestDays
from bot.room import Keeper, Room
from bot.store import Store
from storage import inbox
from storage.database import Transaction
from storage.place import file_of
from tests.cast import ADMIN
from tests.engine import sqlite_alone
from tests.handlers.bench import Bench, furnished

NOON = datetime(2026, 11, 19, 4, 0, tzinfo=UTC)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return furnished(tmp_path / "leitai.db")


def letters(bench: Bench) -> list[str]:
    return [said for said in bench.said(ADMIN) if "磁盘满了" in said]


def pages(most: int) -> Callable[[Transaction], object]:
    """Let the database have so many pages at most; none more where there are as many."""
    return lambda tx: tx.run(text(f"PRAGMA max_page_count = {most}"))


def fill(tx: Transaction) -> None:
    inbox.take_in(tx, 100, [{"update_id": number, "poll": {"question": "x" * 5000}} for number in range(1, 50)])


@sqlite_alone
@pytest.mark.asyncio
async def test_a_write_for_which_there_is_no_room_gives_the_reserve_back_and_goes_through_when_there_is(
    bench: Bench, tmp_path: Path
) -> None:
    here, reserve = Room(file_of(bench.database.place)), tmp_path / "leitai.db.reserve"
    assert here.make()
    assert (reserve.stat().st_size, reserve.stat().st_blocks * 512 >= room.RESERVE) == (room.RESERVE, True)
    store = Store(bench.database, Clock(NOON), RestDays(tmp_path), here.give_back)
    woken = asyncio.Event()
    here.wake = woken.set
    await store.write(pages(1))
    writing = asyncio.ensure_future(store.write(fill))
    await asyncio.wait_for(woken.wait(), 10)
    assert (reserve.exists(), here.lacked, writing.done()) == (False, True, False)
    await store.write(pages(1_000_000))
    await asyncio.wait_for(writing, 10)
    keeper = Keeper(here, store)
    assert await keeper.step() is None
    assert reserve.exists(), "there is room again"
    assert ["请尽快清理或扩大磁盘" in said for said in letters(bench)] == [True]
    here.lack()
    assert await keeper.step() is None
    assert len(letters(bench)) == 1, "once a day"
    store.close()


@pytest.mark.asyncio
async def test_where_there_is_no_room_for_the_reserve_the_admins_hear_of_it_and_it_is_made_later(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(bench.database, Clock(NOON), RestDays(tmp_path))
    keeper = Keeper(Room(file_of(bench.database.place)), store)
    monkeypatch.setattr(room, "PLENTY", 10**18)
    assert await keeper.step() == room.LOOK
    assert await keeper.step() == room.LOOK
    assert len(letters(bench)) == 1
    monkeypatch.undo()
    assert await keeper.step() is None
    assert (tmp_path / "leitai.db.reserve").exists()
    store.close()


@pytest.mark.asyncio
async def test_a_fault_that_no_future_can_hold_is_told_and_nothing_waits_for_ever(bench: Bench, tmp_path: Path) -> None:
    store = Store(bench.database, Clock(NOON), RestDays(tmp_path))
    with pytest.raises(RuntimeError):
        async with asyncio.timeout(5):
            await store.read(lambda _: next(iter(())))
    store.close()
