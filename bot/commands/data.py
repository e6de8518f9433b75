"""`leitai standings`, `leitai submissions`: what is committed in the database."""

import json
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.commands import texts
from bot.commands.open import house
from bot.commands.score import print_picture
from bot.process import RefusedError, UsageError, say
from bot.texts import HELP, either, said
from handlers.results import Refusal
from handlers.standings.actions.boards import posted
from handlers.standings.actions.boards import standings as standings_of
from handlers.submissions.actions import deciders
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.faults import FaultyError
from scoring.language import naming
from scoring.standings.output import as_csv, as_json, as_table
from scoring.standings.score import Standings
from storage import audit, evidence
from storage.submissions import Stored, every

_FORMATS = ("table", "json", "csv", "png")
_STATES = ("pending", "confirmed", "returned", "withdrawn")


def standings(
    period: Annotated[str, typer.Option("--period", help=HELP["period"])],
    arena: Annotated[str | None, typer.Option("--arena", help=HELP["arena"])] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help=HELP["as_of"])] = None,
    final: Annotated[bool, typer.Option("--final", help=HELP["final"])] = False,  # noqa: FBT002 - a flag
    format: Annotated[str, typer.Option("--format", help=either(_FORMATS))] = "table",  # noqa: A002 - the option's name
) -> None:
    """Score what is confirmed in the database."""
    if format not in _FORMATS:
        raise UsageError(said("format_unknown", format=format, known=" ".join(_FORMATS)))
    wanted = Period.parse(period)
    if wanted is None:
        raise UsageError(said("period_unknown", period=period))
    with house() as (_, ask):
        found, moment, one = ask(lambda turn: _score(turn, wanted, arena, as_of, final=final))
        rulebook = ask(lambda turn: _rulebook(turn, wanted))
        at = datetime.fromisoformat(moment)
        code = ask(lambda turn: audit.code(audit.head(turn.tx) if as_of is None else audit.head_as_of(turn.tx, at)))
        past = ask(lambda turn: posted(turn, found[0].arena, wanted, at))
    if format == "png":
        print_picture(rulebook, found, at.strftime("%Y-%m-%d %H:%M"), code, past)
    elif format == "json":
        objects = [{**as_json(each), "as_of": moment} for each in found]
        say(json.dumps(objects[0] if one else objects, ensure_ascii=False, indent=2))
    elif format == "csv":
        say(as_csv(found), nl=False)
    else:
        with naming(rulebook.english):
            say("\n\n".join(as_table(each) for each in found))


def _score(
    turn: Turn, period: Period, arena: str | None, as_of: str | None, *, final: bool
) -> tuple[list[Standings], str, bool]:
    rulebook = _rulebook(turn, period)
    if period.year != rulebook.competition.year:
        raise RefusedError(texts.said("period_year", period=period, year=rulebook.competition.year))
    moment = turn.tx.latest() if as_of is None else instant(as_of, turn)
    chosen = rulebook.arenas
    if arena is not None:
        named = rulebook.find_arena(arena)
        if named is None:
            known = either(one.name for one in rulebook.arenas)
            raise RefusedError(said("no_arena", name=arena, known=known))
        chosen = (named,)
    found, faults, lacking = [], [], False
    for each in chosen:
        try:
            found.append(standings_of(turn.tx, rulebook, each.id, period, moment, final=final))
        except FaultyError as error:
            faults += [fault.sentence() for fault in error.faults]
            lacking |= any(fault.code == "target_lacking" for fault in error.faults)
    if not found or lacking:
        raise RefusedError(*dict.fromkeys(faults))
    return found, turn.stamp(moment if as_of is not None else turn.now), arena is not None or len(rulebook.arenas) == 1


def _rulebook(turn: Turn, period: Period) -> Any:  # noqa: ANN401 - the rulebook
    try:
        return turn.rulebook_on(period.first)
    except Refusal:
        raise RefusedError(said("no_rulebook")) from None


def instant(text: str, turn: Turn) -> datetime:
    """Read a moment of the past as an option says it."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(said("as_of_unknown", text=text)) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(turn.rulebook.competition.timezone))
    if moment > turn.tx.latest():  # facts are ahead of a clock that was set back
        raise RefusedError(said("as_of_to_come", text=text))
    return moment


def submissions(
    period: Annotated[str | None, typer.Option("--period", help=HELP["one_period"])] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=HELP["one_unit"])] = None,
    state: Annotated[str | None, typer.Option("--state", help=either(_STATES))] = None,
    format: Annotated[str, typer.Option("--format", help="json")] = "json",  # noqa: A002 - the option's name
) -> None:
    """List every submission."""
    if format != "json":
        raise UsageError(said("format_only", format=format))
    if state is not None and state not in _STATES:
        raise UsageError(said("state_unknown", state=state, known=" ".join(_STATES)))
    if period is not None and Period.parse(period) is None:
        raise UsageError(texts.said("period_bad", period=period))
    with house() as (_, ask):
        rows = ask(lambda turn: _list(turn, period, unit, state))
    say(json.dumps(rows, ensure_ascii=False, indent=2))


def _list(turn: Turn, period: str | None, unit: str | None, state: str | None) -> list[dict[str, Any]]:
    unit_id = None
    if unit is not None:
        found = turn.find_unit(unit)
        if found is None:
            raise RefusedError(said("no_unit", name=unit))
        unit_id = found.id
    stored = every(turn.tx, period=period, unit=unit_id, state=state)
    counts = evidence.counts(turn.tx)
    return [_row(turn, each, counts.get(each.number, 0)) for each in stored]


def _row(turn: Turn, stored: Stored, count: int) -> dict[str, Any]:
    claim = stored.claim
    where = deciders.where_is(turn, stored)
    acts = stored.acts_until()
    decided = acts[where.decided - 1] if where.state in ("confirmed", "returned") and where.decided else None
    counted_at = None if claim.reporters or stored.state != "confirmed" else turn.stamp(claim.reported_at)
    is_event = claim.title is not None
    return {
        "number": stored.number,
        "version": stored.version,
        "unit": claim.unit,
        "metric": claim.metric,
        "period": claim.period,
        "value": None if is_event else where.amended or claim.value,
        "state": stored.state,
        "signed": list(dict.fromkeys(lead for lead, _ in where.signed)),
        "reporter": claim.reporter,
        "reported_at": turn.stamp(claim.reported_at),
        "decided_by": decided.person if decided else None,
        "decided_at": turn.stamp(decided.decided_at) if decided else counted_at,
        "reason": decided.reason if decided else None,
        "level": (where.amended or claim.level) if is_event else None,
        "title": claim.title,
        "evidence": count,
        "event_date": claim.event_date,
        "contributors": list(claim.contributors),
        "late": bool(claim.reporters) and claim.reported_at >= turn.report_due(claim.in_period),
        "phase": where.phase,
    }
