"""A clock that runs many times faster, the same in several processes: an hour of pacing takes minutes."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

from bot.clock import Clock

REAL = datetime(2000, 1, 1, tzinfo=UTC)
"""What real time is taken for at the origin: far from the movable clock, so that mixing the two shows."""


class Swift(Clock):
    """Both clocks run `speed` times as fast from `origin` on (a reading of the machine's monotonic clock)."""

    def __init__(self, at: datetime, *, origin: float | None = None, speed: float = 20) -> None:
        self._origin = time.monotonic() if origin is None else origin
        self.speed = speed
        self._at = at
        self._jumped = 0.0
        super().__init__()

    @property
    def origin(self) -> float:
        """The machine's monotonic clock at which this one began."""
        return self._origin

    def seconds(self) -> float:
        """Return the real seconds that have passed, as this clock counts them: the rate judge's time."""
        return (time.monotonic() - self._origin) * self.speed + self._jumped

    def real(self) -> datetime:
        """Return real time as pacing and retries see it."""
        return REAL + timedelta(seconds=self.seconds())

    def now(self) -> datetime:
        """Return the moment that people see."""
        return self._at + timedelta(seconds=self.seconds())

    def move(self, moment: datetime) -> None:
        """Move the movable clock alone."""
        self._at += moment - self.now()

    def at_origin(self) -> datetime:
        """Return what the movable clock would have said at the origin, for another process."""
        return self._at

    def pass_by(self, seconds: float) -> None:
        """Let so many seconds of real time be gone at once."""
        self._jumped += seconds

    async def pause(self, wake: asyncio.Event, seconds: float | None, *, busy: bool) -> None:
        """Wait as the clock runs."""
        await super().pause(wake, None if seconds is None else seconds / self.speed, busy=busy)
