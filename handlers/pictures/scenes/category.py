"""Where everything on the ranking of one category stands: rank, unit, bar with the median, points, rank by total."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from handlers.pictures.frame import category_colour, foot, head, rule
from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.marks import FLAT_RANK, LEFT, RIGHT, SMALLEST, median_mark, own_row, rank_mark
from handlers.pictures.pages import page_number, rows_on
from handlers.pictures.scene import THEMES, Box, Scene, Sheet, fitted, length_of, on_grid
from handlers.pictures.shown.charts import CategoryBoard, CategoryRow
from handlers.pictures.shown.headline import category_headline
from handlers.pictures.texts import label
from scoring.language import both

HEIGHT = 49

NAME = 92

NAMES = (230.0, 260.0)
"""Room for names at most, by language: Latin ones are longer."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Room for the names, where the bars begin, units a point, and where the points end."""

    name_room: float
    bar: float
    unit: Fraction
    points: float


def category_scene(board: CategoryBoard, page: int, theme: str = "light") -> Scene:
    """Lay out one page of a category's ranking, or all of it on one tall sheet where `page` is WHOLE."""
    sheet = Sheet(THEMES[theme])
    rows = rows_on(page, board.rows)
    number = page_number(page, len(board.rows))
    note = label("full_of", name=board.title, full=board.full_marks)
    y = head(sheet, board, category_headline(board), place=board.arena, number=number, note=note, full=True)
    columns = _columns(board)
    _titles(sheet, board, columns, y + 43)
    top = rule(sheet, y + 63)
    if not rows:
        sheet.text((LEFT + RIGHT) / 2, top + HEIGHT / 2, label("no_units"), 26, colour=sheet.theme.muted, align=0.5)
    for index, row in enumerate(rows):
        y = top + index * HEIGHT
        if row.own:
            own_row(sheet, LEFT - 12, y, HEIGHT)
        elif index + 1 < len(rows) and not rows[index + 1].own:
            sheet.add(Box(LEFT, y + HEIGHT - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        _row(sheet, board, row, columns, y)
    bottom = rule(sheet, top + max(len(rows), 1) * HEIGHT + 1)
    return sheet.scene(ceil(foot(sheet, board, bottom)))


def _columns(board: CategoryBoard) -> Columns:
    points = RIGHT - 88
    widest = max(
        (width(drawable(row.points or label("unscored")), 26, Weight.BOLD) for row in board.rows), default=60.0
    )
    longest = max((width(drawable(row.name), 26, Weight.BOLD) for row in board.rows), default=100.0)
    room = min(max(longest, 100.0), both(*NAMES))
    bar = ceil(NAME + room + 18)
    most = max([length_of(board.full_marks), Fraction(1, 100), *(length_of(row.points) for row in board.rows)])
    return Columns(room, bar, Fraction(int(points - min(widest, 150) - 20) - bar) / most, points)


def _titles(sheet: Sheet, board: CategoryBoard, columns: Columns, y: float) -> None:
    muted = sheet.theme.muted
    sheet.text(52, y, label("rank"), SMALLEST, colour=muted, align=0.5)
    sheet.text(NAME, y, label("unit"), SMALLEST, colour=muted)
    if board.median:
        sheet.add(Box(columns.bar + 2, y - 11, 5, 22, sheet.theme.ink))
        sheet.text(columns.bar + 16, y, label("median_is", median=board.median), SMALLEST, colour=muted)
    sheet.text(columns.points, y, label("scored"), SMALLEST, colour=muted, align=1)
    sheet.text(RIGHT, y, label("overall"), SMALLEST, colour=muted, align=1)


def _row(sheet: Sheet, board: CategoryBoard, row: CategoryRow, columns: Columns, y: float) -> None:
    theme = sheet.theme
    centre = y + HEIGHT / 2
    ground = theme.tint if row.own else theme.ground
    if row.rank is None:
        sheet.text(52, centre, "—", 25, colour=theme.muted, ground=ground, align=0.5)
    else:
        rank_mark(sheet, row.rank, (52, centre), FLAT_RANK, ground, medal=length_of(row.points) > 0)
    name, size = fitted((row.name, row.short), columns.name_room, 26, 20, Weight.BOLD)
    sheet.text(NAME, centre, name, size, weight=Weight.BOLD, ground=ground)
    long = on_grid(length_of(board.full_marks) * columns.unit)
    sheet.add(Box(columns.bar, centre - 12, long, 24, theme.track))
    own = on_grid(length_of(row.points) * columns.unit)
    if own:
        sheet.add(Box(columns.bar, centre - 12, own, 24, category_colour(theme, board.number)))
    if board.median:
        middle = columns.bar + on_grid(length_of(board.median) * columns.unit)
        median_mark(sheet, middle, centre - 12, 24, ground)
    if row.points:
        points, size = fitted((row.points,), 150, 26, SMALLEST, Weight.BOLD)
        sheet.text(columns.points, centre, points, size, weight=Weight.BOLD, ground=ground, align=1)
    else:
        sheet.text(columns.points, centre, label("no_points"), SMALLEST, colour=theme.muted, ground=ground, align=1)
    overall, size = fitted((row.overall or "—",), 64, 22, SMALLEST, Weight.REGULAR)
    sheet.text(RIGHT, centre, overall, size, colour=theme.muted, ground=ground, align=1)
