"""核实人: the digest for those who chose it, a word before reviews are due, and the leaders once they are overdue."""

from collections.abc import Iterable
from datetime import datetime

from handlers.actions import claims, reminders, slots
from handlers.actions.desk import desk, standing, too_late
from handlers.actions.turn import Turn
from handlers.results import Answer, Refusal, Sender
from handlers.results.reminders import Digest
from scoring import lines
from scoring.slots import ending_with, escalations, review_reminders
from storage import people, preferences, submissions
from storage.outbox import Letter
from storage.submissions import Stored

DIGEST = "digest"
REVIEW = "review"
OVERDUE = "overdue"


def digest_due(turn: Turn) -> bool:
    """Say whether a digest is due that nobody settled."""
    return any(slots.of_digests(turn, DIGEST))


def send_digests(turn: Turn) -> int:
    """Owe the newest digest to everybody who chose it and for whom something waits."""
    said = slots.take(turn, DIGEST, slots.of_digests(turn, DIGEST))
    for slot in said:
        chosen = preferences.chosen_by(turn.tx, preferences.CARDS, DIGEST)
        waiting = _waiting(turn, submissions.every(turn.tx, state="pending"))
        for person in sorted(chosen & waiting.keys()):
            turn.push(person, "digest", {"items": waiting[person]}, key=slot.key)
    return len(said)


def review_due(turn: Turn) -> bool:
    """Say whether reviewers are to hear that reviews are due soon."""
    return any(slots.of_months(turn, REVIEW, review_reminders))


def remind_reviewers(turn: Turn) -> int:
    """Owe every reviewer for whom something waits one message before reviews are due."""
    said = slots.take(turn, REVIEW, slots.of_months(turn, REVIEW, review_reminders))
    for slot in said:
        for person, items in sorted(_waiting(turn, _open_in(turn, slot.about)).items()):
            turn.push(person, "digest", {"items": items, "due": turn.stamp(slot.until)}, key=f"{REVIEW}:{slot.key}")
    return len(said)


def overdue(turn: Turn) -> bool:
    """Say whether leaders are to hear of cards that are still open at the deadline."""
    return any(slots.of_months(turn, OVERDUE, escalations))


def escalate(turn: Turn) -> int:
    """Owe every leader one list of the cards that are still open at the deadline for reviews."""
    said = slots.take(turn, OVERDUE, slots.of_months(turn, OVERDUE, escalations))
    for slot in said:
        items = [[stored.number, stored.version] for stored in _open_in(turn, slot.about)]
        turn.record(None, "overdue", month=slot.about, numbers=[number for number, _ in items])
        for leader in people.acting_ids(turn.tx, "leader") if items else ():
            turn.push(leader, "overdue", {"items": items}, key=slot.key)
    return len(said)


def _open_in(turn: Turn, month: str) -> list[Stored]:
    """Return the submissions that wait in the periods that end with a month."""
    return [
        s
        for period in ending_with(reminders.period_of(month))
        for s in submissions.every(turn.tx, period=str(period), state="pending")
    ]


def _waiting(turn: Turn, stored: Iterable[Stored]) -> dict[int, list[list[int]]]:
    """Return what waits for whom, as [number, version]; nobody who signed already or cannot be reached."""
    unreachable = people.down(turn.tx)
    found: dict[int, list[list[int]]] = {}
    for one in stored:
        if too_late(turn, one, turn.now):
            continue
        who = desk(turn, one.claim)
        signed = {person for _, person in standing(one, who.needed).signed}
        for person in set(who.persons) - signed - unreachable:
            found.setdefault(person, []).append([one.number, one.version])
    return found


def describe(turn: Turn, letter: Letter) -> Digest | None:
    """Describe a list of what waits as it is true when it is sent; None where nothing waits any more."""
    known = [submissions.get(turn.tx, number) for number, _ in letter.payload["items"]]
    waiting = [stored for stored in known if stored is not None and stored.state == "pending"]
    if letter.kind == "digest":
        still = {number for number, _ in _waiting(turn, waiting).get(letter.chat, [])}
        waiting = [stored for stored in waiting if stored.number in still]
    if not waiting:
        return None
    due = letter.payload.get("due")
    today = turn.local(turn.now).date()
    shown = tuple(claims.claimed(turn, stored) for stored in waiting)
    return Digest(shown, today, None if due is None else datetime.fromisoformat(due))


def hours(turn: Turn) -> list[str]:
    """Return the hours of the digests as people read them."""
    return [f"{at:%H:%M}" for at in turn.rulebook.schedule.digest]


def choose(turn: Turn, sender: Sender, digest: bool) -> Answer:  # noqa: FBT001 - as pressed
    """Let a person who decides choose: every card at once, or what waits in a digest at fixed hours."""
    person = turn.person(sender)
    if not (person.reviews or person.admin):
        raise Refusal("digest_not_for_you")
    preferences.choose(turn.tx, person.id, preferences.CARDS, DIGEST if digest else "at_once")
    turn.record(person.id, "prefer", cards=DIGEST if digest else "at_once")
    if not sender.pressed:
        turn.answer(sender, "digest_chosen" if digest else "at_once_chosen", hours=hours(turn))
    return Answer("digest_chosen" if digest else "at_once_chosen", {"hours": hours(turn)}, alert=True)


def asked(turn: Turn, sender: Sender, text: str) -> Answer:
    """Read what follows `/digest`: nothing or 开 for the digest, 关 for every card at once."""
    wish = {"": True, "开": True, "on": True, "关": False, "off": False}.get(lines.clean(text).lower())
    if wish is None:
        raise Refusal("digest_usage", hours=hours(turn))
    return choose(turn, sender, wish)
