"""What cleaning makes of files: as a function, and as the program that the bot starts."""

import io
import os
import struct
import sys
import zipfile
from pathlib import Path
from unittest import mock

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from bot.incoming import cleaning
from bot.incoming.cleaning import UnfitError, clean
from tests.hostile import BOMB, LETTER, SWELLING, TABLE, compound, office, packed, picture_of

LARGEST = 20_000_000


def picture(kind: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **how)
    return out.getvalue()


def notes(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x9286] = orientation, "maker", "where it was taken"
    return made


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_loses_the_notes_of_its_maker_and_stands_upright(kind: str, ending: str) -> None:
    sent = picture(kind, exif=notes(6), xmp=b"<x:xmpmeta>maker</x:xmpmeta>") + b"hidden behind it"
    found, stored = clean(sent)
    assert found == ending
    with Image.open(io.BytesIO(stored)) as shown:
        assert (shown.size, dict(shown.getexif())) == ((40, 60), {})
    for secret in (b"maker", b"taken", b"hidden"):
        assert secret in sent
        assert secret not in stored


def test_nothing_but_pixels_is_left_of_a_picture_however_much_came_with_it() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "maker")
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>maker</x:xmpmeta>")
    Image.new("RGB", (60, 40)).save(out, "PNG", pnginfo=texts, icc_profile=profile, exif=notes(), dpi=(300, 300))
    _, stored = clean(out.getvalue())
    assert {kind for kind, _ in chunks(stored)} == {b"IHDR", b"IDAT", b"IEND"}
    out = io.BytesIO()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x08\x1c\x02\x50\0\x03who"
    Image.new("RGB", (60, 40)).save(
        out, "JPEG", icc_profile=profile, exif=notes(), comment=b"maker", xmp=b"<x:xmpmeta/>", extra=segment(0xED, iptc)
    )
    assert b"who" in out.getvalue()
    _, stored = clean(out.getvalue() + b"more")
    assert {mark for mark, _ in segments(stored)} == {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}, "a head of no words, and pixels"
    assert stored.endswith(b"\xff\xd9")
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "WEBP", icc_profile=profile, exif=notes(), xmp=b"<x:xmpmeta/>")
    _, stored = clean(out.getvalue())
    assert stored[12:15] == b"VP8"
    assert not any(kind in stored for kind in (b"ICCP", b"EXIF", b"XMP "))


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """List the chunks of a PNG."""
    found, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def segment(mark: int, body: bytes) -> bytes:
    return bytes((0xFF, mark)) + (len(body) + 2).to_bytes(2) + body


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """List the segments of a JPEG up to its pixels."""
    found, at = [], 2
    while True:
        mark, size = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        found.append((mark, jpeg[at + 4 : at + 2 + size]))
        if mark == 0xDA:
            return found
        at += 2 + size


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_a_photo_looks_the_same_afterwards(mode: str) -> None:
    gradient = Image.radial_gradient("L").convert(mode)
    out = io.BytesIO()
    gradient.save(out, "JPEG", quality=80, comment=b"secret")
    _, stored = clean(out.getvalue())
    with Image.open(out) as before, Image.open(io.BytesIO(stored)) as after:
        differences = [abs(one - other) for one, other in zip(before.tobytes(), after.tobytes(), strict=True)]
        assert max(differences) <= 4
        assert "comment" not in after.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_keeps_every_pixel(mode: str) -> None:
    sent = picture("PNG", mode=mode, transparency=0) if mode == "P" else picture("PNG", mode=mode)
    _, stored = clean(sent)
    with Image.open(io.BytesIO(sent)) as before, Image.open(io.BytesIO(stored)) as after:
        assert (before.mode, before.tobytes()) == (after.mode, after.tobytes())
        assert before.info.get("transparency") == after.info.get("transparency")


def test_notes_that_are_broken_do_not_spoil_a_photo() -> None:
    sent = picture("JPEG", exif=notes(3))
    assert clean(sent.replace(b"Exif\0\0MM\0*", b"Exif\0\0MM\xff\xff"))[0] == "jpg"


