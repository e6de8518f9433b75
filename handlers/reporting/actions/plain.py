"""`指标 数值` without a command: what it would report is offered, and reported once that is said."""

from dataclasses import asdict, replace

from handlers.names import example
from handlers.phrases import CANCEL, REPORT, compared, is_order, report_lines
from handlers.reporting.actions import receipts, submit
from handlers.reporting.actions.reading import bare, is_ordered
from handlers.reporting.actions.spread import MAX_LINES, read_one, spread
from handlers.reporting.results import LineOutcome, Plain, PlainOffer, WouldReport
from handlers.results import Answer, Decision, Otherwise, Owed, Refusal, Sender
from handlers.submissions.actions import submission
from handlers.turn import Turn
from scoring import access
from scoring.access import Person
from scoring.reading.lines import clean
from storage import drafts
from storage.drafts import Draft
from storage.outbox import Letter

KIND = "plain"
_UNDERSTOOD = {
    "period_kind", "period_year", "period_future", "lead_reports", "not_yours_to_report", "only_leads_exempt",
    "counted", "one_a_line",
}  # fmt: skip
"""Why a line is refused whose metric and value were understood."""


def offer(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Offer to report what reads as a report, or report it where it says so; None where no line of it does.

    Where no line would be reported, what there is to ask is asked at once, and what is understood is refused at once.
    """
    if (reported := ordered(turn, sender, text)) is not None:
        return reported
    person, lines = turn.person(sender), spread(turn, sender, report_lines(text))
    if not person.own or len(lines) > MAX_LINES:
        return None
    found = [_would(turn, person, sender, line, place) for place, line in enumerate(lines)]
    outcomes = [outcome for outcome, *_ in found]
    if not any(outcome.number is not None for outcome in outcomes):
        if any(outcome.draft is not None for outcome in outcomes):
            return submit.report(turn, sender, lines)
        if not outcomes or not all(understood(outcome) for outcome in outcomes):
            return None
        receipts.answer(turn, sender, outcomes)
        return Answer()
    drafts.end_all(turn.tx, person.id, KIND)
    count = sum(one is not None for _, _, one in found)
    payload = {"lines": list(lines), "count": count, "chat": sender.chat, "message": sender.message}
    draft = drafts.begin(turn.tx, person.id, KIND, payload)
    would = [(metric, asdict(one)) for _, metric, one in found if one is not None]
    others = [(one.line, one.code or "", one.values) for one, _, known in found if known is None]
    turn.owe(sender.chat, KIND, Plain(draft, would, others), reply_to=sender.message)
    return Answer()


def ordered(turn: Turn, sender: Sender, text: str) -> Answer | None:
    """Report what begins with the word for it, with a blank behind it or without; None where no line would be."""
    person, lines = turn.person(sender), spread(turn, sender, report_lines(text))
    if not person.own or not 0 < len(lines) <= MAX_LINES or not is_ordered(turn, person, sender, bare(lines[0])):
        return None
    would = (_would(turn, person, sender, line, place)[0] for place, line in enumerate(lines))
    return submit.report(turn, sender, lines) if any(one.number is not None for one in would) else None


def unread(turn: Turn, sender: Sender, text: str) -> Refusal:
    """Say that words are not understood; to whoever wanted to report, how that is written, of a metric of theirs."""
    person = turn.person(sender)
    if not (is_order(text) and person.own):
        return Refusal("not_understood")
    units = (unit for unit in turn.rulebook.units if unit.id in person.heads and unit.arena is not None)
    own = (
        metric
        for unit in units
        for metric in turn.rulebook.reported_in(unit.arena or "")
        if metric.input != "events" and access.reports_itself(metric.reporter, metric.leads, unit.id)
    )
    metric = next(own, None)
    shown = None if metric is None else metric.name
    return Refusal("report_how", metric=shown, example="98/100" if metric is None else example(metric))


def understood(refused: LineOutcome) -> bool:
    """Say whether a line was meant as a report: refused for where its submission stands, or for a figure in it."""
    said = clean(str(refused.values.get("text") or ""))
    figure = said[:1].isnumeric() or any(char.isdigit() for char in said)
    meant = refused.code in _UNDERSTOOD or (refused.code in ("value", "other_unit") and figure)
    return meant or "number" in refused.values


def _would(
    turn: Turn, person: Person, sender: Sender, line: str, ordinal: int
) -> tuple[LineOutcome, str, WouldReport | None]:
    """Say what would become of a line; nothing of it is kept."""
    with turn.tx.rehearsal():
        said = replace(sender, files=())
        outcome = submit.take_line(turn, person, said, line, ordinal, read_one, bare(line))
        if outcome.number is None or outcome.version is None:
            return outcome, "", None
        claimed = submission.describe(turn, outcome.number, outcome.version)
        before = outcome.number if claimed.version > 1 or outcome.same else None
        cell = (claimed.metric, claimed.value or "", claimed.metric_unit, claimed.period, claimed.unit)
        return outcome, submission.get(turn, outcome.number).claim.metric, WouldReport(*cell, before)


def shown(turn: Turn, owed: Owed[Plain]) -> PlainOffer:
    """Describe what lines without a command would report."""
    payload = owed.payload
    would = tuple((WouldReport(**one), submission.scale_for(*turn.metric_known(of))) for of, one in payload.would)
    return PlainOffer(payload.draft, would, payload.others)


def press(turn: Turn, sender: Sender, number: int, use: int) -> Answer:
    """Report what was offered, or leave it."""
    person, draft = turn.person(sender), drafts.get(turn.tx, number)
    if draft is None or draft.kind != KIND or draft.person != person.id:
        raise Refusal("not_your_question")
    if draft.ended_at is not None:
        raise Refusal("question_answered")
    if draft.expired(turn.now):
        raise Refusal("draft_expired")
    drafts.end(turn.tx, number, "answered" if use else "cancelled")
    if not use:
        return Answer("cancelled")
    payload = draft.payload
    said = replace(sender, chat=payload["chat"], message=payload["message"], files=())
    submit.report(turn, said, tuple(payload["lines"]))
    return Answer()


def answered(turn: Turn, sender: Sender, draft: Draft, text: str, otherwise: Otherwise) -> Answer:
    """Take the words that say yes; all others belong to whoever else they may belong to."""
    if compared(text) in REPORT and not draft.expired(turn.now):
        return press(turn, sender, draft.id, 1)
    return otherwise()


def reply(turn: Turn, sender: Sender, letter: Letter, text: str, _decision: Decision | None) -> Answer:
    """Take the reply to the offer."""
    if compared(text) in CANCEL:
        press(turn, sender, letter.payload["draft"], 0)
        turn.answer(sender, "cancelled")
        return Answer()
    if compared(text) not in REPORT:
        raise Refusal("not_understood")
    return press(turn, sender, letter.payload["draft"], 1)
