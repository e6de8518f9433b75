"""A hundred units live through days of virtual time while a tenth of all calls fail: nothing is lost or doubled."""

import os
import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from chinese_calendar import is_workday

from bot.clock import VirtualClock
from bot.files import read_sample
from bot.sandbox.api.server import serve
from tests.cast import CHINA
from tests.faults import cast, checkers
from tests.faults.cast import RULEBOOK
from tests.faults.house import House
from tests.faults.siege import strike
from tests.faults.town import Town

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"),  # aiohttp's own, in the chat server
]

HOURS = int(os.environ.get("LEITAI_HOURS") or 24)
SEED = int(os.environ.get("LEITAI_SEED") or 20261109)
UNITS = int(os.environ.get("LEITAI_UNITS") or 100)
AN_HOUR = int(os.environ.get("LEITAI_AN_HOUR") or 4)
"""How many people do something in an hour."""
BEGIN = datetime.fromisoformat(os.environ.get("LEITAI_BEGIN") or "2026-11-08T12:00:00+08:00")
"""A Sunday: the day ends behind the weekly post of Monday morning."""
POSTED = time(9)
MORE = {f"more{number}": f"第{number}市场监管所" for number in range(UNITS - len(cast.OFFICES))}
RULES = (
    read_sample()
    + "".join(
        f'\n[[units]]\nid = "{unit}"\nname = "{name}"\narena = "offices"\n' for unit, name in MORE.items()
    ).encode()
)
HEADS = {**cast.HEADS, **{unit: 10_001 + place for place, unit in enumerate(MORE)}}


def weeks() -> int:
    """Count the Mondays whose post is due by then: one on a rest day comes later in its week, if a day of it works."""
    moments = (BEGIN + timedelta(hours=hour) for hour in range(1, HOURS + 1))
    local = (moment.astimezone(CHINA) for moment in moments)
    mondays = [at.date() for at in local if at.weekday() == 0 and at.time() == POSTED]
    return sum(any(is_workday(monday + timedelta(days=day)) for day in range(7)) for monday in mondays)


async def test_days_of_a_hundred_units_with_faults_lose_double_and_leave_unexplained_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    clock = VirtualClock(BEGIN)
    rows = cast.roster()
    rows += [
        {"unit": unit, "name": f"{MORE[unit]}长", "role": "head", "telegram_id": str(HEADS[unit])} for unit in MORE
    ]
    chat = cast.make_chat(clock.now, clock.seconds, rows=rows)
    path = cast.move_in(tmp_path, clock.now(), RULES, rows)
    async with serve(chat) as server:
        here = House(chat, server, clock, path, rules=RULES)
        town = Town(here, random.Random(SEED), HEADS)
        try:
            await here.start()
            for hour in range(HOURS):
                strike(chat, 0.10, SEED + hour)
                town.live(AN_HOUR)
                await here.quiet(60 + UNITS)
                clock.move(BEGIN + timedelta(hours=hour + 1))
                await here.bot.schedule.tick()
            chat.faults.clear()
            await here.quiet(60 + UNITS)
        finally:
            await here.stop()
    answered, letters = checkers.answers(chat, path, town.said)
    posted, weekly = checkers.posts(chat, path)
    (updates,) = checkers.rows(path, "SELECT count(*) n FROM inbox")
    record_property("trials", town.did)
    counted = {"hours": HOURS, "updates kept": updates["n"], "calls": len(chat.calls), **letters, **weekly}
    for name, count in counted.items():
        record_property(name, count)

    assert [
        *checkers.tables(path),
        *checkers.kept(path, town.said),
        *checkers.pace(chat),
        *checkers.said_once(chat),
    ] == []
    assert [*answered, *posted] == []
    assert checkers.states(path) == town.states
    assert sum(state == "confirmed" for state in town.states.values()) > HOURS * AN_HOUR / 8
    assert weekly["posts"] == len(RULEBOOK.arenas) * weeks()
