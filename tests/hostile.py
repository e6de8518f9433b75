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


def compound(*streams: str, package: bool = False) -> bytes:
    """An OLE compound file as far as it is looked at: its beginning, and a folder of streams."""
    kind = bytes.fromhex("0c00030000000000c000000000000046") if package else bytes(16)
    folder = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(16) + kind + bytes(32) for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + folder


def office(parts: dict[str, bytes]) -> bytes:
    """A table with some parts more."""
    return packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", **parts})


BOMB = picture_of(60_000, 60_000)
SWELLING = swelling(4_000_000_000)
LETTER = packed({"[Content_Types].xml": b"", "word/document.xml": b"<w:document/>"})
TABLE = packed({"[Content_Types].xml": b"", "xl/workbook.xml": b"<workbook/>"})
