"""Flags are proposed in the transaction that closes their period; a correction that would change them is told."""

import json
from collections.abc import Iterator, Mapping, Sequence

from handlers.flagging.results import FlagAsked
from handlers.results import Text
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.flags import Proposed, Row, at_bottom, proposed
from scoring.rulebook.model import Flags
from storage import flags, ledger, publications, roster
from storage.flags import Flag
from storage.publications import Published

JOB = "flag_streak"


def at_closing(turn: Turn, period: Period) -> None:
    """Propose the flags of a period that was made public just now, and show every leader each of them."""
    for post, rules in _results(turn, period):
        rows = rows_of(post)
        for one in proposed(rules, rows):
            _propose(turn, post, one)
        _tell_streaks(turn, post, rules, rows)


def after_correction(turn: Turn, period: Period, arenas: set[str]) -> None:
    """Tell the leaders where a new version of a result would have proposed other flags; nothing changes by itself.

    What only the new one proposes waits for them as any proposal; what was issued stands until they say otherwise.
    """
    for post, rules in _results(turn, period):
        last = publications.result_of(turn.tx, post.arena, post.period, post.id - 1)
        if post.arena not in arenas or last is None:
            continue
        rows, old = rows_of(post), proposed(rules, rows_of(last))
        new = proposed(rules, rows)
        if set(new) != set(old):
            _tell_changed(turn, post, old, new)
            _ask_again(turn, post, [one for one in old if one not in new])
            for one in new:
                if one not in old:
                    _propose(turn, post, one)
        _tell_streaks(turn, post, rules, rows)


def of_period(turn: Turn, period: Period) -> Flags | None:
    """Return by which rules flags are proposed when a period is closed; None where they are not."""
    rules = turn.rulebook_on(period.first).flags
    return rules if rules is not None and rules.period == period.kind else None


def rows_of(post: Published) -> list[Row]:
    """Return the rows of a publication as frozen."""
    found: list[Row] = json.loads(post.body)["standings"]["rows"]
    return found


def _results(turn: Turn, period: Period) -> Iterator[tuple[Published, Flags]]:
    """Yield what was made public last of every arena of a period in which flags are proposed, with their rules."""
    rules = of_period(turn, period)
    for arena in turn.rulebook_on(period.first).arenas if rules is not None else ():
        post = publications.result_of(turn.tx, arena.id, str(period))
        if post is not None and rules is not None:
            yield post, rules


def _propose(turn: Turn, post: Published, one: Proposed) -> None:
    """Propose a flag, unless it was proposed of this period before or a leader gave it to this unit."""
    mine = [flag for flag in flags.of_periods(turn.tx, [post.period]) if flag.arena == post.arena]
    if any((one.unit, one.colour) in ((flag.unit, flag.colour), flag.held) for flag in mine):
        return
    count = _streak(turn, post.arena, Period.written(post.period), one.unit) if one.colour == "black" else 0
    number = flags.propose(turn.tx, post.id, one.unit, one.colour, count)
    turn.record(None, "flag_propose")
    show(turn, flags.known(turn.tx, number))


def show(turn: Turn, flag: Flag, *, to: Sequence[int] = ()) -> None:
    """Owe somebody, or every leader, a flag as it stands."""
    seen = len(flag.acts)
    for leader in to or roster.acting_ids(turn.tx, "leader"):
        turn.owe(leader, "flag", FlagAsked(flag.id, seen), key=f"{flag.id}:{seen}")


def _ask_again(turn: Turn, post: Published, gone: Sequence[Proposed]) -> None:
    """Show every leader again the flags that wait or were issued, and would not be proposed now."""
    units = {one.unit for one in gone}
    for flag in flags.of_periods(turn.tx, [post.period]):
        if flag.arena == post.arena and {flag.unit, flag.held[0]} & units and flag.state in ("proposed", "issued"):
            show(turn, flag)


def _tell_changed(turn: Turn, post: Published, old: Sequence[Proposed], new: Sequence[Proposed]) -> None:
    period = Period.written(post.period)
    rulebook = turn.rulebook_on(period.first)

    def named(found: Sequence[Proposed]) -> list[list[str]]:
        return [[rulebook.unit(one.unit).name, one.colour] for one in found]

    told = {
        "period": period.chinese,
        "arena": rulebook.arena(post.arena).name,
        "version": post.version,
        "flags_old": named(old),
        "flags_new": named(new),
    }
    for leader in roster.acting_ids(turn.tx, "leader"):
        turn.owe(leader, "text", Text("flags_changed", told), key=f"flags:{post.id}")


def _tell_streaks(turn: Turn, post: Published, rules: Flags, rows: Sequence[Row]) -> None:
    """Tell the leaders alone, once a unit and period, who stands at the bottom for so many periods in a row."""
    period = Period.written(post.period)
    low = at_bottom(rules, rows) if rules.streak else frozenset()
    for row in rows:
        found = list(_bottoms(turn, post.arena, period, row["unit"])) if row["unit"] in low else []
        slot = f"{period}:{post.arena}:{row['unit']}"
        if len(found) < max(rules.streak, 1) or not ledger.settle_slot(turn.tx, JOB, slot, "done"):
            continue
        places = [[each.chinese, str(mine["rank"]), mine["total"]] for each, mine in reversed(found)]
        rulebook = turn.rulebook_on(period.first)
        told = {"unit": row["name"], "arena": rulebook.arena(post.arena).name, "count": len(found), "bottoms": places}
        for leader in roster.acting_ids(turn.tx, "leader"):
            turn.push(leader, "text", Text("flag_streak", told), key=slot)


def _streak(turn: Turn, arena: str, period: Period, unit: str) -> int:
    return sum(1 for _ in _bottoms(turn, arena, period, unit))


def _bottoms(turn: Turn, arena: str, period: Period, unit: str) -> Iterator[tuple[Period, Row]]:
    """Yield the periods in a row, newest first, in whose results a unit stands at the bottom, with its rows."""
    while (rules := of_period(turn, period)) is not None:
        post = publications.result_of(turn.tx, arena, str(period))
        rows = [] if post is None else rows_of(post)
        if unit not in at_bottom(rules, rows):
            return
        yield period, row_of(rows, unit)
        period = period.shifted(-1)


def row_of(rows: Sequence[Row], unit: str) -> Row:
    """Return the row of a unit; one that has none has neither rank nor total."""
    none: Mapping[str, object] = {"unit": unit, "rank": None, "total": "", "veto": None}
    return next((row for row in rows if row["unit"] == unit), none)
