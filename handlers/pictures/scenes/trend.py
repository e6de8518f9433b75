"""Where everything on the rank trend of a unit stands: three figures and one line, the better ranks on top."""

from fractions import Fraction
from math import ceil, floor

from handlers.pictures.frame import foot, head, rule
from handlers.pictures.glyphs import Weight
from handlers.pictures.lines import WORD, Points, dots, line, period_labels, places, tile
from handlers.pictures.marks import LEFT, RIGHT, SMALLEST
from handlers.pictures.scene import THEMES, Box, Disc, Scene, Sheet, fitted
from handlers.pictures.shown.charts import Past, Trend
from handlers.pictures.shown.headline import trend_headline
from handlers.pictures.texts import label

LINES = 8
"""Lines of the grid at most; then every second, third … rank has one."""


DISC = 46
"""Room that a disc with a rank takes; where periods stand closer there are dots, and the grid tells the ranks."""


def trend_scene(trend: Trend, theme: str = "light") -> Scene:
    """Lay out the ranks of a unit over its periods."""
    sheet = Sheet(THEMES[theme])
    y = rule(sheet, head(sheet, trend, trend_headline(trend), place=trend.arena, note=label("trend")) + 29)
    _tiles(sheet, trend, y)
    across = places(len(trend.past), LEFT + 96, RIGHT - 44)
    y = _chart(sheet, trend.past, across, rule(sheet, y + 116) + 52) + 62
    period_labels(sheet, [past.label for past in trend.past], across, y)
    sheet.text(LEFT, y + 32, label("total"), SMALLEST, colour=sheet.theme.muted)
    period_labels(sheet, [past.total for past in trend.past], across, y + 32)
    return sheet.scene(ceil(foot(sheet, trend, rule(sheet, y + 60))))


def _tiles(sheet: Sheet, trend: Trend, top: float) -> None:
    """Write the rank now, the best and the worst with their periods."""
    now = trend.past[-1] if trend.past else None
    if now is None or now.rank is None:
        word = label("unranked" if now is not None and now.of else "unplaced")
        tile(sheet, LEFT, top, label("rank_now"), word, room=210, size=WORD)
    else:
        tile(sheet, LEFT, top, label("rank_now"), now.rank, f"/ {now.of}", room=210)
    for x, code, found in ((280, "rank_best", trend.best), (540, "rank_worst", trend.worst)):
        if found is not None:
            sheet.add(Box(x - 20, top + 18, 1, 80, sheet.theme.hairline))
            tile(sheet, x, top, label(code), found.rank or "", found.label, room=220)


def _chart(sheet: Sheet, past: tuple[Past, ...], across: list[float], top: float) -> float:
    """Draw the ranks as numbered discs on a line, the first ones on top; answer the lowest height.

    Where periods stand too close for discs there are dots, over a grid with the ranks.
    """
    theme = sheet.theme
    ranks = [None if each.rank is None else Fraction(each.rank) for each in past]
    known = [rank for rank in ranks if rank is not None]
    best, worst = floor(min(known, default=Fraction(1))), ceil(max(known, default=Fraction(1)))
    unit = min(Fraction(58), Fraction(400, max(worst - best, 1)))

    def height(rank: Fraction) -> float:
        return top + float((rank - best) * unit)

    points: Points = [(x, None if rank is None else height(rank)) for x, rank in zip(across, ranks, strict=True)]
    apart = across[1] - across[0] if len(across) > 1 else RIGHT
    if apart < DISC:
        for rank in range(best, worst + 1, max(1, ceil((worst - best) / (LINES - 1)))) if known else ():
            sheet.add(Box(LEFT + 40, height(Fraction(rank)) - 0.5, RIGHT - LEFT - 40, 1, theme.hairline))
            sheet.text(LEFT + 28, height(Fraction(rank)), str(rank), SMALLEST, colour=theme.muted, align=1)
        line(sheet, points, 4, theme.line)
        dots(sheet, points, 9)
        return height(Fraction(worst))
    line(sheet, points, 4, theme.line)
    for each, (x, y) in zip(past, points, strict=True):
        if y is None or each.rank is None:
            sheet.text(x, top - 34, label("no_rank") if apart > 60 else "—", SMALLEST, colour=theme.muted, align=0.5)
            continue
        disc, ink = (theme.ink, theme.ground) if each is past[-1] else (theme.track, theme.ink)
        sheet.add(Disc(x, y, 22, theme.line), Disc(x, y, 20, disc))
        text, size = fitted((each.rank,), 36, 24, SMALLEST, Weight.BOLD)
        sheet.text(x, y, text, size, weight=Weight.BOLD, colour=ink, ground=disc, align=0.5)
    return height(Fraction(worst))
