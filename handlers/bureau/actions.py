"""Taking the house into use: the rulebook in force and the bureau's group."""

from datetime import date

from handlers.turn import Turn, read_rulebook, tell_admins
from scoring.reading.staff import UNNAMED
from storage import audit, house, inbox, roster, rulebooks


def tidy_due(turn: Turn) -> bool:
    """Say whether there are updates to forget."""
    return inbox.prunable(turn.tx)


def tidy(turn: Turn) -> int:
    """Forget updates that were done long ago."""
    return inbox.prune(turn.tx)


def no_room(turn: Turn, free: int) -> None:
    """Tell the admins, once a day, that the disk is full; `free`: megabytes that it has left."""
    tell_admins(turn, "no_room", str(turn.local(turn.now).date()), free=free)


def backup_failed(turn: Turn, reason: str) -> None:
    """Tell the admins, once a day, that the daily backup could not be made, and why in a word."""
    tell_admins(turn, "backup_failed", str(turn.local(turn.now).date()), reason=reason)


def put_rulebook(turn: Turn, body: bytes) -> str:
    """Put a rulebook in force on an empty house, from the first day of its year; returns the fingerprint in force.

    A house that has one keeps it: a changed file is taken only by an admin's own act.
    """
    stored = rulebooks.in_force(turn.tx)
    if stored:
        return stored[-1].fingerprint
    rulebook = read_rulebook(body)
    rulebooks.put_in_force(turn.tx, rulebook.fingerprint, body, date(rulebook.competition.year, 1, 1))
    turn.record(None, "rulebook")
    return rulebook.fingerprint


def look_back(turn: Turn) -> int | None:
    """Recompute what the audit chain has grown by since it was last found good; tell the admins where it is broken.

    Returns the first row that does not fit. That only `leitai audit verify` can tell what was changed, they hear, too.
    """
    broken = audit.first_new_difference(turn.tx)
    if broken is None:
        audit.note_good(turn.tx)
    else:
        tell_admins(turn, "chain_broken", f"chain:{broken}", row=broken)
    return broken


def set_group(turn: Turn, chat: int) -> int:
    """Note the bureau's group the first time; returns where the group is now (it may have migrated since)."""
    known = turn.group
    if known is not None:
        return known
    house.fix(turn.tx, "group", str(chat))
    turn.record(None, "group")
    return chat


def ensure_house(turn: Turn, new: str) -> None:
    """Give the house an id of its own, once: the buttons of another house's messages do nothing here."""
    if turn.house == "":
        house.fix(turn.tx, "house", new)
        turn.record(None, "house", house=new)


def ensure_owner(turn: Turn, person: int) -> None:
    """Make somebody an admin who is none yet: how the first one gets in."""
    if any(row.role == "admin" for row in roster.entries_of(turn.tx, person)):
        return
    roster.add(turn.tx, roster.Entry("", UNNAMED, "admin", person))
    turn.record(None, "roster")
