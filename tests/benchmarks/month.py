"""Memory over a simulated month: a hundred units report, are confirmed and look, a few every three hours

The bot is a process of its own in virtual time; what it holds (RSS) is looked at at the end of every day.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import linear_regression

from bot.clock import VirtualClock
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from tests.benchmarks.bots import TOKEN
from tests.benchmarks.processes import Words, asked, echoes, family, memory, ours, running, until
from tests.benchmarks.table import Row
from tests.benchmarks.updates import counting
from tests.faults import cast
from tests.faults.cast import LEADER, RULEBOOK
from tests.faults.stream import RATES
from tests.faults.test_season import BEGIN, HEADS, MORE, RULES

DAYS = 30
SETTLED = 5
"""Days after which everything that is loaded once has been."""
HOURS = 3
"""Hours between two looks at the clock, in which so much happens:"""
REPORTS, LOOKS, DECISIONS = 3, 2, 2
LATEST = 40
"""Messages among which a reviewer looks for a card."""
WORK = """SELECT (SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending'))
    + (SELECT count(*) FROM inbox WHERE state = 'new')"""
CONFIRM = "确认"
SEED = 20261109


def run(*, full: bool) -> Iterator[Row | str]:
    """Let the month pass for the bot, and the same be said to an echo bot."""
    days = DAYS if full else SETTLED + 2
    held, said, drawing = lived(days)
    echo = echoed(echoes()["PTB echo bot"], days, said)
    yield f"{days} days, {said * days:,} updates. Growth is the slope from day {SETTLED} on."
    yield Row("held at the end", held[-1], "MB", echo[-1], "PTB echo bot")
    yield Row("growth a day", slope(held) * 1000, "kB", slope(echo) * 1000, "PTB echo bot", "0")
    yield Row("drawing processes at the end", drawing, "MB")


def slope(held: list[float]) -> float:
    """Return the MB by which it grew a day."""
    later = held[SETTLED:]
    return linear_regression(range(len(later)), later).slope


def lived(days: int) -> tuple[list[float], int, float]:
    """Let days pass; returns the MB at the end of each, the updates a day, and the MB of the drawing processes."""
    clock, noise = VirtualClock(BEGIN), random.Random(SEED)
    rows = cast.roster() + [
        {"unit": unit, "name": f"{MORE[unit]}长", "role": "head", "telegram_id": str(HEADS[unit])} for unit in MORE
    ]
    chat = cast.make_chat(clock.now, clock.seconds, rows=rows)
    chat.world.token = TOKEN
    held, since = [], chat.updates.next_id
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cast.move_in(folder, BEGIN, RULES, rows)
        (folder / "rules.toml").write_bytes(RULES)
        (folder / "now").write_text(BEGIN.isoformat(), "utf-8")
        with (
            serve_in_thread(chat) as server,
            running(ours(server.url, folder)) as bot,
            counting(f"sqlite:///{folder}/leitai.db") as count,
        ):
            until(lambda: chat.updates.idle)
            for hour in range(HOURS, 24 * days + 1, HOURS):
                live(chat, noise, clock)
                until(lambda: chat.updates.idle and count(WORK) == 0)
                clock.move(BEGIN + timedelta(hours=hour))
                assert asked(bot, f"move {clock.now().isoformat()}") == "moved"
                if hour % 24 == 0:
                    held.append(memory(bot.pid, "Rss"))
            drawing = sum(memory(each) for each in family(bot.pid)[1:])
    return held, (chat.updates.next_id - since) // days, drawing


def live(chat: Chat, noise: random.Random, clock: VirtualClock) -> None:
    """Let the work of some hours be done."""
    for _ in range(REPORTS):
        metric, counted = RULEBOOK.metric(noise.choice(RATES)), noise.randint(1000, 1100)
        line = f"/report {metric.name} {noise.randint(600, 1000)}/{counted} {clock.now():%Y-%m}"
        chat.say(noise.choice(list(HEADS.values())), line)
    for _ in range(LOOKS):
        chat.say(noise.choice([LEADER, *HEADS.values()]), noise.choice(["/rank", "/mine", "/pending"]))
    for reviewer in noise.sample(list(cast.REVIEWERS.values()), DECISIONS):
        latest = list(chat.rooms[reviewer].messages.values())[-LATEST:]
        cards = [each for each in latest if CONFIRM in (button.text for row in each.buttons for button in row)]
        if cards:
            chat.press(reviewer, cards[-1].id, CONFIRM)


def echoed(words: Callable[[str], Words], days: int, said: int) -> list[float]:
    """Say as much to an echo bot; returns the MB at the end of each day."""
    clock, held = VirtualClock(BEGIN), []
    chat = cast.make_chat(clock.now, clock.seconds)
    chat.world.token = TOKEN
    with serve_in_thread(chat) as server, running(words(server.url)) as bot:
        until(lambda: chat.updates.idle)
        for day in range(1, days + 1):
            for _ in range(said):
                chat.say(LEADER, "/rank")
            until(lambda: len(chat.rooms[LEADER].messages) >= 2 * said * day)  # noqa: B023 - waited for at once
            held.append(memory(bot.pid, "Rss"))
    return held
