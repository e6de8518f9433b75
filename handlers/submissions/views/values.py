"""How a value is written for people, and whose turn it is."""

from handlers.submissions.results import Claimed
from handlers.texts import listed
from scoring.lifecycle import NOT_APPLICABLE


def value_of(claimed: Claimed, value: str | None = None) -> str:
    """Return a value as people read it: 98/100（98%）, 95.5%, 市级 获评先进."""
    if claimed.title is not None:
        return f"{claimed.amended or claimed.level} {claimed.title}"
    return written(value if value is not None else claimed.value or "", claimed.metric_unit)


def written(value: str, unit: str) -> str:
    """Return a value of a metric that is no event as people read it."""
    if value == NOT_APPLICABLE:
        return "不涉及"
    return f"{value}{unit}" if "/" not in value else f"{value}{_share(value, unit)}"


def final(claimed: Claimed) -> str:
    """Return the value that holds now as people read it: the amended one where it was amended."""
    return value_of(claimed, claimed.amended)


def by_whom(claimed: Claimed) -> str:
    """Say who decides: the leads, or admins where a lead has nobody left who may."""
    if not claimed.stand_in:
        return listed(claimed.leads)
    waiting = [lead for lead in claimed.leads if lead not in claimed.signed] if claimed.sign_all else []
    return f"{listed(waiting)}（须回避的由管理员代签）" if waiting else "管理员"


def _share(pair: str, unit: str) -> str:
    """Return the percentage of k/n where it is a short decimal, else nothing: no figure is rounded here."""
    k, n = (int(part) for part in pair.split("/"))
    if unit != "%" or n == 0 or (k * 10000) % n:
        return ""
    hundredths = k * 10000 // n
    whole, rest = divmod(hundredths, 100)
    tail = f".{rest:02}".rstrip("0") if rest else ""
    return f"（{whole}{tail}%）"
