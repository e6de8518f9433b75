"""What is said of the bot's own accord: around deadlines, to verifiers, at the recheck day; the leaders' list."""

from collections.abc import Iterable

from handlers import due
from handlers.matters.actions import cards, showing, which, who
from handlers.matters.actions.doing import Seen
from handlers.matters.actions.keeping import clock_of
from handlers.matters.results import Listed, MatterAbout, MatterListed, Named
from handlers.results import Owed
from handlers.turn import Turn
from scoring.due import Slot
from scoring.matters.reminders import WAITED, is_for_leaders, slots, speaks, what
from scoring.matters.table import RECHECKED_WITHIN
from storage import chats, parts, preferences, roster
from storage.parts import Asked
from storage.tables.types import MICROSECOND

LIST = "matter_list"
LEADERS = "matter_leaders"
FEW = 3
"""So many parts of a unit come to a head as cards at once, more in one list."""
AT_ONCE = 200
"""Parts that are looked at in one transaction."""


def due_words(turn: Turn) -> bool:
    """Say whether anything is due to be said about a part."""
    return bool(parts.saying(turn.tx, turn.now, 1))


def remind(turn: Turn) -> int:
    """Owe what is due to be said about parts, to each person in one message of a sort."""
    found: dict[tuple[int, str], list[Named]] = {}
    saying = parts.saying(turn.tx, turn.now, AT_ONCE)
    for number, unit in saying:
        one, stood = which.known(turn, number, unit), parts.get(turn.tx, number, unit)
        if stood is None:
            continue
        early = turn.now <= one.where.deadline  # its very second is still in time
        said = turn.now
        for slot in _due(turn, one, stood):
            if what(slot) == "overdue" and early:
                said = turn.now - MICROSECOND
                continue
            for person in _called(turn, one, what(slot)):
                found.setdefault((person, what(slot)), []).append((number, unit))
        schedule, clock = turn.rulebook.schedule, clock_of(turn)
        parts.note_said(turn.tx, stood, said, speaks(one.where, schedule, clock, said))
    unreachable = chats.down(turn.tx)
    for (person, why), named in found.items():
        if person not in unreachable:
            turn.push(person, LIST, MatterListed(why, named), key=f"{why}:{named[0]}:{turn.stamp(turn.now)}")
    return len(saying)


def _due(turn: Turn, one: Seen, stood: parts.Stood) -> list[Slot]:
    """Return the newest of what has become due since the last word, where it has anything to say yet."""
    planned = slots(one.where, turn.rulebook.schedule, clock_of(turn))
    new = [slot for slot in planned if stood.said < slot.due <= turn.now < slot.until]
    return new[-1:]


def _called(turn: Turn, one: Seen, why: str) -> Iterable[int]:
    """Return who hears something about a part."""
    heads, verifiers = who.heads_of(turn, [one.part.unit]), who.verifiers_of(turn, one.part)
    if why == "overdue":
        return dict.fromkeys([*heads, *verifiers])
    if why == "waits":
        return verifiers
    if why == "recheck":
        free = [person for person in verifiers if person != one.where.verifier]
        return free or who.outside(turn, one.part.unit, "leader")
    return heads


def take_over(turn: Turn, person: int, unit: str) -> None:
    """Owe a new head what their unit has open, in the hours in which people are told things: cards, or one list."""
    if chats.is_down(turn.tx, person):
        return
    found = parts.listed(turn.tx, Asked(units=(unit,), states=parts.OPEN))
    known = [which.known(turn, one.stood.number, unit).part for one in found]
    without = [part for part in known if person not in cards.readers(turn, part)]
    if len(without) > FEW:
        payload = MatterListed("taken_over", [(part.number, unit) for part in without])
        turn.push(person, LIST, payload, key=f"taken_over:{unit}")
        return
    for part in without:
        turn.push(person, cards.CARD, MatterAbout(part.number, unit, turn.as_of()), key=f"{part.number}:{unit}")


def listed(turn: Turn, letter: Owed[MatterListed]) -> Listed | None:
    """Describe parts as they stand when the message is sent; None where nothing of it holds any more."""
    payload = letter.payload
    known = [which.known(turn, number, unit) for number, unit in payload.parts]
    still = [one for one in known if _holds(turn, one, payload.why)]
    if not still:
        return None
    return Listed(payload.why, turn.local(turn.now), tuple(showing.line(turn, one) for one in still))


def _holds(turn: Turn, one: Seen, why: str) -> bool:
    """Say whether what is said about a part still holds."""
    state = one.where.state
    match why:
        case "overdue":
            return state in ("open", "asking") and turn.now > one.where.deadline
        case "waits" | "digest":
            return state in cards.WAITING
        case "taken_over":
            return state in parts.OPEN
        case "recheck":
            day = one.where.recheck if state == "closed" and not one.where.settled else None
            return day is not None and clock_of(turn).day(turn.now) <= day + RECHECKED_WITHIN
        case "leaders":
            return is_for_leaders(one.where, turn.now, clock_of(turn))
    return state in ("open", "asking") and turn.now < one.where.deadline


# Leaders, and who wants all at fixed hours


def digest_due(turn: Turn) -> bool:
    """Say whether the hour of a digest has come."""
    return any(due.of_digests(turn, LEADERS))


def send_digests(turn: Turn) -> int:
    """Owe leaders once a working day what is overdue or waits long, and at every hour what waits for who chose so."""
    said = due.take(turn, LEADERS, due.of_digests(turn, LEADERS))
    first = min(turn.rulebook.schedule.digest, default=None)
    for slot in said:
        if first is not None and slot.key.endswith(f"T{first:%H:%M}"):
            _to_leaders(turn, slot)
        _to_choosers(turn, slot)
    return len(said)


def _to_leaders(turn: Turn, slot: Slot) -> None:
    late = parts.listed(turn.tx, Asked(overdue=turn.now))
    waiting = parts.listed(turn.tx, Asked(states=cards.WAITING))
    clock = clock_of(turn)
    today = clock.day(turn.now)
    long = [one for one in waiting if clock.working_days(clock.day(one.stood.since), today) > WAITED]
    named = list(dict.fromkeys((one.stood.number, one.stood.unit) for one in (*late, *long)))
    for leader in roster.acting_ids(turn.tx, "leader") if named else ():
        turn.push(leader, LIST, MatterListed("leaders", named), key=slot.key)


def _to_choosers(turn: Turn, slot: Slot) -> None:
    """Owe what waits for their word to those who get no single cards."""
    for person in sorted(preferences.chosen_by(turn.tx, preferences.CARDS, "digest")):
        units = [row.unit for row in roster.entries_of(turn.tx, person) if row.role == "reviewer" and row.unit]
        found = parts.listed(turn.tx, Asked(states=cards.WAITING, verifies=tuple(units))) if units else []
        named = [(one.stood.number, one.stood.unit) for one in found]
        own = {row.unit for row in roster.entries_of(turn.tx, person)}
        mine = [(number, unit) for number, unit in named if unit not in own]
        if mine:
            turn.push(person, LIST, MatterListed("digest", mine), key=slot.key)
