"""PNG files in a palette fixed by the theme: every colour of the theme exactly, and the shades where two meet."""

import struct
import zlib
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from handlers.pictures.scene import Theme


LEVEL = 4
"""Of zlib: 3 is a quarter faster and an eighth bigger, 6 takes twice as long for a twentieth less."""


def encode(pixels: "NDArray[np.uint8]", theme: "Theme") -> bytes:
    """Write an opaque RGBA array as a PNG file; pixels that are no colour of the palette become the nearest one."""
    height, width, _ = pixels.shape
    colours, nearest = palette(theme)
    values = pixels.view(np.uint32).reshape(-1)
    # Most of a picture is ground, which is entry 0: only the rest is looked up.
    drawn = np.flatnonzero(values != values.dtype.type(_packed(theme.ground)))
    found = values[drawn]
    keys = (found >> 3 & 0x1F) | (found >> 5 & 0x7E0) | (found >> 8 & 0xF800)
    rows = np.zeros((height, width + 1), dtype=np.uint8)
    indices = np.zeros(height * width, dtype=np.uint8)
    indices[drawn] = nearest[keys]
    rows[:, 1:] = indices.reshape(height, width)
    packer = zlib.compressobj(LEVEL, memLevel=9)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", colours.tobytes()),
            _chunk(b"IDAT", packer.compress(rows.data) + packer.flush()),
            _chunk(b"IEND", b""),
        )
    )


@cache
def palette(theme: "Theme") -> "tuple[NDArray[np.uint8], NDArray[np.uint8]]":
    """List the colours (n x 3, ground first), and for every colour of 5, 6 and 5 bits the number of the nearest."""
    plain = [
        theme.ground,
        theme.ink,
        theme.muted,
        theme.hairline,
        theme.track,
        theme.band,
        theme.tint,
        theme.accent,
        theme.rise,
        theme.fall,
        theme.line,
        theme.medal_ink,
        *theme.medals,
        *theme.categories,
    ]
    meetings = [
        *((theme.ground, colour, 3) for colour in theme.categories),
        *((theme.medal_ink, medal, 8) for medal in theme.medals),
        *((one, other, 3) for one, other in combinations((theme.ink, theme.rise, theme.fall), 2)),
    ]
    for ground in (theme.ground, theme.tint):
        meetings += [(ground, theme.ink, 8), (ground, theme.muted, 6)]
        meetings += [(ground, colour, 6) for colour in (theme.accent, theme.rise, theme.fall, theme.line)]
        meetings += [(ground, colour, 4) for colour in (theme.band, *theme.medals)]
    shades = [_rgb(colour) for colour in dict.fromkeys(plain)]
    for one, other, steps in meetings:
        inner = np.linspace(_rgb(one), _rgb(other), steps + 2)[1:-1]
        shades += [(int(red), int(green), int(blue)) for red, green, blue in np.rint(inner)]
    colours = np.array(list(dict.fromkeys(shades)), dtype=np.int32)
    if len(colours) > 256:
        raise ValueError("a PNG palette holds 256 colours")
    red, green, blue = (_squares(bits, colours[:, channel]) for channel, bits in enumerate((5, 6, 5)))
    nearest = np.concatenate([(far + green[:, None] + red).argmin(axis=2).ravel() for far in blue]).astype(np.uint8)
    for number in range(len(set(plain)) - 1, -1, -1):
        red, green, blue = colours[number]
        nearest[red >> 3 | green >> 2 << 5 | blue >> 3 << 11] = number
    return colours.astype(np.uint8), nearest


def _squares(bits: int, channel: "NDArray[np.int32]") -> "NDArray[np.int32]":
    """Square the distances from the middle of each of the 2 ** bits steps of a channel to some values of it."""
    middles = (np.arange(1 << bits, dtype=np.int32) * 2 + 1) << (7 - bits)
    return (middles[:, None] - channel) ** 2


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _packed(colour: str) -> int:
    """Give the colour as the integer that its four bytes in memory make, fully opaque."""
    return int(np.array([*_rgb(colour), 255], dtype=np.uint8).view(np.uint32)[0])


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
