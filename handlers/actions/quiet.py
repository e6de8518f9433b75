"""The end of the quiet hours, and a year whose days of rest nobody told us."""

from collections.abc import Callable
from datetime import timedelta

from handlers.actions.admins import tell_admins
from handlers.actions.turn import Turn
from storage import outbox, publications

JOB = "rest_days"
WARNED_AHEAD = timedelta(days=10)
"""How long before the first day of a year without known holidays the admins are told."""


def over(turn: Turn) -> bool:
    """Say whether letters were kept back and may go out now."""
    return outbox.keeps_any(turn.tx) and not turn.quiet


def release(turn: Turn) -> int:
    """Let the letters go out that were kept back; each is written anew, and void where it is no longer true."""
    return outbox.release(turn.tx)


def unknown_year(turn: Turn, covers: Callable[[int], bool]) -> bool:
    """Say whether the admins are still to be warned that a year's days of rest are not known."""
    year = _year(turn)
    if turn.rulebook.schedule.rest_days != "cn" or covers(year):
        return False
    return not publications.is_settled(turn.tx, JOB, str(year))


def warn(turn: Turn) -> int:
    """Warn the admins once a year that weekends stand in for its holidays."""
    year = _year(turn)
    publications.settle_slot(turn.tx, JOB, str(year), "done")
    tell_admins(turn, "rest_days_unknown", str(year), year=year)
    return 1


def _year(turn: Turn) -> int:
    return turn.local(turn.now + WARNED_AHEAD).year
