"""核实: what a lead does to a submission: confirm, amend, return, and take the decision back."""

from typing import Any

from handlers.actions import claims
from handlers.actions.claims import Desk
from handlers.actions.intent import choose_reading
from handlers.actions.submissions import CellState, put_cell, read_value, report, tell_unit
from handlers.actions.turn import Turn, names
from handlers.results import Answer, Decision, Refusal, RepliedTo, Sender
from scoring import access, lifecycle
from scoring.access import Person
from scoring.calendar import Period
from scoring.entries import Metric
from scoring.inputs import level_key
from storage import outbox, submissions
from storage.submissions import Act, Stored


def decide(turn: Turn, sender: Sender, number: int, decision: Decision, version: int | None = None) -> Answer:
    """Decide about a submission; `version` is the one the person saw, None where the newest is meant."""
    person = turn.person(sender)
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    who = claims.desk(turn, stored.claim)
    if version is not None and version != stored.version:
        _refuse_without_right(turn, person, stored, who, decision)
        return _outdated(turn, sender, stored)
    if decision.act == "take_back":
        return _take_back(turn, sender, person, stored)
    _refuse_without_right(turn, person, stored, who, decision)
    follows = lifecycle.follows(stored.state, decision.act)
    if follows is None:
        last = stored.acts[-1] if stored.acts else None
        by = last.person_name if last else ""
        raise Refusal(f"decide_when_{stored.state}", number=number, by=by, pressed=sender.pressed)
    period = Period.parse(stored.claim.period)
    if period is not None:
        turn.refuse_when_locked(sender, period)
    lead = _signing_lead(turn, person, stored, who)
    metric = turn.rulebook.metric(stored.claim.metric)
    value = _amended(metric, decision) if decision.act == "amend" else None
    return _apply(turn, sender, person, stored, who, decision, lead, value)


def _refuse_without_right(turn: Turn, person: Person, stored: Stored, who: Desk, decision: Decision) -> None:
    """Ask the table whether this person may decide about this submission; say why not."""
    claim = stored.claim
    metric = turn.rulebook.metric(claim.metric)
    relations = access.relations(person, claim.unit, metric.leads, leads_reachable=not who.stand_in)
    values = {
        "number": stored.number,
        "leads": list(names(turn.rulebook, who.leads)),
        "mine": list(names(turn.rulebook, sorted(person.own))),
        "act": decision.act,
    }
    if person.is_of(claim.unit):
        raise Refusal("own_unit", **values)
    if not access.may("decide", relations):
        raise Refusal("not_a_lead", **values)
    if person.id == claim.reporter and decision.act != "take_back":
        raise Refusal("own_report", **values)
    if person.id not in who.persons:
        raise Refusal("not_a_lead", **values)


def _signing_lead(turn: Turn, person: Person, stored: Stored, who: Desk) -> str:
    """Return the lead for which this person signs: one that has not signed, by somebody who has not signed."""
    signed = dict(claims.standing(stored, who.needed).signed)
    mine = [lead for someone, lead in who.reviewers if someone == person.id]
    free = [lead for lead in mine if lead not in signed]
    if not free or person.id in signed.values():
        missing = [lead for lead in who.leads if lead not in signed]
        raise Refusal("signed_before", number=stored.number, leads=list(names(turn.rulebook, missing)))
    return free[0]


def _amended(metric: Metric, decision: Decision) -> str:
    """Read the value of 改为 as a report would be read; what would be asked or refused there decides nothing."""
    text = decision.value or ""
    if metric.input == "events":
        level = level_key(metric, text)
        if level is None:
            listed = [metric.level_names.get(key, key) for key in metric.levels]
            raise Refusal("unknown_level", level=text, metric=metric.name, levels=listed)
        return level
    options = choose_reading(metric, text)
    if options:
        raise Refusal("amend_two_readings", text=text, options=options)
    return read_value(metric, text)


