"""Reporting: a line becomes a submission, a refusal or a question."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.deciding.actions import cases
from handlers.door import put_down
from handlers.evidence.actions import attach, brought, gather
from handlers.reporting.actions import reading, receipts
from handlers.reporting.actions.reading import Intent, Unclear, choose_period, metric_meant, read_highlight
from handlers.reporting.actions.spread import MAX_LINES, read_one, spread
from handlers.reporting.results import LineOutcome
from handlers.results import Answer, Refusal, Sender, moment
from handlers.season import refuse_unless_there
from handlers.submissions.actions import cards, deciders, submission
from handlers.turn import Turn, names
from scoring import access, lifecycle
from scoring.access import Person
from scoring.calendar import Period
from scoring.lifecycle import NOT_APPLICABLE
from scoring.reading.lines import NOT_APPLICABLE_WORD, clean, title_key
from scoring.reading.values import shown
from scoring.rulebook.model import Metric, Rulebook
from storage import drafts, evidence, submissions
from storage.evidence import Attachment
from storage.submissions import Claim, Stored

Found = list[Attachment]
Reader = Callable[[Turn, Person, Sender, str], Intent]


def report(turn: Turn, sender: Sender, lines: tuple[str, ...]) -> Answer:
    """Take a report of one or several lines; each line succeeds or fails by itself, the answer lists all."""
    return take_lines(turn, sender, spread(turn, sender, lines), read_one)


def highlight(turn: Turn, sender: Sender, lines: tuple[str, ...]) -> Answer:
    """Take events (亮点 and the like): metric, level, title a line."""
    return take_lines(turn, sender, lines, read_highlight)


def take_lines(turn: Turn, sender: Sender, lines: tuple[str, ...], reader: Reader) -> Answer:
    """Take a report whose every line means what the reader finds in it."""
    person = turn.person(sender)
    if len(lines) > MAX_LINES:
        raise Refusal("too_many_lines", most=MAX_LINES)
    # Whoever is asked about a line and sends another has rather corrected it than begun something else.
    drafts.end_all(turn.tx, person.id, "report")
    put_down(turn, sender)
    outcomes = [
        take_line(turn, person, sender, line, ordinal, reader, reading.bare(line))
        for ordinal, line in enumerate(reading.joined(lines))
    ]
    receipts.answer(turn, sender, outcomes)
    return Answer()


def take_line(
    turn: Turn, person: Person, sender: Sender, line: str, ordinal: int, reader: Reader, words: str
) -> LineOutcome:
    """Read the words of a line and take it, or say or ask what is wrong with it."""
    try:
        with turn.tx.savepoint():
            intent = replace(reader(turn, person, sender, words), line=line)
            return take(turn, person, sender, intent, ordinal)
    except Unclear as unclear:
        return _ask_name(turn, sender, unclear, line, ordinal)
    except Refusal as refusal:
        return LineOutcome(line, code=refusal.code, values=refusal.values)


def attempt(
    turn: Turn, person: Person, sender: Sender, intent: Intent, ordinal: int, *, requested: bool = False
) -> LineOutcome:
    """Take one of several intents; what is refused leaves no trace but its outcome."""
    try:
        with turn.tx.savepoint():
            return take(turn, person, sender, intent, ordinal, requested=requested)
    except Refusal as refusal:
        return LineOutcome(intent.line, code=refusal.code, values=refusal.values)


def take(
    turn: Turn,
    person: Person,
    sender: Sender,
    intent: Intent,
    ordinal: int,
    *,
    of_many: bool = False,
    requested: bool = False,
) -> LineOutcome:
    """Turn an intent into a submission, or into a question where a value or period has two readings.

    `of_many`: whoever asked tells the unit what a lead reported and confirmed, and nothing came with it; `requested`:
    after the lock, as a correction that two people sign.
    """
    if not of_many:
        gather(turn, sender)
    rulebook, metric = metric_meant(turn, intent)
    lead = reporting_lead(rulebook, person, intent.unit, metric)
    level = submission.read_level(metric, intent.level or "") if metric.input == "events" else None
    value, options = (None, []) if level else _value(rulebook, metric, intent.value or "", lead)
    if options:
        one = len(options) == 1
        return _ask(turn, sender, intent, "one_reading" if one else "two_readings", options, ordinal, text=intent.value)
    if intent.period is None:
        options = choose_period(turn, sender, intent.unit, metric)
        if len(options) > 1:
            return _ask(turn, sender, intent, "two_periods", options, ordinal, metric=metric.name)
        intent = replace(intent, period=options[0])
        if metric_meant(turn, intent)[0].fingerprint != rulebook.fingerprint:
            return take(turn, person, sender, intent, ordinal, of_many=of_many, requested=requested)
    period = _period(turn, sender, metric, intent.period or "")
    claim = Claim(
        unit=intent.unit,
        metric=metric.id,
        period=str(period),
        item=intent.item,
        value=value,
        level=level,
        title=intent.title and reading.bare(intent.title),
        reporter=person.id,
        reporter_name=person.name,
        reporter_unit=lead or intent.unit,
        reported_at=turn.judged_at(sender),
        cause=turn.cause,
        ordinal=ordinal,
        chat=sender.chat,
        message=intent.message or sender.message,
        event_date=intent.event_date or reading.event_date(turn, sender, intent.line),
        contributors=intent.contributors or reading.contributors(intent.line),
        edited_at=moment(intent.edited_at),
        bot=turn.bot,
    )
    _refuse_under_other_rules(turn, metric, claim)
    found = (
        []
        if of_many or metric.evidence == "none"
        else brought(turn, sender, claim.message or sender.message, intent.line)
    )
    present, lock = _present(turn, metric, claim, intent.replaces), turn.lock_of(period)
    if present is not None:
        deciders.refuse_unless_follows(turn, sender, present, "report")
    elif turn.judged_at(sender) >= lock:
        if requested:
            return _request(turn, sender, person, claim, found, intent.line)
        if of_many:
            turn.refuse_when_locked(sender, period)
        values = {"period": period.chinese, "lock": turn.stamp(lock)}
        return _ask(turn, sender, intent, "locked_missing", ["request"], ordinal, **values)
    return _store(turn, sender, metric, claim, present, found, intent, of_many=of_many)


def _value(rulebook: Rulebook, metric: Metric, text: str, lead: str | None) -> tuple[str | None, list[str]]:
    """Read a value; returns it, or the readings to choose from. Only a lead may say that a metric does not apply."""
    if clean(text) == NOT_APPLICABLE_WORD:
        if lead is None:
            raise Refusal("only_leads_exempt", metric=metric.name, leads=list(names(rulebook, metric.leads)))
        return NOT_APPLICABLE, []
    heard = submission.hear_value(metric, text)
    return (heard.values[0], []) if heard.sure else (None, [shown(metric, value) for value in heard.values])


def _request(turn: Turn, sender: Sender, person: Person, claim: Claim, found: Found, line: str) -> LineOutcome:
    """Take after the lock what was never reported, as a correction that two people sign."""
    stored = _open(turn, claim, None)
    attach(turn, stored, sender.person, found)
    cases.put_forward(turn, sender, person, stored, claim.level or claim.value or "", None)
    return LineOutcome(line, number=stored.number, version=stored.version)


def reporting_lead(rulebook: Rulebook, person: Person, unit: str, metric: Metric) -> str | None:
    """Return None where the person reports for the own unit, or the lead on whose behalf the value comes in."""
    reading.refuse_unless_reported(rulebook, metric)
    relations = access.relations(person, unit, metric.leads)
    leads = list(names(rulebook, metric.leads))
    if access.may("report", relations):
        if access.reports_itself(metric.reporter, metric.leads, unit):
            return None
        raise Refusal("lead_reports", metric=metric.name, leads=leads)
    if access.may("report_for", relations):
        return next(lead for lead in metric.leads if lead in person.reviews)
    named = (*names(rulebook, [unit]), unit)[0]
    raise Refusal("not_yours_to_report", metric=metric.name, unit=named, leads=leads)


def _period(turn: Turn, sender: Sender, metric: Metric, written: str) -> Period:
    """Refuse a period that does not fit the metric, lies outside the competition's year, or has not begun."""
    period = Period.parse(written)
    if period is None or period.kind != metric.period:
        raise Refusal("period_kind", metric=metric.name, kind=metric.period, period=written)
    begun = period.first <= turn.local(turn.judged_at(sender)).date()
    year = turn.rulebook.competition.year
    if begun and period.year > year:
        raise Refusal("year_unprepared", period=period.chinese, year=period.year)
    if not turn.has_rules_for(period):
        raise Refusal("period_year", period=period.chinese, year=year)
    if not begun:
        raise Refusal("period_future", period=period.chinese)
    return period


