"""The official circular of a result: every arena of one version of a period, as it was frozen."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from handlers.pictures.shown.board import Lack
from handlers.publishing.actions.posts import corrected
from handlers.publishing.results import Circular, CircularArena, Ranked, Unranked
from handlers.standings.actions.boards import Table, is_given, veto_words
from handlers.standings.actions.insight import source
from handlers.standings.actions.lacking import is_covered, lack_of, percent
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.rulebook.model import Metric, Rulebook
from scoring.standings.vetoes import takes_rank
from storage import publications, rulebooks, templates
from storage.publications import FINAL, Published


def circular(turn: Turn, number: int) -> Iterator[tuple[str, Circular]]:
    """Describe the circular that a publication belongs to; none where it is no result of a closed period."""
    same = result_of(turn, number)
    if not same:
        return
    found, bodies = same[0], [json.loads(post.body) for post in same]
    period = Period.written(found.period)
    rulebook = turn.rulebook_on(period.first)
    day = turn.local(found.published_at).date()
    publish = rulebook.publish
    yield (
        "",
        Circular(
            office=publish.office,
            sign=publish.sign,
            title=publish.title.format(period=period.chinese, competition=rulebook.competition.name),
            to=publish.to,
            symbol=publish.symbol.format(year=day.year, serial=_serial(turn, found)) if publish.symbol else "",
            competition=rulebook.competition.name,
            period=period.chinese,
            version=found.version,
            day=day,
            notice=bodies[0].get("notice"),
            arenas=tuple(_arena(rulebook, body["standings"]) for body in bodies),
            corrections=tuple(corrected(turn, one) for body in bodies for one in body.get("corrections", ())),
            seals=tuple(post.audit_code for post in same),
            template=_template(turn, period),
        ),
    )


def _template(turn: Turn, period: Period) -> bytes:
    """Return the template that the rulebook of a period brought along; b"" where it has none."""
    held = rulebooks.holding_on(period.first, rulebooks.in_force(turn.tx))
    return b"" if held.template is None else templates.get(turn.tx, held.template).content


def result_of(turn: Turn, number: int) -> list[Published]:
    """Return every arena of the result that a publication belongs to; nothing where it is no result of a period."""
    found = publications.publication(turn.tx, number)
    if found is None or found.kind not in FINAL:
        return []
    every = publications.every(turn.tx, found.period)
    return [post for post in every if (post.kind, post.slot) == (found.kind, found.slot)]


def _serial(turn: Turn, found: Published) -> int:
    """Count the circulars of the year of a publication up to it."""
    year = turn.local(found.published_at).year
    past = (post for post in publications.every(turn.tx) if post.kind in FINAL and post.id <= found.id)
    return len({(post.period, post.slot) for post in past if turn.local(post.published_at).year == year})


def _arena(rulebook: Rulebook, table: Table) -> CircularArena:
    rows: list[dict[str, Any]] = table["rows"]
    arena = str(table["arena"])
    best = []
    for category in rulebook.categories_in(arena):
        points = {str(row["name"]): str(row["categories"].get(category.id) or "") for row in rows}
        most = max((Decimal(each) for each in points.values() if each), default=Decimal())
        if most > 0:
            names = tuple(name for name, each in points.items() if each and Decimal(each) == most)
            best.append((category.name, names, str(most)))
    return CircularArena(
        rulebook.arena(arena).name,
        str(table["full_marks"]),
        ranked(rulebook, table),
        tuple(best),
        tuple((str(row["name"]), words) for row in rows if (words := veto_words(rulebook, row)) is not None),
        percent(rulebook.competition.minimum_coverage),
        tuple((row["name"], count) for row in rows if (count := _unreported(rulebook, row))),
    )


def ranked(rulebook: Rulebook, table: Table) -> tuple[Ranked, ...]:
    """Describe the units of final standings: who has no rank, and why."""
    begun = any(
        metric.role == "base" and is_given(metric, cell)
        for row in table["rows"]
        for metric, cell in _cells(rulebook, row)
    )
    return tuple(
        Ranked(
            str(row["rank"] or ""),
            row["name"],
            row["total"],
            *_unranked(rulebook, row, begun=begun),
            _is_shared(rulebook, row),
        )
        for row in table["rows"]
    )


def _cells(rulebook: Rulebook, row: Table) -> Iterator[tuple[Metric, Table]]:
    return ((rulebook.metric(name), cell) for name, cell in row["metrics"].items())


def _unranked(rulebook: Rulebook, row: Table, *, begun: bool) -> tuple[Unranked, str]:
    """Return why a unit has no rank, and its coverage where it has too little."""
    if row["rank"] is not None:
        return "", ""
    if takes_rank(row["veto"]):
        return "veto", ""
    lack = lack_of(rulebook, row, {metric.id: metric for metric, _ in _cells(rulebook, row)})
    if lack == Lack():
        return "nothing", ""
    if not lack.coverage:
        return "blocked", ""
    return ("coverage", lack.coverage) if begun or not is_covered(rulebook, row) else ("empty", "")


def _is_shared(rulebook: Rulebook, row: Table) -> bool:
    """Say whether what does not count has left its full marks to the rest: a metric, or a part of what one sums up."""
    points: dict[str, list[str | None]] = {}
    for metric, cell in _cells(rulebook, row):
        if metric.role == "base":
            points.setdefault(metric.category, []).append(cell["points"])
    counted = [each for own in points.values() for each in own if each is not None]
    if len(counted) < sum(map(len, points.values())):
        return bool(counted)
    if rulebook.competition.round_at != "metric" or row["veto"] is not None:
        return False
    totals = ((row["categories"].get(category) or "0", own) for category, own in points.items())
    return any(Decimal(total) != sum(Decimal(each or "0") for each in own) for total, own in totals)


def _unreported(rulebook: Rulebook, row: Table) -> int:
    """Count the metrics that a unit was to report itself and had not by the lock."""
    found = set()
    for metric, cell in _cells(rulebook, row):
        if metric.role == "base" and cell["state"] == "missing" and source(rulebook, metric, row["unit"]) == "unit":
            found |= {metric.reported_as}
    return len(found)