def _apply(
    turn: Turn,
    sender: Sender,
    person: Person,
    stored: Stored,
    who: Desk,
    decision: Decision,
    lead: str,
    value: str | None,
) -> Answer:
    number, version, claim = stored.number, stored.version, stored.claim
    body: dict[str, Any] = {"number": number, "version": version, "lead": lead, "value": value}
    moment = turn.record(person.id, decision.act, **body, reason=decision.reason)
    act = Act(
        number, version, decision.act, lead, person.id, person.name, value, decision.reason,
        turn.judged_at(sender), moment, turn.cause, 0,
    )  # fmt: skip
    acts = [past for past in stored.acts if past.version == version]
    where = lifecycle.fold([*acts, act], who.needed)
    submissions.add_act(turn.tx, act, stored.state, where.state)
    after = submissions.get(turn.tx, number)
    if after is None:
        raise LookupError(number)
    if where.state == "returned":
        put_cell(turn, after, None, None, None)
    else:
        is_event = claim.title is not None
        level = where.amended or claim.level if is_event else claim.level
        state: CellState = "confirmed" if where.state == "confirmed" else "pending"
        put_cell(turn, after, state, claim.value if is_event else where.amended or claim.value, level)
    claims.show_cards(turn, after)
    if where.state != "pending":
        tell_unit(turn, after)
        claims.react(turn, after, "👌" if where.state == "confirmed" else "🤔")
    return _done(turn, sender, after, where.state)


def _done(turn: Turn, sender: Sender, after: Stored, state: str) -> Answer:
    """Tell the decider: a press is answered at once, a reply in private by a message; in a group the card says it."""
    payload = {"number": after.number, "version": after.version, "as_of": turn.as_of()}
    if sender.private and not sender.pressed:
        turn.owe(sender.person, "decided", payload, key=str(after.number), reply_to=sender.message)
    code = {"pending": "signed", "confirmed": "confirmed", "returned": "returned"}[state]
    return Answer(code, {"number": after.number})


def _take_back(turn: Turn, sender: Sender, person: Person, stored: Stored) -> Answer:
    """Take the own decision back within 30 minutes and before the lock: pending again, everybody may decide again."""
    acts = [a for a in stored.acts if a.version == stored.version]
    decided = [a for a in acts if a.act in ("confirm", "amend", "return")]
    undone = bool(acts) and acts[-1].act not in ("confirm", "amend", "return")
    if not decided or undone or lifecycle.follows(stored.state, "take_back") is None:
        raise Refusal("nothing_to_take_back", number=stored.number)
    mine = [a for a in decided if a.person == person.id]
    if not mine or (stored.state != "pending" and decided[-1].person != person.id):
        raise Refusal("not_your_decision", number=stored.number, by=decided[-1].person_name)
    judged = turn.judged_at(sender)
    if judged - mine[-1].decided_at > lifecycle.TAKE_BACK_WITHIN:
        raise Refusal("take_back_too_late", number=stored.number)
    period = Period.parse(stored.claim.period)
    if period is not None:
        turn.refuse_when_locked(sender, period)
    moment = turn.record(person.id, "take_back", number=stored.number, version=stored.version)
    act = Act(
        stored.number, stored.version, "take_back", mine[-1].lead, person.id, person.name, None, None,
        judged, moment, turn.cause, 0,
    )  # fmt: skip
    submissions.add_act(turn.tx, act, stored.state, "pending")
    after = submissions.get(turn.tx, stored.number)
    if after is None:
        raise LookupError(stored.number)
    put_cell(turn, after, "pending", after.claim.value, after.claim.level)
    claims.show_cards(turn, after)
    if stored.state != "pending":
        tell_unit(turn, after)
        claims.react(turn, after, "✍")
    payload = {"number": after.number, "version": after.version, "as_of": turn.as_of()}
    if sender.private and not sender.pressed:
        turn.owe(sender.person, "decided", payload, key=str(after.number), reply_to=sender.message)
    return Answer("taken_back", {"number": after.number})


