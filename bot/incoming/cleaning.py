"""Checks and cleans one file that came as evidence: `python -I cleaning.py`, from stdin to stdout.

A program of its own, with nothing but Pillow: a hostile file can neither stall nor swell the bot, and what it may use
of memory and time is limited by the system. The first line says `ok ENDING` or `no REASON`; the clean file follows.
"""

import io
import resource
import sys
import zipfile

from PIL import Image, ImageOps, JpegImagePlugin

MEMORY = 160 * 1024 * 1024
"""Bytes of data that this program may hold; with Python and Pillow themselves it stays below 200 MB."""
SECONDS = 20
MOST_PIXELS = 16_000_000
"""Pixels that are decoded: four bytes each, twice where the picture is turned upright."""
MOST_PIXELS_OF_A_PHOTO = 64_000_000
"""Pixels of a JPEG, which can be decoded at a fraction of its size."""
MOST_PIXELS_IN_LAYERS = 24_000_000
"""Pixels of a progressive JPEG, which is held whole before it can be decoded."""
MOST_ENTRIES = 5_000
MOST_UNPACKED = 200_000_000
_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}


class UnfitError(Exception):
    """A file that cannot be evidence; the message is a code word."""


def clean(data: bytes) -> tuple[str, bytes]:
    """Return the ending that a file's content asks for, and the file without what its maker left in it.

    Pictures are written anew from their pixels, upright: no place, no device, no comment, no hidden file behind them.
    """
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4], data[8:12]) == (b"RIFF", b"WEBP"):
        return _picture(data)
    if b"%PDF-" in data[:1024]:
        return "pdf", data
    if data.startswith(b"PK\x03\x04"):
        return _office(data), data
    raise UnfitError("unreadable")


def _picture(data: bytes) -> tuple[str, bytes]:
    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            _shrink(picture)
            picture.load()
            _turn_upright(picture)
            return _written(picture)
    except UnfitError:
        raise
    except MemoryError:
        raise UnfitError("pixels") from None
    except Exception:  # noqa: BLE001 - Pillow raises whatever its decoders meet in a broken file
        raise UnfitError("unreadable") from None


def _shrink(picture: Image.Image) -> None:
    """Refuse what has too many pixels; let a JPEG be decoded at a fraction of its size where that is enough."""
    most, pixels = MOST_PIXELS, picture.width * picture.height
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        most = MOST_PIXELS_IN_LAYERS if "progressive" in picture.info else MOST_PIXELS_OF_A_PHOTO
    if pixels > most:
        raise UnfitError("pixels")
    if pixels > MOST_PIXELS:
        picture.draft(None, (picture.width // 2, picture.height // 2))


def _turn_upright(picture: Image.Image) -> None:
    try:
        ImageOps.exif_transpose(picture, in_place=True)
    except (ValueError, KeyError, TypeError, SyntaxError, OSError):
        return  # its notes are broken, its pixels are not


def _written(picture: Image.Image) -> tuple[str, bytes]:
    """Write the pixels, and what they need to look the same: the colour profile and the transparent colour."""
    out = io.BytesIO()
    picture.info = {name: picture.info[name] for name in ("icc_profile", "transparency") if name in picture.info}
    profile = picture.info.get("icc_profile")
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(picture)
        picture.save(out, "JPEG", qtables=picture.quantization, subsampling=sampling, icc_profile=profile)
        return "jpg", out.getvalue()
    if picture.format == "WEBP":
        picture.save(out, "WEBP", quality=95, method=2, icc_profile=profile)
        return "webp", out.getvalue()
    picture.save(out, "PNG", icc_profile=profile)
    return "png", out.getvalue()


def _office(data: bytes) -> str:
    """Return what kind of office file a zip is; it is not unpacked; what would swell or carries macros is refused."""
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        raise UnfitError("unsafe")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except Exception:  # noqa: BLE001 - zipfile raises whatever it meets in a broken file
        raise UnfitError("unreadable") from None
    names = {part.filename for part in parts}
    ending = next((ending for ending, main in _MAIN_PARTS.items() if main in names), None)
    if sum(part.file_size for part in parts) > MOST_UNPACKED or any(name.endswith("vbaProject.bin") for name in names):
        raise UnfitError("unsafe")
    if ending is None or "[Content_Types].xml" not in names:
        raise UnfitError("unreadable")
    return ending


def main() -> None:
    """Clean what comes on stdin."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        ending, data = clean(sys.stdin.buffer.read())
    except UnfitError as unfit:
        ending, data = "", f"no {unfit}\n".encode()
    except MemoryError:
        ending, data = "", b"no unsafe\n"
    if ending:
        sys.stdout.buffer.write(f"ok {ending}\n".encode())
    sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main()
