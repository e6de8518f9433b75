"""Reporting: a line becomes a submission, a refusal or a question; withdrawing and restoring."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from handlers.actions import claims
from handlers.actions.intent import Intent, choose_period, choose_reading, read_highlight, read_report
from handlers.actions.turn import Turn
from handlers.results import Answer, LineOutcome, Refusal, Sender
from scoring import lifecycle
from scoring.access import Person, deciding_leads
from scoring.calendar import Period
from scoring.entries import Metric
from scoring.inputs import ValueRefusedError, level_key, read
from scoring.lines import title_key
from scoring.standings import Cell
from storage import drafts, submissions, values
from storage.submissions import Act, Claim, Stored

MAX_LINES = 30
CellState = Literal["confirmed", "pending", "not_applicable"]


def report(turn: Turn, sender: Sender, lines: tuple[str, ...]) -> Answer:
    """Take a report of one or several lines; each line succeeds or fails by itself, the answer lists all."""
    return _lines(turn, sender, lines, read_report, "report_usage")


def highlight(turn: Turn, sender: Sender, lines: tuple[str, ...]) -> Answer:
    """Take events (亮点 and the like): metric, level, title a line."""
    return _lines(turn, sender, lines, read_highlight, "highlight_usage")


Reader = Callable[[Turn, Person, Sender, str], Intent]


def _lines(turn: Turn, sender: Sender, lines: tuple[str, ...], reader: Reader, usage: str) -> Answer:
    person = turn.person(sender)
    if not lines:
        raise Refusal(usage)
    if len(lines) > MAX_LINES:
        raise Refusal("too_many_lines", most=MAX_LINES)
    outcomes = [_line(turn, person, sender, line, ordinal, reader) for ordinal, line in enumerate(lines)]
    _answer(turn, sender, outcomes)
    return Answer()


def _line(turn: Turn, person: Person, sender: Sender, line: str, ordinal: int, reader: Reader) -> LineOutcome:
    try:
        with turn.tx.savepoint():
            intent = reader(turn, person, sender, line)
            return take(turn, person, sender, intent, ordinal)
    except Refusal as refusal:
        return LineOutcome(line, code=refusal.code, values=refusal.values)


def _answer(turn: Turn, sender: Sender, outcomes: list[LineOutcome]) -> None:
    """Owe the receipt: in private a message with every line; in a group a reaction and the cards, errors in private."""
    open_lines = [outcome for outcome in outcomes if outcome.number is None]
    taken = [outcome for outcome in outcomes if outcome.number is not None]
    payload: dict[str, Any] = {
        "taken": [[outcome.number, outcome.version, outcome.same] for outcome in taken],
        "others": [
            {"line": o.line, "code": o.code, "values": o.values, "draft": o.draft, "options": list(o.options)}
            for o in open_lines
        ],
        "as_of": turn.as_of(),
    }
    if len(taken) == 1 and not open_lines:
        payload |= {"number": taken[0].number, "version": taken[0].version}
    if sender.private:
        turn.owe(sender.person, "receipt", payload, reply_to=None if sender.pressed else sender.message)
        return
    emoji = "✍" if taken else "🤔"
    turn.owe(sender.chat, "reaction", {"message": sender.message, "emoji": emoji}, key="receipt")
    if open_lines:
        payload["fallback"] = {"chat": sender.chat, "reply_to": sender.message}
        turn.owe(sender.person, "receipt", payload | {"taken": []})


def take(turn: Turn, person: Person, sender: Sender, intent: Intent, ordinal: int) -> LineOutcome:
    """Turn an intent into a submission, or into a question where a value or period has two readings."""
    metric = turn.rulebook.metric(intent.metric)
    turn_is_lead = _right_to_report(turn, person, intent.unit, metric)
    level = value = None
    if metric.input == "events":
        level = level_key(metric, intent.level or "")
        if level is None:
            listed = [metric.level_names.get(key, key) for key in metric.levels]
            raise Refusal("unknown_level", level=intent.level or "", metric=metric.name, levels=listed)
    else:
        options = choose_reading(metric, intent.value or "")
        if options:
            return _ask(turn, sender, intent, "two_readings", options, ordinal, text=intent.value)
        value = read_value(metric, intent.value or "")
    if intent.period is None:
        options = choose_period(turn, sender, intent.unit, metric)
        if len(options) > 1:
            return _ask(turn, sender, intent, "two_periods", options, ordinal, metric=metric.name)
        intent = replace(intent, period=options[0])
    period = _period(turn, sender, metric, intent.period or "")
    turn.refuse_when_locked(sender, period)
    if metric.evidence == "required" and not sender.files:
        raise Refusal("evidence_needed", metric=metric.name)
    claim = Claim(
        unit=intent.unit,
        metric=metric.id,
        period=str(period),
        item="",
        value=value,
        level=level,
        title=intent.title,
        reporter=person.id,
        reporter_name=person.name,
        reporter_unit=turn_is_lead or intent.unit,
        reported_at=turn.judged_at(sender),
        cause=turn.cause,
        ordinal=ordinal,
        chat=sender.chat,
        message=intent.message or sender.message,
        evidence=sender.files,
    )
    return _store(turn, sender, metric, claim, intent.line)


def read_value(metric: Metric, text: str) -> str:
    """Read a value as the metric's input says; what cannot be read is refused with the reason."""
    try:
        return read(metric, text)
    except ValueRefusedError as error:
        values = {"text": text, **error.values, "reason": error.code, "metric": metric.name}
        raise Refusal("value", **values) from error


