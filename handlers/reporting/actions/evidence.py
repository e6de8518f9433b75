"""佐证: what people send without a report: to what is held for it, to a submission made before, or for the next one."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.door import put_down
from handlers.evidence.actions import (
    ENDINGS,
    MOST,
    attach,
    key,
    links,
    loose,
    proven_by,
    still_loose,
    take_in,
    take_links,
    to_part,
    to_veto,
)
from handlers.matters.actions import adding
from handlers.matters.actions import cards as matter_cards
from handlers.reporting.actions import receipts, submit
from handlers.reporting.actions.reading import Intent
from handlers.results import Answer, Otherwise, Reaction, Refusal, RepliedTo, Sender
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.seals import seal
from handlers.turn import Turn
from scoring.access import Person
from storage import drafts, evidence, inbox, roster, submissions
from storage.drafts import Draft
from storage.evidence import Attachment
from storage.submissions import Stored

ADD = ("补充佐证", "add evidence")
OFFERED = 6
"""How many submissions are offered for what came without a word."""


def brings(sender: Sender, text: str) -> bool:
    """Say whether a message holds something that can be evidence."""
    return bool(sender.files or links(text))


def came(
    turn: Turn,
    sender: Sender,
    text: str = "",
    found: Sequence[Stored] = (),
    replied: RepliedTo | None = None,
    *,
    changed: bool = False,
) -> Answer:
    """Take evidence that came without a report; `found` are the submissions that the message it answers is about.

    `changed`: that message was edited since, and says something else than what is stored.
    What people in the group show each other stays between them.
    """
    if not sender.private and not roster.entries_of(turn.tx, sender.person):
        return Answer()
    person = turn.person(sender)
    if _late(turn, sender, person):
        return Answer()
    mine = [stored for stored in found if _may(turn, person, stored)]
    to_bot = replied is not None and replied.text is not None
    if found and not mine and to_bot:
        raise Refusal("not_your_submission", number=found[0].number)
    if mine:
        return _supplement(turn, sender, person, _meant(mine, changed=changed), _taken(turn, sender, text))
    waiting = drafts.open_of(turn.tx, person.id, "evidence")
    expired = [draft for draft in waiting if draft.expired(turn.now)]
    asked = [draft for draft in waiting if draft not in expired]
    if not sender.private and not to_bot:
        asked = [draft for draft in asked if replied is not None and draft.payload.get("message") == replied.message]
    if asked:
        return _answered(turn, sender, person, asked, text)
    if not sender.private:
        # An item of an album may come before the one that carries the report; only where it lies is noted.
        if sender.album is not None and person.own:
            take_in(turn, sender)
        return Answer()
    return _put_down(turn, sender, person, expired, text)


def _meant(mine: Sequence[Stored], *, changed: bool) -> Stored:
    """Return the one submission that evidence is for."""
    if len(mine) > 1:
        raise Refusal("evidence_for_which", numbers=[f"{stored.number:04}" for stored in mine])
    if changed:
        raise Refusal("evidence_to_edited", number=mine[0].number)
    return mine[0]


def _may(turn: Turn, person: Person, stored: Stored) -> bool:
    """Say whether a person may add to a submission: whoever may withdraw it."""
    try:
        deciders.refuse_unless(turn, person, stored, "withdraw")
    except Refusal:
        return False
    return True


def _taken(turn: Turn, sender: Sender, text: str) -> list[Attachment]:
    return [*take_in(turn, sender), *take_links(turn, sender, text)]


def _late(turn: Turn, sender: Sender, person: Person) -> bool:
    """Let a later item of an album follow the ones before it, to wherever they belong."""
    mates = [] if sender.album is None else evidence.of_album(turn.tx, sender.chat, sender.album)
    proven = proven_by(turn, mates)
    vetoes, parts = evidence.vetoes_of(turn.tx, mates), evidence.parts_of(turn.tx, mates)
    report = next((mate.report for mate in mates if mate.report is not None), None)
    if not (proven or vetoes or parts) and report is None:
        return False
    taken = take_in(turn, sender)
    for veto in vetoes:
        to_veto(turn, veto, person.id, taken)
    for number, unit in parts:
        if to_part(turn, number, unit, person.id, taken):
            matter_cards.show(turn, number, [unit])
    if report is not None:
        evidence.belong(turn.tx, taken, report)
    for stored in proven:
        if attach(turn, stored, person.id, taken):
            cards.show_cards(turn, stored)
            if report is None:
                _acknowledge(turn, sender, stored)
    return True


def _acknowledge(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Say how much evidence a submission has now, once for an album."""
    if sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message):
        return
    if sender.private:
        count = evidence.count(turn.tx, stored.number)
        turn.answer(sender, "evidence_added", number=stored.number, count=count)
    else:
        turn.owe(sender.chat, "reaction", Reaction(sender.message, "✍"), key="evidence")


def _supplement(turn: Turn, sender: Sender, person: Person, stored: Stored, taken: list[Attachment]) -> Answer:
    """Add evidence to a submission that is not confirmed; a returned one is reported again with it."""
    _refuse_unless_open(turn, sender, stored)
    if not taken:
        return Answer()
    if stored.state == "returned":
        evidence.belong(turn.tx, taken, key(sender.chat, sender.message))
        _report_again(turn, sender, person, stored)
    elif attach(turn, stored, person.id, taken):
        cards.show_cards(turn, stored)
        _acknowledge(turn, sender, stored)
    else:
        raise Refusal("evidence_full", number=stored.number, most=MOST)
    return Answer("received")


