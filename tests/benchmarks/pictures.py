"""The leaderboard picture beside a plain pyplot table, matplotlib's own text and Pillow on the same picture."""

import asyncio
import io
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from PIL import Image, ImageDraw, ImageFont

from bot.operating.tally import Spans
from bot.outgoing.drawing import Pictures
from handlers.pictures.draw import PIXELS, picture_png, warm
from handlers.pictures.glyphs import Weight, font_file
from handlers.pictures.pages import WHOLE
from handlers.pictures.png import encode
from handlers.pictures.scene import LIGHT, Box, Disc, Line, Polygon, Scene, Text
from handlers.pictures.scenes.board import board_scene
from handlers.pictures.shown.board import Board
from tests.handlers.pictures.boards_made import made_board
from tests.handlers.pictures.plain_figure import plain_rgba

if TYPE_CHECKING:
    from collections.abc import Callable


ROUNDS = {20: 9, 92: 3}
DRAWS = 12
BEAT = 0.001
"""Seconds between two beats of the loop."""


def run() -> list[str]:
    """Measure in interleaved rounds: medians, ratios to ours, sizes; cold start, the loop's stalls, memory."""
    warm()
    lines = [*_compared(20, 1), *_compared(92, WHOLE)]
    lines.append(f"{cold() * 1000:7.0f} ms  a new process: imports, fonts, first picture")
    return lines + asyncio.run(beside_a_loop(made_board(20, 3)))


def _compared(rows: int, page: int) -> list[str]:
    """Draw the same board in every way, in turn."""
    board = made_board(rows, 3)
    ours = "ours, board to PNG, warm"
    ways: dict[str, Callable[[], bytes]] = {
        ours: lambda: picture_png(board, page, "light"),
        "plain pyplot table, tight layout": lambda: pyplot_table(board),
        "matplotlib Figure with Text, same scene, RGBA PNG": lambda: figure_with_text(board_scene(board, page)),
        "matplotlib Figure with Text, same scene, our palette PNG": lambda: encode(
            plain_rgba(board_scene(board, page)), LIGHT
        ),
        "Pillow, same scene, palette PNG": lambda: pillow(board_scene(board, page)),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    sizes: dict[str, int] = {}
    for number in range(ROUNDS[rows] + 1):
        for name, way in ways.items():
            start = perf_counter()
            sizes[name] = len(way())
            if number:
                times[name].append(perf_counter() - start)
    scene = board_scene(board, page)
    return [
        f"{rows} rows, {scene.width * PIXELS} x {scene.height * PIXELS}, medians of {ROUNDS[rows]} interleaved rounds",
        *(
            f"{took * 1000:7.0f} ms  {took / median(times[ours]):5.1f} x  {sizes[name] / 1000:5.0f} kB  {name}"
            for name, took in ((name, median(spent)) for name, spent in times.items())
        ),
    ]


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


def cold() -> float:
    """Time a new process from its start to its first picture, the better of two."""
    program = (
        "from tests.handlers.pictures.boards_made import made_board; from handlers.pictures.draw import picture_png;"
        "picture_png(made_board(20, 3), 1, 'light')"
    )
    spent = []
    for _ in range(2):
        start = perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        spent.append(perf_counter() - start)
    return min(spent)


async def beside_a_loop(board: Board) -> list[str]:
    """Draw as the bot does; tell how late a heartbeat of its loop comes, also without a drawing, and the memory."""
    pictures = Pictures(Spans())
    start = perf_counter()
    await pictures.draw(board, 1, "light")
    lines = [f"{(perf_counter() - start) * 1000:7.0f} ms  the first picture, with the start of the drawing process"]
    spent, stalls, idle = [], [], []
    for number in range(DRAWS):
        begun = perf_counter()
        asked = pictures.draw(replace(board, subtitle=str(number)), 1, "light")
        stalls.append(await _latest_beat(asyncio.ensure_future(asked)))
        spent.append(perf_counter() - begun)
        idle.append(await _latest_beat(asyncio.ensure_future(asyncio.sleep(spent[-1]))))
    lines.append(f"{median(spent) * 1000:7.0f} ms  a picture through it, median of {DRAWS}")
    for name, late in (("while a picture is drawn", stalls), ("as long without one", idle)):
        lines.append(f"{median(late) * 1000:7.1f} ms  longest stall of the loop {name} (most: {max(late) * 1000:.1f})")
    lines.append(f"{_resident(pictures.pid):7.0f} MB  memory of the drawing process, shared pages included")
    pictures.close()
    return lines


async def _latest_beat(work: asyncio.Future[object]) -> float:
    """Let the loop beat until some work is done; returns by how much the latest beat was late."""
    worst, last = 0.0, perf_counter()
    while not work.done():
        await asyncio.sleep(BEAT)
        now = perf_counter()
        last, worst = now, max(worst, now - last - BEAT)
    return worst


def _resident(pid: int | None) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmRSS"))) / 1024
