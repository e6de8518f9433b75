"""What happens on the stage: what people do, what they see, and what the books say of it."""

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.clock import Clock
from bot.files import sample_path
from bot.sandbox.api.server import Server
from bot.sandbox.chat import Chat
from bot.sandbox.world.messages import Message, Seen
from bot.shelf import Bucket
from storage.place import Place
from tests import engine
from tests.cast import GROUP, PARTS, SECRET, TOKEN, Part, roster_csv
from tests.stage.commands import Done, command

CHINESE = re.compile(r"[\u3001\u3002\u3400-\u9fff\uff01-\uff5e\U00020000-\U0003ffff]")
"""Chinese characters, and the punctuation that stands among them."""
PATIENCE = 30
"""Real seconds after which a test gives up waiting."""
WAITING = """
SELECT (SELECT count(*) FROM inbox WHERE state = 'new')
     + (SELECT count(*) FROM outbox WHERE state IN ('ready', 'sending'))
     + (SELECT count(*) FROM drafts
        WHERE kind IN ('table', 'rulebook_file', 'template_file', 'roster_file', 'orders_file') AND ended_at IS NULL)
     + (SELECT count(*) FROM attachments WHERE state = 'owed')
"""


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
    hurried: bool = False
    """Whether a bot in this process minds how fast people write: here time stands still meanwhile."""
    http: tuple[str, int] | None = None
    """Where a bot in this process listens."""
    webhook: str = ""
    """Where updates are brought to a bot in this process; it polls otherwise."""
    bucket: Bucket | None = None
    """Where a bot in this process keeps evidence, if not beside its database."""
    console: list[str] = field(default_factory=list)
    """What a bot in this process told the operator beside its log."""

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

    def employ(self, *joining: Part, leaving: tuple[int, ...] = ()) -> None:
        """Put another roster in force: without the old posts of those who leave, and with the new ones."""
        staying = tuple(part for part in PARTS if part.person not in leaving)
        file = self.folder.with_name("changed.csv")
        file.write_text(roster_csv((*staying, *joining)), encoding="utf-8")
        done = self.leitai("roster", "import", str(file), "--replace")
        assert done.code == 0, done.err

    def move(self, moment: datetime) -> None:
        """Let the clock stand at a moment."""
        raise NotImplementedError

    def later(self, **delta: float) -> None:
        """Let time pass."""
        self.move(self.clock.now() + timedelta(**delta))

    @property
    def database(self) -> Place:
        """Where the database is."""
        return engine.place(self.folder / "leitai.db")

    def env(self) -> dict[str, str]:
        """What the operator sets."""
        return {
            "LEITAI_TOKEN": TOKEN,
            "LEITAI_API_URL": self.server.url,
            "LEITAI_RULEBOOK": str(self.rulebook),
            "LEITAI_DATA_DIR": str(self.folder),
            **engine.settings(self.folder),
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
        """Let somebody press a button; returns what the presser was told, and whether as an alert.

        One that was taken away meanwhile is pressed on a screen that still shows it.
        """
        press = self.chat.press(person, message, label, to=to, stale=True)
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
        return [message for message in self.said(place) if re.search(r"\n(?:上报人：|By )", message.text)]

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
        with engine.books(self.database) as books:
            while not (self.chat.updates.idle and self._owed(books) == 0 and not self.chat.unanswered()):
                if time.monotonic() > give_up:
                    raise TimeoutError(f"owed {self._owed(books)}, unanswered {self.chat.unanswered()}")
                look.wait(0.005)

    @staticmethod
    def _owed(books: Connection) -> int:
        return int(books.exec_driver_sql(WAITING).scalar_one())

    # The end of every test

    def check(self) -> None:
        """Hold what must be true at the end of every story."""
        assert self.chat.judge.violations == []
        assert [press.label for press in self.chat.presses.values() if len(press.answers) != 1] == []
        done = self.leitai("audit", "verify")
        assert done.code == 0, done.err
        for file in (path for path in self.folder.rglob("*") if path.is_file()):
            assert SECRET.encode() not in file.read_bytes(), f"the token is in {file.name}"


def labels(message: Seen) -> list[str]:
    """Return what is written on the buttons under a message."""
    return [button.text for row in message.buttons for button in row]


def english(said: str | Seen, *names: str) -> None:
    """Hold that somebody who reads English can read it: no Chinese, nor its punctuation, but in these names."""
    shown = said if isinstance(said, str) else "\n".join((said.text, *labels(said)))
    left = shown
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, "")
    assert CHINESE.findall(left) == [], shown
