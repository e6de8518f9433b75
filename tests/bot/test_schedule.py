"""A tick that fails hinders no other, and is asked again at the next look."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.operating.standing import Standing
from bot.operating.tally import Tally
from bot.restdays import RestDays
from bot.schedule import Schedule
from bot.store import Store
from handlers.journey import Tick
from handlers.turn import Turn
from storage.database import Database
from tests.cast import CHINA
from tests.engine import newest


def fail(_turn: Turn) -> int:
    raise LookupError("planted")


def test_a_tick_that_fails_hinders_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(newest(tmp_path / "leitai.db"))
    store = Store(database, Clock(datetime(2026, 11, 19, 9, tzinfo=CHINA)), RestDays(tmp_path))
    done: list[str] = []
    woken: list[bool] = []

    def act(turn: Turn) -> int:
        done.append(turn.cause)
        return 1

    schedule = Schedule(
        store, lambda: woken.append(True), lambda: None, Standing(store, Clock(), ()), Tally(Clock().seconds)
    )
    ticks = (
        Tick("unsure", lambda turn: bool(fail(turn)), act),
        Tick("broken", lambda _turn: True, fail),
        Tick("idle", lambda _turn: False, act),
        Tick("sound", lambda _turn: True, act),
    )
    monkeypatch.setattr("bot.schedule.TICKS", ticks)
    with caplog.at_level(logging.ERROR):
        asyncio.run(schedule.tick())
        asyncio.run(schedule.tick())
    assert done == ["tick:sound", "tick:sound"]
    assert woken
    said = [record.getMessage() for record in caplog.records]
    assert said == ["the tick unsure does not know whether it is due", "the tick broken failed"] * 2
    store.close()
    database.close()