def test_a_large_photo_is_decoded_at_a_fraction_of_its_size() -> None:
    sent = picture("JPEG", (6000, 4000), "L")
    with Image.open(io.BytesIO(clean(sent)[1])) as stored:
        assert stored.size == (3000, 2000)


@pytest.mark.parametrize(("data", "ending"), [(b"%PDF-1.7", "pdf"), (LETTER, "docx"), (TABLE, "xlsx")])
def test_documents_stay_as_they_are(data: bytes, ending: str) -> None:
    assert clean(data) == (ending, data)


def progressive() -> bytes:
    return picture("JPEG", (6000, 4100), "L", progressive=True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "unreadable"),
        (b"MZ a program", "unreadable"),
        (picture("JPEG", (400, 400))[:-200], "unreadable"),
        (picture_of(40, 40), "unreadable"),
        (b"PK\x03\x04 no list of contents", "unreadable"),
        (packed({"anything.txt": b"x"}), "unreadable"),
        (BOMB, "pixels"),
        (picture_of(4001, 4000), "pixels"),
        (progressive(), "pixels"),
        (SWELLING, "unsafe"),
        (packed({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}), "unsafe"),
        (LETTER + b"PK\x01\x02" * 5000, "unsafe"),
    ],
)
def test_what_is_no_evidence_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnfitError, match=f"^{reason}$"):
        clean(data)


PDF = b"%PDF-1.7\n1 0 obj\nendobj\nstartxref\n0\n%%EOF\n"
TWO_AT_ONCE = {
    "a photo and a zip": picture("JPEG") + packed({"a.txt": b"hidden"}),
    "a photo with a zip in its comment": picture("JPEG", comment=packed({"a.txt": b"hidden"})),
    "a photo and a letter": picture("PNG") + LETTER,
    "a photo that begins as a PDF": picture("JPEG", comment=b"%PDF-1.7\n"),
    "a photo and a PDF": picture("JPEG") + bytes(2000) + PDF,
    "a photo with a page in it": picture("JPEG", comment=b"<html><script>alert(1)</script></html>"),
    "a photo with a page behind it": picture("WEBP") + b"<!DOCTYPE html><p>",
    "a PDF and a zip": PDF + packed({"a.txt": b"hidden"}),
    "a page and a PDF": b"<html>" + PDF,
    "a PDF and much more": PDF + bytes(2000),
    "a table behind something": b"MZ a program" + TABLE,
    "a table behind a part of no zip": packed({"a.txt": b"x"})[:40] + TABLE,
    "a table and something": TABLE + b"<html>",
    "a table with words behind its end": TABLE[:-2] + b"\x05\0words",
    "a table with something between": TABLE.replace(b"PK\x01\x02", bytes(400) + b"PK\x01\x02", 1),
}


@pytest.mark.parametrize("data", TWO_AT_ONCE.values(), ids=TWO_AT_ONCE.keys())
def test_what_is_two_files_at_once_is_refused(data: bytes) -> None:
    with pytest.raises(UnfitError, match=r"^mixed$"):
        clean(data)


VBA = compound("Root Entry", "VBA", "_VBA_PROJECT", "dir")
PACKED_FILE = compound("Root Entry", "\x01Ole10Native")
TYPES = '<Types><Override PartName="/xl/a.bin" ContentType="{}"/></Types>'
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
WITH_MACROS = {
    "the usual name": {"xl/vbaProject.bin": b"anything"},
    "another spelling": {"XL/VBAPROJECT.BIN": b"anything"},
    "another name": {"xl/theme/theme2.xml": VBA},
    "the type of the whole": {"[Content_Types].xml": TYPES.format(MACRO_TYPE).encode()},
    "the type, hidden": {"[Content_Types].xml": TYPES.format(MACRO_TYPE.replace("E", "&#69;")).encode()},
    "the type in UTF-16": {"[Content_Types].xml": TYPES.format(MACRO_TYPE).encode("utf-16")},
    "the type of a part": {"[Content_Types].xml": TYPES.format("application/vnd.ms-office.vbaProject").encode()},
    "a reference": {
        "xl/_rels/workbook.xml.rels": b'<R Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"/>'
    },
    "a macro sheet": {"xl/macrosheets/sheet1.xml": b"<xml/>"},
    "a macro sheet by another name": {"xl/worksheets/sheet9.xml": b'<?xml version="1.0"?><xm:macrosheet xmlns:xm="m">'},
    "a package": {"xl/embeddings/oleObject1.bin": PACKED_FILE},
    "a package by its class": {"xl/embeddings/oleObject1.bin": compound("Root Entry", package=True)},
    "a program": {"xl/embeddings/oleObject1.bin": b"MZ\x90\0 this program"},
    "a program of another system": {"xl/media/image1.png": b"\x7fELF\x02"},
    "a table with macros inside": {"xl/embeddings/Book1.xlsx": office({"xl/vbaProject.bin": VBA})},
}


