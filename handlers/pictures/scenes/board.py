"""Where everything on the leaderboard stands: from a board and a page to a scene. Figures are the strings given."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from handlers.pictures.frame import FOOT_HEIGHT, THIRD, adjusted, category_colour, foot, head, legend, rule, state
from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.marks import (
    FLAT_RANK,
    LEFT,
    RIGHT,
    SMALLEST,
    TALL_RANK,
    TRIANGLE,
    movement_mark,
    out_of_ranking,
    own_row,
    rank_mark,
    ring,
)
from handlers.pictures.pages import WHOLE, page_number, rows_on
from handlers.pictures.scene import (
    TALLEST,
    THEMES,
    Box,
    Disc,
    Line,
    Polygon,
    Scene,
    Sheet,
    fitted,
    length_of,
    on_grid,
)
from handlers.pictures.shown.board import Board, BoardRow
from handlers.pictures.shown.headline import board_headline
from handlers.pictures.texts import label
from scoring.language import both
from scoring.reading.canonical import decimal_text

FEW = 10
"""Up to so many rows the bar stands under the name, in a row nearly twice as high."""


GAP = 1.5
"""Ground between two segments of a bar."""


TIP = 9
"""How far the tip of a bar stands out that goes on beyond the full marks."""


NAMES = (210.0, 250.0)
"""Room for names at most, by language: Latin ones are longer."""


BEAM = 22
"""How high the line is at most that tells the scale of the little lines."""


STEPS = [step * Fraction(10) ** power for power in range(-6, 10) for step in (1, 2, 5)]
"""Round numbers of points that it may stand for."""


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
    spark: float
    titled: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """What a length means: points of a whole bar, and points of the greatest rise of a little line of posts."""

    full: Fraction
    span: Fraction


def board_scene(board: Board, page: int, theme: str = "light") -> Scene:
    """Lay out one page of the board, or all of it on one tall sheet where `page` is WHOLE.

    As long as nobody has points it says so, and shows the arena's newest board with points instead.
    """
    sheet = Sheet(THEMES[theme])
    headline, number = board_headline(board), page_number(page, len(board.drawn))
    rows = rows_on(page, board.drawn)
    if rows and not board.blank:
        bottom, beam = _table(sheet, board, rows, page, THIRD + 35)
        note = label("full_bars" if adjusted(board) else "full", full=board.full_marks)
        ringed = any(row.pending for row in rows)
        head(sheet, board, headline, number=number, note=note, ringed=ringed, beam=beam, full=True)
    else:
        y = rule(sheet, head(sheet, board, headline, number=number) + 30)
        if board.last is not None and rows:
            code = "last" if board.last.provisional or board.last.final != "closed" else "last_final"
            said = label(code, period=board.last.period)
            sheet.text(LEFT, y + 33, said, 26, weight=Weight.BOLD)
            state(sheet, board.last, y + 33)
            bottom, _ = _table(sheet, board.last, rows, page, y + 80)
        else:
            sheet.text(LEFT, y + 40, label("later" if board.rows else "nobody"), 24, colour=sheet.theme.muted)
            bottom = y + 80
    of = board.period if board.blank and board.last is not None and rows else ""
    return sheet.scene(ceil(foot(sheet, board, rule(sheet, bottom), of)))


def _table(
    sheet: Sheet, board: Board, rows: tuple[BoardRow, ...], page: int, y: float
) -> tuple[float, tuple[str, float] | None]:
    """Lay out the legend and some rows of a board; answer where they end, and what explains their little lines."""
    few = len(board.rows) <= FEW
    top = legend(sheet, board, y)
    top = rule(sheet, top + 21) if few else top + 53
    room = TALLEST - FOOT_HEIGHT - top
    highest = 94.0 if few else 49.0
    height = highest if page == WHOLE else min(highest, int(2 * room / len(rows)) / 2)
    columns = _columns(board, few=few, height=height)
    if not few:
        _column_titles(sheet, board, columns, top - 19)
        rule(sheet, top)
    scale = _scale(board)
    draw = _tall_row if few else _flat_row
    for index, row in enumerate(rows):
        y = top + index * height
        if row.own:
            own_row(sheet, LEFT - 12, y, height)
        elif index + 1 < len(rows) and not rows[index + 1].own:
            sheet.add(Box(LEFT, y + height - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        draw(sheet, row, columns, scale, y)
    return top + len(rows) * height + 1, _beam(board, scale, columns)


def _beam(board: Board, scale: Scale, columns: Columns) -> tuple[str, float] | None:
    """Choose a round number of points, and how high it is in the little lines of posts."""
    if columns.history is None or not scale.span:
        return None
    highest = scale.span * BEAM / Fraction(columns.spark)
    points = max((step for step in STEPS if step <= highest), default=STEPS[0])
    longest = max(len(row.history) for row in board.rows)
    word = label("beam" if columns.titled else "beam_posts", points=decimal_text(points), count=longest)
    return word, float(points / highest) * BEAM


def _columns(board: Board, *, few: bool, height: float) -> Columns:
    moves = any(row.rank is not None and (row.new or row.movement is not None) for row in board.rows)
    history = any(len(row.history) > 1 for row in board.rows)
    ringed = any(row.pending for row in board.rows)
    size = 40.0 if few else 26.0
    widest = max((width(drawable(row.total), 1, Weight.BOLD) for row in board.rows), default=1.0)
    size = max(float(SMALLEST), min(size, 190 / widest))
    spark = (RIGHT - (76 if few else 60)) if history else None
    total = spark - (26 if few else 24) if spark is not None else RIGHT - (16 if ringed else 0)
    total_left = total - widest * size
    if few:
        room = total_left - 24 - 106
        return Columns(height, None, 106, room, 106, total - 106, total, size, spark, 54, titled=False)
    movement = 84.0 if moves else None
    furthest = max((len(str(abs(row.movement or 0))) for row in board.rows), default=1)
    name = max(140.0, 84 + TRIANGLE + 10 + furthest * width("0", 20, Weight.BOLD)) if moves else 92.0
    longest = max((width(drawable(row.name), 26, Weight.BOLD) for row in board.rows), default=0.0)
    room = min(max(longest, 78.0), both(*NAMES), total_left - name - 160)
    bar = ceil(name + room + 18)
    long = int(total_left - 18) - bar
    return Columns(height, movement, name, room, bar, long, total, size, spark, height - 19, titled=True)


def _column_titles(sheet: Sheet, board: Board, columns: Columns, y: float) -> None:
    muted = sheet.theme.muted
    sheet.text(52, y, label("rank"), SMALLEST, colour=muted, align=0.5)
    if columns.movement is not None:
        sheet.text(columns.movement, y, label("moved"), SMALLEST, colour=muted)
    sheet.text(columns.name, y, label("unit"), SMALLEST, colour=muted)
    sheet.text(columns.bar, y, label("parts"), SMALLEST, colour=muted)
    sheet.text(columns.total, y, label("total"), SMALLEST, colour=muted, align=1)
    if columns.history is not None:
        longest = max(len(row.history) for row in board.rows)
        sheet.text(RIGHT, y, label("posts", count=longest), SMALLEST, colour=muted, align=1)


def _scale(board: Board) -> Scale:
    histories = [[Fraction(total) for total in row.history] for row in board.rows if len(row.history) > 1]
    spans = [max(history) - min(history) for history in histories]
    return Scale(max(length_of(board.full_marks), Fraction(1, 100)), max(spans, default=Fraction(0)))


def _flat_row(sheet: Sheet, row: BoardRow, columns: Columns, scale: Scale, y: float) -> None:
    """Put rank, movement, name, bar, total and line of posts side by side."""
    centre = y + columns.row_height / 2
    theme = sheet.theme
    ground = theme.tint if row.own else theme.ground
    if row.rank is None:
        sheet.text(52, centre, "—", 25, colour=theme.muted, ground=ground, align=0.5)
    else:
        rank_mark(sheet, row.rank, (52, centre), FLAT_RANK, ground, medal=Fraction(row.total) > 0)
        if columns.movement is not None:
            movement_mark(sheet, row, columns.movement, centre, 20, ground)
    tag = label("veto") if row.veto and row.rank is not None else ""
    after = width(tag, SMALLEST, Weight.BOLD) + 8 if tag else 0.0
    name, size = fitted((row.name, row.short), columns.name_room - after, 26, 20, Weight.BOLD)
    end = sheet.text(columns.name, centre, name, size, weight=Weight.BOLD, ground=ground)
    if tag:
        sheet.text(end + 8, centre, tag, SMALLEST, weight=Weight.BOLD, colour=theme.accent, ground=ground)
    if row.rank is not None:
        _bar(sheet, row, columns, scale, (centre - 12, 24))
    elif row.veto:
        _bar(sheet, row, columns, scale, (centre - 12, 24))
        words, size = fitted(out_of_ranking(row), columns.bar_room - 20, SMALLEST, SMALLEST, Weight.REGULAR)
        sheet.text(columns.bar + 10, centre, words, size, colour=theme.accent, ground=theme.track)
    else:
        words, size = fitted(out_of_ranking(row), columns.bar_room, SMALLEST, SMALLEST, Weight.REGULAR)
        sheet.text(columns.bar, centre - 7, words, size, colour=theme.muted, ground=ground)
        _bar(sheet, row, columns, scale, (centre + 6, 8))
    _total(sheet, row, columns, centre, ground)
    if columns.history is not None:
        _posts(sheet, row, (columns.history, RIGHT - 5), (centre, columns.spark), scale)


def _tall_row(sheet: Sheet, row: BoardRow, columns: Columns, scale: Scale, y: float) -> None:
    """Put name, movement and total above a bar of the full width."""
    ground = sheet.theme.tint if row.own else sheet.theme.ground
    centre = y + columns.row_height / 2
    upper = y + 33
    tags = out_of_ranking(row) if row.rank is None else (label("veto"),) if row.veto else ()
    if row.rank is None:
        sheet.text(60, centre, "—", 30, colour=sheet.theme.muted, ground=ground, align=0.5)
    else:
        rank_mark(sheet, row.rank, (60, centre), TALL_RANK, ground, medal=Fraction(row.total) > 0)
    moved = max(64, TRIANGLE + 18 + width(str(abs(row.movement or 0)), 22, Weight.BOLD)) if row.rank is not None else 0
    room = columns.name_room - 20 - moved - width(drawable(row.name), 26, Weight.BOLD) * bool(row.lack)
    kept = next((tag for tag in tags if row.lack and 18 + width(tag, 20, Weight.BOLD) <= room), "".join(tags[-1:]))
    beside = moved + (18 + width(kept, 20, Weight.BOLD) if kept else 0)
    name, size = fitted((row.name, row.short), columns.name_room - 20 - beside, 34, 26, Weight.BOLD)
    end = sheet.text(columns.name, upper, name, size, weight=Weight.BOLD, ground=ground) + 18
    if row.rank is not None:
        movement_mark(sheet, row, end, upper, 22, ground)
        end += moved
    if tags:
        tag, size = fitted(tags, columns.name + columns.name_room - end, 20, 20, Weight.BOLD)
        colour = sheet.theme.accent if row.veto else sheet.theme.muted
        sheet.text(end, upper, tag, size, weight=Weight.BOLD, colour=colour, ground=ground)
    _bar(sheet, row, columns, scale, (y + 61, 20))
    _total(sheet, row, columns, upper, ground)
    if columns.history is not None:
        _posts(sheet, row, (columns.history, RIGHT - 6), (centre, columns.spark), scale)


def _bar(sheet: Sheet, row: BoardRow, columns: Columns, scale: Scale, band: tuple[float, float]) -> None:
    """Lay the categories end to end on a track as long as the full marks, so that what is missing shows.

    What goes beyond ends in a tip, and makes no other bar shorter; from whom a veto takes the rank has a track alone.
    """
    y, height = band
    theme = sheet.theme
    sheet.add(Box(columns.bar, y, columns.bar_room, height, theme.track))
    ground = theme.tint if row.own else theme.ground
    unit = Fraction(columns.bar_room) / scale.full
    reached = Fraction(0)
    for index, share in enumerate(() if row.rank is None and row.veto else row.shares):
        points = length_of(share)
        start, reached = reached, reached + points
        beyond = reached > scale.full
        left = columns.bar + on_grid(start * unit)
        right = columns.bar + (columns.bar_room if beyond else on_grid(reached * unit))
        if right > left:
            gap = GAP if right - left > 2 * GAP and not beyond else 0
            colour = category_colour(theme, index)
            sheet.add(Box(left, y, right - left - gap, height, colour))
            if gap:
                sheet.add(Box(right - gap, y, gap, height, ground))
            if beyond:
                sheet.add(Polygon(((right, y), (right + TIP, y + height / 2), (right, y + height)), colour))
        if beyond:
            break


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
