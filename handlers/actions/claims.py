"""A submission as people see it: one version, its state as of a moment, names instead of ids."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from handlers.actions.desk import desk, standing
from handlers.actions.turn import Turn, names
from handlers.results import Case, Claimed
from scoring.lifecycle import Standing
from storage import evidence, submissions
from storage.submissions import Act, Stored


def claimed(turn: Turn, stored: Stored, as_of: datetime | None = None) -> Claimed:
    """Describe one version of a submission as of a moment."""
    rulebook, claim = turn.rulebook, stored.claim
    metric = rulebook.metric(claim.metric)
    who = desk(turn, claim)
    where = standing(stored, who.needed, as_of)
    acts = stored.acts_until(as_of)
    last = acts[where.decided - 1] if where.state in ("confirmed", "returned") else None
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
        evidence=evidence.count(turn.tx, stored.number, as_of),
        completion=next((one.name for one in rulebook.metrics if one.completes == claim.metric), None),
        due=turn.local(turn.review_due(claim.in_period)),
        late=claim.reported_at >= turn.report_due(claim.in_period),
        mend_by=_mend_by(turn, stored, acts) if where.state == "returned" else None,
        holder=next((act.reason for act in reversed(acts) if act.act == "transfer"), None) if where.holder else None,
        case=_case(acts, where, event=metric.level_names if metric.input == "events" else {}),
        replaced=_replaced(turn, stored),
        act=acts[-1].act if acts else "",
        act_reason=acts[-1].reason if acts else None,
        by=acts[-1].person_name if acts else "",
        event_date=claim.event_date,
        contributors=claim.contributors,
    )


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


def numbers_in(text: str) -> list[int]:
    """Return every 编号 that a message of the bot's own names."""
    return list(dict.fromkeys(int(number) for number in re.findall(r"编号\s*(\d{4,15})", text)))


def version_in(text: str) -> int | None:
    """Return the version that a card names."""
    found = re.search(r"第(\d{1,9})版", text)
    return int(found[1]) if found else None
