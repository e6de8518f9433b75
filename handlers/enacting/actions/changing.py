"""A change of rulebook or schedule: offered with what it would do, proposed from a period on, signed, in force.

Where anything is confirmed in a period that it is for, a second person signs it. Whoever is asked, it is judged anew:
only periods that are not locked, and in which nothing was reported that the new rules do not know.
"""

from collections.abc import Iterator, Sequence

from handlers.enacting.actions import lapsing, templates
from handlers.enacting.actions.beginning import needs_two, periods, refuse_unless_later, refuse_unless_office
from handlers.enacting.actions.preview import preview
from handlers.enacting.results import ChangeAsked, ChangeOffered, Kind, Offer, Waiting
from handlers.people.actions import refuse_same_person
from handlers.results import Answer, Decision, Owed, Refusal, Sender, Text
from handlers.turn import Turn, read_rulebook
from scoring import access
from scoring.access import Person
from scoring.calendar import Period
from scoring.faults import Fault, FaultyError
from scoring.rulebook.schedule import amend, doubts
from storage import changes, drafts, roster, rulebooks
from storage.changes import Change
from storage.drafts import Draft
from storage.outbox import Letter

OFFER = "change"
"""Drafts: a change that somebody may propose."""
OFFERED = 4
"""Periods that are offered."""
ACTS = {"rulebook": "rulebook", "schedule": "schedule", "extension": "extend"}


def office(turn: Turn, sender: Sender) -> Person:
    """Return the admin who sent this; others are refused."""
    person = turn.person(sender)
    refuse_unless_office(person)
    return person


# Offered


def offer(turn: Turn, sender: Sender, kind: Kind, content: str, period: Period | None = None) -> None:
    """Ask an admin from when on a change is to hold; an extension is for its one period."""
    payload = {"kind": kind, "content": content, "period": None if period is None else str(period)}
    payload["base"] = _base(turn)
    if kind == "rulebook":
        templates.named(turn, read_rulebook(content.encode()))
    found = _choices(turn, kind, content, payload["period"])
    if not found[0]:
        raise Refusal("change_no_period", **({} if found[1] is None else {"period": found[1][0]}))
    draft = drafts.begin(turn.tx, sender.person, OFFER, payload)
    turn.owe_private(sender, "change_offer", ChangeOffered(draft), key=str(draft))


def offer_schedule(turn: Turn, sender: Sender, line: str) -> None:
    """Offer another line of the schedule; one that says nothing it can say is refused by its own rule."""
    now = turn.rulebook.schedule
    try:
        then = amend(now, line)
        found = [fault for fault in doubts(then) if fault not in doubts(now)]
    except FaultyError as error:
        then, found = now, [*error.faults]
    if found:
        raise _unsayable(found)
    if then == now:
        raise Refusal("schedule_same")
    offer(turn, sender, "schedule", line)


def _unsayable(faults: Sequence[Fault]) -> Refusal:
    return Refusal("schedule_value", broken=[faults[0].code, dict(faults[0].values)])


def offer_extension(turn: Turn, sender: Sender, period: Period, days: int) -> None:
    """Offer to lock one month so many days later than it is now."""
    lock = turn.schedule_of(period).lock
    content = f'lock = "+{lock.days + days}d {lock.at:%H:%M}"'
    try:
        refuse_unless_later(turn, content, period)
    except FaultyError as error:
        raise _unsayable(error.faults) from error
    offer(turn, sender, "extension", content, period)


def _choices(turn: Turn, kind: Kind, content: str, period: str | None) -> tuple[list[Period], tuple[str, str] | None]:
    months, barred = periods(turn, kind, content)
    return [month for month in months if period is None or period == str(month)][:OFFERED], barred


def _base(turn: Turn) -> str:
    """Return what tells the rules in force from those before and after."""
    books, amended = rulebooks.in_force(turn.tx), changes.of_schedule(turn.tx)
    return f"{len(books)}:{len(amended)}"


