"""Where everything on the leaderboard stands: from a board and a page to a scene. Figures are the strings given."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from handlers.pictures.frame import FOOT_HEIGHT, adjusted, category_colour, foot, head, legend, rule
from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.marks import (
    FLAT_RANK,
    LEFT,
    RIGHT,
    SMALLEST,
    TALL_RANK,
    TRIANGLE,
    movement_mark,
    own_row,
    rank_mark,
    ring,
)
from handlers.pictures.pages import WHOLE, page_number, rows_on
from handlers.pictures.scene import TALLEST, THEMES, Box, Disc, Line, Scene, Sheet, fitted, length_of, on_grid
from handlers.pictures.shown.board import Board, BoardRow

FEW = 10
"""Up to so many rows the bar stands under the name, in a row nearly twice as high."""


GAP = 1.5
"""Ground between two segments of a bar."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The vertical lines of one page: where each column of the rows begins or ends."""

    row_height: float
    movement: float | None
    name: float
    name_room: float
    bar: float
    bar_room: float
    total: float
    total_size: float
    history: float | None


@dataclass(frozen=True, slots=True)
class Scale:
    """What one unit of length means: points a bar unit, and points a unit of the little line of posts."""

    full: Fraction
    longest: Fraction
    span: Fraction


def board_scene(board: Board, page: int, theme: str = "light") -> Scene:
    """Lay out one page of the board, or all of it on one tall sheet where `page` is WHOLE."""
    sheet = Sheet(THEMES[theme])
    rows = rows_on(page, board.rows)
    few = len(board.rows) <= FEW
    full = f"满分 {board.full_marks}" + ("，色条不含加减分" if adjusted(board) else "")
    head(sheet, board, board.subtitle, number=page_number(page, len(board.rows)), note=full)
    top = legend(sheet, board, 162)
    top = rule(sheet, top + 20) if few else top + 53
    room = TALLEST - FOOT_HEIGHT - top
    highest = 94.0 if few else 49.0
    height = highest if page == WHOLE else min(highest, int(2 * room / max(len(rows), 1)) / 2)
    columns = _columns(board, few=few, height=height)
    if not few:
        _column_titles(sheet, board, columns, top - 19)
        rule(sheet, top)
    scale = _scale(board)
    if not rows:
        sheet.text((LEFT + RIGHT) / 2, top + height / 2, "还没有单位", 26, colour=sheet.theme.muted, align=0.5)
    draw = _tall_row if few else _flat_row
    for index, row in enumerate(rows):
        y = top + index * height
        if row.own:
            own_row(sheet, LEFT - 12, y, height)
        elif index + 1 < len(rows) and not rows[index + 1].own:
            sheet.add(Box(LEFT, y + height - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        draw(sheet, row, columns, scale, y)
    bottom = rule(sheet, top + max(len(rows), 1) * height + 1)
    bottom = foot(sheet, board, bottom, ringed=any(row.pending for row in rows))
    return sheet.scene(ceil(bottom))


def _columns(board: Board, *, few: bool, height: float) -> Columns:
    moves = any(row.new or row.movement is not None or row.rank is None or row.veto for row in board.rows)
    history = any(len(row.history) > 1 for row in board.rows)
    ringed = any(row.pending for row in board.rows)
    size = 40.0 if few else 26.0
    widest = max((width(drawable(row.total), 1, Weight.BOLD) for row in board.rows), default=1.0)
    size = max(float(SMALLEST), min(size, 190 / widest))
    spark = (RIGHT - (76 if few else 60)) if history else None
    total = spark - (26 if few else 24) if spark is not None else RIGHT - (16 if ringed else 0)
    total_left = total - widest * size
    if few:
        return Columns(height, None, 106, total_left - 24 - 106, 106, total - 106, total, size, spark)
    movement = 84.0 if moves else None
    furthest = max((len(str(abs(row.movement or 0))) for row in board.rows), default=1)
    name = max(140.0, 84 + TRIANGLE + 10 + furthest * width("0", 20, Weight.BOLD)) if moves else 92.0
    longest = max((width(drawable(row.name), 26, Weight.BOLD) for row in board.rows), default=0.0)
    room = min(max(longest, 78.0), 210.0, total_left - name - 160)
    bar = ceil(name + room + 18)
    return Columns(height, movement, name, room, bar, int(total_left - 18) - bar, total, size, spark)


def _column_titles(sheet: Sheet, board: Board, columns: Columns, y: float) -> None:
    muted = sheet.theme.muted
    sheet.text(52, y, "名次", SMALLEST, colour=muted, align=0.5)
    if columns.movement is not None:
        sheet.text(columns.movement, y, "升降", SMALLEST, colour=muted)
    sheet.text(columns.name, y, "单位", SMALLEST, colour=muted)
    sheet.text(columns.bar, y, "分项构成", SMALLEST, colour=muted)
    sheet.text(columns.total, y, "总分", SMALLEST, colour=muted, align=1)
    if columns.history is not None:
        longest = max(len(row.history) for row in board.rows)
        sheet.text(RIGHT, y, f"近 {longest} 期", SMALLEST, colour=muted, align=1)


def _scale(board: Board) -> Scale:
    sums = [sum((length_of(share) for share in row.shares), Fraction(0)) for row in board.rows]
    full = length_of(board.full_marks)
    histories = [[Fraction(total) for total in row.history] for row in board.rows if len(row.history) > 1]
    spans = [max(history) - min(history) for history in histories]
    return Scale(full, max([full, *sums, Fraction(1, 100)]), max(spans, default=Fraction(0)))


def _flat_row(sheet: Sheet, row: BoardRow, columns: Columns, scale: Scale, y: float) -> None:
    """Put rank, movement, name, bar, total and line of posts side by side."""
    centre = y + columns.row_height / 2
    ground = sheet.theme.tint if row.own else sheet.theme.ground
    if row.rank is None:
        label, size = fitted(("一票否决" if row.veto else "不参与排名",), 104, SMALLEST, SMALLEST, Weight.REGULAR)
        sheet.text(LEFT + 2, centre, label, size, colour=sheet.theme.muted, ground=ground)
    else:
        rank_mark(sheet, row.rank, (52, centre), FLAT_RANK, ground, medal=Fraction(row.total) > 0)
        if columns.movement is not None:
            movement_mark(sheet, row, columns.movement, centre, 20, ground)
    name, size = fitted((row.name, row.short), columns.name_room, 26, 20, Weight.BOLD)
    sheet.text(columns.name, centre, name, size, weight=Weight.BOLD, ground=ground)
    _bar(sheet, row, columns, scale, (centre - 12, 24))
    _total(sheet, row, columns, centre, ground)
    if columns.history is not None:
        _posts(sheet, row, (columns.history, RIGHT - 5), (centre, columns.row_height - 19), scale)


def _tall_row(sheet: Sheet, row: BoardRow, columns: Columns, scale: Scale, y: float) -> None:
    """Put name, movement and total above a bar of the full width."""
    ground = sheet.theme.tint if row.own else sheet.theme.ground
    centre = y + columns.row_height / 2
    upper = y + 33
    if row.rank is None:
        sheet.text(60, centre, "—", 30, colour=sheet.theme.muted, ground=ground, align=0.5)
    else:
        rank_mark(sheet, row.rank, (60, centre), TALL_RANK, ground, medal=Fraction(row.total) > 0)
    tag = ("一票否决" if row.veto else "不参与排名") if row.rank is None else ""
    beside = 20 + (width(tag, 20, Weight.REGULAR) if tag else 64)
    name, size = fitted((row.name, row.short), columns.name_room - beside, 34, 26, Weight.BOLD)
    end = sheet.text(columns.name, upper, name, size, weight=Weight.BOLD, ground=ground)
    if tag:
        sheet.text(end + 18, upper, tag, 20, colour=sheet.theme.muted, ground=ground)
    else:
        movement_mark(sheet, row, end + 18, upper, 22, ground)
    _bar(sheet, row, columns, scale, (y + 61, 20))
    _total(sheet, row, columns, upper, ground)
    if columns.history is not None:
        _posts(sheet, row, (columns.history, RIGHT - 6), (centre, 54), scale)


def _bar(sheet: Sheet, row: BoardRow, columns: Columns, scale: Scale, band: tuple[float, float]) -> None:
    """Lay the categories end to end on a track as long as the full marks, so that what is missing shows."""
    y, height = band
    unit = Fraction(columns.bar_room) / scale.longest
    sheet.add(Box(columns.bar, y, on_grid(scale.full * unit), height, sheet.theme.track))
    reached = Fraction(0)
    for index, share in enumerate(row.shares):
        points = length_of(share)
        start, reached = reached, reached + points
        left = columns.bar + on_grid(start * unit)
        right = columns.bar + on_grid(reached * unit)
        if right > left:
            gap = GAP if right - left > 2 * GAP else 0
            sheet.add(Box(left, y, right - left - gap, height, category_colour(sheet.theme, index)))
            if gap:
                sheet.add(Box(right - gap, y, gap, height, sheet.theme.tint if row.own else sheet.theme.ground))


def _total(sheet: Sheet, row: BoardRow, columns: Columns, centre: float, ground: str) -> None:
    """Write the total; a ring after it says that something still waits for confirmation."""
    size = columns.total_size
    total = drawable(row.total)
    sheet.text(columns.total, centre, total, size, weight=Weight.BOLD, ground=ground, align=1)
    if row.pending:
        ring(sheet, columns.total + 8, centre - size * 0.3)


def _posts(sheet: Sheet, row: BoardRow, across: tuple[float, float], down: tuple[float, float], scale: Scale) -> None:
    """Draw the totals of the recent posts as a line; one point is equally high in all rows, each about its middle."""
    if not row.history:
        return
    totals = [Fraction(total) for total in row.history]
    middle = (max(totals) + min(totals)) / 2
    left, right = across
    centre, height = down
    step = (right - left) / max(len(totals) - 1, 1)
    start = right - step * (len(totals) - 1)
    points = tuple(
        (start + step * index, centre - float((total - middle) / scale.span) * height if scale.span else centre)
        for index, total in enumerate(totals)
    )
    if len(points) > 1:
        sheet.add(Line(points, 2, sheet.theme.line))
    sheet.add(Disc(*points[-1], 4, sheet.theme.ink))
