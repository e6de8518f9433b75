"""补充佐证: what comes for a part that waits for its verification, from a head of its unit; its cards show it."""

from collections.abc import Iterable, Sequence

from handlers.evidence.actions import MOST, links, loose, still_loose, take_in, take_links, to_part
from handlers.matters.actions import cards, rights, which
from handlers.matters.actions.doing import Seen
from handlers.matters.results import Named
from handlers.results import Answer, Reaction, Refusal, Sender
from handlers.turn import Turn
from scoring.access import Person
from storage import evidence, inbox, parts
from storage.evidence import Attachment
from storage.parts import Asked

ADD = "add"
ADDED, FINISHED = "matter_added", "matter_added_finished"
"""What is said of what came: no more than that, or that it came with a finish of what is finished already."""
OFFERED = 6
"""How many parts are offered for what came without a word."""


def refuse_unless_added(turn: Turn, person: Person, one: Seen) -> None:
    """Refuse evidence that is not this person's to add, or not taken by now."""
    if not rights.may_add(turn, person, one):
        raise Refusal("matter_add_not", **rights.named(turn, one.part))


def waiting(turn: Turn, person: Person, found: Iterable[Named]) -> list[Named]:
    """Return those of some parts to which somebody may add evidence."""
    return [named for named in found if rights.may_add(turn, person, which.known(turn, *named))]


def offered(turn: Turn, person: Person) -> list[tuple[int, int, int, str]]:
    """Return the parts that somebody may add evidence to, each as its button names it: number, key, stamp, unit."""
    mine = Asked(units=tuple(sorted(person.heads)), states=("verifying",))
    listed = parts.listed(turn.tx, mine, most=OFFERED) if person.heads else []
    named = waiting(turn, person, ((line.stood.number, line.stood.unit) for line in listed))
    known = (which.known(turn, *each).part for each in named)
    return [(one.number, parts.key_of(one.unit), which.stamp(turn, one), turn.unit_name(one.unit)) for one in known]


def add(turn: Turn, sender: Sender, person: Person, named: Named, text: str, said: str = ADDED) -> Answer:
    """Add what a message holds to a part."""
    one = which.known(turn, *named)
    refuse_unless_added(turn, person, one)
    return _join(turn, sender, person, one, [*take_in(turn, sender), *take_links(turn, sender, text)], said)


def is_brought(turn: Turn, sender: Sender, person: Person, one: Seen, text: str) -> bool:
    """Say whether a message that finishes what is finished already brings evidence, which is not lost by that."""
    return bool(sender.files or links(text)) and rights.may_add(turn, person, one)


def use(turn: Turn, sender: Sender, number: int, which_part: int, _seen: int) -> Answer:
    """Add to a part what somebody put down before without a word."""
    person, one = turn.person(sender), which.pressed(turn, number, which_part)
    if not still_loose(turn, sender):
        raise Refusal("evidence_gone")
    refuse_unless_added(turn, person, one)
    return _join(turn, sender, person, one, loose(turn, sender))


def _join(
    turn: Turn, sender: Sender, person: Person, one: Seen, found: Sequence[Attachment], said: str = ADDED
) -> Answer:
    if not found:
        return Answer()
    part = one.part
    if to_part(turn, part.number, part.unit, person.id, found):
        cards.show(turn, part.number, [part.unit])
        acknowledge(turn, sender, part.number, part.unit, said)
    else:
        _leave_out(turn, sender, one, found)
    return Answer("received")


def _leave_out(turn: Turn, sender: Sender, one: Seen, found: Sequence[Attachment]) -> None:
    """Leave out what is more than a part may have, and say so once for an album."""
    if not _more_comes(turn, sender):
        raise Refusal("matter_add_full", **rights.named(turn, one.part), most=MOST)
    evidence.drop(turn.tx, found)


def _more_comes(turn: Turn, sender: Sender) -> bool:
    """Say whether another item of the same album waits to be taken."""
    return sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message)


def follow(turn: Turn, sender: Sender, person: Person) -> bool:
    """Let a later item of an album follow those before it to their parts; what was finished with them needs no word."""
    mates = [] if sender.album is None else evidence.of_album(turn.tx, sender.chat, sender.album)
    found = evidence.parts_of(turn.tx, mates)
    taken = take_in(turn, sender) if found else []
    for number, unit in found:
        if to_part(turn, number, unit, person.id, taken):
            cards.show(turn, number, [unit])
            if all(mate.report is None for mate in mates):
                acknowledge(turn, sender, number, unit)
        elif taken:
            _leave_out(turn, sender, which.known(turn, number, unit), taken)
    return bool(found)


def acknowledge(turn: Turn, sender: Sender, number: int, unit: str, said: str = ADDED) -> None:
    """Say how much evidence a part has now, once for an album; in a group a sign says that where it is all there is."""
    if said == ADDED and _more_comes(turn, sender):
        return
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍"), key="evidence")
        if said == ADDED:
            return
    named = rights.named(turn, which.known(turn, number, unit).part)
    told = {**named, "count": len(evidence.of_part(turn.tx, number, unit))}
    cards.tell(turn, [sender.person], said, told, [(number, unit)], fallback=sender)
