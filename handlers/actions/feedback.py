"""/feedback: a word to the admins, kept in the audit chain and told to each of them in private."""

from datetime import timedelta

from handlers.actions.people import roles_of
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from storage import audit, people

LONGEST = 500
MOST = 3
"""How many words one person may send in an hour."""


def send(turn: Turn, sender: Sender, text: str) -> Answer:
    """Hand a word on to every admin, with who wrote it; nothing is kept where it is refused."""
    person, words = turn.person(sender), text.strip()
    if len(words) > LONGEST:
        raise Refusal("feedback_too_long", length=len(words), most=LONGEST)
    if audit.count_since(turn.tx, person.id, "feedback", turn.now - timedelta(hours=1)) >= MOST:
        raise Refusal("feedback_enough", most=MOST)
    admins = people.acting_ids(turn.tx, "admin")
    if not admins:
        raise Refusal("feedback_nobody")
    turn.record(person.id, "feedback", words=words)
    values = {"name": person.name, "roles": roles_of(turn, person.id), "words": words}
    for admin in admins:
        turn.owe(admin, "text", {"code": "feedback_admin", "values": values}, key="feedback")
    turn.answer(sender, "feedback_sent")
    return Answer("feedback_sent")
