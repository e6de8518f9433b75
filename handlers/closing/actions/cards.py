"""What the cards of closing show: what it would make public, what is open, and what became of them."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from handlers.closing.actions import finals
from handlers.closing.actions.finals import tables
from handlers.closing.actions.signing import (
    card_of,
    first_signature,
    is_closed,
    is_signed,
    open_numbers,
    vetoes_waiting,
)
from handlers.closing.results import ArenaRun, Closed, ClosingAsked, ClosingOpen, ClosingSeen, DryRun, Moved
from handlers.publishing.actions.posts import signers
from handlers.results import Owed, Values
from handlers.standings.actions.boards import Table, is_converted, is_uncounted, veto_words
from handlers.submissions.actions import deciders
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.rulebook.model import Rulebook
from scoring.standings.vetoes import takes_rank
from storage import outbox, parts, publications, roster, submissions
from storage.outbox import Letter

LACKING = 3
"""Metrics that are named of a unit that is not ranked for want of coverage."""


def dry_run(turn: Turn, owed: Owed[ClosingAsked]) -> DryRun:
    """Describe what closing would make public, beside what was shown before the lock."""
    asked = owed.payload
    period = Period.written(asked.period)
    finals, shown = (tables(turn, period, asked.as_of, final=final) for final in (True, False))
    first = first_signature(turn, period, asked.fingerprint)
    return DryRun(
        owed.number,
        period.chinese,
        asked.fingerprint,
        "" if first is None else first["name"],
        tuple(_arena(turn, period, *both) for both in zip(finals, shown, strict=True)),
        tuple(open_numbers(turn, period)),
        tuple(vetoes_waiting(turn, period)),
        tuple(_matters(turn, period)),
        tuple(_waits(turn, period)),
        closed=_closed(turn, period, asked.fingerprint),
        own=_is_own(turn, owed.chat, first),
    )


def _matters(turn: Turn, period: Period) -> Iterator[tuple[str, int, int]]:
    """Yield by kind how many parts that were due in a period are still open, and how many wait for their verifier."""
    rulebook = turn.rulebook_on(period.first)
    days = (period.first, period.last + timedelta(days=1))
    begins, ends = (datetime.combine(day, time(), turn.zone) for day in days)
    found = parts.counts(turn.tx, parts.Asked(states=parts.OPEN, due=(begins, ends)), "kind", "state")
    for kind in rulebook.kinds:
        mine = [(state, many) for (of, state), many in found.items() if of == kind.id]
        if mine:
            yield kind.name, sum(many for _, many in mine), sum(many for state, many in mine if state == "verifying")


def _waits(turn: Turn, period: Period) -> Iterator[tuple[int, str, str, tuple[str, ...]]]:
    """Yield what was reported inside a period and nobody reviewed, with the units whose review it lacks."""
    mine = finals.parts(period)
    for one in submissions.every(turn.tx, state="pending"):
        where = deciders.where_is(turn, one)
        if one.claim.period in mine and where.case is None:
            signed = {lead for lead, _ in where.signed}
            leads = (lead for lead in deciders.deciders_of(turn, one.claim).leads if lead not in signed)
            named = tuple(map(turn.unit_name, leads))
            yield one.number, turn.unit_name(one.claim.unit), turn.metric_of(one.claim).name, named


def _arena(turn: Turn, period: Period, final: Table, shown: Table) -> ArenaRun:
    rulebook = turn.rulebook_on(period.first)
    before = {row["unit"]: _place(row) for row in shown["rows"]}
    moved = tuple(
        Moved(row["name"], before[row["unit"]], _place(row), _lacks(rulebook, row))
        for row in final["rows"]
        if before[row["unit"]][0] != _place(row)[0]
    )
    states = Counter(
        cell["state"]
        for row in final["rows"]
        for name, cell in row["metrics"].items()
        if not is_uncounted(rulebook, rulebook.metric(name), cell)
    )
    ranked = [(row["name"], row["total"]) for row in final["rows"] if row["rank"] == 1]
    vetoed = tuple((row["name"], words) for row in final["rows"] if (words := veto_words(rulebook, row)) is not None)
    converted, name = is_converted(rulebook, final), rulebook.arena(final["arena"]).name
    return name, tuple(ranked), moved, states["pending"], states["missing"], vetoed, converted


def _place(row: Table) -> tuple[str | None, str]:
    return None if row["rank"] is None else str(row["rank"]), row["total"]


def _lacks(rulebook: Rulebook, row: Table) -> tuple[str, ...]:
    """Return the metrics that are not confirmed of a unit from which no veto takes the rank that it lacks."""
    if row["rank"] is not None or takes_rank(row["veto"]):
        return ()
    open_cells = [name for name, cell in row["metrics"].items() if cell["state"] in ("pending", "missing")]
    return tuple(rulebook.metric(name).name for name in open_cells[:LACKING])


def what_is_open(turn: Turn, owed: Owed[ClosingOpen]) -> tuple[int, str, list[int], list[str], bool]:
    """Describe what is open where somebody signs second, and say whether the period is closed by now."""
    period = Period.written(owed.payload.period)
    return owed.number, period.chinese, owed.payload.open, owed.payload.vetoes, is_closed(turn, period)


def back(turn: Turn, owed: Owed[ClosingSeen]) -> tuple[int, str, bool]:
    """Describe the way back from the boards to their card, and say whether it is closed or signed by its reader."""
    period, card = Period.written(owed.payload.period), outbox.known(turn.tx, owed.payload.card)
    first = first_signature(turn, period, card.payload["fingerprint"])
    return owed.payload.card, period.chinese, is_closed(turn, period) or _is_own(turn, owed.chat, first)


def became(turn: Turn, letter: Letter) -> tuple[str, Values] | None:
    """Say by whom the period of a card was closed, and whether with what it shows, or that its reader signed it.

    None else: nothing more that is true of a card lasts.
    """
    card = card_of(turn, letter)
    period = Period.written(card.payload["period"])
    how = _closed(turn, period, card.payload["fingerprint"])
    if how is None:
        first = first_signature(turn, period, card.payload["fingerprint"])
        return (
            ("closing_own", {"name": first["name"]})
            if first is not None and _is_own(turn, letter.chat, first)
            else None
        )
    closing = next(one for one in publications.every(turn.tx, str(period)) if one.kind in publications.CLOSING)
    by, signer = signers(turn, json.loads(closing.body))
    return f"closing_{how}", {"period": period.chinese, "by": by, "signer": signer}


def _is_own(turn: Turn, chat: int, first: dict[str, Any] | None) -> bool:
    """Say whether it is the person of a chat who signed first."""
    return first is not None and chat in roster.selves(turn.tx, first["person"])


def _closed(turn: Turn, period: Period, fingerprint: str) -> Closed | None:
    """Say whether a period was closed with this fingerprint or another one; None where it is not closed."""
    if not is_closed(turn, period):
        return None
    return "done" if is_signed(turn, period, fingerprint) else "otherwise"
