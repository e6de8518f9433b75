"""From when on a change of rulebook or schedule may hold, and whether two people sign it."""

from collections.abc import Iterable, Iterator

from handlers.enacting.results import Kind
from handlers.results import Refusal
from handlers.submissions.actions.submission import knows
from handlers.turn import Turn, read_rulebook
from scoring import access, calendar, season
from scoring.access import Person
from scoring.calendar import Period, Schedule
from scoring.insight.what_if import fitting
from scoring.rulebook.model import VETO, Rulebook
from scoring.rulebook.schedule import amend, put_off
from storage import submissions, values, vetoes


def refuse_unless_office(person: Person) -> None:
    """Refuse whoever may not change the rules."""
    if not access.may("change_rules", access.relations(person, "", ())):
        raise Refusal("admins_only")


def open_months(turn: Turn, year: int) -> list[Period]:
    """Return the months of a year that are not locked."""
    return [month for month in Period(year, "year", 0).months() if not turn.is_locked(month)]


def open_now(turn: Turn) -> list[Period]:
    """Return the months of this year and the one before that are not locked, and have rules of their own year."""
    year = turn.rulebook.competition.year
    return [month for each in (year - 1, year) for month in open_months(turn, each) if turn.has_rules_for(month)]


def schedule_then(turn: Turn, kind: Kind, content: str, month: Period) -> Schedule:
    """Return what a change makes of the schedule of a month; what was put off stays put off."""
    if kind == "extension":
        return put_off(turn.schedule_of(month), content)
    new = read_rulebook(content.encode()).schedule if kind == "rulebook" else amend(turn.schedule_of(month), content)
    return turn.extended(month, new)


def _open_then(turn: Turn, kind: Kind, content: str, months: Iterable[Period]) -> Iterator[Period]:
    """Yield the months that are not locked by what a change makes of the schedule either."""
    for month in months:
        schedule = schedule_then(turn, kind, content, month)
        if turn.now < calendar.lock_of(schedule, month, turn.zone, turn.rests(schedule)):
            yield month


def refuse_unless_later(turn: Turn, content: str, month: Period) -> None:
    """Refuse an extension after which a month is locked when it is locked already."""
    schedule, lock = schedule_then(turn, "extension", content, month), turn.lock_of(month)
    if calendar.lock_of(schedule, month, turn.zone, turn.rests(schedule)) <= lock:
        raise Refusal("extension_same", period=month.chinese, lock=turn.stamp(lock))


def periods(turn: Turn, kind: Kind, content: str) -> tuple[list[Period], tuple[str, str] | None]:
    """Return the months from which a change may hold, and the newest one in which something forbids that, with what.

    The time zone stays once anything was reported.
    """
    if kind != "rulebook":
        year = turn.rulebook.competition.year
        months = open_now(turn) if kind == "extension" else open_months(turn, year)
        return [*_open_then(turn, kind, content, months)], None
    new = read_rulebook(content.encode())
    zone = turn.rulebook.competition.timezone
    if new.competition.timezone != zone and submissions.every(turn.tx):  # every deadline, also past ones, goes by it
        raise Refusal("rulebook_zone", zone=zone)
    found = [*_open_then(turn, kind, content, open_months(turn, new.competition.year))]
    unknown = _unknown(turn, new)
    if unknown is None:
        return found, None
    period, name = unknown
    return [month for month in found if month.first > period.first], (period.chinese, name)


def _unknown(turn: Turn, new: Rulebook) -> tuple[Period, str] | None:
    """Return the newest period in which something stands that a rulebook does not know, and what.

    That is a claim whose unit, metric or value it does not have, or a veto that it does not allow, even one asked for.
    """
    year = Period(new.competition.year, "year", 0)
    claims = (one.claim for one in submissions.every(turn.tx) if one.state != "withdrawn")
    found = [(claim.in_period, turn.metric_of(claim).name) for claim in claims if not knows(new, claim)]
    parts = _parts(year)
    vetoed = vetoes.as_of(turn.tx, parts, turn.tx.latest())
    vetoed += [one.cell for part in parts for one in vetoes.waiting_in(turn.tx, part)]
    found += [(Period.written(cell.period), VETO) for cell in vetoed if not fitting(new, [cell])]
    here = [each for each in found if each[0].year == year.year]
    return max(here, key=lambda each: each[0].first, default=None)


def _parts(year: Period) -> list[str]:
    return [str(part) for kind in season.KINDS for part in year.parts(kind)]


def needs_two(turn: Turn, kind: Kind, period: Period) -> bool:
    """Say whether anything is confirmed in a period that a change from a period on is for."""
    year = Period(period.year, "year", 0)
    every = (part for each in season.KINDS for part in year.parts(each))
    if kind == "extension":
        found = [each for each in every if each.last == period.last]
    elif kind == "schedule":
        found = [each for each in every if each.last >= period.first]
    else:
        found = [each for each in every if each.first >= period.first]
    return values.any_confirmed(turn.tx, map(str, found))
