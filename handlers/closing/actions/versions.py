"""Corrections of what was published: once two people have signed one, the period's result goes out as a new version."""

from handlers.closing.actions import corrected, finals
from handlers.flagging.actions import proposing
from handlers.publishing.actions.posts import may_post, publish
from handlers.results import Refusal
from handlers.season import notice
from handlers.turn import Turn, tell_admins
from scoring.calendar import Period
from storage import ledger, publications
from storage.publications import CORRECTION, Result
from storage.submissions import Stored

JOB = "correction"


def corrections_due(turn: Turn) -> bool:
    """Say whether anything was corrected of a closed period that is not published yet."""
    return any(_unpublished(turn, result) for result in publications.results(turn.tx)) and may_post(turn)


def publish_corrections(turn: Turn) -> int:
    """Publish every closed period again of which something was corrected; returns how many arenas that touched."""
    return sum(_again(turn, result, _unpublished(turn, result)) for result in publications.results(turn.tx))


def _unpublished(turn: Turn, result: Result) -> list[Stored]:
    found = corrected.inside(turn, Period.written(result.period), result.as_of)
    return [one for one in found if not ledger.is_settled(turn.tx, JOB, _slot(result, one))]


def _slot(result: Result, stored: Stored) -> str:
    """Name the last correction of a submission as one of what was published of a period."""
    return f"{result.period}:{stored.number}:{sum(act.act == 'correct' for act in stored.acts)}"


def _again(turn: Turn, result: Result, found: list[Stored]) -> int:
    """Freeze the standings of each arena that a correction touched as the next version of a period."""
    for one in found:
        ledger.settle_slot(turn.tx, JOB, _slot(result, one), "done")
    period, version = Period.written(result.period), result.version + 1
    arenas = {corrected.arena_of(turn, one) for one in found}
    try:
        tables = [table for table in finals.tables(turn, period) if table["arena"] in arenas] if found else []
    except Refusal as refusal:
        tell_admins(turn, "correction_lacking", f"lacking:{period}:{version}", **refusal.values)
        return 0
    for table in tables:
        each = corrected.since_last(turn, period, table["arena"])
        signed = list(dict.fromkeys(name for one in each for name in one["by"]))
        beside = {"signed": signed, "subtitle": period.chinese, "version": version, "corrections": each}
        publish(turn, CORRECTION, f"{version}:{period}", table, {**beside, **notice(turn, period)}, act="correction")
    proposing.after_correction(turn, period, {table["arena"] for table in tables})
    return len(tables)
