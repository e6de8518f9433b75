"""The same scene drawn the plain way, with matplotlib's own text and patches: what the fast way must look like."""

from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Annulus, Circle, FancyBboxPatch, Rectangle
from matplotlib.patches import Polygon as Outline
from matplotlib.text import Text as Lettering
from matplotlib.transforms import Affine2D, IdentityTransform

from handlers.pictures.draw import PIXELS
from handlers.pictures.glyphs import font_file
from handlers.pictures.scene import Box, Disc, Line, Polygon, Scene, Shape, Text

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray


def plain_rgba(scene: Scene) -> "NDArray[np.uint8]":
    with mpl.rc_context({"text.hinting": "none", "text.antialiased": True}):
        figure = Figure(figsize=(scene.width, scene.height), dpi=PIXELS, facecolor=scene.ground)
        canvas = FigureCanvasAgg(figure)
        place = Affine2D().scale(PIXELS, -PIXELS).translate(0, scene.height * PIXELS)
        for order, shape in enumerate(scene.shapes):
            artist = _artist(shape, scene.height)
            artist.set_zorder(order)
            if not isinstance(shape, Text):
                artist.set_transform(place)
                artist.set_snap(False)
            figure.add_artist(artist, clip=False)
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib leaves it untyped
        return np.array(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above


def _artist(shape: Shape, height: float) -> "Artist":
    match shape:
        case Text():
            return Lettering(
                shape.x * PIXELS,
                (height - shape.y) * PIXELS,
                shape.text,
                color=shape.colour,
                fontproperties=FontProperties(fname=str(font_file(shape.weight)), size=shape.size * 72),
                transform=IdentityTransform(),
                verticalalignment="baseline",
                parse_math=False,
            )
        case Box(x, y, width, tall, colour, radius):
            if not radius:
                return Rectangle((x, y), width, tall, facecolor=colour, linewidth=0)
            style = f"round,pad=0,rounding_size={radius}"
            return FancyBboxPatch((x, y), width, tall, boxstyle=style, facecolor=colour, linewidth=0, mutation_aspect=1)
        case Disc(x, y, radius, colour, hole):
            if hole:
                return Annulus((x, y), radius, radius - hole, facecolor=colour, linewidth=0)
            return Circle((x, y), radius, facecolor=colour, linewidth=0)
        case Polygon(points, colour):
            return Outline(points, closed=True, facecolor=colour, linewidth=0)
        case Line(points, stroke, colour):
            across, down = zip(*points, strict=True)
            return Line2D(
                across, down, linewidth=stroke * 72, color=colour, solid_capstyle="round", solid_joinstyle="round"
            )
