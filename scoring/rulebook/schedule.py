"""Reading the optional `[schedule]` table: deadlines, post time, quiet hours."""

import re
import tomllib
from collections import Counter
from datetime import time
from typing import Literal

from scoring.calendar import Due, Schedule, WeekTime
from scoring.faults import Fault, FaultyError
from scoring.rulebook.toml_table import Table, shown

_DUE = re.compile(r"\+([0-9]{1,3})d ([0-9]{2}:[0-9]{2})")

_WEEK = re.compile(r"(mon|tue|wed|thu|fri|sat|sun) ([0-9]{2}:[0-9]{2})")

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def amend(schedule: Schedule, written: str) -> Schedule:
    """Return a schedule with the lines of a `[schedule]` table in place of its own; FaultyError names what is wrong."""
    faults: list[Fault] = []
    found = read_schedule(Table(tomllib.loads(written), "schedule", faults), schedule)
    if faults:
        raise FaultyError(faults)
    return found


def doubts(schedule: Schedule) -> tuple[Fault, ...]:
    """Return what a schedule allows and nobody means: a time twice, quiet hours that are none or leave none."""
    found = [
        Fault("schedule.digest", "repeated", {"text": at.isoformat("minutes")})
        for at, times in Counter(schedule.digest).items()
        if times > 1
    ]
    if schedule.quiet is not None:
        start, end = (60 * at.hour + at.minute for at in schedule.quiet)
        if not 0 < (end - start) % _DAY <= _DAY - _LEAST:
            named = {name: at.isoformat("minutes") for name, at in zip(("start", "end"), schedule.quiet, strict=True)}
            found.append(Fault("schedule.quiet", "quiet_all_day", named))
    return tuple(found)


def put_off(schedule: Schedule, written: str) -> Schedule:
    """Return a schedule with a lock put off (延期锁定); where its own is not earlier it stays as it is."""
    return max(schedule, amend(schedule, written), key=lambda one: (one.lock.days, one.lock.at))


_PUBLISHED = Schedule()
_DAY, _LEAST = 24 * 60, 60
"""Minutes of a day, and how many of them are left at least for what the bot has to say."""


def read_schedule(table: Table | None, usual: Schedule = _PUBLISHED) -> Schedule:
    """Read the schedule; what is left out is as usual."""
    if table is None:
        return usual
    targets: tuple[Literal["group", "none"], ...] = ("group", "none")
    rests: tuple[Literal["cn", "weekends", "none"], ...] = ("cn", "weekends", "none")
    schedule = Schedule(
        report=_due(table, "report", usual.report),
        review=_due(table, "review", usual.review),
        lock=_due(table, "lock", usual.lock),
        week_post=_week_post(table, usual.week_post),
        post_to=table.choice("post_to", targets, usual.post_to),
        quiet=_quiet(table, usual.quiet),
        rest_days=table.choice("rest_days", rests, usual.rest_days),
        digest=_times(table, "digest", usual.digest),
    )
    table.done()
    return schedule


def _time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def _due(table: Table, key: str, usual: Due) -> Due:
    raw = table.take(key)
    if raw is None:
        return usual
    found = _DUE.fullmatch(raw) if isinstance(raw, str) else None
    at = _time(found[2]) if found else None
    if found is None or at is None:
        table.fault(key, "bad_due", text=shown(raw))
        return usual
    return Due(int(found[1]), at)


def _week_post(table: Table, usual: WeekTime | None) -> WeekTime | None:
    raw = table.take("week_post")
    if raw is None:
        return usual
    if raw == "":
        return None
    found = _WEEK.fullmatch(raw) if isinstance(raw, str) else None
    at = _time(found[2]) if found else None
    if found is None or at is None:
        table.fault("week_post", "bad_week_time", text=shown(raw))
        return usual
    return WeekTime(_WEEKDAYS.index(found[1]), at)


def _times(table: Table, key: str, usual: tuple[time, ...]) -> tuple[time, ...]:
    if table.raw.get(key) is None:
        table.take(key)
        return usual
    found: list[time] = []
    for index, item in enumerate(table.items(key), 1):
        at = _time(item) if isinstance(item, str) else None
        if at is None:
            table.fault(f"{key}[{index}]", "bad_time", text=shown(item))
        else:
            found.append(at)
    return tuple(found)


def _quiet(table: Table, usual: tuple[time, time] | None) -> tuple[time, time] | None:
    if table.raw.get("quiet") is None:
        table.take("quiet")
        return usual
    found = _times(table, "quiet", ())
    if not found:
        return None
    if len(found) != 2:
        table.fault("quiet", "wrong_length", wanted="2", count=str(len(found)))
        return usual
    return found[0], found[1]
