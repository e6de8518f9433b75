"""Replies: which submission a reply is about, which version its writer has seen, and what it decides."""

from datetime import datetime

from handlers.conversation.actions import listening, offers
from handlers.deciding.results import Several
from handlers.evidence.actions import take_in
from handlers.journey import Owners, owed
from handlers.matters.actions import saying
from handlers.phrases import compared, numbered
from handlers.phrases import decision as decided
from handlers.reporting.actions import evidence
from handlers.results import Answer, Decision, Refusal, RepliedTo, Sender, Text
from handlers.submissions.actions import deciders, submission
from handlers.turn import Turn
from scoring.access import Person
from scoring.lifecycle import Case
from storage import outbox, submissions
from storage.outbox import Letter
from storage.submissions import Stored

PLAIN = (("confirm", None), ("return", None))
"""Decisions that the buttons of a list of submissions say as well."""

UNDECIDED = ("appeal", "propose")
"""What asks others to decide, whichever version of it was seen."""


def reply(
    turn: Turn, sender: Sender, replied: RepliedTo, decision: Decision | None, text: str, owners: Owners
) -> Answer:
    """Take a reply: to a card, to any later message about a submission, to the message that reported it, to a question.

    What is about parts of matters belongs to those. `decision` is None where the words decide nothing. What is said to
    other people's messages stays between them.
    """
    letter = outbox.by_message(turn.tx, sender.chat, replied.message, turn.bot)
    if parts := saying.about(turn, sender, replied, letter):
        return saying.replied(turn, sender, parts, letter, text)
    quoting = None if (word := owners.words.get(compared(text))) is None else word.quoting
    if quoting is not None and replied.text is not None:
        answer = quoting(turn, sender, letter, replied.text)
        if answer is not None:
            return answer
    return _take(turn, sender, replied, letter, decision, text, owners)


def _take(
    turn: Turn,
    sender: Sender,
    replied: RepliedTo,
    letter: Letter | None,
    decision: Decision | None,
    text: str,
    owners: Owners,
) -> Answer:
    """Take what no word of a quotation took."""
    found = _about(turn, sender, replied, letter, owners)
    if (done := _of_number(turn, sender, replied, letter, found, text, owners)) is not None:
        return done
    word = owners.words.get(compared(text)) if found else None
    act = None if word is None else word.reply
    if act is not None and word is not None and len(found) > 1:
        several = offers.fitting(turn, sender, word, found)
        if len(several) > 1:
            take_in(turn, sender)
            return offers.offer_word(turn, sender, text, word.press, several)
        found = several or found[:1]
    if act is not None and word is not None and word.with_files:
        return act(turn, sender, found[0].number)
    if decision is None and evidence.brings(sender, text) and not _waits(turn, letter, text, owners):
        changed = letter is None and any(_changed(sender, replied, stored) for stored in found)
        return evidence.came(turn, sender, text, found, replied, changed=changed)
    if not found and replied.text is None and letter is None:
        return listening.hear(turn, sender, text, decision, owners) if sender.private else Answer()
    person = turn.person(sender)
    if letter is not None and (answer := _answer(turn, sender, letter, decision, text, owners)) is not None:
        return answer
    if not found:
        return _to_nothing(turn, sender, decision, text, owners)
    if act is not None:
        return act(turn, sender, found[0].number)
    return _decide(turn, sender, replied, person, found, decision, text)


def _of_number(
    turn: Turn,
    sender: Sender,
    replied: RepliedTo,
    letter: Letter | None,
    found: list[Stored],
    text: str,
    owners: Owners,
) -> Answer | None:
    """Take a decision that names a submission: of several it is that one; one that is none of them is asked back.

    None where the words name none that exists.
    """
    said = numbered(text, surely=True) if found else None
    meant = None if said is None else submissions.get(turn.tx, said[1])
    if said is None or meant is None:
        return None
    person, words, decision = turn.person(sender), said[0], decided(said[0])
    if any(stored.number == meant.number for stored in found):
        alone = letter if len(found) == 1 else None
        answer = None if alone is None else _answer(turn, sender, alone, decision, words, owners)
        return answer or _decide(turn, sender, replied, person, [meant], decision, words)
    answered = found[0].number
    if sender.private and offers.named(turn, sender, text) is not None:
        return offers.by_number(turn, sender, text, answered)
    raise Refusal("names_another", number=answered, meant=meant.number)


