"""Where everything on a unit's report card stands: rank, total, the categories beside the others, the last periods."""

from fractions import Fraction
from math import ceil

from handlers.results.board import BoardRow
from handlers.results.pictures import Bullet, UnitCard
from handlers.views.board_frame import FOOT_HEIGHT, LEFT, RIGHT, SMALLEST, category_colour, foot, head, rule
from handlers.views.charts import dots, draw_runs, heights, period_labels, places, runs
from handlers.views.glyphs import Weight, drawable, width
from handlers.views.scene import THEMES, Box, Disc, Polygon, Scene, Sheet, fitted, length_of, on_grid

TALLEST = 1280
TRACK = 168, 590
"""From where to where the bullets reach."""


def card_scene(card: UnitCard, theme: str = "light") -> Scene:
    """Lay out the report card of a unit."""
    sheet = Sheet(THEMES[theme])
    head(sheet, card, f"{card.arena} · {card.subtitle}")
    _tiles(sheet, card, rule(sheet, 158))
    top = rule(sheet, 276)
    _key(sheet, top + 32)
    below = 88 + (158 if len(card.past) > 1 else 0) + FOOT_HEIGHT
    room = TALLEST - (top + 56) - 40 - below
    height = min(82.0, int(room / max(len(card.bullets), 1)))
    y = top + 58
    scale = max([Fraction(1), *(_share(bullet.best, bullet) for bullet in card.bullets if bullet.best)])
    for number, bullet in enumerate(card.bullets):
        if number:
            sheet.add(Box(LEFT, y - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        _bullet(sheet, bullet, number, scale, y, height)
        y += height
    _axis(sheet, scale, y + 16)
    y = rule(sheet, y + 38)
    _words(sheet, card, y)
    y += 88
    if len(card.past) > 1:
        sheet.add(Box(LEFT, y - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        _past(sheet, card, y)
        y += 158
    bottom = foot(sheet, card, rule(sheet, y), ringed=card.row.pending)
    return sheet.scene(ceil(bottom))


def _tiles(sheet: Sheet, card: UnitCard, top: float) -> None:
    theme = sheet.theme
    for number, x in enumerate((LEFT, 222, 410, 598)):
        if number:
            sheet.add(Box(x - 20, top + 18, 1, 84, theme.hairline))
    label, figure = top + 30, top + 76
    sheet.text(LEFT, label, "名次", 20, colour=theme.muted)
    if card.row.rank is None:
        sheet.text(LEFT, figure, "一票否决" if card.row.veto else "不参与排名", 28, weight=Weight.BOLD)
    else:
        end = sheet.text(LEFT, figure, drawable(card.row.rank), 52, weight=Weight.BOLD)
        sheet.text(end + 10, figure + 10, f"/ {card.ranked}", 24, colour=theme.muted)
    sheet.text(222, label, f"总分（满分 {card.full_marks}）", 20, colour=theme.muted)
    total, size = fitted((card.row.total,), 150, 52, 24, Weight.BOLD)
    end = sheet.text(222, figure, total, size, weight=Weight.BOLD)
    if card.row.pending:
        sheet.add(Disc(end + 9, figure - size * 0.3, 5, theme.accent, hole=2.75))
    sheet.text(410, label, "较上期", 20, colour=theme.muted)
    _change(sheet, card.row, 410, figure)
    if card.above is not None:
        sheet.text(598, label, f"距第 {card.above[0]} 名", 20, colour=theme.muted)
        gap, size = fitted((card.above[1],), 130, 52, 24, Weight.BOLD)
        end = sheet.text(598, figure, gap, size, weight=Weight.BOLD)
        sheet.text(end + 8, figure + 10, "分", 24, colour=theme.muted)


def _change(sheet: Sheet, row: BoardRow, x: float, centre: float) -> None:
    theme = sheet.theme
    if row.new:
        sheet.text(x, centre, "新", 44, weight=Weight.BOLD, colour=theme.accent)
    elif not row.movement:
        sheet.text(x, centre, "—" if row.movement == 0 else "首期", 36, weight=Weight.BOLD, colour=theme.muted)
    else:
        up = row.movement > 0
        colour = theme.rise if up else theme.fall
        tip, base = (centre - 14, centre + 14) if up else (centre + 14, centre - 14)
        sheet.add(Polygon(((x, base), (x + 32, base), (x + 16, tip)), colour))
        end = sheet.text(x + 42, centre, str(abs(row.movement)), 52, weight=Weight.BOLD, colour=colour)
        sheet.text(end + 8, centre + 10, "位", 24, colour=theme.muted)


def _key(sheet: Sheet, y: float) -> None:
    theme = sheet.theme
    sheet.text(LEFT, y, "分项得分", 27, weight=Weight.BOLD)
    x = 300.0
    sheet.add(Box(x, y - 9, 34, 18, theme.hairline))
    x = sheet.text(x + 42, y, "中间一半单位", 20, colour=theme.muted) + 26
    sheet.add(Box(x, y - 13, 5, 26, theme.ink))
    x = sheet.text(x + 13, y, "中位数", 20, colour=theme.muted) + 34
    sheet.add(Disc(x, y, 8, theme.ink, hole=4.5))
    sheet.text(x + 16, y, "最高", 20, colour=theme.muted)


def _share(points: str, bullet: Bullet) -> Fraction:
    full = length_of(bullet.points)
    return length_of(points) / full if full else Fraction(0)


def _bullet(sheet: Sheet, bullet: Bullet, number: int, scale: Fraction, y: float, height: float) -> None:
    theme = sheet.theme
    centre = y + height / 2
    left, right = TRACK
    unit = Fraction(right - left) / scale

    def at(points: str) -> float:
        return left + on_grid(_share(points, bullet) * unit)

    apart = min(height * 0.2, 14)
    name, size = fitted((bullet.name,), left - LEFT - 12, 26, SMALLEST, Weight.BOLD)
    sheet.text(LEFT, centre - apart, name, size, weight=Weight.BOLD)
    full, size = fitted((f"满分 {bullet.points}",), left - LEFT - 12, 20, SMALLEST, Weight.REGULAR)
    sheet.text(LEFT, centre + apart, full, size, colour=theme.muted)
    thick = min(height * 0.5, 40)
    sheet.add(Box(left, centre - thick / 2, on_grid(unit), thick, theme.track))
    if bullet.median:
        sheet.add(Box(at(bullet.low), centre - thick / 2, at(bullet.high) - at(bullet.low), thick, theme.hairline))
    if bullet.own:
        sheet.add(Box(left, centre - thick / 4, at(bullet.own) - left, thick / 2, category_colour(theme, number)))
    if bullet.median:
        x = at(bullet.median)
        sheet.add(
            Box(x - 4, centre - thick / 2, 8, thick, theme.ground),
            Box(x - 2.5, centre - thick / 2, 5, thick, theme.ink),
        )
        sheet.add(Disc(at(bullet.best), centre, 8, theme.ground), Disc(at(bullet.best), centre, 8, theme.ink, hole=4.5))
    own, size = fitted((bullet.own or "—",), RIGHT - right - 20, 30, SMALLEST, Weight.BOLD)
    sheet.text(RIGHT, centre - apart, own, size, weight=Weight.BOLD, align=1)
    if bullet.rank is not None:
        sheet.text(RIGHT, centre + apart, f"第 {bullet.rank} 名", 20, colour=theme.muted, align=1)


def _axis(sheet: Sheet, scale: Fraction, y: float) -> None:
    left, right = TRACK
    for quarter in range(5):
        x = left + float(Fraction(right - left) / scale * quarter / 4)
        sheet.text(x, y, f"{quarter * 25}%", SMALLEST, colour=sheet.theme.muted, align=0.5)


def _words(sheet: Sheet, card: UnitCard, top: float) -> None:
    theme = sheet.theme
    halves = ((LEFT, "领先中位数最多", card.strengths, theme.rise), (410, "落后中位数最多", card.gaps, theme.fall))
    for x, label, found, colour in halves:
        sheet.text(x, top + 26, label, 20, colour=theme.muted)
        if not found:
            sheet.text(x, top + 60, "没有", 26, colour=theme.muted)
            continue
        lead = drawable(found[0].lead) + " 分"
        span = width(lead, 22, Weight.BOLD)
        name, size = fitted((found[0].name,), 350 - span - 16, 30, 20, Weight.BOLD)
        end = sheet.text(x, top + 60, name, size, weight=Weight.BOLD)
        sheet.text(end + 16, top + 60, lead, 22, weight=Weight.BOLD, colour=colour)


def _past(sheet: Sheet, card: UnitCard, top: float) -> None:
    sheet.text(LEFT, top + 28, f"近 {len(card.past)} 期总分", 20, colour=sheet.theme.muted)
    across = places(len(card.past), LEFT + 60, RIGHT - 60)
    down = heights([Fraction(past.total) for past in card.past], top + 70, top + 112)
    draw_runs(sheet, runs(across, down), 3, sheet.theme.line)
    dots(sheet, across, down, 7)
    period_labels(sheet, [past.label for past in card.past], across, top + 138)
