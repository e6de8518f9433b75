"""Where everything on the ranking of one category stands: rank, unit, bar, points."""

from fractions import Fraction
from math import ceil

from handlers.results.pictures import CategoryBoard, CategoryRow
from handlers.views.board_frame import LEFT, RIGHT, category_colour, foot, head, rule
from handlers.views.boards import WHOLE, page_number, pages
from handlers.views.glyphs import Weight, drawable
from handlers.views.scene import THEMES, Box, Scene, Sheet, fitted, length_of, on_grid

HEIGHT = 49


def category_scene(board: CategoryBoard, page: int, theme: str = "light") -> Scene:
    """Lay out one page of a category's ranking, or all of it on one tall sheet where `page` is WHOLE."""
    sheet = Sheet(THEMES[theme])
    rows = board.rows if page == WHOLE else board.rows[pages(len(board.rows))[page - 1]]
    number = page_number(page, len(board.rows))
    head(sheet, board, f"{board.arena} · {board.subtitle}", number=number, note=f"满分 {board.full_marks}")
    top = rule(sheet, 158)
    longest = max([length_of(board.full_marks), Fraction(1, 100), *(length_of(row.points) for row in board.rows)])
    for index, row in enumerate(rows):
        _row(sheet, board, row, longest, top + index * HEIGHT)
    return sheet.scene(ceil(foot(sheet, board, rule(sheet, top + len(rows) * HEIGHT), ringed=False)))


def _row(sheet: Sheet, board: CategoryBoard, row: CategoryRow, longest: Fraction, y: float) -> None:
    centre = y + HEIGHT / 2
    sheet.text(52, centre, drawable(row.rank or "—"), 25, weight=Weight.BOLD, colour=sheet.theme.muted, align=0.5)
    name, size = fitted((row.name, row.short), 210, 26, 20, Weight.BOLD)
    sheet.text(92, centre, name, size, weight=Weight.BOLD)
    unit = 330 / longest
    sheet.add(Box(320, centre - 12, on_grid(length_of(board.full_marks) * unit), 24, sheet.theme.track))
    colour = category_colour(sheet.theme, board.number)
    sheet.add(Box(320, centre - 12, on_grid(length_of(row.points) * unit), 24, colour))
    sheet.text(RIGHT, centre, drawable(row.points or "—"), 26, weight=Weight.BOLD, align=1)
    if row.own:
        sheet.add(Box(LEFT - 12, y, 6, HEIGHT, sheet.theme.accent))
