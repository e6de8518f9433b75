"""The bot is killed again and again under a stream of reports and decisions; nothing is lost, nothing counts twice."""

import os
import random
import statistics
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.watch.faults import HOOK
from storage.place import Address
from tests.faults import cast, checkers
from tests.faults.children import Home, Mother, home
from tests.faults.siege import Siege, findings, strike
from tests.faults.stream import Stream
from tests.faults.swift import Swift

pytestmark = pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning")  # aiohttp's own, in the chat server

KILLS = int(os.environ.get("LEITAI_KILLS") or 60)
SEED = int(os.environ.get("LEITAI_SEED") or 20261109)
CHANCES = (0.0, 0.10, 0.25)
"""The share of calls that fail: nothing in the first third of the kills, a tenth, a quarter."""
MONDAY = datetime.fromisoformat("2026-11-09T08:59:50+08:00")
POSTS = ("hang after", "hang before", "hang after", "call")
"""How the bot is killed in the four weeks at whose post it is killed."""


def on_a_server(here: Home) -> None:
    """Let the bots keep their rows on a server where the tests stand on one."""
    place = checkers.place_of(here.path)
    if isinstance(place, Address):
        here.share(place.url)


def uninterrupted(mother: Mother, folder: Path, count: int) -> list[Any]:
    """Let the same people hold the same dialogues with a bot that nothing befalls; returns its standings."""
    folder.mkdir()
    clock = Swift(MONDAY)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(folder, MONDAY - timedelta(days=1))
    stream = Stream(chat, SEED, at_once=20, most=count)
    with serve_in_thread(chat) as server, home(mother, folder, server.url, clock) as here:
        on_a_server(here)
        Siege(chat, here, stream, random.Random(SEED)).drain()
    return checkers.tally(path, clock.now())


def test_nothing_is_lost_or_counted_twice_however_often_the_bot_is_killed(
    mother: Mother, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    clock = Swift(MONDAY)
    chat = cast.make_chat(clock.now, clock.seconds)
    path = cast.move_in(tmp_path, MONDAY - timedelta(days=1))
    stream = Stream(chat, SEED)
    weeks = {KILLS * week // len(POSTS): week for week in range(len(POSTS))}
    with serve_in_thread(chat) as server, home(mother, tmp_path, server.url, clock) as here:
        on_a_server(here)
        siege = Siege(chat, here, stream, random.Random(SEED), brought=True)
        for number in range(KILLS):
            strike(chat, CHANCES[number * len(CHANCES) // KILLS], SEED + number)
            week = weeks.get(number)
            if week is not None:
                clock.move(MONDAY + timedelta(weeks=week))
            siege.live_and_die(post="" if week is None else POSTS[week])
        stream.open = False
        siege.drain()
        left = mother.left_behind()
    found, counts = findings(chat, path, stream)
    for name, count in {"trials": KILLS, **counts}.items():
        record_property(name, count)
    record_property("brought", len(chat.calls.of(HOOK, delivered=True)))
    median = statistics.median(siege.serving)
    assert found == []
    assert left == []
    assert median < 5
    assert uninterrupted(mother, tmp_path / "calm", len(stream.cases)) == checkers.tally(path, clock.now())
