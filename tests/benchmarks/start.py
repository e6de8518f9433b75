"""`leitai run` from its start to the first poll, and its memory while it is idle, beside echo bots

The data folder is furnished; everybody has said /start before the memory is looked at. Memory is proportional (Pss).
Each is begun once before anything counts: both sides find their modules compiled, as from the second start on.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

from bot.files import sample_path
from bot.sandbox.chat import Chat
from tests.benchmarks.houses import copy_of
from tests.benchmarks.processes import Words, echoes, family, memory, running, spent, until
from tests.benchmarks.table import Row
from tests.benchmarks.updates import BEGIN, PEOPLE, chat_of, counting, furnished, greet
from tests.cast import TOKEN

LEITAI = (sys.executable, "-m", "bot", "run")
REST = 1.0
"""Seconds in which what has just been done comes to rest."""
Found = tuple[float, float, float]


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure in turns; medians."""
    rounds = 3 if full else 1
    found: dict[str, list[Found]] = {"ours": [], **{name: [] for name in echoes()}}
    for _ in range(1 + rounds):
        found["ours"].append(ours())
        for echo, words in echoes().items():
            found[echo].append(echoing(words))
    found = {name: some[1:] for name, some in found.items()}
    middle = {name: [median(each) for each in zip(*some, strict=True)] for name, some in found.items()}
    first, cpu, idle = middle.pop("ours")
    yield f"Medians of {rounds} rounds."
    for name, (base_first, base_cpu, base_idle) in middle.items():
        aims = (f"≤ {base_first * 1.5 + 0.2:.2f} s", "≤ 90 MB") if name.startswith("PTB") else ("", "")
        yield Row("from the start to the first poll", first, "s", base_first, name, aims[0])
        yield Row("processor time until then", cpu, "s", base_cpu, name)
        yield Row("idle, all processes", idle, "MB", base_idle, name, aims[1])


def settings(url: str, folder: Path) -> dict[str, str]:
    """Return what an operator sets."""
    return {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": url,
        "LEITAI_RULEBOOK": str(sample_path()),
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_CLOCK": BEGIN.isoformat(),
        "LEITAI_LOG_LEVEL": "ERROR",
    }


def ours() -> Found:
    """Measure our bot once."""
    with (
        chat_of() as (chat, url),
        copy_of(furnished()) as folder,
        begun(chat, LEITAI, settings(url, folder)) as (bot, first, cpu),
        counting(f"sqlite:///{folder}/leitai.db") as count,
    ):
        greet(chat, count)
        time.sleep(REST)
        idle = sum(map(memory, family(bot)))
    return first, cpu, idle


def echoing(words: Callable[[str], Words]) -> Found:
    """Measure an echo bot once."""
    with chat_of() as (chat, url), begun(chat, words(url)) as (bot, first, cpu):
        for one in PEOPLE:
            chat.say(one.person, "/start")
        until(lambda: chat.updates.idle)
        time.sleep(REST)
        return first, cpu, sum(map(memory, family(bot)))


@contextlib.contextmanager
def begun(chat: Chat, words: Words, env: Mapping[str, str] | None = None) -> Iterator[tuple[int, float, float]]:
    """Run a bot; gives its number, the seconds until its first poll, and those of processor time."""
    since = time.perf_counter()
    with running(words, env) as bot:
        until(lambda: chat.updates.poll)
        yield bot.pid, time.perf_counter() - since, spent(bot.pid)
