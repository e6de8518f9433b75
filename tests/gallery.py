"""Every kind of picture with sample data, light and dark: `python -m tests.gallery [--keep]`.

Writes build/gallery: whole pictures, copies as wide as a phone, and index.html. With --keep it also makes anew
the references of tests/handlers/pictures.
"""

import io
import sys
from functools import cache
from pathlib import Path

from PIL import Image

import handlers.journeys  # noqa: F401 - it declares the sentences of every journey
from handlers.pictures.draw import picture_png
from handlers.pictures.scene import THEMES
from handlers.standings.views.pictures import caption, messages
from tests.handlers.pictures.cases import CASES

HOUSE = Path(__file__).parent.parent
OUT = HOUSE / "build" / "gallery"
REFERENCES = HOUSE / "tests" / "handlers" / "pictures" / "references"
PHONE = 390
REFERENCE = 320


@cache
def picture(name: str, theme: str) -> bytes:
    """Draw a picture of the gallery."""
    shown, page = CASES[name]()
    return picture_png(shown, page, theme)


def narrowed(png: bytes, width: int) -> Image.Image:
    """Scale a picture down to a width, each pixel the mean of those it stands for."""
    with Image.open(io.BytesIO(png)) as image:
        factor = width / image.width
        whole = image.convert("RGB")
    return whole.resize((width, round(whole.height * factor)), Image.Resampling.BOX)


def kept(image: Image.Image) -> bytes:
    """Write a picture in 255 colours of its own."""
    file = io.BytesIO()
    image.quantize(255, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "png", optimize=True)
    return file.getvalue()


def themes_of(name: str) -> tuple[str, ...]:
    """Give the themes whose reference is kept: both of the plain cases, light of the troubled ones."""
    return tuple(THEMES) if "-" not in name or name == "board-20" else ("light",)


def main() -> None:
    """Write the gallery; with --keep also the references."""
    OUT.mkdir(parents=True, exist_ok=True)
    shelves = []
    for name, make in CASES.items():
        shown, _ = make()
        images = []
        for theme in THEMES:
            png = picture(name, theme)
            (OUT / f"{name}-{theme}.png").write_bytes(png)
            narrowed(png, PHONE).save(OUT / f"{name}-{theme}-{PHONE}.png")
            images.append(f'<a href="{name}-{theme}.png"><img src="{name}-{theme}-{PHONE}.png"></a>')
        words = "\n\n".join((caption(shown), *messages(shown)))
        shelves.append(f"<section><h2>{name}</h2>{''.join(images)}<pre>{words}</pre></section>")
    style = "body{font-family:sans-serif}section{clear:both}img{margin:4px;vertical-align:top}pre{white-space:pre-wrap}"
    page = f'<!doctype html><meta charset="utf-8"><title>擂台图片</title><style>{style}</style>{"".join(shelves)}'
    (OUT / "index.html").write_text(page, encoding="utf-8")
    if "--keep" in sys.argv[1:]:
        keep()
    sys.stdout.write(f"{len(CASES)} pictures, light and dark: {OUT}/index.html\n")


def keep() -> None:
    """Make the references anew."""
    REFERENCES.mkdir(exist_ok=True)
    for old in REFERENCES.glob("*.png"):
        old.unlink()
    for name in CASES:
        for theme in themes_of(name):
            (REFERENCES / f"{name}-{theme}.png").write_bytes(kept(narrowed(picture(name, theme), REFERENCE)))


if __name__ == "__main__":
    main()
