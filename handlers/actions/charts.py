"""What the pictures beside the leaderboard show: cards, charts and trends, from standings and earlier weekly posts."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from handlers.actions import standings
from handlers.actions.boards import Table
from handlers.actions.turn import Turn
from handlers.results.board import Board
from handlers.results.pictures import Bump, BumpLine, Past, Shown, Trend, category_board, framed, unit_card
from scoring.calendar import Period
from scoring.entries import Rulebook
from storage import publications

NOW = "现在"
"""The label of the standings that are not posted yet."""
Payload = Mapping[str, Any]
Posts = list[tuple[str, Table]]


def asked(turn: Turn, payload: Payload) -> Shown:
    """Describe what /rank asked of an arena: the leaderboard, the ranking of a category, or how the ranks have gone."""
    period = _period(payload)
    board = standings.board(turn, payload["arena"], period, _as_of(payload), payload["own"])
    match payload.get("shown"):
        case "category":
            names = [name for name, _ in board.categories]
            return category_board(board, names.index(turn.rulebook_on(period.first).category(payload["category"]).name))
        case "trend":
            return _bump(turn.rulebook_on(period.first), board, _posts(turn, payload))
    return board


def unit(turn: Turn, payload: Payload) -> tuple[Shown, ...]:
    """Describe how a unit stands: its report card, and how its rank has gone since the first post."""
    period = _period(payload)
    board = standings.board(turn, payload["arena"], period, _as_of(payload), None)
    name = turn.rulebook_on(period.first).unit(payload["unit"]).name
    place = next(place for place, row in enumerate(board.rows) if row.name == name)
    posts = _posts(turn, payload)
    now = Past(NOW, board.rows[place].rank, sum(row.rank is not None for row in board.rows), board.rows[place].total)
    card = unit_card(board, place, (*_past([p for p in posts if p[1]["period"] == str(period)], payload["unit"]), now))
    past = _past(posts, payload["unit"])
    if not past:
        return (card,)
    short = board.rows[place].short
    return card, Trend(**framed(board, name), short=short, arena=board.title, past=(*past, now))


def own_units(turn: Turn, payload: Payload) -> Iterator[tuple[Shown, ...]]:
    """Describe every competing unit that a person is head of, in a period."""
    for unit_id in sorted(turn.person_by_id(payload["person"]).heads):
        arena = turn.rulebook.unit(unit_id).arena
        if arena is not None:
            yield unit(turn, {**payload, "unit": unit_id, "arena": arena})


def _past(posts: Posts, unit_id: str) -> list[Past]:
    """Return how a unit stood in each post that it was in."""
    return [
        Past(
            label,
            None if row["rank"] is None else str(row["rank"]),
            sum(other["rank"] is not None for other in table["rows"]),
            row["total"],
        )
        for label, table in posts
        for row in table["rows"]
        if row["unit"] == unit_id
    ]


def _bump(rulebook: Rulebook, board: Board, posts: Posts) -> Bump:
    ids = {found.name: found.id for found in rulebook.units}
    columns = [{row["unit"]: row["rank"] for row in table["rows"]} for _, table in posts]
    lines = []
    for row in board.rows:
        ranks = (column.get(ids[row.name]) for column in columns)
        before = [None if rank is None else str(rank) for rank in ranks]
        lines.append(BumpLine(row.name, row.short, (*before, row.rank), row.own))
    periods = (*(label for label, _ in posts), NOW)
    return Bump(**framed(board, board.title), periods=periods, lines=tuple(lines))


def _posts(turn: Turn, payload: Payload) -> Posts:
    """Return the last weekly posts up to the period asked for: (label, standings), oldest first."""
    last, as_of = _period(payload).last, _as_of(payload)
    found = [
        (f"{int(post.slot.rpartition('W')[2])}周", json.loads(post.body)["standings"])
        for post in publications.earlier(turn.tx, "week", payload["arena"], None, standings.LOOK_BACK)
        if post.as_of <= as_of and Period.written(post.period).first <= last
    ]
    return found[: standings.HISTORY][::-1]


def _period(payload: Payload) -> Period:
    return Period.written(payload["period"])


def _as_of(payload: Payload) -> datetime:
    return datetime.fromisoformat(payload["as_of"])