def _refuse_under_other_rules(turn: Turn, metric: Metric, claim: Claim) -> None:
    """Refuse what the rules of its own period do not know, where those of today do: its metric, its unit, its value."""
    there = turn.rulebook_on(claim.in_period.first).find_unit(claim.unit)
    if there is not None:
        refuse_unless_there(there, claim.in_period, reporting=True)
    if not submission.knows(turn.rulebook_on(claim.in_period.first), claim):
        raise Refusal("metric_not_then", metric=metric.name, period=claim.in_period.chinese)


def _ask(
    turn: Turn, sender: Sender, intent: Intent, code: str, options: list[str], ordinal: int, **values: object
) -> LineOutcome:
    periods = [Period.parse(option) for option in options]
    labels = tuple(p.chinese if p else option for p, option in zip(periods, options, strict=True))
    draft = _keep(turn, sender, intent, code, options, ordinal)
    return LineOutcome(intent.line, code=code, values=dict(values), draft=draft, options=labels)


def _ask_name(turn: Turn, sender: Sender, unclear: Unclear, line: str, ordinal: int) -> LineOutcome:
    draft = _keep(turn, sender, replace(unclear.intent, line=line), unclear.code, unclear.options, ordinal)
    labels = tuple(unclear.labels)
    return LineOutcome(line, code=unclear.code, values=unclear.values, draft=draft, options=labels)


