"""One message that a letter takes long to make, and its end: whoever takes the letter up again ends it, too."""

from handlers.conversation.results import Working
from handlers.results import Owed
from handlers.turn import Turn
from storage import outbox, replicas
from storage.outbox import Letter

WORKING, WORKED = "working", "worked"


def begin(turn: Turn, letter: Letter) -> Letter | None:
    """Owe the message that a letter is being made, in the same hand; None where it was owed before."""
    payload = {"of": letter.id}
    number = outbox.owe(turn.tx, letter.chat, WORKING, payload, dedupe=_key(letter), silent=True, topic=letter.topic)
    if number is None:
        return None
    if letter.replica is not None:
        replicas.take_letters(turn.tx, [number])
    return outbox.known(turn.tx, number)


def still(turn: Turn, owed: Owed[Working]) -> bool:
    """Say whether the letter is still to come; where it is not, nothing is said any more."""
    return outbox.waits(turn.tx, owed.payload.of)


def end(turn: Turn, letter: Letter) -> None:
    """Owe the end of that message, if there is one, once nothing more becomes of the letter."""
    said = outbox.by_key(turn.tx, _key(letter))
    if said is None or said.message is None or outbox.waits(turn.tx, letter.id):
        return
    payload = {"message": said.message, "arrived": outbox.known(turn.tx, letter.id).state == "sent"}
    outbox.owe(turn.tx, said.chat, WORKED, payload, dedupe=f"{WORKED}:{letter.id}", silent=True, bot=said.bot)


def _key(letter: Letter) -> str:
    return f"{WORKING}:{letter.id}"
