"""How the scripted month ends: locked, closed by two (定榜), published, open to objections, settled; and the year."""

from collections.abc import Callable
from datetime import datetime

from bot.demo.bureau import GROUP, Role, of
from bot.demo.month import ZONE
from bot.demo.play import LATER, Tell
from bot.demo.stage import Stage
from bot.demo.texts import CLOSE, LOOK
from bot.sandbox.world.messages import Seen
from scoring.calendar import Period
from scoring.language import both

LAST_WEEK = datetime(2026, 12, 7, 9, 0, 5, tzinfo=ZONE)
"""One more weekly post tells of the month, which is not locked yet."""
CLOSES = datetime(2026, 12, 7, 14, 0, tzinfo=ZONE)
"""Two hours after the month was locked."""
SETTLED = datetime(2026, 12, 10, 17, 0, 5, tzinfo=ZONE)
"""Three working days later nobody can object any more."""
YEAR_CLOSES = datetime(2027, 1, 7, 14, 0, tzinfo=ZONE)
"""Nothing more was reported in the year, and all of it is locked."""
MONTH = Period(2026, "month", 11)
MAKING = 6
"""Looks within which the files of all units are made."""
Keep = Callable[[str, bytes], None]


async def end(stage: Stage, tell: Tell, keep: Keep) -> None:
    """Play the end of the month; what a bureau would file is kept by name."""
    admin, leader = of(stage.people, "admin", ""), of(stage.people, "leader", "")
    for at in (LAST_WEEK, CLOSES):
        await _tick(stage, at)
        tell(f"{at:%m-%d %H:%M} {_first_line(stage.chat.seen(GROUP if at == LAST_WEEK else admin.person)[-1])}")
    for signer in (admin, leader):
        await _sign(stage, signer, MONTH, tell)
    await _tick(stage, stage.clock.now() + LATER)
    _kept(stage, keep)
    head = stage.people[0]
    first = stage.rulebook.unit(head.unit)
    of_unit = both(f"排名 {first.name} 11月", f"rank {first.english} 2026-11")
    await _asked(stage, head, of_unit, ("card.png", "trend.png"), keep)
    await _asked(stage, head, both("排名 走势 11月", "rank trend 2026-11"), ("bump.png",), keep)
    await _asked(stage, admin, both("台账 导出", "ledger export"), (), keep)
    await _tick(stage, SETTLED)
    in_group = both("群里：", "In the group: ")
    tell(f"{SETTLED:%m-%d %H:%M} {in_group}{_first_line(stage.chat.seen(GROUP)[-1])}")
    await _tick(stage, YEAR_CLOSES)
    for period in (Period(2026, "quarter", 4), Period(2026, "year", 0)):
        for signer in (admin, leader):
            await _sign(stage, signer, period, tell)
    for _ in range(MAKING):
        await _tick(stage, stage.clock.now() + LATER)
    await _asked(stage, head, both("排名 2026", "rank 2026"), ("year-card.png",), keep)


async def _tick(stage: Stage, at: datetime) -> None:
    stage.clock.move(at)
    if stage.bot is not None:
        await stage.bot.schedule.tick()
    await stage.settled()


async def _sign(stage: Stage, signer: Role, period: Period, tell: Tell) -> None:
    """Let somebody look at what would be published, and sign it."""
    asks = both(f"待定榜 {period.name}\n", f"To be closed: {period.name}\n")
    card = next(seen for seen in reversed(stage.chat.seen(signer.person)) if asks in (seen.text or ""))
    for button in (both(*LOOK), both(*CLOSE)):
        stage.clock.move(stage.clock.now() + LATER)
        stage.chat.press(signer.person, card.id, button)
        await stage.settled()
    at = stage.clock.now().astimezone(ZONE)
    signed = both("看榜后点“定榜”：", "looks at the standings and taps “Close”: ")
    tell(f"{at:%m-%d %H:%M} {signer.name} {signed}{_first_line(stage.chat.seen(signer.person)[-1])}")


def _kept(stage: Stage, keep: Keep) -> None:
    """Keep what the group was given: a board an arena, the circular and the workbook."""
    given = [seen for seen in stage.chat.seen(GROUP) if seen.at >= CLOSES]
    for arena, seen in zip(stage.rulebook.arenas, (seen for seen in given if seen.photo), strict=True):
        keep(f"final-{arena.id}.png", seen.photo or b"")
    for seen in given:
        if seen.document is not None:
            keep(*seen.document)


async def _asked(stage: Stage, person: Role, words: str, names: tuple[str, ...], keep: Keep) -> None:
    """Keep the pictures and documents with which somebody is answered."""
    stage.clock.move(stage.clock.now() + LATER)
    asked = stage.chat.say(person.person, f"/{words}")
    await stage.settled()
    answers = [seen for seen in stage.chat.seen(person.person) if seen.id > asked.id]
    for name, seen in zip(names, (seen for seen in answers if seen.photo is not None), strict=True):
        keep(name, seen.photo or b"")
    for seen in answers:
        if seen.document is not None:
            keep(*seen.document)


def _first_line(seen: Seen) -> str:
    return (seen.text or "").splitlines()[0]
