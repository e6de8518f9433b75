"""How the bot runs on the stage: in a thread of this process, or as a process of its own."""

import asyncio
import contextlib
import logging
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.app import Bot, Plan
from bot.clock import Clock, VirtualClock
from bot.restdays import RestDays
from bot.sandbox.api.server import serve_in_thread
from bot.sandbox.chat import Chat
from storage.database import Database
from tests import engine
from tests.cast import BASIC_GROUP, BEGIN, BOT, GROUP, SECRET, TOKEN, enter
from tests.stage.commands import clean
from tests.stage.story import PATIENCE, Stage

NOTICED = 1.0
"""Real seconds within which a running process is promised to look at the file that holds its clock."""


class Errors(logging.Handler):
    """Keeps what was logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.lines.append(self.format(record))


class InProcess(Stage):
    """The bot in a thread of this process, with virtual time: nobody waits for the pace of a chat."""

    clock: VirtualClock
    bot: Bot | None = None

    def start(self) -> None:
        self._told: queue.Queue[str | BaseException] = queue.Queue()
        self._log = Errors()
        logging.getLogger().addHandler(self._log)
        self._thread = threading.Thread(target=self._run, name="bot")
        self._thread.start()
        told = self._told.get(timeout=PATIENCE)
        if isinstance(told, BaseException):
            self._thread.join()
            raise told
        group = self.group if self.env()["LEITAI_GROUP"] else "-"
        assert told.startswith(f"ready bot=@{BOT} group={group} rulebook=sha256:")

    @property
    def running(self) -> bool:
        return self.bot is not None

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - the test is told whatever it was
            self._told.put(error)

    async def _serve(self) -> None:
        database = Database(self.database)
        try:
            database.migrate()
            assert database.holds_lock
            group = self.env()["LEITAI_GROUP"]
            rules = self.rulebook.read_bytes()
            where = int(group) if group else None
            plan = Plan(
                TOKEN, self.server.url, "", rules, where, http=self.http, webhook=self.webhook, bucket=self.bucket
            )
            self.bot = Bot(plan, database, self.clock, RestDays(self.folder))
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            await self.bot.run(self._stop, self._ready, self.console.append)
        finally:
            self.bot = None
            database.close()

    def _ready(self, line: str) -> None:
        """Let only the stage's own clock wake the ticks: what a second of real time wakes comes at another moment."""
        assert self.bot is not None
        self.bot.schedule._scheduler.pause()
        if not self.hurried:
            self.bot.intake.haste.most = sys.maxsize
        self._told.put(line)

    def stop(self) -> None:
        if self.bot is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self.notice(lambda: engine.is_free(self.database))
        logging.getLogger().removeHandler(self._log)
        errors = [line for line in self._log.lines if line.startswith("ERROR")]
        surprising = [line for line in errors if not any(part in line for part in self.expected)]
        assert not surprising, "\n".join(surprising)
        assert not any(SECRET in line for line in self._log.lines)

    def move(self, moment: datetime) -> None:
        self.clock.move(moment)
        if self.bot is not None:
            asyncio.run_coroutine_threadsafe(self.bot.schedule.tick(), self._loop).result(PATIENCE)
            self.settle()


class OwnProcess(Stage):
    """`python -m bot run` as an operator starts it, at the pace of the real world."""

    process: subprocess.Popen[str] | None = None
    program: tuple[str, ...] = ("-m", "bot")
    """What Python is told to run: `leitai`, or that with something amiss."""

    def env(self) -> dict[str, str]:
        """What the operator sets; the clock is a file."""
        return {**super().env(), "LEITAI_CLOCK": str(self._clock_file)}

    @property
    def _clock_file(self) -> Path:
        return self.folder.parent / "now"

    def start(self) -> None:
        self._write_clock()
        self._err = (self.folder.parent / "stderr").open("a+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, *self.program, "run"],
            env={**clean(os.environ), **self.env()},
            stdout=subprocess.PIPE,
            stderr=self._err,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.startswith(f"ready bot=@{BOT} group={self.group} rulebook=sha256:"):
            self._end(signal.SIGKILL)
            raise AssertionError(line + self.stderr())
        self._write_clock()

    def stderr(self) -> str:
        """Return what the process has said on stderr."""
        self._err.seek(0)
        return self._err.read()

    @property
    def running(self) -> bool:
        return self.process is not None

    def kill(self) -> None:
        """Kill the process where it stands."""
        self._end(signal.SIGKILL)
        self._err.close()
        self.until(lambda: not self.chat.updates.polling)

    def stop(self, how: signal.Signals | None = signal.SIGTERM) -> None:
        if self.process is not None:
            assert self._end(how) == 0, self.stderr()
        if not self._err.closed:
            said = self.stderr()
            self._err.close()
            assert SECRET not in said
            assert "Traceback" not in said

    def _end(self, how: signal.Signals | None) -> int:
        """End the process by a word, or None: wait for one that was told to."""
        process, self.process = self.process, None
        assert process is not None
        if how is not None:
            process.send_signal(how)
        rest, _ = process.communicate(timeout=PATIENCE)
        assert rest == "", "one line on stdout"
        return process.returncode

    def move(self, moment: datetime) -> None:
        self.clock.move(moment)
        self._write_clock()
        if self.process is not None:
            threading.Event().wait(NOTICED)

    def _write_clock(self) -> None:
        new = self._clock_file.with_suffix(".new")
        new.write_text(self.clock.now().isoformat(), encoding="utf-8")
        new.replace(self._clock_file)


WAYS: dict[str, type[Stage]] = {"in process": InProcess, "own process": OwnProcess}
both_ways = pytest.mark.parametrize("way", list(WAYS), indirect=True)
"""Marks the core journeys: they must pass however the bot runs."""


@contextlib.contextmanager
def staged(
    way: str, folder: Path, rulebook: Path, *, basic_group: bool = False, begin: datetime = BEGIN
) -> Iterator[Stage]:
    """Set the stage over a data folder that holds the roster; the bot is not started yet."""
    clock = VirtualClock(begin) if way == "in process" else Clock(begin)
    pace = clock.seconds if isinstance(clock, VirtualClock) else time.monotonic
    chat = Chat(clock=clock.now, token=TOKEN, username=BOT, pace=pace)
    group = BASIC_GROUP if basic_group else GROUP
    enter(chat, group=group, basic=basic_group)
    with serve_in_thread(chat) as server:
        yield WAYS[way](chat, server, folder, clock, group, rulebook)


@contextlib.contextmanager
def playing(stage: Stage) -> Iterator[Stage]:
    """Let the bot run for the length of a story, and hold at its end what must always be true."""
    try:
        stage.start()
        yield stage
        if stage.running:
            stage.settle()
    finally:
        stage.stop()
    stage.check()
