"""Lines over periods, as the report card and the rank trend draw them."""

from fractions import Fraction

from handlers.views.board_frame import SMALLEST
from handlers.views.glyphs import Weight, drawable, width
from handlers.views.scene import Disc, Line, Sheet


def places(count: int, left: float, right: float) -> list[float]:
    """Spread periods evenly from left to right; a single one stands at the right end."""
    step = (right - left) / max(count - 1, 1)
    return [right - step * (count - 1 - index) for index in range(count)]


def heights(values: list[Fraction | None], top: float, bottom: float) -> list[float | None]:
    """Place values between top (the largest) and bottom (the smallest); equal ones stand in the middle."""
    known = [value for value in values if value is not None]
    high, low = max(known, default=Fraction(0)), min(known, default=Fraction(0))
    span = high - low
    return [
        None if value is None else top + (bottom - top) * float((high - value) / span if span else Fraction(1, 2))
        for value in values
    ]


def runs(across: list[float], down: list[float | None]) -> list[list[tuple[float, float]]]:
    """Join neighbouring points; where one is unknown the line breaks off."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(across, down, strict=True):
        if y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return [run for run in found if run]


def draw_runs(sheet: Sheet, found: list[list[tuple[float, float]]], stroke: float, colour: str) -> None:
    """Draw the lines of what `runs` found."""
    sheet.add(*(Line(tuple(run), stroke, colour) for run in found if len(run) > 1))


def dots(sheet: Sheet, across: list[float], down: list[float | None], last: float) -> None:
    """Mark every known point, the last period's with a larger dot of that radius."""
    for index, (x, y) in enumerate(zip(across, down, strict=True)):
        if y is not None:
            final = index == len(across) - 1
            sheet.add(Disc(x, y, last if final else last * 0.6, sheet.theme.ink if final else sheet.theme.line))


def period_labels(sheet: Sheet, labels: list[str], across: list[float], y: float) -> None:
    """Write the periods under (or over) their points, the last one always, others as far as there is room."""
    edge = float("inf")
    for index in range(len(labels) - 1, -1, -1):
        last = index == len(labels) - 1
        text, weight = drawable(labels[index]), Weight.BOLD if last else Weight.REGULAR
        half = width(text, SMALLEST, weight) / 2
        if across[index] + half + 12 > edge:
            continue
        edge = across[index] - half
        colour = sheet.theme.ink if last else sheet.theme.muted
        sheet.text(across[index], y, text, SMALLEST, weight=weight, colour=colour, align=0.5)
