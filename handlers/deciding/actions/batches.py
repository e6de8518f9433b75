"""批量确认: all is listed first, what stands out is left out, then one press confirms exactly what was listed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.deciding.actions import reviews
from handlers.deciding.results import Batch, BatchDone, Ended, Previewed, Proposed, Several
from handlers.results import Answer, Decision, Refusal, Sender, Values
from handlers.submissions.actions import cards, deciders, submission
from handlers.submissions.actions.compared import Compared
from handlers.submissions.results import Beside
from handlers.turn import Turn
from scoring.access import Person
from storage import drafts, roster, submissions
from storage.drafts import Draft
from storage.submissions import Stored

KIND = "batch"
MOST = 50
"""Submissions in one batch: what a person can still read before pressing."""
Reason = tuple[str, Values]


def preview(turn: Turn, sender: Sender) -> Answer:
    """List what one press would confirm, and what is left out and why; changes nothing."""
    person = turn.person(sender)
    waiting = [stored for stored in submissions.every(turn.tx, state="pending") if _waits_for(turn, person, stored)]
    if not waiting:
        raise Refusal("nothing_to_confirm")
    arena = Compared(turn, waiting)
    taken: list[list[Any]] = []
    left: list[list[Any]] = []
    for stored in waiting:
        beside = arena.beside(stored)
        reasons = [*_refusals(turn, sender, stored), *beside.reasons]
        listed = [stored.number, stored.version, [beside.last, beside.median]]
        if reasons:
            left.append([*listed, reasons])
        else:
            taken.append(listed)
    payload = {"taken": taken[:MOST], "left": left[:MOST], "beyond": len(taken[MOST:]) + len(left[MOST:])}
    drafts.end_all(turn.tx, person.id, KIND)
    number = drafts.begin(turn.tx, person.id, KIND, payload)
    items = [(listed, version) for listed, version, *_ in (*taken[:MOST], *left[:MOST])]
    turn.owe(person.id, "batch", Previewed(number, turn.as_of(), items), key=str(number), fallback=sender)
    return Answer()


def _waits_for(turn: Turn, person: Person, stored: Stored) -> bool:
    who = deciders.deciders_of(turn, stored.claim)
    where = deciders.standing(stored, who.needed)
    signed = {one for _, one in where.signed}
    mine = where.phase == "pending" and person.id in who.persons
    return mine and not (signed and signed & roster.selves(turn.tx, person.id))


def _refusals(turn: Turn, sender: Sender, stored: Stored) -> list[Reason]:
    """Say why a submission could not be confirmed now, whatever its value: locked, without evidence."""
    try:
        _lead(turn, sender, stored)
    except Refusal as refusal:
        return [(refusal.code, refusal.values)]
    return []


def _lead(turn: Turn, sender: Sender, stored: Stored) -> str:
    """Return the lead for which the sender would confirm; refuse as a reply would be refused."""
    person = turn.person(sender)
    who = deciders.refuse_unless(turn, person, stored, "confirm")
    return reviews.lead_to_sign(turn, sender, person, stored, who, Decision("confirm"))


def confirm(turn: Turn, sender: Sender, number: int) -> Answer:
    """Confirm exactly the versions that were listed; whatever changed meanwhile is left out and named."""
    person = turn.person(sender)
    draft = own_draft(turn, person.id, number, KIND)
    drafts.end(turn.tx, number)
    done: list[Stored] = []
    refused: list[tuple[int, int, str, Values]] = []
    for ordinal, (listed, version, _) in enumerate(draft.payload["taken"]):
        try:
            with turn.tx.savepoint():
                done.append(_sign(turn, sender, listed, version, ordinal))
        except Refusal as refusal:
            refused.append((listed, version, refusal.code, refusal.values))
    items = [(stored.number, stored.version) for stored in done]
    turn.owe(person.id, "batch_done", Ended(items, refused, turn.as_of()), key=str(number))
    for stored in done:
        cards.show_cards(turn, stored)
        cards.react(turn, stored)
    tell_units(turn, [stored for stored in done if stored.state == "confirmed"])
    return Answer("batch_confirmed", {"count": len(done), "refused": len(refused)})


def confirm_newest(turn: Turn, sender: Sender) -> Answer:
    """Confirm what was listed last: whoever cannot press can write it."""
    return confirm(turn, sender, newest_draft(turn, sender, KIND))


def newest_draft(turn: Turn, sender: Sender, kind: str) -> int:
    """Return the newest list that waits for a word of the sender."""
    waiting = drafts.open_of(turn.tx, turn.person(sender).id, kind)
    if not waiting:
        raise Refusal("nothing_prepared")
    return waiting[-1].id


def cancel(turn: Turn, sender: Sender, number: int) -> Answer:
    """Confirm nothing of what was listed."""
    draft = own_draft(turn, turn.person(sender).id, number, KIND)
    drafts.end(turn.tx, draft.id, "cancelled")
    return Answer("cancelled")


def own_draft(turn: Turn, person: int, number: int, kind: str, expired: str = "desk_expired") -> Draft:
    """Return an open draft of a person; say why where there is none, `expired` where it waited too long."""
    draft = drafts.get(turn.tx, number)
    if draft is None or draft.kind != kind:
        raise Refusal("old_button")
    if draft.person != person:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("old_button")
    if draft.expired(turn.now):
        raise Refusal(expired)
    return draft


def _sign(turn: Turn, sender: Sender, number: int, version: int, ordinal: int) -> Stored:
    """Confirm one version as a reply would; cards and letters follow once the whole batch is done."""
    person, stored = turn.person(sender), submission.get(turn, number)
    if version != stored.version:
        raise Refusal("batch_changed", version=stored.version)
    lead, signer = _lead(turn, sender, stored), (person.id, person.name)
    return submission.do(turn, stored, "confirm", signer, turn.judged_at(sender), lead=lead, ordinal=ordinal)


def tell_units(turn: Turn, several: Sequence[Stored]) -> None:
    """Owe everybody who answers for these units one message, however many of their submissions are in it."""
    told: dict[int, list[Stored]] = {}
    for stored in several:
        claim = stored.claim
        for person in deciders.answering(turn, claim):
            told.setdefault(person, []).append(stored)
    for person, found in told.items():
        if len(found) == 1:
            turn.owe(person, "notice", cards.reference(turn, found[0]), key=f"{found[0].number}:{turn.as_of()}")
        else:
            items = [(stored.number, stored.version) for stored in found]
            turn.owe(person, "notices", Several(items, turn.as_of()), key=f"{items[0][0]}:{turn.as_of()}")


def batch(turn: Turn, number: int, as_of: datetime) -> Batch:
    """Describe a batch as its preview shows it."""
    draft = drafts.known(turn.tx, number)

    def proposed(
        listed: int, version: int, beside: tuple[Sequence[str] | None, str | None], reasons: Sequence[Reason] = ()
    ) -> Proposed:
        last, median = beside
        shown = submission.describe(turn, listed, version, as_of)
        seen = Beside(None if last is None else (last[0], last[1]), median)
        return Proposed(replace(shown, beside=seen), tuple((code, found) for code, found in reasons))

    return Batch(
        number,
        tuple(proposed(*each) for each in draft.payload["taken"]),
        tuple(proposed(*each) for each in draft.payload["left"]),
        draft.payload["beyond"],
    )


def batch_done(turn: Turn, items: Sequence[tuple[int, int]], refused: Sequence[Any], as_of: datetime) -> BatchDone:
    """Describe what became of a batch."""
    return BatchDone(
        tuple(submission.describe(turn, number, version, as_of) for number, version in items),
        tuple((submission.describe(turn, n, version, as_of), code, found) for n, version, code, found in refused),
    )
