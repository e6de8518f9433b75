"""Where everything on the bump chart of an arena stands: a line a unit, all grey but three, names at the right end."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

from handlers.pictures.frame import FOOT_HEIGHT, foot, head, rule
from handlers.pictures.glyphs import Weight, drawable, width
from handlers.pictures.lines import Points, period_labels, places
from handlers.pictures.marks import LEFT, RIGHT, SMALLEST, own_row, triangle
from handlers.pictures.scene import TALLEST, THEMES, Box, Disc, Line, Scene, Sheet, fitted
from handlers.pictures.shown.charts import Bump, BumpLine, gained
from handlers.pictures.shown.headline import bump_headline
from handlers.pictures.texts import label

ROWS = 20
"""Places that one picture can show; of a larger arena the first ones, and below them the coloured units."""


EDGE = 34
"""Room for the ranks at the left edge."""


BELOW = 0.7
"""Rows that the blanks around the units below the gap take."""


BEND = 20
"""Straight pieces that the bend between two periods is made of."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where periods and places stand; coloured units beyond the first `shown` have rows of their own below a gap."""

    top: float
    across: list[float]
    labels: float
    step: float
    shown: int
    below: tuple[int, ...]

    @property
    def floor(self) -> float:
        """The lower edge of the places shown."""
        return self.top + self.step * self.shown

    @property
    def bottom(self) -> float:
        """The lower edge of everything."""
        return self.floor + self.step * (len(self.below) + BELOW if self.below else 0)

    def height(self, unit: int, slot: int) -> float:
        """Give the height at which a unit (its number from 0 in the last period) stands in a place from 0."""
        if slot < self.shown:
            return self.top + self.step * (slot + 0.5)
        if unit in self.below:
            return self.floor + self.step * (self.below.index(unit) + 0.9)
        return self.floor + self.step


def bump_scene(bump: Bump, theme: str = "light") -> Scene:
    """Lay out the ranks of an arena's units over the periods."""
    sheet = Sheet(THEMES[theme])
    colours = _colours(sheet, bump)
    shown = _shown(bump, max(colours, default=0))
    few = shown < len(bump.lines)
    note = label("trend_few" if few else "trend_all", count=len(bump.lines), shown=shown)
    y = head(sheet, bump, bump_headline(bump), note=note) + 38
    _key(sheet, bump, y)
    grid = _grid(bump, y + 60, shown, tuple(colours))
    period_labels(sheet, bump.periods, grid.across, y + 42)
    slots = _slots(bump)
    if grid.below:
        sheet.add(Box(LEFT, grid.floor + grid.step * 0.2, RIGHT - LEFT, 1, sheet.theme.band))
    for unit in sorted(range(len(bump.lines)), key=lambda unit: unit in colours):
        down = [None if slot is None else grid.height(unit, slot) for slot in slots[unit]]
        edge = grid.bottom if unit in grid.below else grid.floor
        if all(y is None or y > edge for y in down):
            continue
        _line(sheet, bump.lines[unit], list(zip(grid.across, down, strict=True)), edge, colours.get(unit))
        if unit in grid.below:
            _ranks_below(sheet, bump.lines[unit], list(zip(grid.across, down, strict=True)), grid.floor)
        first = down[0]
        if len(down) > 1 and first is not None and first <= edge:
            _first_rank(sheet, bump.lines[unit].ranks[0] or "", first, colours.get(unit))
    for unit in (*range(grid.shown), *grid.below):
        _label(sheet, bump.lines[unit], grid.height(unit, unit), grid, colours.get(unit))
    if not bump.lines:
        sheet.text((LEFT + RIGHT) / 2, grid.top + 24, label("no_units"), 26, colour=sheet.theme.muted, align=0.5)
    bottom = rule(sheet, max(grid.bottom, grid.top + 49) + 4)
    return sheet.scene(ceil(foot(sheet, bump, bottom)))


def _shown(bump: Bump, furthest: int) -> int:
    """Choose how many places are shown; fewer where a coloured unit stands below them."""
    count = len(bump.lines)
    return count if count <= ROWS else ROWS if furthest < ROWS else ROWS - 4


def _grid(bump: Bump, top: float, shown: int, coloured: tuple[int, ...]) -> Grid:
    below = tuple(unit for unit in sorted(coloured) if unit >= shown)
    step = min(54.0, int((TALLEST - FOOT_HEIGHT - 6 - top) / max(shown + (len(below) + BELOW if below else 0), 1)))
    longest = max((width(drawable(line.name), 24, Weight.BOLD) for line in bump.lines), default=100.0)
    labels = RIGHT - 52 - min(max(longest, 100.0), 216.0) - 46 if len(bump.periods) > 1 else LEFT + 72
    return Grid(top, places(len(bump.periods), LEFT + EDGE + 18, labels - 26), labels, step, shown, below)


def _slots(bump: Bump) -> list[list[int | None]]:
    """Give every unit its place in each period's column; units of equal rank stand one below the other."""
    found: list[list[int | None]] = [[None] * len(bump.periods) for _ in bump.lines]
    for column in range(len(bump.periods)):
        ranked = [(Fraction(r), unit) for unit, line in enumerate(bump.lines) if (r := line.ranks[column]) is not None]
        for slot, (_, unit) in enumerate(sorted(ranked)):
            found[unit][column] = slot
    return found


