"""From a scene to a PNG, fast: glyph outlines and shapes in two collections, a fixed palette, a plain PNG writer.

Everything here may run in a worker process: top-level functions of picklable arguments.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform

from handlers.pictures.glyphs import Weight, drawable, glyph, missing
from handlers.pictures.pages import PAGE_ROWS, WHOLE
from handlers.pictures.png import encode
from handlers.pictures.scene import LIGHT, TALLEST, THEMES, Box, Disc, Line, Polygon, Scene, Shape, Sheet, Text
from handlers.pictures.scenes.board import board_scene
from handlers.pictures.scenes.bump import bump_scene
from handlers.pictures.scenes.card import card_scene
from handlers.pictures.scenes.category import category_scene
from handlers.pictures.scenes.trend import trend_scene
from handlers.pictures.shown.board import Board
from handlers.pictures.shown.charts import Bump, CategoryBoard, Shown, Trend, UnitCard
from scoring.language import LANGUAGES, Spoken, both, speaking

if TYPE_CHECKING:
    from numpy.typing import NDArray


def whole_picture(board: Board, *, theme: str = "light", language: str = LANGUAGES[0]) -> bytes:
    """Draw the whole board as one PNG file: a page, or the tall sheet where a page does not hold all."""
    return picture_png(board, 1 if len(board.drawn) <= PAGE_ROWS else WHOLE, theme, language)


PIXELS = 2
"""Pixels a unit."""


SPECIMEN = "擂台第1名 98.65 ↑峄郯鄄崮堽㙍"


def picture_png(shown: Shown, page: int, theme: str, language: str = LANGUAGES[0]) -> bytes:
    """Draw a picture of any kind as a PNG file, its words in a language.

    Leaderboards and category rankings have pages from 1 (`boards.WHOLE` for all rows on one sheet), others only page 1.
    """
    with speaking(Spoken(language)):
        scene = scene_of(shown, page, theme)
    return scene_png(scene, theme)


def scene_of(shown: Shown, page: int, theme: str) -> Scene:
    """Lay out a picture of any kind."""
    match shown:
        case Board():
            return board_scene(shown, page, theme)
        case CategoryBoard():
            return category_scene(shown, page, theme)
        case UnitCard():
            return card_scene(shown, theme)
        case Bump():
            return bump_scene(shown, theme)
        case Trend():
            return trend_scene(shown, theme)


def scene_png(scene: Scene, theme: str) -> bytes:
    """Draw a scene as a PNG file in the colours of its theme."""
    return encode(rgba(scene), THEMES[theme])


def warm() -> None:
    """Load the fonts, the palettes and matplotlib before the first picture is asked for."""
    sheet = Sheet(LIGHT)
    for weight in Weight:
        sheet.text(0, 40, SPECIMEN + "0123456789./%（）满分暂定正式锁待榜名次升降单位分项构成总分", 26, weight=weight)
    for theme in THEMES:
        scene_png(sheet.scene(80), theme)


def self_test() -> str | None:
    """Draw a line of text and look at it: what is wrong in words, None when all is well."""
    lacking = missing(SPECIMEN)
    if lacking:
        chars = both("、", ", ").join(lacking)
        return both(f"字体缺字：{chars}", f"the font lacks {chars}")
    for weight in Weight:
        sheet = Sheet(LIGHT)
        end = sheet.text(20, 40, drawable(SPECIMEN), 26, weight=weight)
        ink = rgba(sheet.scene(80))[:, : int(end * PIXELS), 0] < 128
        if not 0.05 < ink.mean() < 0.5:
            return both(f"字体 {weight} 画不出文字", f"the font {weight} draws no text")
    return None


def rgba(scene: Scene) -> "NDArray[np.uint8]":
    """Paint the scene into an array of height x width x 4, which the next picture of that size overwrites."""
    make = _kept_canvas if scene.height <= TALLEST else _new_canvas
    canvas = make(scene.width, scene.height)
    figure = canvas.figure
    figure.clear()
    figure.set_facecolor(scene.ground)
    strokes = [shape.stroke * 72 if isinstance(shape, Line) else 0 for shape in scene.shapes]
    collection = PathCollection(
        [_outline(shape) for shape in scene.shapes],
        facecolors=["none" if isinstance(shape, Line) else shape.colour for shape in scene.shapes],
        edgecolors=[shape.colour if isinstance(shape, Line) else "none" for shape in scene.shapes],
        linewidths=strokes,
        capstyle="round",
        joinstyle="round",
        transform=Affine2D().scale(PIXELS, -PIXELS).translate(0, scene.height * PIXELS),
        offset_transform=IdentityTransform(),
        snap=False,
    )
    figure.add_artist(collection, clip=False)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
    return np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above


def _new_canvas(width: int, height: int) -> FigureCanvasAgg:
    # An inch a unit, so that a dot per inch is a pixel per unit; a point is then the 72nd part of a unit.
    return FigureCanvasAgg(Figure(figsize=(width, height), dpi=PIXELS))


@lru_cache(maxsize=4)
def _kept_canvas(width: int, height: int) -> FigureCanvasAgg:
    """Keep the canvases of the last page sizes: 16 MB of fresh memory cost a tenth of a whole picture's time."""
    return _new_canvas(width, height)


