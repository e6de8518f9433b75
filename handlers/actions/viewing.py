"""查看佐证: whoever has to do with a submission gets its evidence, in private."""

from handlers.actions import reviews
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from handlers.results.evidence import Piece
from scoring import access
from storage import evidence, people
from storage.evidence import Attachment

WORDS = ("查看佐证", "佐证")


def show(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe the evidence of a submission to whoever asks and may see it."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    metric = turn.rulebook.metric(stored.claim.metric)
    if not access.may("see_evidence", access.relations(person, stored.claim.unit, metric.leads)):
        raise Refusal("evidence_not_yours", number=number)
    if not evidence.count(turn.tx, number):
        raise Refusal("no_evidence", number=number)
    payload: dict[str, object] = {"number": number, "version": stored.version, "as_of": turn.as_of()}
    if not sender.private:
        payload["fallback"] = {"chat": sender.chat, "reply_to": None if sender.pressed else sender.message}
        if not sender.pressed:
            turn.owe(sender.chat, "reaction", {"message": sender.message, "emoji": "✍"}, key="evidence")
    turn.owe(person.id, "evidence", payload, reply_to=sender.message if sender.private else None)
    return Answer("evidence_sent")


def pieces(turn: Turn, number: int) -> list[Piece]:
    """Describe the evidence of a submission, oldest first."""
    return [_piece(turn, one) for one in evidence.of_number(turn.tx, number)]


def _piece(turn: Turn, one: Attachment) -> Piece:
    known = people.entries_of(turn.tx, one.person)
    kept = evidence.kept(turn.tx, one.id)
    return Piece(
        kind=one.kind,
        file_id=one.file_id,
        name=one.name,
        by=known[0].name if known else "",
        at=turn.local(one.received_at),
        digest=None if kept is None else kept.stored,
        copy=None if kept is None else kept.place,
    )