def _to_nothing(turn: Turn, sender: Sender, decision: Decision | None, text: str, owners: Owners) -> Answer:
    """Take a reply to what is about no submission, as an error is, for what it says by itself."""
    try:
        if sender.private and decision is None:
            return offers.by_number(turn, sender, text) or listening.heard(turn, sender, text, owners)
    except Refusal as refusal:
        if refusal.code != "not_understood":
            raise
    raise Refusal("reply_to_nothing")


def _decide(
    turn: Turn,
    sender: Sender,
    replied: RepliedTo,
    person: Person,
    found: list[Stored],
    decision: Decision | None,
    text: str,
) -> Answer:
    """Decide about the one submission that waits for the replier; where several do, list them."""
    if len(found) > 1 and decision is not None and (decision.act, decision.reason) not in PLAIN:
        several = [stored for stored in found if offers.fits(turn, sender, stored, decision)]
        if len(several) > 1:
            return offers.offer(turn, sender, text, decision, several)
        found = several or found
    waiting = [stored for stored in found if _waits_for(turn, person, stored, decision)]
    if len(waiting) > 1:
        payload = Several([(stored.number, stored.version) for stored in waiting], turn.as_of())
        turn.owe(sender.chat, "choose", payload, reply_to=sender.message, topic=sender.topic)
        return Answer()
    stored = (waiting or found)[0]
    if decision is None:
        offers.refuse_several(turn, sender, text)
        where = deciders.where_is(turn, stored)
        told = {"number": stored.number, "phase": where.phase}
        if deciders.waits_for(turn, person, stored):
            raise Refusal("no_decision", **told, event=stored.claim.title is not None)
        by, at = deciders.made_by(turn, stored, where)
        undoable = deciders.undone_until(turn, sender, stored, where)
        may = {"own": person.is_of(stored.claim.unit), "appeal": deciders.may_appeal(turn, sender, stored)}
        late = deciders.too_late(turn, stored, turn.judged_at(sender))
        raise Refusal("reply_not_understood", **told, by=by, at=at, undoable=undoable, **may, late=late)
    case = deciders.where_is(turn, stored).case
    version = _version_seen(turn, sender, replied, stored, decision)
    opened = _case_seen(turn, sender, replied, stored, case)
    return offers.carry_out(turn, sender, stored, decision, version, opened)


def _answer(
    turn: Turn, sender: Sender, letter: Letter, decision: Decision | None, text: str, owners: Owners
) -> Answer | None:
    """Take a reply to a question of the bot's own as its answer; None where the message asked nothing."""
    answered = owners.letters[letter.kind].answered
    if answered is not None or _asked(letter):
        offers.refuse_several(turn, sender, text)
    if answered is not None:
        return answered(turn, sender, letter, text, decision)
    return None if decision is not None or not _asked(letter) else listening.answer(turn, sender, letter, text, owners)


def _asked(letter: Letter) -> list[int]:
    """Return the drafts that a receipt left open when it was owed."""
    return [other["draft"] for other in letter.payload.get("others", []) if other["draft"]]


def _waits(turn: Turn, letter: Letter | None, text: str, owners: Owners) -> bool:
    """Say whether a letter waits for words, or for files: what comes with them belongs to them."""
    if letter is None:
        return False
    declared = owners.letters[letter.kind]
    if declared.wants_files is not None and declared.wants_files(turn, letter):
        return True
    return bool(text) and not declared.public and (declared.answered is not None or bool(_asked(letter)))