def _outdated(turn: Turn, sender: Sender, stored: Stored) -> Answer:
    """Say 已更新 and show the card as it is now; nothing has happened."""
    payload = {"number": stored.number, "version": stored.version, "as_of": turn.as_of()}
    if not sender.pressed:
        turn.answer(sender, "outdated", number=stored.number, version=stored.version)
    chat = sender.chat if not sender.private else sender.person
    turn.owe(chat, "card", payload, key=f"again:{stored.number}")
    return Answer("outdated", {"number": stored.number, "version": stored.version}, alert=True)


def ask(turn: Turn, sender: Sender, number: int, version: int, kind: str) -> Answer:
    """Ask for what a button alone cannot say: the reason of a return, the value of an amendment. Changes nothing."""
    person = turn.person(sender)
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    act = Decision("return" if kind == "ask_reason" else "amend")
    if kind == "ask_new":
        return _ask_new(turn, sender, person, stored)
    who = claims.desk(turn, stored.claim)
    _refuse_without_right(turn, person, stored, who, act)
    if version != stored.version:
        return _outdated(turn, sender, stored)
    if lifecycle.follows(stored.state, act.act) is None:
        last = stored.acts[-1].person_name if stored.acts else ""
        raise Refusal(f"decide_when_{stored.state}", number=number, by=last, pressed=sender.pressed)
    payload = {"number": number, "version": version, "person": person.id, "name": person.name}
    turn.owe(sender.chat, kind, payload, key=str(number), reply_to=sender.message)
    return Answer(kind)


def _ask_new(turn: Turn, sender: Sender, person: Person, stored: Stored) -> Answer:
    """Ask the one who reported for another value; the answer is a report like any other."""
    if stored.claim.unit not in person.heads:
        raise Refusal("not_your_submission", number=stored.number)
    if lifecycle.follows(stored.state, "report") is None:
        metric = turn.rulebook.metric(stored.claim.metric).name
        raise Refusal("report_when_confirmed", number=stored.number, metric=metric)
    payload = {"number": stored.number, "version": stored.version, "person": person.id, "name": person.name}
    turn.owe(sender.chat, "ask_new", payload, key=str(stored.number), reply_to=sender.message)
    return Answer("ask_value")


def see(turn: Turn, sender: Sender, number: int) -> Answer:
    """Show the card of a submission again to somebody who may decide about it."""
    person = turn.person(sender)
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    if person.id not in claims.desk(turn, stored.claim).persons:
        raise Refusal(
            "not_a_lead",
            number=number,
            leads=list(names(turn.rulebook, claims.desk(turn, stored.claim).leads)),
            mine=list(names(turn.rulebook, sorted(person.own))),
        )
    payload = {"number": number, "version": stored.version, "as_of": turn.as_of()}
    turn.owe(person.id, "card", payload, key=f"see:{number}")
    return Answer()


def offer_undo(turn: Turn, sender: Sender) -> Answer:
    """Offer the own unit's claims that can be withdrawn, a button each."""
    person = turn.person(sender)
    found = [s for unit in sorted(person.heads) for s in submissions.every(turn.tx, unit=unit, state="pending")]
    if not found:
        turn.answer(sender, "undo_usage")
        return Answer()
    items = [[s.number, s.version, turn.rulebook.metric(s.claim.metric).name] for s in found[:20]]
    turn.answer(sender, "undo_choose", items=items)
    return Answer()


