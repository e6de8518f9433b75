"""Words that may be about several submissions, or that reply to none: each is offered, with a button that does them."""

from dataclasses import asdict, replace

from handlers.conversation.results import Offer, Offered
from handlers.deciding.actions.asking import act_on
from handlers.journey import Word
from handlers.phrases import decision as decided
from handlers.phrases import numbered, quoted, several
from handlers.reminding.actions.todo import to_decide
from handlers.reporting.actions.versions import mends, new_version, report_again
from handlers.results import Answer, Decision, Owed, Refusal, Sender, as_known
from handlers.submissions.actions import deciders, submission
from handlers.turn import Turn
from scoring import access, lifecycle
from storage import drafts, submissions
from storage.submissions import Stored

KIND = "offer"
OF_A_CARD = ("confirm", "return", "amend", "transfer", "uphold")
"""Decisions about what waits: said to no card, they mean one only where no other waits."""
DECIDED = frozenset(("confirm", "return", "transfer", "uphold"))
"""Those of them that nobody means of a submission of the own unit."""
LISTED = 8
"""So many of what waits are told at most; all of it is told by /pending."""


def carry_out(
    turn: Turn, sender: Sender, stored: Stored, decision: Decision, version: int | None, opened: int | None
) -> Answer:
    """Do what somebody said; 改为 of those who reported a claim that waits is a new version, not a decision."""
    person = turn.person(sender)
    if decision.act == "amend" and mends(turn, person, stored):
        return report_again(turn, sender, stored, decision.value or "")
    return act_on(turn, sender, stored, decision, version, opened)


def case_of(turn: Turn, stored: Stored) -> int | None:
    """Return what is open about a submission."""
    case = deciders.where_is(turn, stored).case
    return None if case is None else case.opened


def fits(turn: Turn, sender: Sender, stored: Stored, decision: Decision) -> bool:
    """Say whether a decision about a submission would not be refused."""
    person = turn.person(sender)
    try:
        with turn.tx.rehearsal():
            if decision.act == "amend" and mends(turn, person, stored):
                return new_version(turn, person, sender, stored, decision.value or "").code is None
            act_on(turn, sender, stored, decision, None, case_of(turn, stored))
    except Refusal:
        return False
    return True


def fitting(turn: Turn, sender: Sender, word: Word, found: list[Stored]) -> list[Stored]:
    """Return the submissions of which a word would not be refused."""
    if word.reply is None:
        return []
    kept = []
    for stored in found:
        try:
            with turn.tx.rehearsal():
                word.reply(turn, sender, stored.number)
        except Refusal:
            continue
        kept.append(stored)
    return kept


def offer(
    turn: Turn, sender: Sender, text: str, decision: Decision, found: list[Stored], answered: int | None = None
) -> Answer:
    """Ask about which submission a decision is, said in reply to another one or not; nothing has changed."""
    opened = {str(stored.number): case_of(turn, stored) for stored in found}
    payload = {"decision": asdict(decision), "opened": opened, "message": sender.message}
    draft = drafts.begin(turn.tx, sender.person, KIND, payload)
    return _offer(turn, sender, text, found, draft=draft, answered=answered)


def offer_word(turn: Turn, sender: Sender, text: str, press: str, found: list[Stored]) -> Answer:
    """Ask about which submission a word is; nothing has changed."""
    return _offer(turn, sender, text, found, press=press)


def _offer(
    turn: Turn,
    sender: Sender,
    text: str,
    found: list[Stored],
    *,
    draft: int | None = None,
    press: str = "",
    answered: int | None = None,
) -> Answer:
    items = [(stored.number, stored.version) for stored in found]
    number = found[0].number if len(found) == 1 else None
    payload = Offered(quoted(text), items, turn.as_of(), draft, press, number, answered)
    turn.owe(sender.chat, KIND, payload, reply_to=sender.message, topic=sender.topic)
    return Answer()


def ask_back(turn: Turn, sender: Sender, text: str, decision: Decision, numbers: list[int]) -> Answer:
    """Ask back what a decision that replies to nothing is about: the one submission of the last message here.

    Nothing is asked where it would be refused, or where another card waits, too.
    """
    person = turn.person(sender)
    stored = submissions.get(turn.tx, numbers[0]) if len(set(numbers)) == 1 else None
    waiting = to_decide(turn, person, submissions.every(turn.tx, state="pending")) if decision.act in OF_A_CARD else []
    if stored is None or not fits(turn, sender, stored, decision):
        nothing = decision.act in DECIDED and not waiting
        raise Refusal("nothing_to_decide") if nothing else _which(turn, decision, text, waiting)
    mine = decision.act in OF_A_CARD and deciders.waits_for(turn, person, stored)
    if mine and [one.number for one in waiting] != [stored.number]:
        raise _which(turn, decision, text, waiting)
    return offer(turn, sender, text, decision, [stored])


def _which(turn: Turn, decision: Decision, text: str, waiting: list[Stored]) -> Refusal:
    """Say that it is not known what a decision is about; of a confirmation, what it may be about."""
    open_yet = [stored for stored in waiting if _confirmable(turn, stored)] if decision.act == "confirm" else []
    if not open_yet:
        return Refusal("decide_by_reply")
    told = [(one.number, _unit_of(turn, one), turn.metric_of(one.claim).name) for one in open_yet[:LISTED]]
    return Refusal("decide_which", which=told, count=len(open_yet), word=quoted(text))


