"""One submission: read, described for people as of a moment, and changed by an act in one step."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.results import Owed, Refusal, moment
from handlers.submissions.actions.deciders import deciders_of, needed_of, standing, without_lapsed
from handlers.submissions.actions.seals import seal
from handlers.submissions.results import About, Case, Claimed
from handlers.turn import Turn, names
from scoring import lifecycle
from scoring.calendar import MONTHS
from scoring.holding import held, moved
from scoring.insight.what_if import fitting
from scoring.language import Spoken, named, speaking
from scoring.lifecycle import NOT_APPLICABLE, ActName, Standing
from scoring.reading.canonical import SHARES, ValueRefusedError, level_key
from scoring.reading.values import Heard, hear
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.cells import Cell
from scoring.standings.publish import Scale, scale_of
from storage import evidence, shelf, submissions, values
from storage.submissions import Act, Claim, Stored

_SHORT = [month[:3] for month in MONTHS]
_CARD = {
    "zh": re.compile(
        r"\S+ \S+ 编号 (?P<number>\d{4,15})（第(?P<version>\d{1,9})版）\n(?P<cell>.+)\n上报 .+\n"
        r"上报人：(?P<reporter>.+?) (?P<month>\d+)月(?P<day>\d+)日 (?P<hour>\d+):(?P<minute>\d+)"
    ),
    "en": re.compile(
        r"[^\n]+ No\. (?P<number>\d{4,15}) \(version (?P<version>\d{1,9})\)\n(?P<cell>.+)\nReported .+\n"
        rf"By (?P<reporter>.+?) (?P<day>\d+) (?P<month>{'|'.join(_SHORT)}) (?P<hour>\d+):(?P<minute>\d+)"
    ),
}
"""How a card begins, by the language it speaks."""
_NUMBER = re.compile(r"(?:编号|No\.) (\d{4,15})")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card says, and in which language: the cell, who reported it and when (month, day, hour, minute)."""

    language: str

    number: int
    version: int
    cell: str
    reporter: str
    reported: tuple[int, int, int, int]

    def fits(self, turn: Turn, stored: Stored, chat: int) -> bool:
        """Say whether the version of a submission is the one that is shown in a chat, in the language of the card."""
        claim, at = stored.claim, turn.local(stored.claim.reported_at)
        names_of = (turn.rulebook_on(claim.in_period.first).unit(claim.unit).name, turn.metric_of(claim).name)
        with speaking(Spoken(self.language, turn.spoken_in(chat).names)):
            cell = " · ".join((*map(named, names_of), claim.in_period.name))
        return (
            (self.number, self.version) == (stored.number, stored.version)
            and self.cell == cell
            and self.reporter.startswith(claim.reporter_name or "")
            and self.reported == (at.month, at.day, at.hour, at.minute)
        )


def do(
    turn: Turn,
    stored: Stored,
    name: ActName,
    person: tuple[int, str],
    judged: datetime,
    *,
    lead: str = "",
    value: str | None = None,
    reason: str | None = None,
    ordinal: int = 0,
) -> Stored:
    """Write an act by a person (id, name) and move state and value to what follows; returns the submission after it."""
    number, version, moment = stored.number, stored.version, turn.tx.next_moment()
    who, called = person
    act = Act(number, version, name, lead, who, called, value, reason, judged, moment, turn.cause, ordinal)
    needed = needed_of(turn, stored.claim)
    before = standing(stored, needed)
    where = lifecycle.after(before, act, len(stored.acts_until()) + 1, needed)
    after = submissions.add_act(turn.tx, stored, act, where.state)
    turn.record(who, name, **({"needed": sorted(needed)} if needed else {}))
    if moved(before, where):
        hold(turn, after, where, moment)
    return after


def hold(turn: Turn, stored: Stored, where: Standing, moment: datetime) -> None:
    """Let the cell of a submission hold from a moment on what its standing says."""
    claim, cell = stored.claim, held(stored.claim, where)
    if cell is None:
        values.clear(turn.tx, claim.period, claim.metric, claim.unit, claim.item, moment)
    else:
        values.put(turn.tx, cell, moment, stored.number)


