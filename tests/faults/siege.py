"""A bot that is killed and started again and again while people talk to it."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.chat import Chat
from bot.sandbox.watch.faults import HOOK, POLL, hang, reset, server_error, too_many
from tests.faults import checkers
from tests.faults.children import Child, Home
from tests.faults.stream import Stream

SENDS = ("sendMessage", "sendPhoto", "editMessageText", "setMessageReaction", "answerCallbackQuery")
LONGEST = 20.0
"""Seconds after which a bot is killed whatever it was to be killed by."""


def strike(chat: Chat, chance: float, seed: int) -> None:
    """Let a share of the calls fail in every way there is: refused, failed before, failed after."""
    chat.faults.clear()
    chat.faults.updates(duplicate=0.05, reorder=0.2, seed=seed)
    if not chance:
        return
    kinds = (too_many(1), server_error(502, html=True), server_error(500, after=True), reset(), reset(after=True))
    for place, fault in enumerate(kinds):
        chat.faults.plan(fault, method=SENDS, probability=chance / len(kinds), seed=seed + place)
    chat.faults.plan(server_error(502), method=POLL, probability=chance / 5, seed=seed + 9)
    for place, fault in enumerate((reset(), reset(after=True))):
        chat.faults.plan(fault, method=HOOK, probability=chance / 5, seed=seed + 10 + place)


@dataclass
class Siege:
    """A bot that is killed and started again while people talk to it."""

    chat: Chat
    home: Home
    stream: Stream
    noise: random.Random
    brought: bool = False
    """Whether every other bot does not poll, but has updates brought to it."""
    counts: Counter[str] = field(default_factory=Counter)
    serving: list[float] = field(default_factory=list)

    def live_and_die(self, *, post: str = "") -> None:
        """Start the bot, wait until it serves, and kill it somehow; `post`: at the hanging of a weekly post."""
        how = post or self.noise.choice(["commit", "commit", "commit", "call", "moment", "hang"])
        dies = None
        if how == "commit":
            dies = (self.noise.choice(["before", "after"]), self.noise.randint(1, 25))
        begun, mark = time.monotonic(), len(self.chat.calls)
        brought = self.brought and self.counts["lives"] % 2 == 1
        child = self.home.start(self.chat.bell.ring, dies=dies, brought=brought)
        if self.stream.until(lambda: child.ended.is_set() or self._polled(mark), LONGEST) and not child.ended.is_set():
            self.serving.append(time.monotonic() - begun)
        self._doom(child, how)
        self.counts[f"killed by {how}"] += 1
        self.counts["lives"] += 1

    def _polled(self, mark: int) -> bool:
        return any(call.method in (POLL, "setWebhook") and call.ok for call in self.chat.calls[mark:])

    def _doom(self, child: Child, how: str) -> None:
        here = len(self.chat.calls)
        if how in ("hang before", "hang after", "hang"):
            after = how == "hang after" or (how == "hang" and self.noise.random() < 0.5)
            methods = SENDS if how == "hang" else ("sendPhoto",)
            plan = self.chat.faults.plan(hang(after=after), method=methods, nth=1 if how != "hang" else 3)
            self.chat.faults.plans.insert(0, self.chat.faults.plans.pop())
            self.stream.until(lambda: child.ended.is_set() or plan.hits, LONGEST)
            self.chat.faults.plans.remove(plan)
        elif how == "call":
            count = self.noise.randint(1, 12)
            self.stream.until(lambda: child.ended.is_set() or len(self.chat.calls) >= here + count, LONGEST)
        elif how == "moment":
            self.stream.until(child.ended.is_set, self.noise.uniform(0, 0.8))
        else:
            self.stream.until(child.ended.is_set, LONGEST)
            self.counts["died at the named commit"] += child.ended.is_set()
        child.kill()
        assert child.ended.wait(10)

    def drain(self) -> None:
        """Let the bot run undisturbed until all is said and done, and end it in peace."""
        self.chat.faults.clear()
        child = self.home.start(self.chat.bell.ring)
        patience = 480 + len(self.stream.cases) + (self.stream.most or 0)
        done = self.stream.until(
            lambda: self.stream.over and self.chat.updates.idle and not checkers.owed(self.home.path),
            patience,
        )
        assert done, (
            f"not drained: {checkers.owed(self.home.path)} owed, {self.stream}; {self.home.log.read_text()[-3000:]}"
        )
        child.stop()
        assert child.ended.wait(10), "it did not end within 10 s of SIGTERM"
        assert "stopped\n" in self.home.log.read_text()


def findings(chat: Chat, path: Path, stream: Stream) -> tuple[list[str], dict[str, int]]:
    """Judge everything that can be judged once all is said and done; returns the findings and what was counted."""
    answered, letters = checkers.answers(chat, path, [each for case in stream.cases for each in case.said])
    posted, weekly = checkers.posts(chat, path)
    found = [
        *checkers.books(path, stream.cases),
        *checkers.tables(path),
        *checkers.decisions(chat, path),
        *checkers.reports(chat, path),
        *checkers.said_once(chat),
        *checkers.pace(chat),
        *answered,
        *posted,
    ]
    counts = {"dialogues": len(stream.cases), "reports": stream.accepted, "decisions": stream.decisions}
    return found, {**counts, "calls": len(chat.calls), **letters, **weekly}