def _confirmable(turn: Turn, stored: Stored) -> bool:
    """Say whether a confirmation means something about what waits, and does not come too late."""
    phase = deciders.where_is(turn, stored).phase
    follows = lifecycle.follows(phase, lifecycle.meant(phase, "confirm"))
    return follows is not None and not deciders.too_late(turn, stored, turn.now)


def _unit_of(turn: Turn, stored: Stored) -> str:
    return turn.rulebook_on(stored.claim.in_period.first).unit(stored.claim.unit).name


def named(turn: Turn, sender: Sender, text: str) -> Stored | None:
    """Return the submission that a decision names by number, where it is its writer's to decide so about."""
    found = _with_number(text)
    return None if found is None else _to_decide_so(turn, sender, *found[1:])


def _to_decide_so(turn: Turn, sender: Sender, decision: Decision, number: int) -> Stored | None:
    stored = submissions.get(turn.tx, number)
    if stored is None:
        return None
    waits = deciders.waits_for(turn, turn.person(sender), stored)
    return stored if waits or fits(turn, sender, stored, decision) else None


def _with_number(text: str) -> tuple[str, Decision, int] | None:
    """Read the words of a decision that names its submission, the decision, and the number."""
    found = numbered(text)
    decision = None if found is None else decided(found[0])
    return None if found is None or decision is None else (found[0], decision, found[1])


def by_number(turn: Turn, sender: Sender, text: str, answered: int | None = None) -> Answer | None:
    """Ask back a decision that names its submission but replies to nothing, or to another (`answered`), by showing it.

    None where the words are none. What its writer cannot decide about is refused like what does not exist, but for what
    they may know is decided already; what can be read as a decision about something else, too, is left to that.
    """
    refuse_several(turn, sender, text)
    if (found := _with_number(text)) is None:
        return None
    said, decision, number = found
    if (stored := _to_decide_so(turn, sender, decision, number)) is not None:
        _rehearse(turn, sender, stored, decision)
        return offer(turn, sender, said, decision, [stored], answered)
    if decided(text) is not None:
        return None
    if decision.act == "confirm":
        _refuse_decided(turn, sender, number)
    raise Refusal("not_waiting", number=number)


def refuse_several(turn: Turn, sender: Sender, text: str) -> None:
    """Refuse a confirmation that names several numbers: each is decided by itself."""
    if (found := several(text)) is not None and turn.person(sender):
        raise Refusal("one_number_each", word=found[0], each=found[1])


def _refuse_decided(turn: Turn, sender: Sender, number: int) -> None:
    """Say of what is decided already how it stands, to those who could have decided it and to its unit alone."""
    person, stored = turn.person(sender), submissions.get(turn.tx, number)
    if stored is None:
        return
    about = deciders.affair(turn, stored, deciders.deciders_of(turn, stored.claim))
    if about.where.phase == "pending":
        return
    if "decider" in access.roles(person, about):
        _rehearse(turn, sender, stored, Decision("confirm"))
    if person.is_of(stored.claim.unit):
        if not deciders.settled(about.where):
            deciders.refuse_when_locked(turn, sender, stored)
        by, at = deciders.made_by(turn, stored, about.where)
        may = deciders.may_appeal(turn, sender, stored)
        raise Refusal("own_decided", number=number, phase=about.where.phase, by=by, at=at, appeal=may)


def _rehearse(turn: Turn, sender: Sender, stored: Stored, decision: Decision) -> None:
    """Raise what a decision would be refused for."""
    with turn.tx.rehearsal():
        carry_out(turn, sender, stored, decision, None, case_of(turn, stored))


def ask_word_back(turn: Turn, sender: Sender, text: str, word: Word, numbers: list[int]) -> Answer:
    """Ask back what a word that replies to nothing is about: what the last message here is about.

    Where it would do nothing there, the first says why.
    """
    if word.reply is None:
        raise Refusal("not_understood")
    several = fitting(turn, sender, word, [submission.get(turn, number) for number in dict.fromkeys(numbers)])
    if several:
        return offer_word(turn, sender, text, word.press, several)
    return word.reply(turn, sender, numbers[0])


def press(turn: Turn, sender: Sender, number: int, version: int, draft: int) -> Answer:
    """Do what was said about the submission whose button was pressed."""
    kept = drafts.get(turn.tx, draft)
    if kept is None or kept.kind != KIND or kept.person != turn.person(sender).id:
        raise Refusal("not_your_question")
    if str(number) not in kept.payload["opened"]:
        raise Refusal("old_button")
    if kept.ended_at is not None or kept.expired(turn.now):
        raise Refusal("desk_expired")
    said = replace(sender, message=kept.payload["message"])
    decision, opened = Decision(**kept.payload["decision"]), kept.payload["opened"][str(number)]
    return carry_out(turn, said, submission.get(turn, number), decision, version, opened)


def offered(turn: Turn, owed: Owed[Offered]) -> Offer:
    """Describe what was said, and what it may be about."""
    payload = owed.payload
    items = submission.several(turn, payload.items, as_known(payload.as_of))
    return Offer(payload.said, items, payload.draft or 0, payload.press, payload.answered)
