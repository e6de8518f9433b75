"""What stands around every picture: title, legend, and the footer that says how far to trust it."""

from collections.abc import Iterator
from fractions import Fraction

from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.marks import LEFT, RIGHT, SMALLEST, ring
from handlers.pictures.scene import Box, Sheet, Theme, fitted, length_of
from handlers.pictures.shown.board import Board, Frame
from handlers.pictures.texts import FOOT, YEAR, label
from scoring.language import both

SWATCH = 24

LEGEND_GAP = 22

SECOND, THIRD = 127, 159
"""Heights of the lines below the headline."""


FOOT_HEIGHT = 46

FOOT_GAP = 20
"""Blank between two parts of the footer at least."""


NOTE = 460
"""Room for what is said at the right."""


KEY_GAP = 20
"""Blank between two explanations."""


def rule(sheet: Sheet, y: float) -> float:
    """Draw a strong line across the picture; answer its height."""
    sheet.add(Box(LEFT, y - 1, RIGHT - LEFT, 2, sheet.theme.ink))
    return y


def head(
    sheet: Sheet,
    frame: Frame,
    headline: tuple[str, ...],
    *,
    place: str = "",
    number: str = "",
    note: str = "",
    ringed: bool = False,
    beam: tuple[str, float] | None = None,
    full: bool = False,
) -> float:
    """Write competition, state, headline, `place` and period, and the sub-title; answer the height of the last line.

    That is THIRD where there is something for a third line, or it is asked for (`full`), else SECOND.

    `place` is the arena, unless that is the title; `number` is the page; `note` stands at the right. `ringed` explains
    the ring of what waits, `beam` how many points a length of the little lines is.
    """
    theme = sheet.theme
    pill = state(sheet, frame, 36)
    sheet.add(Box(LEFT, 33, 40, 6, theme.accent))
    badge, size = fitted((frame.badge,), RIGHT - LEFT - 54 - pill - 20, 22, SMALLEST, Weight.BOLD)
    sheet.text(LEFT + 54, 36, badge, size, weight=Weight.BOLD, colour=theme.accent)
    title, size = fitted(headline, RIGHT - LEFT, 44, 32, Weight.BOLD)
    sheet.text(LEFT, 83, title, size, weight=Weight.BOLD)
    subtitle = frame.subtitle if frame.subtitle != frame.period else ""
    third = full or bool(subtitle or ringed or beam or (note and number))
    beside = number if third else note
    taken = _ending(sheet, RIGHT, SECOND, beside, 20)
    period = drawable(frame.period)
    after = width(f" · {period}", 23, Weight.REGULAR)
    where, size = fitted((place or frame.title,), taken - LEFT - after, 23, SMALLEST, Weight.REGULAR)
    end = sheet.text(LEFT, SECOND, where, size)
    sheet.text(end, SECOND, f" · {period}", 23)
    if not third:
        return SECOND
    left = _keys(sheet, THIRD, note if subtitle else "", ringed=ringed, beam=beam)
    text, size = fitted((subtitle or note,), left - LEFT, 21, SMALLEST, Weight.REGULAR)
    sheet.text(LEFT, THIRD, text, size, colour=theme.muted)
    return THIRD


def state(sheet: Sheet, frame: Frame, y: float) -> float:
    """Say at the right end whether what is shown is provisional or final; answer how much room that takes."""
    word, colour = (
        (label("provisional"), sheet.theme.accent) if frame.provisional else (label(frame.final), sheet.theme.ink)
    )
    pill = width(word, 19, Weight.BOLD) + 28
    sheet.add(Box(RIGHT - pill, y - 16, pill, 32, colour, radius=16))
    sheet.add(Box(RIGHT - pill + 2, y - 14, pill - 4, 28, sheet.theme.ground, radius=14))
    sheet.text(RIGHT - pill / 2, y, word, 19, weight=Weight.BOLD, colour=colour, align=0.5)
    return pill


def _keys(sheet: Sheet, y: float, note: str, *, ringed: bool, beam: tuple[str, float] | None) -> float:
    """Explain from the right what is drawn; answer where the next to the left may end."""
    x = _ending(sheet, RIGHT, y, note, 19)
    if beam is not None:
        points, height = beam
        x = _ending(sheet, x, y, points, 19) + KEY_GAP - 9
        for level in (y - height / 2, y + height / 2):
            sheet.add(Box(x - 8, level - 1, 8, 2, sheet.theme.line))
        sheet.add(Box(x - 5, y - height / 2, 2, height, sheet.theme.line))
        x -= 8 + KEY_GAP
    if ringed:
        x = _ending(sheet, x, y, label("waiting"), 19) + KEY_GAP - 12
        ring(sheet, x, y)
        x -= 5 + KEY_GAP
    return x


def _ending(sheet: Sheet, right: float, y: float, text: str, size: float) -> float:
    """Write a quiet line up to its right end; answer where the next to the left may end."""
    if not text:
        return right
    text, size = fitted((text,), NOTE, size, SMALLEST, Weight.REGULAR)
    sheet.text(right, y, text, size, colour=sheet.theme.muted, align=1)
    return right - width(text, size, Weight.REGULAR) - KEY_GAP


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


def foot(sheet: Sheet, frame: Frame, y: float, of: str = "") -> float:
    """Say in one line data as of, what is confirmed, rulebook and audit code; answer the bottom edge.

    `of`: the period whose figures are counted, where another one stands above.
    """
    of = of.replace(both(*YEAR).format(year=frame.as_of[:4]), "") or of
    for said in _shorter(frame, of + both("", ": ") if of else ""):
        if _span(said) <= RIGHT - LEFT:
            break
    gap = (RIGHT - LEFT - _span(said)) / max(len(said) - 1, 1) + FOOT_GAP
    x = float(LEFT)
    for text, weight in said:
        colour = sheet.theme.ink if weight is Weight.BOLD else sheet.theme.muted
        x = sheet.text(x, y + 24, text, SMALLEST, weight=weight, colour=colour) + gap
    return y + FOOT_HEIGHT


def _shorter(frame: Frame, of: str) -> Iterator[list[tuple[str, Weight]]]:
    """Write the parts of the footer, each time a little shorter."""
    share = f"{frame.confirmed}/{frame.cells}"
    values = {
        "as_of": frame.as_of,
        "yearless": frame.as_of.partition("-")[2] or frame.as_of,
        "share": share,
        "percent": f"{frame.confirmed * 100 // frame.cells}%" if frame.cells else share,
        "rulebook": frame.rulebook,
        "short": frame.rulebook[:6],
        "audit": frame.audit,
    }
    for words in both(*FOOT):
        as_of, count, rulebook, audit = (drawable(part.format(**values)) for part in words)
        first = [(as_of, Weight.REGULAR)] if frame.as_of else []
        last = [(audit, Weight.REGULAR)] if frame.audit else []
        yield [*first, (drawable(f"{of}{count}"), Weight.BOLD), (rulebook, Weight.REGULAR), *last]


def _span(words: list[tuple[str, Weight]]) -> float:
    """Measure parts side by side."""
    return sum(width(text, SMALLEST, weight) for text, weight in words) + FOOT_GAP * (len(words) - 1)
