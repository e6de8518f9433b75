"""What waits for a second signature lapses where it cannot come in force as it was shown; its proposer hears of it."""

from collections.abc import Iterable, Iterator

from handlers.results import Text, Values
from handlers.turn import Turn
from storage import changes, roster
from storage.changes import Change


def overtaken(turn: Turn, found: Iterable[Change], by: int) -> None:
    """Let changes lapse because of what somebody else has changed, or proposed in their place, since."""
    for change in found:
        _lapse(turn, change, by)


def lapsing(turn: Turn) -> bool:
    """Say whether a change waits that nobody can sign any more."""
    return any(_vain(turn))


def lapse(turn: Turn) -> int:
    """Let those changes lapse whose period was locked, or whose proposer is no admin any more."""
    found = list(_vain(turn))
    for change in found:
        _lapse(turn, change, None)
    if found:
        turn.record(None, "lapse_change")
    return len(found)


def _vain(turn: Turn) -> Iterator[Change]:
    for change in changes.waiting(turn.tx):
        if turn.is_locked(change.in_period) or change.proposer not in roster.acting_ids(turn.tx, "admin"):
            yield change


def _lapse(turn: Turn, change: Change, by: int | None) -> None:
    changes.settle(turn.tx, change.id, "lapsed", by)
    after = changes.get(turn.tx, change.id)
    if after is None:
        raise LookupError(change.id)
    told = {"change": change.kind, "proposer": name_of(turn, change.proposer), **fate(turn, after)}
    admins = roster.acting_ids(turn.tx, "admin")
    for person in [change.proposer] if change.proposer in admins else admins:
        turn.push(person, "text", Text("change_lapsed", told), key=f"lapsed:{change.id}")


def fate(turn: Turn, change: Change) -> Values:
    """Say in codes what became of a change that is settled."""
    by = "" if change.signer is None else name_of(turn, change.signer)
    return {"became": _became(turn, change), "by": by, "period": change.in_period.chinese}


def _became(turn: Turn, change: Change) -> str:
    if change.outcome == "declined":
        return "taken_back" if change.signer == change.proposer else "declined"
    if change.outcome == "done":
        return "done"
    if change.signer is not None:
        return "overtaken"
    return (
        "late" if change.settled_at is not None and change.settled_at >= turn.lock_of(change.in_period) else "orphaned"
    )


def name_of(turn: Turn, person: int) -> str:
    """Return the name that somebody has or had on the roster."""
    return roster.all_names(turn.tx).get(person, str(person))
