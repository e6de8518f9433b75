"""佐证 of a veto: what came with the request or as a reply to it, for whoever signs, and for the unit."""

from handlers.evidence.actions import gather, key, pieces_of, take_in, to_veto
from handlers.results import Answer, Owed, Piece, Reaction, Refusal, Sender
from handlers.turn import Turn
from handlers.vetoing.results import VetoShown
from scoring import access
from scoring.rulebook.model import Unit
from storage import evidence, vetoes
from storage.vetoes import Asked


def known(turn: Turn, number: int) -> Asked:
    """Return what was asked under a number."""
    found = vetoes.get(turn.tx, number)
    if found is None:
        raise Refusal("veto_unknown")
    return found


def unit_of(turn: Turn, asked: Asked) -> Unit:
    """Return the unit of what was asked, by the rules of its period."""
    return turn.rulebook_on(asked.in_period.first).unit(asked.unit)


def brought(turn: Turn, sender: Sender, number: int) -> None:
    """Make evidence of a veto what came with the message that asks for it, and what was put down before."""
    gather(turn, sender)
    to_veto(turn, number, sender.person, evidence.of_report(turn.tx, key(sender.chat, sender.message)))


def add(turn: Turn, sender: Sender, number: int) -> Answer:
    """Add what came as a reply, as long as nobody has answered: only whoever asked."""
    person, asked = turn.person(sender), known(turn, number)
    if person.id != asked.person:
        raise Refusal("veto_others_word", by=asked.person_name)
    if asked.answered_by:
        raise Refusal("veto_answered", by=asked.answered_by)
    if to_veto(turn, number, person.id, take_in(turn, sender)):
        turn.answer(sender, "veto_evidence_added", count=len(evidence.of_veto(turn.tx, number)))
    return Answer()


def show(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe the evidence of a veto to whoever asks and may see it."""
    person, asked = turn.person(sender), known(turn, number)
    unit = unit_of(turn, asked)
    if not access.may("see_evidence", access.relations(person, unit.id, ())):
        raise Refusal("veto_evidence_not_yours", unit=unit.name)
    if not evidence.of_veto(turn.tx, number):
        raise Refusal("veto_no_evidence", by=asked.person_name)
    if not (sender.private or sender.pressed):
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍"), key="evidence")
    turn.owe_private(sender, "veto_evidence", VetoShown(number), quoting=not sender.pressed)
    return Answer("evidence_sent")


def shown(turn: Turn, owed: Owed[VetoShown]) -> tuple[str, str, str, list[Piece]]:
    """Describe a veto (unit, period, reason) and its evidence."""
    asked = known(turn, owed.payload.veto)
    unit, found = unit_of(turn, asked).name, evidence.of_veto(turn.tx, asked.id)
    return unit, asked.in_period.chinese, asked.reason, pieces_of(turn, found)