def hear_value(metric: Metric, text: str) -> Heard:
    """Read a value as a person wrote it; what cannot be read is refused with the reason."""
    try:
        return hear(metric, text)
    except ValueRefusedError as error:
        raise Refusal("value", **{"text": text, **error.values, "reason": error.code, "metric": metric.name}) from error


def read_level(metric: Metric, text: str) -> str:
    """Read a level of an events metric by key or name."""
    level = level_key(metric, text)
    if level is None:
        listed = [metric.level_names.get(key, key) for key in metric.levels]
        raise Refusal("unknown_level", level=text, metric=metric.name, levels=listed)
    return level


def claimed(turn: Turn, stored: Stored, as_of: datetime | None = None, reader: int | None = None) -> Claimed:
    """Describe one version of a submission as of a moment; `reader`: to whom, None where several read it together."""
    claim = stored.claim
    rulebook = turn.rulebook_on(claim.in_period.first)
    metric = rulebook.metric(claim.metric)
    who = deciders_of(turn, claim)
    where = without_lapsed(turn, stored, standing(stored, who.needed, as_of))
    acts = stored.acts_until(as_of)
    proven = evidence.count(turn.tx, stored.number, as_of)
    last = acts[where.decided - 1] if where.state in ("confirmed", "returned") and where.decided else None
    level, amended = claim.level, where.amended
    if metric.input == "events":
        level, amended = (metric.level_names.get(key, key) if key else None for key in (level, amended))
    known = {unit.id: unit.name for unit in rulebook.units}
    return Claimed(
        number=stored.number,
        version=stored.version,
        state=where.state,
        unit=rulebook.unit(claim.unit).name,
        metric=metric.name,
        metric_unit=metric.unit,
        period=claim.in_period.chinese,
        value=claim.value,
        level=level,
        title=claim.title,
        amended=amended,
        reporter=claim.reporter_name,
        reporter_unit=known.get(claim.reporter_unit, ""),
        reported_at=turn.local(claim.reported_at),
        by_lead=claim.by_lead,
        leads=names(rulebook, who.leads),
        signed=tuple(known.get(lead, "") for lead, _ in where.signed),
        sign_all=len(who.needed) > 1,
        stand_in=who.stand_in,
        decided_by=last.person_name if last else None,
        decided_at=turn.local(last.decided_at) if last else None,
        reason=_reason(acts, where.amended) if last is None or last.reason is None else last.reason,
        evidence=proven,
        cleared=shelf.count_gone(turn.tx, stored.number, as_of) if proven else 0,
        completion=next((one.name for one in rulebook.metrics if one.completes == claim.metric), None),
        due=turn.local(turn.review_due(claim.in_period)),
        late=bool(claim.reporters) and claim.reported_at >= turn.report_due(claim.in_period),
        mend_by=_mend_by(turn, stored, acts) if where.state == "returned" else None,
        holder=next((act.reason for act in reversed(acts) if act.act == "transfer"), None) if where.holder else None,
        case=_case(acts, where, event=metric.level_names if metric.input == "events" else {}),
        replaced=_replaced(turn, stored),
        act=acts[-1].act if acts else "",
        act_reason=acts[-1].reason if acts else None,
        by=acts[-1].person_name if acts else "",
        event_date=claim.event_date,
        contributors=claim.contributors,
        corrected_by=_correctors(acts),
        locked=where.phase == "pending" and (as_of or turn.now) >= turn.lock_of(claim.in_period),
        seal=seal(turn, stored),
        scale=scale_for(rulebook, metric),
        colleague=who.shared(reader),
    )


def knows(rules: Rulebook, claim: Claim) -> bool:
    """Say whether a rulebook can score a claim as it is."""
    unit = rules.find_unit(claim.unit)
    if (
        unit is None
        or not unit.reports(claim.in_period)
        or not any(m.id == claim.metric and m.arena == unit.arena for m in rules.metrics)
    ):
        return False
    if rules.metric(claim.metric).period != claim.in_period.kind:
        return False
    exempt = claim.value == NOT_APPLICABLE
    cell = Cell(claim.unit, claim.metric, claim.period, value=claim.value, level=claim.level)
    return exempt or bool(fitting(rules, [cell]))


