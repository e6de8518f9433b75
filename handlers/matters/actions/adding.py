"""补充佐证: what comes for a part that waits for its verification, from a head of its unit; its cards show it."""

from collections.abc import Iterable, Sequence

from handlers.evidence.actions import MOST, loose, still_loose, take_in, take_links, to_part
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


def add(turn: Turn, sender: Sender, person: Person, named: Named, text: str) -> Answer:
    """Add what a message holds to a part."""
    one = which.known(turn, *named)
    refuse_unless_added(turn, person, one)
    return _join(turn, sender, person, one, [*take_in(turn, sender), *take_links(turn, sender, text)])


def use(turn: Turn, sender: Sender, number: int, which_part: int, _seen: int) -> Answer:
    """Add to a part what somebody put down before without a word."""
    person, one = turn.person(sender), which.pressed(turn, number, which_part)
    if not still_loose(turn, sender):
        raise Refusal("evidence_gone")
    refuse_unless_added(turn, person, one)
    return _join(turn, sender, person, one, loose(turn, sender))


def _join(turn: Turn, sender: Sender, person: Person, one: Seen, found: Sequence[Attachment]) -> Answer:
    if not found:
        return Answer()
    part = one.part
    if not to_part(turn, part.number, part.unit, person.id, found):
        raise Refusal("matter_add_full", **rights.named(turn, part), most=MOST)
    cards.show(turn, part.number, [part.unit])
    acknowledge(turn, sender, part.number, part.unit)
    return Answer("received")


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
    return bool(found)


def acknowledge(turn: Turn, sender: Sender, number: int, unit: str) -> None:
    """Say how much evidence a part has now, once for an album."""
    if sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message):
        return
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍"), key="evidence")
        return
    named = rights.named(turn, which.known(turn, number, unit).part)
    told = {**named, "count": len(evidence.of_part(turn.tx, number, unit))}
    cards.tell(turn, [sender.person], "matter_added", told, [(number, unit)], fallback=sender)
