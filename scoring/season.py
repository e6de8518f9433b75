"""The season: which periods are closed (定榜) and published, and until when objections to that are taken (公示)."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.calendar import IsRest, Period, PeriodKind
from scoring.faults import words
from scoring.language import both
from scoring.reading.canonical import decimal_text
from scoring.rulebook.model import Rulebook
from scoring.standings.score import counts_in

KINDS: tuple[PeriodKind, ...] = ("month", "quarter", "year")
NOTICE_ENDS = time(17)
"""The time of day at which a public notice ends."""


def closed_kinds(rulebook: Rulebook) -> tuple[PeriodKind, ...]:
    """Return the kinds of periods that are closed and published: those asked for in which anything counts."""
    first = {kind: Period(rulebook.competition.year, kind, kind != "year") for kind in rulebook.publish.kinds}
    return tuple(kind for kind in KINDS if kind in first and arenas_of(rulebook, first[kind]))


def arenas_of(rulebook: Rulebook, period: Period) -> tuple[str, ...]:
    """Return the arenas that have standings in a period: those in which any base metric counts."""
    counted = ((arena.id, counts_in(rulebook, arena.id, period)) for arena in rulebook.arenas)
    found = (arena for arena, metrics in counted if any(metric.role == "base" for metric in metrics))
    return tuple(arena for arena in found if rulebook.units_during(arena, period))


def before(rulebook: Rulebook, period: Period) -> tuple[Period, ...]:
    """Return the shorter periods that are closed before a period is: its months, its quarters."""
    finer = KINDS[: KINDS.index(period.kind)]
    return tuple(part for kind in closed_kinds(rulebook) if kind in finer for part in period.parts(kind))


def notice_until(rulebook: Rulebook, published: datetime, rests: IsRest) -> datetime | None:
    """Return when the public notice of what is published at a local moment ends: on a working day; None: there is none.

    The day of the publication itself does not count.
    """
    day, left = published.date(), rulebook.publish.notice
    while left:
        day += timedelta(days=1)
        left -= not rests(day)
    return datetime.combine(day, NOTICE_ENDS, published.tzinfo) if rulebook.publish.notice else None


def in_words(rulebook: Rulebook) -> str:
    """Say for people which periods are closed, and which flags are proposed then."""
    return both("。", ". ").join(filter(None, (_closed_words(rulebook), _flags_words(rulebook))))


def _closed_words(rulebook: Rulebook) -> str:
    kinds = closed_kinds(rulebook)
    if not kinds:
        return words("publish_never", {})
    days = rulebook.publish.notice
    notice = words("publish_notice", {"days": str(days)}) if days else ""
    named = both("、", ", ").join(words(f"publish_{kind}", {}) for kind in kinds)
    return words("publish_kinds", {"kinds": named, "notice": notice}) + _frozen_words(rulebook) + _group_words(rulebook)


def frozen_from(rulebook: Rulebook, period: Period, zone: ZoneInfo) -> datetime | None:
    """Return from when on the group is shown no provisional standings of a period (封榜); None: never."""
    freeze = rulebook.publish.freeze
    if freeze is None or period.kind not in closed_kinds(rulebook):
        return None
    days, at = freeze
    return datetime.combine(period.last - timedelta(days=days), at, zone)


def _frozen_words(rulebook: Rulebook) -> str:
    if rulebook.publish.freeze is None:
        return ""
    days, at = rulebook.publish.freeze
    return words("publish_freeze", {"days": str(days), "at": f"{at:%H:%M}"})


def _group_words(rulebook: Rulebook) -> str:
    count = rulebook.publish.group
    if count is None:
        return ""
    return words("publish_top", {"count": str(count)}) if count else words("publish_none", {})


def _flags_words(rulebook: Rulebook) -> str:
    flags = rulebook.flags
    if flags is None:
        return ""
    below = {"count": str(flags.black), "below": decimal_text(flags.black_below)}
    whom = [words("flags_red", {"count": str(flags.red)})] if flags.red else []
    whom += [words("flags_black", below)] if flags.black else []
    told = {"kind": words(f"publish_{flags.period}", {}), "whom": both("、", ", ").join(whom)}
    streak = words("flags_streak", {"count": str(flags.streak)}) if flags.streak else ""
    return words("flags_told" if whom else "flags_nobody", told) + streak
