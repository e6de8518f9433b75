"""Playing the scripted month on the stage: reports, decisions and their twists, matters, a weekly post every Monday."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.bureau import GROUP, Role
from bot.demo.matters import Deed, deeds
from bot.demo.month import Step, mondays, steps
from bot.demo.stage import Stage
from scoring.language import both

Tell = Callable[[str], None]
Count = Callable[[int, int], None]
"""Is told how much of how much is done."""
LATER = timedelta(minutes=6)
"""How long a reviewer takes; a decision in the second in which a card changes would be about the old card."""


async def play(
    stage: Stage,
    until: datetime,
    tell: Tell,
    posted: Callable[[datetime], None] = lambda _at: None,
    count: Count = lambda _done, _all: None,
) -> None:
    """Play every report and every matter up to a moment, with the Mondays' posts between them, and count them."""
    todo: list[tuple[datetime, Step | Deed | None]] = [(step.at, step) for step in steps(stage.rulebook, stage.people)]
    todo += [(deed.at, deed) for deed in deeds(stage.rulebook, stage.people)]
    todo += [(monday, None) for monday in mondays(stage.rulebook)]
    todo = sorted((item for item in todo if item[0] <= until), key=lambda item: item[0])
    count(0, len(todo))
    for done, (at, step) in enumerate(todo, 1):
        if at > stage.clock.now():
            stage.clock.move(at)
        if step is None:
            await _post(stage, at, tell)
            posted(at)
        elif isinstance(step, Deed):
            await _act(stage, step, tell)
        else:
            await _report(stage, step, tell)
        count(done, len(todo))


async def _act(stage: Stage, deed: Deed, tell: Tell) -> None:
    """Let somebody assign, finish or verify a matter."""
    stage.chat.say(deed.person.person, deed.text, to=GROUP if deed.in_group else None)
    await stage.settled()
    tell(f"{deed.at:%m-%d %H:%M} {_speaker(deed)}{deed.text}")


def _speaker(one: Step | Deed) -> str:
    """Name who says what follows, and that the group hears it."""
    name = one.person.name if isinstance(one, Deed) else one.reporter.name
    return both(f"{name}{'（群）' * one.in_group}：", f"{name}{' (group)' * one.in_group}: ")


async def _post(stage: Stage, at: datetime, tell: Tell) -> None:
    """Let the weekly post go out."""
    if stage.bot is not None:
        await stage.bot.schedule.tick()
    await stage.settled()
    posted = both("【周榜】已发到群里：", "Weekly boards, posted to the group: ")
    tell(f"{at:%m-%d %H:%M} {posted}{_boards(stage)[-1].splitlines()[0]}")


def _boards(stage: Stage) -> list[str]:
    return [seen.text or "" for seen in stage.chat.seen(GROUP) if seen.photo]


async def _report(stage: Stage, step: Step, tell: Tell) -> None:
    """Send one report and let its reviewers decide."""
    chat, place = stage.chat, GROUP if step.in_group else step.reporter.person
    target = GROUP if step.in_group else None
    if step.photo:
        message = chat.say(step.reporter.person, to=target, photo=photo(stage), caption=step.text)
    else:
        message = chat.say(step.reporter.person, step.text, to=target)
    await stage.settled()
    tell(f"{step.at:%m-%d %H:%M} {_speaker(step)}{step.text}")
    if step.twist == "withdraw" and not step.in_group:
        receipt = chat.seen(place)[-1]
        chat.press(step.reporter.person, receipt.id, both("撤回", "Withdraw"))
        await stage.settled()
        tell(f"　　{step.reporter.name} {both('撤回，误点了，又恢复', 'withdraws it by mistake, and restores it')}")
        chat.press(step.reporter.person, chat.seen(place)[-1].id, both("恢复", "Restore"))
        await stage.settled()
    for reviewer in step.reviewers:
        await _decide(stage, step, reviewer, tell, message.id)


async def _decide(stage: Stage, step: Step, reviewer: Role, tell: Tell, original: int) -> None:
    chat = stage.chat
    place, target = (GROUP, GROUP) if step.in_group else (reviewer.person, None)
    stage.clock.move(stage.clock.now() + LATER)
    card = stage.newest_card(place, step)
    if step.twist == "return" and not step.in_group:
        why = both("退回 请核对原始台账后重报", "return please check the books and report again")
        chat.say(reviewer.person, why, to=target, reply_to=card.id)
        await stage.settled()
        again = step.reporter.name
        told = both(f"退回，{again} 核对后重报", f"returns it; {again} checks and reports again")
        tell(f"　　{reviewer.name} {told}")
        chat.say(step.reporter.person, step.text, to=target)
        await stage.settled()
        stage.clock.move(stage.clock.now() + LATER)
        card = stage.newest_card(place, step)
    if step.twist == "take_back":
        chat.press(reviewer.person, card.id, both("确认", "Confirm"), to=target)
        await stage.settled()
        chat.say(reviewer.person, both("撤销", "undo"), to=target, reply_to=card.id)
        await stage.settled()
        tell(f"　　{reviewer.name} {both('确认后撤销，再次核对', 'confirms it, undoes that, and checks once more')}")
    word = amended(step) if step.twist == "amend" else ""
    if not word and original % 2:
        chat.press(reviewer.person, card.id, both("确认", "Confirm"), to=target)
    else:
        word = word or both("确认", "confirm")
        chat.say(reviewer.person, word, to=target, reply_to=card.id)
    await stage.settled()
    word = word or both("确认", "confirm")
    tell(f"　　{reviewer.name}{both('：', ': ')}{word}")


def amended(step: Step) -> str:
    """Return an amendment that takes one case off a k/n; of no other value."""
    k, slash, n = step.value.partition("/")
    if not slash:
        return ""
    return both("改为 {k}/{n} 一件超期未扣除", "amend to {k}/{n} one was late").format(k=max(int(k) - 1, 1), n=n)


def photo(stage: Stage) -> bytes:
    """Return a picture to attach: the newest board in the group, or a plain sheet before the first one."""
    boards = [seen.photo for seen in stage.chat.seen(GROUP) if seen.photo]
    return boards[-1] if boards and boards[-1] is not None else _sheet()


def _sheet() -> bytes:
    import io  # noqa: PLC0415 - only before the first board

    from PIL import Image  # noqa: PLC0415 - as above

    sheet = io.BytesIO()
    Image.new("RGB", (640, 480), "#f2efe6").save(sheet, "PNG")
    return sheet.getvalue()
