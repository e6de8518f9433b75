"""Words that may be about several submissions, or that reply to none: each is offered, with a button that does them."""

from dataclasses import asdict, replace

from handlers.conversation.results import Offer, Offered
from handlers.deciding.actions.asking import act_on
from handlers.journey import Word
from handlers.phrases import decision as decided
from handlers.phrases import numbered, quoted
from handlers.reminding.actions.todo import to_decide
from handlers.reporting.actions.versions import mends, new_version, report_again
from handlers.results import Answer, Decision, Owed, Refusal, Sender, as_known
from handlers.submissions.actions import deciders, submission
from handlers.turn import Turn
from scoring.access import Person
from storage import drafts, submissions
from storage.submissions import Stored

KIND = "offer"
OF_A_CARD = ("confirm", "return", "amend", "transfer", "uphold")
"""Decisions about what waits: said to no card, they may mean whatever does."""
MOST = 20
"""So many are offered at most; of more it is said where they are listed."""
Left = tuple[list[int], list[int]]
"""The numbers that somebody named beside those that are offered: what does not wait for them, and what does."""
NONE: Left = ([], [])


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
    turn: Turn,
    sender: Sender,
    text: str,
    decision: Decision,
    found: list[Stored],
    answered: int | None = None,
    left: Left = NONE,
) -> Answer:
    """Ask about which submission a decision is, said in reply to another one or not; nothing has changed.

    `left`: what else it names.
    """
    opened = {str(stored.number): case_of(turn, stored) for stored in found}
    payload = {"decision": asdict(decision), "opened": opened, "message": sender.message}
    draft = drafts.begin(turn.tx, sender.person, KIND, payload)
    return _offer(turn, sender, text, found, draft=draft, answered=answered, left=left)


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
    left: Left = NONE,
) -> Answer:
    items = [(stored.number, stored.version) for stored in found]
    number = found[0].number if len(found) == 1 else None
    payload = Offered(quoted(text), items, turn.as_of(), draft, press, number, answered, left)
    turn.owe(sender.chat, KIND, payload, reply_to=sender.message, topic=sender.topic)
    return Answer()


def ask_back(turn: Turn, sender: Sender, text: str, decision: Decision, numbers: list[int]) -> Answer:
    """Ask back what a decision that replies to nothing is about: what the last message here is about, or what waits.

    Nothing is asked where all of that would be refused, or too much fits.
    """
    found = submissions.by_numbers(turn.tx, numbers)
    if decision.act in OF_A_CARD:
        found += to_decide(turn, turn.person(sender), submissions.every(turn.tx, state="pending"))
        if not found:
            raise Refusal("nothing_to_decide")
    every = {stored.number: stored for stored in found}
    fit = [stored for _, stored in sorted(every.items()) if fits(turn, sender, stored, decision)]
    if not 0 < len(fit) <= MOST:
        raise Refusal("decide_by_reply")
    return offer(turn, sender, text, decision, fit)


def named(turn: Turn, sender: Sender, text: str) -> list[Stored]:
    """Return the submissions that a decision names by number, where they are its writer's to decide so about."""
    found = _with_number(text)
    return [] if found is None else _to_decide_so(turn, sender, *found[1:])


def _to_decide_so(turn: Turn, sender: Sender, decision: Decision, numbers: tuple[int, ...]) -> list[Stored]:
    person = turn.person(sender)
    return [
        stored
        for stored in submissions.by_numbers(turn.tx, [*numbers[:MOST]])
        if deciders.waits_for(turn, person, stored) or fits(turn, sender, stored, decision)
    ]


def _with_number(text: str) -> tuple[str, Decision, tuple[int, ...]] | None:
    """Read the words of a decision that names its submissions, the decision, and the numbers."""
    found = numbered(text)
    decision = None if found is None else decided(found[0])
    return None if found is None or decision is None else (found[0], decision, found[1])


def by_number(turn: Turn, sender: Sender, text: str, answered: int | None = None) -> Answer | None:
    """Ask back a decision that names submissions but replies to nothing, or to another (`answered`), by showing them.

    None where the words are none. What its writer cannot decide about is refused like what does not exist, unless they
    may know what became of it; what can be read as a decision about something else, too, is left to that.
    """
    if (found := _with_number(text)) is None:
        return None
    said, decision, numbers = found
    if len(numbers) > MOST:
        raise Refusal("too_many_named", most=MOST)
    if mine := _to_decide_so(turn, sender, decision, numbers):
        shown = [stored for stored in mine if fits(turn, sender, stored, decision)] or mine
        _rehearse(turn, sender, shown[0], decision)
        waiting, does = ({stored.number for stored in some} for some in (mine, shown))
        left = ([n for n in numbers if n not in waiting], [n for n in numbers if n in waiting - does])
        return offer(turn, sender, said, decision, shown, answered, left)
    surely, other = numbered(text, surely=True) is not None, decided(text) is not None
    stored = submissions.get(turn.tx, numbers[0]) if len(numbers) == 1 and (surely or not other) else None
    if stored is not None and _may_know(turn, turn.person(sender), stored, decision):
        _rehearse(turn, sender, stored, decision)
    if other and not (surely and len(numbers) > 1):
        return None
    raise Refusal("not_waiting", numbers=list(numbers))


def _rehearse(turn: Turn, sender: Sender, stored: Stored, decision: Decision) -> None:
    """Raise what is wrong with a decision."""
    with turn.tx.rehearsal():
        carry_out(turn, sender, stored, decision, None, case_of(turn, stored))


def _may_know(turn: Turn, person: Person, stored: Stored, decision: Decision) -> bool:
    """Say whether what a decision is refused for may be told: to whom it is up, and to the unit once it is decided."""
    try:
        deciders.refuse_unless(turn, person, stored, decision.act)
    except Refusal:
        return person.is_of(stored.claim.unit) and stored.state != "pending"
    return True


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
    if kept.ended_at is not None:
        raise Refusal("question_answered")
    if kept.expired(turn.now):
        raise Refusal("desk_expired")
    said = replace(sender, message=kept.payload["message"], pressed=False)
    decision, opened = Decision(**kept.payload["decision"]), kept.payload["opened"]
    answer = carry_out(turn, said, submission.get(turn, number), decision, version, opened[str(number)])
    others = [other for other in opened if other != str(number) and f"done_{other}" not in kept.payload]
    if not answer.alert and others:
        drafts.mark(turn.tx, draft, f"done_{number}")
    elif not answer.alert:
        drafts.end(turn.tx, draft)
    return answer


def offered(turn: Turn, owed: Owed[Offered]) -> Offer:
    """Describe what was said, and what it may be about."""
    payload = owed.payload
    items = submission.several(turn, payload.items, as_known(payload.as_of))
    return Offer(payload.said, items, payload.draft or 0, payload.press, payload.answered, *payload.left)
