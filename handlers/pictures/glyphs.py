"""The letters of every picture: advances and outlines of Noto Sans CJK SC, each read from its file once."""

import logging
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags

from scoring.language import both

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


SYSTEM_FONTS = Path("/usr/share/fonts/opentype/noto")
"""Where Debian's fonts-noto-cjk puts its collections; it has Regular and Bold."""


SIMPLIFIED = 2
"""The number of the face with the forms of simplified Chinese in such a collection."""


def font_file(weight: Weight) -> Path | None:
    """Find the installed font; the package is found, not imported, because importing it starts pyplot."""
    spec = find_spec("mpl_font")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "fonts", "noto", f"NotoSansCJKsc-{weight}.otf")
        if path.is_file():
            return path
    return None


@cache
def _faces(weight: Weight) -> tuple[FT2Font, ...]:
    """Open the font, and the system's for characters that it lacks; never another script's forms instead."""
    faces = []
    path = font_file(weight)
    if path is not None:
        faces.append(FT2Font(path))
    else:
        log.warning("no NotoSansCJKsc-%s.otf from mpl-font; the system's font stands in", weight)
    system = SYSTEM_FONTS / f"NotoSansCJK-{'Bold' if weight == Weight.BOLD else 'Regular'}.ttc"
    if system.is_file():
        faces.append(FT2Font(system, face_index=SIMPLIFIED))
    if not faces:
        name = f"NotoSansCJKsc-{weight}.otf"
        raise FileNotFoundError(
            both(f"找不到依赖 mpl-font 里的字体 {name}", f"{name} is not there, which mpl-font has")
        )
    return tuple(faces)


def close_fonts() -> None:
    """Forget the open font files, not what was read from them."""
    _faces.cache_clear()


@cache
def glyph(char: str, weight: Weight) -> Glyph:
    """Read the outline of a character from the first font that has it."""
    faces = _faces(weight)
    face = next((face for face in faces if face.get_char_index(ord(char))), faces[0])
    em = face.units_per_EM
    # Unscaled, FreeType answers in font units; the path comes back as if they were 64ths of a pixel.
    advance = face.load_char(ord(char), flags=LoadFlags.NO_SCALE).horiAdvance
    vertices, codes = face.get_path()
    return Glyph(advance / em, np.asarray(vertices) * (64 / em), np.asarray(codes, dtype=np.uint8))


@cache
def _has(char: str) -> bool:
    if any(face.get_char_index(ord(char)) for face in _faces(Weight.REGULAR)):
        return True
    log.warning("no glyph for U+%04X", ord(char))
    return False


def missing(text: str) -> tuple[str, ...]:
    """List the characters of `text` that no font here has; each is logged by its code point, once."""
    return tuple(dict.fromkeys(char for char in text if not _has(char)))


@lru_cache(maxsize=8192)
def drawable(text: str) -> str:
    """Put `text` on one line, without invisible controls, and with 〓 for what the fonts lack, never a blank."""
    line = " ".join("".join(char for char in text if not _invisible(char)).split())
    lacking = missing(line)
    if not lacking:
        return line
    return "".join(SUBSTITUTE if char in lacking else char for char in line)


@cache
def _invisible(char: str) -> bool:
    """Tell whether a character only steers others: joiners, directions, and selectors of a variant."""
    return unicodedata.category(char) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(char, "")


def width(text: str, size: float, weight: Weight) -> float:
    """Measure how wide a line of text is, in the units of `size`."""
    return size * _ems(text, weight)


@lru_cache(maxsize=8192)
def _ems(text: str, weight: Weight) -> float:
    return sum(glyph(char, weight).advance for char in text)
