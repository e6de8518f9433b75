"""The pictures that are kept, shown and compared: every kind, with all that can go wrong in its data."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from handlers.pictures.pages import WHOLE
from handlers.pictures.shown.board import Board, Lack
from handlers.pictures.shown.charts import Bump, Past, Shown, Trend, category_board, unit_card
from tests.handlers.pictures.boards_made import made_board, with_row
from tests.handlers.pictures.pictures_made import made_bump, made_card, made_category, made_past, made_trend

LONG = "泰安市泰山区岱庙街道办事处市场监督管理所（食品安全综合执法中队）"
NUMERALS = "甲乙丙丁戊己庚辛壬癸子丑"


def troubled(count: int = 12) -> Board:
    """Ties, long names, nothing at all, more than all, less than nothing, a veto, who is not ranked, who is new."""
    board = with_row(made_board(count, 5), 1, rank="1", total=made_board(count, 5).rows[0].total, new=True)
    board = with_row(board, 2, name=LONG, short="岱庙街道所", pending=True, own=True)
    board = with_row(board, 3, name=LONG, short=LONG[:20], movement=None)
    board = with_row(board, 4, total="104.50", shares=("20.00", "21.50", "35.00", "15.00", "13.00"), movement=12)
    board = with_row(board, count - 4, total="0.00", shares=("0.00",) * 5, history=("0.00", "0.00"), movement=-9)
    board = with_row(board, count - 3, total="-3.50", shares=("2.00", "", "", "", "-1.00"), movement=None)
    board = with_row(board, count - 2, rank=None, veto="食品安全责任事故")
    return with_row(board, count - 1, rank=None, shares=("",) * 5, total="0.00", history=())


def uncovered(count: int) -> Board:
    """A final board on which the last two have no rank for want of coverage."""
    board = made_board(count, 5, provisional=False)
    for place, share in ((count - 2, "58%"), (count - 1, "41%")):
        board = with_row(board, place, rank=None, lack=Lack(share, "2/3"))
    return board


def many_categories(count: int, rows: int = 12) -> Board:
    names = tuple((f"{sign}类工作", "8.00") for sign in NUMERALS[:count])
    board = made_board(rows, 7, categories=names, full_marks=f"{8 * count}.00")
    shares = [tuple(f"{7 - (place + number) % 3}.{60 - place}" for number in range(count)) for place in range(rows)]
    totals = [str(sum(map(Decimal, each))) for each in shares]
    order = sorted(range(rows), key=lambda place: -Decimal(totals[place]))
    filled = [replace(board.rows[place], shares=shares[place], total=totals[place], history=()) for place in order]
    return replace(board, rows=tuple(replace(row, rank=str(place)) for place, row in enumerate(filled, 1)))


def first_period(board: Board) -> Board:
    return replace(board, rows=tuple(replace(row, movement=None, history=()) for row in board.rows))


def blank(count: int, last: Board | None) -> Board:
    """Nobody has anything yet; the last final board stands ready."""
    board = made_board(count, 3, confirmed=0, last=last)
    nothing: dict[str, Any] = {"rank": None, "total": "0.00", "shares": ("0.00",) * 5, "history": (), "movement": None}
    return replace(board, rows=tuple(replace(row, **nothing) for row in board.rows))


def quiet(board: Board) -> Board:
    """Nothing moved; one category of the last one is vetoed."""
    board = replace(board, rows=tuple(replace(row, movement=0) for row in board.rows))
    return with_row(board, len(board.rows) - 1, veto="群众满意：一票否决")


def tied_bump() -> Bump:
    """Equal ranks, averaged ranks, one that came late, one that is no longer ranked."""
    bump = made_bump(6, 4, own=1)
    ranks = (("1", "2", "1", "1"), ("1", "1", "2", "1"), ("3", "3", "3", "3.5"), ("4", None, "4", "3.5"))
    ranks = (*ranks, (None, None, "5", "5"), ("5", "4", "6", None))
    lines = [replace(line, ranks=each) for line, each in zip(bump.lines, ranks, strict=True)]
    lines[2] = replace(lines[2], name=LONG, short="岱庙街道所")
    lines[3] = replace(lines[3], name=LONG[::-1], short=LONG)
    return replace(bump, lines=tuple(lines))


def broken_trend() -> Trend:
    past = (Past("一季度", "2.5", 9, "88.00"), Past("二季度", None, 8, "0.00"), Past("三季度", "2.5", 9, "101.25"))
    return replace(made_trend(), past=past, title=LONG, short="岱庙街道所", provisional=False)


CASES: dict[str, Callable[[], tuple[Shown, int]]] = {
    "board-20": lambda: (with_row(made_board(20, 3), 6, own=True), 1),
    "board-10": lambda: (made_board(10, 3), 1),
    "board-1": lambda: (made_board(1), 1),
    "board-0": lambda: (made_board(0), 1),
    "board-92-page-2": lambda: (made_board(92), 2),
    "board-92-whole": lambda: (made_board(92), WHOLE),
    "board-troubled": lambda: (troubled(), 1),
    "board-troubled-tall": lambda: (troubled(9), 1),
    "board-uncovered": lambda: (uncovered(12), 1),
    "board-uncovered-tall": lambda: (uncovered(9), 1),
    "board-first-period": lambda: (first_period(made_board(12, provisional=False)), 1),
    "board-blank": lambda: (blank(12, made_board(12, 3, provisional=False, period="2026年10月")), 1),
    "board-blank-first": lambda: (blank(9, None), 1),
    "board-nothing-moved": lambda: (quiet(made_board(4, 3)), 1),
    "board-1-category": lambda: (many_categories(1), 1),
    "board-12-categories": lambda: (many_categories(12), 1),
    "card": lambda: (made_card(), 1),
    "card-of-the-first": lambda: (made_card(made_board(9, 3), 0), 1),
    "card-of-the-last": lambda: (made_card(made_board(20, 3), 19), 1),
    "card-first-period": lambda: (unit_card(first_period(made_board(1)), 0, made_past("1", "92.00", 1, 1)), 1),
    "card-12-categories": lambda: (made_card(many_categories(12), 4), 1),
    "card-1-category": lambda: (made_card(many_categories(1), 4), 1),
    "card-of-a-long-name": lambda: (made_card(troubled(), 2, 3), 1),
    "card-over-100": lambda: (made_card(troubled(), 4), 1),
    "card-below-nothing": lambda: (made_card(troubled(), 9), 1),
    "card-vetoed": lambda: (made_card(troubled(), 10), 1),
    "card-without-points": lambda: (made_card(troubled(), 11, 1), 1),
    "bump": lambda: (made_bump(), 1),
    "bump-of-0": lambda: (made_bump(0), 1),
    "bump-of-1": lambda: (made_bump(1, own=None), 1),
    "bump-of-20": lambda: (made_bump(20, own=None), 1),
    "bump-of-92": lambda: (made_bump(92, own=50), 1),
    "bump-first-period": lambda: (made_bump(9, 1), 1),
    "bump-troubled": lambda: (tied_bump(), 1),
    "trend": lambda: (made_trend(), 1),
    "trend-first-period": lambda: (made_trend(1), 1),
    "trend-of-nothing": lambda: (replace(made_trend(), past=()), 1),
    "trend-troubled": lambda: (broken_trend(), 1),
    "category": lambda: (made_category(), 1),
    "category-92-page-5": lambda: (made_category(92), 5),
    "category-troubled": lambda: (category_board(troubled(), 1), 1),
    "category-0": lambda: (category_board(made_board(0), 0), 1),
}
"""By name: what is shown and which page of it."""
