"""What stands in the workbook of a result: the standings as frozen, and all that they were made from."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from handlers.publishing.actions.circulars import ranked, result_of
from handlers.publishing.actions.posts import corrected, signers
from handlers.publishing.results import Reported, Ruled, Workbook
from handlers.rules.actions import method_of
from handlers.standings.actions.boards import category_points
from handlers.standings.actions.lacking import percent
from handlers.submissions.actions import deciders
from handlers.turn import Turn, names, number_text
from scoring.calendar import Period
from scoring.rulebook.model import Metric, Rulebook, Unit
from scoring.season import KINDS
from storage import evidence, rulebooks, submissions
from storage.submissions import Act, Stored


def workbook(turn: Turn, number: int) -> Iterator[tuple[str, Workbook]]:
    """Describe the workbook that a publication belongs to; none where it is no result of a closed period."""
    same = result_of(turn, number)
    if not same:
        return
    found, bodies = same[0], [json.loads(post.body) for post in same]
    period, tables = Period.written(found.period), [body["standings"] for body in bodies]
    rulebook, arenas = turn.rulebook_on(period.first), [post.arena for post in same]
    text = next(one.body for one in rulebooks.in_force(turn.tx) if one.fingerprint == tables[0]["rulebook"])
    units = [unit for unit in rulebook.units if unit.arena in arenas]
    full = {name: points for arena in arenas for name, points in category_points(rulebook, arena, period).items()}
    yield (
        "",
        Workbook(
            competition=rulebook.competition.name,
            period=period.chinese,
            version=found.version,
            published_at=turn.local(found.published_at),
            as_of=turn.minute(found.as_of),
            signed=tuple(signers(turn, bodies[0])),
            notice=bodies[0].get("notice"),
            tables=tuple(tables),
            arenas={arena: rulebook.arena(arena).name for arena in arenas},
            categories={each.id: (each.name, full[each.id]) for each in rulebook.categories if each.id in full},
            reported=tuple(reported(turn, rulebook, period, units, found.as_of)),
            corrections=tuple(corrected(turn, one) for body in bodies for one in body.get("corrections", ())),
            rules={each.id: _rule(rulebook, each, period) for each in rulebook.metrics if each.arena in arenas},
            rulebook=text.decode(),
            sealed=tuple((post.id, post.audit_code) for post in same),
            ranked=tuple(ranked(rulebook, table) for table in tables),
            minimum=percent(rulebook.competition.minimum_coverage),
        ),
    )


def _rule(rulebook: Rulebook, metric: Metric, period: Period) -> Ruled:
    times = len(period.parts(metric.period)) if metric.rollup == "points_sum" else 1
    return Ruled(
        rulebook.arena_of(metric).name,
        rulebook.category(metric.category).name,
        metric.name,
        number_text(metric.points),
        number_text(metric.points * times),
        metric.role,
        names(rulebook, metric.leads),
        method_of(metric),
    )


def reported(
    turn: Turn, rulebook: Rulebook, period: Period, units: Sequence[Unit], as_of: datetime
) -> Iterator[Reported]:
    """Yield what was reported of a period and the shorter ones inside it, in the order of the units."""
    parts = [str(part) for kind in KINDS for part in period.parts(kind)]
    places = {unit.id: place for place, unit in enumerate(units)}
    asked = [{"unit": units[0].id}] if len(units) == 1 else [{"period": part} for part in parts]
    every = [one for which in asked for one in submissions.every(turn.tx, **which)]
    mine = [one for one in every if one.claim.unit in places and one.claim.period in parts]
    proven = evidence.counts(turn.tx)
    for stored in sorted(mine, key=lambda one: (places[one.claim.unit], one.number)):
        if stored.state != "withdrawn" and stored.moment <= as_of:
            yield _one(turn, rulebook, stored, as_of, proven=stored.number in proven)


def _one(turn: Turn, rulebook: Rulebook, stored: Stored, as_of: datetime, *, proven: bool) -> Reported:
    claim, unit, metric = stored.claim, rulebook.unit(stored.claim.unit), turn.metric_of(stored.claim)
    acts, where = stored.acts_until(as_of), deciders.standing(stored, deciders.needed_of(turn, claim), as_of)
    held = where.amended or claim.level or claim.value or ""
    decided = [act for act in acts if act.act in ("confirm", "amend", "revise", "correct")]
    confirmed = where.state == "confirmed"
    return Reported(
        rulebook.arena(unit.arena or "").name,
        unit.name,
        metric.name,
        claim.in_period.chinese,
        stored.number,
        metric.level_names.get(held, held),
        claim.title or "",
        claim.event_date or "",
        where.state,
        claim.reporter_name,
        turn.minute(claim.reported_at),
        _confirmers(acts) if confirmed else (),
        turn.minute(decided[-1].decided_at if decided else claim.reported_at) if confirmed else "",
        tuple(_pieces(turn, stored.number)) if proven else (),
    )


def _confirmers(acts: Iterable[Act]) -> tuple[str, ...]:
    """Return by whose word the value holds: all who signed it, or the correction that came last."""
    found: list[str] = []
    signed: list[str] = []
    for act in acts:
        match act.act:
            case "confirm":
                found.append(act.person_name)
            case "amend" | "revise":
                found = [act.person_name]
            case "return" | "take_back":
                found = []
            case "propose":
                signed = []
            case "sign":
                signed = [act.person_name]
            case "correct":
                found = [*signed, act.person_name]
    return tuple(dict.fromkeys(found))


def _pieces(turn: Turn, number: int) -> Iterator[tuple[str, str]]:
    for piece in evidence.of_number(turn.tx, number):
        kept = evidence.kept(turn.tx, piece.id)
        yield piece.name or (piece.file_id if piece.kind == "link" else piece.kind), kept.stored if kept else ""
