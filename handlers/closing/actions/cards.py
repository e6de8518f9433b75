"""What the cards of closing show: what it would make public, what is open, and what became of them."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from handlers.closing.actions.finals import tables
from handlers.closing.actions.signing import close, first_signature, is_closed, open_numbers, vetoes_waiting
from handlers.closing.results import ArenaRun, ClosingAsked, ClosingOpen, ClosingSeen, DryRun, Moved
from handlers.publishing.actions.posts import signers
from handlers.results import Owed, Refusal, Sender, Values
from handlers.standings.actions.boards import Table, is_uncounted, veto_words
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.rulebook.model import Rulebook
from storage import parts, publications, roster
from storage.database import WouldWriteError
from storage.outbox import Letter

LASTING = {"closing_alone": "closing_yours", "same_person": "closing_yours", "closing_order": "closing_after"}
"""What is said on a card instead of a refusal that holds for a moment only."""
LACKING = 3
"""Metrics that are named of a unit that is not ranked for want of coverage."""


def dry_run(turn: Turn, owed: Owed[ClosingAsked]) -> DryRun:
    """Describe what closing would make public, beside what was shown before the lock."""
    asked = owed.payload
    period = Period.written(asked.period)
    finals, shown = (tables(turn, period, asked.as_of, final=final) for final in (True, False))
    first = first_signature(turn, period, asked.fingerprint)
    own = first is not None and first["person"] in roster.selves(turn.tx, owed.chat)
    return DryRun(
        owed.number,
        period.chinese,
        asked.fingerprint,
        "" if first is None else first["name"],
        tuple(_arena(turn, period, *both) for both in zip(finals, shown, strict=True)),
        tuple(open_numbers(turn, period)),
        tuple(vetoes_waiting(turn, period)),
        tuple(_matters(turn, period)),
        asks=not own and not is_closed(turn, period),
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
    return rulebook.arena(final["arena"]).name, tuple(ranked), moved, states["pending"], states["missing"], vetoed


def _place(row: Table) -> tuple[str | None, str]:
    return None if row["rank"] is None else str(row["rank"]), row["total"]


def _lacks(rulebook: Rulebook, row: Table) -> tuple[str, ...]:
    """Return the metrics that are not confirmed of a unit that has no rank without a veto."""
    if row["rank"] is not None or row["veto"] is not None:
        return ()
    open_cells = [name for name, cell in row["metrics"].items() if cell["state"] in ("pending", "missing")]
    return tuple(rulebook.metric(name).name for name in open_cells[:LACKING])


def what_is_open(_turn: Turn, owed: Owed[ClosingOpen]) -> tuple[int, str, list[int], list[str]]:
    """Describe what is open where somebody signs second."""
    return owed.number, Period.written(owed.payload.period).chinese, owed.payload.open, owed.payload.vetoes


def back(_turn: Turn, owed: Owed[ClosingSeen]) -> tuple[int, str]:
    """Describe the way back from the boards to their card."""
    return owed.payload.card, Period.written(owed.payload.period).chinese


def became(turn: Turn, letter: Letter) -> tuple[str, Values] | None:
    """Say why the reader of a card has nothing to sign: it is closed, by whom, or what signing is refused with."""
    period = Period.written(letter.payload["period"])
    if is_closed(turn, period):
        closing = next(one for one in publications.every(turn.tx, str(period)) if one.kind in publications.CLOSING)
        by, signer = signers(turn, json.loads(closing.body))
        return "closing_done", {"period": period.chinese, "by": by, "signer": signer}
    try:
        with turn.tx.trial():
            close(turn, Sender(letter.chat, "", letter.chat, True, 0, turn.now, turn.now), letter.id, regardless=True)
    except Refusal as refusal:
        return LASTING.get(refusal.code, refusal.code), refusal.values
    except WouldWriteError:
        return None
    return None
