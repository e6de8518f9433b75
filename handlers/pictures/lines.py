"""Figures and lines over periods, as the report card, the rank trend and the bump chart draw them."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.marks import LEFT, RIGHT, SMALLEST
from handlers.pictures.scene import OPTICAL_CENTRE, Disc, Line, Sheet, fitted
from handlers.pictures.shown.charts import Past
from handlers.pictures.texts import label

PAST_HEIGHT = 176

FIGURE, WORD = 52, 34
"""Sizes of a large figure and of a word in its place."""


Points = Sequence[tuple[float, float | None]]
"""A point a period; its height is None where nothing is known."""


def tile(
    sheet: Sheet,
    x: float,
    top: float,
    name: str,
    figure: str,
    unit: str = "",
    *,
    room: float,
    colour: str = "",
    blank: float = 10,
    size: float = FIGURE,
) -> float:
    """Write a large figure below its label, and after a blank its unit; answer the right end of the figure."""
    after = width(drawable(unit), 22, Weight.REGULAR) + blank if unit else 0.0
    text, size = fitted((figure,), room - after, size, 22, Weight.BOLD)
    sheet.text(x, top + 31, name, 20, colour=sheet.theme.muted)
    end = sheet.text(x, top + 76, text, size, weight=Weight.BOLD, colour=colour or sheet.theme.ink)
    if unit:
        level = top + 76 + OPTICAL_CENTRE * (size - 22)
        sheet.text(end + blank, level, drawable(unit), 22, colour=sheet.theme.muted)
    return end


def places(count: int, left: float, right: float) -> list[float]:
    """Spread periods evenly from left to right; a single one stands at the right end."""
    step = (right - left) / max(count - 1, 1)
    return [right - step * (count - 1 - index) for index in range(count)]


def line(sheet: Sheet, points: Points, stroke: float, colour: str) -> None:
    """Join neighbouring points with straight lines; where one is unknown the line breaks off."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in points:
        if y is None:
            found.append([])
        else:
            found[-1].append((x, y))
    sheet.add(*(Line(tuple(run), stroke, colour) for run in found if len(run) > 1))


def dots(sheet: Sheet, points: Points, last: float) -> None:
    """Mark every known point, the last period's with a larger dot of that radius."""
    for index, (x, y) in enumerate(points):
        final = index == len(points) - 1
        if y is not None:
            sheet.add(Disc(x, y, last if final else last * 0.6, sheet.theme.ink if final else sheet.theme.line))


def period_labels(sheet: Sheet, labels: Sequence[str], across: Sequence[float], y: float) -> None:
    """Write the periods at their points, the last one always, earlier ones as far as there is room."""
    for index in _roomy([drawable(each) for each in labels], across):
        last = index == len(labels) - 1
        weight = Weight.BOLD if last else Weight.REGULAR
        colour = sheet.theme.ink if last else sheet.theme.muted
        sheet.text(across[index], y, drawable(labels[index]), SMALLEST, weight=weight, colour=colour, align=0.5)


def _roomy(texts: Sequence[str], across: Sequence[float]) -> list[int]:
    """Choose every one, or every second, third …, counted from the last, so that none stands on another."""
    halves = [width(text, SMALLEST, Weight.BOLD) / 2 for text in texts]
    for step in range(1, len(texts) + 1):
        chosen = list(range(len(texts) - 1, -1, -step))
        if all(across[b] + halves[b] + 10 <= across[a] - halves[a] for a, b in pairwise(chosen)):
            return chosen
    return []


def past_chart(sheet: Sheet, past: Sequence[Past], top: float) -> None:
    """Draw the totals of the last periods with their figures."""
    sheet.text(LEFT, top + 27, label("past", count=len(past)), 20, colour=sheet.theme.muted)
    across = places(len(past), LEFT + 40, RIGHT - 44)
    totals = [Fraction(each.total) for each in past]
    unit = Fraction(38) / ((max(totals) - min(totals)) or 1)
    down = [top + 86 + float((max(totals) - each) * unit) for each in totals]
    points = list(zip(across, down, strict=True))
    line(sheet, points, 3, sheet.theme.line)
    dots(sheet, points, 7)
    for index in _roomy([drawable(each.total) for each in past], across):
        last = index == len(past) - 1
        sheet.text(
            across[index],
            down[index] - 24,
            drawable(past[index].total),
            22 if last else SMALLEST,
            weight=Weight.BOLD if last else Weight.REGULAR,
            colour=sheet.theme.ink if last else sheet.theme.muted,
            align=0.5,
        )
    period_labels(sheet, [each.label for each in past], across, top + 154)
