"""Closing a locked period (定榜): an admin signs, then another admin or a leader who saw the same; then it counts."""

import hashlib
import json
from typing import Any

from handlers import due, phrases
from handlers.closing.actions import finals
from handlers.closing.actions.corrected import since_last
from handlers.closing.actions.finals import tables, touch
from handlers.closing.results import ClosingAsked, ClosingOpen, ClosingSeen
from handlers.flagging.actions import proposing
from handlers.people.actions import refuse_same_person
from handlers.publishing.actions.posts import publish
from handlers.results import Answer, Decision, Refusal, Sender, Text
from handlers.season import is_to_close, notice
from handlers.standings.actions.boards import Table
from handlers.standings.results import Ranked
from handlers.submissions.actions import deciders
from handlers.turn import Turn, tell_admins
from scoring import access, season
from scoring.access import Person
from scoring.calendar import Period
from scoring.due import Slot, closings
from storage import house, keyboards, outbox, publications, roster, submissions, values, vetoes
from storage.identities import mark, read
from storage.outbox import Letter

JOB = "closing"
QUESTIONS = ("closing_open", "closing_seen")
CLOSING = ("closing", *QUESTIONS)
"""Letters by which a period is signed: its card, and what is asked behind it."""


def cards_due(turn: Turn) -> bool:
    """Say whether a period was locked that admins are still to be asked to close."""
    return any(_open(turn))


def ask(turn: Turn) -> int:
    """Show every admin what closing each of those periods would make public."""
    found = _open(turn)
    for slot in due.take(turn, JOB, (found, [])):
        try:
            payload = _asked(turn, Period.written(slot.key))
        except Refusal as refusal:
            tell_admins(turn, refusal.code, f"lacking:{slot.key}", **refusal.values)
            continue
        for admin in roster.acting_ids(turn.tx, "admin"):
            turn.push(admin, "closing", payload, key=slot.key)
    return len(found)


def _open(turn: Turn) -> list[Slot]:
    if turn.drill is not None:
        return []
    return [slot for slot in due.of_months(turn, JOB, closings)[0] if is_to_close(turn, Period.written(slot.key))]


def ask_again(turn: Turn, sender: Sender) -> Answer:
    """Show an admin every locked period again that is not closed yet."""
    if not turn.person(sender).admin:
        raise Refusal("admins_only")
    _refuse_in_drill(turn)
    found = to_close(turn)
    if not found:
        raise Refusal("closing_none")
    for period in found:
        try:
            turn.owe_private(sender, "closing", _asked(turn, period), key=str(period))
        except Refusal as refusal:
            turn.answer(sender, refusal.code, key=f"lacking:{period}", **refusal.values)
    return Answer()


def to_close(turn: Turn) -> list[Period]:
    """Return the locked periods of the year and the one before that are not closed yet."""
    year = Period(turn.rulebook.competition.year, "year", 0)
    every = [part for each in (year.shifted(-1), year) for kind in season.KINDS for part in each.parts(kind)]
    return [p for p in every if turn.is_locked(p) and is_to_close(turn, p) and not is_closed(turn, p)]


def _refuse_in_drill(turn: Turn) -> None:
    if turn.drill is not None:
        raise Refusal("closing_in_drill")


def _asked(turn: Turn, period: Period) -> ClosingAsked:
    return ClosingAsked(str(period), _fingerprint(tables(turn, period)), turn.as_of())


def is_closed(turn: Turn, period: Period) -> bool:
    """Say whether a period is closed."""
    return publications.is_closed(turn.tx, str(period))


def _fingerprint(found: list[Table]) -> str:
    """Return what two people must have seen alike: the standings of every arena to the last figure."""
    return hashlib.sha256(json.dumps(found, ensure_ascii=False).encode()).hexdigest()[:16]


def look(turn: Turn, sender: Sender, number: int) -> Answer:
    """Owe the boards of a period that is to be closed."""
    person, card = turn.person(sender), _card(turn, sender, number)
    _refuse_unless_signs(person)
    period = Period.written(card["period"])
    for arena in season.arenas_of(turn.rulebook_on(period.first), period):
        turn.owe(sender.chat, "board", Ranked(arena, str(period), turn.as_of()), key=arena)
    if turn.drill is None and not is_closed(turn, period):
        _lead_back(turn, sender, person, number, card)
    return Answer()


