import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from handlers.pictures import draw, glyphs
from handlers.pictures.draw import PIXELS, picture_png, rgba, scene_of, scene_png, self_test
from handlers.pictures.glyphs import Weight, drawable, font_file, glyph
from handlers.pictures.scene import THEMES
from tests import gallery
from tests.handlers.pictures.boards_made import made_board
from tests.handlers.pictures.cases import CASES
from tests.handlers.pictures.plain_figure import plain_rgba

KEPT = [(name, theme) for name in CASES for theme in gallery.themes_of(name)]


def means(pixels: NDArray[np.uint8], side: int) -> NDArray[np.int16]:
    """The mean colour of every square of so many pixels a side."""
    return np.asarray(Image.fromarray(pixels[:, :, :3]).reduce(side)).astype(np.int16)


def kept(file: Path) -> NDArray[np.uint8]:
    with Image.open(file) as image:
        return np.asarray(image.convert("RGB"))


def furthest(drawn: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """How far the mean colours of squares of 2 x 2 pixels are apart at the worst."""
    assert drawn.shape == other.shape
    return float(np.abs(means(drawn, 2) - means(other, 2)).max())


@pytest.mark.parametrize(("name", "theme"), KEPT)
def test_a_picture_looks_like_the_one_that_was_looked_at(name: str, theme: str) -> None:
    """What is kept is a fifth of the size in 255 colours; `python -m tests.gallery --keep` makes it anew."""
    drawn = gallery.narrowed(gallery.picture(name, theme), gallery.REFERENCE)
    assert furthest(np.asarray(drawn), kept(gallery.REFERENCES / f"{name}-{theme}.png")) < 24


def test_the_comparison_with_what_is_kept_sees_a_single_other_digit() -> None:
    scene = scene_of(*CASES["board-20"](), "light")
    total = next(text for text in scene.texts() if text.text == made_board(20, 3).rows[7].total)
    changed = replace(total, text=total.text[:-1] + ("1" if total.text[-1] == "8" else "8"))
    shapes = tuple(changed if shape is total else shape for shape in scene.shapes)
    drawn = gallery.narrowed(scene_png(replace(scene, shapes=shapes), "light"), gallery.REFERENCE)
    assert furthest(np.asarray(drawn), kept(gallery.REFERENCES / "board-20-light.png")) > 36


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("board")])
def test_every_kind_is_drawn_as_matplotlib_draws_text_and_patches(name: str) -> None:
    scene = scene_of(*CASES[name](), "light")
    drawn, plain = rgba(scene), plain_rgba(scene)
    assert drawn.shape == plain.shape
    away = np.abs(means(drawn, 8) - means(plain, 8))
    assert away.max() < 45
    assert away.mean() < 1.5


def test_the_references_are_all_and_together_below_a_megabyte() -> None:
    files = sorted(gallery.REFERENCES.glob("*.png"))
    assert [file.stem for file in files] == sorted(f"{name}-{theme}" for name, theme in KEPT)
    assert sum(file.stat().st_size for file in files) < 1_000_000


def test_the_gallery_is_written_with_phone_wide_copies_and_an_index_that_has_the_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gallery, "OUT", tmp_path)
    monkeypatch.setattr(gallery, "CASES", {"trend": CASES["trend"]})
    monkeypatch.setattr("sys.argv", ["gallery"])
    gallery.main()
    files = ["trend-dark-390.png", "trend-dark.png", "trend-light-390.png", "trend-light.png"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["index.html", *files]
    with Image.open(tmp_path / "trend-dark-390.png") as image:
        assert image.width == 390
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert [file for file in files if file not in page] == []
    assert "省庄市场监管所名次走势" in page


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["card", "card-12-categories", "bump", "bump-of-92", "trend", "category"])
def test_a_picture_of_any_kind_is_1600_pixels_wide_and_at_most_200_kilobytes(name: str, theme: str) -> None:
    png = picture_png(*CASES[name](), theme)
    with Image.open(io.BytesIO(png)) as image:
        assert image.width == 800 * PIXELS
        assert image.height <= 1280 * PIXELS
    assert len(png) <= 200_000


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without mpl-font, and every font opened anew."""
    caches = (glyphs.glyph, glyphs._faces, glyphs._has, glyphs._ems, drawable, draw._letter)
    monkeypatch.setattr(glyphs, "find_spec", lambda _: None)
    for each in caches:
        each.cache_clear()
    yield
    for each in caches:
        each.cache_clear()


@pytest.mark.usefixtures("no_package")
def test_where_no_font_is_installed_the_file_and_the_dependency_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "SYSTEM_FONTS", Path("/nowhere"))
    with pytest.raises(FileNotFoundError, match=r"mpl-font.*NotoSansCJKsc-Regular\.otf"):
        self_test()


@pytest.fixture
def system_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the system's, its collections standing for single fonts."""
    for name, weight in (("Regular", Weight.REGULAR), ("Bold", Weight.BOLD)):
        (tmp_path / f"NotoSansCJK-{name}.ttc").symlink_to(str(font_file(weight)))
    monkeypatch.setattr(glyphs, "SYSTEM_FONTS", tmp_path)
    monkeypatch.setattr(glyphs, "SIMPLIFIED", 0)
    return tmp_path


@pytest.mark.usefixtures("system_fonts", "no_package")
def test_the_systems_font_stands_in_for_a_missing_one_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    assert self_test() is None
    assert "no NotoSansCJKsc-Bold.otf" in caplog.text


@pytest.mark.usefixtures("system_fonts", "no_package")
def test_what_the_font_lacks_comes_from_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    latin = Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    monkeypatch.setattr(glyphs, "font_file", lambda _: latin)
    assert drawable("擂台 1") == "擂台 1"
    assert glyph("擂", Weight.BOLD).advance == 1
    assert len(glyph("擂", Weight.BOLD).vertices) > 50
    assert glyph("1", Weight.BOLD).advance == pytest.approx(0.636, abs=0.001)


def test_controls_and_selectors_of_variants_are_not_drawn() -> None:
    assert drawable("葛\U000e0100\u200b城\u202e所\ufe0f\n1") == "葛城所 1"


def test_a_character_without_glyph_anywhere_is_a_geta_and_logged_by_code_point(
    caplog: pytest.LogCaptureFixture,
) -> None:
    glyphs._has.cache_clear()
    drawable.cache_clear()
    assert drawable("黄前\ue000镇") == "黄前〓镇"
    assert "U+E000" in caplog.text
    assert drawable("㙍䶮堽崮峄郯鄄黟歙甪") == "㙍䶮堽崮峄郯鄄黟歙甪"