def _right_to_report(turn: Turn, person: Person, unit: str, metric: Metric) -> str | None:
    """Return None where the person reports for the own unit, or the lead on whose behalf the value comes in."""
    leads = turn.rulebook.unit
    leading = [lead for lead in metric.leads if lead in person.reviews and lead != unit]
    if unit in person.heads:
        if metric.reporter == "unit" or not deciding_leads(metric.leads, unit):
            return None
        raise Refusal("lead_reports", metric=metric.name, leads=[leads(lead).name for lead in metric.leads])
    if leading and not person.is_of(unit):
        return leading[0]
    raise Refusal(
        "not_yours_to_report",
        metric=metric.name,
        unit=turn.rulebook.unit(unit).name,
        leads=[leads(lead).name for lead in metric.leads],
    )


def _period(turn: Turn, sender: Sender, metric: Metric, written: str) -> Period:
    """Refuse a period that does not fit the metric, lies outside the competition's year, or has not begun."""
    period = Period.parse(written)
    if period is None or period.kind != metric.period:
        raise Refusal("period_kind", metric=metric.name, kind=metric.period, period=written)
    year = turn.rulebook.competition.year
    if period.year != year:
        raise Refusal("period_year", period=period.chinese, year=year)
    if period.first > turn.local(turn.judged_at(sender)).date():
        raise Refusal("period_future", period=period.chinese)
    return period


def _ask(
    turn: Turn, sender: Sender, intent: Intent, code: str, options: list[str], ordinal: int, **values: object
) -> LineOutcome:
    payload: dict[str, Any] = {
        "intent": intent.as_json(),
        "code": code,
        "options": options,
        "files": list(sender.files),
    }
    payload |= {"chat": sender.chat, "message": intent.message or sender.message, "ordinal": ordinal}
    draft = drafts.begin(turn.tx, sender.person, "report", payload)
    shown = tuple(option if code == "two_readings" else _chinese(option) for option in options)
    return LineOutcome(intent.line, code=code, values=dict(values), draft=draft, options=shown)


def _chinese(period: str) -> str:
    found = Period.parse(period)
    return period if found is None else found.chinese


def answer_draft(turn: Turn, sender: Sender, number: int, option: int) -> Answer:
    """Go on with a question that was answered by a button; only the asker's own press counts."""
    person = turn.person(sender)
    draft = drafts.get(turn.tx, number)
    if draft is None or draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("question_answered")
    if draft.expired(turn.now):
        raise Refusal("draft_expired")
    drafts.end(turn.tx, number)
    intent = Intent.from_json(draft.payload["intent"])
    if option == -1:
        return Answer("asked_again", {"line": intent.line})
    chosen = draft.payload["options"][option]
    changed = {"value": chosen} if draft.payload["code"] == "two_readings" else {"period": chosen}
    intent = replace(intent, **changed, message=draft.payload["message"])
    in_group = draft.payload["chat"] != person.id
    origin = replace(
        sender,
        chat=draft.payload["chat"],
        private=not in_group,
        files=tuple(draft.payload["files"]),
        message=draft.payload["message"],
    )
    outcome = take(turn, person, origin, intent, draft.payload["ordinal"])
    _answer(turn, origin, [outcome])
    return Answer("received" if outcome.number is not None else "")


def _store(turn: Turn, sender: Sender, metric: Metric, claim: Claim, line: str) -> LineOutcome:
    present = _present(turn, metric, claim)
    if present is not None and present.state == "confirmed":
        raise Refusal("report_when_confirmed", number=present.number, metric=metric.name)
    if present is not None and present.state == "pending" and _same(present.claim, claim):
        return LineOutcome(line, number=present.number, version=present.version, same=True)
    moment = turn.record(
        claim.reporter,
        "report",
        unit=claim.unit,
        metric=claim.metric,
        period=claim.period,
        value=claim.value,
        level=claim.level,
        title=claim.title,
        number=present.number if present else None,
    )
    if present is None:
        number = submissions.open_new(turn.tx, claim, moment)
    else:
        number = present.number
        submissions.add_version(turn.tx, number, present, replace(claim, item=present.claim.item), moment)
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise LookupError(number)
    put_cell(turn, stored, "pending", claim.value, claim.level)
    if claim.reporter_unit != claim.unit and not claims.same_arena(turn.rulebook, claim.reporter_unit, claim.unit):
        stored = _sign_as_lead(turn, stored, claim)
    claims.show_cards(turn, stored, sender)
    return LineOutcome(line, number=number, version=stored.version)


