"""Pictures to draw in tests beside the leaderboards: seeded figures, real kinds of names."""

import random
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from handlers.pictures.shown.board import Board, Frame
from handlers.pictures.shown.charts import (
    Bump,
    BumpLine,
    CategoryBoard,
    Past,
    Trend,
    UnitCard,
    category_board,
    unit_card,
)
from tests.handlers.pictures.boards_made import made_board, with_row

MONTHS = ("4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月")


def frame_of(board: Board, **changes: Any) -> dict[str, Any]:
    return {field.name: getattr(board, field.name) for field in fields(Frame)} | changes


def made_past(rank: str | None, total: str, count: int, periods: int = 8, seed: int = 1) -> tuple[Past, ...]:
    rng = random.Random(seed)
    earlier = [
        Past(month, str(rng.randint(1, count)), count, str(Decimal(total) + Decimal(rng.randrange(-600, 300)) / 100))
        for month in MONTHS[len(MONTHS) - periods : -1]
    ]
    return (*earlier, Past(MONTHS[-1], rank, count, total))


def made_card(board: Board | None = None, place: int = 4, periods: int = 8) -> UnitCard:
    board = board or with_row(made_board(20, 3, subtitle="2026年11月"), place, pending=True)
    row = board.rows[place]
    return unit_card(board, place, made_past(row.rank, row.total, len(board.rows), periods))


def made_trend(periods: int = 8, count: int = 20, **changes: Any) -> Trend:
    board = made_board(count, 3, period="2026年4月至11月", subtitle="2026年4月至11月")
    row = board.rows[min(4, count - 1)]
    trend = Trend(
        **frame_of(board, title=row.name),
        short=row.short,
        arena=board.title,
        past=made_past(row.rank, row.total, count, periods),
    )
    return replace(trend, **changes)


def made_bump(count: int = 12, periods: int = 8, own: int | None = 4, seed: int = 2) -> Bump:
    """Ranks that wander back from those of the board, each period a little further."""
    rng = random.Random(seed)
    board = made_board(count, seed, period="2026年4月至11月", subtitle="2026年4月至11月")
    now = [float(place) for place in range(count)]
    columns = [[str(place + 1) for place in range(count)]]
    for _ in range(periods - 1):
        now = [level + rng.gauss(0, 1.3) for level in now]
        order = sorted(range(count), key=lambda place: now[place])
        columns.insert(0, [str(order.index(place) + 1) for place in range(count)])
    lines = tuple(
        BumpLine(row.name, row.short, tuple(column[place] for column in columns), place == own)
        for place, row in enumerate(board.rows)
    )
    return Bump(**frame_of(board), periods=MONTHS[len(MONTHS) - periods :], lines=lines)


def made_category(count: int = 20, number: int = 2, own: int | None = 4) -> CategoryBoard:
    board = made_board(count, 3, subtitle="2026年11月")
    return category_board(board if own is None else with_row(board, own, own=True), number)
