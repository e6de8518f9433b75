"""The stage: the cast in the embedded chat, and the bot either in this process or in one of its own."""

import asyncio
import contextlib
import io
import json
import logging
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from bot import cli
from bot.app import Bot, Plan
from bot.clock import Clock, VirtualClock
from bot.files import sample_path
from bot.restdays import RestDays
from bot.sandbox.api.server import Server, serve_in_thread
from bot.sandbox.chat import Chat
from bot.sandbox.world.messages import Message, Seen
from storage.database import Database
from tests.cast import BASIC_GROUP, BEGIN, BOT, GROUP, SECRET, TOKEN, enter

PATIENCE = 30
"""Real seconds after which a test gives up waiting."""
NOTICED = 1.0
"""Real seconds within which a running process is promised to look at the file that holds its clock."""
WAITING = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
     + (SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending'))
     + (SELECT count(*) FROM drafts WHERE kind = 'table' AND ended_at IS NULL)
     + (SELECT count(*) FROM attachments WHERE state = 'owed')
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command of `leitai` ended."""

    code: int
    out: str
    err: str

    @property
    def reason(self) -> str:
        """The last line on stderr."""
        return self.err.rstrip("\n").rpartition("\n")[2]


@dataclass
class Stage:
    """The world of one test; every method leaves the bot with nothing in hand unless it says otherwise."""

    chat: Chat
    server: Server
    folder: Path
    clock: Clock
    group: int = GROUP
    rulebook: Path = field(default_factory=sample_path)
    expected: list[str] = field(default_factory=list)
    """Parts of messages that the log may hold at level ERROR."""
    settings: dict[str, str] = field(default_factory=dict)
    """What the operator sets otherwise than usual."""

    def start(self) -> None:
        """Start the bot and wait until it is ready."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop the bot as an operator would."""
        raise NotImplementedError

    @property
    def running(self) -> bool:
        """Whether the bot runs."""
        raise NotImplementedError

    def leitai(self, *words: str, env: Mapping[str, str] | None = None) -> Done:
        """Run a command beside the bot."""
        return command(*words, env={**self.env(), **(env or {})})

    def move(self, moment: datetime) -> None:
        """Let the clock stand at a moment."""
        raise NotImplementedError

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.move(self.clock.now() + timedelta(**delta))

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / "leitai.db"

    def env(self) -> dict[str, str]:
        """What the operator sets."""
        return {
            "LEITAI_TOKEN": TOKEN,
            "LEITAI_API_URL": self.server.url,
            "LEITAI_RULEBOOK": str(self.rulebook),
            "LEITAI_DATA_DIR": str(self.folder),
            "LEITAI_GROUP": str(self.group),
            "LEITAI_CLOCK": self.clock.now().isoformat(),
            **self.settings,
        }

    # What people do

    def say(self, person: int, text: str | None = None, **how: Any) -> Message:
        """Let somebody write, and the bot do what follows."""
        message = self.chat.say(person, text, **how)
        self.settle()
        return message

    def press(self, person: int, message: int, label: str, *, to: int | None = None) -> tuple[str, bool]:
        """Let somebody press a button; returns what the presser was told, and whether as an alert."""
        press = self.chat.press(person, message, label, to=to)
        self.settle()
        return press.answers[0]

    def forge(self, place: int, message: int, data: str) -> None:
        """Put a button that says 旧 under a message of the bot, as an old version of the program may have done."""
        markup = self.chat.rooms[place].messages[message].now.markup
        assert markup is not None
        markup["inline_keyboard"] = [[{"text": "旧", "callback_data": data}]]

    def report(self, person: int = 0, line: str = "工单按期回复率 98/100", **how: Any) -> Message:
        """Let a head report."""
        return self.say(person, f"/report {line}", **how)

    # What people see

    def said(self, place: int) -> list[Seen]:
        """List the bot's messages in a chat."""
        return [message for message in self.chat.seen(place) if message.sender == self.chat.bot.id]

    def last(self, place: int) -> Seen:
        """Show the bot's last message in a chat."""
        return self.said(place)[-1]

    def cards(self, place: int) -> list[Seen]:
        """List the cards in a chat, each as it looks now."""
        return [message for message in self.said(place) if "上报人：" in message.text]

    def card(self, place: int) -> Seen:
        """Show the last card in a chat."""
        return self.cards(place)[-1]

    def seen(self, place: int, message: int) -> Seen:
        """Show one message of a chat as it looks now."""
        return next(one for one in self.chat.seen(place) if one.id == message)

    def counts(self) -> dict[int, int]:
        """Count the bot's messages in every chat."""
        return {place: len(self.said(place)) for place in self.chat.rooms}

    def new(self, before: Mapping[int, int]) -> dict[int, list[str]]:
        """List what the bot has said since, by chat."""
        found = {place: [seen.text for seen in self.said(place)[before[place] :]] for place in before}
        return {place: texts for place, texts in found.items() if texts}

    # What the books say

    def json(self, *words: str) -> Any:
        """Run a command and read its JSON."""
        done = self.leitai(*words, "--format", "json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    def books(self, number: int = 1) -> dict[str, Any]:
        """Return one submission as `leitai submissions` tells it."""
        found: dict[str, Any] = next(row for row in self.json("submissions") if row["number"] == number)
        return found

    def row(self, unit: str = "donghu", period: str = "2026-11", arena: str = "offices") -> dict[str, Any]:
        """Return a unit's row as `leitai standings` tells it."""
        rows = self.json("standings", "--period", period, "--arena", arena)["rows"]
        found: dict[str, Any] = next(row for row in rows if row["unit"] == unit)
        return found

    # Waiting

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something can be seen in the chat."""
        self.chat.block_until(condition, PATIENCE)

    def notice(self, condition: Callable[[], object]) -> None:
        """Wait until something holds that cannot be seen in the chat."""
        give_up = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < give_up
            threading.Event().wait(0.005)

    def settle(self) -> None:
        """Wait until the bot has taken in everything, sent everything, and answered every press."""
        give_up = time.monotonic() + PATIENCE
        look = threading.Event()
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as books:
            while not (self.chat.updates.idle and self._owed(books) == 0 and not self.chat.unanswered()):
                if time.monotonic() > give_up:
                    raise TimeoutError(f"owed {self._owed(books)}, unanswered {self.chat.unanswered()}")
                look.wait(0.005)

    @staticmethod
    def _owed(books: sqlite3.Connection) -> int:
        return int(books.execute(WAITING).fetchone()[0])

    # The end of every test

    def check(self) -> None:
        """Hold what must be true at the end of every story."""
        assert self.chat.judge.violations == []
        assert [press.label for press in self.chat.presses.values() if len(press.answers) != 1] == []
        assert self.leitai("audit", "verify").code == 0
        for file in (path for path in self.folder.rglob("*") if path.is_file()):
            assert SECRET.encode() not in file.read_bytes(), f"the token is in {file.name}"


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
        assert told.startswith(f"ready bot=@{BOT} group={self.group} rulebook=sha256:")

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
            plan = Plan(TOKEN, self.server.url, "", self.rulebook.read_bytes(), int(self.env()["LEITAI_GROUP"]))
            self.bot = Bot(plan, database, self.clock, RestDays(self.folder))
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            await self.bot.run(self._stop, self._told.put)
        finally:
            self.bot = None
            database.close()

    def stop(self) -> None:
        if self.bot is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
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
            [sys.executable, "-m", "bot", "run"],
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

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is not None:
            assert self._end(how) == 0, self.stderr()
        if not self._err.closed:
            said = self.stderr()
            self._err.close()
            assert SECRET not in said
            assert "Traceback" not in said

    def _end(self, how: signal.Signals) -> int:
        process, self.process = self.process, None
        assert process is not None
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


def labels(message: Seen) -> list[str]:
    """Return what is written on the buttons under a message."""
    return [button.text for row in message.buttons for button in row]


def command(*words: str, env: Mapping[str, str]) -> Done:
    """Run a command of `leitai` in this process, with no other settings than these."""
    out, err = io.StringIO(), io.StringIO()
    with (
        mock.patch.dict(os.environ, {**clean(os.environ), **env}, clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = cli._run(list(words))
    return Done(code, out.getvalue(), err.getvalue())


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without settings of Leitai."""
    return {name: value for name, value in environment.items() if not name.startswith("LEITAI_")}


WAYS: dict[str, type[Stage]] = {"in process": InProcess, "own process": OwnProcess}
both_ways = pytest.mark.parametrize("way", list(WAYS), indirect=True)
"""Marks the core journeys: they must pass however the bot runs."""


def furnish(folder: Path, rulebook: Path, roster: str) -> Path:
    """Make a data folder as `leitai roster import` leaves it."""
    file = folder.with_name(f"{folder.name}.csv")
    file.write_text(roster, encoding="utf-8")
    settings = {
        "LEITAI_TOKEN": TOKEN,
        "LEITAI_API_URL": "http://127.0.0.1:9",
        "LEITAI_DATA_DIR": str(folder),
        "LEITAI_RULEBOOK": str(rulebook),
        "LEITAI_CLOCK": (BEGIN - timedelta(hours=1)).isoformat(),
    }
    done = command("roster", "import", str(file), env=settings)
    assert done.code == 0, done.err
    return folder


@contextlib.contextmanager
def staged(way: str, folder: Path, rulebook: Path, *, basic_group: bool = False) -> Iterator[Stage]:
    """Set the stage over a data folder that holds the roster; the bot is not started yet."""
    clock = VirtualClock(BEGIN) if way == "in process" else Clock(BEGIN)
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
