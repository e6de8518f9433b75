"""Reading `[competition]`: the season and how its points are rounded, tied and capped."""

from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from scoring.rulebook.model import Competition, Rounding, Ties
from scoring.rulebook.spelling import normalise
from scoring.rulebook.toml_table import Table
from scoring.samples import RETURN_REASONS

_SHORTEST, _LONGEST = 2, 30

LATEST = 2999
"""The last year of a competition: far from the end of the calendar, so that every deadline of it is a day."""

_ROUNDINGS: tuple[Rounding, ...] = ("half_up", "half_even")

_ROUND_AT: tuple[Literal["metric", "total"], ...] = ("metric", "total")

_TIES: tuple[Ties, ...] = ("competition", "dense", "average")


def read_competition(table: Table) -> Competition:
    """Read the competition; where it is faulty the result holds stand-ins."""
    identifier, name = table.identifier(), table.name()
    year = table.whole("year", low=1, high=LATEST)
    timezone = table.text("timezone", "Asia/Shanghai")
    if not _is_zone(timezone):
        table.fault("timezone", "timezone_unknown", text=timezone)
    places = table.whole("places", 2, low=0, high=6)
    competition = Competition(
        id=identifier,
        name=name,
        year=year,
        timezone=timezone,
        places=places,
        rounding=table.choice("rounding", _ROUNDINGS, "half_up"),
        round_at=table.choice("round_at", _ROUND_AT, "metric"),
        ties=table.choice("ties", _TIES, "competition"),
        tie_break=table.texts("tie_break"),
        minimum_coverage=table.number("minimum_coverage", Fraction(), low=0, high=1),
        bonus_cap=read_points(table, "bonus_cap", places),
        deduction_cap=read_points(table, "deduction_cap", places),
        return_reasons=_return_reasons(table),
        bonus_from=table.optional("bonus_from"),
        veto=normalise(table.text("veto", "ineligible")),
    )
    table.done()
    return competition


def _return_reasons(table: Table) -> tuple[str, ...]:
    """Read what stands on buttons as a reason; an empty list means no buttons."""
    if "return_reasons" not in table.raw:
        return RETURN_REASONS
    found = table.texts("return_reasons")
    for text in found:
        if not sum(map(str.isalnum, text)) >= _SHORTEST <= len(text) <= _LONGEST:
            table.fault("return_reasons", "reason_length", text=text, least=str(_SHORTEST), most=str(_LONGEST))
    return found


def read_points(table: Table, key: str, places: int) -> Fraction:
    """Read a required number of points: not negative, with at most the published decimals."""
    points = table.number(key, low=0)
    if (points * 10**places).denominator != 1:
        table.fault(key, "too_many_places", text=str(table.raw[key]), places=str(places))
    return points


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of the zone data
        return False
    return True
