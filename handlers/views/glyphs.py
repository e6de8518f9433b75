"""The letters of every picture: advances and outlines of Noto Sans CJK SC, each read from its file once."""

import logging
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags

if TYPE_CHECKING:
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

SUBSTITUTE = "〓"
"""Printers' geta: what Chinese typesetters put where they lack the character."""


class Weight(StrEnum):
    """The weights in use, by the name their file carries."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in em units: how far it advances, and its outline as matplotlib path vertices and codes."""

    advance: float
    vertices: "NDArray[np.float64]"
    codes: "NDArray[np.uint8]"


def font_file(weight: Weight) -> Path:
    """Find the installed font; the package is found, not imported, because importing it starts pyplot."""
    spec = find_spec("mpl_font")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "fonts", "noto", f"NotoSansCJKsc-{weight}.otf")
        if path.is_file():
            return path
    raise FileNotFoundError(f"找不到字体 NotoSansCJKsc-{weight}.otf，请重新安装依赖 mpl-font")


@cache
def _face(weight: Weight) -> FT2Font:
    return FT2Font(font_file(weight))


def close_fonts() -> None:
    """Forget the open font files, not what was read from them."""
    _face.cache_clear()


@cache
def glyph(char: str, weight: Weight) -> Glyph:
    """Read the outline of a character that the font has."""
    face = _face(weight)
    em = face.units_per_EM
    # Unscaled, FreeType answers in font units; the path comes back as if they were 64ths of a pixel.
    advance = face.load_char(ord(char), flags=LoadFlags.NO_SCALE).horiAdvance
    vertices, codes = face.get_path()
    return Glyph(advance / em, np.asarray(vertices) * (64 / em), np.asarray(codes, dtype=np.uint8))


@cache
def _has(char: str) -> bool:
    if _face(Weight.REGULAR).get_char_index(ord(char)):
        return True
    log.warning("no glyph for U+%04X", ord(char))
    return False


def missing(text: str) -> tuple[str, ...]:
    """List the characters of `text` that the font does not have; each is logged by its code point, once."""
    return tuple(dict.fromkeys(char for char in text if not _has(char)))


def drawable(text: str) -> str:
    """Put `text` on one line with 〓 for what the font lacks, never a blank."""
    line = " ".join(text.split())
    lacking = missing(line)
    if not lacking:
        return line
    return "".join(SUBSTITUTE if char in lacking else char for char in line)


def width(text: str, size: float, weight: Weight) -> float:
    """Measure how wide a line of text is, in the units of `size`."""
    return size * sum(glyph(char, weight).advance for char in text)
