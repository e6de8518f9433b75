"""转交: handing a card to another reviewer of the same lead; whoever else may decide still may."""

from handlers.actions import acts, cards, desk, reviews
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from scoring.access import Person
from scoring.lines import clean
from storage import people
from storage.people import Entry
from storage.submissions import Stored


def transfer(turn: Turn, sender: Sender, number: int, name: str, version: int | None = None) -> Answer:
    """Hand a card over by name, in whole or in part."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    colleagues = _colleagues(turn, sender, person, stored, version)
    if colleagues is None:
        return reviews.outdated(turn, sender, stored)
    wanted = clean(name)
    found = [one for one in colleagues if clean(one.name) == wanted] or [
        o for o in colleagues if wanted in clean(o.name)
    ]
    if len(found) != 1:
        raise Refusal("unknown_colleague", name=name, names=[one.name for one in colleagues])
    return _hand_over(turn, sender, person, stored, found[0])


def transfer_to(turn: Turn, sender: Sender, number: int, version: int, receiver: int) -> Answer:
    """Hand a card over to the one whose button was pressed."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    colleagues = _colleagues(turn, sender, person, stored, version)
    if colleagues is None:
        return reviews.outdated(turn, sender, stored)
    found = [one for one in colleagues if one.telegram_id == receiver]
    if not found:
        raise Refusal("old_button")
    return _hand_over(turn, sender, person, stored, found[0])


def offer(turn: Turn, sender: Sender, number: int, version: int) -> Answer:
    """Offer the people to whom a card can be handed over, a button each."""
    person, stored = turn.person(sender), reviews.get(turn, number)
    colleagues = _colleagues(turn, sender, person, stored, version)
    if colleagues is None:
        return reviews.outdated(turn, sender, stored)
    items = [[one.telegram_id, one.name] for one in colleagues]
    payload = {"code": "transfer_choose", "values": {"number": number, "version": version, "items": items}}
    turn.owe(sender.chat, "text", payload, key=f"transfer:{number}", reply_to=sender.message, topic=sender.topic)
    return Answer("transfer_asked")


def _colleagues(turn: Turn, sender: Sender, person: Person, stored: Stored, version: int | None) -> list[Entry] | None:
    """Return who else reviews for the person's lead and may decide; None where the card is an old one."""
    who = desk.refuse_unless(turn, person, stored, "transfer")
    if version not in (None, stored.version):
        return None
    desk.refuse_unless_follows(turn, sender, stored, "transfer")
    mine = {lead for someone, lead in who.reviewers if someone == person.id}
    others = {someone for someone, lead in who.reviewers if lead in mine} - {person.id}
    entries = [*people.acting(turn.tx, "reviewer", sorted(mine)), *people.acting(turn.tx, "admin")]
    found = {entry.telegram_id: entry for entry in reversed(entries) if entry.telegram_id in others}
    if not found:
        raise Refusal("nobody_to_transfer_to", number=stored.number)
    return list(reversed(found.values()))


def _hand_over(turn: Turn, sender: Sender, person: Person, stored: Stored, receiver: Entry) -> Answer:
    told, to = turn.judged_at(sender), receiver.telegram_id
    value = str(to)
    after = acts.do(turn, stored, "transfer", (person.id, person.name), told, value=value, reason=receiver.name)
    cards.show_cards(turn, after)
    cards.call(turn, after, [to] if to is not None else [])
    return reviews.done(turn, sender, after, "transferred")
