"""Folding the acts on a part into where it stands at a moment: what people did, and what time did in between."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from scoring.calendar import Period
from scoring.matters import counting
from scoring.matters.clock import Clock
from scoring.matters.part import Act, Round, Standing, Terms
from scoring.matters.table import ActName


def fold(terms: Terms, acts: Sequence[Act], clock: Clock, now: datetime) -> Standing:
    """Return where a part stands at a moment after its acts, oldest first as they were taken over.

    The first act is assign, propose or receive. The standing stays the same until `turns` has passed.
    """
    return advance(folded(terms, acts, clock), now)


def folded(terms: Terms, acts: Sequence[Act], clock: Clock) -> Standing:
    """Return where a part stands straight after its last act."""
    where = opened(acts[0], clock)
    for act in acts[1:]:
        where = after(terms, where, act, clock)
    return where


def advance(where: Standing, moment: datetime) -> Standing:
    """Let time pass: what is open is missed strictly after its deadline, a request lapses strictly after its hour."""
    if where.turns is None or where.turns >= moment:
        return where
    turned = max(where.turns, where.floor or where.turns)
    if where.state == "asking":
        where = replace(where, state="open", since=where.turns, asked=None)
    return replace(_missed(where, turned), turns=None)


def before(terms: Terms, where: Standing, act: Act, clock: Clock) -> tuple[Standing, datetime, Period | None]:
    """Return where a part stands for an act, and from when on an outcome that the act brings can count.

    An act counts as dated: what time did between its message and its taking over is undone, unless that would change a
    period that is locked by now; then that period comes too, and the part stands as it was found.
    """
    found, dated = advance(where, act.taken), advance(where, act.at)
    locked = counting.changed(terms, found, dated, act.taken, clock)
    return (found if locked else dated), found.round.since or act.taken, locked


def opened(act: Act, clock: Clock) -> Standing:
    """Return where a part stands after the act that opens it."""
    if act.deadline is None:
        raise LookupError(act.act)
    first = Round(act.round, act.deadline, act.at)
    if act.counted_there:
        first = replace(first, outcome="missed", since=act.taken, counted_there=True)
    where = Standing(
        "proposed" if act.act == "propose" else "open",
        first,
        act.at,
        quantity=act.quantity,
        measure=act.measure,
        responsible=act.responsible,
        floor=act.taken,
        last=act,
    )
    return replace(where, turns=_turns(where, clock))


def opening_there(where: Standing, act: Act) -> Act:
    """Return the act that opens for another unit what a hand-over ends here; `where`: the part as it stood before."""
    return replace(
        act,
        act="receive",
        deadline=where.deadline,
        quantity=where.quantity,
        measure=where.measure,
        responsible=None,
        to_unit=None,
        round=where.round.number,
        counted_there=where.outcome is not None,
    )


def after(terms: Terms, where: Standing, act: Act, clock: Clock) -> Standing:
    """Return where a part stands after one more act; `where`: straight after the one before.

    What only tells or urges lets nothing that time did be settled: a deed that was dated before still undoes it.
    """
    if act.act == "urge":
        return where
    if act.act == "progress":
        return replace(_told(where, act), last=act, before=None)
    base, floor, _ = before(terms, where, act, clock)
    if act.act == "take_back":
        then = replace(_back(base, act), floor=floor, last=act, before=None)
    else:
        done = _STEPS[act.act](terms, replace(base, floor=floor), act, clock)
        then = replace(done, last=act, before=base)
    return replace(then, turns=_turns(then, clock))


def _back(where: Standing, act: Act) -> Standing:
    if where.before is None:  # the assignment itself
        return _ended(where, act)
    return where.before


def _turns(where: Standing, clock: Clock) -> datetime | None:
    """Return when the part will stand otherwise by itself."""
    if where.state == "asking":
        return clock.lapses(where.deadline)
    # What was handed over after its deadline was not there to be missed: its first finish is too late.
    runs = where.state == "open" and where.outcome is None and where.since <= where.deadline
    return where.deadline if runs else None


def _missed(where: Standing, since: datetime) -> Standing:
    if where.outcome is not None:
        return where
    return replace(where, round=replace(where.round, outcome="missed", since=since))


def _missed_if_past(where: Standing, act: Act) -> Standing:
    """Miss what nothing was missed of yet, where an act after the deadline ends the waiting."""
    return _missed(where, where.floor or act.taken) if act.at > where.deadline else where


def _reopened(where: Standing, act: Act) -> Standing:
    return _missed_if_past(replace(where, state="open", since=act.at, asked=None), act)


def _due(where: Standing, act: Act, deadline: datetime | None) -> Standing:
    return replace(where, round=replace(where.round, deadline=deadline or where.deadline, due_since=act.at))


def _ended(where: Standing, act: Act) -> Standing:
    return replace(where, state="withdrawn", since=act.at, asked=None, withdrawn=act.taken)


def _accept(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    return _due(replace(where, state="open", since=act.at), act, None)


def _end(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    return _ended(where, act)


def _hand_over(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    return replace(where, state="withdrawn", since=act.at, asked=None, handed_to=act.to_unit)


def _told(where: Standing, act: Act) -> Standing:
    figure = act.quantity if where.quantity is not None else None
    return replace(
        where,
        done=where.done if figure is None else figure,
        measure=act.measure or where.measure,
        responsible=act.responsible or where.responsible,
    )


def _finish(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    told = _missed_if_past(_told(where, act), act)
    return replace(told, state="verifying", since=act.at, asked=None, finisher=act.person, finished_at=act.at)


def _recall(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    if where.state == "proposed":
        return _ended(where, act)
    return replace(_reopened(where, act), finisher=None, finished_at=None)


def _ask(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    return replace(where, state="asking", since=act.at, asked=act.deadline)


def _grant(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    return _reopened(_due(replace(where, extensions=where.extensions + 1), act, where.asked), act)


def _deny(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    return _reopened(where, act)


def _verify(terms: Terms, where: Standing, act: Act, clock: Clock) -> Standing:
    done = act.quantity if act.act == "amend" else where.done
    if where.outcome is None:
        closed = replace(where.round, outcome="on_time", since=where.floor or act.taken, done=done)
    else:
        closed = replace(where.round, outcome="late", done=done)
    return replace(
        where,
        state="closed",
        since=act.at,
        round=closed,
        done=done,
        verifier=act.person,
        closed_at=act.at,
        recheck=clock.recheck_day(act.at, terms.recheck) if terms.recheck else None,
    )


def _return(terms: Terms, where: Standing, act: Act, clock: Clock) -> Standing:
    mended = clock.mended_by(act.at, terms.mend)
    counted = replace(where, returns=where.returns + 1)
    if not where.returns and where.outcome is None and mended > where.deadline:
        counted = _due(counted, act, mended)
    return replace(_reopened(counted, act), finisher=None, finished_at=None)


def _move(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    since = where.since if where.state == "open" else act.at
    return _due(replace(where, state="open", since=since, asked=None), act, act.deadline)


def _settle(_: Terms, where: Standing, __: Act, ___: Clock) -> Standing:
    return replace(where, settled=True)


def _rebound(_: Terms, where: Standing, act: Act, __: Clock) -> Standing:
    number = where.round.number + 1
    return Standing(
        "open",
        Round(number, act.deadline or where.deadline, act.at, rebound=act.at, opened=act.taken),
        act.at,
        earlier=where.rounds,
        quantity=where.quantity,
        measure=where.measure,
        responsible=where.responsible,
        floor=where.floor,
    )


_STEPS: dict[ActName, Callable[[Terms, Standing, Act, Clock], Standing]] = {
    "accept": _accept,
    "refuse": _end,
    "finish": _finish,
    "recall": _recall,
    "ask": _ask,
    "grant": _grant,
    "deny": _deny,
    "verify": _verify,
    "amend": _verify,
    "return": _return,
    "move": _move,
    "withdraw": _end,
    "settle": _settle,
    "rebound": _rebound,
    "hand_over": _hand_over,
}
