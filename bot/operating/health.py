"""Whether the process is well, and its figures as Prometheus reads them: what stands at the port of LEITAI_HTTP."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Any

from bot.operating.tally import BOUNDS, Loop, Spans, Tally
from bot.store import Store
from handlers.turn import Turn
from storage import audit, inbox, outbox

PATIENCE = 60
"""Seconds that a loop may take to turn: a poll waits 25 at the chat server, and 35 in all."""
BOUND = 2
"""Seconds that the database may take to answer."""
STATES = ("ready", "sending", "held")
Sample = tuple[Mapping[str, str], float]


class Health:
    """Looks at the loops and asks both threads of the database; what does not answer is not asked a second time."""

    def __init__(self, store: Store, tally: Tally, free: Callable[[], int], loops: Sequence[Loop]) -> None:
        self._store = store
        self._tally = tally
        self._loops = loops
        self._free = free
        self._asked: dict[str, asyncio.Task[Any]] = {}

    async def stands_still(self) -> list[str]:
        """Return what stands still, as code words: a loop, the thread that writes, the database."""
        found: list[str] = [loop for loop in self._loops if not self._turns(loop)]
        if await self._answer("writer", lambda: self._store.write(audit.length)) is None:
            found.append("writer")
        if await self._answer("database", lambda: self._store.read(audit.length)) is None:
            found.append("database")
        return found

    def _turns(self, loop: Loop) -> bool:
        beat = self._tally.beats.get(loop)
        return beat is not None and self._tally.seconds() - beat <= PATIENCE

    async def figures(self) -> str:
        """Return all figures; where the database does not answer, those of the process alone."""
        tally = self._tally
        updates = [({"action": action, "outcome": ended}, n) for (action, ended), n in tally.updates.items()]
        polled: list[Sample] = [] if tally.polled_at is None else [({}, tally.polled_at.timestamp())]
        lines = [
            *_family("updates_total", "counter", "Updates that are settled.", updates),
            *_spans("update_seconds", "From taking up an update to its commit.", tally.took),
            *_family("sends_total", "counter", "How sending letters ended.", _by("outcome", tally.sends)),
            *_spans("drawing_seconds", "Drawing a page of a picture.", tally.drawn),
            *_family("ticks_total", "counter", "Looks for scheduled work.", [({}, tally.ticks)]),
            *_family(
                "last_poll_timestamp_seconds",
                "gauge",
                "When a poll, or a look at the webhook, was answered last.",
                polled,
            ),
            *_family("disk_free_bytes", "gauge", "Room on the disk of the data.", [({}, self._free())]),
        ]
        stored = await self._answer("figures", lambda: self._store.ask("health", _stored))
        return "\n".join([*lines, *(stored or ()), ""])

    async def _answer(self, name: str, ask: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 - whatever is asked
        """Return the answer to a question; None where there is none in time, or only a fault."""
        task = self._asked.get(name)
        if task is None or task.done():
            task = self._asked[name] = asyncio.ensure_future(ask())
        done, _ = await asyncio.wait({task}, timeout=BOUND)
        return task.result() if done and not task.cancelled() and task.exception() is None else None


def _stored(turn: Turn) -> list[str]:
    """Return the figures that stand in the database."""
    queue, letters = inbox.waiting(turn.tx), outbox.depths(turn.tx)

    def age(since: datetime | None) -> float:
        return 0 if since is None else max((turn.now - since).total_seconds(), 0)

    ready = letters["ready"][1] if "ready" in letters else None
    depths = {state: letters[state][0] if state in letters else 0 for state in STATES}
    return [
        *_family("inbox_updates", "gauge", "Updates that wait.", [({}, queue.depth)]),
        *_family("inbox_oldest_seconds", "gauge", "How long the oldest of them waits.", [({}, age(queue.since))]),
        *_family("outbox_letters", "gauge", "Letters that are to go out.", _by("state", depths)),
        *_family("outbox_oldest_seconds", "gauge", "How long the oldest ready one waits.", [({}, age(ready))]),
        *_family("chain_rows", "gauge", "Rows of the audit chain.", [({}, audit.length(turn.tx))]),
    ]


def _by(label: str, counted: Mapping[str, int]) -> list[Sample]:
    return [({label: word}, number) for word, number in counted.items()]


def _spans(name: str, about: str, spans: Spans) -> list[str]:
    """Write a histogram."""
    bounds = [*map(str, BOUNDS), "+Inf"]
    buckets = [({"le": bound}, float(number)) for bound, number in zip(bounds, accumulate(spans.buckets), strict=True)]
    whole = _lines(f"{name}_sum", [({}, spans.total)]) + _lines(f"{name}_count", [({}, sum(spans.buckets))])
    return [*_head(name, "histogram", about), *_lines(f"{name}_bucket", buckets), *whole]


def _family(name: str, kind: str, about: str, samples: Sequence[Sample]) -> list[str]:
    return [*_head(name, kind, about), *_lines(name, samples)]


def _head(name: str, kind: str, about: str) -> list[str]:
    return [f"# HELP leitai_{name} {about}", f"# TYPE leitai_{name} {kind}"]


def _lines(name: str, samples: Sequence[Sample]) -> list[str]:
    """Write samples; labels are code words, which need no escaping."""
    inside = [",".join(f'{label}="{word}"' for label, word in labels.items()) for labels, _ in samples]
    return [
        f"leitai_{name}{{{labels}}} {value}" if labels else f"leitai_{name} {value}"
        for labels, (_, value) in zip(inside, samples, strict=True)
    ]
