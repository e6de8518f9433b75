"""The house: the rulebook in force and the bureau's group; what the admins hear of how the program fares."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.turn import Turn, read_rulebook, tell_admins
from scoring.reading.staff import UNNAMED
from storage import audit, house, inbox, ledger, outbox, roster, rulebooks, templates
from storage.tables.types import EPOCH, MICROSECOND

STANDING, SERVER = "standing", "server"
STILL = timedelta(minutes=5)
"""How long a queue stands still, or the chat server is silent, until the admins are told."""


def tidy_due(turn: Turn) -> bool:
    """Say whether there are updates to forget."""
    return inbox.prunable(turn.tx)


def tidy(turn: Turn) -> int:
    """Forget updates that were done long ago."""
    return inbox.prune(turn.tx)


def no_room(turn: Turn, free: int) -> None:
    """Tell the admins, once a day, that the disk is full; `free`: megabytes that it has left."""
    tell_admins(turn, "no_room", str(turn.local(turn.now).date()), free=free)


def shelf_shut(turn: Turn) -> None:
    """Tell the admins, once a day, that the bucket of evidence cannot be reached."""
    day = turn.local(turn.now).date()
    tell_admins(replace(turn, cause=f"shelf:{day}"), "shelf_shut", str(day))


def backup_failed(turn: Turn, reason: str) -> None:
    """Tell the admins, once a day, that the daily backup could not be made, and why in a word."""
    tell_admins(turn, "backup_failed", str(turn.local(turn.now).date()), reason=reason)


def put_off(turn: Turn, chat: int, asked: timedelta) -> None:
    """Tell the admins, once a day and chat, that the chat server wants a longer wait than is waited."""
    tell_admins(_once_a_day(turn), "put_off", str(chat), chat=chat, count=asked // timedelta(hours=1))


def _once_a_day(turn: Turn) -> Turn:
    return replace(turn, cause=f"put_off:{turn.local(turn.now).date()}")


def note_silence(turn: Turn) -> None:
    """Note that the chat server does not answer, if it did before."""
    ledger.settle_slot(turn.tx, STANDING, SERVER, "done")


def note_answer(turn: Turn) -> None:
    """Note that the chat server answers; the admins hear of a silence of five minutes."""
    since = ledger.settled_at(turn.tx, STANDING, SERVER)
    if since is None:
        return
    ledger.reopen(turn.tx, STANDING, SERVER)
    if turn.now - since >= STILL:
        until, minutes = turn.stamp(turn.now), (turn.now - since) // timedelta(minutes=1)
        tell_admins(turn, "server_back", until, begun=turn.stamp(since), ended=until, count=minutes)


def told_of(turn: Turn) -> set[tuple[str, int]]:
    """Return of what the admins were told that it stands still: its queue and its number there."""
    slots = ledger.settled(turn.tx, STANDING, EPOCH + MICROSECOND) - {SERVER}
    return {(queue, int(row)) for queue, _, row in (slot.partition(":") for slot in slots)}


def over(turn: Turn, queue: str, row: int) -> bool:
    """Say whether what stood still has moved; of what is brought to us: whether anything behind that row came."""
    match queue:
        case "inbox":
            return not inbox.waits(turn.tx, row)
        case "webhook":
            return inbox.newest(turn.tx) > row
    return not outbox.waits(turn.tx, row)


def stood_still(turn: Turn, queue: str, row: int, chat: int, wait: timedelta) -> None:
    """Tell the admins, once, that something has been the oldest in its queue for five minutes, and why, if known."""
    slot, since = f"{queue}:{row}", turn.stamp(turn.now - STILL)
    if over(turn, queue, row) or not ledger.settle_slot(turn.tx, STANDING, slot, "done"):
        return
    match queue:
        case "inbox":
            tell_admins(turn, "inbox_stands", f"{slot}:{since}", begun=since, row=row)
        case "webhook":
            tell_admins(turn, "webhook_stands", f"{slot}:{since}", begun=since)
        case "outbox":
            tell_admins(turn, "outbox_stands", f"{slot}:{since}", begun=since, row=row, chat=chat)
        case _:  # of a wait that makes no sense they heard already
            until = turn.stamp(turn.now + wait)
            tell_admins(_once_a_day(turn), "flood_waits", str(chat), chat=chat, ended=until)


def goes_on(turn: Turn, queue: str, row: int) -> None:
    """Tell the admins that what stood still has moved."""
    slot = f"{queue}:{row}"
    told = ledger.settled_at(turn.tx, STANDING, slot)
    if told is not None:
        ledger.reopen(turn.tx, STANDING, slot)
        until = turn.stamp(turn.now)
        tell_admins(turn, "goes_on", f"{slot}:{until}", queue=queue, begun=turn.stamp(told - STILL), ended=until)


def put_rulebook(turn: Turn, body: bytes, template: bytes | None = None) -> str:
    """Put a rulebook in force on an empty house, from the first day of its year; returns the fingerprint in force.

    A house that has one keeps it: a changed file is taken only by an admin's own act. `template` is the file of the
    template that it names, which was found without fault.
    """
    stored = rulebooks.in_force(turn.tx)
    if stored:
        return stored[-1].fingerprint
    rulebook = read_rulebook(body)
    kept = None if template is None else templates.keep(turn.tx, rulebook.publish.template, template)
    rulebooks.put_in_force(turn.tx, rulebook.fingerprint, body, date(rulebook.competition.year, 1, 1), kept)
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
