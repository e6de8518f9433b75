"""Standings from what is stored: an arena's board now, as of a moment, or as it was posted."""

import json
from datetime import datetime

from handlers.actions.boards import Table, describe
from handlers.actions.turn import Turn
from handlers.results import Refusal
from handlers.results.board import Board
from scoring.calendar import Period, PeriodKind
from scoring.entries import Rulebook
from scoring.faults import FaultyError
from scoring.output import as_json
from scoring.standings import Cell, Standings, score
from storage import audit, publications, values
from storage.database import Transaction
from storage.publications import Published

HISTORY = 8
"""Posts that a picture looks back on."""
LOOK_BACK = 60
"""Posts that may have to be read to find those of a past month."""


def cells(tx: Transaction, period: Period, as_of: datetime) -> list[Cell]:
    """Return the cells that standings of a period may look at: its own periods and those just before them."""
    kinds: tuple[PeriodKind, ...] = ("month", "quarter", "year")
    inside = {part for kind in kinds for part in period.parts(kind)}
    before = period.shifted(-1)
    wanted = inside | {part for kind in kinds for part in before.parts(kind)} | {part.shifted(-1) for part in inside}
    return values.as_of(tx, sorted({str(part) for part in wanted}), as_of)


def standings(
    tx: Transaction, rulebook: Rulebook, arena: str, period: Period, as_of: datetime, *, final: bool = False
) -> Standings:
    """Score an arena's period from what was known at a moment."""
    return score(rulebook, cells(tx, period, as_of), period, arena, final=final)


def table_of(turn: Turn, arena: str, period: Period, as_of: datetime) -> Table:
    """Return an arena's provisional standings as the published JSON."""
    try:
        return as_json(standings(turn.tx, turn.rulebook_on(period.first), arena, period, as_of))
    except FaultyError as error:
        raise Refusal("nothing_counts", period=period.chinese) from error


def board(turn: Turn, arena: str, period: Period, as_of: datetime, own: str | None) -> Board:
    """Describe the leaderboard of an arena as of a moment; `own` is the reader's unit."""
    table = table_of(turn, arena, period, as_of)
    past, code = posted(turn, arena, period, as_of), audit.code(audit.head_as_of(turn.tx, as_of))
    return describe(turn.rulebook_on(period.first), table, past, period.chinese, turn.minute(as_of), code, own)


def posted(turn: Turn, arena: str, period: Period, as_of: datetime) -> list[Table]:
    """Return the standings of a period in the weekly posts by a moment, oldest first."""
    past = publications.earlier(turn.tx, "week", arena, None, LOOK_BACK)
    return _same_period([post for post in past if post.as_of <= as_of], period)


def posted_board(turn: Turn, number: int) -> Board:
    """Describe the leaderboard of a publication from its frozen standings."""
    posted = publications.publication(turn.tx, number)
    if posted is None:
        raise LookupError(number)
    period = Period.written(posted.period)
    past = publications.earlier(turn.tx, posted.kind, posted.arena, number, HISTORY)
    body = json.loads(posted.body)
    table, subtitle = body["standings"], body["subtitle"]
    rulebook, as_of = turn.rulebook_on(period.first), turn.minute(posted.as_of)
    return describe(rulebook, table, _same_period(past, period), subtitle, as_of, posted.audit_code, None)


def _same_period(past: list[Published], period: Period) -> list[Table]:
    """Return the standings of earlier posts of the same period, oldest first: only those compare with today's."""
    return [json.loads(p.body)["standings"] for p in reversed(past[:HISTORY]) if p.period == str(period)]
