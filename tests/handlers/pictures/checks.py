"""What a reader needs of every scene: large letters, contrast, no text on text, nothing outside the picture."""

from functools import cache

from handlers.pictures.scene import Box, Disc, Line, Polygon, Scene, Shape, Text


def faults(scene: Scene) -> list[str]:
    """Everything in a scene that could not be read."""
    found = []
    placed = sorted(((extent(text), text) for text in scene.texts()), key=lambda pair: pair[0][1])
    for number, (place, text) in enumerate(placed):
        if text.size < 18:
            found.append(f"small: {text}")
        if contrast(text.colour, text.ground) < 4.5:
            found.append(f"faint: {text}")
        for other_place, other in placed[number + 1 :]:
            if other_place[1] >= place[3] - 0.01:
                break
            if min(place[2], other_place[2]) - max(place[0], other_place[0]) > 0.01:
                found.append(f"overlap: {text} {other}")
    found += [f"ground is {ground}: {text}" for text, ground in standing(scene) if text.ground != ground]
    for shape in scene.shapes:
        left, top, right, bottom = extent(shape)
        if left < 0 or top < 0 or right > scene.width or bottom > scene.height:
            found.append(f"outside: {shape}")
    return found


def extent(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is inked; of text between cap height and descender."""
    match shape:
        case Text(x, y, _, size):
            return x, y - 0.8 * size, x + shape.width, y + 0.1 * size
        case Box(x, y, width, height):
            return x, y, x + width, y + height
        case Disc(x, y, radius):
            return x - radius, y - radius, x + radius, y + radius
        case Polygon(points) | Line(points):
            across, down = zip(*points, strict=True)
            return min(across), min(down), max(across), max(down)


def standing(scene: Scene) -> list[tuple[Text, str]]:
    """Every text with the colour that was painted last where its middle stands."""
    painted: list[tuple[float, float, float, float, str]] = []
    found = []
    for shape in scene.shapes:
        if isinstance(shape, Text):
            left, top, right, bottom = extent(shape)
            x, y = (left + right) / 2, (top + bottom) / 2
            under = (colour for a, b, c, d, colour in reversed(painted) if a <= x <= c and b <= y <= d)
            found.append((shape, next(under, scene.ground)))
        elif isinstance(shape, Box | Disc):
            painted.append((*extent(shape), shape.colour))
    return found


@cache
def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
