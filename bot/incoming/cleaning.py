"""Checks and cleans one file that came as evidence: `python -I cleaning.py`, from stdin to stdout.

A program of its own, with nothing but Pillow: a hostile file can neither stall nor swell the bot, and what it may use
of memory and time is limited by the system. The first line says `ok ENDING` or `no REASON`; the clean file follows.
"""

import html
import io
import re
import resource
import struct
import sys
import zipfile
from collections.abc import Iterator

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
MOST_EMBEDDED = 30_000_000
"""Bytes of one embedded part that is looked into."""
DEEPEST = 3
"""How many office files are looked into, one in the other."""
_MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_ZIP, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"L\0\0\0\x01\x14\x02\0",
)
"""How programs and links to programs begin."""
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CODE = tuple(name.lower().encode("utf-16-le") for name in ("_VBA_PROJECT", "\x01Ole10Native"))
"""Streams of a compound file that hold macros, or a package: any file at all."""
_PACKAGE = bytes.fromhex("0c00030000000000c000000000000046")
"""The class of a package, as a compound file names it."""
_TYPE = re.compile(r"type\s*=\s*[\"']([^\"']*)")
_MACROS = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
"""What the types of parts with macros, and their usual names, hold."""
_SHEET = re.compile(rb"<(?:\w+:)?macrosheet[\s/>]")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html[\s>]|script[\s>]|iframe[\s>])", re.IGNORECASE)


class UnfitError(Exception):
    """A file that cannot be evidence; the message is a code word."""


def clean(data: bytes) -> tuple[str, bytes]:
    """Return the ending that a file's content asks for, and the file without what its maker left in it.

    Pictures are written anew from their pixels, upright: no place, no device, no colour profile, no comment, no hidden
    file behind them. What is two files at once is refused whatever it is.
    """
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4], data[8:12]) == (b"RIFF", b"WEBP"):
        if _is_document(data) or _is_packed(data) or _MARKUP.search(data):
            raise UnfitError("mixed")
        return _picture(data)
    if b"%PDF-" in data[:1024]:
        before, _, rest = data.partition(b"%PDF-")
        _, found, after = rest.rpartition(b"%%EOF")
        if before.strip(b"\xef\xbb\xbf\0\t\n\r ") or _is_packed(data) or (found and len(after) > 1024):
            raise UnfitError("mixed")
        return "pdf", data
    if data.startswith(_ZIP):
        return _office(data), data
    raise UnfitError("mixed" if _is_packed(data) else "unreadable")


def _is_document(data: bytes) -> bool:
    """Say whether a reader of PDF would open a file, which looks for its beginning in the first 1024 bytes."""
    return b"%PDF-" in data[:1024] or (b"%PDF-" in data and b"startxref" in data)


def _is_packed(data: bytes) -> bool:
    """Say whether a file can be opened as a zip, wherever in it the zip begins."""
    if _END not in data:
        return False
    try:
        return bool(_parts(data))
    except UnfitError as unfit:
        return str(unfit) == "unsafe"


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
    """Write the pixels and which of their colours is transparent, and nothing else."""
    out = io.BytesIO()
    picture.info = {name: picture.info[name] for name in ("transparency",) if name in picture.info}
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        sampling = JpegImagePlugin.get_sampling(picture)
        picture.save(out, "JPEG", qtables=picture.quantization, subsampling=sampling)
        return "jpg", out.getvalue()
    if picture.format == "WEBP":
        picture.save(out, "WEBP", quality=95, method=2)
        return "webp", out.getvalue()
    picture.save(out, "PNG")
    return "png", out.getvalue()


def _office(data: bytes) -> str:
    """Return what kind of office file a zip is; what would swell, carries macros or programs, or more is refused."""
    parts = _parts(data)
    names = {part.filename for part in parts}
    ending = next((ending for ending, main in _MAIN_PARTS.items() if main in names), None)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnfitError("unsafe")
    if ending is None or "[Content_Types].xml" not in names:
        raise UnfitError("unreadable")
    _refuse_unless_alone(data, parts)
    _refuse_macros(data, parts, 1)
    return ending


def _parts(data: bytes) -> list[zipfile.ZipInfo]:
    if data.count(_LISTED) > MOST_ENTRIES:
        raise UnfitError("unsafe")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.infolist()
    except Exception:  # noqa: BLE001 - zipfile raises whatever it meets in a broken file
        raise UnfitError("unreadable") from None


def _refuse_unless_alone(data: bytes, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip with anything before, between or behind its parts; what a part adds to its data is no more than 24.

    The list of contents stands behind the parts, and its end is the end of the file.
    """
    at = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if not 0 <= part.header_offset - at <= (24 if at else 0) or data[part.header_offset :][:4] != _ZIP:
            raise UnfitError("mixed")
        name, extra = struct.unpack_from("<HH", data, part.header_offset + 26)
        at = part.header_offset + 30 + name + extra + part.compress_size
    listed = data.find(_LISTED, at)
    if not 0 <= listed - at <= 24 or data.rfind(_END) != len(data) - 22:
        raise UnfitError("mixed")


def _refuse_macros(data: bytes, parts: list[zipfile.ZipInfo], depth: int) -> None:
    """Refuse what carries macros, packages or programs; what a part is, its content says, not its name."""
    if depth > DEEPEST:
        raise UnfitError("unsafe")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in parts:
                for found in _embedded(packed, part):
                    _refuse_macros(found, _parts(found), depth + 1)
    except (UnfitError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - as above
        raise UnfitError("unreadable") from None


def _embedded(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part that is an office file itself; refuse one that carries what must not be."""
    name = part.filename.lower()
    with packed.open(part) as file:
        begins = file.read(4096)
        if any(word in name for word in _MACROS) or begins.startswith(_PROGRAMS):
            raise UnfitError("unsafe")
        if _SHEET.search(begins.replace(b"\0", b"").lower()):
            raise UnfitError("unsafe")
        looked_into = begins.startswith((_COMPOUND, _ZIP)) or name.endswith((".rels", "[content_types].xml"))
        if not looked_into:
            return
        whole = begins + file.read(MOST_EMBEDDED - len(begins))
        if file.read(1):
            raise UnfitError("unsafe")
    if whole.startswith(_ZIP):
        yield whole
    elif whole.startswith(_COMPOUND):
        if _PACKAGE in whole or any(code in whole.lower() for code in _CODE):
            raise UnfitError("unsafe")
    else:
        types = _TYPE.findall(html.unescape(whole.replace(b"\0", b"").decode("latin-1")).lower())
        if any(word in found for found in types for word in _MACROS):
            raise UnfitError("unsafe")


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
