"""The final standings of a locked period, and the buttons that depend on where it stands."""

from handlers.results import Refusal, as_known
from handlers.standings.actions.boards import Table, standings, unscored
from handlers.turn import Turn
from scoring import season
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.standings.output import as_json
from storage import values


def tables(turn: Turn, period: Period, as_of: str = "", *, final: bool = True) -> list[Table]:
    """Return the standings of every arena, as of a moment or now; refused where a value has no target."""
    rulebook, moment = turn.rulebook_on(period.first), as_known(as_of) if as_of else turn.tx.latest()
    arenas = season.arenas_of(rulebook, period)
    try:
        return [as_json(standings(turn.tx, rulebook, arena, period, moment, final=final)) for arena in arenas]
    except FaultyError as error:
        raise Refusal("closing_lacking", closing=period.chinese, **unscored(error, period).values) from error


def parts(period: Period) -> list[str]:
    """Return the period and every shorter one inside it."""
    return [str(part) for kind in season.KINDS for part in period.parts(kind)]


def touch(turn: Turn, period: Period) -> None:
    """Let the buttons of the cards of a period, and of those that wait for it, be looked at again."""
    for kind in season.KINDS:
        turn.tx.touched.add(values.of_unit(topic(str(Period.holding(kind, period.first)))))


def topic(period: str) -> str:
    """Return under what the buttons of a period's cards are looked at again."""
    return f"closing {period}"