def _about(turn: Turn, sender: Sender, replied: RepliedTo, letter: Letter | None, owners: Owners) -> list[Stored]:
    """Return the submissions a message is about: by the letter sent as it, by what it reported, or by being a card.

    Only a card whose message id was never learnt is known by its words: others may repeat what somebody wrote. One that
    shows what is not stored here decides nothing: books that were restored may have given its number to another.
    """
    if letter is not None:
        numbers = owners.letters[letter.kind].about(turn, letter)
    elif reported := submissions.by_message(turn.tx, sender.chat, replied.message, turn.bot):
        return reported
    elif (shown := submission.card_in(replied.text or "")) is not None:
        version = submissions.get_version(turn.tx, shown.number, shown.version)
        if version is None or not shown.fits(turn, version, sender.chat):
            turn.person(sender)
            raise Refusal("old_message")
        numbers = [shown.number]
    else:
        numbers = []
    every = [submissions.get(turn.tx, number) for number in dict.fromkeys(numbers)]
    found = [stored for stored in every if stored is not None]
    if letter is not None and _names_another(replied, found):
        turn.person(sender)
        raise Refusal("old_message")
    return found


def _names_another(replied: RepliedTo, found: list[Stored]) -> bool:
    """Say whether the words of a message are about another submission than the letter that its id points to."""
    text = replied.text or ""
    card = submission.card_in(text)
    named = submission.numbers_in(text) if card is None else {card.number}
    return bool(named and found) and named.isdisjoint(stored.number for stored in found)


def said_of(_turn: Turn, letter: Letter) -> list[int]:
    """Return the submissions that a sentence is about: those that its values name, unless it says there are none."""
    if (said := owed(letter, Text).payload).code == "not_waiting":
        return []
    values = said.values
    return [values["number"]] if "number" in values else [int(number) for number in values.get("numbers", ())]


def _waits_for(turn: Turn, person: Person, stored: Stored, decision: Decision | None) -> bool:
    if decision is not None and decision.act == "take_back":
        return any(act.person == person.id for act in stored.acts_until())
    return deciders.waits_for(turn, person, stored)


def _version_seen(turn: Turn, sender: Sender, replied: RepliedTo, stored: Stored, decision: Decision) -> int | None:
    """Return the version the replier has seen; None where any reply decides the newest, and of what is no decision.

    From version 2 on a reply decides the newest only if it was sent later than the chat server showed a card with it
    in this chat, or if it answers the message that reported it, or a card whose message id was never learnt.
    A message that was edited since shows no version, and a card none but its own.
    """
    if _changed(sender, replied, stored):
        return stored.version - 1
    card = submission.card_in(replied.text or "")
    if card is not None and card.version != stored.version:
        return card.version
    if stored.version == 1 or decision.act in UNDECIDED or _reported(sender, replied, stored):
        return None
    if card is not None and outbox.by_message(turn.tx, sender.chat, replied.message, turn.bot) is None:
        return None
    shown = [
        letter.stamped_at
        for kind in ("card", "card_edit")
        for letter in outbox.find(turn.tx, kind, stored.number)
        if letter.chat == sender.chat and letter.payload["version"] == stored.version
    ]
    seen = any(stamp is not None and sender.sent_at > stamp for stamp in shown)
    return None if seen else stored.version - 1


def _reported(sender: Sender, replied: RepliedTo, stored: Stored) -> bool:
    """Say whether a message reported the newest version."""
    return (stored.claim.chat, stored.claim.message) == (sender.chat, replied.message)


def _changed(sender: Sender, replied: RepliedTo, stored: Stored) -> bool:
    """Say whether the message that is answered has another edit than the one that made the newest version."""
    return replied.edited_at != (stored.claim.edited_at if _reported(sender, replied, stored) else None)


def _case_seen(turn: Turn, sender: Sender, replied: RepliedTo, stored: Stored, case: Case | None) -> int | None:
    """Return the open case that the replier has seen on a card in this chat before writing."""
    if case is None or _changed(sender, replied, stored):
        return None
    opened_at = stored.acts_until()[case.opened - 1].moment
    shown = [
        letter.stamped_at
        for kind in ("card", "card_edit")
        for letter in outbox.find(turn.tx, kind, stored.number)
        if letter.chat == sender.chat and datetime.fromisoformat(letter.payload["as_of"]) >= opened_at
    ]
    return case.opened if any(stamp is not None and sender.sent_at > stamp for stamp in shown) else None