def _lead_back(turn: Turn, sender: Sender, person: Person, number: int, card: dict[str, Any]) -> None:
    """Owe behind the boards the way back to their card for whoever may sign it, or the card of what they show."""
    period = Period.written(card["period"])
    try:
        asked = _asked(turn, period)
        if asked.fingerprint != card["fingerprint"]:
            turn.answer(sender, "closing_outdated", period=period.chinese)
            turn.owe(sender.chat, "closing", asked, key=f"{period}:{asked.fingerprint}")
            return
        _refuse_unless_closes(turn, period)
        _first_for(turn, person, period, asked.fingerprint)
    except Refusal:  # there is nothing to sign: whoever tries is told why
        return
    turn.owe(sender.chat, "closing_seen", ClosingSeen(number, str(period)), reply_to=sender.message)


def close(turn: Turn, sender: Sender, number: int, regardless: bool = False) -> Answer:  # noqa: FBT001, FBT002 - a press
    """Sign the closing of a period; the second signature of another person makes it public."""
    person, card = turn.person(sender), _card(turn, sender, number)
    _refuse_unless_signs(person)
    period = Period.written(card["period"])
    _refuse_unless_closes(turn, period)
    found = tables(turn, period)
    fingerprint = _fingerprint(found)
    first = _first_for(turn, person, period, fingerprint)
    if card["fingerprint"] != fingerprint:
        turn.owe(sender.chat, "closing", _asked(turn, period), key=f"{period}:{fingerprint}")
        turn.answer(sender, "closing_changed", period=period.chinese)
        return Answer()
    if first is None:
        return _sign(turn, sender, person, period, fingerprint)
    waiting = ClosingOpen(number, str(period), open_numbers(turn, period), vetoes_waiting(turn, period))
    if (waiting.open or waiting.vetoes) and not regardless:
        turn.owe(sender.chat, "closing_open", waiting, key=str(period))
        return Answer()
    return _publish(turn, person, period, first, found, told=_is_told_there(turn, sender, period))


def _is_told_there(turn: Turn, sender: Sender, period: Period) -> bool:
    """Say whether whoever pressed was asked behind the card: what became of it is said in place of that."""
    letter = outbox.newest(turn.tx, sender.chat, QUESTIONS) if sender.pressed else None
    return letter is not None and letter.payload["period"] == str(period)


def _first_for(turn: Turn, person: Person, period: Period, fingerprint: str) -> dict[str, Any] | None:
    """Return the first signature that stands, None where this person's would be it; refuse whoever may not sign now."""
    first = first_signature(turn, period, fingerprint)
    if first is None and not access.may("close", access.relations(person, "", ())):
        raise Refusal("closing_admin_first", period=period.chinese)
    if first is not None and first["person"] == person.id:
        raise Refusal("closing_alone", period=period.chinese)
    refuse_same_person(turn, person, () if first is None else (first["person"],))
    return first


def _card(turn: Turn, sender: Sender, number: int) -> dict[str, Any]:
    """Return what a card of this chat holds; through what was said behind it, the card that it is about."""
    letter = outbox.letter(turn.tx, number)
    if letter is not None and letter.kind in CLOSING:
        letter = card_of(turn, letter)
    if letter is None or letter.kind != "closing" or letter.chat != sender.chat:
        raise Refusal("old_button")
    return letter.payload


def card_of(turn: Turn, letter: Letter) -> Letter:
    """Return the card of a period that a letter is, or that it is about; what was said there may have been answered."""
    while letter.kind != "closing":
        letter = outbox.known(turn.tx, letter.payload["card"])
    return letter


def topics(letter: Letter) -> set[str]:
    """Return what a letter by which a period is signed follows from, beside what its buttons name."""
    return {finals.topic(letter.payload["period"])}


def _refuse_unless_signs(person: Person) -> None:
    if not access.may("sign_closing", access.relations(person, "", ())):
        raise Refusal("closing_not_yours")


def _refuse_unless_closes(turn: Turn, period: Period) -> None:
    """Refuse what is closed already, what is to be closed after others, and all in a rehearsal."""
    _refuse_in_drill(turn)
    if is_closed(turn, period):
        raise Refusal("closed_before", period=period.chinese)
    earlier = season.before(turn.rulebook_on(period.first), period)
    waiting = [each.chinese for each in earlier if is_to_close(turn, each) and not is_closed(turn, each)]
    if waiting:
        raise Refusal("closing_order", period=period.chinese, periods=waiting)


