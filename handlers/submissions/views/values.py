"""How a value is written for people, and whose turn it is."""

from handlers.submissions.results import Claimed
from handlers.submissions.texts import ABOUT, beside
from handlers.texts import listed
from scoring.calendar import worded
from scoring.language import both, measured, reasoned
from scoring.lifecycle import NOT_APPLICABLE
from scoring.standings.publish import Scale


def value_of(claimed: Claimed, value: str | None = None) -> str:
    """Return a value as people read it: 98/100（98%）, 95.5%, 市级 获评先进."""
    if claimed.title is not None:
        return f"{worded(claimed.amended or claimed.level or '')} {claimed.title}"
    return figure(value if value is not None else claimed.value or "", claimed.metric_unit, claimed.scale)


def figure(value: str, unit: str, scale: Scale | None) -> str:
    """Return a value with its unit, a k/n with its percentage where it is a share."""
    if value == NOT_APPLICABLE:
        return ABOUT["not_applicable"]
    if "/" not in value:
        return measured(value, unit)
    k, n = (int(part) for part in value.split("/"))
    if scale is None or n == 0:
        return value
    share = f"{scale.percent(k, n)}%"
    return both(f"{value}（{share}）", f"{value} ({share})")


def final(claimed: Claimed) -> str:
    """Return the value that holds now as people read it: the amended one where it was amended."""
    return value_of(claimed, claimed.amended)


def why(claimed: Claimed) -> str:
    """Say why it was returned, or amended: what was written of an amendment stays as it is."""
    return reasoned(claimed.reason or "") if claimed.state == "returned" else claimed.reason or ""


def seen_beside(claimed: Claimed) -> str:
    """Say what the value is seen beside, where that was looked for."""
    if claimed.beside is None:
        return ""
    last = claimed.beside.last
    return beside(None if last is None else (last[0], value_of(claimed, last[1])), claimed.beside.median)


def by_whom(claimed: Claimed) -> str:
    """Say who decides: the leads, or admins where a lead has nobody left who may."""
    if not claimed.stand_in:
        return listed(claimed.leads)
    waiting = [lead for lead in claimed.leads if lead not in claimed.signed] if claimed.sign_all else []
    return ABOUT["stood_in"].format(leads=listed(waiting)) if waiting else ABOUT["admin"]
