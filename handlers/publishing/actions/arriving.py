"""Posts that did not simply arrive: refused ones are tried again, doubtful ones settled by admins, lost ones sent."""

from collections.abc import Iterator
from datetime import timedelta

from handlers.publishing.actions import documents
from handlers.publishing.actions.posts import STAYS
from handlers.publishing.results import Doubt, Doubted, Posted, Refused, Sent, SentAsked
from handlers.results import Answer, Owed, Refusal, Sender, Text
from handlers.turn import Turn
from scoring.calendar import Period
from storage import chats, ledger, outbox, publications, roster
from storage.outbox import Letter
from storage.publications import Published

REFUSED = "post_refused"
PAUSE = timedelta(minutes=5)
"""How long a post that was refused waits before it is tried again."""
KINDS = ("week", "result")
"""The kinds of letters that are posts."""
LISTED = 6
"""Publications that an admin may choose from to be sent again."""
JUST = timedelta(minutes=10)
"""How long a post that arrived is not sent again: a button may be pressed twice."""


def note_refused(turn: Turn, publication: int, letter: Letter, reason: str) -> None:
    """Note that a post was refused, which is to be tried again, and tell every admin so once."""
    ledger.reopen(turn.tx, REFUSED, str(letter.id))
    ledger.settle_slot(turn.tx, REFUSED, str(letter.id), "done")
    payload = Refused(letter.id, publication, reason, picture=bool(letter.payload.get("of")))
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.push(admin, "post_refused", payload, key=str(letter.id))


def refused_due(turn: Turn) -> bool:
    """Say whether a post that was refused may be tried again."""
    return not turn.quiet and any(_refused(turn))


def try_again(turn: Turn) -> int:
    """Let the posts go out that were refused for a reason that may be gone; returns how many."""
    found = list(_refused(turn))
    for number in found:
        outbox.resend(turn.tx, number)
    return len(found)


def _refused(turn: Turn) -> Iterator[int]:
    """Yield the letters of posts of the last days that were refused, and are now due again or can be reached again."""
    for slot in ledger.settled(turn.tx, REFUSED, turn.now - STAYS):
        letter, at = outbox.known(turn.tx, int(slot)), ledger.settled_at(turn.tx, REFUSED, slot)
        if letter.state != "dead" or at is None or turn.now - letter.owed_at >= STAYS:
            continue
        up = chats.up_since(turn.tx, letter.chat)
        if turn.now >= at + PAUSE or (up is not None and up >= at):
            yield letter.id


def refused(turn: Turn, owed: Owed[Refused]) -> tuple[Doubted, str, bool]:
    """Describe a post that was refused, why, and whether only its picture was."""
    found = owed.payload
    return _named(turn, found.letter, found.publication), found.reason, found.picture


def doubted(turn: Turn, owed: Owed[Doubt]) -> Doubted:
    """Describe a post whose outcome nobody knows."""
    return _named(turn, owed.payload.letter, owed.payload.publication)


def _named(turn: Turn, letter: int, publication: int) -> Doubted:
    post, sent = publications.known(turn.tx, publication), outbox.known(turn.tx, letter)
    kind = sent.kind.removesuffix("_picture")
    rulebook = turn.rulebook_on(Period.written(post.period).first)
    return Doubted(rulebook.arena(post.arena).name, post.slot.rpartition(":")[2], letter, sent.attempts, kind)


def settle_unknown(turn: Turn, sender: Sender, number: int, attempt: int, arrived: int) -> Answer:
    """Let an admin say whether a post whose outcome nobody knows has arrived, or that it is to be sent again.

    What was said of an earlier attempt says nothing of a later one, which is asked about anew.
    """
    person = turn.person(sender)
    if not person.admin:
        raise Refusal("admins_only")
    letter = outbox.letter(turn.tx, number)
    given_up = ("unknown",) if arrived else ("unknown", "dead")
    if letter is None or letter.attempts != attempt or letter.state not in given_up:
        raise Refusal("settled_before")
    turn.record(person.id, "post_arrived" if arrived else "post_again", letter=number)
    if arrived:
        outbox.note_arrival(turn.tx, number)
    else:
        outbox.resend(turn.tx, number)
    payload = Text("post_settled", {"name": person.name, "arrived": bool(arrived), "what": letter.kind})
    for admin in roster.acting_ids(turn.tx, "admin"):
        turn.owe(admin, "text", payload, key=f"settled:{number}")
    return Answer("post_arrived" if arrived else "post_again")


def to_send_again(turn: Turn, sender: Sender) -> Answer:
    """Show an admin what was made public lately and whether it arrived, a button each to send it again."""
    if not turn.person(sender).admin:
        raise Refusal("admins_only")
    if not publications.newest(turn.tx, 1):
        raise Refusal("nothing_published")
    turn.owe_private(sender, "sent_list", SentAsked(turn.as_of()))
    return Answer()


def sent_list(turn: Turn, _owed: Owed[SentAsked]) -> tuple[Sent, ...]:
    """Describe the newest publications, and how the letter stands by which each was sent last."""
    return tuple(_sent(turn, post) for post in publications.newest(turn.tx, LISTED))


def _sent(turn: Turn, post: Published) -> Sent:
    letters = outbox.of_publication(turn.tx, post.id, KINDS)
    last = letters[-1] if letters else None
    at = turn.minute(last.stamped_at) if last is not None and last.stamped_at is not None else ""
    rulebook = turn.rulebook_on(Period.written(post.period).first)
    occasion = post.slot.rpartition(":")[2]
    arena = rulebook.arena(post.arena).name
    return Sent(post.id, post.kind, occasion, post.version, arena, last.state if last else "none", at)


def send_again(turn: Turn, sender: Sender, number: int) -> Answer:
    """Send a publication to the group again, as it was frozen; one that is on its way or has just arrived is not.

    The documents of a result go with the first of its arenas.
    """
    person = turn.person(sender)
    if not person.admin:
        raise Refusal("admins_only")
    post, group = publications.publication(turn.tx, number), turn.group
    if post is None:
        raise Refusal("old_button")
    if group is None:
        raise Refusal("no_group")
    letters = outbox.of_publication(turn.tx, number, KINDS)
    if any(letter.state in ("ready", "held", "sending") for letter in letters):
        raise Refusal("post_on_its_way")
    if any(letter.stamped_at is not None and abs(turn.now - letter.stamped_at) < JUST for letter in letters):
        raise Refusal("post_just_arrived")
    turn.record(person.id, "publication_again", publication=number)
    given_up = [letter for letter in letters if letter.state in ("unknown", "dead")]
    if given_up:
        outbox.resend(turn.tx, given_up[-1].id)
    else:
        turn.owe(group, "week" if post.kind in publications.WEEKLY else "result", Posted(number), key=f"again:{number}")
        documents.owe(turn, number)
    return Answer("post_again")
