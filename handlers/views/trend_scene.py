"""Where everything on the rank trend of a unit stands: one line, the first rank on top."""

from fractions import Fraction

from handlers.results.pictures import Trend
from handlers.views.board_frame import LEFT, RIGHT, foot, head, rule
from handlers.views.charts import dots, draw_runs, heights, period_labels, places, runs
from handlers.views.glyphs import Weight, drawable
from handlers.views.scene import THEMES, Scene, Sheet


def trend_scene(trend: Trend, theme: str = "light") -> Scene:
    """Lay out the ranks of a unit over its periods."""
    sheet = Sheet(THEMES[theme])
    head(sheet, trend, f"{trend.arena} · {trend.subtitle}")
    top = rule(sheet, 158)
    across = places(len(trend.past), LEFT + 60, RIGHT - 60)
    ranks = [None if past.rank is None else -Fraction(past.rank) for past in trend.past]
    down = heights(ranks, top + 90, top + 390)
    draw_runs(sheet, runs(across, down), 4, sheet.theme.line)
    dots(sheet, across, down, 9)
    for past, x, y in zip(trend.past, across, down, strict=True):
        if y is not None and past.rank is not None:
            sheet.text(x, y - 32, drawable(past.rank), 26, weight=Weight.BOLD, align=0.5)
    period_labels(sheet, [past.label for past in trend.past], across, top + 440)
    return sheet.scene(int(foot(sheet, trend, rule(sheet, top + 470), ringed=False)))