def _colours(sheet: Sheet, bump: Bump) -> dict[int, str]:
    """Choose who is coloured: the own unit in ink, who rose and who fell most in the colours of movement."""
    found = {unit: sheet.theme.ink for unit, line in enumerate(bump.lines) if line.own}
    for line, colour in ((bump.riser, sheet.theme.rise), (bump.faller, sheet.theme.fall)):
        if line is not None:
            found[bump.lines.index(line)] = colour
    return found


def _key(sheet: Sheet, bump: Bump, y: float) -> None:
    """Explain the colours in use."""
    theme = sheet.theme
    x = float(LEFT)
    if len(bump.periods) < 2:
        sheet.text(x, y, label("first_period"), 20, colour=theme.muted)
        return
    if bump.riser is None and bump.faller is None:
        x = sheet.text(x, y, label("no_change"), 20, colour=theme.muted) + 26
    entries = [
        ("riser", theme.rise, bump.riser is not None),
        ("faller", theme.fall, bump.faller is not None),
        ("own", theme.ink, any(line.own and line not in (bump.riser, bump.faller) for line in bump.lines)),
        ("others", theme.band, len(bump.lines) > 1),
    ]
    for code, colour, used in entries:
        if used:
            sheet.add(Box(x, y - 3, 30, 6, colour, radius=3), Disc(x + 15, y, 7, colour))
            x = sheet.text(x + 38, y, label(code), 20, colour=theme.muted) + 26
    since, size = fitted((label("compared", since=bump.since),), RIGHT - x, 20, SMALLEST, Weight.REGULAR)
    sheet.text(RIGHT, y, since, size, colour=theme.muted, align=1)


def _line(sheet: Sheet, line: BumpLine, points: Points, edge: float, colour: str | None) -> None:
    """Draw a unit's line with a dot a period; what leaves the places shown goes out at their lower edge."""
    tint = colour or sheet.theme.band
    stroke, radius = (7, 9) if colour else (4, 5)
    sheet.add(*(Line(run, stroke, tint) for run in _runs(points, edge)))
    for column, (x, y) in enumerate(points):
        if y is not None and y <= edge:
            sheet.add(Disc(x, y, radius + 2 if column == len(line.ranks) - 1 else radius, tint))


def _first_rank(sheet: Sheet, rank: str, y: float, colour: str | None) -> None:
    """Write the rank with which a unit began at the left edge."""
    text, size = fitted((rank,), EDGE, 22, SMALLEST, Weight.BOLD)
    sheet.text(LEFT + EDGE, y, text, size, weight=Weight.BOLD, colour=colour or sheet.theme.muted, align=1)


def _ranks_below(sheet: Sheet, line: BumpLine, points: Points, floor: float) -> None:
    """Write the ranks below the dots of a unit where its row is not its place; the edges tell the outer two."""
    for rank, (x, y) in zip(line.ranks[1:-1], points[1:-1], strict=True):
        if y is not None and y > floor:
            sheet.text(x, y + 22, drawable(rank or ""), SMALLEST, colour=sheet.theme.muted, align=0.5)


def _runs(points: Points, edge: float) -> Iterator[tuple[tuple[float, float], ...]]:
    """Bend a line from period to period; it breaks off where a place is unknown, and below the edge."""
    run: list[tuple[float, float]] = []
    for (x, y), (next_x, next_y) in pairwise(points):
        for piece in range(BEND + 1):
            part = piece / BEND
            height = None if y is None or next_y is None else y + (next_y - y) * part * part * (3 - 2 * part)
            if height is not None and height <= edge:
                run.append((x + (next_x - x) * part, height))
            elif run:
                yield tuple(run)
                run = []
    if len(run) > 1:
        yield tuple(run)


def _label(sheet: Sheet, line: BumpLine, y: float, grid: Grid, colour: str | None) -> None:
    """Write rank, name and, of the coloured units, the places gained or lost at the right end."""
    theme = sheet.theme
    ground = theme.tint if line.own else theme.ground
    if line.own:
        own_row(sheet, grid.labels - 10, y - grid.step / 2 + 1, grid.step - 2)
    weight = Weight.BOLD if colour else Weight.REGULAR
    rank = (line.ranks[-1] if line.ranks else None) or "—"
    text, size = fitted((rank,), 38, 24, SMALLEST, Weight.BOLD)
    sheet.text(
        grid.labels + 36, y, text, size, weight=Weight.BOLD, colour=colour or theme.muted, ground=ground, align=1
    )
    name, size = fitted((line.name, line.short), RIGHT - 52 - grid.labels - 46, 24, SMALLEST, weight)
    sheet.text(grid.labels + 46, y, name, size, weight=weight, colour=colour or theme.ink, ground=ground)
    change = gained(line)
    if colour and change:
        tone = triangle(sheet, RIGHT - 44, y, 14, up=change > 0)
        text, size = fitted((str(abs(change)),), 26, 20, SMALLEST, Weight.BOLD)
        sheet.text(RIGHT - 26, y, text, size, weight=Weight.BOLD, colour=tone, ground=ground)
