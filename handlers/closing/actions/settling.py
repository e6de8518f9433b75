"""The end of the public notice (公示): with nothing open, the result of a period is settled, and the group hears it."""

from datetime import datetime

from handlers.closing.actions.signing import open_numbers
from handlers.publishing.actions.posts import may_post
from handlers.results import Text
from handlers.turn import Turn, tell_admins
from scoring.calendar import Period
from storage import ledger, publications
from storage.publications import Result

JOB, WAITS = "settled", "notice_waits"


def ended(turn: Turn) -> bool:
    """Say whether the notice of a result has ended, and that is not said yet, or not yet that something is open."""
    return any(not waiting or not _told(turn, result) for result, waiting in _ended(turn)) and may_post(turn)


def held(turn: Turn) -> list[tuple[str, list[int]]]:
    """Return the periods whose notice has ended and whose result is not final yet, with what is open about each."""
    return [(Period.written(result.period).chinese, waiting) for result, waiting in _ended(turn) if waiting]


def settle(turn: Turn) -> int:
    """Settle the results whose notice has ended; where something is open the admins hear once what is."""
    found = _ended(turn)
    for result, waiting in found:
        period, version = Period.written(result.period).chinese, result.version
        if waiting:
            if ledger.settle_slot(turn.tx, WAITS, result.slot, "done"):
                tell_admins(turn, "notice_waits", f"waits:{result.slot}", period=period, open=waiting)
            continue
        ledger.settle_slot(turn.tx, JOB, result.slot, "done")
        turn.record(None, "settle", period=result.period, version=version)
        if turn.group is not None:
            told = Text("settled_told", {"period": period, "version": version})
            turn.push(turn.group, "text", told, key=f"settled:{result.slot}")
    return len(found)


def _told(turn: Turn, result: Result) -> bool:
    return ledger.is_settled(turn.tx, WAITS, result.slot)


def _ended(turn: Turn) -> list[tuple[Result, list[int]]]:
    """Return the results whose notice has ended and that are not settled, with what is open about each."""
    return [
        (result, open_numbers(turn, Period.written(result.period)))
        for result in publications.results(turn.tx)
        if result.notice is not None
        and datetime.fromisoformat(result.notice) <= turn.now
        and not ledger.is_settled(turn.tx, JOB, result.slot)
    ]
