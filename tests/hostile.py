"""Files that mean harm: they are small, and grow when they are opened."""

import io
import struct
import zipfile
import zlib


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def picture_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large; its pixels are all the same."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return out.getvalue()


def swelling(size: int) -> bytes:
    """A letter that unpacks to so many bytes, as its own list of contents says."""
    honest = packed({"[Content_Types].xml": b"", "word/document.xml": bytes(1000)})
    return honest.replace(struct.pack("<I", 1000), struct.pack("<I", size))


BOMB = picture_of(60_000, 60_000)
SWELLING = swelling(4_000_000_000)
LETTER = packed({"[Content_Types].xml": b"", "word/document.xml": b"<w:document/>"})
TABLE = packed({"[Content_Types].xml": b"", "xl/workbook.xml": b"<workbook/>"})
