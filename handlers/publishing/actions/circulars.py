"""The official circular of a result: every arena of one version of a period, as it was frozen."""

import json
from collections.abc import Iterator
from decimal import Decimal

from handlers.publishing.actions.posts import corrected
from handlers.publishing.results import Circular, CircularArena
from handlers.standings.actions.boards import veto_words
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.rulebook.model import Rulebook
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


def _arena(rulebook: Rulebook, table: dict[str, object]) -> CircularArena:
    rows: list[dict[str, object]] = table["rows"]  # type: ignore[assignment]
    arena = str(table["arena"])
    best = []
    for category in rulebook.categories_in(arena):
        points = {str(row["name"]): str(row["categories"].get(category.id) or "") for row in rows}  # type: ignore[attr-defined]
        most = max((Decimal(each) for each in points.values() if each), default=Decimal())
        if most > 0:
            names = tuple(name for name, each in points.items() if each and Decimal(each) == most)
            best.append((category.name, names, str(most)))
    told = tuple((str(row["rank"] or ""), str(row["name"]), str(row["total"])) for row in rows)
    vetoes = tuple((str(row["name"]), words) for row in rows if (words := veto_words(rulebook, row)) is not None)
    return CircularArena(rulebook.arena(arena).name, str(table["full_marks"]), told, tuple(best), vetoes)
