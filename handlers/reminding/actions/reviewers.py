"""核实人: digests, a word before reviews are due, the leaders once they are overdue, and 催办."""

from collections.abc import Iterable

from handlers import due
from handlers.journey import owed
from handlers.reminding.results import Digest, Nudge, Urged, Waiting
from handlers.results import Answer, Owed, Refusal, Sender, moment
from handlers.submissions.actions import submission
from handlers.submissions.actions.deciders import deciders_of, standing, too_late
from handlers.turn import Turn
from scoring import access
from scoring.calendar import Period
from scoring.due import ending_with, escalations, review_reminders
from scoring.reading import lines
from storage import chats, outbox, preferences, roster, submissions
from storage.submissions import Stored

DIGEST = "digest"
REVIEW = "review"
OVERDUE = "overdue"
URGE = ("催办", "urge")


def digest_due(turn: Turn) -> bool:
    """Say whether a digest is due that nobody settled."""
    return any(due.of_digests(turn, DIGEST))


def send_digests(turn: Turn) -> int:
    """Owe the newest digest to everybody who chose it and for whom something waits."""
    said = due.take(turn, DIGEST, due.of_digests(turn, DIGEST))
    for slot in said:
        chosen = preferences.chosen_by(turn.tx, preferences.CARDS, DIGEST)
        waiting = _waiting(turn, submissions.every(turn.tx, state="pending"))
        for person in sorted(chosen & waiting.keys()):
            turn.push(person, "digest", Waiting(waiting[person]), key=slot.key)
    return len(said)


def review_due(turn: Turn) -> bool:
    """Say whether reviewers are to hear that reviews are due soon."""
    return any(due.of_months(turn, REVIEW, review_reminders))


def remind_reviewers(turn: Turn) -> int:
    """Owe every reviewer for whom something waits one message before reviews are due."""
    said = due.take(turn, REVIEW, due.of_months(turn, REVIEW, review_reminders))
    for slot in said:
        for person, items in sorted(_waiting(turn, _open_in(turn, slot.about)).items()):
            turn.push(person, "digest", Waiting(items, turn.stamp(slot.until)), key=f"{REVIEW}:{slot.key}")
    return len(said)


def overdue(turn: Turn) -> bool:
    """Say whether leaders are to hear of cards that are still open at the deadline."""
    return any(due.of_months(turn, OVERDUE, escalations))


def escalate(turn: Turn) -> int:
    """Owe every leader one list of the cards that are still open at the deadline for reviews."""
    said = due.take(turn, OVERDUE, due.of_months(turn, OVERDUE, escalations))
    for slot in said:
        items = [(stored.number, stored.version) for stored in _open_in(turn, slot.about)]
        turn.record(None, "overdue", month=slot.about, numbers=[number for number, _ in items])
        for leader in roster.acting_ids(turn.tx, "leader") if items else ():
            turn.push(leader, "overdue", Waiting(items), key=slot.key)
    return len(said)


def _open_in(turn: Turn, month: str) -> list[Stored]:
    """Return the submissions that wait in the periods that end with a month."""
    return [
        s
        for period in ending_with(Period.written(month))
        for s in submissions.every(turn.tx, period=str(period), state="pending")
    ]


def _waiting(turn: Turn, stored: Iterable[Stored]) -> dict[int, list[tuple[int, int]]]:
    """Return what waits for whom, as (number, version); nobody who signed already or cannot be reached."""
    unreachable = chats.down(turn.tx)
    found: dict[int, list[tuple[int, int]]] = {}
    for one in stored:
        for person in () if too_late(turn, one, turn.now) else _called_on(turn, one) - unreachable:
            found.setdefault(person, []).append((one.number, one.version))
    return found


def _called_on(turn: Turn, stored: Stored) -> set[int]:
    """Return who may decide about a submission and has not signed yet."""
    who = deciders_of(turn, stored.claim)
    return set(who.persons) - {person for _, person in standing(stored, who.needed).signed}


def describe_digest(turn: Turn, asked: Owed[Waiting]) -> Digest | None:
    """Describe a list of what waits as it is true when it is sent; None where nothing waits any more."""
    known = [submissions.get(turn.tx, number) for number, _ in asked.payload.items]
    waiting = [stored for stored in known if stored is not None and stored.state == "pending"]
    if asked.kind != "overdue":
        still = {number for number, _ in _waiting(turn, waiting).get(asked.chat, [])}
        waiting = [stored for stored in waiting if stored.number in still]
    if not waiting:
        return None
    today = turn.local(turn.now).date()
    shown = tuple(submission.claimed(turn, stored) for stored in waiting)
    return Digest(shown, today, moment(asked.payload.due), asked.number, asked.payload.by or "")


