"""Whether buttons were overtaken while their message was on its way: asked only where anything may have done that."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count, product
from pathlib import Path

import pytest

from bot.clock import VirtualClock
from bot.outgoing import letters
from bot.restdays import RestDays
from bot.store import Store
from handlers.conversation.actions import keyboards as fading
from handlers.deciding.actions import reviews
from handlers.reporting.actions import submit
from handlers.results import Buttons, Decision
from handlers.turn import Turn
from storage import keyboards, outbox
from storage.database import Database
from storage.tables.types import MICROSECOND
from tests.cast import BEGIN, HEAD, OTHER_HEAD, REVIEWER, THIRD_HEAD
from tests.handlers.bench import Bench, furnished

REPORTS = product((HEAD, THIRD_HEAD), ("工单按期回复率", "工单办结率", "工单满意率"))

MINUTE = timedelta(minutes=1)


class OnItsWay:
    """A card that is sent through the store while something else happens."""

    def __init__(self, bench: Bench, store: Store, clock: VirtualClock) -> None:
        self.bench, self.store, self.clock = bench, store, clock
        self.number, self.updates = 0, count(1001)

    async def act(self, fn: Callable[[Turn], object]) -> None:
        await self.store.act(f"inbox:{next(self.updates)}", fn)

    async def report(self, head: int, line: str) -> None:
        sender = self.bench.sender(head)
        await self.act(lambda turn: submit.report(turn, sender, (line,)))

    async def confirm(self) -> None:
        await self.act(self._confirm)

    async def report_something_else(self) -> None:
        await self.report(OTHER_HEAD, f"工单满意率 97/{next(self.updates)}")

    async def confirm_in_another_process(self) -> None:
        other = Database(self.bench.database.place)
        with other.transaction(BEGIN) as tx:
            self._confirm(replace(self.bench._turn(tx), cause=f"inbox:{next(self.updates)}"))
            keyboards.renew(tx)
        other.close()

    async def confirm_in_another_process_before_something_here(self) -> None:
        await self.confirm_in_another_process()
        await self.report_something_else()

    async def nothing(self) -> None:
        pass

    def _confirm(self, turn: Turn) -> None:
        reviews.decide(turn, self.bench.sender(REVIEWER), self.number, Decision("confirm"))

    async def arrives(self, meanwhile: Callable[[], Awaitable[None]]) -> tuple[bool, bool]:
        """Send a new card; returns whether its buttons were known to stand, and whether an edit of it is owed."""
        head, metric = next(REPORTS)
        await self.report(head, f"{metric} 98/100")
        card = self.bench.owed("card")[-1]
        self.number = card.payload["number"]
        with self.store.watching() as touched:
            part = await self.store.ask("letter", lambda turn: replace(letters.render(turn, card), touched=touched))
            await meanwhile()
            return await self.store.act("letter", lambda turn: self._note(turn, card, part))

    def _note(self, turn: Turn, card: outbox.Letter, part: letters.Part) -> tuple[bool, bool]:
        assert part.content is not None
        letters.note(turn, card, part, part.content, 900 + self.number)
        known = part.still_follows(turn) is not None
        return known, "outbox" in turn.tx.written


@pytest.fixture
def way(tmp_path: Path) -> Iterator[OnItsWay]:
    bench = furnished(tmp_path / "leitai.db")
    clock = VirtualClock(BEGIN)
    store = Store(bench.database, clock, RestDays(tmp_path))
    yield OnItsWay(bench, store, clock)
    store.close()
    bench.database.close()


@pytest.mark.asyncio
async def test_buttons_are_asked_again_on_arrival_only_where_what_they_follow_from_was_touched(way: OnItsWay) -> None:
    assert await way.arrives(way.nothing) == (True, False)
    assert await way.arrives(way.report_something_else) == (True, False)
    assert await way.arrives(way.confirm) == (False, True)
    assert await way.arrives(way.nothing) == (True, False)
    assert await way.arrives(way.confirm_in_another_process) == (False, True)
    assert await way.arrives(way.confirm_in_another_process_before_something_here) == (False, True)


@pytest.mark.asyncio
async def test_buttons_whose_time_ends_between_look_and_note_are_looked_at_again(way: OnItsWay) -> None:
    await way.report(HEAD, "工单按期回复率 98/100")
    way.number = way.bench.owed("card")[-1].payload["number"]
    await way.confirm()
    answer = way.bench.owed("decided")[-1]
    part = await way.store.ask("letter", lambda turn: letters.render(turn, answer))
    await way.store.act("letter", lambda turn: way._note(turn, answer, part))
    way.clock.move(BEGIN + MINUTE * 30)
    await way.store.act("tick:keyboards", fading.fade)
    letter = way.bench.owed("keyboard")[-1]
    part = await way.store.ask("letter", lambda turn: letters.render(turn, letter))
    assert part.content is None
    way.clock.move(BEGIN + MINUTE * 30 + MICROSECOND)
    await way.store.act("letter", lambda turn: letters.void(turn, letter, part, turn.now))
    assert await way.store.ask("tick", fading.fading)
    await way.store.act("tick:keyboards", fading.fade)
    letter = way.bench.owed("keyboard")[-1]
    assert (await way.store.ask("letter", lambda turn: letters.render(turn, letter))).content == Buttons(901, ())
