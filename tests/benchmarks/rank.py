"""/rank from the update to its answer, at 20 and 10,000 units with a year of data

Owed: the letters are committed. Arrived: the picture is with the chat server. Every head asks once; no letter waits for
a pace, and every picture is another one, as each marks the head's own unit.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bot.sandbox.chat import Chat
from tests.benchmarks.houses import FIRST_HEAD, house
from tests.benchmarks.processes import asked, echoes, ours, running, until
from tests.benchmarks.table import Row
from tests.benchmarks.updates import chat_of

ASKED = 20
SIZES = (20, 10_000)
AIMS = {20: "≤ 5 ms"}
Found = tuple[float, float, float]


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure one head after the other; medians, the first one apart, for whom the drawing process is begun."""
    base = median(echoed())
    yield f"{ASKED} heads one after the other; medians of all but the first. Beside it: an echo, there and back."
    for size in SIZES if full else SIZES[:1]:
        first, *rest = ranks(house(size))
        worked, owed, arrived = (median(each) * 1000 for each in zip(*rest, strict=True))
        what = f"`/rank` at {size:,} units"
        yield Row(f"{what}: owed once it is begun", worked, "ms", aim=AIMS.get(size, ""))
        yield Row(f"{what}: owed since it was sent", owed, "ms", base * 1000, "PTB echo bot")
        yield Row(f"{what}: arrived since it was sent", arrived, "ms", base * 1000, "PTB echo bot")
        yield Row(f"{what}: the first one arrived", first[2] * 1000, "ms", base * 1000, "PTB echo bot")


def ranks(folder: Path) -> Iterator[Found]:
    """Yield of every head the seconds in which the letters were owed, until they were, and until the picture came."""
    with chat_of() as (chat, url), running(ours(url, folder)) as bot:
        enter(chat)
        until(lambda: chat.updates.idle)
        for person in people():
            since = say(chat, person, "/rank")
            until(lambda: chat.calls.of("sendPhoto", chat=person, ok=True))  # noqa: B023 - waited for at once
            arrived = chat.calls.of("sendPhoto", chat=person, ok=True)[0].pace
            settled, worked = map(float, asked(bot, "settled").split())
            yield worked, settled - since, arrived - since


def echoed() -> Iterator[float]:
    """Yield the seconds until each head is echoed."""
    with chat_of() as (chat, url), running(echoes()["PTB echo bot"](url)):
        enter(chat)
        until(lambda: chat.updates.idle)
        for person in people():
            since = say(chat, person, "/rank")
            until(lambda: chat.calls.of("sendMessage", chat=person, ok=True))  # noqa: B023 - as above
            yield chat.calls.of("sendMessage", chat=person, ok=True)[0].pace - since


def people() -> range:
    """Return who asks."""
    return range(FIRST_HEAD, FIRST_HEAD + ASKED)


def enter(chat: Chat) -> None:
    """Let them begin to talk to the bot."""
    for person in people():
        chat.add_person(person, f"负责人{person}", started=True)


def say(chat: Chat, person: int, text: str) -> float:
    """Let somebody say something; returns when that was."""
    since = time.monotonic()
    chat.say(person, text)
    return since
