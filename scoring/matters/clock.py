"""The clock of a part: working days, and the moments that follow from its deadline."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.calendar import IsRest, Period

ENDS = time(17)
"""The time of day of a deadline that names a day alone, and of what is reckoned in working days."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """What moments are reckoned by: the local time, the days of rest, and from when on a period is locked."""

    zone: ZoneInfo
    rests: IsRest
    lock_of: Callable[[Period], datetime]

    def local(self, moment: datetime) -> datetime:
        """Return a moment on the wall clock."""
        return moment.astimezone(self.zone)

    def day(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return self.local(moment).date()

    def is_locked(self, period: Period, moment: datetime) -> bool:
        """Say whether a period is locked by a moment."""
        return moment >= self.lock_of(period)

    def ends(self, day: date) -> datetime:
        """Return 17:00 of a day."""
        return datetime.combine(day, ENDS, self.zone)

    def working_day(self, day: date, count: int) -> date:
        """Return the `count`-th working day after a day; the day itself where none is asked for."""
        while count > 0:
            day += _DAY
            count -= not self.rests(day)
        return day

    def working_days(self, first: date, last: date) -> int:
        """Count the working days after one day up to another one; none where that is not later."""
        return sum(not self.rests(first + n * _DAY) for n in range(1, (last - first).days + 1))

    def mended_by(self, returned: datetime, days: int) -> datetime:
        """Return until when something that was returned may be mended: 17:00 of the so many-th working day after."""
        return self.ends(self.working_day(self.day(returned), days))

    def lapses(self, deadline: datetime) -> datetime:
        """Return when a request for an extension lapses: 17:00 of the working day after the deadline."""
        return self.ends(self.working_day(self.day(deadline), 1))

    def recheck_day(self, closed: datetime, days: int) -> date:
        """Return the day of the 回头看 of what was closed then."""
        return self.day(closed) + days * _DAY
