"""What stands around every picture: title, legend, and the footer that says how far to trust it."""

from fractions import Fraction

from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.marks import LEFT, RIGHT, SMALLEST, ring
from handlers.pictures.scene import Box, Sheet, Theme, fitted, length_of, on_grid
from handlers.pictures.shown.board import Board, Frame

SWATCH = 24

LEGEND_GAP = 22

FOOT_HEIGHT = 84


def rule(sheet: Sheet, y: float) -> float:
    """Draw a strong line across the picture; answer its height."""
    sheet.add(Box(LEFT, y - 1, RIGHT - LEFT, 2, sheet.theme.ink))
    return y


def head(sheet: Sheet, frame: Frame, subtitle: str, *, number: str = "", note: str = "", short: str = "") -> None:
    """Write competition, state, title (or `short`) and sub-title; `number` is the page, `note` stands at the right."""
    theme = sheet.theme
    state, colour = ("暂定", theme.accent) if frame.provisional else ("正式", theme.ink)
    pill = width(state, 19, Weight.BOLD) + 28
    sheet.add(Box(RIGHT - pill, 20, pill, 32, colour, radius=16))
    sheet.add(Box(RIGHT - pill + 2, 22, pill - 4, 28, theme.ground, radius=14))
    sheet.text(RIGHT - pill / 2, 36, state, 19, weight=Weight.BOLD, colour=colour, align=0.5)
    sheet.add(Box(LEFT, 33, 40, 6, theme.accent))
    badge, size = fitted((frame.badge,), RIGHT - LEFT - 54 - pill - 20, 22, SMALLEST, Weight.BOLD)
    sheet.text(LEFT + 54, 36, badge, size, weight=Weight.BOLD, colour=theme.accent)
    title, size = fitted((frame.title, short or frame.title), RIGHT - LEFT, 44, 28, Weight.BOLD)
    sheet.text(LEFT, 83, title, size, weight=Weight.BOLD)
    note = drawable(note)
    used = width(note, 20, Weight.REGULAR) + 24 if note else 0
    used += width(number, 23, Weight.REGULAR) + 24 if number else 0
    subtitle, size = fitted((subtitle,), RIGHT - LEFT - used, 23, SMALLEST, Weight.REGULAR)
    end = sheet.text(LEFT, 126, subtitle, size, colour=theme.muted)
    if number:
        sheet.text(end + 24, 126, number, 23, colour=theme.muted)
    if note:
        sheet.text(RIGHT, 126, note, 20, colour=theme.muted, align=1)


def legend(sheet: Sheet, board: Board, y: float) -> float:
    """List the categories in their order, with their points if that takes no further line; answer the last centre."""
    entries = [
        (*fitted((name,), 300, 20, SMALLEST, Weight.REGULAR), drawable(points)) for name, points in board.categories
    ]
    bare = [SWATCH + width(name, size, Weight.REGULAR) for name, size, _ in entries]
    marked = [span + 7 + width(entry[2], SMALLEST, Weight.REGULAR) for span, entry in zip(bare, entries, strict=True)]
    with_marks = len(_lines(marked)) == len(_lines(bare))
    spans = marked if with_marks else bare
    lines = _lines(spans)
    for number, line in enumerate(lines):
        x = float(LEFT)
        centre = y + 30 * number
        for index in line:
            name, size, mark = entries[index]
            sheet.add(Box(x, centre - 9, 18, 18, category_colour(sheet.theme, index), radius=4))
            end = sheet.text(x + SWATCH, centre, name, size)
            if with_marks:
                sheet.text(end + 7, centre, mark, SMALLEST, colour=sheet.theme.muted)
            x += spans[index] + LEGEND_GAP
    return y + 30 * (max(len(lines), 1) - 1)


def adjusted(board: Board) -> bool:
    """Tell whether some total holds more or less than its bar, by bonus or deduction rather than by rounding."""
    for row in board.rows:
        shares = [length_of(share) for share in row.shares if share]
        last_place = Fraction(1, 10 ** len(row.total.partition(".")[2]))
        if shares and abs(Fraction(row.total) - sum(shares)) > len(shares) * last_place:
            return True
    return False


def _lines(spans: list[float]) -> list[list[int]]:
    """Break entries of these widths into lines."""
    lines: list[list[int]] = []
    used = 0.0
    for index, span in enumerate(spans):
        if lines and used + LEGEND_GAP + span <= RIGHT - LEFT:
            lines[-1].append(index)
            used += LEGEND_GAP + span
        else:
            lines.append([index])
            used = span
    return lines


def category_colour(theme: Theme, index: int) -> str:
    """Give the n-th category its colour; the colours begin anew where there are more categories than colours."""
    return theme.categories[index % len(theme.categories)]


def foot(sheet: Sheet, frame: Frame, y: float, *, ringed: bool) -> float:
    """Say data as of, rulebook, what is confirmed, what the ring means, audit code; answer the bottom edge."""
    theme = sheet.theme
    muted = theme.muted
    first, second = y + 26, y + 58
    audit = drawable(frame.audit)
    rulebook, size = fitted((f"方案 {frame.rulebook}",), 300, 21, SMALLEST, Weight.REGULAR)
    right = sheet.text(RIGHT, first, rulebook, size, colour=muted, align=1) - width(rulebook, size, Weight.REGULAR)
    right -= 24
    if frame.as_of:
        as_of, size = fitted((f"数据截至 {frame.as_of}",), right - LEFT, 21, SMALLEST, Weight.REGULAR)
        sheet.text(LEFT, first, as_of, size, colour=muted)
    right = RIGHT
    if audit:
        code, size = fitted((f"存证码 {audit}",), 340, 21, SMALLEST, Weight.REGULAR)
        right = sheet.text(RIGHT, second, code, size, colour=muted, align=1) - width(code, size, Weight.REGULAR)
    count = f"已确认 {frame.confirmed}/{frame.cells} 项"
    end = sheet.text(LEFT, second, count, 21, weight=Weight.BOLD) + 14
    if ringed:
        note = "有待核实"
        right -= 24 + width(note, 21, Weight.REGULAR)
        sheet.text(right, second, note, 21, colour=muted)
        right -= 12
        ring(sheet, right, second)
    room = min(130.0, right - 26 - end)
    if frame.cells > 0 and room >= 40:
        done = min(Fraction(frame.confirmed, frame.cells), Fraction(1))
        sheet.add(Box(end, second - 6, room, 12, theme.track, radius=6))
        if done:
            sheet.add(Box(end, second - 6, max(on_grid(done * int(room)), 12.0), 12, theme.ink, radius=6))
    return y + FOOT_HEIGHT