def _keep(turn: Turn, sender: Sender, intent: Intent, code: str, options: list[str], ordinal: int) -> int:
    """Keep what a question is about until it is answered; returns the number of the draft."""
    payload: dict[str, Any] = {"intent": intent.as_json(), "code": code, "options": options, "ordinal": ordinal}
    payload |= {"chat": sender.chat, "message": intent.message or sender.message}
    return drafts.begin(turn.tx, sender.person, "evidence" if code == "evidence_held" else "report", payload)


def _store(
    turn: Turn,
    sender: Sender,
    metric: Metric,
    claim: Claim,
    present: Stored | None,
    found: Found,
    intent: Intent,
    *,
    of_many: bool,
) -> LineOutcome:
    line = intent.line
    before = present is not None and evidence.count(turn.tx, present.number) > 0
    if metric.evidence == "required" and not before and not found:
        if of_many:
            raise Refusal("evidence_needed", metric=metric.name)
        intent = replace(intent, period=claim.period)
        return _ask(turn, sender, intent, "evidence_held", [], claim.ordinal, metric=metric.name)
    signs = claim.by_lead and not deciders.same_arena(
        turn.rulebook_on(claim.in_period.first), claim.reporter_unit, claim.unit
    )
    if present is not None and present.state == "pending" and _same(present.claim, claim):
        if signs and not present.claim.by_lead:
            return _sign(turn, sender, present, claim, line, of_many=of_many)
        if attach(turn, present, sender.person, found):
            cards.show_cards(turn, present)
        return LineOutcome(line, number=present.number, version=present.version, same=True)
    stored = _open(turn, claim, present)
    attach(turn, stored, sender.person, found)
    if signs:
        return _sign(turn, sender, stored, claim, line, of_many=of_many)
    cards.show_cards(turn, stored, sender)
    return LineOutcome(line, number=stored.number, version=stored.version)


def _open(turn: Turn, claim: Claim, present: Stored | None) -> Stored:
    """Store a new submission, or the next version of the one that is there."""
    moment = turn.tx.next_moment()
    if present is None:
        stored = submissions.open_new(turn.tx, claim, moment)
    else:
        stored = submissions.add_version(turn.tx, present, replace(claim, item=present.claim.item), moment)
    turn.record(claim.reporter, "report")
    submission.hold(turn, stored, lifecycle.NEW, moment)
    return stored


def _sign(turn: Turn, sender: Sender, stored: Stored, claim: Claim, line: str, *, of_many: bool) -> LineOutcome:
    """Sign what a lead reported for a unit of another arena in the same act, and tell the unit."""
    person = (sender.person, claim.reporter_name or "")
    after = submission.do(
        turn, stored, "confirm", person, claim.reported_at, lead=claim.reporter_unit, ordinal=claim.ordinal
    )
    if after.state == "confirmed" and not of_many:
        cards.tell_unit(turn, after)
    cards.show_cards(turn, after, sender)
    return LineOutcome(line, number=after.number, version=after.version)


def _present(turn: Turn, metric: Metric, claim: Claim, replaces: int | None) -> Stored | None:
    """Return the live submission that this claim is another version of; of events, the one of same title and level."""
    if replaces is not None:
        return submission.get(turn, replaces)
    if metric.input != "events":
        return submissions.live(turn.tx, claim.unit, claim.metric, claim.period, claim.item)
    return same_event(turn, claim)


def same_event(turn: Turn, claim: Claim) -> Stored | None:
    """Return the live event of the same title at the same level, as the level stands now.

    Where each time counts that an event happened, it is another one on another day.
    """
    each_time = turn.metric_of(claim).counts_each_time
    for stored in submissions.of_event(turn.tx, claim.unit, claim.metric, claim.period):
        level = lifecycle.fold(stored.acts_until(), frozenset()).amended or stored.claim.level
        same = title_key(stored.claim.title or "") == title_key(claim.title or "") and level == claim.level
        if same and not (each_time and _on_other_days(stored.claim, claim)):
            return stored
    return None


def _on_other_days(one: Claim, other: Claim) -> bool:
    return None not in (one.event_date, other.event_date) and one.event_date != other.event_date


def _same(one: Claim, other: Claim) -> bool:
    """Say whether a claim says nothing new; what it leaves out of an event is not new."""
    details = other.event_date in (None, one.event_date) and other.contributors in ((), one.contributors)
    return details and (one.value, one.level, one.title) == (other.value, other.level, other.title)
