"""Boards to draw in tests: seeded figures, real kinds of names."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from handlers.pictures.shown.board import Board, BoardRow

CATEGORIES = (
    ("作风建设", "20.00"),
    ("创先争优", "15.00"),
    ("工作实绩", "35.00"),
    ("营商环境", "15.00"),
    ("群众满意", "15.00"),
)
_NAMES = (
    "岱庙,财源,泰前,上高,徐家楼,省庄,邱家店,大津口,黄前,下港,祝阳,范镇,山口,良庄,满庄,房村,化马湾,北集坡,徂徕,粥店,"
    "峄城,郯城,鄄城,孟良崮,堽城,㙍塘,歙县,黟县,甪直,缙云,盱眙,茌平"
)
PLACES = _NAMES.split(",")


def made_row(rng: random.Random, index: int, categories: tuple[tuple[str, str], ...] = CATEGORIES) -> BoardRow:
    level = max(0.3, 0.95 - 0.01 * index)
    shares = tuple(
        str((Decimal(points) * Decimal(f"{min(1, level + rng.uniform(-0.06, 0.05)):.4f}")).quantize(Decimal("0.01")))
        for _, points in categories
    )
    total = str(sum((Decimal(share) for share in shares), Decimal("0.00")))
    history = tuple(str(Decimal(total) + Decimal(rng.randrange(-300, 200)) / 100) for _ in range(7))
    place = PLACES[index % len(PLACES)] + ("", "东", "西")[index // len(PLACES) % 3]
    return BoardRow(
        rank="",
        name=f"{place}市场监管所",
        short=f"{place}所",
        total=total,
        shares=shares,
        movement=rng.choice([0, 0, 1, -1, 2, -3, 5]),
        new=False,
        pending=rng.random() < 0.15,
        own=False,
        history=(*history, total),
        veto=None,
    )


def _ranked(rows: list[BoardRow]) -> Iterator[BoardRow]:
    """Give the rows, most points first, their ranks, and the places by which they moved since the post before."""
    before = sorted(rows, key=lambda row: -Decimal(row.history[-2]))
    for place, row in enumerate(rows, 1):
        yield replace(row, rank=str(place), movement=before.index(row) + 1 - place)


def made_board(count: int, seed: int = 1, **changes: Any) -> Board:
    rng = random.Random(seed)
    rows = sorted((made_row(rng, index) for index in range(count)), key=lambda row: -Decimal(row.total))
    board = Board(
        title="市场监管所擂台",
        badge="五赛五比",
        period="2026年11月",
        subtitle="第47周 11.16–11.22",
        categories=CATEGORIES,
        full_marks="100.00",
        rows=tuple(_ranked(rows)),
        as_of="2026-11-22 20:00",
        confirmed=118,
        cells=122,
        rulebook="3b9f02ac",
        audit="3f9a-71c2",
        provisional=True,
    )
    return replace(board, **changes)


def with_row(board: Board, index: int, **changes: Any) -> Board:
    """The board with some fields of one row changed."""
    rows = list(board.rows)
    rows[index] = replace(rows[index], **changes)
    return replace(board, rows=tuple(rows))
