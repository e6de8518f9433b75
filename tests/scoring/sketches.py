"""Small charts of text: the points over the values, as they stand in the page for authors of rulebooks."""

from collections.abc import Sequence
from fractions import Fraction

WIDTH = 36
HEIGHT = 3
_EIGHTHS = " ▁▂▃▄▅▆▇█"


def chart(points: Sequence[Fraction], full: Fraction, low: str, high: str, wide: int = 1) -> list[str]:
    """Draw columns up to the full marks (or the most, if that is more), a scale left and the ends below."""
    top = max(full, *points)
    levels = [8 * HEIGHT * each / top for each in points]
    heights = [int(level + Fraction(1, 2)) for level in levels]
    label = str(top)
    gap = 1 if wide > 1 else 0
    rows: list[str] = []
    for row in reversed(range(HEIGHT)):
        drawn = "".join((_EIGHTHS[min(max(height - 8 * row, 0), 8)] * (wide - gap)).ljust(wide) for height in heights)
        scale = label if row == HEIGHT - 1 else "0" if row == 0 else ""
        rows.append(f"{scale.rjust(len(label))}┤{drawn}".rstrip())
    if low or high:
        rows.append(f"{' ' * len(label)} {low}{high.rjust(len(points) * wide - len(low))}".rstrip())
    return rows
