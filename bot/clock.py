"""The only clock: the movable one that people see, and real time for pacing, retries and time-outs."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.process import RefusedError
from bot.texts import said

_READ_EVERY = 0.2  # seconds; the published promise is once a second


class Clock:
    """A clock that runs on at real speed from wherever it was moved to."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = timedelta()
        self._begun = self._wall()
        self._since = time.monotonic()
        if start is not None:
            self.move(start)

    def now(self) -> datetime:
        """Return the moment that decides everything a person can see."""
        return self._wall() + self._shift

    def move(self, moment: datetime) -> None:
        """Let the clock stand at a moment and run on from there."""
        self._shift = moment - self._wall()

    def real(self) -> datetime:
        """Return real time: never moved, nor set back with the machine's clock; pacing and retries count in it."""
        return self._begun + timedelta(seconds=time.monotonic() - self._since)

    def _wall(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - this is the clock

    def seconds(self) -> float:
        """Return real time as seconds that only grow, for the embedded chat's rate judge."""
        return time.monotonic()

    async def pause(self, wake: asyncio.Event, seconds: float | None, *, busy: bool) -> None:
        """Wait until woken or until so many real seconds have passed; `busy`: something in flight will wake us."""
        del busy
        try:
            async with asyncio.timeout(seconds):
                await wake.wait()
        except TimeoutError:
            return


class VirtualClock(Clock):
    """A clock for rehearsals: real time stands still and is spent by waiting, so that a month plays in seconds.

    The chat server's rate judge must be given `seconds` as its time. Its real time lies in the past, so that a bot
    that goes on with the same database in real time finds no call in the last minute.
    """

    def __init__(self, start: datetime) -> None:
        self._real = datetime(2000, 1, 1, tzinfo=UTC)
        super().__init__(start)

    def real(self) -> datetime:
        """Return the time spent by waiting."""
        return self._real

    def _wall(self) -> datetime:
        return self._real

    def seconds(self) -> float:
        """Return the time spent by waiting; always before that of a clock in real time."""
        return (self._real - datetime(2030, 1, 1, tzinfo=UTC)).total_seconds()

    async def pause(self, wake: asyncio.Event, seconds: float | None, *, busy: bool) -> None:
        """Wait for what is in flight; with nothing in flight, spend the time at once."""
        if busy or seconds is None or wake.is_set():
            await wake.wait()
            return
        self._real += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class HurriedClock(Clock):
    """A clock that runs on in real time, but as long as it `hurries` what is paced waits for nothing.

    The time that is saved so is spent at once: the chat server's rate judge must be given `seconds` as its time.
    """

    def __init__(self, start: datetime) -> None:
        self.hurries = False
        self._saved = timedelta()
        super().__init__(start)

    def real(self) -> datetime:
        """Return real time, and what was saved of it."""
        return super().real() + self._saved

    def seconds(self) -> float:
        """Return real time as seconds, and what was saved of it."""
        return super().seconds() + self._saved.total_seconds()

    async def pause(self, wake: asyncio.Event, seconds: float | None, *, busy: bool) -> None:
        """Wait as any clock does, but in a hurry for what is in flight alone."""
        if not self.hurries or busy or seconds is None or wake.is_set():
            await super().pause(wake, seconds, busy=busy)
            return
        self._saved += timedelta(seconds=seconds)
        await asyncio.sleep(0)


class FileClock(Clock):
    """A clock moved by a file: its content is an ISO 8601 instant, and a changed content moves the clock at once."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._content = ""
        self._read_at = -_READ_EVERY
        if not self._look():
            raise RefusedError(said("clock_file", path=path))

    def now(self) -> datetime:
        """Return the moment, after a look at the file."""
        if time.monotonic() - self._read_at >= _READ_EVERY:
            self._look()
        return super().now()

    def _look(self) -> bool:
        self._read_at = time.monotonic()
        try:
            content = self._path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return False
        moment = parse_instant(content)
        if content != self._content and moment is not None:
            self._content = content
            self.move(moment)
        return moment is not None


def parse_instant(text: str) -> datetime | None:
    """Read an ISO 8601 instant with offset; None when it is not one."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def open_clock(setting: str) -> Clock:
    """Return the clock that LEITAI_CLOCK asks for: real time, an instant, or a file holding one."""
    if not setting:
        return Clock()
    moment = parse_instant(setting)
    if moment is not None:
        return Clock(moment)
    path = Path(setting)
    if path.is_file():
        return FileClock(path)
    raise RefusedError(said("clock_unknown", text=setting))
