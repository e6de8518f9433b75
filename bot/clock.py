"""The only clock: the movable one that people see, and real time for pacing, retries and time-outs."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.exits import RefusedError

_READ_EVERY = 0.2  # seconds; the published promise is once a second


class Clock:
    """A clock that runs on at real speed from wherever it was moved to."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = timedelta()
        if start is not None:
            self.move(start)

    def now(self) -> datetime:
        """Return the moment that decides everything a person can see."""
        return self.real() + self._shift

    def move(self, moment: datetime) -> None:
        """Let the clock stand at a moment and run on from there."""
        self._shift = moment - self.real()

    def real(self) -> datetime:
        """Return real time: never moved; pacing, retries and time-outs count in it."""
        return datetime.now(UTC)  # noqa: TID251 - this is the clock

    async def pause(self, wake: asyncio.Event, seconds: float, *, busy: bool) -> None:
        """Wait until woken or until so many real seconds have passed; `busy`: something in flight will wake us."""
        del busy
        try:
            async with asyncio.timeout(seconds):
                await wake.wait()
        except TimeoutError:
            return


class FileClock(Clock):
    """A clock moved by a file: its content is an ISO 8601 instant, and a changed content moves the clock at once."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._content = ""
        self._read_at = -_READ_EVERY
        if not self._look():
            raise RefusedError(
                f"LEITAI_CLOCK：文件 {path} 里没有带时区的 ISO 8601 时刻，例如 2026-11-19T09:00:00+08:00"
            )

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
    raise RefusedError(f"LEITAI_CLOCK：“{setting}”既不是带时区的 ISO 8601 时刻，也不是现有的文件")
