"""Doing an act on a submission: audit, act, state and value in one step, so that they always agree."""

from datetime import datetime

from handlers.actions.desk import needed_of
from handlers.actions.turn import Turn
from handlers.results import Refusal
from scoring import lifecycle
from scoring.entries import Metric
from scoring.inputs import ValueRefusedError, level_key
from scoring.lifecycle import NOT_APPLICABLE, ActName, Standing
from scoring.lines import title_key
from scoring.said import Heard, hear
from scoring.standings import Cell
from storage import submissions, values
from storage.submissions import Act, Stored


def do(
    turn: Turn,
    stored: Stored,
    name: ActName,
    person: tuple[int, str],
    judged: datetime,
    *,
    lead: str = "",
    value: str | None = None,
    reason: str | None = None,
    ordinal: int = 0,
) -> Stored:
    """Write an act by a person (id, name) and move state and value to what follows; returns the submission after it."""
    number, version = stored.number, stored.version
    who, called = person
    moment = turn.record(who, name, number=number, version=version, lead=lead, value=value, reason=reason)
    act = Act(number, version, name, lead, who, called, value, reason, judged, moment, turn.cause, ordinal)
    needed = needed_of(turn, stored.claim)
    before = lifecycle.fold(stored.acts_until(), needed)
    where = lifecycle.fold([*stored.acts_until(), act], needed)
    after = submissions.add_act(turn.tx, act, stored.state, where.state)
    if (before.state, before.amended) != (where.state, where.amended):
        hold(turn, after, where, moment)
    return after


def hold(turn: Turn, stored: Stored, where: Standing, moment: datetime) -> None:
    """Let the cell of a submission hold from a moment on what its standing says."""
    claim = stored.claim
    if where.state in ("returned", "withdrawn"):
        values.clear(turn.tx, claim.period, claim.metric, claim.unit, claim.item, moment)
        return
    state: str = where.state
    value, level, event = where.amended or claim.value, claim.level, ""
    if claim.title is not None:
        value, level, event = None, where.amended or claim.level, title_key(claim.title)
    elif value == NOT_APPLICABLE:
        value, state = None, NOT_APPLICABLE if state == "confirmed" else state
    cell = Cell(claim.unit, claim.metric, claim.period, claim.item, value, state, level, event)  # type: ignore[arg-type]
    values.put(turn.tx, cell, moment, stored.number)


def hear_value(metric: Metric, text: str) -> Heard:
    """Read a value as a person wrote it; what cannot be read is refused with the reason."""
    try:
        return hear(metric, text)
    except ValueRefusedError as error:
        raise Refusal("value", **{"text": text, **error.values, "reason": error.code, "metric": metric.name}) from error


def read_level(metric: Metric, text: str) -> str:
    """Read a level of an events metric by key or name."""
    level = level_key(metric, text)
    if level is None:
        listed = [metric.level_names.get(key, key) for key in metric.levels]
        raise Refusal("unknown_level", level=text, metric=metric.name, levels=listed)
    return level
