"""The vocabulary of pictures: shapes with coordinates and colours, and the two themes. Knows no drawing library."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from handlers.pictures.glyphs import Weight, drawable, width

WIDTH = 800
"""Units across; a unit is two pixels."""


TALLEST = 1280
"""Units down of a page: a phone shows it whole, and Telegram takes it without scaling."""


OPTICAL_CENTRE = 0.36
"""Baseline below the centre of a line, in em: digits and Han then sit on one optical line."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look; every ink reaches 4.5:1 on every ground it is written on."""

    ground: str
    ink: str
    muted: str
    hairline: str
    track: str
    band: str
    tint: str
    accent: str
    rise: str
    fall: str
    line: str
    medal_ink: str
    medals: tuple[str, str, str]
    categories: tuple[str, ...]


LIGHT = Theme(
    ground="#FBFAF7",
    ink="#14171F",
    muted="#59616E",
    hairline="#E1DED7",
    track="#ECEAE3",
    band="#CFCABE",
    tint="#FFF2D4",
    accent="#C30D2B",
    rise="#BF2F17",
    fall="#1B6A87",
    line="#6B7280",
    medal_ink="#1C1403",
    medals=("#E3B23C", "#B3BBC7", "#CC8A57"),
    categories=(
        "#0B5FA5",
        "#56B4E9",
        "#E69F00",
        "#00936B",
        "#B65A93",
        "#8FA32E",
        "#6B3A1E",
        "#6E6E78",
        "#E07B57",
        "#4A2C85",
        "#B5340F",
        "#A3C78E",
    ),
)


DARK = Theme(
    ground="#14171E",
    ink="#F4F5F7",
    muted="#A3ABB8",
    hairline="#2A303A",
    track="#252B34",
    band="#464E5B",
    tint="#302C1C",
    accent="#FF5C61",
    rise="#FF8463",
    fall="#58BEDC",
    line="#98A1AF",
    medal_ink="#1C1403",
    medals=("#EBC250", "#C3CAD4", "#D99A6B"),
    categories=(
        "#3F8EDB",
        "#92D3FF",
        "#F0B429",
        "#2BB58A",
        "#D97FB4",
        "#C9D36B",
        "#9C5A3C",
        "#7C7C86",
        "#E8805C",
        "#7A4BA8",
        "#D0562F",
        "#B5D6A6",
    ),
)


THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text from `x` on the baseline `y`; `ground` is the colour it stands on."""

    x: float
    y: float
    text: str
    size: float
    weight: Weight
    colour: str
    ground: str

    @property
    def width(self) -> float:
        """How far it reaches to the right."""
        return width(self.text, self.size, self.weight)


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, its corners rounded by `radius`."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle, or a ring where `hole` is the radius of what is left out."""

    x: float
    y: float
    radius: float
    colour: str
    hole: float = 0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon."""

    points: tuple[tuple[float, float], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points, `stroke` wide."""

    points: tuple[tuple[float, float], ...]
    stroke: float
    colour: str


Shape = Text | Box | Disc | Polygon | Line


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture before it is drawn: shapes in the order in which they are painted, y pointing down."""

    width: int
    height: int
    ground: str
    shapes: tuple[Shape, ...]

    def texts(self) -> Iterator[Text]:
        """Go through the lines of text, in painting order."""
        return (shape for shape in self.shapes if isinstance(shape, Text))


class Sheet:
    """Collects the shapes of a scene; places text by its measured width."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.shapes: list[Shape] = []

    def add(self, *shapes: Shape) -> None:
        """Paint shapes over what is there."""
        self.shapes.extend(shapes)

    def text(
        self,
        x: float,
        centre: float,
        text: str,
        size: float,
        *,
        weight: Weight = Weight.REGULAR,
        colour: str | None = None,
        ground: str | None = None,
        align: float = 0,
    ) -> float:
        """Write a line around the height `centre`, `align` of its width left of `x`; answer its right end."""
        span = width(text, size, weight)
        left = x - span * align
        self.add(
            Text(
                x=left,
                y=centre + OPTICAL_CENTRE * size,
                text=text,
                size=size,
                weight=weight,
                colour=colour or self.theme.ink,
                ground=ground or self.theme.ground,
            )
        )
        return left + span

    def scene(self, height: int) -> Scene:
        """Finish the picture."""
        return Scene(WIDTH, height, self.theme.ground, tuple(self.shapes))


def fitted(wordings: tuple[str, ...], room: float, size: float, smallest: float, weight: Weight) -> tuple[str, float]:
    """Choose the first wording that fits into `room`, if need be a little smaller; else cut the last one short."""
    texts = tuple(drawable(wording) for wording in wordings)
    for text in texts:
        natural = width(text, 1, weight)
        if natural * size <= room:
            return text, size
        if natural * smallest <= room:
            return text, int(room / natural)
    text = texts[-1]
    while text and width(text + "…", smallest, weight) > room:
        text = text[:-1].rstrip()
    return text + "…", smallest


def on_grid(length: Fraction) -> float:
    """Round to half units, which are whole pixels: edges stay sharp."""
    return (4 * length.numerator + length.denominator) // (2 * length.denominator) / 2


@lru_cache(maxsize=4096)
def length_of(text: str) -> Fraction:
    """Read the length a published string stands for; nothing below zero can be shown as a length."""
    return max(Fraction(text), Fraction(0)) if text else Fraction(0)
