"""The restore drill: a house is lost, its last backup is put back elsewhere, and the bot goes on with it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.backup import archive
from bot.backup.putting_back import put_back
from bot.files import read_sample
from tests.faults import checkers
from tests.faults.cast import GROUP, HEADS, LEADER
from tests.faults.house import MONDAY, House, house, seed
from tests.faults.town import Town

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:unread_data:DeprecationWarning"),  # aiohttp's own, in the chat server
]


async def live(here: House, town: Town, hours: int) -> None:
    """Let people go on for some hours."""
    for _ in range(hours):
        town.live(4)
        await here.quiet()


async def test_what_was_backed_up_comes_back_with_its_chain_and_its_board_and_the_bot_goes_on(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    noise = random.Random(seed())
    async with house(tmp_path / "lost") as here:
        await here.start()
        town = Town(here, noise, HEADS)
        await live(here, town, noise.randint(3, 8))
        here.clock.move(MONDAY)
        await here.until(lambda: len(here.told(GROUP, "第47周")) >= 2, 30)
        await here.quiet()
        archive.make(archive.House(here.path, read_sample()), tmp_path / "house.tar", here.clock.now())
        states, waiting = dict(town.states), dict(town.waiting)
        board = checkers.tally(here.path, here.clock.now())
        await live(here, town, noise.randint(1, 4))  # what is lost
        changed = town.states != states
        await here.stop()

        elsewhere = archive.House(tmp_path / "found" / "leitai.db")
        elsewhere.database.parent.mkdir()
        put_back(tmp_path / "house.tar", elsewhere, here.clock.now(), force=False)
        here.path = elsewhere.database
        assert checkers.tables(here.path) == []
        assert checkers.tally(here.path, here.clock.now()) == board
        assert checkers.states(here.path) == states

        await here.start()
        said = here.chat.say(LEADER, "/help")
        again = Town(here, noise, HEADS, waiting=waiting, states=states)
        await live(here, again, 3)
        assert here.replied(said)
        assert again.said
        assert [*checkers.tables(here.path), *checkers.kept(here.path, again.said)] == []
        assert checkers.states(here.path) == again.states
        posted = [m.text for m in here.told(GROUP) if m.now.media]
        assert len(posted) == len(set(posted)) == 2
    record_property("boards that had changed since", int(changed))