def scale_for(rulebook: Rulebook, metric: Metric) -> Scale | None:
    """Return how a k/n of a metric is written in percent; None where it is no share."""
    return scale_of(rulebook.competition) if metric.input in SHARES else None


def _replaced(turn: Turn, stored: Stored) -> str | None:
    """Return the value of the unit's own report that a lead's report took the place of."""
    claim = stored.claim
    before = submissions.get_version(turn.tx, stored.number, stored.version - 1) if claim.by_lead else None
    if before is None or before.claim.by_lead or before.claim.value == claim.value:
        return None
    return before.claim.value


def _mend_by(turn: Turn, stored: Stored, acts: Sequence[Act]) -> datetime:
    """Return until when a returned claim can be mended: reports are due, or (late) the lock."""
    period = stored.claim.in_period
    due = turn.report_due(period)
    return turn.local(due if acts and acts[-1].decided_at < due else turn.lock_of(period))


def _case(acts: Sequence[Act], where: Standing, event: Mapping[str, str]) -> Case | None:
    """Return what is open about a submission."""
    if where.case is None:
        return None
    opening = acts[where.case.opened - 1]
    value = where.case.value
    names = {act.person: act.person_name for act in acts}
    signed = tuple(names[person] for _, person in where.case.signed)
    shown = event.get(value, value) if value else None
    return Case(where.phase, where.case.opened, opening.person_name, opening.reason or "", shown, signed)


def _correctors(acts: Sequence[Act]) -> tuple[str, ...]:
    """Return who signed the last correction that took effect; not whose half lapsed before."""
    done = max((place for place, act in enumerate(acts) if act.act == "correct"), default=None)
    if done is None:
        return ()
    opened = max(place for place, act in enumerate(acts[:done]) if act.act == "propose")
    return tuple(act.person_name for act in acts[opened : done + 1] if act.act in ("sign", "correct"))[-2:]


def _reason(acts: Sequence[Act], amended: str | None) -> str | None:
    """Return why the value in hand was amended, also where somebody else confirmed it afterwards."""
    setting = ("amend", "revise")
    return None if amended is None else next((act.reason for act in reversed(acts) if act.act in setting), None)


def describe(turn: Turn, number: int, version: int, as_of: datetime | None = None) -> Claimed:
    """Describe a version of a submission by its number."""
    stored = submissions.get_version(turn.tx, number, version)
    if stored is None:
        raise LookupError(number)
    return claimed(turn, stored, as_of)


def shown(turn: Turn, owed: Owed[About]) -> Claimed:
    """Describe what a letter is about."""
    about = owed.payload
    return describe(turn, about.number, about.version, moment(about.as_of))


def several(turn: Turn, items: Iterable[tuple[int, int]], as_of: datetime | None = None) -> tuple[Claimed, ...]:
    """Describe several versions of submissions as of a moment."""
    return tuple(describe(turn, number, version, as_of) for number, version in items)


def card_in(text: str) -> Shown | None:
    """Return what a message of the bot's own shows, where it reads as a card."""
    for language, card in _CARD.items():
        if found := card.match(text):
            month = _SHORT.index(found["month"]) + 1 if found["month"] in _SHORT else int(found["month"])
            reported = (month, int(found["day"]), int(found["hour"]), int(found["minute"]))
            number, version = int(found["number"]), int(found["version"])
            return Shown(language, number, version, found["cell"], found["reporter"], reported)
    return None


def numbers_in(text: str) -> set[int]:
    """Return every 编号 that a message of the bot's own names."""
    return {int(number) for number in _NUMBER.findall(text)}


def get(turn: Turn, number: int) -> Stored:
    """Return a submission by its number; refuse a number that was never given out."""
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("unknown_number", number=number)
    return stored


def known(turn: Turn, number: int) -> Stored:
    """Return a submission that somebody may ask about; one that does not exist is refused like one of others."""
    stored = submissions.get(turn.tx, number)
    if stored is None:
        raise Refusal("not_your_submission", number=number)
    return stored
