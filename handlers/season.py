"""Where a period stands in the season: open, locked, to be closed (定榜), closed; until when in 公示."""

from datetime import datetime

from handlers.results import Refusal, Sender, Stage
from handlers.turn import Turn
from scoring import season
from scoring.calendar import Period
from scoring.rulebook.model import Unit
from storage import publications, values


def refuse_unless_there(unit: Unit, period: Period, *, reporting: bool = False) -> None:
    """Refuse a period in which a unit is not there; `reporting`: one in which it has no values of its own."""
    if not (unit.reports(period) if reporting else unit.takes_part(period)):
        begins, ends = ("" if each is None else each.chinese for each in (unit.begins, unit.ends))
        raise Refusal("unit_not_there", unit=unit.name, period=period.chinese, begins=begins, ends=ends)


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


def refuse_while_frozen(turn: Turn, sender: Sender, period: Period) -> None:
    """Refuse to show the group provisional standings of a period that is frozen (封榜), or where it is shown none."""
    if not sender.private and is_frozen(turn, period):
        raise Refusal("frozen", period=period.chinese)
    if not sender.private and is_withheld(turn, period):
        raise Refusal("withheld", period=period.chinese)


def is_withheld(turn: Turn, period: Period) -> bool:
    """Say whether the rulebook shows the group no provisional standings, and those of a period still are."""
    return turn.rulebook_on(period.first).publish.group == 0 and not turn.is_locked(period)


def is_frozen(turn: Turn, period: Period) -> bool:
    """Say whether the group is shown no standings of a period until it is locked."""
    since = season.frozen_from(turn.rulebook_on(period.first), period, turn.zone)
    return since is not None and turn.now >= since and not turn.is_locked(period)


def notice(turn: Turn, period: Period) -> dict[str, str]:
    """Return until when objections are taken to what is published of a period now, as a publication holds it."""
    rulebook = turn.rulebook_on(period.first)
    until = season.notice_until(rulebook, turn.local(turn.now), turn.rests(rulebook.schedule))
    return {} if until is None else {"notice": until.isoformat()}


def noticed_until(turn: Turn, period: Period) -> datetime | None:
    """Return until when objections to what was published of a period are taken; None where nothing ends them."""
    found = publications.results(turn.tx, str(period))
    return datetime.fromisoformat(found[0].notice) if found and found[0].notice else None


def refuse_after_notice(turn: Turn, sender: Sender, period: Period, number: int) -> None:
    """Refuse an objection to a value of a period whose public notice has ended."""
    until = noticed_until(turn, period)
    if until is not None and turn.judged_at(sender) >= until:
        raise Refusal("notice_over", number=number, period=period.chinese, due=turn.stamp(until))
