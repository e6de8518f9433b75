"""Real /reports of the sample's heads through the whole bot, beside a bare echo bot on the same embedded chat.

Each bot is a process of its own; the chat runs in this one. Processor time is what the bot's processes spent.
"""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from statistics import median

from bot.clock import Clock
from bot.demo.bureau import GROUP, GROUP_TITLE, Role, cast
from bot.files import read_sample, sample_path
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from scoring.rulebook.load import load
from tests.cast import BOT, CHINA, TOKEN, Part, roster_csv
from tests.stage import clean, furnish

ROUNDS = 3
BEGIN = datetime(2026, 11, 4, 9, 0, tzinfo=CHINA)
"""October is not locked yet, and November has begun."""
LINES = (
    "急难险重及临时性工作 {}/100", "一体化平台运用 {}/100", "专项检查、督导检查完成 {}/100", "“铁拳”行动实效 {}",
    "案件质量 {}/100", "工单按期回复率 {}/100", "工单办结率 {}/100", "工单满意率 {}/100",
    "信访件化解 {}/100",
)  # fmt: skip
PATIENCE = 300
"""Seconds in which a bot must have done everything."""
TICK = os.sysconf("SC_CLK_TCK")
LETTERS = "SELECT count(*) FROM outbox WHERE state = 'sent'"
OWED = "SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending')"
NEW = "SELECT count(*) FROM inbox WHERE state = 'new'"
Said = list[tuple[int, str]]


def run() -> list[str]:
    """Measure in interleaved rounds; medians, and ratios to the echo bot."""
    people = cast(load(read_sample()))
    with tempfile.TemporaryDirectory() as name:
        folder = furnished(Path(name), people)
        rounds = [(ours(Path(name), folder, people), echo(people)) for _ in range(ROUNDS)]
    (rate, cpu, letters, first, idle, drawing), (base_rate, base_cpu, base_first, base_idle) = (
        [median(found) for found in zip(*side, strict=True)] for side in zip(*rounds, strict=True)
    )
    return [
        f"{len(reports(people))} reports with {letters:.1f} letters each, medians of {ROUNDS} interleaved rounds",
        f"{rate:6.0f} updates/s committed; {base_rate:.0f} echoes of a bare PTB bot: {rate / base_rate:.0%}",
        f"{cpu:6.2f} ms of processor time an update with its letters; an echo {base_cpu:.2f}: {cpu / base_cpu:.1f} x",
        f"{first:6.2f} s of processor time until the first poll; the echo bot {base_first:.2f}",
        f"{idle:6.0f} MB idle, and {drawing:.0f} MB of drawing processes; the echo bot {base_idle:.0f} (proportional)",
    ]


def furnished(folder: Path, people: tuple[Role, ...]) -> Path:
    """Make a data folder with the sample's cast."""
    parts = tuple(Part(one.person, one.name, one.role, one.unit) for one in people)
    found = furnish(folder / "furnished", sample_path(), roster_csv(parts), BEGIN)
    (found / "now").write_text(BEGIN.isoformat(), "utf-8")
    return found


def reports(people: tuple[Role, ...]) -> Said:
    """Return what every head of the 所 reports: nine metrics of two months."""
    heads = [one.person for one in people if one.role == "head" and one.name.endswith("所长")]
    months = ("10月", "11月")
    return [
        (head, f"/report {line.format(60 + (number * 7) % 40)} {month}")
        for month in months
        for line in LINES
        for number, head in enumerate(heads)
    ]


def ours(scratch: Path, furnished: Path, people: tuple[Role, ...]) -> tuple[float, ...]:
    """Measure the bot once: updates/s, ms an update, letters an update, s until the first poll, MB idle, MB drawing."""
    said, folder = reports(people), Path(shutil.copytree(furnished, scratch / "data"))
    with chat_of(people) as (chat, url), running("ours", url, str(folder)) as bot:
        until(lambda: chat.updates.idle)
        first = spent(bot.pid)
        with contextlib.closing(sqlite3.connect(f"file:{folder}/leitai.db?mode=ro", uri=True)) as books:

            def count(query: str) -> int:
                return int(books.execute(query).fetchone()[0])

            for one in people:
                chat.say(one.person, "/start")
            until(lambda: chat.updates.idle and count(NEW) == 0 and count(OWED) == 0)
            time.sleep(1)
            idle, drawing = memory(bot.pid), sum(memory(child) for child in below(bot.pid))
            before, sent, begun = spent(bot.pid), count(LETTERS), time.perf_counter()
            for person, text in said:
                chat.say(person, text)
            until(lambda: chat.updates.idle and count(NEW) == 0)
            taken = time.perf_counter() - begun
            until(lambda: count(OWED) == 0)
            cpu, letters = spent(bot.pid) - before, count(LETTERS) - sent
            assert count("SELECT count(*) FROM submissions") == len(said)
    shutil.rmtree(folder)
    return len(said) / taken, cpu / len(said) * 1000, letters / len(said), first, idle, drawing


def echo(people: tuple[Role, ...]) -> tuple[float, ...]:
    """Measure the echo bot once: updates/s, ms an update, s until the first poll, MB idle."""
    said = reports(people)
    with chat_of(people) as (chat, url), running("ptb", url) as bot:
        until(lambda: chat.updates.idle)
        first = spent(bot.pid)
        time.sleep(1)
        idle, before, begun = memory(bot.pid), spent(bot.pid), time.perf_counter()
        for person, text in said:
            chat.say(person, text)
        until(lambda: len(chat.calls.of("sendMessage", ok=True)) == len(said))
        return (
            len(said) / (time.perf_counter() - begun),
            (spent(bot.pid) - before) / len(said) * 1000,
            first,
            idle,
        )


@contextlib.contextmanager
def chat_of(people: tuple[Role, ...]) -> Iterator[tuple[Chat, str]]:
    """Serve a chat in which everybody has begun to talk to the bot."""
    chat = Chat(clock=Clock(BEGIN).now, token=TOKEN, username=BOT)
    for one in people:
        chat.add_person(one.person, one.name)
    chat.add_group(GROUP, GROUP_TITLE, members=[one.person for one in people], admins=[people[-1].person])
    with serve_in_thread(chat) as server:
        yield chat, server.url


@contextlib.contextmanager
def running(*which: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of the bots."""
    words = [sys.executable, "-m", "tests.benchmarks.bots", *which]
    with subprocess.Popen(words, env=clean(os.environ), stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)


def until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up
        threading.Event().wait(0.005)


def spent(process: int) -> float:
    """Return the seconds of processor time that a process has spent."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(process: int) -> float:
    """Return the MB of memory that a process has, of what it shares its part."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1000


def below(process: int) -> list[int]:
    """List the processes that a process has begun, and those that they have."""
    found = [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()]
    for task in Path(f"/proc/{process}/task").iterdir():
        if task.name != str(process):
            found += [int(each) for each in (task / "children").read_text("utf-8").split()]
    return [each for one in found for each in (one, *below(one))]