@pytest.mark.parametrize("parts", WITH_MACROS.values(), ids=WITH_MACROS.keys())
def test_macros_and_programs_are_known_by_what_they_are(parts: dict[str, bytes]) -> None:
    with pytest.raises(UnfitError, match=r"^unsafe$"):
        clean(office(parts))


def test_what_lies_too_deep_is_not_believed() -> None:
    inner = office({})
    for _ in range(cleaning.DEEPEST):
        inner = office({"xl/embeddings/Book1.xlsx": inner})
    with pytest.raises(UnfitError, match=r"^unsafe$"):
        clean(inner)


ORDINARY = {
    "printer settings": {"xl/printerSettings/printerSettings1.bin": "打印机 VBA".encode("utf-16-le")},
    "a custom property": {"xl/customProperty1.bin": "macro".encode("utf-16-le")},
    "a table inside": {"xl/embeddings/Microsoft_Excel_Sheet.xlsx": office({})},
    "an ordinary object": {"xl/embeddings/oleObject1.bin": compound("Root Entry", "Equation Native")},
    "a picture": {"xl/media/image1.png": picture("PNG")},
    "a link that speaks of macros": {
        "xl/_rels/a.rels": b'<R Type="hyperlink" Target="https://example.cn/macroEnabled/vbaProject.bin"/>'
    },
}


@pytest.mark.parametrize("parts", ORDINARY.values(), ids=ORDINARY.keys())
def test_ordinary_parts_are_no_macros(parts: dict[str, bytes]) -> None:
    sent = office(parts)
    assert clean(sent) == ("xlsx", sent)


def test_a_table_that_was_written_without_knowing_its_sizes_is_whole() -> None:
    out = io.BytesIO()
    pipe = mock.Mock(spec_set=("write", "flush"), write=out.write)
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", "<workbook/>" * 50)
    assert clean(out.getvalue())[0] == "xlsx"


def run(data: bytes, folder: Path) -> tuple[str, int, float]:
    """Run the program as the bot does; returns its first line, the most memory it held in MB, and its CPU seconds."""
    (folder / "in").write_bytes(data)
    files = [
        (os.POSIX_SPAWN_OPEN, 0, str(folder / "in"), os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, str(folder / "out"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    command = [sys.executable, "-I", str(Path(__file__).with_name("lean.py")), cleaning.__file__]
    pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=files)
    used = os.wait4(pid, 0)[2]
    line, _, memory = (folder / "out").read_bytes().rpartition(b"\n")
    return line.partition(b"\n")[0].decode(), int(memory) // 1024, used.ru_utime + used.ru_stime


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (picture("JPEG", (4000, 4000), exif=notes(6)), "ok jpg"),
        (picture("PNG", (4000, 4000), "RGBA"), "ok png"),
        (picture("WEBP", (5000, 3200)), "no pixels"),
        (b"\x89PNG\r\n\x1a\n" + bytes(LARGEST), "no unreadable"),
        (BOMB, "no pixels"),
        (SWELLING, "no unsafe"),
        (b"PK\x03\x04" + struct.pack("<I", 1) * (LARGEST // 4), "no unreadable"),
    ],
)
def test_no_file_takes_more_than_200_mb_and_what_is_refused_takes_less_than_a_second(
    data: bytes, verdict: str, tmp_path: Path
) -> None:
    said, memory, seconds = run(data, tmp_path)
    assert said == verdict
    assert 5 < memory < 200
    assert seconds < 1 or said.startswith("ok")