def _outline(shape: Shape) -> Path:
    """Make the path of a shape in units, y pointing down."""
    match shape:
        case Text():
            return _lettering(shape)
        case Box(x, y, width, height, _, radius):
            return _rounded(x, y, x + width, y + height, radius) if radius else _rectangle(x, y, x + width, y + height)
        case Disc(x, y, radius, _, hole):
            place = Affine2D().scale(radius).translate(x, y)
            circle = Path.unit_circle().transformed(place)
            if not hole:
                return circle
            inner = Path.unit_circle().transformed(Affine2D().scale(hole, -hole).translate(x, y))
            return Path.make_compound_path(circle, inner)
        case Polygon(points):
            return Path([*points, points[0]], closed=True)
        case Line(points):
            return Path(points)


def _lettering(text: Text) -> Path:
    """Join a line of text to one path: the outlines of its characters side by side, each from a whole pixel.

    Whole pixels move no character by more than a quarter of a unit, and equal characters become equal pixels: files
    are up to 7 % smaller.
    """
    parts, codes = [], []
    x, baseline = text.x, on_pixel(text.y)
    for char in text.text:
        advance, vertices, outline = _letter(char, text.weight, text.size)
        parts.append(np.add(vertices, (on_pixel(x), baseline)))
        codes.append(outline)
        x += advance
    if not parts:
        return Path(np.empty((0, 2)))
    return Path(np.concatenate(parts), np.concatenate(codes))


@lru_cache(maxsize=4096)
def _letter(char: str, weight: Weight, size: float) -> "tuple[float, NDArray[np.float64], NDArray[np.uint8]]":
    """Scale a character to units: its advance, its vertices with y pointing down, its path codes."""
    letter = glyph(char, weight)
    return letter.advance * size, letter.vertices * (size, -size), letter.codes


def on_pixel(position: float) -> float:
    """Move a position to the nearest pixel."""
    return round(position * PIXELS) / PIXELS


def _rectangle(left: float, top: float, right: float, bottom: float) -> Path:
    return Path([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], closed=True)


def _rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Path:
    """Make a rectangle whose corners are quadratic curves."""
    near, far = Path.LINETO, Path.CURVE3
    return Path(
        [
            (left + radius, top),
            (right - radius, top),
            (right, top),
            (right, top + radius),
            (right, bottom - radius),
            (right, bottom),
            (right - radius, bottom),
            (left + radius, bottom),
            (left, bottom),
            (left, bottom - radius),
            (left, top + radius),
            (left, top),
            (left + radius, top),
        ],
        [Path.MOVETO, *(near, far, far) * 4],
    )
