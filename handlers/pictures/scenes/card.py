"""Where everything on a unit's report card stands: rank, total, the categories beside the others, the last periods."""

from fractions import Fraction
from math import ceil

from handlers.pictures.frame import FOOT_HEIGHT, category_colour, foot, head, rule
from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.lines import PAST_HEIGHT, WORD, past_chart, tile
from handlers.pictures.marks import LEFT, RIGHT, SMALLEST, median_mark, ring, triangle
from handlers.pictures.scene import TALLEST, THEMES, Box, Disc, Scene, Sheet, fitted, length_of, on_grid
from handlers.pictures.shown.board import BoardRow
from handlers.pictures.shown.charts import Bullet, UnitCard
from handlers.pictures.shown.headline import card_headline
from handlers.pictures.texts import PLACES, label
from scoring.language import both

TILES = 28, 196, 470, 626
"""Where rank, total, change and gap begin."""


PARTS = [part * 10**power for power in range(9) for part in (0.25, 0.5, 1)]
"""Between which figures of the axis one may choose, as parts of a category's points."""


KEY_HEIGHT = 56

WORDS_HEIGHT = 92

AXIS_HEIGHT = 38


def card_scene(card: UnitCard, theme: str = "light") -> Scene:
    """Lay out the report card of a unit."""
    sheet = Sheet(THEMES[theme])
    y = head(sheet, card, card_headline(card), place=card.arena, note=label("card"), ringed=card.row.pending)
    y = rule(sheet, y + 29)
    _tiles(sheet, card, y)
    y = rule(sheet, y + 116)
    _key(sheet, y + 32)
    y += KEY_HEIGHT
    with_past = len(card.past) > 1
    below = AXIS_HEIGHT + WORDS_HEIGHT + (PAST_HEIGHT if with_past else 0) + FOOT_HEIGHT
    height = min(82, (TALLEST - y - below) // max(len(card.bullets), 1))
    _bullets(sheet, card, y, height)
    y += height * len(card.bullets)
    y = rule(sheet, y + AXIS_HEIGHT)
    _words(sheet, card, y)
    y += WORDS_HEIGHT
    if with_past:
        sheet.add(Box(LEFT, y - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        past_chart(sheet, card.past, y)
        y += PAST_HEIGHT
    return sheet.scene(ceil(foot(sheet, card, rule(sheet, y))))


def _tiles(sheet: Sheet, card: UnitCard, top: float) -> None:
    """Write rank, total, change and gap as large figures; the veto in words where there is one."""
    row = card.row
    rank, total, change, gap = TILES
    for x in (total, change) if row.rank or row.veto else (total,):
        sheet.add(Box(x - 20, top + 18, 1, 80, sheet.theme.hairline))
    if row.rank is None:
        tile(sheet, rank, top, label("rank"), label("unranked" if card.ranked else "unplaced"), room=140, size=WORD)
    else:
        tile(sheet, rank, top, label("rank"), row.rank, f"/ {card.ranked}", room=140)
    blank = 24 if row.pending else 10
    end = tile(sheet, total, top, label("total"), row.total, f"/ {card.full_marks}", room=244, blank=blank)
    if row.pending:
        ring(sheet, end + 10, top + 62)
    if row.veto:
        tile(sheet, change, top, label("out"), row.veto, room=RIGHT - change, size=WORD, colour=sheet.theme.accent)
    elif row.rank is not None:
        _change(sheet, row, top)
        if card.above or card.below:
            sheet.add(Box(gap - 20, top + 18, 1, 80, sheet.theme.hairline))
        if card.above is not None:
            tile(sheet, gap, top, label("behind", rank=card.above[0]), card.above[1], label("points"), room=RIGHT - gap)
        elif card.below is not None:
            tile(sheet, gap, top, label("ahead", rank=card.below[0]), card.below[1], label("points"), room=RIGHT - gap)


def _change(sheet: Sheet, row: BoardRow, top: float) -> None:
    """Write the places gained or lost since the last time."""
    x, room = TILES[2], TILES[3] - TILES[2] - 28
    if row.new or not row.movement:
        word = label("new") if row.new else label("same") if row.movement == 0 else "—"
        tile(sheet, x, top, label("since"), word, room=room, size=WORD)
    else:
        colour = triangle(sheet, x, top + 75, 32, up=row.movement > 0)
        tile(sheet, x + 40, top, "", str(abs(row.movement)), both(PLACES, ""), room=room - 40, colour=colour)
        sheet.text(x, top + 31, label("since"), 20, colour=sheet.theme.muted)


def _key(sheet: Sheet, y: float) -> None:
    """Explain the signs of the bullets, ending at the right edge."""
    theme = sheet.theme
    sheet.text(LEFT, y, label("by_category"), 27, weight=Weight.BOLD)
    codes = ("own", "half", "median", "best")
    spans = [width(label(code), 20, Weight.REGULAR) for code in codes]
    x = RIGHT - sum(spans) - (38 + 38 + 16 + 26) - 3 * 24
    for code, span, sign in zip(codes, spans, (38, 38, 16, 26), strict=True):
        match code:
            case "own":
                sheet.add(Box(x, y - 6, 30, 12, category_colour(theme, 0)))
            case "half":
                sheet.add(Box(x, y - 11, 30, 22, theme.band))
            case "median":
                sheet.add(Box(x + 2, y - 13, 5, 26, theme.ink))
            case _:
                sheet.add(Disc(x + 9, y, 8, theme.ink, hole=4.5))
        sheet.text(x + sign, y, label(code), 20, colour=theme.muted)
        x += sign + span + 24


def _share(points: str, bullet: Bullet) -> Fraction:
    """Tell which part of the category's points these are."""
    full = length_of(bullet.points)
    return length_of(points) / full if full else Fraction(0)


def _bullets(sheet: Sheet, card: UnitCard, top: float, height: float) -> None:
    """Put the categories one below the other on one scale of parts of their points, with its axis."""
    owns = [width(drawable(bullet.own), min(30, height * 0.45), Weight.BOLD) for bullet in card.bullets]
    names = [width(drawable(bullet.name), 26, Weight.BOLD) for bullet in card.bullets]
    left = LEFT + ceil(min(max([*names, 100]), 190)) + 18
    right = RIGHT - ceil(min(max([*owns, 80]), 130)) - 30
    scale = max([Fraction(1), *(_share(bullet.best, bullet) for bullet in card.bullets)])
    for number, bullet in enumerate(card.bullets):
        y = top + number * height
        if number:
            sheet.add(Box(LEFT, y - 0.5, RIGHT - LEFT, 1, sheet.theme.hairline))
        _bullet_words(sheet, bullet, (left - 18, right + 30), y, height)
        _bullet(sheet, bullet, (left, (right - left) / scale), (y, height), category_colour(sheet.theme, number))
    _axis(sheet, (left, right), scale, top + height * len(card.bullets) + 16)


def _axis(sheet: Sheet, across: tuple[float, float], scale: Fraction, y: float) -> None:
    """Write what part of the points a length is, at round parts that leave room for their figures."""
    left, right = across
    unit = (right - left) / float(scale)
    room = 18 + width(f"{float(scale):.0%}", SMALLEST, Weight.REGULAR)
    step = next(step for step in PARTS if step * unit >= room or step > scale)
    for number in range(int(scale / Fraction(step)) + 1):
        x = left + number * step * unit
        sheet.text(x, y, f"{number * step:.0%}", SMALLEST, colour=sheet.theme.muted, align=0.5)


def _bullet_words(sheet: Sheet, bullet: Bullet, ends: tuple[float, float], y: float, height: float) -> None:
    """Write name and full marks left of a bullet, points and rank right of it."""
    muted = sheet.theme.muted
    upper, lower = y + height / 2 - min(15, height * 0.22), y + height / 2 + min(16, height * 0.25)
    largest = min(26, height * 0.45)
    small = max(SMALLEST, min(20, height * 0.28))
    name, size = fitted((bullet.name,), ends[0] - LEFT, largest, SMALLEST, Weight.BOLD)
    sheet.text(LEFT, upper, name, size, weight=Weight.BOLD)
    full, size = fitted((label("full", full=bullet.points),), ends[0] - LEFT, small, SMALLEST, Weight.REGULAR)
    sheet.text(LEFT, lower, full, size, colour=muted)
    room = RIGHT - ends[1]
    if not bullet.own:
        sheet.text(RIGHT, y + height / 2, label("no_points"), small, colour=muted, align=1)
        return
    own, size = fitted((bullet.own,), room, min(30, height * 0.45), SMALLEST, Weight.BOLD)
    sheet.text(RIGHT, upper, own, size, weight=Weight.BOLD, align=1)
    place = label("unplaced") if bullet.rank is None else label("place", rank=bullet.rank)
    rank, size = fitted((place,), room, small, SMALLEST, Weight.REGULAR)
    sheet.text(RIGHT, lower, rank, size, colour=muted, align=1)


def _bullet(
    sheet: Sheet, bullet: Bullet, scale: tuple[float, Fraction], band: tuple[float, float], colour: str
) -> None:
    """Draw the middle half of the units as a wide band, the own points as a bar on it, median tick and best as ring."""
    theme = sheet.theme
    left, unit = scale
    y, height = band
    centre = y + height / 2
    thick = min(height * 0.5, 40)
    top = centre - thick / 2

    def at(points: str) -> float:
        return left + on_grid(_share(points, bullet) * unit)

    sheet.add(Box(left, top, on_grid(unit), thick, theme.track))
    if bullet.median:
        sheet.add(Box(at(bullet.low), top, at(bullet.high) - at(bullet.low), thick, theme.band))
    if bullet.own:
        sheet.add(Box(left, centre - thick / 4, at(bullet.own) - left, thick / 2, colour))
    if bullet.median:
        best = at(bullet.best)
        median_mark(sheet, at(bullet.median), top, thick, theme.ground)
        sheet.add(Disc(best, centre, 9.5, theme.ground), Disc(best, centre, 8, theme.ink, hole=4.5))


def _words(sheet: Sheet, card: UnitCard, top: float) -> None:
    """Say where the unit is furthest ahead of the median and where furthest behind."""
    theme = sheet.theme
    halves = (
        (LEFT, "strongest", card.strengths, theme.rise, "nothing_above"),
        (410, "weakest", card.gaps, theme.fall, "nothing_below"),
    )
    for x, code, found, colour, none in halves:
        sheet.text(x, top + 26, label(code), 20, colour=theme.muted)
        if not found:
            sheet.text(x, top + 61, label(none), 24, colour=theme.muted)
            continue
        lead, size = fitted((label("lead", lead=found[0].lead),), 180, 24, SMALLEST, Weight.BOLD)
        span = width(lead, size, Weight.BOLD)
        name, name_size = fitted((found[0].name,), 352 - span - 16, 30, 20, Weight.BOLD)
        end = sheet.text(x, top + 61, name, name_size, weight=Weight.BOLD)
        sheet.text(end + 16, top + 61, lead, size, weight=Weight.BOLD, colour=colour)
