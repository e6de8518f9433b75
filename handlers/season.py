"""Where a period stands in the season: open, locked, waiting to be closed (定榜), or closed."""

from handlers.results import Stage
from handlers.turn import Turn
from scoring import season
from scoring.calendar import Period
from storage import publications, values


def stage_of(turn: Turn, period: Period) -> Stage:
    """Return where a period stands now; one that is locked and never closed is only locked."""
    if not turn.is_locked(period):
        return "open"
    if publications.is_closed(turn.tx, str(period)):
        return "closed"
    return "awaiting" if is_to_close(turn, period) else "locked"


def is_to_close(turn: Turn, period: Period) -> bool:
    """Say whether a locked period is one to be closed: of such a kind, locked in use, with anything confirmed."""
    rulebook = turn.rulebook_on(period.first)
    mine = period.year == rulebook.competition.year and period.kind in season.closed_kinds(rulebook)
    return mine and turn.lock_of(period) > turn.in_use_since and has_values(turn, period)


def has_values(turn: Turn, period: Period) -> bool:
    """Say whether anything is confirmed in a period or in a shorter one inside it."""
    return values.any_confirmed(turn.tx, [str(part) for kind in season.KINDS for part in period.parts(kind)])
