"""What the people of the sample month do by themselves while the clock of the page goes on: half a day's at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, zip_longest

from bot.app import Bot
from bot.clock import HurriedClock
from bot.demo.bureau import GROUP, Role
from bot.demo.matters import Deed, Part, deeds
from bot.demo.month import ENDS, Step, steps
from bot.demo.play import LATER, amended, photo
from bot.demo.stage import Stage
from bot.demo.texts import CONFIRM
from bot.sandbox.refusals import Impossible
from storage import parts, submissions
from storage.database import Transaction

ROOM = timedelta(hours=1)
"""What the script has for the last hour before the moment to which the clock goes waits for its next move."""
NOON = 13
OFTEN = 0.03
"""Seconds between two looks whether all is done: each look takes the time of what it waits for."""
Turn = Callable[[], object]
"""What somebody says or presses; what answers it comes a turn later."""
Due = tuple[datetime, Step | Deed]
"""What the script has for a moment."""


class Meanwhile:
    """The rest of the script, said half a day together: reports, then what their reviewers decide.

    What the visitor has reported or done about a matter stands, and what waits there waits for them.
    """

    def __init__(self, stage: Stage, clock: HurriedClock, since: datetime, kept: Step) -> None:
        """Go on from a moment with the matters that are assigned by then; `kept`: the report left to the visitor."""
        self._stage = stage
        self._clock = clock
        self._acts = stage.database.look(_acts)
        coming: list[Due] = [(one.at, one) for one in steps(stage.rulebook, stage.people) if one != kept]
        coming += [(one.at, one) for one in deeds(stage.rulebook, stage.people) if one.part in self._acts]
        self._coming = sorted((one for one in coming if since < one[0] < ENDS), key=lambda one: one[0])

    @property
    def over(self) -> bool:
        """Say whether the script has nothing more: from then on only the visitor acts."""
        return not self._coming

    def due(self, until: datetime) -> list[Due]:
        """Return what the script still has until a moment."""
        return [one for one in self._coming if one[0] + ROOM <= until]

    @contextmanager
    def hurrying(self) -> Iterator[None]:
        """Let nothing that is paced be waited for."""
        self._clock.hurries = True
        if self._stage.bot is not None:
            self._stage.bot.delivery.wake()
        try:
            yield
        finally:
            self._clock.hurries = False

    async def go_on(self, until: datetime, opened: AbstractAsyncContextManager[None]) -> None:
        """Do what the script has until a moment, the clock with it, all of it within what is `opened` for that."""
        begun, due, bot = self._clock.now(), self.due(until), self._stage.bot
        if not due or bot is None:
            return
        await self._stage.settled(OFTEN)
        async with opened:
            await self._do(due, begun, until, bot)

    async def _do(self, due: list[Due], begun: datetime, until: datetime, bot: Bot) -> None:
        cells, acts = await bot.store.read(lambda tx: (_cells(tx), _acts(tx)))
        self._acts = {part: count for part, count in self._acts.items() if acts.get(part) == count}
        for _, group in groupby(due, lambda one: _together(one, begun)):
            here = list(group)
            self._coming = self._coming[len(here) :]
            self._clock.move(min(max(self._clock.now(), here[-1][0]), until))
            reports = [one for _, one in here if isinstance(one, Step) and (one.unit.id, one.metric.id) not in cells]
            told = [one for _, one in here if isinstance(one, Deed) and one.part in self._acts]
            await self._say([*map(self._reported, reports), *self._told(told)], until, bot)
        acts = await bot.store.read(_acts)
        self._acts = {part: acts[part] for part in self._acts if part in acts}

    async def _say(self, several: Iterable[list[Turn]], until: datetime, bot: Bot) -> None:
        """Let everybody have their turns, all the first ones, then all the second ones; then what is due is done."""
        for turns in zip_longest(*several):
            for turn in turns:
                # Where the bot was told otherwise by the visitor there may be no card.
                with suppress(LookupError, Impossible):
                    _ = turn and turn()
            await self._stage.settled(OFTEN)
            self._clock.move(min(self._clock.now() + LATER, until))
        await bot.schedule.tick()
        await self._stage.settled(OFTEN)

    def _reported(self, step: Step) -> list[Turn]:
        """Return how a report is sent and decided; who returns or undoes does not do so here."""
        chat, to, who = self._stage.chat, GROUP if step.in_group else None, step.reporter.person
        send = partial(chat.say, who, step.text, to=to)
        if step.photo:
            send = partial(chat.say, who, to=to, photo=photo(self._stage), caption=step.text)
        return [send, *(partial(self._decide, step, one) for one in step.reviewers)]

    def _decide(self, step: Step, reviewer: Role) -> None:
        place, to = (GROUP, GROUP) if step.in_group else (reviewer.person, None)
        card = self._stage.newest_card(place, step)
        word = amended(step) if step.twist == "amend" else ""
        if word:
            self._stage.chat.say(reviewer.person, word, to=to, reply_to=card.id)
            return
        # Whoever types is offered to undo it, and that would be the newest card when the visitor comes to decide.
        confirm = next((one.text for row in card.buttons for one in row if one.text in CONFIRM), None)
        self._stage.chat.press(reviewer.person, card.id, confirm, to=to)

    def _told(self, told: Iterable[Deed]) -> list[list[Turn]]:
        """Return what is said of each part, one after the other."""
        of_part: dict[Part | None, list[Turn]] = defaultdict(list)
        for one in told:
            of_part[one.part].append(
                partial(self._stage.chat.say, one.person.person, one.text, to=GROUP if one.in_group else None)
            )
        return list(of_part.values())


def _together(one: Due, begun: datetime) -> object:
    """Return what those have in common that are done together: what lies behind the clock, or half a day."""
    at, _ = one
    return None if at <= begun else (at.date(), at.hour < NOON)


def _cells(tx: Transaction) -> set[tuple[str, str]]:
    """Return what has been reported."""
    return {(one.claim.unit, one.claim.metric) for one in submissions.every(tx)}


def _acts(tx: Transaction) -> dict[Part, int]:
    """Return how much has been done about each part of a matter."""
    return {(one.number, one.unit): one.acts for one in parts.every(tx)}