def first_signature(turn: Turn, period: Period, fingerprint: str) -> dict[str, Any] | None:
    """Return the signature that stands for what is seen now.

    What was signed of another lapses, and so does what somebody signed who is no admin any more.
    """
    found = _signed(turn, period)
    if found["fingerprint"] != fingerprint:
        return None
    person = int(read(turn.tx, str(found["person"])))
    if person not in roster.acting_ids(turn.tx, "admin"):
        return None
    return {**found, "person": person, "name": read(turn.tx, found["name"])}


def is_signed(turn: Turn, period: Period, fingerprint: str) -> bool:
    """Say whether it is this fingerprint that was signed first, and closed where the period is."""
    return bool(_signed(turn, period)["fingerprint"] == fingerprint)


def _signed(turn: Turn, period: Period) -> dict[str, Any]:
    written = house.fixture(turn.tx, f"closing:{period}")
    found: dict[str, Any] = {"fingerprint": ""} if written is None else json.loads(written)
    return found


def _sign(turn: Turn, sender: Sender, person: Person, period: Period, fingerprint: str) -> Answer:
    """Note the first signature, and show everybody who may sign second the same."""
    who = {"person": mark(turn.tx, person.id), "name": mark(turn.tx, person.id, person.name)}
    house.fix(turn.tx, f"closing:{period}", json.dumps({**who, "fingerprint": fingerprint}))
    turn.record(person.id, "close_sign")
    touch(turn, period)
    payload = ClosingAsked(str(period), fingerprint, turn.as_of())
    for other in _signers(turn, person.id):
        turn.owe(other, "closing", payload, key=str(period))
    turn.answer(sender, "closing_signed", period=period.chinese)
    return Answer()


def _signers(turn: Turn, person: int) -> list[int]:
    found = [one for role in ("admin", "leader") for one in roster.acting_ids(turn.tx, role)]
    mine = roster.selves(turn.tx, person)
    return [one for one in dict.fromkeys(found) if one not in mine]


def _publish(
    turn: Turn, person: Person, period: Period, first: dict[str, Any], found: list[Table], *, told: bool
) -> Answer:
    """Freeze the final standings of every arena; the group gets them, and everybody hears who might have signed.

    `told`: whoever signs second reads it where they pressed.
    """
    signers = [mark(turn.tx, first["person"], first["name"]), mark(turn.tx, person.id, person.name)]
    signed = {"signed": signers, "subtitle": period.chinese, **notice(turn, period)}
    for table in found:
        beside = {**signed, "corrections": since_last(turn, period, table["arena"])}
        publish(turn, period.kind, str(period), table, beside, act="close", by=person.id)
    proposing.at_closing(turn, period)
    touch(turn, period)
    keyboards.reword(turn.tx, values.of_unit(finals.topic(str(period))))
    turn.tx.touched.update(values.of_unit(one.unit) for one in vetoes.waiting_in(turn.tx, str(period)))
    done = Text("closing_done", {"period": period.chinese, "by": first["name"], "signer": person.name})
    for one in _signers(turn, person.id if told else 0):
        turn.owe(one, "text", done, key=f"closed:{period}")
    return Answer()


def open_numbers(turn: Turn, period: Period) -> list[int]:
    """Return the submissions inside a period about which an objection or a correction is open."""
    mine = finals.parts(period)
    found = (one for one in submissions.with_cases(turn.tx) if one.claim.period in mine)
    return [one.number for one in found if deciders.where_is(turn, one).case is not None]


def vetoes_waiting(turn: Turn, period: Period) -> list[str]:
    """Return the units about which a veto waits for a signature."""
    return [turn.rulebook_on(period.first).unit(one.unit).name for one in vetoes.waiting_in(turn.tx, str(period))]


def answered(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer | None:
    """Take a reply to the card: 定榜, or 仍然定榜 where something is open; it asks nothing else."""
    said = phrases.compared(text)
    if said not in (*phrases.CLOSE, *phrases.CLOSE_ANYWAY):
        return None
    return close(turn, sender, letter.id, said in phrases.CLOSE_ANYWAY)
