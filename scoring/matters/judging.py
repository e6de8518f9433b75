"""Whether an act is taken: by the table, the clock and the limits; a refusal is a code with what its sentence needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from scoring.calendar import Period
from scoring.matters import counting
from scoring.matters.clock import Clock
from scoring.matters.folding import advance, after, before, folded, opened
from scoring.matters.part import Act, Standing, Terms
from scoring.matters.table import (
    ACTS,
    AHEAD_TO_MOVE_EARLIER,
    RECHECKED_WITHIN,
    TAKE_BACK_WITHIN,
    TAKEN_BACK,
    ActName,
    Role,
    State,
    follows,
    possible,
)

Code = Literal[
    "no_right", "own_unit", "own_finish", "own_verification", "own_target", "not_your_act",
    "not_possible", "deadline_passed", "only_leader", "extensions_used", "not_later", "too_near", "day_passed",
    "unchanged", "figure_needed", "no_quantity", "over_quantity", "other_quantity", "measure_needed",
    "evidence_needed", "no_recheck", "recheck_over", "settled", "unit_stands", "already_there", "urged_today",
    "nothing_to_take_back", "take_back_too_late", "locked",
]  # fmt: skip
Value = str | int | date | datetime | Period | tuple[ActName, ...] | State | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an act is refused, with what its sentence needs.

    Every one has `state`, and `possible`: what this person may do now. Beside them: deadline_passed `deadline` ·
    extensions_used `limit` · not_later `deadline` · too_near `days` · day_passed `asked` · over_quantity and
    other_quantity `quantity`, `said` · recheck_over `until` · already_there, unit_stands, own_target `unit` ·
    not_your_act `by` (numeric id) · take_back_too_late `minutes` · locked `period`.
    """

    code: Code
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """Where a part stands after an act that was taken, and where it stood for it.

    `locked`: the period whose lock keeps a deed dated before the deadline from being in time; a correction is the way.
    """

    standing: Standing
    before: Standing | None = None
    locked: Period | None = None


@dataclass(frozen=True, slots=True)
class Doer:
    """How somebody who does an act stands to the part, and what else its rule asks about.

    `of_unit`: whether they are of the owner unit, as head or reviewer · `unit_stands`: whether the rulebook in force
    has it · of a hand-over `has_part`: whether the other unit has a part of this matter, `of_target`: whether the admin
    is of it · `out_of`: the figure behind the stroke of 38/40.
    """

    roles: frozenset[Role]
    of_unit: bool = False
    unit_stands: bool = True
    has_part: bool = False
    of_target: bool = False
    out_of: int | None = None


Check = Callable[[Terms, Standing, Act, Doer, Clock], Refused | None]


def judge(terms: Terms, acts: Sequence[Act], act: Act, doer: Doer, clock: Clock) -> Done | Refused:
    """Say where a part stands after one more act, or why that is refused; the acts before it, oldest first.

    An act that opens a part has none before it.
    """
    if not acts:
        return _opening(terms, act, doer, clock)
    where = folded(terms, acts, clock)
    base, _, locked = before(terms, where, act, clock)
    refused = _refused(terms, acts, base, act, doer, clock)
    dated = advance(where, act.at)
    if locked is not None and refused is not None and _refused(terms, acts, dated, act, doer, clock) is None:
        return Refused("locked", {**refused.values, "period": locked})
    if refused is not None:
        return refused
    then = advance(after(terms, where, act, clock), act.taken)
    if act.act == "take_back" and (sealed := counting.changed(terms, where, then, act.taken, clock)) is not None:
        return _refuse("locked", base, doer, period=sealed)
    return Done(then, base, locked if act.act == "finish" else None)