def _refuse_unless_open(turn: Turn, sender: Sender, stored: Stored) -> None:
    """Refuse evidence for what takes none: by its metric, or because it was decided, withdrawn or locked."""
    metric = turn.metric_of(stored.claim)
    if metric.evidence == "none":
        raise Refusal("evidence_not_taken", metric=metric.name)
    if stored.state not in ("pending", "returned"):
        raise Refusal(f"evidence_when_{stored.state}", number=stored.number)
    deciders.refuse_when_locked(turn, sender, stored)


def _report_again(turn: Turn, sender: Sender, person: Person, stored: Stored) -> None:
    claim = stored.claim
    unit = turn.metric_of(claim).unit
    value = claim.value if claim.value is None or "/" in claim.value else f"{claim.value}{unit}"
    intent = Intent("", claim.unit, claim.metric, value, claim.level, claim.title, claim.period)
    receipts.answer(turn, sender, [submit.take(turn, person, sender, intent, 0)])


def _answered(turn: Turn, sender: Sender, person: Person, asked: list[Draft], text: str) -> Answer:
    """Take what was asked for: by 补充佐证 for a submission, or by reports that were held for want of it."""
    newest = asked[-1].payload
    if "number" in newest:
        return _supplement(turn, sender, person, submission.get(turn, newest["number"]), _taken(turn, sender, text))
    taken = _taken(turn, sender, text)
    if not taken:
        return Answer()
    chat, message = newest["chat"], newest["message"]
    evidence.belong(turn.tx, taken, key(chat, message))
    origin = replace(sender, chat=chat, private=chat == person.id, files=(), message=message)
    outcomes = []
    for draft in asked:
        drafts.end(turn.tx, draft.id)
        intent = replace(Intent.from_json(draft.payload["intent"]), message=message)
        outcomes.append(submit.attempt(turn, person, origin, intent, draft.payload["ordinal"]))
    receipts.answer(turn, origin, outcomes)
    return Answer("received")


def _put_down(turn: Turn, sender: Sender, person: Person, expired: list[Draft], text: str) -> Answer:
    """Keep for half an hour what came without a word, and offer what it may be for."""
    if not person.own:
        raise Refusal("not_understood")
    for draft in expired:
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "evidence_draft_expired", key=f"expired:{draft.id}")
    if not _taken(turn, sender, text):
        return Answer()
    if sender.album is not None and inbox.album_waits(turn.tx, sender.chat, sender.album, sender.message):
        return Answer()
    open_ones = [s for state in ("pending", "returned") for s in submissions.every(turn.tx, state=state)]
    mine = [s for s in open_ones if _may(turn, person, s)]
    offered = sorted(mine, key=lambda s: -s.number)[:OFFERED]
    items = [[s.number, s.version, turn.metric_of(s.claim).name, seal(turn, s)] for s in offered]
    parts = adding.offered(turn, person)
    turn.answer(sender, "evidence_offer", count=len(loose(turn, sender)), items=items, parts=parts)
    return Answer()


def use(turn: Turn, sender: Sender, number: int) -> Answer:
    """Use for a submission what was put down before; number 0 forgets it."""
    person = turn.person(sender)
    if not still_loose(turn, sender):
        raise Refusal("evidence_gone")
    if number == 0:
        evidence.drop(turn.tx, loose(turn, sender))
        return Answer("cancelled")
    stored = submission.get(turn, number)
    deciders.refuse_unless(turn, person, stored, "withdraw")
    _refuse_unless_open(turn, sender, stored)
    return _supplement(turn, sender, person, stored, loose(turn, sender))


def refuse_unless_taken(turn: Turn, sender: Sender, number: int) -> None:
    """Refuse where evidence of a submission is not this person's to add, or not taken by now."""
    stored = submission.get(turn, number)
    deciders.refuse_unless(turn, turn.person(sender), stored, "withdraw")
    _refuse_unless_open(turn, sender, stored)


def ask(turn: Turn, sender: Sender, number: int) -> Answer:
    """Ask for evidence of a submission (补充佐证); what comes within half an hour is added to it."""
    refuse_unless_taken(turn, sender, number)
    put_down(turn, sender)
    drafts.begin(turn.tx, sender.person, "evidence", {"number": number})
    endings = list(ENDINGS)
    turn.answer(sender, "evidence_wanted", number=number, endings=endings)
    return Answer("evidence_wanted", {"number": number, "endings": endings})


def answered(turn: Turn, sender: Sender, draft: Draft, text: str, _otherwise: Otherwise) -> Answer:
    """Take what somebody says or sends of whom evidence was asked: of words only an address is evidence.

    What was asked too long ago has expired.
    """
    if not sender.files and draft.expired(turn.now):
        drafts.end(turn.tx, draft.id)
        turn.answer(sender, "draft_expired")
        return Answer()
    if not brings(sender, text):
        raise Refusal("evidence_awaited")
    return came(turn, sender, text)
