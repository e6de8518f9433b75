"""Every tick: its name, the question whether anything is due, and the action that settles it."""

from collections.abc import Callable
from functools import partial

from handlers.actions import digests, posts, quiet, reminders
from handlers.actions.turn import Turn

Act = Callable[[Turn], int]
Tick = tuple[str, Callable[[Turn], bool], Act]


def ticks(covers: Callable[[int], bool]) -> tuple[Tick, ...]:
    """Return every tick; `covers` answers whether the days of rest of a year are known."""
    return (
        ("release", quiet.over, quiet.release),
        ("week_post", posts.weeks_due, posts.post_weeks),
        ("remind", reminders.due, reminders.remind),
        ("digest", digests.digest_due, digests.send_digests),
        ("review", digests.review_due, digests.remind_reviewers),
        ("overdue", digests.overdue, digests.escalate),
        ("rest_days", partial(quiet.unknown_year, covers=covers), quiet.warn),
        ("tidy", posts.tidy_due, posts.tidy),
    )
