"""The longest stall of the bot's event loop: idle, while reports come, while pictures are drawn

Late: how late a beat of a thousandth of a second comes, at most, in the bot's own process, whatever held it up: a busy
machine, too. At once: how much processor time the loop itself spent between two beats, at most.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from statistics import median

from tests.benchmarks.houses import copy_of, house
from tests.benchmarks.processes import asked, echoes, ours, running, until
from tests.benchmarks.rank import drawn, enter, people
from tests.benchmarks.table import Row
from tests.benchmarks.updates import (
    ECHOED,
    OWED,
    chat_of,
    committed,
    counting,
    furnished,
    greet,
    reports,
)

ROUNDS = 3
IDLE = 3.0
"""Seconds in which nothing happens."""
HEADS = {20: 20, 10_000: 1}
"""Who asks for pictures at once, by units."""
AIMS = {20: "≤ 10 ms", 10_000: "≤ 50 ms"}
Stall = tuple[str, str]
"""What was going on, and what the bot said of it."""


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure in turns; of the longest of every round the median."""
    rounds, sizes = (ROUNDS, list(HEADS)) if full else (1, list(HEADS)[:1])
    found: dict[str, list[list[float]]] = defaultdict(list)
    for _ in range(rounds):
        for what, told in (*of_reports(), *of_echoes(), of_pictures(sizes[0])):
            found[what].append([float(each) * 1000 for each in told.split()])
    for size in sizes[1:]:
        what, told = of_pictures(size)
        found[what].append([float(each) * 1000 for each in told.split()])
    middle = {what: [median(each) for each in zip(*some, strict=True)] for what, some in found.items()}
    yield f"The longest of each of {rounds} rounds, their median; of the greatest house once. Beside it: PTB's loop."
    aims = {"idle": "", "updates": "≤ 50 ms", **{pictures(size): aim for size, aim in AIMS.items()}}
    for what, each in middle.items():
        if what not in aims:
            continue
        base = middle["echo idle" if what == "idle" else "echo updates"]
        yield Row(f"{what}, late", each[0], "ms", base[0], "PTB echo bot", aims[what])
        yield Row(f"{what}, at once", each[1], "ms", base[1], "PTB echo bot")


def pictures(size: int) -> str:
    """Name what is going on where many ask for a picture."""
    return f"`/rank` of {HEADS[size]} at {size:,} units"


def of_reports() -> Iterator[Stall]:
    """Watch the bot while it is idle, and while everybody reports."""
    with (
        chat_of() as (chat, url),
        copy_of(furnished()) as folder,
        running(ours(url, folder, "watched")) as bot,
        counting(f"sqlite:///{folder}/leitai.db") as count,
    ):
        greet(chat, count)
        asked(bot, "stall")
        time.sleep(IDLE)
        yield "idle", asked(bot, "stall")
        committed(chat, reports(), count)
        until(lambda: count(OWED) == 0)
        yield "updates", asked(bot, "stall")


def of_pictures(size: int) -> Stall:
    """Watch the bot while many ask for a picture."""
    with chat_of() as (chat, url), copy_of(house(size)) as folder, running(ours(url, folder, "watched")) as bot:
        enter(chat)
        until(lambda: chat.updates.idle)
        asked(bot, "stall")
        heads = people()[: HEADS[size]]
        for person in heads:
            chat.say(person, "/rank")
        until(lambda: all(drawn(chat, person) for person in heads))
        return pictures(size), asked(bot, "stall")


def of_echoes() -> Iterator[Stall]:
    """Watch the echo bot."""
    said = reports() * ECHOED
    with chat_of() as (chat, url), running((*echoes()["PTB echo bot"](url), "watched")) as bot:
        until(lambda: chat.updates.idle)
        asked(bot, "stall")
        time.sleep(IDLE)
        yield "echo idle", asked(bot, "stall")
        for person, line in said:
            chat.say(person, line)
        until(lambda: len(chat.calls) > len(said) and len(chat.calls.of("sendMessage", ok=True)) == len(said))
        yield "echo updates", asked(bot, "stall")
