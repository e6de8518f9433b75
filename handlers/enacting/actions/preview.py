"""What a change of the rules would do: what is different, and whom it would move in a period that is open."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handlers.enacting.actions.beginning import schedule_then
from handlers.enacting.results import Kind, Mover, Moves, Preview, Told
from handlers.rules.actions import method_of
from handlers.standings.actions.boards import cells, standings, unscored
from handlers.turn import Turn, read_rulebook
from scoring import calendar, season
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.insight.differences import Difference, differences
from scoring.insight.what_if import Basis, fitting
from scoring.language import named
from scoring.rulebook.model import Rulebook
from scoring.rulebook.schedule import amend, doubts
from scoring.standings.output import rank_text
from scoring.standings.score import Row
from storage import rulebooks

if TYPE_CHECKING:
    from handlers.results import Values


def preview(turn: Turn, kind: Kind, content: str, period: Period) -> Preview:
    """Describe what a change would do from a period on, as things are now."""
    old = turn.rulebook_on(period.first)
    schedule = turn.schedule_of(period)
    if kind == "rulebook":
        new = read_rulebook(content.encode())
        told = tuple(_told(old, new, each) for each in differences(old, new))
        title = f"{named(new.competition.name)} {new.competition.year}"
        moves, overruled = tuple(_moves(turn, new, period)), tuple(_overruled(turn, new, period))
    else:
        new, told, title, moves, overruled = old, (), content, (), ()
    then = schedule_then(turn, kind, content, period)
    both = [calendar.deadlines(each, period, turn.zone, turn.rests(each)) for each in (schedule, then)]
    deadlines = (period.chinese, both[0], both[1]) if both[0] != both[1] else None
    stays = kind != "extension" and turn.is_extended(period) and both[0][2] == both[1][2]
    kept = (period.chinese, both[1][2]) if stays else None
    fingerprint, year = new.fingerprint.removeprefix("sha256:")[:8], turn.local(turn.now).year
    return Preview(kind, title, fingerprint, year, doubts(then), told, deadlines, kept, moves, overruled)


def _told(old: Rulebook, new: Rulebook, found: Difference) -> Told:
    values: Values = {"name": found.name, "before": found.before, "after": found.after}
    values["aspects"] = list(found.aspects)
    if found.kind == "method":
        values |= {"before": method_of(old.metric(found.before)), "after": method_of(new.metric(found.after))}
    return Told(found.of, found.kind, values)


def _overruled(turn: Turn, new: Rulebook, first: Period) -> Iterator[tuple[str, str]]:
    """Yield what the office had put in force for a time from a period on, and does not hold any more beside this.

    Rulebooks that were to follow in the same year, and lines of the schedule that the new rules do not have.
    """
    known = rulebooks.in_force(turn.tx)
    months = [month for month in Period(new.competition.year, "year", 0).months() if month.first >= first.first]
    for month in months[1:]:
        if rulebooks.holding_on(month.first, known).from_day == month.first:
            yield month.chinese, ""
    for one in {each.id: each for month in months for each in turn.amended(month)}.values():
        if amend(new.schedule, one.content) != new.schedule:
            yield one.in_period.chinese, one.content


def _moves(turn: Turn, new: Rulebook, first: Period) -> Iterator[Moves]:
    """Yield whom a rulebook would move, in every month that it would hold for, and that has begun and is open."""
    today = turn.local(turn.now).date()
    year = Period(new.competition.year, "year", 0)
    months = [month for month in year.months() if first.first <= month.first <= today]
    for month in months:
        old = turn.rulebook_on(month.first)
        for arena in season.arenas_of(new, month):
            if arena in season.arenas_of(old, month):
                yield _moved(turn, old, new, arena, month)


def _moved(turn: Turn, old: Rulebook, new: Rulebook, arena: str, month: Period) -> Moves:
    moment = turn.tx.latest()
    known = fitting(new, cells(turn.tx, month, moment))
    try:
        after = Basis(new, known, month, arena).standings().rows
    except FaultyError as error:
        return Moves(month.chinese, new.arena(arena).name, (), 0, unscored(error, month).values)
    try:
        before = {row.unit: row for row in standings(turn.tx, old, arena, month, moment).rows}
    except FaultyError:  # a target is lacking that the new rules have
        before = {}
    movers = [_mover(before.get(row.unit), row) for row in after if _is_moved(before.get(row.unit), row)]
    return Moves(month.chinese, new.arena(arena).name, tuple(movers), len(after) - len(movers))


def _is_moved(before: Row | None, after: Row) -> bool:
    return before is None or (before.rank, before.total) != (after.rank, after.total)


def _mover(before: Row | None, after: Row) -> Mover:
    rank, total = ("", "") if before is None else (rank_text(before.rank), before.total)
    return Mover(after.name, rank, total, rank_text(after.rank), after.total)
