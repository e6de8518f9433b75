"""How a value is written for people."""

from handlers.results import Claimed
from scoring.lifecycle import NOT_APPLICABLE


def value_of(claimed: Claimed, value: str | None = None) -> str:
    """Return a value as people read it: 98/100（98%）, 95.5%, 市级 获评先进."""
    if claimed.title is not None:
        return f"{claimed.amended or claimed.level} {claimed.title}"
    shown = value if value is not None else claimed.value or ""
    if shown == NOT_APPLICABLE:
        return "不涉及"
    return f"{shown}{claimed.metric_unit}" if "/" not in shown else f"{shown}{_share(shown, claimed.metric_unit)}"


def _share(pair: str, unit: str) -> str:
    """Return the percentage of k/n where it is a short decimal, else nothing: no figure is rounded here."""
    k, n = (int(part) for part in pair.split("/"))
    if unit != "%" or n == 0 or (k * 10000) % n:
        return ""
    hundredths = k * 10000 // n
    whole, rest = divmod(hundredths, 100)
    tail = f".{rest:02}".rstrip("0") if rest else ""
    return f"（{whole}{tail}%）"
