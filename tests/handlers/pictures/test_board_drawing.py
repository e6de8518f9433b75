import io
import pickle
import struct
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from handlers.pictures import draw
from handlers.pictures.draw import picture_png, rgba, scene_of, scene_png, self_test, warm, whole_picture
from handlers.pictures.pages import WHOLE
from handlers.pictures.png import encode, palette
from handlers.pictures.scene import DARK, LIGHT, THEMES, Scene, Text, Theme
from handlers.pictures.scenes.board import board_scene
from handlers.standings.views.pictures import page_count
from tests.handlers.pictures.boards_made import made_board, with_row
from tests.handlers.pictures.cases import CASES
from tests.handlers.pictures.plain_figure import plain_rgba


def opened(png: bytes) -> NDArray[np.int16]:
    """The pixels of a PNG file as another program reads them."""
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return np.asarray(image.convert("RGB")).astype(np.int16)


def tiles(pixels: NDArray[np.int16]) -> NDArray[np.float64]:
    """The mean colour of every square of 8 x 8 pixels."""
    height, width = (side // 8 * 8 for side in pixels.shape[:2])
    squares = pixels[:height, :width].reshape(height // 8, 8, width // 8, 8, 3)
    return np.asarray(squares.mean(axis=(1, 3)))


def furthest_tile(scene: Scene, reference: Scene, theme: str) -> float:
    drawn = opened(scene_png(scene, theme))
    plain = plain_rgba(reference)[:, :, :3].astype(np.int16)
    assert drawn.shape == plain.shape
    return float(np.abs(tiles(drawn) - tiles(plain)).max())


@pytest.mark.parametrize(("count", "theme"), [(20, "light"), (20, "dark"), (10, "light"), (1, "dark")])
def test_the_fast_drawing_looks_like_matplotlibs_own_text_and_patches(count: int, theme: str) -> None:
    scene = board_scene(with_row(made_board(count, 3), 0, own=True, pending=True), 1, theme)
    drawn = opened(scene_png(scene, theme))
    plain = plain_rgba(scene)[:, :, :3].astype(np.int16)
    assert drawn.shape == plain.shape
    away = np.abs(drawn - plain).max(axis=2)
    assert away.mean() < 2.5
    assert (away > 100).mean() < 0.006
    assert np.abs(tiles(drawn) - tiles(plain)).max() < 45


def test_the_comparison_sees_a_single_wrong_digit() -> None:
    board = made_board(20, 3)
    scene = board_scene(board, 1)
    shapes = tuple(
        replace(shape, text=shape.text[:-1] + ("1" if shape.text[-1] == "8" else "8"))
        if isinstance(shape, Text) and shape.text == board.rows[7].total
        else shape
        for shape in scene.shapes
    )
    assert furthest_tile(scene, scene, "light") < 45
    assert furthest_tile(replace(scene, shapes=shapes), scene, "light") > 45


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("count", [1, 10, 20])
def test_a_picture_is_1600_pixels_wide_and_at_most_200_kilobytes(count: int, theme: str) -> None:
    png = picture_png(made_board(count, 7), 1, theme)
    width, height = struct.unpack(">II", png[16:24])
    assert width == 1600
    assert height <= 2560
    assert len(png) <= 200_000


def test_a_picture_with_much_on_it_stays_within_200_kilobytes() -> None:
    names = tuple((f"类别{sign}第{number}项", "8.00") for number, sign in enumerate("甲乙丙丁戊己庚辛壬癸子丑", 1))
    board = made_board(20, 7, categories=names, title="局属事业单位、机关科室擂台暨综合保障部门竞赛")
    rows = tuple(
        replace(row, shares=("5.00", "6.50") * 6, pending=True, own=index == 3) for index, row in enumerate(board.rows)
    )
    for theme in THEMES:
        assert len(picture_png(replace(board, rows=rows), 1, theme)) <= 200_000


def test_92_units_are_an_album_of_five_and_one_tall_sheet() -> None:
    board = made_board(92)
    pictures = [picture_png(board, page, "light") for page in range(1, page_count(board) + 1)]
    heights = [struct.unpack(">II", png[16:24])[1] for png in pictures]
    assert len(pictures) == 5
    assert heights[0] > heights[1] == heights[2] == heights[3] == heights[4]
    whole = picture_png(board, WHOLE, "light")
    assert whole_picture(board) == whole
    assert struct.unpack(">II", whole[16:24])[1] > 92 * 49 * 2


def test_the_same_board_is_the_same_file() -> None:
    board = made_board(11)
    assert picture_png(board, 1, "dark") == picture_png(pickle.loads(pickle.dumps(board)), 1, "dark")  # noqa: S301 - own bytes
    assert picture_png(board, 1, "dark") != picture_png(board, 1, "light")


@pytest.mark.parametrize("chosen", [LIGHT, DARK])
def test_the_colours_of_the_theme_survive_the_palette_exactly(chosen: Theme) -> None:
    named = [
        chosen.ground,
        chosen.ink,
        chosen.tint,
        chosen.accent,
        chosen.rise,
        chosen.fall,
        *chosen.medals,
        *chosen.categories,
    ]
    wanted = [[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in named]
    pixels = np.array([[[*colour, 255] for colour in wanted]], dtype=np.uint8)
    assert opened(encode(pixels, chosen)).tolist() == [wanted]
    assert len(palette(chosen)[0]) <= 256


@pytest.mark.parametrize("name", ["board-20", "card", "bump", "trend", "category"])
@pytest.mark.parametrize("theme", THEMES)
def test_the_palette_keeps_shades_close(name: str, theme: str) -> None:
    pixels = rgba(scene_of(*CASES[name](), theme))
    away = np.abs(opened(encode(pixels, THEMES[theme])) - pixels[:, :, :3].astype(np.int16)).max(axis=2)
    assert away.mean() < 0.5
    assert away.max() <= 40


def test_the_installation_passes_its_own_look_at_the_font() -> None:
    warm()
    assert self_test() is None


def test_a_font_that_lacks_characters_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "SPECIMEN", "擂台\ue000")
    assert self_test() == "字体缺字：\ue000"


def test_a_font_that_draws_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "SPECIMEN", "　　　　")
    assert self_test() == "字体 Regular 画不出文字"


def test_a_worker_process_draws_what_this_process_draws() -> None:
    board = made_board(3)
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver"), initializer=warm) as pool:
        assert pool.submit(picture_png, board, 1, "light").result(timeout=60) == picture_png(board, 1, "light")