def reply(turn: Turn, sender: Sender, replied: RepliedTo, decision: Decision | None, text: str) -> Answer:
    """Decide by replying: to a card, to any later message about the submission, or to the message that reported it.

    `decision` is None where the words decide nothing.
    """
    person = turn.person(sender)
    letter = outbox.by_message(turn.tx, sender.chat, replied.message)
    if letter is not None and letter.kind == "ask_new":
        stored = submissions.get(turn.tx, letter.payload["number"])
        if letter.payload["person"] != person.id or stored is None:
            raise Refusal("not_your_question")
        metric = turn.rulebook.metric(stored.claim.metric)
        unit = turn.rulebook.unit(stored.claim.unit)
        return report(turn, sender, (f"{unit.name} {metric.name} {text} {stored.claim.period}",))
    if letter is not None and letter.kind in ("ask_reason", "ask_value"):
        act = "return" if letter.kind == "ask_reason" else "amend"
        if letter.payload["person"] != person.id:
            raise Refusal("not_your_question")
        asked = Decision("return", reason=_reason(text)) if act == "return" else Decision("amend", value=text)
        return decide(turn, sender, letter.payload["number"], decision or asked, letter.payload["version"])
    found = _about(turn, sender, replied)
    if not found:
        raise Refusal("reply_to_nothing")
    waiting = [stored for stored in found if _waits_for(turn, person, stored, decision)]
    if len(found) > 1 and len(waiting) > 1:
        items = [[stored.number, stored.version] for stored in waiting]
        turn.owe(sender.chat, "choose", {"items": items, "as_of": turn.as_of()}, reply_to=sender.message)
        return Answer()
    stored = (waiting or found)[0]
    if decision is None:
        who = claims.desk(turn, stored.claim)
        raise Refusal("no_decision" if person.id in who.persons else "reply_not_understood", number=stored.number)
    if decision.act == "return" and decision.reason is None:
        who = claims.desk(turn, stored.claim)
        _refuse_without_right(turn, person, stored, who, decision)
        return ask(turn, sender, stored.number, stored.version, "ask_reason")
    return decide(turn, sender, stored.number, decision, _version_seen(turn, sender, replied, stored))


def _reason(text: str) -> str:
    if len(text.strip()) < 2:
        raise Refusal("reason_too_short")
    return text.strip()


def _about(turn: Turn, sender: Sender, replied: RepliedTo) -> list[Stored]:
    """Return the submissions a message is about."""
    letter = outbox.by_message(turn.tx, sender.chat, replied.message)
    if letter is not None:
        numbers = [letter.payload["number"]] if "number" in letter.payload else []
        numbers += [item[0] for item in letter.payload.get("taken", []) + letter.payload.get("items", [])]
        found = [submissions.get(turn.tx, number) for number in dict.fromkeys(numbers)]
        return [stored for stored in found if stored is not None]
    reported = submissions.by_message(turn.tx, sender.chat, replied.message)
    if reported or replied.text is None:
        return reported
    named = claims.named_in(replied.text)
    stored = None if named is None else submissions.get(turn.tx, named[0])
    return [] if stored is None else [stored]


def _waits_for(turn: Turn, person: Person, stored: Stored, decision: Decision | None) -> bool:
    if decision is not None and decision.act == "take_back":
        return any(act.person == person.id for act in stored.acts)
    return stored.state == "pending" and person.id in claims.desk(turn, stored.claim).persons


def _version_seen(turn: Turn, sender: Sender, replied: RepliedTo, stored: Stored) -> int | None:
    """Return the version the replier has seen; None where any reply decides the newest.

    From version 2 on a reply decides the newest only if it was sent later than the chat server showed a card with it
    in this chat, or if it answers the message that reported it, or a card whose message id was never learnt.
    """
    if stored.version == 1 or (stored.claim.chat, stored.claim.message) == (sender.chat, replied.message):
        return None
    named = claims.named_in(replied.text or "")
    if named is not None and named[1] is not None and outbox.by_message(turn.tx, sender.chat, replied.message) is None:
        return named[1]
    shown = [
        letter.stamped_at
        for kind in ("card", "card_edit")
        for letter in outbox.find(turn.tx, kind, stored.number)
        if letter.chat == sender.chat and letter.payload["version"] == stored.version
    ]
    seen = any(stamp is not None and sender.sent_at > stamp for stamp in shown)
    return None if seen else stored.version - 1
