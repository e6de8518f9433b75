"""What was corrected: as publications hold it, each from what held before."""

from datetime import datetime, timedelta
from typing import Any

from handlers.closing.actions.finals import parts
from handlers.submissions.actions import deciders
from handlers.turn import Turn
from scoring.calendar import Period
from storage import publications, submissions
from storage.identities import mark
from storage.submissions import Stored

TICK = timedelta(microseconds=1)
"""The least that lies between two moments."""

Corrected = dict[str, Any]
"""A correction: number, unit, metric, period, the value before (None: none was confirmed) and after, why, marks."""


def inside(turn: Turn, period: Period, since: datetime) -> list[Stored]:
    """Return the submissions inside a period of which a correction took effect after a moment."""
    mine = parts(period)
    return [one for one in submissions.corrected_since(turn.tx, since) if one.claim.period in mine]


def arena_of(turn: Turn, stored: Stored) -> str | None:
    """Return in which arena the unit of a submission competes."""
    return turn.rulebook_on(stored.claim.in_period.first).unit(stored.claim.unit).arena


def since_last(turn: Turn, period: Period, arena: str) -> list[Corrected]:
    """Describe what was corrected of an arena's period since it was made public last, if it ever was."""
    last = publications.last_of(turn.tx, arena, str(period))
    since = turn.in_use_since if last is None else last.as_of
    return [
        one
        for stored in inside(turn, period, since)
        if arena_of(turn, stored) == arena
        for one in described(turn, stored, since)
    ]


def described(turn: Turn, stored: Stored, since: datetime) -> list[Corrected]:
    """Describe every correction of a submission after a moment."""
    claim, needed, acts = stored.claim, deciders.needed_of(turn, stored.claim), stored.acts_until()
    about = {"number": stored.number, "unit": claim.unit, "metric": claim.metric, "period": claim.period}
    found = []
    for at, act in enumerate(acts):
        if act.act != "correct" or act.moment <= since:
            continue
        before = deciders.standing(stored, needed, act.moment - TICK)
        held = (before.amended or claim.level or claim.value) if before.state == "confirmed" else None
        opened = max(place for place, earlier in enumerate(acts[:at]) if earlier.act == "propose")
        signers = [
            mark(turn.tx, each.person, each.person_name)
            for each in acts[opened : at + 1]
            if each.act in ("sign", "correct")
        ]
        told = {
            "before": held,
            "after": act.value,
            "why": act.reason or "",
            "by": signers[-2:],
        }  # an earlier one lapsed
        found.append({**about, **told})
    return found
