"""The cards that show a submission to those who decide, the notices to its unit, and reactions in the group."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.results import Owed, Reaction, Sender, Text, moment
from handlers.submissions.actions import submission
from handlers.submissions.actions.compared import Compared
from handlers.submissions.actions.deciders import (
    answering,
    deciders_of,
    heads_of,
    judges_of,
    needed_of,
    signers_of,
    standing,
    too_late,
    where_is,
)
from handlers.submissions.actions.submission import claimed
from handlers.submissions.results import About, CardEdit, Claimed
from handlers.turn import Turn, as_json, tell_admins
from storage import chats, outbox, preferences, submissions
from storage.outbox import Letter
from storage.submissions import Stored


def reference(turn: Turn, stored: Stored) -> About:
    """Return what a letter about a submission carries: number, version, and the moment it shows."""
    return About(stored.number, stored.version, turn.as_of())


def _edit(turn: Turn, stored: Stored, card: Letter) -> CardEdit:
    return CardEdit(stored.number, stored.version, turn.as_of(), card.id)


def show_cards(turn: Turn, stored: Stored, origin: Sender | None = None) -> None:
    """Bring every card of a submission up to date; send new ones where there is none that anybody can see.

    A report made in private goes to every deciding person in private who did not choose the digest; one made in the
    group (`origin`) gets one card there, as a reply to it. Nobody reachable: the card goes to the group.
    """
    payload = reference(turn, stored)
    cards = _living(turn, stored)
    for card in cards:
        turn.owe(card.chat, "card_edit", _edit(turn, stored, card), key=f"{card.id}:{payload.as_of}")
    key = f"{stored.number}:{stored.version}:{payload.as_of}"
    if origin is not None and not origin.private:
        if not any(card.chat == origin.chat for card in cards):
            turn.owe(origin.chat, "card", payload, key=key, reply_to=origin.message, topic=origin.topic)
        return
    if cards or where_is(turn, stored).phase != "pending":
        return
    at_once, in_digest = _reached(turn, stored)
    group = turn.group
    for person in at_once or ([] if in_digest or group is None else [group]):
        turn.owe(person, "card", payload, key=key)
    if not (at_once or in_digest or group):
        _tell_lost(turn, stored)


def _reached(turn: Turn, stored: Stored) -> tuple[list[int], list[int]]:
    """Return who can be reached and decides: those who get a card at once, and those who chose the digest."""
    chosen = preferences.chosen_by(turn.tx, preferences.CARDS, "digest")
    reached = [person for person in deciders_of(turn, stored.claim).persons if not chats.is_down(turn.tx, person)]
    return [p for p in reached if p not in chosen], [p for p in reached if p in chosen]


def _living(turn: Turn, stored: Stored) -> list[Letter]:
    """Return the cards that can still be seen and edited: not refused, nor left behind by the group or the account."""
    cards = outbox.find(turn.tx, "card", stored.number)
    reached = (card for card in cards if card.state != "dead" and card.reached_by(turn.sends_as))
    return [card for card in reached if chats.current_id(turn.tx, card.chat) == card.chat]


def _unreached(turn: Turn, stored: Stored) -> bool:
    """Say whether what waits to be decided has reached nobody who may."""
    waits = where_is(turn, stored).phase == "pending"
    return waits and not _living(turn, stored) and not _reached(turn, stored)[1]


def _tell_lost(turn: Turn, stored: Stored) -> None:
    """Tell the admins, once for a version, of a card that reached nobody."""
    once = replace(turn, cause=f"card_lost:{stored.number}:{stored.version}")
    tell_admins(once, "card_lost", "", number=stored.number)


def seen(turn: Turn, number: int, version: int, as_of: datetime | None = None) -> Claimed:
    """Describe a submission to its unit, and whether it has reached anybody who may decide."""
    stored = submissions.get(turn.tx, number)
    lost = stored is not None and stored.version == version and _unreached(turn, stored)
    return replace(submission.describe(turn, number, version, as_of), unreached=lost)


def last_resort(turn: Turn, number: int) -> bool:
    """Show a submission in the group where no card of it reached anybody; False where there is no group either.

    Once for a version: a card that the chat server refuses for good is not sent again and again.
    """
    stored, group = submissions.get(turn.tx, number), turn.group
    if stored is None or stored.state != "pending" or _living(turn, stored) or _reached(turn, stored)[1]:
        return True
    if group is None:
        return False
    dedupe = f"card:group:{number}:{stored.version}"
    outbox.owe(turn.tx, group, "card", as_json(reference(turn, stored)), dedupe=dedupe)
    return True


def refresh(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Bring the card that somebody pressed up to date, should its edit have been lost."""
    letter = outbox.by_message(turn.tx, sender.chat, sender.message, turn.bot)
    if letter is not None and letter.kind == "card":
        turn.owe(sender.chat, "card_edit", _edit(turn, stored, letter), key=f"again:{letter.id}")


