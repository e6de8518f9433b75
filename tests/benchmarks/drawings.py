"""The board as one draws it without our engine: pyplot, matplotlib's own text, Pillow."""

import io
from functools import cache

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from PIL import Image, ImageDraw, ImageFont

from handlers.pictures.draw import PIXELS
from handlers.pictures.glyphs import Weight, font_file
from handlers.pictures.scene import LIGHT, Box, Disc, Line, Polygon, Scene, Text
from handlers.pictures.shown.board import Board
from tests.handlers.pictures.plain_figure import plain_rgba


def pyplot_table(board: Board) -> bytes:
    """The board as most would draw it first: a table, bars and lines by pyplot."""
    import matplotlib.pyplot as plt  # noqa: TID251 - the anchor is what we do without

    mpl.use("agg")
    font = FontProperties(fname=str(font_file(Weight.REGULAR)), size=12)
    figure, (left, right, last) = plt.subplots(
        1, 3, figsize=(8, 0.64 * len(board.rows)), dpi=200, width_ratios=(2, 1, 0.5)
    )
    cells = [[row.rank, row.name, row.total, str(row.movement)] for row in board.rows]
    table = left.table(cells, colLabels=["名次", "单位", "总分", "升降"], loc="center")
    for cell in table.get_celld().values():
        cell.set_text_props(fontproperties=font)
    left.axis("off")
    reached = [0.0] * len(board.rows)
    for index, (name, _) in enumerate(board.categories):
        points = [float(row.shares[index]) for row in board.rows]
        right.barh(range(len(board.rows)), points, left=reached, color=LIGHT.categories[index], label=name)
        reached = [one + other for one, other in zip(reached, points, strict=True)]
    right.set_yticks(range(len(board.rows)), [row.short for row in board.rows], fontproperties=font)
    right.invert_yaxis()
    right.legend(prop=font)
    for index, row in enumerate(board.rows):
        totals = [float(total) for total in row.history]
        last.plot([index - (total - totals[-1]) / 10 for total in totals], color="grey")
    last.invert_yaxis()
    figure.suptitle(board.title, fontproperties=font)
    figure.tight_layout()
    file = io.BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)
    return file.getvalue()


def figure_with_text(scene: Scene) -> bytes:
    """The same scene by matplotlib's own text and patches, written as matplotlib writes PNG: through Pillow, RGBA."""
    file = io.BytesIO()
    Image.fromarray(plain_rgba(scene)).save(file, "png")
    return file.getvalue()


@cache
def lettering(weight: Weight, size: float) -> ImageFont.FreeTypeFont:
    """A font of Pillow, opened once as one would in a server."""
    return ImageFont.truetype(str(font_file(weight)), round(size * PIXELS))


def pillow(scene: Scene) -> bytes:
    """The same scene by Pillow, whose shapes have rough edges; 256 colours chosen by its quick quantiser."""
    image = Image.new("RGB", (scene.width * PIXELS, scene.height * PIXELS), scene.ground)
    canvas = ImageDraw.Draw(image)
    for shape in scene.shapes:
        match shape:
            case Text(x, y, text, size, weight, colour):
                canvas.text((x * PIXELS, y * PIXELS), text, colour, lettering(weight, size), anchor="ls")
            case Box(x, y, width, height, colour, radius):
                corners = (x * PIXELS, y * PIXELS, (x + width) * PIXELS - 1, (y + height) * PIXELS - 1)
                if radius:
                    canvas.rounded_rectangle(corners, radius * PIXELS, colour)
                else:
                    canvas.rectangle(corners, colour)
            case Disc(x, y, radius, colour, hole):
                place = (x * PIXELS, y * PIXELS)
                if hole:
                    canvas.circle(place, radius * PIXELS, outline=colour, width=round((radius - hole) * PIXELS))
                else:
                    canvas.circle(place, radius * PIXELS, colour)
            case Polygon(points, colour):
                canvas.polygon([(x * PIXELS, y * PIXELS) for x, y in points], colour)
            case Line(points, stroke, colour):
                canvas.line([(x * PIXELS, y * PIXELS) for x, y in points], colour, round(stroke * PIXELS), "curve")
    file = io.BytesIO()
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "png", compress_level=5)
    return file.getvalue()
