"""The marks that mean the same in every picture: rank and medal, movement, the ring of what waits, the own unit."""

from fractions import Fraction

from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.scene import WIDTH, Box, Disc, Polygon, Sheet
from handlers.pictures.shown.board import BoardRow, Lack
from handlers.pictures.texts import label
from scoring.language import both

LEFT, RIGHT = 28, WIDTH - 28

SMALLEST = 18


FLAT_RANK = (25, 18, 46)
"""Size of the rank, radius of the medal and room for the digits in a low row."""


TALL_RANK = (38, 27, 60)
"""The same in a row twice as high."""


TRIANGLE = 18
"""What the triangle of a movement and the blank after it take."""


def rank_mark(
    sheet: Sheet, rank: str, place: tuple[float, float], sizes: tuple[int, int, int], ground: str, *, medal: bool
) -> None:
    """Write a rank around a place; on a medal for the first three where there may be one."""
    x, centre = place
    size, radius, room = sizes
    number = int(Fraction(rank))
    medal = medal and 1 <= number <= 3
    if medal:
        ground = sheet.theme.medals[number - 1]
        sheet.add(Disc(x, centre, radius, ground))
        room = int(radius * 1.7)
    fits = min(size, int(room / width(drawable(rank), 1, Weight.BOLD)))
    sheet.text(
        x,
        centre,
        drawable(rank),
        max(fits, SMALLEST),
        weight=Weight.BOLD,
        colour=sheet.theme.medal_ink if medal else sheet.theme.muted,
        ground=ground,
        align=0.5,
    )


def movement_mark(sheet: Sheet, row: BoardRow, x: float, centre: float, size: int, ground: str) -> None:
    """Show a triangle and the places gained or lost, a dash, or 新."""
    theme = sheet.theme
    if row.new:
        sheet.text(x, centre, label("new"), size, weight=Weight.BOLD, colour=theme.accent, ground=ground)
    elif row.movement == 0:
        sheet.add(Box(x, centre - 1.5, 14, 3, theme.muted))
    elif row.movement is not None:
        colour = triangle(sheet, x, centre, 14, up=row.movement > 0)
        sheet.text(x + TRIANGLE, centre, str(abs(row.movement)), size, weight=Weight.BOLD, colour=colour, ground=ground)


def out_of_ranking(row: BoardRow) -> tuple[str, ...]:
    """Say why a unit is not ranked, in wordings from long to short."""
    if not row.veto:
        return _lacking(row.lack)
    out = label("out")
    return (row.veto if row.veto.startswith(out) else label("out_for", why=row.veto), out)


def _lacking(lack: Lack | None) -> tuple[str, ...]:
    if lack is None:
        return (label("unranked"),)
    if lack.coverage:
        told = {"share": lack.coverage, "needed": lack.needed}
        return label("uncovered", **told), label("uncovered_short", **told)
    if lack.required:
        return label("required", names=both("、", ", ").join(lack.required)), label("required_short")
    return (label("inapplicable"),)


def triangle(sheet: Sheet, x: float, centre: float, side: float, *, up: bool) -> str:
    """Draw the triangle of a rise or a fall; answer its colour."""
    colour = sheet.theme.rise if up else sheet.theme.fall
    half = side * 6 / 14
    tip, base = (centre - half - 0.5, centre + half - 0.5) if up else (centre + half + 0.5, centre - half + 0.5)
    sheet.add(Polygon(((x, base), (x + side, base), (x + side / 2, tip)), colour))
    return colour


def ring(sheet: Sheet, x: float, y: float) -> None:
    """Draw the ring of figures that still wait for confirmation."""
    sheet.add(Disc(x, y, 5, sheet.theme.accent, hole=2.75))


def own_row(sheet: Sheet, x: float, y: float, height: float) -> None:
    """Tint the row of the reader's own unit, with a coloured edge at its left end."""
    sheet.add(Box(x, y, RIGHT + 12 - x, height, sheet.theme.tint), Box(x, y, 6, height, sheet.theme.accent))


def median_mark(sheet: Sheet, x: float, y: float, height: float, ground: str) -> None:
    """Draw the tick of the median, set off from the bar it crosses."""
    sheet.add(Box(x - 4.5, y, 9, height, ground), Box(x - 2.5, y, 5, height, sheet.theme.ink))
