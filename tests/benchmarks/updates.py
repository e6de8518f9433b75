"""Real /reports of the sample's heads through the whole bot, beside echo bots on the same embedded chat

Each bot is a process of its own; the chat runs in this one. Processor time is what the bot's processes spent.
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine, text

from bot.clock import Clock
from bot.demo.bureau import GROUP, Role, cast, group_title
from bot.files import read_sample, sample_path
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from scoring.rulebook.load import load
from tests.benchmarks.houses import copy_of, new_folder
from tests.benchmarks.processes import Words, echoes, family, ours, running, spent, until
from tests.benchmarks.table import Row
from tests.cast import BOT, CHINA, TOKEN, Part, roster_csv
from tests.stage import furnish

BEGIN = datetime(2026, 11, 4, 9, 0, tzinfo=CHINA)
"""October is not locked yet, and November has begun."""
LINES = (
    "一体化平台运用 {}/100", "“铁拳”行动实效 {}",
    "案件质量 {}/100", "工单按期回复率 {}/100", "工单办结率 {}/100", "工单满意率 {}/100",
    "信访件化解 {}/100",
)  # fmt: skip
ECHOED = 5
"""Times that an echo bot is told everything."""
PEOPLE = cast(load(read_sample()))
LETTERS = "SELECT count(*) FROM outbox WHERE state = 'sent'"
OWED = "SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending')"
NEW = "SELECT count(*) FROM inbox WHERE state = 'new'"
CLAIMS = "SELECT count(*) FROM submissions"
Count = Callable[[str], int]
Said = list[tuple[int, str]]


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure in turns; medians."""
    rounds, said = 3 if full else 1, reports()
    found: dict[str, list[tuple[float, ...]]] = {"ours": [], **{name: [] for name in echoes()}}
    for _ in range(rounds):
        found["ours"].append(reported(said))
        for echo, words in echoes().items():
            found[echo].append(echoed(words, said * ECHOED))
    middle = {name: [median(each) for each in zip(*some, strict=True)] for name, some in found.items()}
    rate, cpu, letters = middle.pop("ours")
    yield f"{len(said)} reports, {letters:.1f} letters each, that wait for no pace; medians of {rounds} rounds, SQLite."
    for name, (base, each) in middle.items():
        is_ptb = name.startswith("PTB")
        yield Row("updates committed", rate, "/s", base, name, "≥ 0.3" if is_ptb else "")
        yield Row("processor time an update with its letters", cpu, "ms", each, name, "≤ 6" if is_ptb else "")
    if len(middle) == 1:
        yield "No aiogram here: `make bench-full` makes its environment."


@cache
def furnished() -> Path:
    """Make a data folder with the sample's cast, once in a process."""
    parts = tuple(Part(one.person, one.name, one.role, one.unit) for one in PEOPLE)
    found = furnish(new_folder() / "data", sample_path(), roster_csv(parts), BEGIN)
    (found / "now").write_text(BEGIN.isoformat(), "utf-8")
    return found


def reports() -> Said:
    """Return what every head of the 所 reports: nine metrics of two months."""
    heads = [one.person for one in PEOPLE if one.role == "head" and one.name.endswith("所长")]
    return [
        (head, f"/report {line.format(60 + (number * 7) % 40)} {month}")
        for month in ("10月", "11月")
        for line in LINES
        for number, head in enumerate(heads)
    ]


def reported(said: Said) -> tuple[float, float, float]:
    """Measure our bot once: updates/s, ms an update, letters an update."""
    with (
        chat_of() as (chat, url),
        copy_of(furnished()) as folder,
        running(ours(url, folder)) as bot,
        counting(f"sqlite:///{folder}/leitai.db") as count,
    ):
        greet(chat, count)
        before, sent = spent(bot.pid), count(LETTERS)
        rate = committed(chat, said, count)
        until(lambda: count(OWED) == 0)
        cpu, letters = sum(map(spent, family(bot.pid))) - before, count(LETTERS) - sent
    return rate, cpu / len(said) * 1000, letters / len(said)


def greet(chat: Chat, count: Count) -> None:
    """Let everybody begin to talk to the bot, and it have said what there is to say."""
    until(lambda: chat.updates.idle)
    for one in PEOPLE:
        chat.say(one.person, "/start")
    until(lambda: chat.updates.idle and count(NEW) == 0 and count(OWED) == 0)


def committed(chat: Chat, said: Said, count: Count) -> float:
    """Let everything be said, and return how many updates a second were committed."""
    begun = time.perf_counter()
    for person, line in said:
        chat.say(person, line)
    until(lambda: chat.updates.idle and count(NEW) == 0)
    rate = len(said) / (time.perf_counter() - begun)
    assert count(CLAIMS) == len(said)
    return rate


def echoed(words: Callable[[str], Words], said: Said) -> tuple[float, float]:
    """Measure an echo bot once: updates/s, ms an update."""
    with chat_of() as (chat, url), running(words(url)) as bot:
        until(lambda: chat.updates.idle)
        before, begun = spent(bot.pid), time.perf_counter()
        for person, line in said:
            chat.say(person, line)
        until(lambda: len(chat.calls) > len(said) and len(chat.calls.of("sendMessage", ok=True)) == len(said))
        taken = time.perf_counter() - begun
        return len(said) / taken, (spent(bot.pid) - before) / len(said) * 1000


@contextlib.contextmanager
def chat_of(people: tuple[Role, ...] = PEOPLE, begin: datetime = BEGIN) -> Iterator[tuple[Chat, str]]:
    """Serve a chat in which everybody has begun to talk to the bot."""
    chat = Chat(clock=Clock(begin).now, token=TOKEN, username=BOT)
    for one in people:
        chat.add_person(one.person, one.name, started=True)
    chat.add_group(GROUP, group_title(), members=[one.person for one in people], admins=[people[-1].person])
    with serve_in_thread(chat) as server:
        yield chat, server.url


@contextlib.contextmanager
def counting(url: str) -> Iterator[Count]:
    """Ask a database past the program."""
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        yield lambda query: int(connection.execute(text(query)).scalar_one())
