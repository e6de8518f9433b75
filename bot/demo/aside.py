"""The column at the right of the page: where the clock may go next, and the standings."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from bot.sandbox.refusals import Json
from handlers.results import Refusal
from handlers.season import has_values, stage_of
from handlers.standings.actions.boards import table_of
from handlers.turn import Turn
from scoring import season
from scoring.calendar import Period
from scoring.due import Slot, closings, escalations, months_at_hand, reminders, review_reminders, weeks
from scoring.rulebook.model import Rulebook

AHEAD = timedelta(days=40)
"""How far a weekly post is looked for."""
BACK = 3
"""How many months back standings are looked for, where the newest has none."""


NOTHING: Json = {"post": None, "over": None, "deadline": None, "lock": None, "unsigned": False, "tables": []}


def aside(turn: Turn) -> Json:
    """Describe it for the page as things are now; nothing where no rulebook is in force."""
    try:
        return {**_clock(turn), "unsigned": _unsigned(turn), "tables": _tables(turn)}
    except Refusal:
        return NOTHING


OF_MONTH = (reminders, review_reminders, escalations, closings)
"""What the bot says of its own accord about a month."""


def stops(turn: Turn, until: datetime) -> list[datetime]:
    """Return the moments before another one at which the bot speaks of its own accord: posts, reminders, locks."""
    try:
        here, rulebook = turn.local(turn.now), turn.rulebook
        found = {one.due for one in _posts(turn, until)} if turn.group is not None else set()
        month = months_at_hand(rulebook.schedule, here.date())[0]
        while month.first.year <= rulebook.competition.year and month.first <= turn.local(until).date():
            schedule = turn.schedule_of(month)
            for planned in OF_MONTH:
                found |= {one.due for one in planned(schedule, month, turn.zone, turn.rests(schedule))}
            month = month.shifted(1)
    except Refusal:
        return []
    return sorted(at for at in found if here < at < until)


def names_in(language: str, rulebook: Rulebook) -> dict[str, str]:
    """Return what units and arenas are called in a language, by their Chinese names, where it is another one."""
    known = rulebook.english if language == "en" else {}
    names = [*(unit.name for unit in rulebook.units), *(arena.name for arena in rulebook.arenas)]
    return {name: known[name] for name in names if name in known}


def _posts(turn: Turn, until: datetime) -> Iterator[Slot]:
    """Return the weekly posts to come until a moment: they tell of the year of the rulebook alone."""
    schedule, year = turn.rulebook.schedule, turn.rulebook.competition.year
    posts = weeks(schedule, turn.local(turn.now), until, turn.zone, turn.rests(schedule))
    return (one for one in posts if one.day is not None and one.day.year == year)


def _clock(turn: Turn) -> Json:
    """Return the next weekly post, or the year that has had its last one; the next deadline and the next lock."""
    here, schedule, year = turn.local(turn.now), turn.rulebook.schedule, turn.rulebook.competition.year
    post = next(_posts(turn, here + AHEAD), None)
    months = [one for one in months_at_hand(schedule, here.date()) if one.year == year]
    dues = {month: turn.deadlines_of(month) for month in months}
    ends = [(at, code, month) for month, due in dues.items() for code, at in zip(DEADLINES, due, strict=False)]
    return {
        "post": None if post is None else turn.stamp(post.due),
        "over": year if post is None and here.year >= year else None,
        "deadline": _next(turn, here, ends),
        "lock": _next(turn, here, [(due[2], "next_lock", month) for month, due in dues.items()]),
    }


DEADLINES = ("next_report", "next_review")
"""What the page calls those of a month: the words of its buttons."""


def _next(turn: Turn, here: datetime, ends: Iterable[tuple[datetime, str, Period]]) -> Json | None:
    coming = sorted((at, code, str(month)) for at, code, month in ends if at > here)
    if not coming:
        return None
    at, code, month = coming[0]
    return {"at": turn.stamp(at), "code": code, "month": month}


def _unsigned(turn: Turn) -> bool:
    """Say whether a month waits for its signatures, also where a newer one has standings."""
    return any(stage_of(turn, month) == "awaiting" for month in _months(turn))


def _tables(turn: Turn) -> list[Json]:
    """Return the standings of the newest month in which anything is confirmed."""
    month = next((one for one in _months(turn) if has_values(turn, one)), None)
    if month is None:
        return []
    rulebook, as_of = turn.rulebook_on(month.first), turn.tx.latest()
    tables = [table_of(turn, arena, month, as_of) for arena in season.arenas_of(rulebook, month)]
    return [
        {
            "arena": rulebook.arena(table["arena"]).name,
            "month": str(month),
            "stage": stage_of(turn, month),
            "rows": [
                {"rank": row["rank"], "unit": rulebook.unit(row["unit"]).name, "total": row["total"]}
                for row in table["rows"]
            ],
        }
        for table in tables
    ]


def _months(turn: Turn) -> Iterator[Period]:
    month = Period.holding("month", turn.local(turn.now).date())
    yield from (month.shifted(-back) for back in range(BACK))
