"""Where everything on the bump chart of an arena stands: a line a unit, all grey but three, names at the right end."""

from handlers.results.pictures import Bump, BumpLine
from handlers.views.board_frame import LEFT, RIGHT, foot, head, rule
from handlers.views.charts import draw_runs, period_labels, places, runs
from handlers.views.glyphs import Weight, drawable
from handlers.views.scene import THEMES, Scene, Sheet, fitted

ROWS = 20


def bump_scene(bump: Bump, theme: str = "light") -> Scene:
    """Lay out the ranks of the first units over the periods."""
    sheet = Sheet(THEMES[theme])
    head(sheet, bump, bump.subtitle)
    across = places(len(bump.periods), LEFT + 24, 540)
    period_labels(sheet, list(bump.periods), across, 182)
    slots = _slots(bump)
    step = 48
    for line in bump.lines[:ROWS]:
        colour = _colour(sheet, bump, line)
        down = [None if slot is None else 226 + step * float(slot) for slot in slots[line.name]]
        draw_runs(sheet, runs(across, down), 4, colour or sheet.theme.hairline)
        if down and down[-1] is not None:
            name, size = fitted((line.name, line.short), RIGHT - 610, 24, 18, Weight.BOLD)
            sheet.text(596, down[-1], drawable(line.ranks[-1] or ""), 24, weight=Weight.BOLD, align=1)
            sheet.text(610, down[-1], name, size, weight=Weight.BOLD if colour else Weight.REGULAR)
    bottom = rule(sheet, 226 + step * min(len(bump.lines), ROWS))
    return sheet.scene(int(foot(sheet, bump, bottom, ringed=False)))


def _slots(bump: Bump) -> dict[str, list[int | None]]:
    """Give every unit its place in each period's column; units of equal rank stand side by side."""
    found: dict[str, list[int | None]] = {line.name: [None] * len(bump.periods) for line in bump.lines}
    for column in range(len(bump.periods)):
        ranked = [line for line in bump.lines if line.ranks[column] is not None]
        for slot, line in enumerate(sorted(ranked, key=lambda line: float(line.ranks[column] or 0))):
            found[line.name][column] = slot
    return found


def _colour(sheet: Sheet, bump: Bump, line: BumpLine) -> str | None:
    if line.own:
        return sheet.theme.accent
    if line == bump.riser:
        return sheet.theme.rise
    return sheet.theme.fall if line == bump.faller else None
