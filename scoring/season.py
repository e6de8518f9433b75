"""The season: which periods are closed and published, how long objections are taken, what the group sees before."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from scoring.calendar import IsRest, Period, PeriodKind
from scoring.faults import words
from scoring.rulebook.model import Rulebook
from scoring.standings.score import counts_in

KINDS: tuple[PeriodKind, ...] = ("month", "quarter", "year")
NOTICE_ENDS = time(17)
"""When on its last day a notice (公示) ends: at the end of the working day."""


def closed_kinds(rulebook: Rulebook) -> tuple[PeriodKind, ...]:
    """Return the kinds of periods that are closed and published: those asked for in which anything counts."""
    first = {kind: Period(rulebook.competition.year, kind, kind != "year") for kind in rulebook.publish.kinds}
    return tuple(kind for kind in KINDS if kind in first and arenas_of(rulebook, first[kind]))


def arenas_of(rulebook: Rulebook, period: Period) -> tuple[str, ...]:
    """Return the arenas that have standings in a period: those in which any base metric counts."""
    counted = ((arena.id, counts_in(rulebook, arena.id, period)) for arena in rulebook.arenas)
    return tuple(arena for arena, metrics in counted if any(metric.role == "base" for metric in metrics))


def before(rulebook: Rulebook, period: Period) -> tuple[Period, ...]:
    """Return the shorter periods that are closed before a period is: its months, its quarters."""
    finer = KINDS[: KINDS.index(period.kind)]
    return tuple(part for kind in closed_kinds(rulebook) if kind in finer for part in period.parts(kind))


def around(period: Period) -> tuple[Period, ...]:
    """Return a period and the longer ones that hold it, the shortest first."""
    return tuple(Period.holding(kind, period.first) for kind in KINDS[KINDS.index(period.kind) :])


def notice_end(rulebook: Rulebook, published: datetime, rests: IsRest) -> datetime | None:
    """Return when the notice of what is published at a local moment ends; None where there is none."""
    days = rulebook.publish.notice
    if days is None:
        return None
    day = published.date()
    while days:
        day += timedelta(days=1)
        days -= not rests(day)
    return datetime.combine(day, NOTICE_ENDS, published.tzinfo)


def freeze_of(rulebook: Rulebook, period: Period, zone: ZoneInfo) -> datetime | None:
    """Return the moment from which the group gets no provisional standings of a period; None where it always does."""
    freeze = rulebook.publish.freeze
    return None if freeze is None else datetime.combine(period.last + timedelta(days=freeze.days), freeze.at, zone)


def in_words(rulebook: Rulebook) -> tuple[str, ...]:
    """Say for people which periods are closed, how long the notice is, and what the group sees before."""
    publish, kinds = rulebook.publish, closed_kinds(rulebook)
    if kinds:
        told = [words("publish_kinds", {"kinds": "、".join(words(f"publish_{kind}", {}) for kind in kinds)})]
        days = publish.notice
        told.append(words("publish_no_notice", {}) if days is None else words("publish_notice", {"days": str(days)}))
    else:
        told = [words("publish_never", {})]
    if publish.freeze is not None:
        told.append(words("publish_freeze", {"days": str(-publish.freeze.days), "at": f"{publish.freeze.at:%H:%M}"}))
    if publish.shown is not None:
        told.append(words("publish_top" if publish.shown else "publish_hidden", {"count": str(publish.shown)}))
    return tuple(told)
