"""The leaderboard picture beside a plain pyplot table, matplotlib's own text and Pillow on the same picture."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median
from time import perf_counter

from bot.operating.tally import Spans
from bot.outgoing.drawing import Pictures
from handlers.pictures.draw import PIXELS, picture_png, warm
from handlers.pictures.pages import WHOLE
from handlers.pictures.png import encode
from handlers.pictures.scene import LIGHT
from handlers.pictures.scenes.board import board_scene
from handlers.pictures.shown.board import Board
from tests.benchmarks.drawings import figure_with_text, pillow, pyplot_table
from tests.benchmarks.processes import family, memory
from tests.benchmarks.table import Row, medians
from tests.handlers.pictures.boards_made import made_board
from tests.handlers.pictures.plain_figure import plain_rgba

ROUNDS = {20: 5, 92: 3}
OURS = "ours"
ANCHORS = (
    "pyplot table, tight layout",
    "matplotlib Figure with Text, same scene, RGBA",
    "the same, our palette",
    "Pillow, same scene, palette",
)
COLD = """
from tests.handlers.pictures.boards_made import made_board
from handlers.pictures.draw import picture_png
picture_png(made_board(20, 3), 1, "light")
"""
COLD_PYPLOT = """
from tests.handlers.pictures.boards_made import made_board
from tests.benchmarks.drawings import pyplot_table
pyplot_table(made_board(20, 3))
"""
DRAWS = 12
BEAT = 0.001
"""Seconds between two beats of the loop."""


def run(*, full: bool) -> Iterator[Row | str]:
    """Measure in turns: medians; cold start, the loop's stalls, memory."""
    warm()
    for rows, page in ((20, 1), (92, WHOLE)) if full else ((20, 1),):
        board = made_board(rows, 3)
        scene = board_scene(board, page)
        lanes = ways(board, page)
        sizes = {name: len(lane()) / 1000 for name, lane in lanes.items()}
        taken = medians(lanes, ROUNDS[rows])
        yield f"{rows} rows, {scene.width * PIXELS} x {scene.height * PIXELS}; medians of {ROUNDS[rows]} rounds."
        for name in ANCHORS:
            yield Row(f"{rows} rows to a PNG, warm", taken[OURS] * 1000, "ms", taken[name] * 1000, name)
        for name in ANCHORS:
            yield Row(f"{rows} rows, file size", sizes[OURS], "kB", sizes[name], name)
    yield "A new process, from its start to its first picture, the better of two; and the bot's own drawing process."
    yield Row("20 rows, cold", cold(COLD) * 1000, "ms", cold(COLD_PYPLOT) * 1000, ANCHORS[0])
    yield from asyncio.run(beside_a_loop(made_board(20, 3)))


def ways(board: Board, page: int) -> dict[str, Callable[[], bytes]]:
    """Return the ways to draw the same board."""
    drawn = (
        lambda: pyplot_table(board),
        lambda: figure_with_text(board_scene(board, page)),
        lambda: encode(plain_rgba(board_scene(board, page)), LIGHT),
        lambda: pillow(board_scene(board, page)),
    )
    return {OURS: lambda: picture_png(board, page, "light"), **dict(zip(ANCHORS, drawn, strict=True))}


def cold(program: str) -> float:
    """Time a new process, the better of two."""
    spent = []
    for _ in range(2):
        start = perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True)
        spent.append(perf_counter() - start)
    return min(spent)


async def beside_a_loop(board: Board) -> list[Row]:
    """Draw as the bot does; tell how late a heartbeat of its loop comes, also without a drawing, and the memory."""
    pictures = Pictures(Spans())
    start = perf_counter()
    await pictures.draw(board, 1, "light", "zh")
    first = perf_counter() - start
    spent, stalls, idle = [], [], []
    for number in range(DRAWS):
        begun = perf_counter()
        asked = pictures.draw(replace(board, subtitle=str(number)), 1, "light", "zh")
        stalls.append(await _latest_beat(asyncio.ensure_future(asked)))
        spent.append(perf_counter() - begun)
        idle.append(await _latest_beat(asyncio.ensure_future(asyncio.sleep(spent[-1]))))
    held = sum(memory(each) for each in family(os.getpid())[1:])
    pictures.close()
    late, rest = median(stalls) * 1000, median(idle) * 1000
    return [
        Row("the first picture, with the start of the drawing process", first * 1000, "ms"),
        Row("a picture by the drawing process", median(spent) * 1000, "ms"),
        Row("longest stall of a loop meanwhile", late, "ms", rest, "the loop without a drawing", "≤ 10 ms"),
        Row("the drawing processes", held, "MB"),
    ]


async def _latest_beat(work: asyncio.Future[object]) -> float:
    """Let the loop beat until some work is done; returns by how much the latest beat was late."""
    worst, last = 0.0, perf_counter()
    while not work.done():
        await asyncio.sleep(BEAT)
        now = perf_counter()
        last, worst = now, max(worst, now - last - BEAT)
    return worst