def allowed(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> bool:
    """Say whether an act would be taken where a part stands now; 催办 of the same day is not asked about."""
    return _refused(terms, (), where, act, doer, clock) is None


def _opening(terms: Terms, act: Act, doer: Doer, clock: Clock) -> Done | Refused:
    if follows(None, act.act) is None:
        return Refused("not_possible", {"state": None, "possible": ()})
    if not ACTS[act.act].by & doer.roles or (act.act == "propose" and not terms.propose):
        return Refused("own_unit" if doer.of_unit else "no_right", {"state": None, "possible": ()})
    return Done(advance(opened(act, clock), act.taken))


def _refuse(code: Code, where: Standing, doer: Doer, **values: Value) -> Refused:
    return Refused(code, {"state": where.state, "possible": possible(where.state, doer.roles), **values})


def _refused(terms: Terms, acts: Sequence[Act], where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if not ACTS[act.act].by & doer.roles:
        return _refuse("own_unit" if doer.of_unit and "head" not in ACTS[act.act].by else "no_right", where, doer)
    if follows(where.state, act.act) is None:
        return _refuse("not_possible", where, doer)
    if act.act == "urge":
        return _urge(acts, where, act, doer, clock)
    check = _CHECKS.get(act.act)
    return None if check is None else check(terms, where, act, doer, clock)


def _is_past(where: Standing, act: Act) -> bool:
    return act.at > where.deadline or where.outcome is not None


def _before_deadline(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    return _refuse("deadline_passed", where, doer, deadline=where.deadline) if _is_past(where, act) else None


def _figure(where: Standing, act: Act, doer: Doer) -> Refused | None:
    """Refuse a figure that is more than there is to do, or part of another whole."""
    if where.quantity is None or act.quantity is None:
        return None
    if doer.out_of not in (None, where.quantity):
        return _refuse("other_quantity", where, doer, quantity=where.quantity, said=doer.out_of or 0)
    if act.quantity > where.quantity:
        return _refuse("over_quantity", where, doer, quantity=where.quantity, said=act.quantity)
    return None


def _progress(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    return _figure(where, act, doer)


def _finish(terms: Terms, where: Standing, act: Act, doer: Doer, _: Clock) -> Refused | None:
    if where.quantity is not None and act.quantity is None:
        return _refuse("figure_needed", where, doer, quantity=where.quantity)
    if (wrong := _figure(where, act, doer)) is not None:
        return wrong
    named = (act.measure or where.measure) and (act.responsible or where.responsible)
    if terms.form == "problem" and not named:
        return _refuse("measure_needed", where, doer)
    if terms.evidence == "required" and not act.evidence:
        return _refuse("evidence_needed", where, doer)
    return None


def _ask(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if (passed := _before_deadline(terms, where, act, doer, clock)) is not None:
        return passed
    if where.extensions >= terms.extensions:
        return _refuse("extensions_used", where, doer, limit=terms.extensions)
    if act.deadline is None or act.deadline <= where.deadline:
        return _refuse("not_later", where, doer, deadline=where.deadline)
    return None


def _grant(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    if where.asked is not None and act.at > where.asked:
        return _refuse("day_passed", where, doer, asked=where.asked)
    return None


def _verify(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    return _refuse("own_finish", where, doer) if act.person == where.finisher else None


def _amend(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if (own := _verify(terms, where, act, doer, clock)) is not None:
        return own
    if where.quantity is None:
        return _refuse("no_quantity", where, doer)
    if act.quantity is None:
        return _refuse("figure_needed", where, doer, quantity=where.quantity)
    return _figure(where, act, doer)


def _move(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if (passed := _before_deadline(terms, where, act, doer, clock)) is not None:
        return passed
    if act.deadline is None or act.deadline == where.deadline:
        return _refuse("unchanged", where, doer, deadline=where.deadline)
    ahead = clock.working_days(clock.day(act.at), clock.day(act.deadline))
    if act.deadline < where.deadline and ahead < AHEAD_TO_MOVE_EARLIER:
        return _refuse("too_near", where, doer, days=AHEAD_TO_MOVE_EARLIER)
    return None


def _withdraw(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    finished = bool(where.state == "verifying" or where.returns or where.earlier)
    if "leader" not in doer.roles and (_is_past(where, act) or finished):
        return _refuse("only_leader", where, doer)
    return None


def _recheck(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if not terms.recheck or where.recheck is None:
        return _refuse("no_recheck", where, doer)
    until = where.recheck + RECHECKED_WITHIN
    if clock.day(act.at) > until:
        return _refuse("recheck_over", where, doer, until=until)
    return _refuse("own_verification", where, doer) if act.person == where.verifier else None


def _settle(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if (refused := _recheck(terms, where, act, doer, clock)) is not None:
        return refused
    return _refuse("settled", where, doer) if where.settled else None


def _rebound(terms: Terms, where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    if (refused := _recheck(terms, where, act, doer, clock)) is not None:
        return refused
    return _refuse("settled", where, doer) if where.settled and "leader" not in doer.roles else None


def _hand_over(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    if doer.unit_stands:
        return _refuse("unit_stands", where, doer)
    if doer.of_target:
        return _refuse("own_target", where, doer, unit=act.to_unit or "")
    return _refuse("already_there", where, doer, unit=act.to_unit or "") if doer.has_part else None


def _take_back(_: Terms, where: Standing, act: Act, doer: Doer, __: Clock) -> Refused | None:
    last = where.last
    if last is None or last.act not in TAKEN_BACK:
        return _refuse("nothing_to_take_back", where, doer)
    if last.person != act.person:
        return _refuse("not_your_act", where, doer, by=last.person)
    if act.at - last.at > TAKE_BACK_WITHIN:
        return _refuse("take_back_too_late", where, doer, minutes=TAKE_BACK_WITHIN // timedelta(minutes=1))
    return None


def _urge(acts: Sequence[Act], where: Standing, act: Act, doer: Doer, clock: Clock) -> Refused | None:
    today = clock.day(act.at)
    urged = any(each.act == "urge" and each.person == act.person and clock.day(each.at) == today for each in acts)
    return _refuse("urged_today", where, doer) if urged else None


_CHECKS: dict[ActName, Check] = {
    "accept": _before_deadline,
    "progress": _progress,
    "finish": _finish,
    "ask": _ask,
    "grant": _grant,
    "verify": _verify,
    "amend": _amend,
    "take_back": _take_back,
    "move": _move,
    "withdraw": _withdraw,
    "settle": _settle,
    "rebound": _rebound,
    "hand_over": _hand_over,
}