def _sign_as_lead(turn: Turn, stored: Stored, claim: Claim) -> Stored:
    """Sign what a lead reported for a unit of another arena in the same act, and tell the unit's heads."""
    moment = turn.record(
        claim.reporter, "confirm", number=stored.number, version=stored.version, lead=claim.reporter_unit
    )
    needed = claims.desk(turn, claim).needed
    act = Act(
        stored.number, stored.version, "confirm", claim.reporter_unit, claim.reporter, claim.reporter_name,
        None, None, claim.reported_at, moment, turn.cause, claim.ordinal,
    )  # fmt: skip
    state = lifecycle.fold([act], needed).state
    submissions.add_act(turn.tx, act, "pending", state)
    signed = submissions.get(turn.tx, stored.number)
    if signed is None:
        raise LookupError(stored.number)
    if state == "confirmed":
        put_cell(turn, signed, "confirmed", claim.value, claim.level)
        tell_unit(turn, signed)
    return signed


def tell_unit(turn: Turn, stored: Stored) -> None:
    """Owe a notice to those who answer for the unit: who reported, or the heads where a lead reported."""
    claim = stored.claim
    told = [claim.reporter]
    if claim.reporter_unit != claim.unit:
        told = claims.heads_of(turn, claim.unit)
    payload = {"number": stored.number, "version": stored.version, "as_of": turn.as_of()}
    for person in told:
        turn.owe(person, "notice", payload, key=f"{stored.number}:{payload['as_of']}")


def _present(turn: Turn, metric: Metric, claim: Claim) -> Stored | None:
    """Return the live submission that this claim is another version of; of events, the one of same title and level."""
    if metric.input != "events":
        return submissions.live(turn.tx, claim.unit, claim.metric, claim.period)
    same = [
        stored
        for stored in submissions.of_event(turn.tx, claim.unit, claim.metric, claim.period)
        if title_key(stored.claim.title or "") == title_key(claim.title or "") and stored.claim.level == claim.level
    ]
    return same[0] if same else None


def _same(one: Claim, other: Claim) -> bool:
    return (one.value, one.level, one.title) == (other.value, other.level, other.title) and not other.evidence


def put_cell(turn: Turn, stored: Stored, state: CellState | None, value: str | None, level: str | None) -> None:
    """Let the cell of a submission hold what it says now; None empties it."""
    claim, moment = stored.claim, turn.tx.latest_fact()
    if state is None:
        values.clear(turn.tx, claim.period, claim.metric, claim.unit, claim.item, moment)
        return
    event = title_key(claim.title) if claim.title else ""
    cell = Cell(claim.unit, claim.metric, claim.period, claim.item, value, state, level, event)
    values.put(turn.tx, cell, moment, stored.number)


def withdraw(turn: Turn, sender: Sender, number: int) -> Answer:
    """Withdraw a claim of the own unit that is not confirmed."""
    return _step(turn, sender, number, "withdraw", None)


def restore(turn: Turn, sender: Sender, number: int) -> Answer:
    """Make a claim pending again that was withdrawn less than ten minutes ago."""
    return _step(turn, sender, number, "restore", "pending")


def _step(turn: Turn, sender: Sender, number: int, name: lifecycle.ActName, cell: CellState | None) -> Answer:
    person = turn.person(sender)
    stored = submissions.get(turn.tx, number)
    if stored is None or not (stored.claim.unit in person.heads or stored.claim.reporter == person.id):
        raise Refusal("not_your_submission", number=number)
    claim = stored.claim
    period = Period.parse(claim.period)
    if period is not None:
        turn.refuse_when_locked(sender, period)
    follows = lifecycle.follows(stored.state, name)
    if follows is None:
        raise Refusal(f"{name}_when_{stored.state}", number=number)
    judged = turn.judged_at(sender)
    if name == "restore":
        if judged - stored.acts[-1].decided_at > lifecycle.RESTORE_WITHIN:
            raise Refusal("restore_too_late", number=number)
        if claim.title is None and submissions.live(turn.tx, claim.unit, claim.metric, claim.period) is not None:
            raise Refusal("restore_when_replaced", number=number)
    moment = turn.record(person.id, name, number=number, version=stored.version)
    act = Act(number, stored.version, name, "", person.id, person.name, None, None, judged, moment, turn.cause, 0)
    submissions.add_act(turn.tx, act, stored.state, follows)
    after = submissions.get(turn.tx, number)
    if after is None:
        raise LookupError(number)
    put_cell(turn, after, cell, claim.value, claim.level)
    claims.show_cards(turn, after)
    payload = {"number": number, "version": stored.version, "as_of": turn.as_of()}
    turn.owe(person.id, name, payload, key=str(number))
    return Answer("withdrawn" if name == "withdraw" else "restored", {"number": number})