def call(turn: Turn, stored: Stored, called: Sequence[int]) -> None:
    """Send a new card to people whose turn it is now; nobody reachable: to the group."""
    payload, group = reference(turn, stored), turn.group
    reached = [person for person in called if not chats.is_down(turn.tx, person)]
    for person in reached or ([] if group is None else [group]):
        turn.owe(person, "card", payload, key=f"{stored.number}:{payload.as_of}")


def complete(turn: Turn, stored: Stored) -> None:
    """Owe a card to whoever decides now and has none, in the hours in which people are told things."""
    if where_is(turn, stored) != standing(stored, needed_of(turn, stored.claim)):  # half a correction has lapsed
        show_cards(turn, stored)
    called = _called(turn, stored)
    payload, held = reference(turn, stored), {card.chat for card in _living(turn, stored)} if called else set()
    for person in called:
        if person not in held:
            turn.push(person, "card", payload, key=f"{stored.number}:{payload.as_of}")


def _called(turn: Turn, stored: Stored) -> list[int]:
    """Return who decides now, about a submission or what is open about it, and is to have a card of it.

    What was reported in the group has its card there; who chose the digest finds it in that.
    """
    where = where_is(turn, stored)
    if where.phase == "pending":
        return [] if (stored.claim.chat or 0) < 0 else _reached(turn, stored)[0]
    if where.case is None:
        return []
    if where.phase in ("appealed", "disputed"):
        found = judges_of(turn, stored)
    else:
        found = [person for person, _ in signers_of(turn, stored, called=True) if person not in where.case.signers]
    return [person for person in found if not chats.is_down(turn.tx, person)]


def tell_heads(turn: Turn, stored: Stored, *, but: int = 0) -> None:
    """Owe every head of the unit a notice of what was done about a decided submission."""
    payload = reference(turn, stored)
    for person in heads_of(turn, stored.claim.unit):
        if person != but:
            turn.owe(person, "notice", payload, key=f"{stored.number}:{payload.as_of}")


def tell_unit(turn: Turn, stored: Stored) -> None:
    """Owe a notice to those who answer for the unit: who reported, or the heads where a lead reported."""
    claim, payload = stored.claim, reference(turn, stored)
    for person in answering(turn, claim):
        turn.owe(person, "notice", payload, key=f"{stored.number}:{payload.as_of}")


def react(turn: Turn, stored: Stored) -> None:
    """Show on a report made in the group how all that it reported stands; in private the messages say so."""
    claim = stored.claim
    if claim.chat is None or claim.message is None or chats.current_id(turn.tx, claim.chat) != claim.chat:
        return
    if claim.chat < 0:
        states = [s.state for s in submissions.by_message(turn.tx, claim.chat, claim.message, claim.bot)]
        payload = Reaction(claim.message, emoji(states))
        turn.owe(claim.chat, "reaction", payload, key=f"{claim.message}:{turn.as_of()}")


def emoji(states: Sequence[str]) -> str:
    """Return 👌 where all is confirmed, 🤔 where something was returned, else ✍."""
    if all(state == "confirmed" for state in states):
        return "👌"
    return "🤔" if "returned" in states else "✍"


def card_of(turn: Turn, owed: Owed[About]) -> Claimed:
    """Describe a submission to those who decide, with what its value is seen beside."""
    return _card(turn, owed.payload, owed.chat)


def _card(turn: Turn, about: About, chat: int) -> Claimed:
    as_of = moment(about.as_of)
    stored = submissions.get_version(turn.tx, about.number, about.version)
    if stored is None:
        raise LookupError(about.number)
    shown = claimed(turn, stored, as_of, chat if chat > 0 else None)
    return shown if shown.title is not None else replace(shown, beside=Compared(turn, [stored], as_of).beside(stored))


def edit_of(turn: Turn, owed: Owed[CardEdit]) -> tuple[int | None, Claimed]:
    """Describe the newest state of a card, and the message that it was sent as."""
    sent = outbox.letter(turn.tx, owed.payload.card)
    message = sent.message if sent is not None and sent.reached_by(turn.bot) else None
    return message, _card(turn, owed.payload, owed.chat)


def redraw(turn: Turn, number: int) -> bool:
    """Owe an edit to the card of what the lock left undecided; False where a letter is none."""
    card = outbox.letter(turn.tx, number)
    stored = None if card is None or card.kind != "card" else submissions.get(turn.tx, card.payload["number"])
    if card is None or stored is None or not too_late(turn, stored, turn.now):
        return False
    turn.owe(card.chat, "card_edit", _edit(turn, stored, card), key=f"{card.id}:{turn.as_of()}")
    return True


def refused(turn: Turn, letter: Letter, unreachable: bool) -> None:  # noqa: FBT001 - a hook of letters
    """Find another way for a card that cannot be delivered; of a group out of reach the admins hear anyway."""
    number = letter.payload["number"]
    if letter.chat > 0 and last_resort(turn, number):
        return
    stored = submission.get(turn, number)
    if letter.chat > 0 or not unreachable:
        _tell_lost(turn, stored)
    if _unreached(turn, stored):
        once = replace(turn, cause=f"card_unreached:{number}:{stored.version}")
        for person in stored.claim.reporters:
            once.owe(person, "text", Text("card_unreached", {"number": number}))