def hours(turn: Turn) -> list[str]:
    """Return the hours of the digests as people read them."""
    return [f"{at:%H:%M}" for at in turn.rulebook.schedule.digest]


def choose(turn: Turn, sender: Sender, digest: int) -> Answer:
    """Let a person who decides choose: every card at once, or what waits in a digest at fixed hours."""
    person = turn.person(sender)
    if not (person.reviews or person.admin):
        raise Refusal("digest_not_for_you")
    preferences.choose(turn.tx, person.id, preferences.CARDS, DIGEST if digest else "at_once")
    turn.record(person.id, "prefer")
    if not sender.pressed:
        turn.answer(sender, "digest_chosen" if digest else "at_once_chosen", hours=hours(turn))
    return Answer("digest_chosen" if digest else "at_once_chosen", {"hours": hours(turn)}, alert=True)


def digest_asked(turn: Turn, sender: Sender, text: str) -> Answer:
    """Read what follows `/digest`: 开 for the digest, 关 for every card at once; alone it tells how it is and asks."""
    said = lines.clean(text).lower()
    if not said:
        return _digest_state(turn, sender)
    wish = {"开": True, "on": True, "关": False, "off": False}.get(said)
    if wish is None:
        raise Refusal("digest_usage", hours=hours(turn))
    return choose(turn, sender, wish)


def _digest_state(turn: Turn, sender: Sender) -> Answer:
    person = turn.person(sender)
    if not (person.reviews or person.admin):
        raise Refusal("digest_not_for_you")
    in_digest = preferences.has_chosen(turn.tx, person.id, preferences.CARDS, DIGEST)
    turn.answer(sender, "digest_state", digest=in_digest, hours=hours(turn))
    return Answer()


def nudge(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe everybody who may still decide about a submission a word, on the next day on which words are sent."""
    person, stored = turn.person(sender), submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    leads = turn.metric_of(stored.claim).leads
    if not access.may("nudge", access.relations(person, stored.claim.unit, leads)):
        raise Refusal("not_your_submission", number=number)
    if stored.state != "pending":
        raise Refusal("nudge_when_closed", number=number, state=stored.state)
    turn.refuse_when_locked(sender, stored.claim.in_period)
    reached = _called_on(turn, stored) - chats.down(turn.tx)
    if not reached:
        raise Refusal("nudge_unreachable", number=number)
    new, later = due.first_today(turn, sorted(reached))
    if not new:
        raise Refusal("nudged_before", number=number, at=later)
    turn.record(person.id, "nudge", number=number)
    for reviewer in new:
        turn.push(reviewer, "nudge", Urged(number, stored.version, turn.as_of(), person.name), key=str(number))
    if not sender.pressed:
        turn.answer(sender, "nudged", number=number, at=later)
    return Answer("nudged", {"number": number, "at": later})


def nudge_lead(turn: Turn, sender: Sender, letter: int, number: int) -> Answer:
    """Owe everybody of one lead a word about all that a list of overdue reviews names and still waits for them."""
    person, listed = turn.person(sender), outbox.letter(turn.tx, letter)
    first = submissions.get(turn.tx, number)
    if listed is None or listed.kind != "overdue" or listed.chat != person.id or first is None:
        raise Refusal("old_button")
    leads = deciders_of(turn, first.claim).leads
    if not access.may("nudge", access.relations(person, first.claim.unit, leads)):
        raise Refusal("not_your_submission", number=number)
    named = (submissions.get(turn.tx, one) for one, _ in owed(listed, Waiting).payload.items)
    waiting = [s for s in named if s is not None and s.state == "pending" and deciders_of(turn, s.claim).leads == leads]
    if not waiting:
        raise Refusal("nudge_when_closed", number=number, state=first.state)
    reached = _waiting(turn, waiting)
    if not reached:
        raise Refusal("nudge_unreachable", number=number)
    new, later = due.first_today(turn, reached)
    if not new:
        raise Refusal("nudged_before", number=number, at=later)
    turn.record(person.id, "nudge", numbers=[stored.number for stored in waiting])
    for reviewer in new:
        turn.push(reviewer, "urged", Waiting(reached[reviewer], by=person.name), key=str(number))
    return Answer("nudged_lead", {"count": len(waiting), "at": later})


def describe_nudge(turn: Turn, asked: Owed[Urged]) -> Nudge | None:
    """Describe what is to be decided; None where that was done meanwhile."""
    stored = submissions.get(turn.tx, asked.payload.number)
    if stored is None or stored.state != "pending":
        return None
    return Nudge(submission.claimed(turn, stored), asked.payload.by)
