"""From published standings to what a leaderboard shows: strings in their order, nothing recomputed."""

from typing import Any

from handlers.actions.turn import number_text
from handlers.results.board import Board, BoardRow
from scoring.calendar import Period
from scoring.entries import Rulebook
from scoring.standings import counts_in

Table = dict[str, Any]
"""Standings as the published JSON."""


def describe(
    rulebook: Rulebook, table: Table, past: list[Table], subtitle: str, as_of: str, code: str, own: str | None
) -> Board:
    """Describe the leaderboard of one arena; `past` are earlier standings of the same period, oldest first.

    `as_of` and `code` (存证码) are empty where no database stands behind the table.
    """
    period, arena = Period.written(table["period"]), table["arena"]
    base = {metric.id for metric in counts_in(rulebook, arena, period) if metric.role == "base"}
    states = [c["state"] for row in table["rows"] for m, c in row["metrics"].items() if m in base]
    applicable = [state for state in states if state != "not_applicable"]
    listed = [c for c in rulebook.categories_in(arena) if any(c.id in row["categories"] for row in table["rows"])]
    full = _category_points(rulebook, arena, period)
    return Board(
        title=rulebook.arena(arena).name,
        badge=rulebook.competition.name,
        subtitle=subtitle,
        categories=tuple((category.name, full[category.id]) for category in listed),
        full_marks=table["full_marks"],
        rows=tuple(_row(rulebook, row, [c.id for c in listed], past, own) for row in table["rows"]),
        as_of=as_of,
        confirmed=applicable.count("confirmed"),
        cells=len(applicable),
        rulebook=table["rulebook"].removeprefix("sha256:")[:8],
        audit=code,
        provisional=not table["final"],
        waiting=applicable.count("pending"),
    )


def _category_points(rulebook: Rulebook, arena: str, period: Period) -> dict[str, str]:
    """Return each category's points in a period as text."""
    found: dict[str, str] = {}
    for category in rulebook.categories_in(arena):
        counted = [m for m in counts_in(rulebook, arena, period) if m.category == category.id and m.role == "base"]
        parts = {m.id: len(period.parts(m.period)) if m.rollup == "points_sum" else 1 for m in counted}
        points = sum((m.points * parts[m.id] for m in counted), start=category.points * 0)
        found[category.id] = number_text(points)
    return found


def _row(rulebook: Rulebook, row: Table, categories: list[str], past: list[Table], own: str | None) -> BoardRow:
    unit = rulebook.unit(row["unit"])
    before = [next((r for r in table["rows"] if r["unit"] == unit.id), None) for table in past]
    last = before[-1] if before else None
    movement = None
    if last is not None and last["rank"] is not None and row["rank"] is not None:
        movement = int(last["rank"]) - int(row["rank"])
    pending = any(cell["state"] == "pending" for cell in row["metrics"].values())
    history = [r["total"] for r in before if r is not None]
    return BoardRow(
        rank=None if row["rank"] is None else str(row["rank"]),
        name=unit.name,
        short=unit.aliases[0] if unit.aliases else unit.name,
        total=row["total"],
        shares=tuple(row["categories"].get(category, "") for category in categories),
        movement=movement,
        new=bool(past) and last is None,
        pending=pending,
        own=unit.id == own,
        history=(*history, row["total"]) if history else (),
        veto=row["veto"],
    )
