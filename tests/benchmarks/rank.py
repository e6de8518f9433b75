"""/rank from the update to its answer, at 20 and 10,000 units with a year of data

Owed: the letters are committed. Arrived: the picture, or the first album, is with the chat server. No letter waits for
a pace, and every picture is another one, as each marks the head's own unit.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bot.sandbox.chat import Chat
from bot.sandbox.watch.ledger import Call
from tests.benchmarks.houses import FIRST_HEAD, copy_of, house
from tests.benchmarks.processes import asked, echoes, ours, running, until
from tests.benchmarks.table import Row
from tests.benchmarks.updates import chat_of

ASKED, ASKED_OF_MANY = 20, 3
AIM = "≤ 5 ms"
MANY = 10_000
Found = tuple[float, float, float]


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure one head after the other; medians, the first one apart, for whom the drawing process is begun."""
    base = median(echoed()) * 1000
    first, *rest = ranks(house(20), ASKED)
    worked, owed, arrived = (median(each) * 1000 for each in zip(*rest, strict=True))
    yield f"{ASKED} heads, one after the other; medians of all but the first. Beside it: an echo, there and back."
    yield Row("20 units: owed once it is begun", worked, "ms", aim=AIM)
    yield Row("20 units: owed since it was sent", owed, "ms", base, "PTB echo bot")
    yield Row("20 units: arrived since it was sent", arrived, "ms", base, "PTB echo bot")
    yield Row("20 units: the first one arrived", first[2] * 1000, "ms", base, "PTB echo bot")
    if full:
        many = [next(ranks(house(MANY), 1)) for _ in range(ASKED_OF_MANY)]
        worked, owed, arrived = (median(each) * 1000 for each in zip(*many, strict=True))
        yield f"One head at {MANY:,} units, just after the start of the bot; medians of {ASKED_OF_MANY}."
        yield Row(f"{MANY:,} units: owed once it is begun", worked, "ms")
        yield Row(f"{MANY:,} units: owed since it was sent", owed, "ms", base, "PTB echo bot")
        yield Row(f"{MANY:,} units: the first album arrived", arrived, "ms", base, "PTB echo bot")


def ranks(folder: Path, heads: int) -> Iterator[Found]:
    """Yield of every head the seconds in which the letters were owed, until they were, and until the picture came."""
    with chat_of() as (chat, url), copy_of(folder) as copy, running(ours(url, copy)) as bot:
        enter(chat)
        until(lambda: chat.updates.idle)
        for person in people()[:heads]:
            since = say(chat, person, "/rank")
            until(lambda: drawn(chat, person))  # noqa: B023 - waited for at once
            settled, worked = map(float, asked(bot, "settled").split())
            yield worked, settled - since, drawn(chat, person)[0].pace - since


def drawn(chat: Chat, person: int) -> list[Call]:
    """Return the calls that brought somebody pictures."""
    return chat.calls.of("sendPhoto", "sendMediaGroup", chat=person, ok=True)


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