def offered(turn: Turn, owed: Owed[ChangeOffered]) -> Offer:
    """Describe what is offered, as things are now."""
    draft = drafts.known(turn.tx, owed.payload.draft)
    kind, content = draft.payload["kind"], draft.payload["content"]
    found, barred = _choices(turn, kind, content, draft.payload["period"])
    first = found[0] if found else turn.month(turn.now)
    told = tuple((_number(each), each.chinese, needs_two(turn, kind, each)) for each in found)
    return Offer(draft.id, draft.ended_at is None, preview(turn, kind, content, first), told, barred)


def _number(period: Period) -> int:
    return period.year * 100 + period.index


def take(turn: Turn, sender: Sender, number: int, month: int) -> Answer:
    """Propose what was offered from a period on, as long as the rules are those that it was compared with."""
    person, draft = office(turn, sender), own(turn, sender, number, OFFER)
    kind, content = draft.payload["kind"], draft.payload["content"]
    found, _ = _choices(turn, kind, content, draft.payload["period"])
    period = next((each for each in found if _number(each) == month), None)
    if period is None:
        raise Refusal("change_not_now", periods=[each.chinese for each in found])
    if draft.payload["base"] != _base(turn):
        raise Refusal("change_outrun")
    drafts.end(turn.tx, draft.id)
    waits = enact(turn, person, kind, content, period)
    turn.answer(sender, "change_waits" if waits else "change_done", change=kind, period=period.chinese, by=person.name)
    return Answer()


def drop(turn: Turn, sender: Sender, number: int) -> Answer:
    """Propose nothing."""
    drafts.end(turn.tx, own(turn, sender, number, OFFER).id)
    return Answer("cancelled")


def own(turn: Turn, sender: Sender, number: int, kind: str) -> Draft:
    """Return what a person was offered and may still take; a stranger's, one that was settled or is old is refused."""
    draft = drafts.get(turn.tx, number)
    if draft is None or draft.kind != kind or draft.person != sender.person or draft.ended_at is not None:
        raise Refusal("old_button")
    if draft.expired(turn.now):
        raise Refusal("offer_expired")
    return draft


def put(turn: Turn, by: int, content: str, month: Period, template: bytes | None = None) -> bool:
    """Propose a rulebook as a command does, from a month on; returns whether it waits for the second signature.

    `template` is the file that it names, which was found without fault.
    """
    person = turn.person_by_id(by)
    refuse_unless_office(person)
    found, _ = periods(turn, "rulebook", content)
    if month not in found:
        raise Refusal("change_not_from", period=month.chinese, periods=[str(each) for each in found])
    if template is not None:
        templates.bring(turn, read_rulebook(content.encode()), template)
    return enact(turn, person, "rulebook", content, month)


# Proposed, signed, in force


def enact(turn: Turn, person: Person, kind: Kind, content: str, period: Period) -> bool:
    """Put a change in force, or ask for the second signature where one is needed; returns whether it waits for that."""
    alike = [
        one
        for one in changes.waiting(turn.tx)
        if one.kind == kind and (kind == "rulebook" or one.period == str(period))
    ]
    lapsing.overtaken(turn, alike, person.id)
    if kind == "rulebook":
        templates.named(turn, read_rulebook(content.encode()))
    change = changes.propose(turn.tx, kind, str(period), content, person.id)
    if not needs_two(turn, kind, period):
        _put(turn, change, person.name, None)
        return False
    asked = _signers(turn, person.id)
    if not asked:
        raise Refusal("change_nobody")
    turn.record(person.id, "propose_change")
    for other_person in asked:
        turn.owe(other_person, "change", ChangeAsked(change.id), key=f"change:{change.id}")
    return True


def _signers(turn: Turn, person: int) -> list[int]:
    found = [one for role in ("admin", "leader") for one in roster.acting_ids(turn.tx, role)]
    mine = roster.selves(turn.tx, person)
    return [one for one in dict.fromkeys(found) if one not in mine]


