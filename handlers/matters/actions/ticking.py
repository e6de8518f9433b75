"""What time does to matters: parts are missed and requests lapse, and the lock makes submissions of what counted."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count

from handlers.matters.actions import cards, keeping
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.matters.cells import title
from scoring.rulebook.model import Metric, Rulebook
from scoring.season import KINDS
from scoring.standings.cells import Cell
from storage import ledger, matters, parts, submissions, values
from storage.submissions import Claim
from storage.tables.types import EPOCH

MOST = 500
"""Parts that one tick turns; the next one goes on."""


def turning(turn: Turn) -> bool:
    """Say whether a part stands otherwise by itself than it is kept."""
    return bool(parts.turning(turn.tx, turn.now, 1))


def turn_over(turn: Turn) -> int:
    """Keep what time has done to parts: what is open past its deadline is missed, what was asked for has lapsed.

    Their cards are brought up to date.
    """
    moment, touched, found = turn.tx.next_moment(), keeping.Touched(), parts.turning(turn.tx, turn.now, MOST)
    for number, unit in found:
        part = matters.part(turn.tx, number, unit)
        if part is not None:
            touched |= keeping.keep(turn, part, keeping.standing_of(turn, part), len(part.acts))
    keeping.fill(turn, touched, moment)
    turn.record(None, "matters_turn")
    for number in dict.fromkeys(number for number, _ in found):
        cards.show(turn, number, [unit for each, unit in found if each == number])
    return len(found)


def locking(turn: Turn) -> bool:
    """Say whether a period was locked that is not settled with what counted in it by then."""
    return next(_locked(turn), None) is not None


def lock(turn: Turn) -> int:
    """Make a submission of every cell, and of every event, that matters fill in a period that is locked; once."""
    found = list(_locked(turn))
    while parts.turning(turn.tx, turn.now, 1):  # what was missed before a lock counts before it
        turn_over(turn)
    for period in found:
        moment, places = turn.tx.next_moment(), count()
        for metric in sourced(turn.rulebook_on(period.first), period):
            for cell in values.counted(turn.tx, metric.id, str(period)):
                _mint(turn, metric, cell, turn.lock_of(period), next(places), moment)
        ledger.settle_slot(turn.tx, keeping.LOCKED, str(period), "done")
        turn.record(None, "matters_lock", period=str(period))
    return len(found)


def sourced(rules: Rulebook, period: Period) -> list[Metric]:
    """Return the metrics that matters count for in a period of their own."""
    return [one for one in rules.metrics if one.source is not None and one.period == period.kind]


def _locked(turn: Turn) -> Iterator[Period]:
    """Yield the periods that are locked and not settled, in the years whose rules have matters count for anything."""
    years = {turn.rulebook.competition.year - 1, turn.rulebook.competition.year}
    settled = ledger.settled(turn.tx, keeping.LOCKED, EPOCH)
    today = turn.local(turn.now).date()
    for year in sorted(years):
        for kind in KINDS:
            for period in Period(year, "year", 0).parts(kind):
                if str(period) in settled or period.last >= today or not turn.has_rules_for(period):
                    continue
                counts = sourced(turn.rulebook_on(period.first), period)
                if counts and turn.in_use_since < turn.lock_of(period) <= turn.now:
                    yield period


def _mint(turn: Turn, metric: Metric, cell: Cell, lock_at: datetime, ordinal: int, moment: datetime) -> None:
    """Make the submission of a cell, confirmed by the lock itself, and let it be what the cell holds from now on."""
    event = metric.input == "events"
    claim = Claim(
        cell.unit, cell.metric, cell.period, cell.item, cell.value, cell.level, title(cell.event) if event else None,
        None, None, cell.unit, lock_at, f"lock:{cell.period}", ordinal, None, None,
    )  # fmt: skip
    stored = submissions.mint(turn.tx, claim, moment)
    values.uncount(turn.tx, cell, moment)
    values.put(turn.tx, cell, moment, stored.number)
