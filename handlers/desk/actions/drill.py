"""演练: a rehearsal in which everything is said with a mark and nothing counts; kept or wiped when it ends."""

from dataclasses import replace

from handlers.desk.results import DrillPage
from handlers.enacting.actions import changing
from handlers.matters.actions import doing
from handlers.results import Answer, Refusal, Sender, Text
from handlers.submissions.actions import submission
from handlers.turn import Turn
from scoring.reading.office import DRILL_BEGINS, DRILL_ENDS
from storage import house, parts, roster, submissions
from storage.house import Drill
from storage.identities import mark, read
from storage.parts import LIVE, Asked
from storage.submissions import Stored

WIPED = "drill"
"""Why all that was reported in a rehearsal is withdrawn."""


def page(turn: Turn, about: str) -> DrillPage:
    """Describe the rehearsal that is on, if one is; `about`: whether its end is asked for."""
    last, count = house.drill(turn.tx), len(_live(turn)) + parts.count(turn.tx, Asked(states=LIVE))
    number = 0 if last is None else last.number
    if last is None or last.until is not None:
        return DrillPage(number + 1, count)
    return DrillPage(number, count, read(turn.tx, last.by), turn.local(last.since), ends=bool(about))


def said(turn: Turn, sender: Sender, about: str) -> Answer:
    """Begin or end a rehearsal in words."""
    words, number = "".join(about.lower().split()), page(turn, "").number
    if words in DRILL_BEGINS:
        return begin(turn, sender, number)
    if words not in DRILL_ENDS:
        raise Refusal("drill_usage")
    return end(turn, sender, number, DRILL_ENDS[words])


def begin(turn: Turn, sender: Sender, number: int) -> Answer:
    """Begin a rehearsal, as long as nothing is reported that counts."""
    person, now, last = changing.office(turn, sender), page(turn, ""), house.drill(turn.tx)
    if now.since is not None or now.number != number:
        raise Refusal("drill_settled")
    if now.count:
        raise Refusal("drill_too_late", count=now.count)
    wiped = None if last is None else last.wiped_at
    house.fix_drill(turn.tx, Drill(number, mark(turn.tx, person.id, person.name), turn.tx.now, wiped_at=wiped))
    turn.record(person.id, "drill_begin")
    _tell(turn, Text("drill_begun", {"by": person.name}))
    return Answer()


def end(turn: Turn, sender: Sender, number: int, keep: int) -> Answer:
    """End the rehearsal; what was reported in it counts from now on, or is withdrawn, all of it."""
    person, drill = changing.office(turn, sender), turn.drill
    if drill is None or drill.number != number:
        raise Refusal("drill_settled")
    found = _live(turn)
    if not keep:
        for place, stored in enumerate(found):
            who = (person.id, person.name)
            submission.do(turn, stored, "withdraw", who, turn.now, reason=WIPED, ordinal=place)
        doing.wipe(turn, person, WIPED)
    over = turn.tx.now
    house.fix_drill(turn.tx, replace(drill, until=over, wiped_at=drill.wiped_at if keep else over))
    turn.record(person.id, "drill_end", kept=bool(keep))
    _tell(turn, Text("drill_kept" if keep else "drill_wiped", {"by": person.name, "count": len(found)}))
    return Answer()


def _live(turn: Turn) -> list[Stored]:
    return [one for one in submissions.every(turn.tx) if one.state != "withdrawn"]


def _tell(turn: Turn, told: Text) -> None:
    """Tell everybody whom it concerns: the group, and every admin and leader."""
    readers = [one for role in ("admin", "leader") for one in roster.acting_ids(turn.tx, role)]
    for chat in dict.fromkeys([*readers, *([] if turn.group is None else [turn.group])]):
        turn.owe(chat, "text", told, key=told.code)
