"""What stands in the documents of a year: the list for the annual evaluation (年度考核), and a file of every unit."""

import json
from collections.abc import Iterator
from typing import Any

from handlers.publishing.actions.circulars import result_of
from handlers.publishing.actions.posts import corrected
from handlers.publishing.actions.workbooks import reported
from handlers.publishing.results import OFFICIAL, Corrected, Evaluation, Flagged, Placed, YearFile
from handlers.results import Owed
from handlers.standings.actions.boards import veto_words
from handlers.standings.results import Filed as UnitFile
from handlers.turn import Turn
from scoring.calendar import Period
from scoring.language import spoken
from scoring.rulebook.model import Rulebook, Unit
from scoring.season import KINDS
from storage import documents, flags, publications
from storage.publications import Published

Results = list[tuple[Period, Published, dict[str, Any]]]
"""What was made public of an arena's periods: the newest publication of each, and what it holds."""


def evaluation(turn: Turn, number: int) -> Iterator[tuple[str, Evaluation]]:
    """Describe the list for the annual evaluation that goes with the result of a year; none with any other."""
    found = _of_year(turn, number)
    if not found:
        return
    first, year = found[0], Period.written(found[0].period)
    rulebook, quarters = turn.rulebook_on(year.first), year.parts("quarter")
    arenas = []
    for post in found:
        ranks = {period: _ranks(body) for period, _, body in _results(turn, post) if period.kind == "quarter"}
        rows = tuple(
            (
                _rank(row),
                row["name"],
                row["total"],
                *(ranks.get(quarter, {}).get(row["unit"], "") for quarter in quarters),
                veto_words(rulebook, row) or "",
            )
            for row in json.loads(post.body)["standings"]["rows"]
        )
        arenas.append((rulebook.arena(post.arena).name, rows))
    yield (
        "",
        Evaluation(
            competition=rulebook.competition.name,
            year=year.chinese,
            version=first.version,
            sign=rulebook.publish.sign,
            day=turn.local(first.published_at).date(),
            quarters=tuple(quarter.index for quarter in quarters),
            arenas=tuple(arenas),
            seals=tuple(post.audit_code for post in found),
        ),
    )


def units(turn: Turn, number: int) -> list[str]:
    """Return the units of which there is a file with the result of a year; none with any other result."""
    return [unit.id for post in _of_year(turn, number) for unit in _competing(turn, post)]


def _competing(turn: Turn, post: Published) -> tuple[Unit, ...]:
    year = Period.written(post.period)
    return turn.rulebook_on(year.first).units_during(post.arena, year)


def file(turn: Turn, number: int, unit_id: str) -> YearFile:
    """Describe the file of a unit that competes in what the result of a year is of."""
    same = _of_year(turn, number)
    year = Period.written(same[0].period)
    rulebook = turn.rulebook_on(year.first)
    unit = rulebook.unit(unit_id)
    post = next(post for post in same if post.arena == unit.arena)
    results = _results(turn, post)
    return YearFile(
        competition=rulebook.competition.name,
        year=year.chinese,
        version=post.version,
        unit=unit.name,
        arena=rulebook.arena(post.arena).name,
        sign=rulebook.publish.sign,
        published_at=turn.local(post.published_at),
        placed=tuple(_placed(rulebook, *result, unit.id) for result in results),
        reported=tuple(reported(turn, rulebook, year, [unit], post.as_of)),
        flags=_flags(turn, post, year, unit.id),
        corrections=tuple(_corrections(turn, results, unit.id)),
        seal=post.audit_code,
    )


def asked(turn: Turn, owed: Owed[UnitFile]) -> tuple[str, tuple[str, bytes] | YearFile]:
    """Return which file of a unit somebody asked for: as it is kept, or what stands in it, for who reads no Chinese."""
    number, unit, kind = owed.payload.publication, owed.payload.unit, owed.payload.document
    if spoken() != OFFICIAL.language:
        return kind, file(turn, number, unit)
    found = documents.of_result(turn.tx, number, unit)
    return kind, next((each.name, each.content) for each in found if each.kind == kind)


def _of_year(turn: Turn, number: int) -> list[Published]:
    found = result_of(turn, number)
    return found if found and Period.written(found[0].period).kind == "year" else []


def _results(turn: Turn, year: Published) -> Results:
    """Return what was made public of the periods of a year, until its own result."""
    every = [part for kind in KINDS for part in Period.written(year.period).parts(kind)]
    found = ((part, publications.result_of(turn.tx, year.arena, str(part), year.id)) for part in every)
    return [(part, post, json.loads(post.body)) for part, post in found if post is not None]


def _placed(rulebook: Rulebook, period: Period, post: Published, body: dict[str, Any], unit: str) -> Placed:
    table = body["standings"]
    row = next((row for row in table["rows"] if row["unit"] == unit), None)
    ranked = sum(each["rank"] is not None for each in table["rows"])
    if row is None:
        return Placed(period.chinese, "", ranked, "", table["full_marks"], post.version, "")
    veto = veto_words(rulebook, row) or ""
    return Placed(period.chinese, _rank(row), ranked, row["total"], table["full_marks"], post.version, veto)


def _corrections(turn: Turn, results: Results, unit: str) -> list[tuple[str, Corrected]]:
    """Return what was corrected of a unit in each period itself, once, with the period: a longer one tells it again."""
    found: dict[tuple[int, str], tuple[str, Corrected]] = {}
    for _, _, body in results:
        for one in body.get("corrections", ()):
            if one["unit"] != unit:
                continue
            found[one["number"], one["after"]] = (Period.written(one["period"]).chinese, corrected(turn, one))
    return list(found.values())


def _flags(turn: Turn, post: Published, year: Period, unit: str) -> tuple[Flagged, ...] | None:
    """Return the flags of a unit that stood issued when a year was made public; None where no rules of it had any."""
    if all(turn.rulebook_on(month.first).flags is None for month in year.parts("month")):
        return None
    issued = ((one, one.acts[-1]) for one in flags.issued(turn.tx, year, post.published_at))
    return tuple(
        Flagged(one.in_period.chinese, last.colour, last.reason, turn.local(last.acted_at).date(), one.publication)
        for one, last in issued
        if last.unit == unit
    )


def _ranks(body: dict[str, Any]) -> dict[str, str]:
    return {row["unit"]: _rank(row) for row in body["standings"]["rows"]}


def _rank(row: dict[str, Any]) -> str:
    return "" if row["rank"] is None else str(row["rank"])