def _put(turn: Turn, change: Change, by: str, signer: Person | None) -> None:
    """Let a change hold; a rulebook that is there for a later year stays in force behind it.

    What else waits was shown with what held before: it lapses.
    """
    changes.settle(turn.tx, change.id, "done", None if signer is None else signer.id)
    period = change.in_period
    if change.kind == "rulebook":
        body = change.content.encode()
        new = read_rulebook(body)
        later = [one for one in rulebooks.in_force(turn.tx) if one.from_day.year > new.competition.year]
        rulebooks.put_in_force(turn.tx, new.fingerprint, body, period.first, templates.named(turn, new))
        rulebooks.put_again(turn.tx, later)
    actor = change.proposer if signer is None else signer.id
    lapsing.overtaken(turn, changes.waiting(turn.tx), actor)
    turn.record(actor, ACTS[change.kind])
    told = {"change": change.kind, "period": period.chinese, "by": by if signer is None else [by, signer.name]}
    for person in _signers(turn, actor):
        turn.push(person, "text", Text("change_done", told), key=f"change:{change.id}")


def sign(turn: Turn, sender: Sender, number: int) -> Answer:
    """Sign a change as the second person: it is in force, unless something came between."""
    person, change = _signer(turn, sender), _open(turn, number)
    if person.id == change.proposer:
        raise Refusal("change_own")
    refuse_same_person(turn, person, (change.proposer,))
    by = [row.name for row in roster.entries_of(turn.tx, change.proposer) if row.role == "admin"]
    if not by:
        raise Refusal("change_orphan")
    found, _ = periods(turn, change.kind, change.content)
    if change.in_period not in found:
        raise Refusal("change_too_late", period=change.in_period.chinese)
    _put(turn, change, by[0], person)
    return Answer("change_signed")


def decline(turn: Turn, sender: Sender, number: int) -> Answer:
    """Decline a change, or take back what one has proposed oneself."""
    person, change = _signer(turn, sender), _open(turn, number)
    changes.settle(turn.tx, change.id, "declined", person.id)
    turn.record(person.id, "decline_change")
    own = person.id == change.proposer
    told = {"change": change.kind, "period": change.in_period.chinese, "by": person.name, "own": own}
    for other in dict.fromkeys((change.proposer, *_signers(turn, person.id))):
        if other != person.id:
            turn.push(other, "text", Text("change_declined", told), key=f"change:{change.id}")
    return Answer("change_not_signed")


def _signer(turn: Turn, sender: Sender) -> Person:
    person = turn.person(sender)
    if not access.may("sign_change", access.relations(person, "", ())):
        raise Refusal("change_not_yours")
    return person


def _open(turn: Turn, number: int) -> Change:
    change = changes.get(turn.tx, number)
    if change is None:
        raise Refusal("old_button")
    if change.outcome is not None:
        raise Refusal("change_settled", **lapsing.fate(turn, change))
    return change


def answered(turn: Turn, sender: Sender, letter: Letter, _text: str, decision: Decision | None) -> Answer | None:
    """Take 确认 or 退回 as the reply to what waits for a signature."""
    if decision is None or decision.act not in ("confirm", "return"):
        return None
    act = sign if decision.act == "confirm" else decline
    answer = act(turn, sender, letter.payload["change"])
    turn.answer(sender, answer.code)
    return answer


def waiting(turn: Turn, owed: Owed[ChangeAsked]) -> Waiting:
    """Describe a change that somebody is asked to sign."""
    change = changes.get(turn.tx, owed.payload.change)
    if change is None:
        raise LookupError(owed.payload.change)
    period = change.in_period
    shown = preview(turn, change.kind, change.content, period)
    return Waiting(change.id, lapsing.name_of(turn, change.proposer), period.chinese, shown, change.outcome is None)


def still_waiting(turn: Turn) -> Iterator[Change]:
    """Yield the changes that can still be signed."""
    for change in changes.waiting(turn.tx):
        if not turn.is_locked(change.in_period):
            yield change
